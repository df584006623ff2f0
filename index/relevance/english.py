"""English words and how usual each of them is. Pure; called by `index.lexicon` for the words of a
query that O*NET does not have, and for those that say little.

The list is made by `scripts/english_words.py` (docs/decisions/0011-lexicon.md): 95,000 words.
It is searched as it lies in the file, in order, so that a worker keeps 1 MB and no table.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).parent / "lists" / "english.txt"
_TENTHS = 10
_DIGITS = 2
"""Of what stands behind a word."""


@lru_cache(maxsize=1)
def _list() -> bytes:
    """The lines of the file that are words, in order, each `\\n`, the word and two digits."""
    text = _FILE.read_bytes()
    return text[text.index(b"\na") :]


@lru_cache(maxsize=16384)
def usual(word: str) -> float:
    """How usual a folded word is in English: its Zipf value, log10 of its count in a billion words.

    1.2 (the least in the list) to 7.8 ("the"); 0.0: the list does not have it.
    """
    lines = _list()
    wanted = word.encode()
    low, high = 0, len(lines) - 1
    while low < high:
        start = lines.rfind(b"\n", low, (low + high) // 2 + 1)
        if start < 0:
            start = low
        end = lines.find(b"\n", start + 1)
        line = lines[start + 1 : end]
        if line[:-_DIGITS] == wanted:
            return int(line[-_DIGITS:]) / _TENTHS
        if line < wanted:
            low = end
        else:
            high = start
    return 0.0


@lru_cache(maxsize=16384)
def likeliest(beginning: str) -> tuple[str, float]:
    """The most usual English word that begins so, and its Zipf value; "" and 0.0: the list has
    none."""
    lines = _list()
    wanted = beginning.encode()
    low, high = 0, len(lines)
    while low < high:
        start = lines.rfind(b"\n", low, (low + high) // 2 + 1)
        if start < 0:
            start = low
        end = lines.find(b"\n", start + 1)
        if end < 0:
            end = len(lines)
        if lines[start + 1 : end] < wanted:
            low = end
        else:
            high = start
    best, highest = b"", 0
    while low < len(lines):
        end = lines.find(b"\n", low + 1)
        if end < 0:
            end = len(lines)
        line = lines[low + 1 : end]
        if not line.startswith(wanted):
            break
        if (tenths := int(line[-_DIGITS:])) > highest:
            best, highest = line[:-_DIGITS], tenths
        low = end
    return best.decode(), highest / _TENTHS


def usual_beginning(beginning: str) -> float:
    """How usual the most usual English word is that begins so; 0.0: the list has none."""
    return likeliest(beginning)[1]


def all_usual(least: float) -> list[str]:
    """All words of the list that are at least so usual, the most usual first."""
    lines = ((line[:-_DIGITS], int(line[-_DIGITS:])) for line in _list().decode().split())
    found = [(-tenths, word) for word, tenths in lines if tenths >= least * _TENTHS]
    return [word for _, word in sorted(found)]
