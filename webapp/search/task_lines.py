"""The lines of the tasks found. Called by `webapp.search.results`.

They are made at every keystroke: what does not depend on the query is made once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from flask import request
from markupsafe import Markup

from index.encyclopedia import Encyclopedia
from index.engines.protocol import Results, SameStatement, TaskHit
from index.quick import quick
from index.records.entries import TaskSummary
from index.records.terms import LABELS, ExposureLabel, TaskType
from webapp.http import addresses
from webapp.text import vocabulary
from webapp.text.highlight import marked

MOST_NAMED = 6
"""Words that results lack are named, if they are no more: no statement has most of a long text."""


@quick(frozen=True, slots=True, eq=False)
class TaskFacts:
    """What a result line says of a task beside its statement: made once, whatever was searched, and
    so told apart by identity."""

    path: str
    occupation: str
    occupation_path: str
    type: str
    rank: str | None
    """`24th of 25`; None: not rated."""
    importance: float | None
    exposure: str
    """E0, E1, E2 or unlabelled: GPT-4's label."""
    human_exposure: str
    observed: bool


@quick(frozen=True, slots=True)
class SameLine:
    """Another occupation with the same statement."""

    path: str
    """Of its task."""
    occupation: str


@dataclass(frozen=True, slots=True)
class SortedBy:
    """The figure that put a task where it stands."""

    figure: str
    """Empty: there is none, and `meaning` says why."""
    meaning: str
    """Goes on after the figure."""


@quick(frozen=True, slots=True)
class TaskLine:
    """A task found."""

    text: Markup
    facts: TaskFacts
    missing: tuple[str, ...]
    """Words of the query that the task lacks."""
    same: tuple[SameLine, ...]
    """Other occupations with the same statement, and the tasks there."""
    is_related: bool
    """Found for its meaning, not by the words."""
    sorted_by: SortedBy | None = None
    """What the chosen order sorts by, where the line does not say it anyway."""


def lines_of(encyclopedia: Encyclopedia, results: Results) -> tuple[TaskLine, ...]:
    """A line for each statement of a page: what repeats one is named there."""
    hits = [hit for hit in results.tasks.hits if hit.repeats is None]
    sorted_by: dict[int, SortedBy | None] = {}
    if (say := SORTED_BY.get(results.query.sort)) is not None:
        # A hit has what every line shows: only these two orders ask the catalogue for more.
        found = encyclopedia.task_summaries([hit.task_id for hit in hits])
        sorted_by = {task.task_id: say(task) for task in found}
    return tuple(task_line(hit, sorted_by.get(hit.task_id)) for hit in hits)


def _relevance(task: TaskSummary) -> SortedBy:
    if absent := vocabulary.relevance_status(task):
        return SortedBy("", f"relevance {absent}")
    return SortedBy(vocabulary.percent(task.relevance_percent), "say it is part of their job")


def _use(task: TaskSummary) -> SortedBy | None:
    if not task.observed:  # as every line says
        return None
    if task.latest_share_percent is None:
        return SortedBy("", f"share of use {vocabulary.NOT_PUBLISHED}")
    return SortedBy(vocabulary.share(task.latest_share_percent), "of Claude conversations")


SORTED_BY: Final[dict[str, Callable[[TaskSummary], SortedBy | None]]] = {
    "relevance": _relevance,
    "use": _use,
}
"""Order → what it sorts by, of orders by something that no line shows otherwise."""


def task_line(hit: TaskHit, sorted_by: SortedBy | None = None) -> TaskLine:
    facts = task_facts(
        request.script_root,
        hit.task_id,
        hit.occupation_code,
        hit.occupation_title,
        hit.type,
        hit.rank,
        hit.rated_tasks,
        hit.importance,
        hit.exposure,
        hit.human_exposure,
        hit.observed,
    )
    missing = hit.missing if len(hit.missing) <= MOST_NAMED else ()
    same = same_lines(request.script_root, hit.same) if hit.same else ()
    is_related = hit.by == "meaning"
    return TaskLine(marked(hit.text, hit.spans), facts, missing, same, is_related, sorted_by)


@lru_cache(maxsize=1024)
def same_lines(_script_root: str, same: tuple[SameStatement, ...]) -> tuple[SameLine, ...]:
    """Addresses depend on the script root."""
    return tuple(SameLine(addresses.task(one.task_id), one.occupation_title) for one in same)


@lru_cache(maxsize=32_768)
def task_facts(
    _script_root: str,
    task_id: int,
    occupation_code: str,
    occupation_title: str,
    type: TaskType | None,
    rank: int | None,
    rated_tasks: int | None,
    importance: float | None,
    exposure: ExposureLabel | None,
    human_exposure: ExposureLabel | None,
    observed: bool,
) -> TaskFacts:
    """What the line of a task says beside the statement; addresses depend on the script root."""
    return TaskFacts(
        path=addresses.task(task_id),
        occupation=occupation_title,
        occupation_path=addresses.occupation(occupation_code),
        type=vocabulary.type_name(type),
        rank=None if rank is None else vocabulary.rank(rank, rated_tasks),
        importance=importance,
        exposure=exposure or "unlabelled",
        human_exposure=human_exposure or "unlabelled",
        observed=observed,
    )


assert tuple(vocabulary.EXPOSURE) == LABELS
