"""Use of a work activity by assistant → what pages show. Called by those of activities and tasks.

Figures of two assistants have no common whole: nothing here adds them or sets them on one scale.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.assistants import MonthShare
from index.records import ActivityUse, Level, Usage
from webapp.text import charts, vocabulary
from webapp.text.charts import TrendPlot

TICKS = 6
"""With more months than this, only the first and the last stand under the line."""
HOMES: dict[Level, str] = {"gwa": "below it", "dwa": "above it"}
"""Where the intermediate activities are, seen from the others."""


@dataclass(frozen=True, slots=True)
class UseView:
    """What is published of an activity, and why the rest is not there."""

    use: ActivityUse
    newest: MonthShare | None
    """Of ChatGPT; None: not published for it, or not in this release."""
    first: MonthShare | None
    """The first month, where there are several."""
    index: Usage | None
    """Of the newest release of the Index that has the activity."""
    absent: tuple[str, ...]
    """Publishers' figures that are not in this release."""
    elsewhere: str
    """Where the activities are that other assistants' figures are published for; empty: here."""
    silent: tuple[str, ...]
    """Publishers who have figures of activities like this one, and none of it."""

    @property
    def trend(self) -> TrendPlot | None:
        """ChatGPT by month; made where it is drawn, which is on the page of the activity alone."""
        return _trend(self.use.chatgpt)

    @property
    def has_any(self) -> bool:
        return bool(self.use.copilot or self.newest or self.index)


def use_view(use: ActivityUse) -> UseView:
    """The figures of one activity."""
    months = use.chatgpt
    return UseView(
        use=use,
        newest=months[-1] if months else None,
        first=months[0] if len(months) > 1 else None,
        index=use.index[-1] if use.index else None,
        absent=tuple(_absent(use)),
        elsewhere=HOMES.get(use.activity.level, ""),
        silent=tuple(_silent(use)),
    )


def _trend(months: Sequence[MonthShare]) -> TrendPlot | None:
    plot = charts.trend(
        [(one.month, one.share_percent, vocabulary.share(one.share_percent)) for one in months]
    )
    if plot is None or len(months) <= TICKS:
        return plot
    ends = (plot.points[0], plot.points[-1])
    points = (point if point in ends else replace(point, name="") for point in plot.points)
    return replace(plot, points=tuple(points))


def _absent(use: ActivityUse) -> Iterator[str]:
    if use.copilot_source is None:
        yield "Bing Copilot (Microsoft)"
    if use.chatgpt_source is None:
        yield "ChatGPT (OpenAI)"


def _silent(use: ActivityUse) -> Iterator[str]:
    if use.activity.level == "iwa":
        if use.copilot_source is not None and use.copilot is None:
            yield "Bing Copilot"
        if use.chatgpt_source is not None and not use.chatgpt:
            yield "ChatGPT"
