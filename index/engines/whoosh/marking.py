"""Where the words of a query stand in a text that was found."""

from __future__ import annotations

from collections.abc import Sequence

from index.engine import Spans
from index.engines.whoosh.postings import Postings, Term


class Marker:
    """A query's terms, made ready to be found in many texts of one kind."""

    def __init__(
        self, postings: Postings, terms: Sequence[Term], phrases: Sequence[Sequence[str]]
    ) -> None:
        self._postings = postings
        self._stems = {t.stem_number for t in terms} | {n for t in terms for n in t.other_stems}
        self._prefixes = [t for t in terms if t.is_prefix and t.first < t.last]
        self._phrases = [
            [postings.word_number(word) for word in phrase] for phrase in phrases if len(phrase) > 1
        ]

    def spans(self, document: int, part: int = 0) -> Spans:
        """Of a word still being typed, the part that was typed is marked; of others, all of it."""
        start, numbers = self._postings.part(document, part)
        stem_of_word = self._postings.stem_of_word
        marked: dict[int, int] = {}  # which word → how many of its characters; 0: all of them
        for place, number in enumerate(numbers):
            if stem_of_word[number] in self._stems:
                marked[place] = 0
                continue
            for term in self._prefixes:
                if term.first <= number < term.last:
                    marked[place] = len(term.word)
        for phrase in self._phrases:
            for first in range(len(numbers) - len(phrase) + 1):
                if numbers[first : first + len(phrase)] == phrase:
                    marked.update(dict.fromkeys(range(first, first + len(phrase)), 0))
        found = []
        for place, letters in sorted(marked.items()):
            begin, end = self._postings.place(start + place)
            found.append((begin, min(begin + letters, end) if letters else end))
        return tuple(found)
