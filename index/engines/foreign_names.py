"""The opened table of names in other languages: which there are, and how like what was typed.

Whether a query is one at all is for `index.engines.foreign` to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.arrays import Array, load, unpack_strings
from index.lexicon.lexicon import Strings
from index.relevance.foreign_words import (
    is_one_edit,
    made_of,
    root,
    without_article,
    without_umlaut,
    written,
)
from index.relevance.weights import (
    FOREIGN_EXACT,
    FOREIGN_HEAD,
    FOREIGN_LEAST,
    FOREIGN_OTHERS,
)

SHORTEST_BEGUN = 3
"""Letters from which on a word that may go on stands for those that begin so."""
SHORTEST_MISSPELT = 5
"""Letters from which on a word may be a slip of another one,"""
SHORTEST_BEGUN_MISSPELT = 7
"""and from which on letters may be one that other words begin with."""

Floats = NDArray[np.float32]

# Of names that begin alike, hundreds are looked at with each letter that is typed.
_written = lru_cache(maxsize=4096)(written)


class ForeignNames:
    """Names in the order of their keys: the words of each that say something."""

    def __init__(self, path: Path) -> None:
        """Raises EngineError if the file is missing, damaged or of another version."""
        loaded = load(path)
        self._keys = Strings(loaded["key_bytes"], loaded["key_offsets"])
        self._titles = Strings(loaded["title_bytes"], loaded["title_offsets"])
        self._words = Strings(loaded["word_bytes"], loaded["word_offsets"])
        self.languages: tuple[str, ...] = tuple(
            unpack_strings(loaded["language_bytes"], loaded["language_offsets"])
        )
        """ISO 639-1, those that there are names in."""
        self.language = loaded["name_language"]
        """Of each name, by its place among the languages."""
        self._head = loaded["name_head"]
        self._heads = frozenset(self._head.tolist())
        self._is_english = loaded["name_is_english"]
        self._shared = loaded["name_shared"]
        self._norm: Floats = loaded["name_norm"]
        self._row_name = loaded["row_name"]
        self._row_occupation = loaded["row_occupation"]
        self._row_weight: Floats = loaded["row_weight"]
        self._word_root = loaded["word_root"]
        self._letters = letters_of_each(loaded["word_bytes"], loaded["word_offsets"])
        self._root_starts = loaded["root_starts"]
        self._root_names = loaded["root_names"]
        self._size = np.bincount(self._root_names, minlength=len(self._norm))
        self._told: Floats = loaded["root_told"]
        self._prior: Floats = loaded["prior"]

    def title(self, name: int) -> str:
        """A name as it is written."""
        return self._titles[name]

    # --- names ----------------------------------------------------------------------------------

    def exact(self, typed: Sequence[str], *, language: str = "") -> range:
        """The names that have just these words. English titles are none, but in a language that
        was chosen."""
        first, last = self._keys.span(" ".join(typed), whole=True)
        if first == last or not self._is_english[first]:
            return range(first, last)
        own = [n for n in range(first, last) if self.languages[self.language[n]] == language]
        return range(own[0], own[0] + 1) if own else range(first, first)

    def begun(self, typed: Sequence[str], *, unfinished: bool) -> range:
        """The names that begin with these words."""
        key = " ".join(typed)
        return range(*self._keys.span(key if unfinished else f"{key} "))

    def has_language(self, names: range, language: str) -> bool:
        """Whether any of these names is of a language."""
        if language not in self.languages:
            return False
        own = self.language[names.start : names.stop]
        return bool((own == self.languages.index(language)).any())

    def begin_as_no_english(self, names: range, typed: Sequence[str]) -> bool:
        """Whether names begin with these words as no English title or statement does."""
        return bool(names) and self._shared.item(names.start) < len(" ".join(typed))

    def completed(self, names: range, typed: Sequence[str]) -> NDArray[np.bool_]:
        """Which of the names that begin so have no word more than these."""
        complete: NDArray[np.bool_] = self._size[names.start : names.stop] == len(typed)
        return complete

    def spelt_so(self, names: range, text: str) -> tuple[list[int], list[int]]:
        """Which of these names are written as a text begins, function words and all; and which of
        those have its very accents."""
        typed, accented = written(text), text.strip().casefold()
        alike = [n for n in names if _written(self._titles[n]).startswith(typed)]
        return alike, [n for n in alike if self._titles[n].casefold().startswith(accented)]

    def headed(self, roots: Sequence[int]) -> NDArray[np.bool_]:
        """Which of all names have one of these as their first word."""
        return np.isin(self._head, roots)

    # --- words ----------------------------------------------------------------------------------

    def has_word(self, word: str) -> bool:
        """Whether a name has just this word."""
        return self._words.number(word) >= 0

    def known(self, word: str, *, unfinished: bool, alone: bool = False) -> list[int]:
        """The roots of a word, or of those that begin so; of a word that stands alone the one it is
        only if that is what a job can be: "cama" is a bed, and begins "camarera"."""
        number = self._words.number(word)
        begun = unfinished and len(word) >= SHORTEST_BEGUN
        if number >= 0:
            own: int = self._word_root.item(number)
            if not (begun and alone) or own in self._heads:
                return [own]
        if begun and (roots := self._roots_of(word)):
            return roots
        for other in (without_article(word), without_umlaut(word)):
            if len(other) >= (SHORTEST_MISSPELT if unfinished else 1) and (
                roots := self.known(other, unfinished=unfinished)
            ):
                return roots
        return []

    def supposed(self, word: str, *, unfinished: bool) -> list[int]:
        """The roots that a word may be meant for that no name has: another gender or number, a
        slip, or the thing it is made of ("camionero" is of "camión")."""
        found = self._form(word) or self._near(word, unfinished=unfinished)
        return found or self._roots_of(made_of(word))

    def _roots_of(self, beginning: str) -> list[int]:
        """The roots of words that begin so; none of no letters."""
        first, last = self._words.span(beginning) if beginning else (0, 0)
        return list(dict.fromkeys(self._word_root[first:last].tolist()))

    def _form(self, word: str) -> list[int]:
        """The root of a word that names have in another gender or number alone."""
        whole = root(word)
        for number in range(*self._words.span(whole)) if len(whole) >= SHORTEST_BEGUN else ():
            if root(self._words[number]) == whole:
                return [self._word_root.item(number)]
        return []

    def _near(self, word: str, *, unfinished: bool) -> list[int]:
        """The roots of words of which this one is a slip."""
        if len(word) < (SHORTEST_BEGUN_MISSPELT if unfinished else SHORTEST_MISSPELT):
            return []
        first, last = self._words.span(word[:2])
        # Of a slip at most one letter is not in the other word; not in ASCII it has two bytes.
        absent = np.bitwise_count(~self._letters[first:last] & letters(word))
        near = np.flatnonzero(absent <= (1 if word.isascii() else 2)) + first
        return list(
            dict.fromkeys(
                self._word_root.item(number)
                for number in near.tolist()
                if is_one_edit(word, self._words[number], unfinished=unfinished)
            )
        )

    # --- likeness -------------------------------------------------------------------------------

    def alike(self, found: Sequence[Sequence[int]]) -> tuple[Floats, Floats]:
        """How like the words typed each name is, the cosine of what their roots tell; and how many
        of them it has. `found`: for each word its roots."""
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
        alike[self.headed(found[0])] *= np.float32(FOREIGN_HEAD)
        return alike, count

    def scores(self, alike: Floats, prior: float) -> Floats:
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

    def meant(self, alike: Floats, occupation: int, typed: Sequence[str]) -> str:
        """The name of an occupation that is most like what was typed; of equals the shortest, and
        of several genders the one that begins with more of the letters: of "abogados" "abogado"."""
        rows = (self._row_occupation == occupation).nonzero()[0]
        names = self._row_name[rows]
        best = names[alike[names] >= alike[names].max() - 1e-6].tolist()
        whole = " ".join(typed)

        def fit(title: str) -> tuple[int, int]:
            pairs = zip(written(title), whole, strict=False)
            shared = takewhile(lambda pair: pair[0] == pair[1], pairs)
            return len(title), -len(list(shared))

        return min((self._titles[number] for number in best), key=fit)


def letters(word: str) -> np.uint32:
    """Which bytes a word has, a bit for each; several that are not of a to z share one."""
    own = np.frombuffer(word.encode(), np.uint8)
    return np.uint32(np.bitwise_or.reduce(np.uint32(1) << (own & np.uint8(31))))


def letters_of_each(packed: Array, offsets: Array) -> NDArray[np.uint32]:
    """The same of all words of a table, none of which is empty."""
    return np.bitwise_or.reduceat(np.uint32(1) << (packed & np.uint8(31)), offsets[:-1])
