"""Cells of publishers' tables → values, or a SourceError that names file, line and column."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from functools import lru_cache, partial
from itertools import repeat
from typing import NamedTuple

from index.errors import SourceError

# Python's own float() and int() take "nan", "1_000" and digits of other scripts as well.
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_WHOLE = re.compile(r"([0-9]{1,12})(?:\.0*)?")
_OCCUPATION_CODE = re.compile(r"[0-9]{2}-[0-9]{4}\.[0-9]{2}")
_MONTH = re.compile(r"(?:0[1-9]|1[0-2])/[12][0-9]{3}")
_TAG = re.compile(r"</?[A-Za-z!][^>]*>|&(?:[A-Za-z]+|#[0-9]+|#x[0-9A-Fa-f]+);")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Cell(NamedTuple):
    """A cell, and where it stands."""

    text: str
    path: str
    line: int
    column: str

    def error(self, problem: str) -> SourceError:
        """The error that this cell is: `problem` goes on from the column's name."""
        return SourceError(self.path, self.line, f'"{self.column}" {problem}')


_cell = partial(tuple.__new__, Cell)
"""A cell from its fields; Python's own way to make one takes three times as long."""


def cells_of(
    texts: Iterable[str], path: str, line: int, columns: Iterable[str]
) -> tuple[Cell, ...]:
    """The cells of a row, which has as many as there are columns."""
    return tuple(map(_cell, zip(texts, repeat(path), repeat(line), columns, strict=False)))


def is_missing(text: str) -> bool:
    """Whether a cell holds no value: `n/a` or nothing."""
    return text in ("", "n/a")


def number(
    cell: Cell, lowest: float, highest: float = math.inf, *, tolerance: float = 0.0
) -> float:
    """A finite number of a range that includes its bounds.

    What lies outside by no more than `tolerance` is taken for the bound.
    """
    if not cell.text:
        raise cell.error("is empty.")
    if not _NUMBER.fullmatch(cell.text):
        raise cell.error(f"is {cell.text[:40]!r}, which is not a number.")
    value = float(cell.text)
    if not math.isfinite(value) or not lowest - tolerance <= value <= highest + tolerance:
        limits = f"from {lowest:g} to {highest:g}" if highest < math.inf else f"{lowest:g} or more"
        raise cell.error(f"is {cell.text[:40]}, which is not {limits}.")
    return min(max(value, lowest), highest)


def number_or_none(cell: Cell, lowest: float, highest: float = math.inf) -> float | None:
    """A number, or None where the publisher gives no value."""
    return None if is_missing(cell.text) else number(cell, lowest, highest)


def whole(cell: Cell) -> int:
    """A whole number from 0 on, also when written as `19156.0`."""
    if is_missing(cell.text):
        raise cell.error("is empty.")
    if len(cell.text) < 10 and cell.text.isascii() and cell.text.isdigit():
        return int(cell.text)
    match = _WHOLE.fullmatch(cell.text)
    if match is None:
        raise cell.error(f"is {cell.text[:40]!r}, which is not a whole number.")
    return int(match[1])


def whole_or_none(cell: Cell) -> int | None:
    """A whole number, or None where the publisher gives no value."""
    return None if is_missing(cell.text) else whole(cell)


def plain_text(cell: Cell) -> str:
    """A text that is there, is not `n/a`, and holds neither markup nor control characters."""
    if is_missing(cell.text.strip()):
        raise cell.error("is empty.")
    if ("<" in cell.text or "&" in cell.text) and _TAG.search(cell.text):
        raise cell.error(f"holds HTML: {cell.text[:80]!r}.")
    if not cell.text.isprintable() and _CONTROL.search(cell.text):
        raise cell.error(f"holds a control character: {cell.text[:80]!r}.")
    return cell.text.strip()


def text_or_empty(cell: Cell) -> str:
    """A text, or an empty one where the publisher gives none."""
    return "" if is_missing(cell.text.strip()) else plain_text(cell)


# A thousand codes and a few hundred months stand in half a million cells.
@lru_cache(maxsize=4096)
def _is_code(text: str) -> bool:
    return _OCCUPATION_CODE.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def _is_month(text: str) -> bool:
    return _MONTH.fullmatch(text) is not None


def occupation_code(cell: Cell) -> str:
    """An O*NET-SOC code, `29-1129.01`."""
    if not _is_code(cell.text):
        raise cell.error(f"is {cell.text[:40]!r}, which is not an O*NET-SOC code.")
    return cell.text


def month(cell: Cell) -> str:
    """A month, `08/2021`, or an empty text where the publisher gives none."""
    if is_missing(cell.text):
        return ""
    if not _is_month(cell.text):
        raise cell.error(f"is {cell.text[:40]!r}, which is not a month.")
    return cell.text
