"""What we say of a task: whole, in a list, as found by a search, and retired."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from index.facts.exposure import EXPOSURE
from index.facts.fact import Fact, Facts
from index.facts.names import (
    ACTIVITY_NAME,
    LEVELS,
    OCCUPATION_CODE,
    OCCUPATION_LINK,
    OCCUPATION_NAME,
)
from index.facts.null import NO_RATERS, NOT_LABELLED, NOT_PUBLISHED, NOT_RATED, Null
from index.facts.ratings import RATING
from index.facts.sources import SOURCES
from index.facts.statements import STATEMENT, TASK_ID, TYPE, URL
from index.facts.usage import KIND_OF_WORK, USAGE
from index.records.entries import TaskEntry, TaskSummary
from index.records.joined import ActivityPath, RetiredTask

ACTIVITY_PATH: Final[Facts[ActivityPath]] = Facts(
    "ActivityPath",
    "A detailed work activity with the two levels above it.",
    *(Fact(name=level, kind="record", meaning="", of=ACTIVITY_NAME) for level in LEVELS),
    Fact(
        name="task_count",
        kind="integer",
        meaning="Tasks linked to the detailed activity, this one included.",
        low=1,
    ),
    Fact(name="occupation_count", kind="integer", meaning="Occupations of these tasks.", low=1),
)

TASK: Final[Facts[TaskEntry]] = Facts(
    "Task",
    "Everything the datasets say of one task.",
    TASK_ID.within("task"),
    STATEMENT.within("task"),
    URL.within("task"),
    TYPE.within("task"),
    Fact(name="occupation", kind="record", meaning="", of=OCCUPATION_LINK),
    Fact(name="rating", kind="record", meaning="", null=(NOT_RATED,), of=RATING),
    Fact(
        name="activities",
        kind="record",
        meaning="Its detailed work activities.",
        of=ACTIVITY_PATH,
        many=True,
    ),
    Fact(name="exposure", kind="record", meaning="", null=(NOT_LABELLED,), of=EXPOSURE),
    Fact(
        name="usage",
        kind="record",
        meaning="One entry for each release of the Index that saw the task, oldest first. Empty: "
        "not observed, which is not zero.",
        of=USAGE,
        many=True,
    ),
    Fact(
        name="api_usage",
        kind="record",
        meaning="The same of the API: what programs that call the model do, not people in a chat. "
        "Another population: never add it to usage. Empty: not observed there, or not in this "
        "release.",
        of=USAGE,
        many=True,
    ),
    Fact(
        name="kinds_of_work",
        kind="record",
        meaning="Use of its intermediate work activities.",
        of=KIND_OF_WORK,
        many=True,
    ),
    SOURCES,
)

BULK_TASK: Final[Facts[TaskEntry]] = Facts(
    "BulkTask",
    "A line of the bulk file: a Task whose addresses begin at the root of the site, and whose "
    "sources are keys of those in `datapackage.json` and `/api/v1/sources`. The use of its work "
    "activities stands in the files of activities, once for all tasks.",
    *(fact for fact in TASK if fact.name not in ("sources", "kinds_of_work")),
    # In full they would be half of the file.
    Fact(
        name="sources",
        meaning="Of every figure in this line.",
        of=Fact(name="key", meaning="Key of a source."),
        many=True,
        read=lambda entry: [source.key for source in entry.sources],
    ),
)

_UNKNOWN: Final = (NOT_RATED, NOT_PUBLISHED)


def _unrated(task: TaskSummary) -> Null:
    """Why one figure of a rating is missing: with another one there, it is not published."""
    known = task.importance is not None or task.relevance_percent is not None
    return NOT_PUBLISHED if known else NOT_RATED


def _in_list(fact: Fact) -> Fact:
    return replace(fact, null=_UNKNOWN, why=_unrated)


TASK_SUMMARY: Final[Facts[TaskSummary]] = Facts(
    "TaskSummary",
    "A task in a list.",
    TASK_ID,
    STATEMENT,
    TYPE,
    _in_list(RATING["importance"]),
    _in_list(RATING["rank"]),
    _in_list(RATING["rated_tasks"]),
    _in_list(RATING["relevance_percent"]),
    replace(
        RATING["rated_by"],
        null=(NOT_RATED, NO_RATERS),
        why=lambda task: NO_RATERS if _unrated(task) is NOT_PUBLISHED else NOT_RATED,
    ),
    replace(EXPOSURE["gpt4"], name="exposure", null=(NOT_LABELLED,)),
    replace(
        EXPOSURE["human"],
        name="human_exposure",
        null=(NOT_LABELLED, NOT_PUBLISHED),
        why=lambda task: NOT_LABELLED if task.exposure is None else NOT_PUBLISHED,
    ),
    Fact(
        name="observed",
        kind="boolean",
        meaning="Whether any release of the Index here saw the task. False is not zero use.",
    ),
    URL,
)

_OCCUPATION: Final = Fact(
    name="occupation", kind="record", meaning="", of=OCCUPATION_NAME, read=lambda task: task
)

TASK_LINE: Final[Facts[TaskSummary]] = Facts(
    "TaskLine", "A task in a list over several occupations.", *TASK_SUMMARY, _OCCUPATION
)

SAME_STATEMENT: Final[Facts[Any]] = Facts(
    "SameStatement",
    "A task of another occupation with the very same statement.",
    TASK_ID,
    _OCCUPATION,
    URL,
)

TASK_HIT: Final[Facts[Any]] = Facts(
    "TaskHit",
    "A task found.",
    *TASK_SUMMARY.some("task_id", "task", "type", "exposure", "human_exposure", "importance"),
    *TASK_SUMMARY.some("rank", "rated_tasks", "observed"),
    _OCCUPATION,
    URL,
    Fact(
        name="same_statement",
        kind="record",
        meaning="The tasks of other occupations that have this statement, word for word, found or "
        "not; by the occupation’s title.",
        of=SAME_STATEMENT,
        many=True,
        read="same",
    ),
    replace(
        TASK_ID,
        name="repeats",
        meaning="The hit above, on this page, that has the same statement: a list may leave this "
        "one out. Sorted by best, none of the first three hits of a page is one.",
        null=(Null("", "no hit above has the statement"),),
        origin=None,
    ),
)
"""Of what a search engine found, which has the attributes of a summary."""

RETIRED_TASK: Final[Facts[RetiredTask]] = Facts(
    "RetiredTask",
    "A task of older releases of O*NET.",
    TASK_ID,
    replace(STATEMENT, meaning="Its last wording."),
    replace(
        OCCUPATION_CODE,
        name="occupation_code",
        null=(Null("", "the release that had it does not say"),),
        read=lambda gone: gone.occupation_code or None,
    ),
    Fact(
        name="last_release",
        meaning="The last release of O*NET that had it.",
        example="29.1",
    ),
    Fact(
        name="successor",
        kind="record",
        meaning="",
        null=(Null("", "none is known"),),
        of=Facts(
            "",
            "The task that came after it.",
            replace(TASK_ID, read="successor_id"),
            replace(URL, read="successor_id"),
        ),
        read=lambda gone: None if gone.successor_id is None else gone,
    ),
    replace(URL, meaning="Its page."),
)
