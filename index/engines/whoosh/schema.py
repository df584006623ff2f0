"""The Whoosh indexes: one for each kind, of documents with one field, `text`.

One combined field ranks better than several joined by OR, so the parts of a document (an
occupation's title, its lay titles, its description) are one text with a separator between them,
and each part's words weigh as much as the part does.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from whoosh.analysis import Analyzer, Token
from whoosh.fields import ID, TEXT, Schema
from whoosh.scoring import BM25F

from index.engines.whoosh.analysis import information, stem
from index.records import Kind
from index.text import STOP_WORDS, word_places, words

PART_SEPARATOR = "\x1f"
TITLE_SEPARATOR = "\x1e"
"""Between the lay titles of an occupation: together they are one part."""

PART_WEIGHTS: dict[Kind, tuple[float, ...]] = {
    "task": (1.0,),
    "occupation": (2.0, 1.0, 0.3),
    "activity": (1.0,),
}
"""Kind → the weight of each part: of an occupation its title, lay titles, description."""

# BM25F's constants by kind: how soon a repeated word counts no more, and how much a long text is
# discounted (little for occupations: one that has many lay titles is not about less).
K1: dict[Kind, float] = {"task": 1.2, "occupation": 1.2, "activity": 1.2}
B: dict[Kind, float] = {"task": 0.4, "occupation": 0.2, "activity": 0.4}


@lru_cache(maxsize=1024)
def place_weight(place: int) -> float:
    """What comes first in a statement says what is done, what follows says to what end.

    1 for the first content word, falling to 0.25. It is the largest single gain in ranking there
    is: activity → tasks rises from 0.246 to 0.268 (docs/decisions/0002-ranking.md).
    """
    return 0.25 + 0.75 * math.exp(-place / 3)


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
