"""The lexicon of a release, opened: words to numbers, numbers to places in texts.

Safe to share between threads: nothing is changed after opening.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.arrays import Array, load, unpack_strings
from index.errors import EngineError
from index.lexicon.joints import Joints
from index.lexicon.spelling import Speller
from index.relevance.sound import sound
from index.relevance.stems import stem

FILE_NAME: Final = "lexicon.arrays"
LAST: Final = "\U0010ffff"

Places = NDArray[np.int32]


class Strings:
    """Strings in order, each of them also by its number: some thousands, unpacked at once."""

    def __init__(self, packed: Array, offsets: Array) -> None:
        self._all = unpack_strings(packed, offsets)
        self._numbers = {text: number for number, text in enumerate(self._all)}

    def __len__(self) -> int:
        return len(self._all)

    def __getitem__(self, number: int) -> str:
        return self._all[number]

    def number(self, text: str) -> int:
        """-1: it is not there."""
        return self._numbers.get(text, -1)

    def span(self, beginning: str, *, whole: bool = False) -> tuple[int, int]:
        """Numbers of the strings that begin so, or are so; the second one excluded."""
        first = bisect_left(self._all, beginning)
        # The last character of Unicode ends the range: no folded word has it.
        return first, bisect_left(self._all, beginning + ("\0" if whole else LAST), first)


class Lexicon:
    """The words of one release."""

    def __init__(self, path: Path) -> None:
        """Raises EngineError if the file is missing or of another format."""
        loaded: Mapping[str, Array] = load(path)
        try:
            self.words = Strings(loaded["word_bytes"], loaded["word_offsets"])
            self._stems = Strings(loaded["stem_bytes"], loaded["stem_offsets"])
            self._sounds = Strings(loaded["sound_bytes"], loaded["sound_offsets"])
            self._sound_words: Places = loaded["sound_words"]
            self.text_words: Places = loaded["text_words"]
            self.text_of_place: Places = loaded["text_of_place"]
            self.title_end = int(loaded["title_end"][0])
            self._word_places: Places = loaded["word_places"]
            self._word_starts: NDArray[np.int64] = loaded["word_starts"]
            self.speller = Speller("speller", loaded)
            self.beginnings = Speller("beginning", loaded)
            self.joints = Joints(unpack_strings(loaded["joint_bytes"], loaded["joint_offsets"]))
        except (IndexError, ValueError) as error:
            raise EngineError(
                f'{path.name} cannot be read ({error!r}). Build again with "taskdex build".'
            ) from error
        self.text_count = int(self.text_of_place[-1]) + 1 if len(self.text_of_place) else 0

    def has_stem(self, word: str) -> bool:
        """Whether there is the word, or another form of it."""
        return self._stems.number(stem(word)) >= 0

    def begins(self, beginning: str) -> bool:
        """Whether any word begins so."""
        first, last = self.words.span(beginning)
        return first < last

    def places(self, first: int, last: int | None = None) -> Places:
        """Where a word, or the words from `first` to before `last`, stand among all words of all
        texts; those of each word ascending."""
        end = first + 1 if last is None else last
        return self._word_places[self._word_starts.item(first) : self._word_starts.item(end)]

    def count(self, number: int) -> int:
        """How often a word stands in texts."""
        return self._word_starts.item(number + 1) - self._word_starts.item(number)

    def in_statements(self, word: str) -> bool:
        """Whether the very word stands in a statement or in the title of an activity."""
        number = self.words.number(word)
        return number >= 0 and bool((self.places(number) >= self.title_end).any())

    def heard_as(self, word: str) -> list[str]:
        """The words that sound as this one does."""
        first, last = self._sounds.span(sound(word), whole=True)
        return [self.words[number] for number in self._sound_words[first:last].tolist()]
