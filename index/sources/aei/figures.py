"""Figures of task texts, gathered cell by cell, whatever the layout they come from.

Called by `index.sources.aei.layouts`; the result is one `UsageText` for each text.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from index.records.published import UsageText
from index.records.terms import PATTERNS, ROUNDED_TO_ZERO_PERCENT, USE_CASES
from index.sources.values import Cell, number, plain_text

PSEUDO_TASKS = ("none", "not_classified")
"""Names in the place of a task's text that stand for no task."""

SHARE = "share_percent"
COUNT = "conversation_count"
AUTONOMY = "autonomy_mean"
ABILITY = "human_only_ability_yes_percent"
SUCCESS = "task_success_percent"
MULTITASKING = "multitasking_percent"
ALONE_HOURS = "human_only_hours_mean"
WITH_AI_MINUTES = "human_with_ai_minutes_mean"
HUMAN_EDUCATION = "human_education_years_mean"
AI_EDUCATION = "ai_education_years_mean"
PATTERN = "pattern:"
USE_CASE = "use_case:"

MEANS: Mapping[str, str] = {
    "ai_autonomy": AUTONOMY,
    "human_only_time": ALONE_HOURS,
    "human_with_ai_time": WITH_AI_MINUTES,
    "human_education_years": HUMAN_EDUCATION,
    "ai_education_years": AI_EDUCATION,
}
"""The publisher's name of a measure with a mean → ours."""

_RANGES: Mapping[str, tuple[float, float]] = {
    COUNT: (0, 1e12),
    AUTONOMY: (1, 5),
    ALONE_HOURS: (0, math.inf),
    WITH_AI_MINUTES: (0, math.inf),
    HUMAN_EDUCATION: (0, math.inf),
    AI_EDUCATION: (0, math.inf),
}
_PERCENT = (0.0, 100.0)
# Rounding noise in the sum of a text's shares: 100.00000000000001 is 100.
_TOLERANCE = 1e-6

TextKey = tuple[str, int | None]
"""A task text, and the Task ID that the publisher gives for it, if it does."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of every text of one release and one period."""

    release: str
    rounded: bool = False
    """Percentages are rounded to two decimals: a 0.00 of them is an upper bound, and not zero."""
    _texts: dict[TextKey, dict[str, float]] = field(default_factory=dict)
    _rounded_away: dict[TextKey, list[str]] = field(default_factory=dict)

    def open(self, text: Cell, task_id: int | None = None) -> TextKey | None:
        """The key under which a text's figures are gathered; None for a pseudo-task."""
        if text.text.strip().lower() in PSEUDO_TASKS:
            return None
        key = (text.text, task_id)
        if key not in self._texts:
            plain_text(text)
            self._texts[key] = {}
        return key

    def put(self, key: TextKey, name: str, cell: Cell, scale: float = 1.0) -> None:
        """Notes a figure. Raises SourceError if there is one already or if it is out of range.

        `scale` turns the publisher's unit into ours: 100 for fractions that become percent.
        """
        figures = self._texts[key]
        rounded_away = self._rounded_away.setdefault(key, [])
        if name in figures or name in rounded_away:
            raise cell.error(f"gives {name!r} of {key[0][:80]!r} a second time.")
        lowest, highest = _RANGES.get(name, _PERCENT)
        value = number(cell, lowest / scale, highest / scale, tolerance=_TOLERANCE)
        if self.rounded and value == 0 and name not in _RANGES:
            rounded_away.append(name)
        else:
            figures[name] = value * scale

    def usage_texts(self) -> tuple[UsageText, ...]:
        """What has been gathered, in the order in which the texts first came."""
        return tuple(
            self._usage_text(*key, figures, self._rounded_away.get(key, []))
            for key, figures in self._texts.items()
        )

    def _usage_text(
        self,
        text: str,
        task_id: int | None,
        figures: Mapping[str, float],
        rounded_away: Sequence[str],
    ) -> UsageText:
        count = figures.get(COUNT)
        return UsageText(
            release=self.release,
            text=text,
            task_id=task_id,
            share_percent=figures.get(SHARE),
            conversation_count=None if count is None else round(count),
            patterns={name: figures.get(PATTERN + name) for name in PATTERNS},
            use_case={name: figures.get(USE_CASE + name) for name in USE_CASES},
            human_only_ability_yes_percent=figures.get(ABILITY),
            task_success_percent=figures.get(SUCCESS),
            multitasking_percent=figures.get(MULTITASKING),
            autonomy_mean=figures.get(AUTONOMY),
            human_only_hours_mean=figures.get(ALONE_HOURS),
            human_with_ai_minutes_mean=figures.get(WITH_AI_MINUTES),
            human_education_years_mean=figures.get(HUMAN_EDUCATION),
            ai_education_years_mean=figures.get(AI_EDUCATION),
            share_percent_at_most=ROUNDED_TO_ZERO_PERCENT if SHARE in rounded_away else None,
            rounded_away=tuple(name.rpartition(":")[2] for name in rounded_away if name != SHARE),
        )
