"""Abbreviations that job titles spell out: "ER Nurse (Emergency Room Nurse)". Pure.

Called by `index.engines.encoding`: what an abbreviation means is what it stands for.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from index.engines.documents import halves
from index.relevance.english import usual
from index.text import words

OFTEN = 3
"""Titles that spell an abbreviation out, at least: one may say it by accident."""
PLAIN = 5.0
"""How usual in English a word is that is never read as an abbreviation: "him", "co"."""

Spelt = tuple[str, ...]


def abbreviations(titles: Iterable[str], texts: Iterable[str]) -> dict[str, Mapping[Spelt, int]]:
    """Abbreviation → what it stands for, as words → how many of the titles say so.

    What stands in lower case in titles or texts is a word: a "pet" is no tomography.
    """
    titles = list(dict.fromkeys(titles))
    plain = {word for text in (*titles, *texts) for word in text.split() if word.islower()}
    found: dict[str, Counter[Spelt]] = defaultdict(Counter)
    for title in titles:
        for short, spelt in dict.fromkeys(_spelt_out(title)):
            found[short][spelt] += 1
    return {
        short: spelt
        for short, spelt in sorted(found.items())
        if spelt.total() >= OFTEN and short not in plain and usual(short) < PLAIN
    }


def _spelt_out(title: str) -> Iterator[tuple[str, Spelt]]:
    """Words of one half of a title whose letters are the initials of words of the other half."""
    _, *parts = halves(title)
    for half, other in zip(parts, reversed(parts), strict=True):
        written = words(other)
        for short in set(words(half)).difference(written):
            for start in range(len(written) - len(short) + 1):
                run = tuple(written[start : start + len(short)])
                if len(run) > 1 and short == "".join(word[0] for word in run):
                    yield short, run
