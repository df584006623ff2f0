"""What we say of a work activity."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from index.facts.assistants import CHATGPT_FACT, COPILOT_FACT
from index.facts.fact import ONET, Fact, Facts, Origin
from index.facts.names import (
    ACTIVITY_ID,
    ACTIVITY_LEVEL,
    ACTIVITY_NAME,
    ACTIVITY_TITLE,
    ACTIVITY_URL,
    OCCUPATION_CODE,
    OCCUPATION_TITLE,
    OCCUPATION_URL,
)
from index.facts.null import Null
from index.facts.sources import SOURCES
from index.facts.tasks import TASK_LINE
from index.facts.usage import INDEX_USE
from index.records.entries import ActivityEntry, ActivitySummary, ActivityUse, OccupationCount
from index.records.published import WorkActivity


class WholeActivity(NamedTuple):
    """An activity with the occupations that it occurs in."""

    entry: ActivityEntry
    occupations: Sequence[OccupationCount]

    @property
    def parent(self) -> WorkActivity | None:
        return self.entry.ancestors[-1] if self.entry.ancestors else None


ACTIVITY_SUMMARY: Final[Facts[ActivitySummary]] = Facts(
    "ActivitySummary",
    "A work activity in a list.",
    ACTIVITY_ID,
    ACTIVITY_LEVEL,
    ACTIVITY_TITLE,
    Fact(name="task_count", kind="integer", meaning="Tasks at or below it."),
    ACTIVITY_URL,
)
ACTIVITY_HIT: Final[Facts[Any]] = Facts("ActivityHit", "A work activity found.", *ACTIVITY_SUMMARY)
"""Of what a search engine found."""
TASKS_BELOW: Final[Facts[ActivityEntry]] = Facts(
    "",
    "Tasks at or below it, each once.",
    Fact(
        name="total",
        kind="integer",
        meaning="How many there are in all.",
        read="task_count",
    ),
    Fact(name="page", kind="integer", meaning="This page.", low=1),
    Fact(name="page_count", kind="integer", meaning="Pages in all.", low=1),
    Fact(
        name="hits",
        kind="record",
        meaning="The most important first.",
        of=TASK_LINE,
        many=True,
        read="tasks",
    ),
)
ACTIVITY_USE: Final[Facts[ActivityUse]] = Facts(
    "ActivityUse",
    "How assistants are used for the activity. Each figure has a different base, so do not "
    "add or compare them.",
    COPILOT_FACT,
    CHATGPT_FACT,
    Fact(
        name="index",
        kind="record",
        meaning="The Anthropic Economic Index, oldest release first. Empty: the releases read do "
        "not have the activity.",
        of=INDEX_USE,
        many=True,
    ),
)
ACTIVITY: Final[Facts[WholeActivity]] = Facts(
    "Activity",
    "A work activity with a page of the tasks at or below it.",
    ACTIVITY_ID.within("entry.activity"),
    ACTIVITY_LEVEL.within("entry.activity"),
    ACTIVITY_TITLE.within("entry.activity"),
    Fact(
        name="description",
        meaning="What it is.",
        null=(Null("", "published for generalized activities only"),),
        origin=Origin(ONET, "Content Model Reference.txt", "Description"),
        read="entry.activity.description",
    ),
    Fact(
        name="parent",
        kind="record",
        meaning="The activity above.",
        null=(Null("", "it is a generalized activity"),),
        of=ACTIVITY_NAME,
    ),
    Fact(
        name="children",
        kind="record",
        meaning="The activities right below it.",
        of=ACTIVITY_SUMMARY,
        many=True,
        read="entry.children",
    ),
    Fact(
        name="tasks",
        kind="record",
        meaning="",
        of=TASKS_BELOW,
        read="entry",
    ),
    Fact(
        name="occupation_count",
        kind="integer",
        meaning="Occupations of these tasks.",
        read="entry.occupation_count",
    ),
    Fact(
        name="occupations",
        kind="record",
        meaning="All of them, those with the most tasks first.",
        of=Facts(
            "",
            "An occupation and its part of these tasks.",
            OCCUPATION_CODE,
            OCCUPATION_TITLE,
            Fact(
                name="task_count",
                kind="integer",
                meaning="Its tasks at or below the activity.",
                low=1,
            ),
            OCCUPATION_URL,
        ),
        many=True,
    ),
    Fact(
        name="use",
        kind="record",
        meaning="",
        of=ACTIVITY_USE,
        read="entry.use",
    ),
    ACTIVITY_URL.within("entry.activity"),
    SOURCES.within("entry"),
)
