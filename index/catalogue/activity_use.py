"""Observed use of work activities, out of a catalogue. Called by the readers of activities and of
tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from index.catalogue import task_parts
from index.catalogue.database import Database
from index.catalogue.schema import USAGE_COLUMNS
from index.catalogue.sources import CHATGPT, COPILOT, Sources
from index.catalogue.use_rows import COPILOT_COLUMNS, SIDE_FIGURES
from index.records.assistants import CopilotSide, CopilotUse, MonthShare
from index.records.entries import ActivityUse
from index.records.joined import Usage
from index.records.published import WorkActivity


class ActivityUseReader:
    """What assistants are used for, by activity, of an opened catalogue."""

    def __init__(self, database: Database, sources: Sources) -> None:
        self._database = database
        self._sources = sources
        # A table that the release has no source for is not asked again and again.
        self._filled = {
            table
            for table in ("copilot_use", "chatgpt_use", "activity_usage")
            if database.row(f"SELECT 1 FROM {table} LIMIT 1")
        }

    def of(self, activities: Sequence[WorkActivity]) -> tuple[ActivityUse, ...]:
        """One for each activity, in this order, whether it has figures or not."""
        ids = [activity.activity_id for activity in activities]
        copilot = {
            row["activity_id"]: _copilot(row)
            for row in self._rows("copilot_use", COPILOT_COLUMNS, ids)
        }
        months: dict[str, list[MonthShare]] = {}
        for row in self._rows("chatgpt_use", ("month", "share_percent"), ids, "month"):
            months.setdefault(row["activity_id"], []).append(MonthShare(**row))
        index: dict[str, list[Usage]] = {}
        for row in self._rows("activity_usage", USAGE_COLUMNS, ids, "release"):
            use = task_parts.use(row, "text", (), self._sources)
            index.setdefault(row["activity_id"], []).append(use)
        # The study also measures occupations: a release can have that part of it alone.
        study = self._sources.by_key.get(COPILOT) if "copilot_use" in self._filled else None
        return tuple(
            ActivityUse(
                activity=activity,
                copilot=copilot.get(activity.activity_id),
                copilot_source=study,
                chatgpt=tuple(months.get(activity.activity_id, ())),
                chatgpt_source=self._sources.by_key.get(CHATGPT),
                index=tuple(index.get(activity.activity_id, ())),
            )
            for activity in activities
        )

    def _rows(
        self, table: str, names: Sequence[str], ids: Sequence[str], order: str = "activity_id"
    ) -> list[Mapping[str, Any]]:
        """Rows of a few activities: a name for each, so that SQLite uses the key of the table."""
        if table not in self._filled or not ids:
            return []
        values = {f"id{number}": activity_id for number, activity_id in enumerate(ids)}
        among = ", ".join(f":{name}" for name in values)
        return self._database.rows(
            f"SELECT activity_id, {', '.join(names)} FROM {table}"
            f" WHERE activity_id IN ({among}) ORDER BY activity_id, {order}",
            **values,
        )


def _copilot(row: Mapping[str, Any]) -> CopilotUse:
    goal, action = (
        CopilotSide(**{name: row[f"{side}_{name}"] for name in SIDE_FIGURES})
        for side in ("goal", "action")
    )
    return CopilotUse(goal, action)
