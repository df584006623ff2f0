"""Tasks that O*NET had once and has no longer, and what came after each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.corpus.changes import Snapshot
from index.corpus.publishers import Publishers
from index.corpus.usage import ids_by_key
from index.records.joined import RetiredTask
from index.records.published import EmergingTask, Source, TaskLabel, TaskStatement
from index.text import matching_key

_STUDY_RELEASE = "27.2"
"""The release of O*NET that "GPTs are GPTs" labels."""
_COPY_RELEASE, _COPY_IN = "20.1", "2025-03-27"
"""The release of O*NET that the Economic Index joins to, and that of the Index which has a copy."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A task as a release of O*NET had it."""

    task_id: int
    occupation_code: str
    """Empty: the publisher that mentions the task does not name its occupation."""
    text: str
    release: str
    source: Source
    """Who mentions it."""

    @property
    def age(self) -> tuple[int, ...]:
        """Sorts the newest release first."""
        return tuple(-int(number) for number in self.release.split("."))


def mentions(
    found: Publishers,
    past: Iterable[Snapshot],
    labels: Iterable[TaskLabel],
    statements_20_1: Iterable[tuple[int, str]],
) -> Iterator[Mention]:
    """By older archives in the sources folder, by the exposure study, and by the Index's copy of
    O*NET 20.1; `past` are the snapshots of the older archives."""
    for snapshot, release in zip(past, found.older, strict=True):
        for task in snapshot.tasks.values():
            code = task.occupation_code
            yield Mention(task.task_id, code, task.text, snapshot.release, release.source)
    if found.study is not None:
        source = found.study.source
        for one in labels:
            yield Mention(one.task_id, one.occupation_code, one.text, _STUDY_RELEASE, source)
    copied = next((each.source for each in found.index if each.release == _COPY_IN), None)
    if copied is not None:
        for task_id, text in statements_20_1:
            yield Mention(task_id, "", text, _COPY_RELEASE, copied)


def find_retired(
    mentioned: Sequence[Mention],
    tasks: Mapping[int, TaskStatement],
    by_text: Mapping[str, list[int]],
    emerging: Iterable[EmergingTask],
) -> tuple[RetiredTask, ...]:
    """Ids that are mentioned and that today's release does not have; the newest mention counts.

    What came after one has its words today (`by_text`: matching key → ids of today), or had them
    once, or has those that were proposed in its place.
    """
    revisions = _revisions(emerging)
    by_wording = ids_by_key(
        {
            (one.task_id, one.text)
            for one in mentioned
            if one.task_id in tasks and one.text != tasks[one.task_id].text
        }
    )
    retired: dict[int, RetiredTask] = {}
    for one in sorted(mentioned, key=lambda mention: mention.age):
        if one.task_id in tasks or one.task_id in retired:
            continue
        key, revised = matching_key(one.text), revisions.get(one.task_id, "")
        ids = by_text.get(key) or by_wording.get(key) or by_text.get(revised) or []
        same = [tasks[other] for other in sorted(set(ids))]
        successor = next((t for t in same if t.occupation_code == one.occupation_code), None)
        if successor is None and len(same) == 1:
            successor = same[0]
        retired[one.task_id] = RetiredTask(
            task_id=one.task_id,
            occupation_code=one.occupation_code,
            text=one.text,
            last_release=one.release,
            successor_id=successor.task_id if successor else None,
            source=one.source,
        )
    return tuple(retired[task_id] for task_id in sorted(retired))


def _revisions(emerging: Iterable[EmergingTask]) -> Mapping[int, str]:
    """Task id → matching key of the statement that was proposed in its place."""
    return {
        task.original_task_id: matching_key(task.text)
        for task in emerging
        if task.original_task_id is not None
    }
