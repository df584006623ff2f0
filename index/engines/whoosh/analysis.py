"""The constants and the stemmer that writer and searcher share. Light: the searcher imports no
more of Whoosh than the stemmer."""

from __future__ import annotations

import math
from functools import lru_cache

from whoosh.lang.porter import stem as porter_stem

from index.records import Kind
from index.text import STOP_WORDS

FOLDER = "whoosh"
FORMAT = 1
"""Raised whenever the arrays or their meaning change."""

KINDS: tuple[Kind, ...] = ("task", "occupation", "activity")

# Plurals that Porter's rules do not reach, and that descriptions of work are full of.
IRREGULAR = {
    "children": "child",
    "feet": "foot",
    "geese": "goose",
    "knives": "knife",
    "leaves": "leaf",
    "lives": "life",
    "men": "man",
    "mice": "mouse",
    "shelves": "shelf",
    "teeth": "tooth",
    "wives": "wife",
    "women": "woman",
}


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Porter's stem; stop words stay as they are.

    Snowball is no better here, and without stemming occupation search collapses.
    """
    return word if word in STOP_WORDS else str(porter_stem(IRREGULAR.get(word, word)))


def information(document_frequency: int, document_count: int) -> float:
    """What a term tells: ln(1 + (N - n + 0.5) / (n + 0.5)), as in Lucene's BM25."""
    n = document_frequency
    return math.log(1 + (document_count - n + 0.5) / (n + 0.5))


def arrays_name(kind: Kind) -> str:
    return f"{kind}.arrays"
