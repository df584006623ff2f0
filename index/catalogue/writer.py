"""Corpus in, `catalogue.sqlite` out. Called by `index.build`.

Values are written to the columns that are named beside them, wherever those stand in a table.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from index.catalogue import labour_rows, measure_rows, software_rows, use_rows
from index.catalogue.database import columns
from index.catalogue.schema import (
    EXPOSURE_COLUMNS,
    RATING_COLUMNS,
    SCHEMA_VERSION,
    sql,
)
from index.catalogue.software_rows import Table, Values
from index.errors import ReleaseError
from index.records.joined import Change, Corpus, ForeignTitle, Rating, ReleaseStep
from index.records.published import (
    EmergingTask,
    JobZone,
    LayTitle,
    Occupation,
    RelatedOccupation,
    SourceFile,
    TaskStatement,
)
from index.soc import MAJOR_GROUP_TITLES

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def write(corpus: Corpus, path: Path) -> None:
    """Writes a corpus to a new file. The same corpus gives the same bytes.

    Raises ReleaseError if the records contradict one another or the disk does not take them.
    """
    try:
        with closing(sqlite3.connect(path)) as connection:
            # A build is published whole or not at all, so a journal would protect nothing.
            connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
            connection.executescript(sql())
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            with connection:
                for table in _tables(corpus):
                    _insert(connection, table)
            connection.execute("ANALYZE")
            connection.commit()
    except sqlite3.Error as error:
        raise ReleaseError(f"{path.name} cannot be written: {error}.") from error


def _insert(connection: sqlite3.Connection, table: Table) -> None:
    marks = ", ".join("?" for _ in table.columns.split(","))
    connection.executemany(
        f"INSERT INTO {table.name} ({table.columns}) VALUES ({marks})", table.rows
    )


def _tables(corpus: Corpus) -> Iterator[Table]:
    """Parents before children."""
    groups = {occupation.major_group for occupation in corpus.occupations.values()}
    yield Table(
        "source",
        "source_key, position, name, publisher, release, date, licence, licence_url, url,"
        " attribution",
        (
            (
                s.key,
                n,
                s.name,
                s.publisher,
                s.release,
                s.date,
                s.licence,
                s.licence_url,
                s.url,
                s.attribution,
            )
            for n, s in enumerate(corpus.sources)
        ),
    )
    yield _plain("source_file", SourceFile, corpus.files)
    yield Table(
        "major_group",
        "group_code, title",
        ((c, MAJOR_GROUP_TITLES.get(c, f"Group {c}")) for c in sorted(groups)),
    )
    yield _plain("job_zone", JobZone, corpus.job_zones)
    occupations = _plain("occupation", Occupation, corpus.occupations.values())
    yield Table(
        "occupation",
        f"occupation_{occupations.columns}, group_code",  # a record's code is a row's key
        (
            (*values, occupation.major_group)
            for occupation, values in zip(
                corpus.occupations.values(), occupations.rows, strict=True
            )
        ),
    )
    yield _plain("lay_title", LayTitle, corpus.lay_titles)
    yield _plain("foreign_title", ForeignTitle, corpus.foreign_titles)
    yield _plain("related_occupation", RelatedOccupation, corpus.related)
    yield from software_rows.tables(corpus)
    yield Table(
        "task",
        f"{columns(TaskStatement)}, {RATING_COLUMNS}",
        (_task_values(task, corpus.ratings.get(task.task_id)) for task in corpus.tasks.values()),
    )
    yield Table(
        "activity",
        "activity_id, level, title, parent_id, description, task_count, occupation_count",
        _activities(corpus),
    )
    yield Table(
        "task_activity",
        "task_id, activity_id",
        ((task_id, dwa) for task_id, dwas in corpus.task_activities.items() for dwa in dwas),
    )
    yield Table(
        "exposure",
        f"task_id, {EXPOSURE_COLUMNS}",
        (
            (task_id, *attrgetter(*EXPOSURE_COLUMNS.split(", "))(exposure))
            for task_id, exposure in corpus.exposures.items()
        ),
    )
    yield Table(
        "occupation_exposure",
        "occupation_code, rater, alpha, beta, gamma",
        (
            (label.occupation_code, rater, means.alpha, means.beta, means.gamma)
            for label in corpus.occupation_labels.values()
            for rater, means in (("gpt4", label.gpt4), ("human", label.human))
        ),
    )
    yield from labour_rows.tables(corpus)
    yield from measure_rows.tables(corpus)
    yield from use_rows.tables(corpus)
    yield Table(
        "retired_task",
        "task_id, occupation_code, text, last_release, successor_id, source_key",
        (
            (r.task_id, r.occupation_code, r.text, r.last_release, r.successor_id, r.source.key)
            for r in corpus.retired
        ),
    )
    yield _numbered("release_step", "position", ReleaseStep, corpus.steps, first=0)
    yield _numbered("change", "change_id", Change, corpus.changes, first=1)
    yield _numbered("emerging_task", "emerging_id", EmergingTask, corpus.emerging, first=1)


def _plain(table: str, record: type[DataclassInstance], records: Iterable[object]) -> Table:
    """A table that has the fields of a record as its columns."""
    names = columns(record)
    return Table(table, names, map(attrgetter(*names.split(", ")), records))


def _numbered(
    table: str,
    number: str,
    record: type[DataclassInstance],
    records: Iterable[object],
    *,
    first: int,
) -> Table:
    """The same with the records counted from `first` on, in the column `number`."""
    plain = _plain(table, record, records)
    rows = ((n, *values) for n, values in enumerate(plain.rows, start=first))
    return Table(table, f"{number}, {plain.columns}", rows)


def _task_values(task: TaskStatement, rating: Rating | None) -> Values:
    statement = (
        task.task_id,
        task.occupation_code,
        task.text,
        task.type,
        task.respondents,
        task.date,
    )
    if rating is None:
        return (*statement, *(None,) * 13)
    return (
        *statement,
        rating.importance,
        *(rating.importance_interval or (None, None)),
        rating.relevance_percent,
        *(rating.relevance_interval or (None, None)),
        rating.rank,
        rating.rated_tasks,
        rating.tied_with,
        rating.respondents,
        rating.low_precision,
        rating.date,
        rating.rated_by,
    )


def _activities(corpus: Corpus) -> Iterator[Values]:
    """Parents before children, with how many tasks and occupations lie at or below each."""
    below: dict[str, set[int]] = {activity_id: set() for activity_id in corpus.activities}
    for task_id, dwas in corpus.task_activities.items():
        for activity_id in dwas:
            ancestor: str | None = activity_id
            while ancestor is not None:
                below[ancestor].add(task_id)
                ancestor = corpus.activities[ancestor].parent_id
    for level in ("gwa", "iwa", "dwa"):
        for activity in corpus.activities.values():
            if activity.level == level:
                tasks = below[activity.activity_id]
                yield (
                    activity.activity_id,
                    activity.level,
                    activity.title,
                    activity.parent_id,
                    activity.description,
                    len(tasks),
                    len({corpus.tasks[task_id].occupation_code for task_id in tasks}),
                )
