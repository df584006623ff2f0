"""A question about AI → what an engine is asked: filter, order, and how that is said. Pure; called
by `ai_questions`."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.engines.protocol import NameRead
from index.facts.rankings import RANKED_OCCUPATION
from index.query import Query, Sort
from index.relevance.intents import Aim, Intent
from index.relevance.wishes import Wished

_ORDERS: dict[Aim, Sort] = {
    Aim.EXPOSED: "exposure",
    Aim.UNTOUCHED: "importance",
    Aim.USED: "use",
}
_FILTERS: dict[Aim, tuple[str, tuple[str, ...]]] = {
    Aim.UNTOUCHED: ("exposure", ("E0",)),
    Aim.USED: ("used", ("yes",)),
}
_FIRST = {
    Aim.EXPOSED: "the ones that AI could speed up most come first",
    Aim.UNTOUCHED: "only the ones that AI could not speed up (E0)",
    Aim.USED: "the ones that AI is used for most come first",
}
_ONLY = {
    Aim.EXPOSED: "each task says whether AI could speed it up",
    Aim.UNTOUCHED: "only tasks that AI could not speed up (E0)",
    Aim.USED: "only tasks for which AI use has been observed",
}

OCCUPATIONS_BY_USE = " Occupations: those with the highest observed exposure first."
"""Beside the tasks of a question about use that names no occupation."""

_MEANT = {
    Aim.EXPOSED: "most exposed",
    Aim.UNTOUCHED: "least exposed",
    Aim.USED: "most exposed by observed use",
}

WHICH_JOB = "Which job is yours? Type its name, such as nurse or truck driver, to see its tasks."
"""Beside the answer to "is my job safe"."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The occupation that a question is about."""

    code: str
    title: str
    """Its official title."""
    read_as: tuple[NameRead, ...] = ()
    """Names of ESCO that the question has for it; empty: it has O*NET's words."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked instead of a question about AI."""

    query: Query
    read_as: str
    """What the question was read as, in words for the person who typed it."""


def planned(intent: Intent, typed: Query, subject: Subject | None) -> Plan:
    """Filters and an order that the person chose go before those of the question."""
    aim = intent.aim
    asked = replace(intent.query, filters=dict(typed.filters), sort=typed.sort)
    meaning = _ONLY[aim]
    if subject is not None:
        blank = replace(asked, words=(), prefix=False)
        chosen = {"occupation": (subject.code,)} | dict(typed.filters)
        asked = replace(blank, filters=chosen)
        meaning = f"tasks of {subject.title}, {_FIRST[aim]}"
    if subject is not None or asked.is_blank:
        asked = asked if typed.sort != "best" else replace(asked, sort=_ORDERS[aim])
        meaning = meaning if subject is not None else f"tasks, {_FIRST[aim]}"
    if aim is Aim.UNTOUCHED or (aim is Aim.USED and not asked.is_blank):
        name, values = _FILTERS[aim]
        asked = replace(asked, filters={name: values} | dict(asked.filters))
    return Plan(asked, f"Read as a question about AI: {meaning}.")


def read_of_jobs(aim: Aim, asked: Wished) -> str:
    """What a question about AI was read as that asks for some jobs, or by another figure, too."""
    meant = _MEANT[aim]
    if len(asked.figures) == 1:
        return f"Read as a question about AI: the occupations that are {meant} come first."
    by = RANKED_OCCUPATION[asked.figures[0][0]].label.lower()
    return f"Read as a question about AI: the quarter of occupations that is {meant}, by {by}."
