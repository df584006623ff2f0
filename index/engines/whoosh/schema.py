"""The Whoosh indexes: one for each kind, of documents with one field, `text`.

One combined field ranks better than several joined by OR, so the parts of a document (an
occupation's title, its lay titles, its description) are one text with a separator between them,
and each part's words weigh as much as the part does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whoosh.analysis import Analyzer, Token
from whoosh.fields import ID, TEXT, Schema
from whoosh.scoring import BM25F

from index.records.terms import Kind
from index.relevance.stems import stem
from index.relevance.weights import K1, PART_WEIGHTS, B, information, place_weight
from index.text import STOP_WORDS, word_places, words

PART_SEPARATOR = "\x1f"


class PartsAnalyzer(Analyzer):  # type: ignore[misc]  # Whoosh has no types
    """Our words, stemmed, each with the weight of its part and, in statements, of its place."""

    def __init__(self, weights: tuple[float, ...], *, fading: bool) -> None:
        self.weights = weights
        self.fading = fading

    def __call__(
        self,
        value: str,
        positions: bool = False,
        chars: bool = False,
        start_pos: int = 0,
        start_char: int = 0,
        mode: str = "",
        **_: Any,  # noqa: ANN401  # whatever else Whoosh asks of an analyzer
    ) -> Iterator[Token]:
        token = Token(positions, chars, mode=mode, boosts=True)
        token.stopped = False
        position = start_pos
        for part, weight in zip(value.split(PART_SEPARATOR), self.weights, strict=False):
            places = word_places(part) if chars else []
            content_words = 0
            for number, word in enumerate(words(part)):
                token.text = stem(word)
                token.boost = weight
                if self.fading and word not in STOP_WORDS:
                    token.boost = weight * place_weight(content_words)
                    content_words += 1
                if positions:
                    token.pos = position
                if chars:
                    start, end = places[number]
                    token.startchar, token.endchar = start_char + start, start_char + end
                yield token
                position += 1
            start_char += len(part) + 1


class Weighting(BM25F):  # type: ignore[misc]  # Whoosh has no types
    """The scorer with which Whoosh's own searcher ranks as we do: BM25F with Lucene's idf.

    Whoosh's own idf never falls below 1, which lets common words outweigh rare ones in a long
    query.
    """

    def __init__(self, kind: Kind) -> None:
        super().__init__(B=B[kind], K1=K1[kind])

    def idf(self, searcher: Any, fieldname: str, text: bytes) -> float:  # noqa: ANN401
        parent = searcher.get_parent()
        return information(parent.doc_frequency(fieldname, text), parent.doc_count_all())


def whoosh_schema(kind: Kind) -> Schema:
    analyzer = PartsAnalyzer(PART_WEIGHTS[kind], fading=kind == "task")
    return Schema(id=ID(stored=True), text=TEXT(analyzer=analyzer, phrase=False))
