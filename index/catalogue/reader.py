"""`catalogue.sqlite` in, entries and summaries out. Called by `index.encyclopedia`."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log1p
from pathlib import Path
from typing import Any

from index.catalogue.schema import SCHEMA_VERSION, USAGE_FIGURES, USE_CASES
from index.catalogue.software import SoftwareReader
from index.errors import NotFoundError, ReleaseError
from index.records import (
    PATTERNS,
    ActivityEntry,
    ActivityPath,
    ActivitySummary,
    Change,
    ChangeKind,
    EmergingEntry,
    EmergingTask,
    Exposure,
    ExposureMeans,
    ExposureProfile,
    Interval,
    JobZone,
    MajorGroup,
    Matching,
    Occupation,
    OccupationCount,
    OccupationEntry,
    OccupationSummary,
    Rating,
    ReleaseStep,
    RetiredTask,
    SoftwareEntry,
    Source,
    TaskEntry,
    TaskShare,
    TaskStatement,
    TaskSummary,
    Usage,
    UsageText,
    WorkActivity,
)
from index.text import STOP_WORDS, words

Row = Sequence[Any]

# What having all words in common adds to the activities that two tasks share.
_WORDS_IN_COMMON = 2.0
# Order of a list of tasks: the rated ones first, the most important first, then by id.
_BY_IMPORTANCE = "ORDER BY importance IS NULL, importance DESC, task_id"


class Catalogue:
    """A catalogue, opened for reading. Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        """Raises ReleaseError if the file is not a catalogue of this version."""
        self._path = path
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        try:
            (version,) = self._one("PRAGMA user_version") or (None,)
            if version != SCHEMA_VERSION:
                raise ReleaseError(
                    f"{path.name} has schema {version}, this Taskdex reads {SCHEMA_VERSION}."
                    ' Build again with "taskdex build".'
                )
            rows = self._all("SELECT * FROM source ORDER BY position")
        except sqlite3.Error as error:
            raise ReleaseError(
                f'{path.name} cannot be read: {error}. Build again with "taskdex build".'
            ) from error
        self.software = SoftwareReader(self._all)
        self.sources: Mapping[str, Source] = {row[0]: Source(row[0], *row[2:]) for row in rows}

    def close(self) -> None:
        with self._lock:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
            self._local = threading.local()

    @property
    def path(self) -> Path:
        """Where the catalogue lies."""
        return self._path

    def _connection(self) -> sqlite3.Connection:
        """One connection a thread: SQLite's are not to be used by two at once."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            # `immutable`: a release never changes, so nothing is locked and nothing is checked.
            uri = f"{self._path.resolve().as_uri()}?mode=ro&immutable=1"
            with self._lock:
                try:
                    connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
                except sqlite3.OperationalError:
                    # The release was pruned after it was opened: whoever holds it keeps it. A
                    # connection that is there is shared; SQLite takes its users one by one.
                    if not self._connections:
                        raise
                    connection = self._connections[0]
                else:
                    self._connections.append(connection)
            self._local.connection = connection
        return connection

    def _all(self, statement: str, *values: object, **named: object) -> list[tuple[Any, ...]]:
        """A statement has values for its `?` or for its `:names`, never for both."""
        try:
            return self._connection().execute(statement, named or values).fetchall()
        except OverflowError:
            return []  # an id too large for SQLite is nobody's

    def _one(self, statement: str, *values: object) -> tuple[Any, ...] | None:
        rows = self._all(statement, *values)
        return rows[0] if rows else None

    # Tasks

    def task(self, task_id: int) -> TaskEntry:
        """Raises NotFoundError."""
        row = self._one("SELECT * FROM task WHERE task_id = ?", task_id)
        if row is None:
            raise NotFoundError(f"There is no task {task_id}.")
        statement = TaskStatement(row[0], row[1], row[2], row[3], row[4], row[5])
        rating = self._rating(row[6:])
        activities = self._paths(task_id)
        exposure = self._exposure(task_id)
        usage = self._usage(task_id)
        occupation, group_title = self._occupation(statement.occupation_code)
        keys = {"onet"} | {use.source.key for use in usage}
        if exposure is not None:
            keys.add(exposure.source.key)
        return TaskEntry(
            task=statement,
            occupation=occupation,
            group_title=group_title,
            rating=rating,
            activities=activities,
            exposure=exposure,
            usage=usage,
            sources=self._sources(keys),
        )

    def _sources(self, keys: Iterable[str]) -> tuple[Source, ...]:
        wanted = set(keys)
        return tuple(source for key, source in self.sources.items() if key in wanted)

    def _rating(self, row: Row) -> Rating | None:
        if row[0] is None and row[3] is None:
            return None
        return Rating(
            importance=row[0],
            importance_interval=_interval(row[1], row[2]),
            relevance_percent=row[3],
            relevance_interval=_interval(row[4], row[5]),
            rank=row[6],
            rated_tasks=row[7],
            tied_with=row[8],
            respondents=row[9],
            low_precision=None if row[10] is None else bool(row[10]),
            date=row[11],
            source=self.sources["onet"],
        )

    def _paths(self, task_id: int) -> tuple[ActivityPath, ...]:
        rows = self._all(
            "SELECT dwa.*, iwa.*, gwa.* FROM task_activity JOIN activity AS dwa USING (activity_id)"
            " JOIN activity AS iwa ON iwa.activity_id = dwa.parent_id"
            " JOIN activity AS gwa ON gwa.activity_id = iwa.parent_id"
            " WHERE task_id = ? ORDER BY dwa.activity_id",
            task_id,
        )
        return tuple(
            ActivityPath(
                dwa=WorkActivity(*row[0:5]),
                iwa=WorkActivity(*row[7:12]),
                gwa=WorkActivity(*row[14:19]),
                task_count=row[5],
                occupation_count=row[6],
            )
            for row in rows
        )

    def _exposure(self, task_id: int) -> Exposure | None:
        row = self._one("SELECT * FROM exposure WHERE task_id = ?", task_id)
        return Exposure(*(*row[1:], self.sources["eloundou"])) if row else None

    def _usage(self, task_id: int) -> tuple[Usage, ...]:
        rows = self._all(
            "SELECT matched_by, usage.* FROM task_usage JOIN usage USING (usage_id)"
            " WHERE task_id = ? ORDER BY usage.release",
            task_id,
        )
        return tuple(self._usage_of(task_id, row[0], row[1:]) for row in rows)

    def _usage_of(self, task_id: int, matched_by: Matching, row: Row) -> Usage:
        usage_id, source_key, release, text, share, count = row[:6]
        patterns = row[6 : 6 + len(PATTERNS)]
        use_cases = row[6 + len(PATTERNS) : 9 + len(PATTERNS)]
        figures = dict(zip(USAGE_FIGURES, row[9 + len(PATTERNS) :], strict=True))
        others = self._all(
            "SELECT task_id FROM task_usage WHERE usage_id = ? AND task_id <> ? ORDER BY task_id",
            usage_id,
            task_id,
        )
        return Usage(
            measures=UsageText(
                release=release,
                text=text,
                task_id=task_id if matched_by == "task-id" else None,
                share_percent=share,
                conversation_count=count,
                patterns=dict(zip(PATTERNS, patterns, strict=True)),
                use_case=dict(zip(USE_CASES, use_cases, strict=True)),
                **figures,
            ),
            matched_by=matched_by,
            shared_with=tuple(other for (other,) in others),
            source=self.sources[source_key],
        )

    def retired_task(self, task_id: int) -> RetiredTask | None:
        row = self._one("SELECT * FROM retired_task WHERE task_id = ?", task_id)
        return RetiredTask(*(*row[:5], self.sources[row[5]])) if row else None

    def task_ids(self) -> Iterator[int]:
        return (task_id for (task_id,) in self._all("SELECT task_id FROM task ORDER BY task_id"))

    def task_summary(self, task_id: int) -> TaskSummary:
        """Raises NotFoundError."""
        found = self._summaries("WHERE task_id = ?", task_id)
        if not found:
            raise NotFoundError(f"There is no task {task_id}.")
        return found[0]

    def _summaries(self, where: str, *values: object, **named: object) -> tuple[TaskSummary, ...]:
        rows = self._all(f"SELECT * FROM task_summary {where}", *values, **named)
        return tuple(TaskSummary(*(*row[:11], bool(row[11]), row[12])) for row in rows)

    def siblings(self, task_id: int) -> tuple[TaskSummary, ...]:
        return self._summaries(
            "WHERE occupation_code = (SELECT occupation_code FROM task WHERE task_id = :task)"
            f" AND task_id <> :task {_BY_IMPORTANCE}",
            task=task_id,
        )

    def similar(self, task_id: int, size: int) -> tuple[TaskSummary, ...]:
        """Tasks of other occupations that share detailed activities, closest first.

        An activity that few tasks have tells more than one that many have ("Prepare operational
        reports"), and words in common count up to three times.
        """
        rows = self._all(
            "SELECT other.task_id, group_concat(task_count), task.text"
            " FROM task_activity AS own JOIN task_activity AS other USING (activity_id)"
            " JOIN activity USING (activity_id) JOIN task ON task.task_id = other.task_id"
            " WHERE own.task_id = :task AND task.occupation_code <>"
            " (SELECT occupation_code FROM task WHERE task_id = :task)"
            " GROUP BY other.task_id",
            task=task_id,
        )
        if not rows:
            return ()
        text, total = self._all(
            "SELECT text, (SELECT count(*) FROM task) FROM task WHERE task_id = ?", task_id
        )[0]
        own = _content(text)
        closeness: dict[int, float] = {}
        for other, counts, its_text in rows:
            told = sum(log1p(total / int(count)) for count in counts.split(","))
            theirs = _content(its_text)
            in_common = len(own & theirs) / max(1, len(own | theirs))
            closeness[other] = told * (1 + _WORDS_IN_COMMON * in_common)
        closest = sorted(closeness, key=lambda i: (-closeness[i], i))[:size]
        return tuple(self.task_summary(other) for other in closest)

    # Occupations

    def _occupation(self, code: str) -> tuple[Occupation, str]:
        row = self._one(
            "SELECT occupation_code, occupation.title, description, job_zone, major_group.title"
            " FROM occupation JOIN major_group USING (group_code) WHERE occupation_code = ?",
            code,
        )
        if row is None:
            raise NotFoundError(f"There is no occupation {code}.")
        return Occupation(*row[:4]), row[4]

    def occupation(self, code: str) -> OccupationEntry:
        """Raises NotFoundError."""
        occupation, group_title = self._occupation(code)
        zone = self._one("SELECT * FROM job_zone WHERE zone = ?", occupation.job_zone)
        titles = self._all(
            "SELECT title FROM lay_title WHERE occupation_code = ? ORDER BY title COLLATE NOCASE",
            code,
        )
        tasks = self._summaries(f"WHERE occupation_code = ? {_BY_IMPORTANCE}", code)
        means = {
            rater: ExposureMeans(*values)
            for rater, *values in self._all(
                "SELECT rater, alpha, beta, gamma FROM occupation_exposure"
                " WHERE occupation_code = ?",
                code,
            )
        }
        related = self._occupation_summaries(
            "JOIN related_occupation AS r ON r.related_code = o.occupation_code"
            " WHERE r.occupation_code = ? ORDER BY r.position",
            code,
        )
        keys = {"onet"}
        if means or any(task.exposure for task in tasks):
            keys.add("eloundou")
        if any(task.observed for task in tasks):
            keys.update(key for key in self.sources if key.startswith("aei-"))
        return OccupationEntry(
            occupation=occupation,
            group_title=group_title,
            job_zone=JobZone(*zone) if zone else None,
            titles=tuple(title for (title,) in titles),
            tasks=tasks,
            exposure_gpt4=_profile(means.get("gpt4"), [task.exposure for task in tasks]),
            exposure_human=_profile(means.get("human"), [task.human_exposure for task in tasks]),
            related=related,
            software=self.software.of_occupation(code),
            sources=self._sources(keys),
        )

    def _occupation_summaries(self, where: str, *values: object) -> tuple[OccupationSummary, ...]:
        rows = self._all(
            "SELECT o.occupation_code, o.title,"
            " (SELECT count(*) FROM task WHERE task.occupation_code = o.occupation_code),"
            " (SELECT beta FROM occupation_exposure AS e"
            "   WHERE e.occupation_code = o.occupation_code AND rater = 'gpt4')"
            f" FROM occupation AS o {where}",
            *values,
        )
        return tuple(OccupationSummary(*row) for row in rows)

    def software_entry(self, slug: str) -> SoftwareEntry:
        """Raises NotFoundError."""
        uses = (
            "JOIN occupation_software AS u USING (occupation_code)"
            " WHERE u.slug = ? AND u.in_demand = ? ORDER BY o.title"
        )
        return SoftwareEntry(
            software=self.software.one(slug),
            in_demand=self._occupation_summaries(uses, slug, 1),
            others=self._occupation_summaries(uses, slug, 0),
            sources=self._sources({"onet"}),
        )

    def shares(self, code: str) -> tuple[TaskShare, ...]:
        """What was observed of an occupation's tasks: oldest release first, then by share."""
        rows = self._all(
            "SELECT task_id, usage.release, share_percent,"
            " (SELECT count(*) - 1 FROM task_usage AS other"
            "   WHERE other.usage_id = usage.usage_id), source_key"
            " FROM task JOIN task_usage USING (task_id) JOIN usage USING (usage_id)"
            " WHERE occupation_code = ?"
            " ORDER BY usage.release, share_percent IS NULL, share_percent DESC, task_id",
            code,
        )
        return tuple(TaskShare(*row) for row in rows)

    def groups(self) -> tuple[MajorGroup, ...]:
        rows = self._all(
            "SELECT group_code, major_group.title, count(DISTINCT occupation.occupation_code),"
            " count(task_id) FROM major_group JOIN occupation USING (group_code)"
            " LEFT JOIN task USING (occupation_code) GROUP BY group_code ORDER BY group_code"
        )
        return tuple(MajorGroup(*row) for row in rows)

    def occupations(self, group: str | None) -> tuple[OccupationSummary, ...]:
        if group is None:
            return self._occupation_summaries("ORDER BY o.occupation_code")
        return self._occupation_summaries(
            "WHERE o.group_code = ? ORDER BY o.occupation_code", group
        )

    # Work activities

    def activity(self, activity_id: str, page: int, size: int) -> ActivityEntry:
        """Raises NotFoundError, also for a page that there is not."""
        found = self._activity(activity_id)
        if found is None:
            raise NotFoundError(f"There is no work activity {activity_id}.")
        activity, task_count, occupation_count = found
        page_count = max(1, -(-task_count // size))
        if not 1 <= page <= page_count:
            raise NotFoundError(f"Work activity {activity_id} has {page_count} pages, not {page}.")
        tasks = self._summaries(
            "WHERE task_id IN (WITH RECURSIVE below (id) AS (VALUES (?)"
            " UNION SELECT activity_id FROM activity JOIN below ON parent_id = below.id)"
            " SELECT task_id FROM task_activity JOIN below ON activity_id = below.id)"
            f" {_BY_IMPORTANCE} LIMIT ? OFFSET ?",
            activity_id,
            size,
            (page - 1) * size,
        )
        keys = {"onet"}
        if any(task.exposure for task in tasks):
            keys.add("eloundou")
        if any(task.observed for task in tasks):
            keys.update(key for key in self.sources if key.startswith("aei-"))
        return ActivityEntry(
            activity=activity,
            ancestors=self._ancestors(activity),
            children=self.activities(activity_id),
            task_count=task_count,
            occupation_count=occupation_count,
            tasks=tasks,
            page=page,
            page_count=page_count,
            sources=self._sources(keys),
        )

    def activity_occupations(self, activity_id: str) -> tuple[OccupationCount, ...]:
        """Occupations with tasks at or below an activity, those with the most of them first."""
        rows = self._all(
            "WITH RECURSIVE below (id) AS (VALUES (?)"
            " UNION SELECT activity_id FROM activity JOIN below ON parent_id = below.id)"
            " SELECT occupation_code, occupation.title, count(DISTINCT task_id)"
            " FROM below JOIN task_activity ON activity_id = below.id JOIN task USING (task_id)"
            " JOIN occupation USING (occupation_code)"
            " GROUP BY occupation_code ORDER BY count(DISTINCT task_id) DESC, occupation.title",
            activity_id,
        )
        return tuple(OccupationCount(*row) for row in rows)

    def _activity(self, activity_id: str) -> tuple[WorkActivity, int, int] | None:
        row = self._one("SELECT * FROM activity WHERE activity_id = ?", activity_id)
        return (WorkActivity(*row[:5]), row[5], row[6]) if row else None

    def _ancestors(self, activity: WorkActivity) -> tuple[WorkActivity, ...]:
        ancestors: list[WorkActivity] = []
        while activity.parent_id is not None:
            found = self._activity(activity.parent_id)
            if found is None:
                break
            activity = found[0]
            ancestors.insert(0, activity)
        return tuple(ancestors)

    def activity_ids(self) -> tuple[str, ...]:
        rows = self._all("SELECT activity_id FROM activity ORDER BY activity_id")
        return tuple(activity_id for (activity_id,) in rows)

    def activities(self, parent_id: str | None) -> tuple[ActivitySummary, ...]:
        rows = self._all(
            "SELECT activity_id, level, title, task_count FROM activity"
            " WHERE parent_id IS ? ORDER BY activity_id",
            parent_id,
        )
        return tuple(ActivitySummary(*row) for row in rows)

    # Changes between releases

    def steps(self) -> tuple[ReleaseStep, ...]:
        rows = self._all(
            "SELECT older, newer, older_date, newer_date, older_task_count, newer_task_count,"
            " occupations_compared FROM release_step ORDER BY position"
        )
        return tuple(ReleaseStep(*(*row[:6], bool(row[6]))) for row in rows)

    def change_counts(self, newer: str) -> Mapping[ChangeKind, int]:
        """Only of kinds that there are."""
        return dict(
            self._all("SELECT kind, count(*) FROM change WHERE newer = ? GROUP BY kind", newer)
        )

    def retypings(self, newer: str) -> tuple[tuple[str | None, str | None, int], ...]:
        rows = self._all(
            "SELECT before, after, count(*) FROM change WHERE newer = ? AND kind = 'retyped'"
            " GROUP BY before, after ORDER BY count(*) DESC, before, after",
            newer,
        )
        return tuple((before, after, count) for before, after, count in rows)

    def changes(
        self, newer: str, kind: ChangeKind, size: int | None, first: int
    ) -> tuple[Change, ...]:
        return self._changes(
            "WHERE newer = ? AND kind = ? ORDER BY change_id LIMIT ? OFFSET ?",
            newer,
            kind,
            -1 if size is None else size,  # SQLite's word for no limit
            first,
        )

    def rewordings(self, task_id: int) -> tuple[Change, ...]:
        """Newest first."""
        return self._changes("WHERE task_id = ? AND kind = 'reworded' ORDER BY change_id", task_id)

    def _changes(self, where: str, *values: object) -> tuple[Change, ...]:
        rows = self._all(
            "SELECT older, newer, kind, task_id, occupation_code, occupation_title, text, before,"
            f" after FROM change {where}",
            *values,
        )
        return tuple(Change(*row) for row in rows)

    def emerging(self) -> tuple[EmergingEntry, ...]:
        return self._emerging("")

    def emerging_of_occupation(self, code: str) -> tuple[EmergingEntry, ...]:
        return self._emerging("WHERE e.occupation_code = ?", code)

    def proposals(self, task_id: int) -> tuple[EmergingEntry, ...]:
        """Revisions that are to replace a task."""
        return self._emerging("WHERE e.original_task_id = ?", task_id)

    def _emerging(self, where: str, *values: object) -> tuple[EmergingEntry, ...]:
        rows = self._all(
            "SELECT e.occupation_code, e.text, e.category, e.original_task_id, e.date, e.origin,"
            " o.title, coalesce(task.text, gone.text) FROM emerging_task AS e"
            " JOIN occupation AS o USING (occupation_code)"
            " LEFT JOIN task ON task.task_id = e.original_task_id"
            " LEFT JOIN retired_task AS gone ON gone.task_id = e.original_task_id"
            f" {where} ORDER BY e.emerging_id",
            *values,
        )
        return tuple(EmergingEntry(EmergingTask(*row[:6]), row[6], row[7]) for row in rows)


def _content(text: str) -> frozenset[str]:
    return frozenset(words(text)) - STOP_WORDS


def _interval(lower: float | None, upper: float | None) -> Interval | None:
    return None if lower is None or upper is None else (lower, upper)


def _profile(means: ExposureMeans | None, labels: Sequence[str | None]) -> ExposureProfile:
    counts = dict.fromkeys(("E0", "E1", "E2", "unlabelled"), 0)
    for label in labels:
        counts[label or "unlabelled"] += 1
    return ExposureProfile(means, counts)
