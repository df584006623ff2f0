"""Words that are written together and apart: "healthcare" is "health care" and "health-care".

Which ones there are, and which spelling is meant, the texts of a release say themselves. What they
mostly write apart is searched apart, and stands so in an index: a soft hyphen divides it there.
Derived by the writer of the lexicon; used by the writers of indexes and for queries.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from index.relevance.lay_words import LAY_WORDS
from index.relevance.phrases import PHRASES
from index.relevance.stems import stem
from index.text import STOP_WORDS, fold

DIVIDED: Final = "\u00ad"
"""The soft hyphen: a word ends there, and nobody sees it. Cleaned texts have none."""
REMEMBERED: Final = 32_768
"""Words of which the parts are kept."""
PREFIX: Final = 2
"""Letters, at most, of a part that is only a prefix: "x-ray", "e-mail", "co-worker"."""
SHORTEST_PART: Final = 3
"""Letters of any other part."""
RATHER_TOGETHER: Final = 4
"""So many times as often as the two words side by side O*NET must have the one, so that it is
meant: it has "handyman" and "handy man", "health care" and "healthcare"."""
_HYPHENED = re.compile(r"(?<![^\W_])(?<!-)([^\W\d_]+)-([^\W\d_]+)(?!-)(?![^\W_])")
_WORD = re.compile(r"[^\W_]+")

Pair = tuple[str, str]
Place = tuple[int, int]


class Joints:
    """The pairs of words that one release writes apart rather than together."""

    def __init__(self, pairs: Iterable[str]) -> None:
        """Each pair as `derive` gives it."""
        self._pairs = frozenset(pairs)
        self._firsts = Counter(pair.partition(" ")[0] for pair in self._pairs)
        self.parts = lru_cache(maxsize=REMEMBERED)(self._parts)

    def _parts(self, word: str) -> tuple[str, ...]:
        """The two words that a folded word is, or itself."""
        for end in range(1, len(word)):
            first, second = word[:end], word[end:]
            if first in self._firsts and _key(first, second) in self._pairs:
                return first, second
        return (word,)

    def begun_with(self, first: str) -> int:
        """How many words begin with a part that the texts set apart: "e" of "e-commerce"."""
        return self._firsts[first]

    def divided(self, text: str) -> str:
        """A text with a soft hyphen in each word that is searched apart."""
        pieces: list[str] = []
        done = 0
        for match in _WORD.finditer(text):
            written = match[0]
            if not written.isascii() or len(parts := self.parts(written.lower())) == 1:
                continue
            place = match.start() + len(parts[0])
            pieces += (text[done:place], DIVIDED)
            done = place
        return "".join((*pieces, text[done:])) if pieces else text


def whole(text: str) -> str:
    """A text as it was before it was divided."""
    return text.replace(DIVIDED, "")


def in_whole(text: str, places: Sequence[Place]) -> list[Place]:
    """Where in the whole text something stands: start and end, from those in the divided one."""
    if DIVIDED not in text:
        return list(places)
    hidden = [text.count(DIVIDED, 0, start) for start, _ in places]
    return [(start - n, end - n) for (start, end), n in zip(places, hidden, strict=True)]


def derive(
    counts: Mapping[str, int], neighbours: Mapping[Pair, int], texts: Iterable[str]
) -> list[str]:
    """The pairs that are written apart rather than together, in order.

    `counts`: how often each word stands in the texts; `neighbours`: how often one follows another.
    """
    apart: Counter[str] = Counter()
    for (first, second), count in neighbours.items():
        apart[_key(first, second)] += count
    hyphened: Counter[str] = Counter()
    found: dict[str, Pair] = {}
    for text in texts:
        for match in _HYPHENED.finditer(fold(text)) if "-" in text else ():
            first, second = match.groups()
            hyphened[key := _key(first, second)] += 1
            # Of "stand-in" and "stand-ins" the shorter, whatever the order of the texts.
            found[key] = min(found.get(key, (first, second)), (first, second))
    together: Counter[str] = Counter()
    beginnings: set[str] = set()
    for word, count in counts.items():
        for end in range(1, len(word)) if word.isalpha() else ():
            beginnings.add(word[:end])
            if (key := _key(word[:end], word[end:])) in apart:
                together[key] += count
                found[key] = word[:end], word[end:]
    return sorted(
        key
        for key, (first, second) in found.items()
        if _may_be_one(first, second, key in together, key in hyphened, beginnings)
        and _is_rather_apart(first, second, apart[key], together[key])
    )


def _may_be_one(
    first: str, second: str, is_written: bool, is_hyphened: bool, beginnings: Container[str]
) -> bool:
    """Whether two words that stand side by side may be one, and not by chance."""
    word = first + second
    means_another = word in LAY_WORDS or PHRASES.get((word,), (first, second)) != (first, second)
    if means_another or not (is_written or is_hyphened):
        return False
    if _is_functional(first) or _is_functional(second):
        # "set up" is "setup"; but "inspect or" is no inspector, and "engineer-in" a beginning.
        are_both = _is_functional(first) and _is_functional(second)
        is_unlike = is_written or word not in beginnings
        return is_hyphened and is_unlike and not are_both and min(len(first), len(second)) > 1
    return len(second) >= SHORTEST_PART and (is_hyphened or len(first) > 1)


def _is_rather_apart(first: str, second: str, apart: int, together: int) -> bool:
    if len(first) <= PREFIX or _is_functional(first) or _is_functional(second):
        return 0 < apart >= together
    return apart * RATHER_TOGETHER > together


def _key(first: str, second: str) -> str:
    """A pair as it is known: by the stem of its second word, since forms of a word are spelt alike.
    After a function word it is the very word: "on-board" says nothing of "onboarding"."""
    if _is_functional(second):
        return f"{first} ={stem(second)}"
    return f"{first} ={second}" if _is_functional(first) else f"{first} {stem(second)}"


def _is_functional(word: str) -> bool:
    return word in STOP_WORDS or stem(word) in STOP_WORDS
