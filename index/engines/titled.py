"""Which occupations a query names, if what was typed is a title: one table for every engine.

Written beside an engine's index with `write`, read with `Titled`. A title is known by its words as
they stand, in the singular or plural, and by how it begins while the rest is
still being typed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import overload

import numpy as np
from numpy.typing import NDArray

from index.arrays import Array, load, pack_strings, save, unpack_strings
from index.engines.documents import halves
from index.lexicon.choices import FIRM
from index.lexicon.joints import Joints
from index.query import Query
from index.records.joined import Corpus
from index.relevance.comparisons import BETWEEN
from index.relevance.english import usual
from index.relevance.lay_words import LAY_WORDS
from index.relevance.weights import (
    BEGUN,
    CATCH_ALL,
    DONE,
    FEW_TASKS,
    MEANT,
    NAMING,
    NAMING_TITLES,
    OFFICIAL,
    SHORTEST_TITLE,
)
from index.text import STOP_WORDS, form_key, singular, words

FILE_NAME = "titles.arrays"
ROOT = 6
"""Letters of the word that a longer one ends in, for it to name whom the shorter one names."""
_LAST = "\U0010ffff"
_STEP = 32
"""Of so many titles one is kept unpacked: all would take 8 MB of each worker."""
_BETWEEN = re.compile(rf" (?:{BETWEEN}) ")
_HYPHENED = re.compile(r"(?<![\w-])[A-Za-z]{2,}-[A-Za-z]{2,}(?![\w-])")
_AFTER_SPACE = "!"
"""The character that follows the space."""


@dataclass(frozen=True, slots=True)
class Named:
    """The occupations whose title was typed, by their numbers (by code, from 0)."""

    official: tuple[int, ...]
    """It is their official title."""
    others: tuple[int, ...]
    """It is one of their lay titles."""
    leads: bool
    """It says who does something, so that their tasks are meant: "lawyer" does, "photography" is
    a title as well as what others do."""
    are_several: bool = False
    """They are those of several titles."""
    is_begun: bool = False
    """It only begins so, and whole words are missing: "nursing home" may mean something else."""

    def leads_before(self, complete: int) -> bool:
        """Whether their tasks come first, where so many tasks hold all words."""
        return self.leads and not (self.is_begun and complete >= FEW_TASKS)

    @property
    def occupations(self) -> tuple[int, ...]:
        return self.official + self.others

    @property
    def means_one(self) -> bool:
        """So few have the title that the likeliest of them is meant."""
        return self.leads and not self.are_several and len(self.occupations) <= MEANT


# --- writing -------------------------------------------------------------------------------------


def write(corpus: Corpus, folder: Path, joints: Joints) -> None:
    save(folder / FILE_NAME, arrays(corpus, joints))


def arrays(corpus: Corpus, joints: Joints) -> dict[str, Array]:
    """Titles in alphabetical order with their owners; and the keys of forms with the titles that
    have each."""
    owners: dict[str, dict[int, bool]] = defaultdict(dict)
    numbers = {code: number for number, code in enumerate(sorted(corpus.occupations))}
    for lay in corpus.lay_titles:
        for title in dict.fromkeys((lay.title, _without_hyphens(lay.title))):
            for part in halves(joints.divided(title)):
                if text := " ".join(words(part)):
                    owners[text].setdefault(numbers[lay.occupation_code], False)
    for code, occupation in corpus.occupations.items():
        if text := " ".join(words(joints.divided(occupation.title))):
            owners[text][numbers[code]] = True
    titles = sorted(owners)
    rows = [(*row, place) for place, text in enumerate(titles) for row in owners[text].items()]
    by_form: dict[str, list[int]] = defaultdict(list)
    for place, text in enumerate(titles):
        by_form[form_key(text.split())].append(place)
    keys = sorted(by_form)
    naming = _naming(titles, corpus, joints)
    title_bytes, title_offsets = pack_strings(titles)
    key_bytes, key_offsets = pack_strings(keys)
    usual = Counter(singular(title.split()[-1]) for title in titles)
    often = sorted(word for word in naming if usual[word] >= NAMING_TITLES)
    naming_bytes, naming_offsets = pack_strings(often)
    doing_bytes, doing_offsets = pack_strings(_doing(corpus))
    return {
        "title_bytes": title_bytes,
        "title_offsets": title_offsets,
        "title_starts": _starts(Counter(place for _, _, place in rows), len(titles)),
        "owners": np.array([owner for owner, _, _ in rows], dtype=np.int32),
        "official": np.array([official for _, official, _ in rows], dtype=np.uint8),
        "naming": np.array([singular(t.split()[-1]) in naming for t in titles], dtype=np.uint8),
        "prior": prior_of(corpus),
        "catch_alls": _catch_alls(corpus),
        "naming_bytes": naming_bytes,
        "naming_offsets": naming_offsets,
        "doing_bytes": doing_bytes,
        "doing_offsets": doing_offsets,
        "key_bytes": key_bytes,
        "key_offsets": key_offsets,
        "key_starts": _starts(
            {place: len(by_form[key]) for place, key in enumerate(keys)}, len(keys)
        ),
        "key_titles": np.array([n for key in keys for n in by_form[key]], dtype=np.int32),
    }


def _without_hyphens(title: str) -> str:
    """A title as it is read if it is typed with its hyphens: a "Make-Up Artist" is a makeup
    artist, though "make up" is no makeup."""
    return _HYPHENED.sub(
        lambda match: (
            match[0].replace("-", "")
            if STOP_WORDS.intersection(match[0].lower().split("-"))
            else match[0]
        ),
        title,
    )


def _naming(titles: Iterable[str], corpus: Corpus, joints: Joints) -> set[str]:
    """Words with which titles end nearly as often as statements have them at all: they say who.

    Not by their stems: developers are known by their title, what is developed is not.
    """
    ends = Counter(singular(title.split()[-1]) for title in titles)
    held = Counter(
        word
        for task in corpus.tasks.values()
        for word in set(map(singular, words(joints.divided(task.text))))
    )
    naming = {word for word, count in ends.items() if count >= NAMING * held[word]}
    # A physiotherapist is a therapist.
    longer = {
        word
        for word in ends
        if any(word[start:] in naming for start in range(1, len(word) - ROOT + 1))
    }
    return naming | longer


def _doing(corpus: Corpus) -> list[str]:
    """Words that statements begin with, which say what is done: "make", "clean", "inspect"."""
    first = Counter(next(iter(words(task.text)), "") for task in corpus.tasks.values())
    return sorted(word for word, count in first.items() if word and count >= DONE)


def prior_of(corpus: Corpus) -> Array:
    """How many people do what each occupation does, in powers of e above or below the usual.

    Specialties of a SOC occupation share its people equally; the one that stands for all of it,
    .00, has them all. What is not known is as usual, and so is everything without the source.
    Occupations without tasks are meant less than any other: nearly all are catch-alls such as
    "Physicians, All Other", for jobs that are listed nowhere else in their group.
    """
    codes = sorted(corpus.occupations)
    sharing = Counter(code[:7] for code in codes)
    employment = corpus.employment
    people = [
        employment.get(code[:7], 0) / (1 if code.endswith(".00") else sharing[code[:7]])
        for code in codes
    ]
    logs = np.log(np.maximum(np.array(people), 1.0))
    known = logs[logs > 0]
    usual = known.mean() if len(known) else 0.0
    prior: Array = np.where(logs > 0, logs - usual, 0.0) - CATCH_ALL * _catch_alls(corpus)
    return prior.astype(np.float32)


def _catch_alls(corpus: Corpus) -> Array:
    """1 for each occupation without tasks, 0 for every other one."""
    with_tasks = {task.occupation_code for task in corpus.tasks.values()}
    return np.array([code not in with_tasks for code in sorted(corpus.occupations)], np.uint8)


def _starts(counts: Mapping[int, int], size: int) -> Array:
    starts = np.zeros(size + 1, dtype=np.int64)
    np.cumsum([counts[place] for place in range(size)], out=starts[1:])
    return starts


# --- reading -------------------------------------------------------------------------------------


class Titled:
    """The table of an opened index."""

    def __init__(self, folder: Path) -> None:
        """Raises EngineError if the file is missing, damaged or of another version."""
        loaded = load(folder / FILE_NAME)
        self._titles = _Strings(loaded["title_bytes"], loaded["title_offsets"])
        self._keys = _Strings(loaded["key_bytes"], loaded["key_offsets"])
        self._starts = loaded["title_starts"]
        self._owners = loaded["owners"]
        self._official = loaded["official"]
        self._naming = loaded["naming"]
        self._names = frozenset(unpack_strings(loaded["naming_bytes"], loaded["naming_offsets"]))
        self._doing = frozenset(unpack_strings(loaded["doing_bytes"], loaded["doing_offsets"]))
        self.prior: NDArray[np.float32] = loaded["prior"]
        """For each occupation, in powers of e, how many more people have it than is usual."""
        self._catch_alls = loaded["catch_alls"]
        self._key_starts = loaded["key_starts"]
        self._key_titles = loaded["key_titles"]

    def named(self, query: Query) -> Named | None:
        """The occupations that the query names; None if it is no title.

        The very title wins over other forms of it, and these over titles that begin so.
        """
        if named := self._as_it_stands(query):
            return named
        if not query.words or query.phrases or query.excluded or query.verbatim:
            return None
        return self._begun(query.words) if query.prefix else self._lacking_words(query.words)

    def _as_it_stands(self, query: Query) -> Named | None:
        """The occupations whose title the query is, in whatever form."""
        if query.means:
            return Named(query.means[:1], query.means[1:], leads=True)
        if not query.words or query.phrases or query.excluded:
            return None
        text = " ".join(query.words)
        if (place := self._titles.number(text)) >= 0:
            return self._of([place])
        if query.verbatim:
            return None
        if titles := self._with_key(form_key(query.words)):
            return self._of(titles)
        if several := self._several(text):
            return several
        return self._in_other_words(query.words)

    def is_title(self, query: Query) -> bool:
        """Whether the query is a title, or begins one; a single word that does may as well begin a
        name in another language."""
        if query.prefix and len(query.words) > 1:
            return self.named(query) is not None
        return self._as_it_stands(query) is not None

    def _with_key(self, key: str) -> list[int]:
        """The titles that have this key; none: there are none."""
        if (place := self._keys.number(key)) < 0:
            return []
        here = slice(self._key_starts.item(place), self._key_starts.item(place + 1))
        titles: list[int] = self._key_titles[here].tolist()
        return titles

    def _in_other_words(self, typed: Sequence[str]) -> Named | None:
        """The occupations whose title it is with what stands for an everyday word: a "lorry driver"
        is a truck driver."""
        for place, word in enumerate(typed):
            for other in LAY_WORDS.get(word, ()):
                titles = self._with_key(form_key([*typed[:place], other, *typed[place + 1 :]]))
                if titles and (named := self._of(titles)).leads:
                    return named
        return None

    def _several(self, text: str) -> Named | None:
        """The occupations of several titles, all of which say who does something: "electrician or
        plumber"."""
        owners: dict[int, None] = {}
        parts = _BETWEEN.split(text)
        for part in parts if len(parts) > 1 else ():
            titles = self._with_key(form_key(part.split()))
            if not titles or not (named := self._of(titles)).leads:
                return None
            owners |= dict.fromkeys(named.official or named.others)
        return Named((), tuple(owners), leads=True, are_several=True) if owners else None

    def may_lead(self, query: Query) -> bool:
        """Whether the query is no title, but ends as titles do that say who does something."""
        if not query.words or query.phrases or query.excluded or query.verbatim:
            return False
        return singular(query.words[-1]) in self._names

    def is_work(self, query: Query) -> bool:
        """Whether the query begins as statements do, and does not end as titles do: it tells what
        is done ("make dashboards"), not who does it ("lead teacher")."""
        return bool(query.words) and query.words[0] in self._doing and not self.may_lead(query)

    def _of(self, titles: Sequence[int]) -> Named:
        official: dict[int, None] = {}
        others: dict[int, None] = {}
        for title in titles:
            here = slice(self._starts.item(title), self._starts.item(title + 1))
            for owner, is_official in zip(
                self._owners[here].tolist(), self._official[here].tolist(), strict=True
            ):
                (official if is_official else others)[owner] = None
        leads = bool(official) or any(self._naming[title] for title in titles)
        lay = [owner for owner in others if owner not in official]
        # "Doctor" is a title of "Physicians, All Other" too, but others have it with their tasks.
        meant = [owner for owner in lay if not self._catch_alls[owner]]
        return Named(tuple(official), tuple(meant or lay), leads)

    def _begun(self, typed: Sequence[str]) -> Named | None:
        """The occupations of the titles that only lack letters of the last word: "truck dri". Of
        those that lack words, or may do so, the occupation that most of them belong to."""
        text = " ".join(typed)
        # Alone, a word of English means itself: "pharma" is no pharmacist yet.
        if len(text) < SHORTEST_TITLE or (len(typed) == 1 and usual(text) >= FIRM):
            return None
        first, last = self._titles.place(text), self._titles.place(text + _LAST)
        with_words = self._titles.place(text + _AFTER_SPACE) - self._titles.place(f"{text} ")
        finished = [] if with_words else self._titles.of_words(len(typed), first, last)
        if finished:
            named = self._of(finished)
            return replace(named, leads=named.leads and len(named.occupations) <= MEANT)
        is_begun = 2 * with_words > last - first
        return self._most_of(first, last, is_begun=is_begun) if len(typed) > 1 else None

    def _lacking_words(self, typed: Sequence[str]) -> Named | None:
        """The occupation that most titles belong to that go on after these words: most who do
        "machine learning" are data scientists."""
        text = " ".join(typed)
        if len(typed) < 2 or len(text) < SHORTEST_TITLE:
            return None
        first, last = self._titles.place(f"{text} "), self._titles.place(text + _AFTER_SPACE)
        return self._most_of(first, last, is_begun=True)

    def _most_of(self, first: int, last: int, *, is_begun: bool) -> Named | None:
        """The occupation that most of the titles from `first` to before `last` belong to."""
        here = slice(self._starts.item(first), self._starts.item(last))
        weights: dict[int, float] = defaultdict(float)
        for owner, is_official in zip(
            self._owners[here].tolist(), self._official[here].tolist(), strict=True
        ):
            weights[owner] += OFFICIAL if is_official else 1.0
        if not weights:
            return None
        best = max(weights, key=weights.__getitem__)
        # One odd title shows nothing.
        if weights[best] < OFFICIAL or weights[best] < BEGUN * sum(weights.values()):
            return None
        leads = any(self._naming[first:last].tolist())
        return Named((), (best,), leads, is_begun=is_begun)


