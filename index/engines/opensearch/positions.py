"""Where the terms of a query stand in a text that was found: marks, and closeness. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from index.engines.opensearch.lexicon import Term
from index.engines.protocol import Spans
from index.lexicon.joints import in_whole
from index.relevance.stems import stem
from index.relevance.weights import NEAR, NEAR_POWER
from index.text import word_places, words

WIDTH = 64
"""How many words of a text are looked at for order."""


def marks(text: str, terms: Sequence[Term], phrases: Sequence[Sequence[str]]) -> Spans:
    """Of a word still being typed, what was typed is marked; of others, all of it. `text` may have
    soft hyphens; the marks are those of the text without them."""
    found = words(text)
    stems = {term.stem for term in terms if term.has_stem}
    stems |= {other for term in terms for other in term.other_stems}
    prefixes = [term.word for term in terms if term.is_prefix]
    phrased = {
        place
        for phrase in phrases
        for start in range(len(found) - len(phrase) + 1)
        if tuple(found[start : start + len(phrase)]) == tuple(phrase)
        for place in range(start, start + len(phrase))
    }
    spans = []
    for place, (word, (start, end)) in enumerate(zip(found, word_places(text), strict=True)):
        if place in phrased or stem(word) in stems:
            spans.append((start, end))
        elif typed := next((prefix for prefix in prefixes if word.startswith(prefix)), None):
            spans.append((start, min(start + len(typed), end)))
    return tuple(in_whole(text, spans))


def holds(word: str, term: Term) -> bool:
    """Whether a word of a text is what a term looks for."""
    if term.is_prefix and word.startswith(term.word):
        return True
    root = stem(word)
    return (term.has_stem and root == term.stem) or root in term.other_stems


def order_bonus(text: str, terms: Sequence[Term]) -> float:
    """What words of the query add that follow one another in the text, the closer the more; and
    stop words that are there."""
    found = words(text)[:WIDTH]
    bonus = 0.0
    before: list[int] = []
    previous: Term | None = None
    for term in terms:
        here = [place for place, word in enumerate(found) if holds(word, term)]
        if term.is_stop and here:
            bonus += term.information
        if previous is not None:
            gaps = [
                place - max(earlier)
                for place in here
                if (earlier := [other for other in before if other < place])
            ]
            if gaps:
                lesser = min(term.information, previous.information)
                bonus += NEAR * lesser / min(gaps) ** NEAR_POWER
        before, previous = here, term
    return bonus
