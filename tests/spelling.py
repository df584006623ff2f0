"""Words that a release writes together and apart, found by brute force in its texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from index import Encyclopedia
from index.relevance.lay_words import LAY_WORDS
from index.relevance.phrases import PHRASES
from index.relevance.stems import stem
from index.text import STOP_WORDS, fold, words

SHORTEST = 3
"""Letters of a second part: "pa c" is an abbreviation."""
_HYPHENED = re.compile(r"(?<![\w-])([^\W\d_]+)-([^\W\d_]+)(?![\w-])")


def texts(encyclopedia: Encyclopedia) -> Iterator[str]:
    """Statements, titles of occupations and of activities."""
    for summary in encyclopedia.occupations():
        entry = encyclopedia.occupation(summary.code)
        yield summary.title
        yield from entry.titles
        yield from (task.text for task in entry.tasks)
    for activity_id in encyclopedia.activity_ids():
        yield encyclopedia.activity(activity_id).activity.title


def spellings(encyclopedia: Encyclopedia) -> list[tuple[str, ...]]:
    """For each pair of words that texts write as one, with a hyphen and as two, or as two of these,
    all three spellings; of those with a function word, which mean something else as two ("set up",
    "every day"), the first two."""
    written = sorted(set(texts(encyclopedia)))
    vocabulary = {word for text in written for word in words(text)}
    beside = {pair for text in written for pair in pairwise(words(text))}
    hyphened = {pair for text in written for pair in _HYPHENED.findall(fold(text))}
    found: list[tuple[str, ...]] = []
    for first, second in sorted(beside):
        joined = first + second
        means_another = {first, second, joined} & LAY_WORDS.keys() or (first, second) in PHRASES
        if not joined.isalpha() or means_another or len(second) < SHORTEST or len(first) < 2:
            continue
        if joined not in vocabulary and (first, second) not in hyphened:
            continue
        three = joined, f"{first}-{second}", f"{first} {second}"
        if not STOP_WORDS & {first, second, stem(first), stem(second)}:
            found.append(three)
        elif joined in vocabulary:
            found.append(three[:2])
    return found
