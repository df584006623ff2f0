"""Where the words of a query stand in a text that was found."""

from __future__ import annotations

from collections.abc import Sequence

from index.engine import Spans
from index.engines.whoosh.postings import Term
from index.text import word_places


class Marker:
    """A query's terms, made ready to be found in many texts of one kind."""

    def __init__(
        self, terms: Sequence[Term], phrases: Sequence[Sequence[int]], word_stems: Sequence[int]
    ) -> None:
        """`phrases` are sequences of word numbers, `word_stems` says each word's stem."""
        self._stems = {term.stem_number for term in terms if term.stem_number >= 0}
        self._prefixes = [t for t in terms if t.is_prefix and t.first < t.last]
        self._phrases = [list(phrase) for phrase in phrases if len(phrase) > 1]
        self._word_stems = word_stems

    def spans(self, text: str, numbers: Sequence[int]) -> Spans:
        """Of a word still being typed, the part that was typed is marked; of others, all of it.

        `numbers` are the word numbers of the text, as the index holds them.
        """
        marked: dict[int, int] = {}
        """Which word → how many of its characters; 0: all of them."""
        for place, number in enumerate(numbers):
            if number < 0:
                continue
            if self._word_stems[number] in self._stems:
                marked[place] = 0
                continue
            for term in self._prefixes:
                if term.first <= number < term.last:
                    marked[place] = len(term.word)
        for phrase in self._phrases:
            for start in range(len(numbers) - len(phrase) + 1):
                if numbers[start : start + len(phrase)] == phrase:
                    marked.update(dict.fromkeys(range(start, start + len(phrase)), 0))
        if not marked:
            return ()
        places = word_places(text)
        found = []
        for place in sorted(marked):
            start, end = places[place]
            letters = marked[place]
            found.append((start, min(start + letters, end) if letters else end))
        return tuple(found)
