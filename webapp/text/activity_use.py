"""Use of a work activity by assistant → what pages show. Called by those of activities and tasks.

Figures of two assistants have no common whole: nothing here adds them or sets them on one scale.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.records.assistants import MonthShare
from index.records.entries import ActivityUse
from index.records.joined import Usage
from index.records.published import Source
from index.records.terms import Level
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


def shares(view: UseView) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Source, ...]]:
    """Assistants that were used for the activity, the shares of each, and where they come from.

    Each share names its whole. A share that is not above zero says nothing: OpenAI adds noise.
    """
    use, found = view.use, []
    if view.newest is not None and view.newest.share_percent > 0 and use.chatgpt_source:
        share = f"{vocabulary.share(view.newest.share_percent)} of work-related ChatGPT messages"
        found.append(("ChatGPT", share, use.chatgpt_source))
    if use.copilot is not None and use.copilot.goal.share_percent and use.copilot_source:
        share = f"{vocabulary.share(use.copilot.goal.share_percent)} of Bing Copilot conversations"
        found.append(("Bing Copilot", share, use.copilot_source))
    if view.index is not None and view.index.measures.share_percent:
        share = f"{vocabulary.share_of(view.index.measures)} of Claude conversations"
        found.append(("Claude", share, view.index.source))
    return (
        tuple(name for name, _, _ in found),
        tuple(share for _, share, _ in found),
        tuple(source for _, _, source in found),
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
