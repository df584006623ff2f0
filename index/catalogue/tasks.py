"""Tasks of a catalogue, by id and by relation. Called by `index.encyclopedia`.

However many tasks are asked for at once, an answer takes four statements at the most.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import log1p
from typing import Any

from index.catalogue import summaries
from index.catalogue.database import Database, columns
from index.catalogue.schema import USAGE_COLUMNS, USAGE_FIGURES
from index.catalogue.sources import EXPOSURE, ONET, Sources
from index.errors import NotFoundError
from index.records import (
    PATTERNS,
    USE_CASES,
    ActivityPath,
    Exposure,
    Interval,
    Occupation,
    Rating,
    RetiredTask,
    TaskEntry,
    TaskStatement,
    TaskSummary,
    Usage,
    UsageText,
    WorkActivity,
)
from index.text import STOP_WORDS, words

# What having all words in common adds to the activities that two tasks share.
_WORDS_IN_COMMON = 2.0
_RATING = """
    importance, importance_lower, importance_upper, relevance_percent, relevance_lower,
    relevance_upper, rank, rated_tasks, tied_with, rating_respondents, low_precision, rating_date"""
_EXPOSURE = "gpt4, human, gpt4_alternative, alpha, beta, gamma, automation, labelled_text"
_USAGE = ", ".join(f"usage.{column}" for column in ("usage_id", *USAGE_COLUMNS))
_LEVELS = ", ".join(
    f"{level}.{column} AS {level}_{column}"
    for level in ("dwa", "iwa", "gwa")
    for column in columns(WorkActivity).split(", ")
)


class TaskReader:
    """The tasks of an opened catalogue."""

    def __init__(self, database: Database, sources: Sources) -> None:
        self._database = database
        self._sources = sources

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
        among, ids = _among(task_ids)
        rows = self._database.rows(
            f"SELECT {columns(TaskStatement, 'task')}, {_RATING}, {_EXPOSURE},"
            " occupation.title AS occupation_title,"
            " occupation.description AS occupation_description, job_zone,"
            " major_group.title AS group_title"
            " FROM task JOIN occupation USING (occupation_code) JOIN major_group USING (group_code)"
            f" LEFT JOIN exposure USING (task_id) WHERE task_id {among}",
            ids=ids,
        )
        paths = self._paths(among, ids)
        usage = self._usage(among, ids)
        found = {
            row["task_id"]: self._entry(row, paths[row["task_id"]], usage[row["task_id"]])
            for row in rows
        }
        return tuple(found[task_id] for task_id in task_ids if task_id in found)

    def _entry(
        self, row: Mapping[str, Any], paths: list[ActivityPath], usage: list[Usage]
    ) -> TaskEntry:
        exposure = self._exposure(row)
        keys = {ONET} | {use.source.key for use in usage}
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
            occupation=Occupation(
                code=row["occupation_code"],
                title=row["occupation_title"],
                description=row["occupation_description"],
                job_zone=row["job_zone"],
            ),
            group_title=row["group_title"],
            rating=self._rating(row),
            activities=tuple(paths),
            exposure=exposure,
            usage=tuple(usage),
            sources=self._sources.of_keys(keys),
        )

    def _rating(self, row: Mapping[str, Any]) -> Rating | None:
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
            source=self._sources[ONET],
        )

    def _exposure(self, row: Mapping[str, Any]) -> Exposure | None:
        if row["gpt4"] is None:
            return None
        return Exposure(
            gpt4=row["gpt4"],
            human=row["human"],
            gpt4_alternative=row["gpt4_alternative"],
            alpha=row["alpha"],
            beta=row["beta"],
            gamma=row["gamma"],
            automation=row["automation"],
            labelled_text=row["labelled_text"],
            source=self._sources[EXPOSURE],
        )

    def _paths(self, among: str, ids: int | str) -> Mapping[int, list[ActivityPath]]:
        """Task → its detailed activities with the two levels above, by id."""
        rows = self._database.rows(
            f"SELECT task_id, dwa.task_count, dwa.occupation_count, {_LEVELS}"
            " FROM task_activity JOIN activity AS dwa USING (activity_id)"
            " JOIN activity AS iwa ON iwa.activity_id = dwa.parent_id"
            " JOIN activity AS gwa ON gwa.activity_id = iwa.parent_id"
            f" WHERE task_id {among} ORDER BY dwa.activity_id",
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

    def _usage(self, among: str, ids: int | str) -> Mapping[int, list[Usage]]:
        """Task → its use in each release of the Index, oldest first."""
        rows = self._database.rows(
            f"SELECT task_id, matched_by, {_USAGE} FROM task_usage JOIN usage USING (usage_id)"
            f" WHERE task_id {among} ORDER BY usage.release",
            ids=ids,
        )
        found: dict[int, list[Usage]] = defaultdict(list)
        if not rows:
            return found
        sharers: dict[int, list[int]] = defaultdict(list)
        among, ids = _among([row["usage_id"] for row in rows])
        for link in self._database.rows(
            f"SELECT usage_id, task_id FROM task_usage WHERE usage_id {among} ORDER BY task_id",
            ids=ids,
        ):
            sharers[link["usage_id"]].append(link["task_id"])
        for row in rows:
            task_id = row["task_id"]
            others = tuple(other for other in sharers[row["usage_id"]] if other != task_id)
            found[task_id].append(self._use(row, others))
        return found

    def _use(self, row: Mapping[str, Any], shared_with: tuple[int, ...]) -> Usage:
        return Usage(
            measures=UsageText(
                release=row["release"],
                text=row["text"],
                task_id=row["task_id"] if row["matched_by"] == "task-id" else None,
                share_percent=row["share_percent"],
                conversation_count=row["conversation_count"],
                patterns={pattern: row[f"{pattern}_percent"] for pattern in PATTERNS},
                use_case={case: row[f"{case}_percent"] for case in USE_CASES},
                **{figure: row[figure] for figure in USAGE_FIGURES},
            ),
            matched_by=row["matched_by"],
            shared_with=shared_with,
            source=self._sources[row["source_key"]],
        )

    def retired(self, task_ids: Sequence[int]) -> tuple[RetiredTask, ...]:
        """In the order in which they are asked for; ids that no older release had are left out."""
        if not task_ids:
            return ()
        among, ids = _among(task_ids)
        rows = self._database.rows(f"SELECT * FROM retired_task WHERE task_id {among}", ids=ids)
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
        among, ids = _among(task_ids)
        rows = summaries.tasks(self._database, f"WHERE task_id {among}", ids=ids)
        found = {summary.task_id: summary for summary in rows}
        return tuple(found[task_id] for task_id in task_ids if task_id in found)

    def similar(self, task_id: int, size: int) -> tuple[TaskSummary, ...]:
        """Tasks of other occupations that share detailed activities, closest first.

        An activity that few tasks have tells more than one that many have ("Prepare operational
        reports"), and words in common count up to three times.
        """
        rows = self._database.rows(
            "SELECT other.task_id, group_concat(task_count) AS counts, its.text,"
            " mine.text AS own_text, (SELECT count(*) FROM task) AS total"
            " FROM task AS mine JOIN task_activity AS own USING (task_id)"
            " JOIN task_activity AS other USING (activity_id) JOIN activity USING (activity_id)"
            " JOIN task AS its ON its.task_id = other.task_id"
            " WHERE mine.task_id = :task AND its.occupation_code <> mine.occupation_code"
            " GROUP BY other.task_id",
            task=task_id,
        )
        if not rows:
            return ()
        own = _content(rows[0]["own_text"])
        closeness: dict[int, float] = {}
        for row in rows:
            told = sum(log1p(row["total"] / int(count)) for count in row["counts"].split(","))
            theirs = _content(row["text"])
            in_common = len(own & theirs) / max(1, len(own | theirs))
            closeness[row["task_id"]] = told * (1 + _WORDS_IN_COMMON * in_common)
        return self.summaries(sorted(closeness, key=lambda i: (-closeness[i], i))[:size])


def _activity(row: Mapping[str, Any], level: str) -> WorkActivity:
    return WorkActivity(
        activity_id=row[f"{level}_activity_id"],
        level=row[f"{level}_level"],
        title=row[f"{level}_title"],
        parent_id=row[f"{level}_parent_id"],
        description=row[f"{level}_description"],
    )


def _among(ids: Sequence[int]) -> tuple[str, int | str]:
    """A condition with `:ids` in it, and the value of that: the one id, which is the faster way, or
    an array of any number of them."""
    if len(ids) == 1:
        return "= :ids", ids[0]
    return "IN (SELECT value FROM json_each(:ids))", json.dumps(list(ids))


def _content(text: str) -> frozenset[str]:
    return frozenset(words(text)) - STOP_WORDS


def _interval(lower: float | None, upper: float | None) -> Interval | None:
    return None if lower is None or upper is None else (lower, upper)
