"""Where the words of a query stand in a text that was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index.engine import Spans
from index.engines.whoosh.analysis import stem
from index.engines.whoosh.postings import Term
from index.text import Token, tokens


def spans(text: str, terms: Iterable[Term], phrases: Sequence[tuple[str, ...]]) -> Spans:
    """Of a word still being typed, the part that was typed is marked; of others, the whole word."""
    found = list(tokens(text))
    exact = {term.word for term in terms}
    stems = {term.stem for term in terms if term.stem_number >= 0}
    prefixes = [term.word for term in terms if term.is_prefix]
    marked: dict[int, int] = {}
    for token in found:
        if token.word in exact or stem(token.word) in stems:
            marked[token.start] = token.end
            continue
        for prefix in prefixes:
            if token.word.startswith(prefix):
                marked[token.start] = min(token.start + len(prefix), token.end)
    for phrase in phrases:
        for token in _in_phrase(found, phrase):
            marked[token.start] = token.end
    return tuple(sorted(marked.items()))


def _in_phrase(found: Sequence[Token], phrase: tuple[str, ...]) -> Iterable[Token]:
    written = [token.word for token in found]
    for start in range(len(found) - len(phrase) + 1):
        if tuple(written[start : start + len(phrase)]) == phrase:
            yield from found[start : start + len(phrase)]
