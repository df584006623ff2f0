"""What we say of the use of Bing Copilot and ChatGPT for a work activity.

Every meaning names its denominator: no two of these figures are of the same whole.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from index.facts.fact import SIGNALS, WORKING_WITH_AI, Fact, Facts, Origin
from index.facts.null import NOT_IN_RELEASE, NOT_PUBLISHED, OTHER_LEVEL, Null
from index.records.assistants import CopilotSide, CopilotUse, MonthShare
from index.records.entries import ActivityUse

_COPILOT_FILE: Final = "iwa_metrics.csv"
_SIGNALS_FILE: Final = "usa_share_of_work_related_messages_by_onet_iwa_month.csv"


def _side(name: str, column: str, meaning: str, label: str) -> Fact:
    return Fact(
        name=name,
        kind="number",
        meaning=meaning,
        null=(NOT_PUBLISHED,),
        unit="percent",
        high=100,
        origin=Origin(WORKING_WITH_AI, _COPILOT_FILE, f"{column}_user, {column}_ai"),
        label=label,
    )


COPILOT_SIDE: Final[Facts[CopilotSide]] = Facts(
    "CopilotSide",
    "Conversations with Bing Copilot that match an activity, on one side of the conversation.",
    replace(
        _side(
            "share_percent",
            "share",
            "Of all conversations; one that matches several activities is divided equally among "
            "them.",
            "Of all conversations",
        ),
        null=(),
        shown_as="share",
    ),
    _side(
        "completed_percent",
        "completion",
        "Of these, those in which the model did what the person wanted, as a classifier judges.",
        "Completed, as a classifier judges",
    ),
    _side(
        "scope_percent",
        "impact_scope",
        "Of these, those in which it could do a moderate or larger part of the work activity.",
        "Of moderate or larger scope",
    ),
    _side(
        "liked_percent",
        "feedback_positive_fraction",
        "Thumbs up, as a share of all ratings given to conversations of the activity.",
        "Thumbs up, as a share of all ratings given",
    ),
)
COPILOT_USE: Final[Facts[CopilotUse]] = Facts(
    "CopilotUse",
    "How Bing Copilot was used for an intermediate activity: United States, January to September "
    "2024. The figures of the activity, and of no task.",
    Fact(name="goal", kind="record", meaning="What the person wanted to do.", of=COPILOT_SIDE),
    Fact(name="action", kind="record", meaning="What the model did.", of=COPILOT_SIDE),
)
MONTH_SHARE: Final[Facts[MonthShare]] = Facts(
    "MonthShare",
    "An intermediate activity in one month of OpenAI Signals.",
    Fact(
        name="month",
        meaning="YYYY-MM.",
        example="2026-06",
        origin=Origin(SIGNALS, _SIGNALS_FILE, "month"),
    ),
    Fact(
        name="share_percent",
        kind="number",
        meaning="Of the work-related messages to ChatGPT from consumer accounts in the United "
        "States. Noise is added to protect people: a small share, and a 0, is not exact.",
        unit="percent",
        high=100,
        origin=Origin(SIGNALS, _SIGNALS_FILE, "share_of_messages"),
        shown_as="share",
    ),
)


def _why_no_copilot(use: ActivityUse) -> Null:
    if use.copilot_source is None:
        return NOT_IN_RELEASE
    return NOT_PUBLISHED if use.activity.level == "iwa" else OTHER_LEVEL


COPILOT_FACT: Final = Fact(
    name="copilot",
    kind="record",
    meaning="",
    null=(NOT_IN_RELEASE, OTHER_LEVEL, NOT_PUBLISHED),
    why=_why_no_copilot,
    of=COPILOT_USE,
)
"""Of whatever has the use of an activity."""
CHATGPT_FACT: Final = Fact(
    name="chatgpt",
    kind="record",
    meaning="By month, oldest first. Empty: OpenAI does not publish it, for the activity or at its "
    "level, or the source is not in this release.",
    of=MONTH_SHARE,
    many=True,
)
CHATGPT_NEWEST: Final = Fact(
    name="chatgpt",
    kind="record",
    meaning="The newest month; the page of the activity has all of them.",
    null=(NOT_IN_RELEASE, NOT_PUBLISHED),
    why=lambda use: NOT_IN_RELEASE if use.chatgpt_source is None else NOT_PUBLISHED,
    of=MONTH_SHARE,
    read=lambda use: use.chatgpt[-1] if use.chatgpt else None,
)
