"""Work activities of a catalogue, with the tasks below them. Called by `index.encyclopedia`."""

from __future__ import annotations

from index.catalogue import summaries
from index.catalogue.activity_use import ActivityUseReader
from index.catalogue.database import Database, columns
from index.catalogue.sources import Sources
from index.catalogue.summaries import BY_IMPORTANCE
from index.errors import NotFoundError
from index.records.entries import ActivityEntry, ActivitySummary, OccupationCount, TaskCounts
from index.records.published import WorkActivity
from index.records.terms import LABELS, UNLABELLED

_AT_OR_BELOW = """
    WITH RECURSIVE below (id) AS (
        VALUES (:activity)
        UNION SELECT activity_id FROM activity JOIN below ON parent_id = below.id
    )"""


class ActivityReader:
    """The work activities of an opened catalogue."""

    def __init__(self, database: Database, sources: Sources, use: ActivityUseReader) -> None:
        self._database = database
        self._sources = sources
        self._use = use

    def entry(self, activity_id: str, page: int, size: int) -> ActivityEntry:
        """Raises NotFoundError, also for a page that there is not."""
        path = self._path(activity_id)
        if not path:
            raise NotFoundError(f"There is no work activity {activity_id}.")
        row = self._database.rows(
            "SELECT task_count, occupation_count FROM activity WHERE activity_id = :activity",
            activity=activity_id,
        )[0]
        page_count = max(1, -(-row["task_count"] // size))
        if not 1 <= page <= page_count:
            raise NotFoundError(f"Work activity {activity_id} has {page_count} pages, not {page}.")
        tasks = summaries.tasks(
            self._database,
            f"WHERE task_id IN ({_AT_OR_BELOW}"
            " SELECT task_id FROM task_activity JOIN below ON activity_id = below.id)"
            f" {BY_IMPORTANCE} LIMIT :size OFFSET :first",
            activity=activity_id,
            size=size,
            first=(page - 1) * size,
        )
        counts = self._counts(activity_id)
        (use,) = self._use.of(path[-1:])
        keys = {one.key for one in (*self._sources.of_counts(counts), *use.sources)}
        return ActivityEntry(
            activity=path[-1],
            ancestors=path[:-1],
            children=self.below(activity_id),
            task_count=row["task_count"],
            occupation_count=row["occupation_count"],
            tasks=tasks,
            counts=counts,
            page=page,
            page_count=page_count,
            use=use,
            sources=self._sources.of_keys(keys),
        )

    def _path(self, activity_id: str) -> tuple[WorkActivity, ...]:
        """The activity with those above it, the highest first; empty: there is none such."""
        return self._database.records(
            WorkActivity,
            f"""
            WITH RECURSIVE above (id, distance) AS (
                VALUES (:activity, 0)
                UNION SELECT parent_id, distance + 1 FROM activity JOIN above
                    ON activity_id = above.id WHERE parent_id IS NOT NULL
            )
            SELECT {columns(WorkActivity)} FROM activity JOIN above ON activity_id = above.id
             ORDER BY distance DESC""",
            activity=activity_id,
        )

    def occupations(self, activity_id: str) -> tuple[OccupationCount, ...]:
        """Occupations with tasks at or below an activity, those with the most of them first."""
        return self._database.records(
            OccupationCount,
            f"{_AT_OR_BELOW} SELECT occupation_code AS code, occupation.title,"
            " count(DISTINCT task_id) AS task_count"
            " FROM below JOIN task_activity ON activity_id = below.id JOIN task USING (task_id)"
            " JOIN occupation USING (occupation_code)"
            " GROUP BY occupation_code ORDER BY count(DISTINCT task_id) DESC, occupation.title",
            activity=activity_id,
        )

    def of_occupation(self, code: str) -> tuple[ActivitySummary, ...]:
        """The DWAs of an occupation's tasks, those of its most important tasks first."""
        return self._database.records(
            ActivitySummary,
            f"SELECT {columns(ActivitySummary)} FROM activity JOIN"
            " (SELECT activity_id, max(importance) AS importance, min(task_id) AS task_id"
            " FROM task JOIN task_activity USING (task_id) WHERE occupation_code = :code"
            f" GROUP BY activity_id) USING (activity_id) {BY_IMPORTANCE}, activity_id",
            code=code,
        )

    def _counts(self, activity_id: str) -> TaskCounts:
        """Of the tasks at or below an activity, each counted once."""
        gpt4, human = dict.fromkeys(LABELS, 0), dict.fromkeys(LABELS, 0)
        observed = 0
        for row in self._database.rows(
            f"{_AT_OR_BELOW} SELECT coalesce(gpt4, '{UNLABELLED}') AS gpt4,"
            f" coalesce(human, '{UNLABELLED}') AS human,"
            " EXISTS (SELECT 1 FROM task_usage WHERE task_usage.task_id = task.task_id) AS seen,"
            " count(*) AS tasks"
            " FROM (SELECT DISTINCT task_id FROM task_activity JOIN below"
            " ON activity_id = below.id) AS task LEFT JOIN exposure USING (task_id)"
            " GROUP BY 1, 2, 3",
            activity=activity_id,
        ):
            gpt4[row["gpt4"]] += row["tasks"]
            human[row["human"]] += row["tasks"]
            observed += row["tasks"] * row["seen"]
        return TaskCounts(gpt4, human, observed)

    def ids(self) -> tuple[str, ...]:
        """Of all levels, ascending."""
        return tuple(self._database.column("SELECT activity_id FROM activity ORDER BY activity_id"))

    def below(self, parent_id: str | None) -> tuple[ActivitySummary, ...]:
        """Those right below another one; None: the GWAs."""
        return self._database.records(
            ActivitySummary,
            f"SELECT {columns(ActivitySummary)} FROM activity"
            " WHERE parent_id IS :parent ORDER BY activity_id",
            parent=parent_id,
        )
