"""How sure a percentage is that was counted: its 95 % interval, by Wilson's method.

Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", 1927. It holds for
small counts and near 0 and 100, where the plain one leaves the scale. It is about the drawing of a
sample alone: what a classifier took for something else is not in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Final

from index.records.joined import Usage
from index.records.terms import Interval

_Z: Final = 1.959963984540054
"""Of the normal distribution: 95 % lie within so many standard deviations."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A percentage with the counts behind it."""

    count: int
    """How many of them."""
    total: int
    percent: float
    interval: Interval
    """95 %, in percent."""


def wilson(fraction: float, total: int) -> Interval:
    """The 95 % interval of a fraction (0 to 1) of `total`, in percent; `total` is above 0."""
    spread = _Z * _Z / total
    middle = (fraction + spread / 2) / (1 + spread)
    half = _Z / (1 + spread) * sqrt(fraction * (1 - fraction) / total + spread / total / 4)
    return max(0.0, 100 * (middle - half)), min(100.0, 100 * (middle + half))


def counted(percent: float | None, total: int | None) -> Counted | None:
    """A percentage of a count; None: one of the two is not published."""
    if percent is None or not total:
        return None
    fraction = min(max(percent / 100, 0.0), 1.0)
    return Counted(round(fraction * total), total, percent, wilson(fraction, total))


def of_share(used: Usage) -> Counted | None:
    """The share of all conversations; its whole is what count and share make together."""
    percent, count = used.measures.share_percent, used.measures.conversation_count
    if not percent or not count:
        return None
    return counted(percent, round(100 * count / percent))
