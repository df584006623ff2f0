"""English names of ESCO that O*NET has no title for ("lift engineer") → whose they are: a table
beside an engine's index, the same for every engine.

Not every name leads: O*NET's words know better whose a name is than crosswalks do (72.6 % to 66.9 %
of O*NET's own titles, held out). A name leads that ESCO prefers, or that has a word that O*NET
lacks.
Written by `index.build`, read by `index.answering`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from index.arrays import Array, load, pack_strings, save
from index.engines.foreign import ForeignReading, Stand
from index.engines.foreign_table import alike_letters, english_texts
from index.engines.titled import prior_of
from index.lexicon.lexicon import Strings
from index.query import Query
from index.records.joined import Corpus
from index.records.published import ENGLISH
from index.relevance.lay_words import LAY_WORDS
from index.relevance.spellings import american, american_forms
from index.relevance.stems import stem
from index.relevance.weights import ENGLISH_SHORTEST, ENGLISH_SURE, FOREIGN_SHOWN
from index.text import STOP_WORDS, form_key, singular, words

FILE_NAME = "english_names.arrays"


# --- writing -------------------------------------------------------------------------------------


def write(corpus: Corpus, folder: Path) -> None:
    """Writes nothing without ESCO's English names."""
    if any(title.language == ENGLISH for title in corpus.foreign_titles):
        save(folder / FILE_NAME, arrays(corpus))


def arrays(corpus: Corpus) -> dict[str, Array]:
    """The names that lead, in the order of their keys, and their owners, the likeliest first.

    A key is a name's words in the singular. With each, as many of its first letters as an English
    text of O*NET begins with.
    """
    owners: dict[str, dict[str, tuple[bool, float]]] = defaultdict(dict)
    shown: dict[str, str] = {}
    english = [title for title in corpus.foreign_titles if title.language == ENGLISH]
    for title in sorted(english, key=lambda title: not title.is_preferred):
        key = form_key(words(title.title))
        if key and title.confidence >= ENGLISH_SURE:
            sure = title.is_preferred, title.confidence
            shown.setdefault(key, title.title)
            owners[key][title.occupation_code] = max(
                sure, owners[key].get(title.occupation_code, sure)
            )
    titles, statements = english_texts(corpus)
    found = {text: words(text) for text in (*titles, *statements)}
    forms = {text: form_key(its) for text, its in found.items()}
    of_onet = {forms[title] for title in titles}
    spelt = {word: american(word) for word in set(" ".join(of_onet).split())}
    of_onet = {_alike(key, spelt) for key in of_onet}
    known = set(map(stem, set().union(*found.values())))
    leading = [
        key
        for key, own in sorted(owners.items())
        if (any(preferred for preferred, _ in own.values()) or _lacked(key, known))
        and _alike(key, spelt) not in of_onet
    ]
    codes = sorted(corpus.occupations)
    people = dict(zip(codes, prior_of(corpus).tolist(), strict=True))
    numbers = {code: number for number, code in enumerate(codes)}
    rows: list[list[int]] = []
    for key in leading:
        own = owners[key]
        # The occupation whose own name it is comes before those that share it.
        preferring = max(preferred for preferred, _ in own.values())
        able = [code for code in own if own[code][0] == preferring]
        able.sort(key=lambda code: (-own[code][1], -people[code], code))
        rows.append([numbers[code] for code in able[:FOREIGN_SHOWN]])
    begun = sorted(set(forms.values()))
    keys, titled = pack_strings(leading), pack_strings([shown[key] for key in leading])
    return {
        "key_bytes": keys[0],
        "key_offsets": keys[1],
        "title_bytes": titled[0],
        "title_offsets": titled[1],
        "shared": np.array(alike_letters(leading, begun), dtype=np.uint8),
        "starts": np.cumsum([0, *map(len, rows)]).astype(np.int32),
        "owners": np.array([owner for row in rows for owner in row], dtype=np.int32),
    }


def _alike(key: str, spelt: Mapping[str, str]) -> str:
    """The same for all names that have these words in any order and spelling. `spelt`: the words of
    O*NET's titles → their American spelling."""

    def of_onet(word: str) -> str:
        forms = (american(word), *american_forms(word))
        return next((spelt[form] for form in forms if form in spelt), word)

    return " ".join(sorted(spelt.get(word) or of_onet(word) for word in key.split()))


def _lacked(key: str, known: set[str]) -> bool:
    """Whether a name has a word that O*NET has in no form and no spelling."""
    return any(
        not known & {stem(word), stem(american(word))}
        for word in key.split()
        if word.isalpha() and word not in LAY_WORDS and word not in STOP_WORDS
    )


# --- reading -------------------------------------------------------------------------------------


def open_english(release: Path) -> EnglishNames | None:
    """What a release's folder holds; None: it has no English names of ESCO. Raises EngineError."""
    path = release / FILE_NAME
    return EnglishNames(path) if path.is_file() else None


class EnglishNames:
    """The table of an opened release."""

    def __init__(self, path: Path) -> None:
        """Raises EngineError if the file is damaged or of another version."""
        loaded = load(path)
        self._keys = Strings(loaded["key_bytes"], loaded["key_offsets"])
        self._titles = Strings(loaded["title_bytes"], loaded["title_offsets"])
        self._shared = loaded["shared"]
        self._starts = loaded["starts"]
        self._owners = loaded["owners"]

    def whole(self, query: Query) -> list[ForeignReading]:
        """The name that a query is, in one form or another."""
        if not _may_be_name(query):
            return []
        place, after = self._keys.span(form_key(query.words), whole=True)
        return [self._reading(place)] if place < after else []

    def begun(self, query: Query, standing: Stand) -> list[ForeignReading]:
        """The name of one occupation that a query is but for the letters of its last word, if
        nothing of O*NET's begins so."""
        if not (query.prefix and _may_be_name(query)):
            return []
        last = query.words[-1]
        before = [singular(word) for word in query.words[:-1] if word not in STOP_WORDS]
        if len(last) < ENGLISH_SHORTEST:
            return []
        if not before and standing(last, unfinished=True) == "onet":
            return []
        typed = " ".join([*before, last])
        first, after = self._keys.span(typed)
        able = [
            place
            for place in range(first, after)
            if " " not in self._keys[place][len(typed) :] and self._shared.item(place) < len(typed)
        ]
        read = [self._reading(place) for place in able]
        one = {reading.occupations[0] for reading in read}
        return read[:1] if len(one) == 1 else []

    def _reading(self, place: int) -> ForeignReading:
        here = slice(self._starts.item(place), self._starts.item(place + 1))
        return ForeignReading(ENGLISH, self._titles[place], tuple(self._owners[here].tolist()))


def _may_be_name(query: Query) -> bool:
    """Whether a query is nothing but words."""
    is_literal = query.phrases or query.excluded or query.verbatim or query.task_id
    return bool(query.words) and not is_literal
