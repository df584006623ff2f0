"""Where the words of a query stand in texts that were found."""

from __future__ import annotations

from collections.abc import Sequence

from index.engines.protocol import Spans
from index.engines.whoosh.postings import Postings, Term


class Marker:
    """A query's terms, made ready to be found in texts of one kind."""

    def __init__(
        self, postings: Postings, terms: Sequence[Term], phrases: Sequence[Sequence[str]]
    ) -> None:
        self._postings = postings
        self._stems = {n for t in terms for n in (t.stem_number, *t.other_stems) if n >= 0}
        self._prefixes = [t for t in terms if t.is_prefix and t.first < t.last]
        self._phrases = [
            [postings.word_number(word) for word in phrase] for phrase in phrases if len(phrase) > 1
        ]

    def text(self, document: int) -> Spans:
        """The marks in a document that is one text: a statement, an activity's title."""
        starts = self._postings.text_starts
        start = starts.item(document)
        return self.part(start, starts.item(document + 1) - 1 - start)

    def part(self, start: int, length: int) -> Spans:
        """The marks in a part that begins at one of all words and is so many words long.

        Of a word still being typed, what was typed is marked; of others, all of it.
        """
        # A text has some twenty words: a loop over them is shorter than as many calls of NumPy.
        words = self._postings.text_words[start : start + length]
        letters: dict[int, int] = {}  # 0: all
        if self._stems:
            stems = self._postings.word_stems[words].tolist()
            letters = {place: 0 for place, stem in enumerate(stems) if stem in self._stems}
        numbers = words.tolist() if self._prefixes or self._phrases else ()
        for phrase in self._phrases:
            size = len(phrase)
            for place in range(length - size + 1):
                if numbers[place : place + size] == phrase:
                    letters |= dict.fromkeys(range(place, place + size), 0)
        for term in self._prefixes:
            for place, number in enumerate(numbers):
                if term.first <= number < term.last:
                    letters.setdefault(place, len(term.word))
        spans = []
        for place in sorted(letters):
            first, last = self._postings.first(start + place), self._postings.last(start + place)
            typed = letters[place]
            spans.append((first, min(first + typed, last) if typed else last))
        return tuple(spans)
