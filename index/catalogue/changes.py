"""What changed between releases of O*NET, and what it proposes. Called by `index.encyclopedia`."""

from __future__ import annotations

from collections.abc import Mapping

from index.catalogue.database import Database, columns
from index.records.entries import EmergingEntry
from index.records.joined import Change, ReleaseStep
from index.records.published import EmergingTask
from index.records.terms import ChangeKind


class ChangeReader:
    """The changes and proposals of an opened catalogue."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def steps(self) -> tuple[ReleaseStep, ...]:
        """Newest first."""
        return self._database.records(
            ReleaseStep, f"SELECT {columns(ReleaseStep)} FROM release_step ORDER BY position"
        )

    def counts(self, newer: str) -> Mapping[ChangeKind, int]:
        """Only of kinds that there are."""
        return {
            row["kind"]: row["count"]
            for row in self._database.rows(
                "SELECT kind, count(*) AS count FROM change WHERE newer = :newer GROUP BY kind",
                newer=newer,
            )
        }

    def retypings(self, newer: str) -> tuple[tuple[str | None, str | None, int], ...]:
        """From which type to which, and how many tasks, the most first."""
        rows = self._database.rows(
            "SELECT before, after, count(*) AS count FROM change"
            " WHERE newer = :newer AND kind = 'retyped'"
            " GROUP BY before, after ORDER BY count(*) DESC, before, after",
            newer=newer,
        )
        return tuple((row["before"], row["after"], row["count"]) for row in rows)

    def of_kind(
        self, newer: str, kind: ChangeKind, size: int | None, first: int
    ) -> tuple[Change, ...]:
        """`size` of them from `first` on, by occupation and task; None: all."""
        return self._changes(
            "WHERE newer = :newer AND kind = :kind ORDER BY change_id LIMIT :size OFFSET :first",
            newer=newer,
            kind=kind,
            size=-1 if size is None else size,  # SQLite's word for no limit
            first=first,
        )

    def rewordings(self, task_id: int) -> tuple[Change, ...]:
        """Newest first."""
        return self._changes(
            "WHERE task_id = :task AND kind = 'reworded' ORDER BY change_id", task=task_id
        )

    def _changes(self, where: str, **values: object) -> tuple[Change, ...]:
        return self._database.records(
            Change, f"SELECT {columns(Change)} FROM change {where}", **values
        )

    def emerging(self) -> tuple[EmergingEntry, ...]:
        """All proposals, by occupation."""
        return self._emerging("")

    def emerging_of_occupation(self, code: str) -> tuple[EmergingEntry, ...]:
        return self._emerging("WHERE e.occupation_code = :code", code=code)

    def proposals(self, task_id: int) -> tuple[EmergingEntry, ...]:
        """Revisions that are to replace a task."""
        return self._emerging("WHERE e.original_task_id = :task", task=task_id)

    def _emerging(self, where: str, **values: object) -> tuple[EmergingEntry, ...]:
        rows = self._database.rows(
            f"SELECT {columns(EmergingTask, 'e')}, o.title AS occupation_title,"
            " coalesce(task.text, gone.text) AS original_text FROM emerging_task AS e"
            " JOIN occupation AS o USING (occupation_code)"
            " LEFT JOIN task ON task.task_id = e.original_task_id"
            " LEFT JOIN retired_task AS gone ON gone.task_id = e.original_task_id"
            f" {where} ORDER BY e.emerging_id",
            **values,
        )
        return tuple(
            EmergingEntry(
                task=EmergingTask(
                    occupation_code=row["occupation_code"],
                    text=row["text"],
                    category=row["category"],
                    original_task_id=row["original_task_id"],
                    date=row["date"],
                    origin=row["origin"],
                ),
                occupation_title=row["occupation_title"],
                original_text=row["original_text"],
            )
            for row in rows
        )
