"""Two releases of O*NET in, what changed between them out. Pure; called by `index.corpus`.

A task is known by its Task ID and an occupation by its code: both stay the same while statements,
types and titles change. Nothing is guessed: a task that comes back under another id counts as one
retired and one added.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.records.joined import Change, ReleaseStep
from index.records.published import TaskStatement
from index.records.terms import CHANGE_KINDS, ChangeKind


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What one release of O*NET lists."""

    release: str
    date: str | None
    """When it was published, in the publisher's own words; None: not known."""
    tasks: Mapping[int, TaskStatement]
    titles: Mapping[str, str] | None
    """Occupation code → title; None: the release was read without `Occupation Data.txt`."""


def steps(snapshots: Sequence[Snapshot]) -> tuple[ReleaseStep, ...]:
    """Each release against the one before it; `snapshots` and the answer are newest first."""
    return tuple(
        ReleaseStep(
            older=older.release,
            newer=newer.release,
            older_date=older.date,
            newer_date=newer.date,
            older_task_count=len(older.tasks),
            newer_task_count=len(newer.tasks),
            occupations_compared=older.titles is not None and newer.titles is not None,
        )
        for newer, older in pairwise(snapshots)
    )


def changes(snapshots: Sequence[Snapshot]) -> tuple[Change, ...]:
    """What changed in every step, newest step first; in a step by kind, occupation and task."""
    # A release without titles borrows those of the others, the newest first.
    titles = ChainMap(*(dict(one.titles) for one in snapshots if one.titles is not None))
    order = {kind: place for place, kind in enumerate(CHANGE_KINDS)}
    found: list[Change] = []
    for newer, older in pairwise(snapshots):
        step = [*_of_tasks(older, newer, titles), *_of_occupations(older, newer)]
        found += sorted(
            step, key=lambda one: (order[one.kind], one.occupation_code, one.task_id or 0)
        )
    return tuple(found)


def _of_tasks(older: Snapshot, newer: Snapshot, titles: Mapping[str, str]) -> Iterator[Change]:
    def change(
        kind: ChangeKind, task: TaskStatement, before: str | None = None, after: str | None = None
    ) -> Change:
        return Change(
            older=older.release,
            newer=newer.release,
            kind=kind,
            task_id=task.task_id,
            occupation_code=task.occupation_code,
            occupation_title=titles.get(task.occupation_code, ""),
            text=task.text,
            before=before,
            after=after,
        )

    for task_id, task in newer.tasks.items():
        known = older.tasks.get(task_id)
        if known is None:
            yield change("added", task)
            continue
        if known.text != task.text:
            yield change("reworded", task, known.text, task.text)
        if known.type != task.type:
            yield change("retyped", task, known.type, task.type)
        if known.occupation_code != task.occupation_code:
            yield change("moved", task, known.occupation_code, task.occupation_code)
    for task_id, task in older.tasks.items():
        if task_id not in newer.tasks:
            yield change("retired", task)


def _of_occupations(older: Snapshot, newer: Snapshot) -> Iterator[Change]:
    def change(
        kind: ChangeKind, code: str, title: str, before: str | None = None, after: str | None = None
    ) -> Change:
        return Change(
            older=older.release,
            newer=newer.release,
            kind=kind,
            task_id=None,
            occupation_code=code,
            occupation_title=title,
            text="",
            before=before,
            after=after,
        )

    if older.titles is None or newer.titles is None:
        return
    for code, title in newer.titles.items():
        known = older.titles.get(code)
        if known is None:
            yield change("occupation-added", code, title)
        elif known != title:
            yield change("occupation-renamed", code, title, known, title)
    for code, title in older.titles.items():
        if code not in newer.titles:
            yield change("occupation-removed", code, title)
