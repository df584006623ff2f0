"""Tasks of a catalogue, by id and by relation. Called by `index.encyclopedia`.

However many tasks are asked for at once, an answer takes nine statements at the most.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from index.catalogue import summaries, task_parts
from index.catalogue.activity_use import ActivityUseReader
from index.catalogue.database import Database, among, columns
from index.catalogue.schema import EXPOSURE_COLUMNS, RATING_COLUMNS
from index.catalogue.similar import closest
from index.catalogue.sources import ONET, Sources
from index.errors import NotFoundError
from index.records.entries import ActivityUse, TaskEntry, TaskSummary
from index.records.joined import ActivityPath, RetiredTask, Usage
from index.records.published import TaskStatement


class TaskReader:
    """The tasks of an opened catalogue."""

    def __init__(self, database: Database, sources: Sources, use: ActivityUseReader) -> None:
        self._database = database
        self._sources = sources
        self._use = use

    def ids(self) -> list[int]:
        """Of all tasks, ascending."""
        return self._database.column("SELECT task_id FROM task ORDER BY task_id")

    # Entries

    def entry(self, task_id: int) -> TaskEntry:
        """Raises NotFoundError."""
        for entry in self.entries([task_id]):
            return entry
        raise NotFoundError(f"There is no task {task_id}.")

    def entries(self, task_ids: Sequence[int]) -> tuple[TaskEntry, ...]:
        """In the order in which they are asked for; ids that no task has are left out."""
        if not task_ids:
            return ()
        condition, ids = among(task_ids)
        rows = self._database.rows(
            f"SELECT {columns(TaskStatement, 'task')}, {RATING_COLUMNS}, {EXPOSURE_COLUMNS},"
            f" {summaries.OCCUPATION}, major_group.title AS group_title"
            " FROM task JOIN occupation USING (occupation_code) JOIN major_group USING (group_code)"
            f" LEFT JOIN exposure USING (task_id) WHERE task_id {condition}",
            ids=ids,
        )
        paths = task_parts.paths(self._database, task_ids)
        usage = task_parts.usage(self._database, self._sources, task_ids)
        api = task_parts.usage(self._database, self._sources, task_ids, "api_usage")
        kinds = {path.iwa.activity_id: path.iwa for some in paths.values() for path in some}
        uses = {use.activity.activity_id: use for use in self._use.of(tuple(kinds.values()))}
        found = {
            (task_id := row["task_id"]): self._entry(
                row, paths[task_id], usage[task_id], api[task_id], uses
            )
            for row in rows
        }
        return tuple(found[task_id] for task_id in task_ids if task_id in found)

    def _entry(
        self,
        row: Mapping[str, Any],
        paths: list[ActivityPath],
        usage: list[Usage],
        api: list[Usage],
        uses: Mapping[str, ActivityUse],
    ) -> TaskEntry:
        exposure = task_parts.exposure(row, self._sources)
        kinds = [uses[iwa] for iwa in dict.fromkeys(path.iwa.activity_id for path in paths)]
        keys = {ONET} | {use.source.key for use in (*usage, *api)}
        keys |= {source.key for kind in kinds for source in kind.sources}
        if exposure is not None:
            keys.add(exposure.source.key)
        return TaskEntry(
            task=TaskStatement(
                task_id=row["task_id"],
                occupation_code=row["occupation_code"],
                text=row["text"],
                type=row["type"],
                respondents=row["respondents"],
                date=row["date"],
            ),
            occupation=summaries.occupation(row),
            group_title=row["group_title"],
            rating=task_parts.rating(row, self._sources),
            activities=tuple(paths),
            exposure=exposure,
            usage=tuple(usage),
            api_usage=tuple(api),
            kinds_of_work=tuple(kinds),
            sources=self._sources.of_keys(keys),
        )

    def retired(self, task_ids: Sequence[int]) -> tuple[RetiredTask, ...]:
        """In the order in which they are asked for; ids that no older release had are left out."""
        if not task_ids:
            return ()
        condition, ids = among(task_ids)
        rows = self._database.rows(f"SELECT * FROM retired_task WHERE task_id {condition}", ids=ids)
        found = {
            row["task_id"]: RetiredTask(
                task_id=row["task_id"],
                occupation_code=row["occupation_code"],
                text=row["text"],
                last_release=row["last_release"],
                successor_id=row["successor_id"],
                source=self._sources[row["source_key"]],
            )
            for row in rows
        }
        return tuple(found[task_id] for task_id in task_ids if task_id in found)

    # Lists

    def summary(self, task_id: int) -> TaskSummary:
        """Raises NotFoundError."""
        for summary in self.summaries([task_id]):
            return summary
        raise NotFoundError(f"There is no task {task_id}.")

    def summaries(self, task_ids: Sequence[int]) -> tuple[TaskSummary, ...]:
        """In the order in which they are asked for; ids that no task has are left out."""
        if not task_ids:
            return ()
        condition, ids = among(task_ids)
        rows = summaries.tasks(self._database, f"WHERE task_id {condition}", ids=ids)
        found = {summary.task_id: summary for summary in rows}
        return tuple(found[task_id] for task_id in task_ids if task_id in found)

    def similar(self, task_id: int, size: int) -> tuple[TaskSummary, ...]:
        """Tasks of other occupations that share work activities and words, closest first."""
        return self.summaries(closest(self._database, task_id, size))
