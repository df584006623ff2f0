"""The word lists of `index/relevance/lists/`, read and checked.

Called once for each list, by the module that knows what the list means: `index.text` for stop
words, modules of `index.relevance` for the others. Lists are UTF-8; lines that begin with # are
comments. Words stand as `index.text.fold` leaves them: small letters and digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import resources

from index.errors import WordListError

FOLDER = "relevance/lists"
_WORDS = re.compile(r"[^\W_A-Z]+(?: [^\W_A-Z]+)*")


def word_set(name: str) -> frozenset[str]:
    """A list of words, any number of them on a line. Raises WordListError."""
    found: set[str] = set()
    for number, line in _lines(name):
        for word in _words(name, number, line):
            if word in found:
                raise WordListError(name, number, f'"{word}" stands here twice.')
            found.add(word)
    return frozenset(found)


def phrases(name: str) -> tuple[tuple[str, ...], ...]:
    """A list of phrases, one on each line, as the words of each. Raises WordListError."""
    found: dict[tuple[str, ...], None] = {}
    for number, line in _lines(name):
        phrase = _words(name, number, line)
        if phrase in found:
            raise WordListError(name, number, f'"{line}" stands here twice.')
        found[phrase] = None
    return tuple(found)


def table(name: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    """A list with lines such as `put out fires: fight fires`: the words before the colon → those
    after it. Raises WordListError."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for number, line in _lines(name):
        before, colon, after = line.partition(": ")
        if not colon:
            raise WordListError(name, number, f'"{line}" has no colon with a space after it.')
        key = _words(name, number, before)
        if key in found:
            raise WordListError(name, number, f'"{before}" stands here twice.')
        found[key] = _words(name, number, after)
    return found


def _lines(name: str) -> Iterator[tuple[int, str]]:
    """Lines that are no comments, each with its number (1 is the first)."""
    file = resources.files("index").joinpath(FOLDER, f"{name}.txt")
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise WordListError(name, None, f"the file cannot be read ({error}).") from error
    for number, line in enumerate(lines, start=1):
        if not line.startswith("#"):
            yield number, line


def _words(name: str, number: int, text: str) -> tuple[str, ...]:
    if not _WORDS.fullmatch(text):
        raise WordListError(
            name, number, f'"{text}" is not words in small letters with one space between them.'
        )
    return tuple(text.split(" "))
