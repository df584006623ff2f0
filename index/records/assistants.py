"""Observed use by work activity: what the publishers of assistants other than Claude say of an
intermediate work activity.

Each has a denominator of its own, so that figures of two of them must not be added or set on one
scale.
"""

from __future__ import annotations

from index.quick import quick


@quick(frozen=True, slots=True)
class CopilotSide:
    """Microsoft, `iwa_metrics.csv`: conversations that match an activity on one side."""

    share_percent: float
    """`share_…`: of all conversations; one that matches several activities is divided equally among
    them, so that all activities make 100."""
    completed_percent: float | None
    """`completion_…`: of these, those in which the model did what the person wanted, as a
    classifier judges; None: not published, as below."""
    scope_percent: float | None
    """`impact_scope_…`: of these, those in which it could do a moderate or larger part."""
    liked_percent: float | None
    """`feedback_positive_fraction_…`: thumbs up, as a share of all ratings given."""


@quick(frozen=True, slots=True)
class CopilotUse:
    """How Bing Copilot was used for an intermediate activity: United States, January to September
    2024."""

    goal: CopilotSide
    """What the person wanted to do (`…_user`)."""
    action: CopilotSide
    """What the model did (`…_ai`)."""


@quick(frozen=True, slots=True)
class MonthShare:
    """OpenAI Signals: an intermediate activity in one month, United States."""

    activity_id: str
    month: str
    """`2026-06`."""
    share_percent: float
    """Of the work-related messages to ChatGPT from consumer accounts. Noise is added to protect
    people, so that a small share, and a 0, is not exact."""
