"""What the titles of occupations say beyond their words: pairs, pieces, whole titles. Pure.

Called by `impacts` for what they count in each occupation, and by `occupations` for the keys of a
query.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from index.engines.documents import halves
from index.relevance.stems import stem
from index.relevance.weights import (
    OFFICIAL,
    PAIR_B,
    PAIR_K1,
    PAIRS,
    PIECE_B,
    PIECE_K1,
    PIECE_LENGTH,
    PIECES,
    information,
    saturated,
)
from index.text import STOP_WORDS, words

Weights = list[Mapping[str, float]]
"""For each occupation key → weight."""


def pair_keys(stems: Sequence[str], *, closed: bool = True) -> list[str]:
    """Neighbours among the stems of a title, its ends included; `closed` false: more follows."""
    return [f"{a}~{b}" for a, b in pairwise(["^", *stems, *(["$"] if closed else [])])]


def piece_keys(word: str, *, closed: bool = True) -> list[str]:
    """The runs of letters of a word, its two ends included."""
    marked = f"^{word}$" if closed else f"^{word}"
    return [marked[i : i + PIECE_LENGTH] for i in range(len(marked) - PIECE_LENGTH + 1)]


def whole_key(stems: Iterable[str]) -> str:
    return " ".join(stems)


def titles(groups: Sequence[Sequence[str]]) -> tuple[Weights, Weights, list[set[str]]]:
    """What each pair and each piece counts in each occupation, and its whole titles.

    `groups`: the titles of each occupation, which begin with the official one.
    """
    pairs: list[dict[str, float]] = [defaultdict(float) for _ in groups]
    pieces: list[dict[str, float]] = [defaultdict(float) for _ in groups]
    wholes: list[set[str]] = [set() for _ in groups]
    for number, group in enumerate(groups):
        for place, title in enumerate(group):
            weight = 1.0 if place else OFFICIAL
            for part in halves(title):
                content = [word for word in words(part) if word not in STOP_WORDS]
                stems = [stem(word) for word in content]
                if not stems:
                    continue
                wholes[number].add(whole_key(stems))
                if part is title:
                    for key in pair_keys(stems):
                        pairs[number][key] += weight
                    for word in content:
                        for key in piece_keys(word):
                            pieces[number][key] += weight
    return (
        _keyed(pairs, PAIRS, PAIR_K1, PAIR_B),
        _keyed(pieces, PIECES, PIECE_K1, PIECE_B),
        wholes,
    )


def _keyed(weights: Sequence[Mapping[str, float]], share: float, k1: float, b: float) -> Weights:
    """Each key's share of a BM25 score, in each occupation."""
    counts = Counter(key for own in weights for key in own)
    lengths = [sum(own.values()) for own in weights]
    average = max(sum(lengths) / len(lengths), 1e-9) if lengths else 1.0
    return [
        {
            key: share
            * information(counts[key], len(weights))
            * saturated(weight, length, average, k1, b)
            for key, weight in own.items()
        }
        for own, length in zip(weights, lengths, strict=True)
    ]