class _Strings(Sequence[str]):
    """Packed strings in order, read one at a time where they lie."""

    def __init__(self, data: Array, offsets: Array) -> None:
        self._data, self._offsets = data, offsets
        self._bytes = memoryview(data.data)
        self._offset = offsets.item
        self._count = len(offsets) - 1
        self._landmarks = [self[place] for place in range(0, len(self), _STEP)]

    def place(self, text: str) -> int:
        """How many strings stand before this one: few are read to find out."""
        block = bisect_left(self._landmarks, text) * _STEP
        first, last = max(block - _STEP, 0), min(block, self._count)
        # As `bisect_left` over bytes, whose order is that of the strings: decoding takes longer.
        encoded = text.encode("utf-8", "surrogatepass")
        while first < last:
            middle = (first + last) // 2
            if bytes(self._bytes[self._offset(middle) : self._offset(middle + 1)]) < encoded:
                first = middle + 1
            else:
                last = middle
        return first

    def of_words(self, count: int, first: int, last: int) -> list[int]:
        """Those of so many words among the strings from `first` to before `last`."""
        if first == last:
            return []
        starts = self._offsets[first : last + 1]
        spaces = self._data[starts[0] : starts[-1]] == ord(" ")
        counts = np.add.reduceat(spaces, starts[:-1] - starts[0], dtype=np.int64)
        places: list[int] = (np.flatnonzero(counts == count - 1) + first).tolist()
        return places

    def number(self, text: str) -> int:
        """-1: it is not there."""
        place = self.place(text)
        return place if place < self._count and self[place] == text else -1

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [self[number] for number in range(*place.indices(len(self)))]
        return bytes(self._bytes[self._offset(place) : self._offset(place + 1)]).decode()
