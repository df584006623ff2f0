"""What belongs to tasks, by task: activities and use; and of a task's row, its rating and labels.

Called by `index.catalogue.tasks`, for any number of tasks at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from index.catalogue.database import Database, among, columns
from index.catalogue.schema import EXPOSURE_COLUMNS, USAGE_COLUMNS, USAGE_FIGURES
from index.catalogue.sources import EXPOSURE, ONET, Sources
from index.records.joined import ActivityPath, Exposure, Rating, Usage
from index.records.published import UsageText, WorkActivity
from index.records.terms import PATTERNS, USE_CASES, Interval, Matching

_LEVELS = ", ".join(
    f"{level}.{column} AS {level}_{column}"
    for level in ("dwa", "iwa", "gwa")
    for column in columns(WorkActivity).split(", ")
)


def rating(row: Mapping[str, Any], sources: Sources) -> Rating | None:
    """Of a row with RATING_COLUMNS; None: not rated."""
    if row["importance"] is None and row["relevance_percent"] is None:
        return None
    low_precision = row["low_precision"]
    return Rating(
        importance=row["importance"],
        importance_interval=_interval(row["importance_lower"], row["importance_upper"]),
        relevance_percent=row["relevance_percent"],
        relevance_interval=_interval(row["relevance_lower"], row["relevance_upper"]),
        rank=row["rank"],
        rated_tasks=row["rated_tasks"],
        tied_with=row["tied_with"],
        respondents=row["rating_respondents"],
        low_precision=None if low_precision is None else bool(low_precision),
        date=row["rating_date"],
        rated_by=row["rated_by"],
        source=sources[ONET],
    )


def exposure(row: Mapping[str, Any], sources: Sources) -> Exposure | None:
    """Of a row with EXPOSURE_COLUMNS; None: not labelled."""
    if row["gpt4"] is None:
        return None
    figures = {name: row[name] for name in EXPOSURE_COLUMNS.split(", ")}
    return Exposure(**figures, source=sources[EXPOSURE])


def paths(database: Database, task_ids: Sequence[int]) -> Mapping[int, list[ActivityPath]]:
    """Task → its detailed activities with the two levels above, by id."""
    condition, ids = among(task_ids)
    rows = database.rows(
        f"SELECT task_id, dwa.task_count, dwa.occupation_count, {_LEVELS}"
        " FROM task_activity JOIN activity AS dwa USING (activity_id)"
        " JOIN activity AS iwa ON iwa.activity_id = dwa.parent_id"
        " JOIN activity AS gwa ON gwa.activity_id = iwa.parent_id"
        f" WHERE task_id {condition} ORDER BY dwa.activity_id",
        ids=ids,
    )
    found: dict[int, list[ActivityPath]] = defaultdict(list)
    for row in rows:
        found[row["task_id"]].append(
            ActivityPath(
                dwa=_activity(row, "dwa"),
                iwa=_activity(row, "iwa"),
                gwa=_activity(row, "gwa"),
                task_count=row["task_count"],
                occupation_count=row["occupation_count"],
            )
        )
    return found


def usage(
    database: Database, sources: Sources, task_ids: Sequence[int], table: str = "usage"
) -> Mapping[int, list[Usage]]:
    """Task → its use in each release of the Index, oldest first; `table` `api_usage`: that of
    programs that call the model."""
    condition, ids = among(task_ids)
    rows = database.rows(
        f"SELECT task_id, matched_by, {table}_id AS usage_id, {', '.join(USAGE_COLUMNS)}"
        f" FROM task_{table} JOIN {table} USING ({table}_id)"
        f" WHERE task_id {condition} ORDER BY {table}.release",
        ids=ids,
    )
    found: dict[int, list[Usage]] = defaultdict(list)
    if not rows:
        return found
    sharers: dict[int, list[int]] = defaultdict(list)
    condition, ids = among([row["usage_id"] for row in rows])
    for link in database.rows(
        f"SELECT {table}_id AS usage_id, task_id FROM task_{table}"
        f" WHERE {table}_id {condition} ORDER BY task_id",
        ids=ids,
    ):
        sharers[link["usage_id"]].append(link["task_id"])
    for row in rows:
        task_id = row["task_id"]
        others = tuple(other for other in sharers[row["usage_id"]] if other != task_id)
        found[task_id].append(use(row, row["matched_by"], others, sources))
    return found


def use(
    row: Mapping[str, Any], matched_by: Matching, shared_with: tuple[int, ...], sources: Sources
) -> Usage:
    """Of a row with USAGE_COLUMNS."""
    return Usage(
        measures=UsageText(
            release=row["release"],
            text=row["text"],
            task_id=row["task_id"] if matched_by == "task-id" else None,
            share_percent=row["share_percent"],
            conversation_count=row["conversation_count"],
            patterns={pattern: row[f"{pattern}_percent"] for pattern in PATTERNS},
            use_case={case: row[f"{case}_percent"] for case in USE_CASES},
            **{figure: row[figure] for figure in USAGE_FIGURES},
            share_percent_at_most=row["share_percent_at_most"],
            rounded_away=tuple((row["rounded_away"] or "").split()),
        ),
        matched_by=matched_by,
        shared_with=shared_with,
        source=sources[row["source_key"]],
    )


def _activity(row: Mapping[str, Any], level: str) -> WorkActivity:
    return WorkActivity(
        activity_id=row[f"{level}_activity_id"],
        level=row[f"{level}_level"],
        title=row[f"{level}_title"],
        parent_id=row[f"{level}_parent_id"],
        description=row[f"{level}_description"],
    )


def _interval(lower: float | None, upper: float | None) -> Interval | None:
    return None if lower is None or upper is None else (lower, upper)
