"""O*NET's own files joined: tasks of occupations, their ratings and work activities."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from index.corpus.conflicts import Conflicts
from index.records.joined import Rating
from index.records.published import (
    EmergingTask,
    JobZone,
    LayTitle,
    Occupation,
    RelatedOccupation,
    ScaleRating,
    SoftwareUse,
    Source,
    TaskStatement,
    WorkActivity,
)
from index.sources.onet import OnetRelease


@dataclass(frozen=True, slots=True)
class Core:
    """Which occupations and tasks there are, and what belongs to them; fields as in `Corpus`."""

    occupations: Mapping[str, Occupation]
    tasks: Mapping[int, TaskStatement]
    job_zones: tuple[JobZone, ...]
    lay_titles: tuple[LayTitle, ...]
    related: tuple[RelatedOccupation, ...]
    software: tuple[SoftwareUse, ...]


def read_core(release: OnetRelease, conflicts: Conflicts) -> Core:
    """What names an occupation that there is not is left out."""
    occupations = {occupation.code: occupation for occupation in release.occupations()}
    tasks: dict[int, TaskStatement] = {}
    for task in sorted(release.task_statements(), key=lambda task: task.task_id):
        if task.occupation_code in occupations:
            tasks[task.task_id] = task
        else:
            conflicts.add(
                "task-without-occupation",
                "A task names an occupation that Occupation Data.txt does not have; left out.",
                f"task {task.task_id}: {task.occupation_code}",
            )
    return Core(
        occupations,
        tasks,
        tuple(release.job_zones()),
        tuple(each for each in release.lay_titles() if each.occupation_code in occupations),
        tuple(
            each
            for each in release.related_occupations()
            if each.occupation_code in occupations and each.related_code in occupations
        ),
        tuple(each for each in release.software() if each.occupation_code in occupations),
    )


def join_ratings(
    rows: Iterable[ScaleRating],
    tasks: Mapping[int, TaskStatement],
    source: Source,
    conflicts: Conflicts,
) -> Mapping[int, Rating]:
    """IM and RT of one task become one Rating, ranked within the occupation by importance."""
    importance: dict[int, ScaleRating] = {}
    relevance: dict[int, ScaleRating] = {}
    for row in rows:
        if row.task_id not in tasks:
            conflicts.add(
                "rating-without-task",
                "Task Ratings.txt rates a task that Task Statements.txt does not have; left out.",
                f"task {row.task_id}, scale {row.scale}",
            )
            continue
        (importance if row.scale == "IM" else relevance)[row.task_id] = row
    values: dict[str, list[float]] = defaultdict(list)
    for task_id, row in importance.items():
        values[tasks[task_id].occupation_code].append(row.value)
    for peers in values.values():
        peers.sort()
    ratings: dict[int, Rating] = {}
    for task_id in sorted(importance.keys() | relevance.keys()):
        important = importance.get(task_id)
        relevant = relevance.get(task_id)
        row = important or relevance[task_id]
        peers = values[tasks[task_id].occupation_code]
        rank = tied_with = None
        if important is not None:
            not_above = bisect_right(peers, important.value)
            rank = 1 + len(peers) - not_above
            tied_with = not_above - bisect_left(peers, important.value) - 1
        ratings[task_id] = Rating(
            importance=important.value if important else None,
            importance_interval=important.interval if important else None,
            relevance_percent=relevant.value if relevant else None,
            relevance_interval=relevant.interval if relevant else None,
            rank=rank,
            rated_tasks=len(peers),
            tied_with=tied_with,
            # Where Task Ratings.txt has no N, the statement says how many incumbents responded.
            respondents=row.respondents or tasks[task_id].respondents,
            low_precision=row.low_precision,
            date=row.date,
            rated_by=row.rated_by,
            source=source,
        )
    return ratings


def join_activities(
    links: Iterable[tuple[int, str]],
    tasks: Mapping[int, TaskStatement],
    activities: Mapping[str, WorkActivity],
    conflicts: Conflicts,
) -> Mapping[int, tuple[str, ...]]:
    joined: dict[int, list[str]] = defaultdict(list)
    for task_id, activity_id in links:
        if task_id in tasks and activity_id in activities:
            joined[task_id].append(activity_id)
        else:
            conflicts.add(
                "activity-link-to-nothing",
                "Tasks to DWAs.txt links a task or an activity that the release does not have;"
                " left out.",
                f"task {task_id}, activity {activity_id}",
            )
    return {task_id: tuple(sorted(set(ids))) for task_id, ids in sorted(joined.items())}


def known_emerging(
    emerging: Iterable[EmergingTask],
    occupations: Mapping[str, Occupation],
    conflicts: Conflicts,
) -> tuple[EmergingTask, ...]:
    """By occupation, revisions after new ones, as the file has them within that."""
    known = []
    for task in emerging:
        if task.occupation_code in occupations:
            known.append(task)
        else:
            conflicts.add(
                "emerging-without-occupation",
                "Emerging Tasks.txt proposes a task for an occupation that Occupation Data.txt"
                " does not have; left out.",
                f"{task.occupation_code}: {task.text}",
            )
    return tuple(sorted(known, key=lambda task: (task.occupation_code, task.category)))
