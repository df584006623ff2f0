"""Which occupations a query names in another language than English: one table for every engine.

Written beside an engine's index with `write`, read with `Foreign`; called by `index.build` and
`index.answering`. English comes first: a query is only read so if English has no word for some
of it, and every word that English has is a word of the name as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.arrays import Array, load, pack_strings, save, unpack_strings
from index.engines.protocol import Standing
from index.engines.titled import prior_of
from index.errors import EngineError
from index.lexicon import choices
from index.lexicon.lexicon import Lexicon, Strings
from index.query import Query
from index.records import Corpus
from index.relevance.edits import edits
from index.relevance.english import usual, usual_beginning
from index.relevance.foreign_words import (
    FUNCTION_WORDS,
    asked_about,
    content,
    is_slip,
    made_of,
    plain,
    root,
    telling,
    without_article,
    without_umlaut,
)
from index.relevance.lay_words import LAY_WORDS
from index.relevance.weights import (
    FOREIGN_BEGUN,
    FOREIGN_BESIDE,
    FOREIGN_EXACT,
    FOREIGN_HEAD,
    FOREIGN_LEAST,
    FOREIGN_NEAR,
    FOREIGN_OTHERS,
    FOREIGN_PRIOR,
    FOREIGN_PRIOR_CLEAR,
    FOREIGN_PRIOR_KIND,
    FOREIGN_SHOWN,
    FOREIGN_UNPREFERRED,
)
from index.text import matching_key, words

FILE_NAME = "foreign.arrays"
SHORTEST_BEGUN = 3
"""Letters from which on a word that may go on stands for those that begin so."""
SHORTEST_MISSPELT = 5
"""Letters from which on a word may be a slip of another one,"""
SHORTEST_BEGUN_MISSPELT = 7
"""and from which on letters may be one that other words begin with."""

LONG_BEGINNING, RARE_BEGINNING, RARE_ENGLISH, RARE_WORD = 4, 25, 4.0, 3.0
"""A beginning of so many letters is not taken for English if what begins so stands less often than
this in all of O*NET's texts, and is less usual than this in English, and the letters are no English
word that is as usual as the last: "compt" is of "comptable" as well as of "comptroller"."""
_STANDINGS: Mapping[choices.Standing, Standing] = {
    choices.Standing.ONET: "onet",
    choices.Standing.ENGLISH: "english",
    choices.Standing.UNKNOWN: "unknown",
}

Stand = Callable[[str, bool, bool], Standing]
"""A word, whether more letters may follow, and whether it may be misspelt → what English makes of
it."""
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ForeignReading:
    """A name that was typed, in one language."""

    language: str
    """ISO 639-1."""
    title: str
    """The name that was meant, as it is written."""
    occupations: tuple[int, ...]
    """Whose name it is, by their numbers (by code, from 0), the likeliest first."""


# --- writing -------------------------------------------------------------------------------------


def write(corpus: Corpus, folder: Path) -> None:
    """Writes nothing without names in other languages."""
    if corpus.foreign_titles:
        save(folder / FILE_NAME, arrays(corpus))


def arrays(corpus: Corpus) -> dict[str, Array]:
    """Names in the order of their keys with their owners, and the words that they are made of.

    A key is a name's words that say something. Words of one root (a gender, a number) find the same
    names.
    """
    numbers = {code: number for number, code in enumerate(sorted(corpus.occupations))}
    languages = sorted({title.language for title in corpus.foreign_titles})
    owners: dict[tuple[str, int], dict[int, float]] = defaultdict(dict)
    preferred: set[tuple[str, int]] = set()
    shown: dict[tuple[str, int], tuple[float, str]] = {}
    titles = sorted(corpus.foreign_titles, key=lambda title: not title.is_preferred)
    for title in titles:
        if not (key := " ".join(content(title.title))):
            continue
        name = key, languages.index(title.language)
        weight = title.confidence
        if title.is_preferred:
            preferred.add(name)
        else:  # "sage-femme" is a midwife, and elsewhere a nursing assistant as well
            weight *= FOREIGN_BESIDE if name in preferred else FOREIGN_UNPREFERRED
        number = numbers[title.occupation_code]
        owners[name][number] = max(weight, owners[name].get(number, 0.0))
        shown[name] = min(shown.get(name, (0.0, "")), (-weight, title.title))
    names = sorted(owners)
    english = {matching_key(lay.title) for lay in corpus.lay_titles}
    english |= {matching_key(each.title) for each in corpus.occupations.values()}
    vocabulary = sorted({word for key, _ in names for word in key.split()})
    roots = sorted(set(map(root, vocabulary)))
    numbered = {text: number for number, text in enumerate(roots)}
    root_of = {word: numbered[root(word)] for word in vocabulary}
    postings: list[list[int]] = [[] for _ in roots]
    for place, (key, _) in enumerate(names):
        for found in {root_of[word]: None for word in key.split()}:
            postings[found].append(place)
    told = np.log(1 + len(names) / np.array([len(own) for own in postings], dtype=np.float64))
    norms = np.zeros(len(names))
    for found, own in enumerate(postings):
        norms[own] += told[found] ** 2
    rows = [(place, *row) for place, name in enumerate(names) for row in owners[name].items()]
    packed = {
        "key": [key for key, _ in names],
        "title": [shown[name][1] for name in names],
        "word": vocabulary,
        "language": languages,
    }
    strings: dict[str, Array] = {}
    for field, texts in packed.items():
        strings[f"{field}_bytes"], strings[f"{field}_offsets"] = pack_strings(texts)
    return strings | {
        "name_language": np.array([language for _, language in names], dtype=np.uint8),
        "name_head": np.array([root_of[key.split()[0]] for key, _ in names], dtype=np.int32),
        "name_is_english": np.array([key in english for key, _ in names], dtype=np.uint8),
        "name_norm": np.sqrt(norms).astype(np.float32),
        "row_name": np.array([place for place, _, _ in rows], dtype=np.int32),
        "row_occupation": np.array([owner for _, owner, _ in rows], dtype=np.int32),
        "row_weight": np.array([weight for _, _, weight in rows], dtype=np.float32),
        "word_root": np.array([root_of[word] for word in vocabulary], dtype=np.int32),
        "root_starts": np.cumsum([0, *map(len, postings)]).astype(np.int64),
        "root_names": np.array([n for own in postings for n in own], dtype=np.int32),
        "root_told": told.astype(np.float32),
        "prior": prior_of(corpus),
        "official_bytes": (official := pack_strings(_official(corpus)))[0],
        "official_offsets": official[1],
    }


def _official(corpus: Corpus) -> list[str]:
    return [" ".join(words(title.title)) for _, title in sorted(corpus.occupations.items())]


# --- reading -------------------------------------------------------------------------------------


def english_standing(
    lexicon: Lexicon, word: str, *, unfinished: bool, misspelt: bool = False
) -> Standing:
    """What is known of a word as English; a long beginning of rare words alone is not known.

    `misspelt`: a word is English, too, if it is a slip of one of O*NET's.
    """
    if len(lexicon.joints.parts(word)) > 1:
        return "onet"  # though it may stand nowhere as one: "letoff"
    if unfinished and len(word) >= LONG_BEGINNING and _is_rare(lexicon, word):
        return "unknown"
    known = _STANDINGS[choices.standing(lexicon, word, unfinished=unfinished)]
    if known != "unknown" or not (misspelt or usual(word)):
        return known
    if not (misspelt or unfinished):
        return "english"  # "manger" is one, though it may be a slip of another one
    speller = lexicon.beginnings if misspelt and unfinished else lexicon.speller
    return "english" if any(edits(word, other) == 1 for other in speller.near(word)) else known


def _is_rare(lexicon: Lexicon, beginning: str) -> bool:
    """Whether words begin so that are rare in O*NET's texts and in English, and none is just
    that."""
    is_word = usual(beginning) >= RARE_WORD or lexicon.words.number(beginning) >= 0
    if is_word or beginning in LAY_WORDS:
        return False
    first, last = lexicon.words.span(beginning)
    if first < last and len(lexicon.places(first, last)) >= RARE_BEGINNING:
        return False
    most = usual_beginning(beginning)
    return most < RARE_ENGLISH and (first < last or most > 0)


def open_names(release: Path) -> Foreign | None:
    """What a release's folder holds; None: it has no names in other languages. Raises
    EngineError."""
    path = release / FILE_NAME
    return Foreign(path) if path.is_file() else None


class Foreign:
    """The table of an opened release."""

    def __init__(self, path: Path) -> None:
        """Raises EngineError if the file is missing, damaged or of another version."""
        loaded = load(path)
        try:
            self._keys = Strings(loaded["key_bytes"], loaded["key_offsets"])
            self._titles = Strings(loaded["title_bytes"], loaded["title_offsets"])
            self._words = Strings(loaded["word_bytes"], loaded["word_offsets"])
            self._official = Strings(loaded["official_bytes"], loaded["official_offsets"])
            self.languages: tuple[str, ...] = tuple(
                unpack_strings(loaded["language_bytes"], loaded["language_offsets"])
            )
            """ISO 639-1, those that there are names in."""
            self._language = loaded["name_language"]
            self._head = loaded["name_head"]
            self._heads = frozenset(self._head.tolist())
            self._is_english = loaded["name_is_english"]
            self._norm: Floats = loaded["name_norm"]
            self._row_name = loaded["row_name"]
            self._row_occupation = loaded["row_occupation"]
            self._row_weight: Floats = loaded["row_weight"]
            self._word_root = loaded["word_root"]
            self._letters = letters_of_each(loaded["word_bytes"], loaded["word_offsets"])
            self._root_starts = loaded["root_starts"]
            self._root_names = loaded["root_names"]
            self._told: Floats = loaded["root_told"]
            self._prior: Floats = loaded["prior"]
        except KeyError as error:
            raise EngineError(
                f'{path.name} cannot be read ({error!r}). Build again with "taskdex build".'
            ) from error

    def query_of(self, query: Query, reading: ForeignReading) -> Query:
        """What an engine is asked: the title of the likeliest occupation, in O*NET's words."""
        title = self._official[reading.occupations[0]].split()
        return replace(
            query, words=tuple(title), prefix=False, as_spelt=True, means=reading.occupations
        )

    def read(self, query: Query, standing: Stand) -> list[ForeignReading]:
        """The names that a query is, one in each language; none: it is read as English.

        The first is the likeliest. Another one comes after it only if both are the very words typed
        and neither is in the query's language.
        """
        if not query.words or query.phrases or query.excluded or query.verbatim or query.task_id:
            return []
        typed = telling(map(plain, query.words))
        if not typed:
            return []
        if not self._exact(typed):
            typed = asked_about(typed)
        unfinished = query.prefix and plain(query.words[-1]) == typed[-1]
        language = query.language or query.spoken
        exact = self._exact(typed, language=language)
        if plain(query.words[-1]) in FUNCTION_WORDS and self._begins(typed, unfinished=False):
            exact = range(0)  # "gardien d" is no "gardien": it goes on
        accented = _accented(query.text)
        # Letters that begin English words as well are a tie, which the reader's language breaks.
        is_chosen = self._begins(typed, unfinished=unfinished, language=language)

        def stands(word: str, goes_on: bool, misspelt: bool) -> Standing:
            is_foreign = is_chosen or word in accented
            return "unknown" if is_foreign else standing(word, goes_on, misspelt)

        found = self._roots(typed, unfinished=unfinished, exact=bool(exact), standing=stands)
        if found is None:
            return []
        return self._readings(exact, typed, found, unfinished=unfinished, preferred=language)

    def _exact(self, typed: Sequence[str], *, language: str = "") -> range:
        """The names that have just these words. English titles are none, but in a language that
        was chosen."""
        first, last = self._keys.span(" ".join(typed), whole=True)
        if first == last or not self._is_english[first]:
            return range(first, last)
        own = [n for n in range(first, last) if self.languages[self._language[n]] == language]
        return range(own[0], own[0] + 1) if own else range(first, first)

    def _roots(
        self,
        typed: Sequence[str],
        *,
        unfinished: bool,
        exact: bool,
        standing: Stand,
    ) -> list[list[int]] | None:
        """For each word its roots; None: English has the better right to the query."""
        found: list[list[int]] = []
        is_foreign = False
        begun = exact or self._begins(typed, unfinished=unfinished)
        begun_whole = exact or self._begins(typed, unfinished=False)
        for place, word in enumerate(typed):
            goes_on = unfinished and place == len(typed) - 1
            if goes_on and place and len(word) < SHORTEST_BEGUN:
                continue  # names that begin so count more: see `_readings`
            roots = self._known(word, unfinished=goes_on, alone=len(typed) == 1)
            # A whole name needs no more letters: "secretaria" is not first of all "secretarial".
            stands = standing(word, goes_on and not begun_whole, False)
            if not roots and stands == "unknown":
                roots = self._form(word) or self._near(word, unfinished=goes_on)
                roots = roots or self._made_of(word)
                if roots and standing(word, goes_on, True) != "unknown":
                    return None
                is_foreign |= bool(roots)
            elif not roots:
                return None
            elif roots and stands == "unknown" and not begun:
                # No name begins so: "mesure" is rather a slip of "measure".
                whole = self._words.number(word) >= 0
                is_foreign |= standing(word, goes_on and not whole, True) == "unknown"
            elif roots:
                is_foreign |= stands == "unknown" or (begun_whole and stands == "english")
            found.append(roots)
        return found if is_foreign else None

    def _begins(
        self, typed: Sequence[str], *, unfinished: bool, language: str | None = None
    ) -> bool:
        """Whether a name begins with these words: of any language, or of one."""
        key = " ".join(typed)
        first, last = self._keys.span(key if unfinished else f"{key} ")
        if language is None:
            return first < last
        if language not in self.languages:
            return False
        return bool((self._language[first:last] == self.languages.index(language)).any())

    def _known(self, word: str, *, unfinished: bool, alone: bool = False) -> list[int]:
        """The roots of a word, or of those that begin so; of a word that stands alone the one it is
        only if that is what a job can be: "cama" is a bed, and begins "camarera"."""
        number = self._words.number(word)
        begun = unfinished and len(word) >= SHORTEST_BEGUN
        if number >= 0:
            own: int = self._word_root.item(number)
            if not (begun and alone) or own in self._heads:
                return [own]
        if begun:
            first, last = self._words.span(word)
            if first < last:
                return list(dict.fromkeys(self._word_root[first:last].tolist()))
        for other in (without_article(word), without_umlaut(word)):
            if len(other) >= (SHORTEST_MISSPELT if unfinished else 1) and (
                roots := self._known(other, unfinished=unfinished)
            ):
                return roots
        return []

    def _form(self, word: str) -> list[int]:
        """The root of a word that names have in another gender or number alone."""
        whole = root(word)
        for number in range(*self._words.span(whole)) if len(whole) >= SHORTEST_BEGUN else ():
            if root(self._words[number]) == whole:
                return [self._word_root.item(number)]
        return []

    def _made_of(self, word: str) -> list[int]:
        """The roots of words that this one is made of: "camionero" is of "camión"."""
        stem = made_of(word)
        if not stem:
            return []
        first, last = self._words.span(stem)
        return list(dict.fromkeys(self._word_root[first:last].tolist()))

    def _near(self, word: str, *, unfinished: bool) -> list[int]:
        """The roots of words of which this one is a slip."""
        if len(word) < (SHORTEST_BEGUN_MISSPELT if unfinished else SHORTEST_MISSPELT):
            return []
        first, last = self._words.span(word[:2])
        # Of a slip at most one letter is not in the other word; not in ASCII it has two bytes.
        absent = np.bitwise_count(~self._letters[first:last] & letters(word))
        return list(
            dict.fromkeys(
                self._word_root.item(number)
                for number in (
                    np.flatnonzero(absent <= (1 if word.isascii() else 2)) + first
                ).tolist()
                if is_slip(word, self._words[number], unfinished=unfinished)
            )
        )

    def _readings(
        self,
        exact: range,
        typed: Sequence[str],
        found: Sequence[Sequence[int]],
        *,
        unfinished: bool,
        preferred: str,
    ) -> list[ForeignReading]:
        alike, held = self._alike(found)
        is_vague = not exact and len(typed) == 1  # all names are kinds of it
        if is_vague and (heads := np.isin(self._head, found[0])).any():
            alike[~heads] = 0
        key = " ".join(typed)
        first, last = self._keys.span(key if unfinished else f"{key} ")
        alike[first:last] += FOREIGN_BEGUN
        if exact:  # then others count only if they are kinds of it: "enfermera especialista"
            alike[:first] = 0
            alike[last:] = 0
        alike[exact.start : exact.stop] = FOREIGN_EXACT
        if not exact and alike.max() < FOREIGN_LEAST:
            return []
        prior = FOREIGN_PRIOR if held.max() == 1 else FOREIGN_PRIOR_CLEAR
        if is_vague:
            is_word = not unfinished or self._words.number(typed[0]) >= 0
            prior = FOREIGN_PRIOR_KIND if is_word else FOREIGN_PRIOR
            if is_word:  # all are kinds of it, and which words say what kind tells little
                alike = np.where(alike > 0, (alike + alike.max()) / 2, alike)
        readings: list[tuple[bool, float, ForeignReading]] = []
        for number, language in enumerate(self.languages):
            own = np.where(self._language == number, alike, np.float32(0))
            best = own.max()
            if best < (FOREIGN_EXACT if exact else FOREIGN_LEAST):
                continue
            scores = self._scores(own, prior)
            order = np.argsort(-scores, kind="stable")[:FOREIGN_SHOWN]
            highest = scores.item(order[0])
            least = 0.0 if unfinished and not exact else FOREIGN_NEAR * highest
            owners = tuple(n for n in order.tolist() if scores.item(n) > least)
            whole = [place for place in exact if own[place]]
            title = self._titles[whole[0]] if whole else self._meant(own, owners[0])
            reading = ForeignReading(language, title, owners)
            readings.append((language == preferred, highest, reading))
        readings.sort(key=lambda each: (not each[0], -each[1]))
        others = readings[1:] if exact and readings and not readings[0][0] else []
        kept = [reading for *_, reading in readings[:1]]
        told = {each.occupations[0] for each in kept}
        for *_, reading in others:
            if reading.occupations[0] not in told:
                told.add(reading.occupations[0])
                kept.append(reading)
        return kept

    def _alike(self, found: Sequence[Sequence[int]]) -> tuple[Floats, Floats]:
        """How like the words typed each name is, the cosine of what their roots tell; and how many
        of them it has."""
        count = np.zeros(len(self._norm), dtype=np.float32)
        alike = np.zeros(len(self._norm), dtype=np.float32)
        norm = np.zeros(len(self._norm), dtype=np.float32)
        most = self._told.max()
        for roots in found:
            held = np.zeros(len(alike), dtype=np.float32)
            for number in roots:
                own = self._root_names[
                    self._root_starts.item(number) : self._root_starts.item(number + 1)
                ]
                held[own] = np.maximum(held[own], self._told[number])
            alike += held**2
            count += held > 0
            # Of a word that may go on, each name has another one.
            told = self._told[roots].min() if roots else most
            norm += np.where(held > 0, held, told) ** 2
        alike /= self._norm * np.sqrt(norm)
        # What a job is stands first in these languages: "mecánica minera" is no miner.
        alike[np.isin(self._head, found[0])] *= np.float32(FOREIGN_HEAD)
        return alike, count

    def _scores(self, alike: Floats, prior: float) -> Floats:
        """For each occupation its best name, what its other names add, and how usual it is."""
        values = alike[self._row_name] * self._row_weight
        values[values < FOREIGN_LEAST * alike.max() / 2] = 0
        rows = values.nonzero()[0]
        count = len(self._prior)
        total = np.bincount(self._row_occupation[rows], values[rows], count)
        best = np.zeros(count)
        np.maximum.at(best, self._row_occupation[rows], values[rows])
        others = np.minimum(total - best, FOREIGN_EXACT)
        usual = np.exp(np.float32(prior) * self._prior)
        scores: Floats = ((best + FOREIGN_OTHERS * others) * usual).astype(np.float32)
        return scores

    def _meant(self, alike: Floats, occupation: int) -> str:
        """The name of an occupation that is most like what was typed, the shortest of equals."""
        rows = (self._row_occupation == occupation).nonzero()[0]
        names = self._row_name[rows]
        best = names[alike[names] >= alike[names].max() - 1e-6].tolist()
        return min((self._titles[number] for number in best), key=len)


def letters(word: str) -> np.uint32:
    """Which bytes a word has, a bit for each; several that are not of a to z share one."""
    own = np.frombuffer(word.encode(), np.uint8)
    return np.uint32(np.bitwise_or.reduce(np.uint32(1) << (own & np.uint8(31))))


def letters_of_each(packed: Array, offsets: Array) -> NDArray[np.uint32]:
    """The same of all words of a table, none of which is empty."""
    return np.bitwise_or.reduceat(np.uint32(1) << (packed & np.uint8(31)), offsets[:-1])


def _accented(text: str) -> frozenset[str]:
    """The words that were typed with accents, which English words have not."""
    if text.isascii():
        return frozenset()
    pieces = (piece for piece in text.split() if not piece.isascii())
    return frozenset(plain(word) for piece in pieces for word in words(piece))
