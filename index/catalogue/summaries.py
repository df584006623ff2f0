"""Tasks and occupations as lists show them. Called by the modules of the catalogue that read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from index.catalogue.database import Database, columns
from index.records.entries import OccupationSummary, TaskSummary
from index.records.published import Occupation

BY_IMPORTANCE = "ORDER BY importance IS NULL, importance DESC, task_id"
"""Order of a list of tasks: the rated ones first, the most important first, then by id."""

_TASKS = f"SELECT {columns(TaskSummary)} FROM task_summary"
_OCCUPATIONS = """
    SELECT occupation.occupation_code AS code, occupation.title,
           (SELECT count(*) FROM task
             WHERE task.occupation_code = occupation.occupation_code) AS task_count,
           (SELECT beta FROM occupation_exposure AS exposure
             WHERE exposure.occupation_code = occupation.occupation_code
               AND rater = 'gpt4') AS beta_gpt4
      FROM occupation"""


_OF_AN_OCCUPATION = tuple(columns(Occupation).split(", ")[1:])
OCCUPATION = ", ".join(
    ("occupation_code", *(f"occupation.{name} AS occupation_{name}" for name in _OF_AN_OCCUPATION))
)
"""Columns of a row that `occupation` reads, beside those of others."""


def occupation(row: Mapping[str, Any]) -> Occupation:
    return Occupation(
        row["occupation_code"], **{name: row[f"occupation_{name}"] for name in _OF_AN_OCCUPATION}
    )


def tasks(database: Database, where: str, **values: object) -> tuple[TaskSummary, ...]:
    """`where`: what follows FROM task_summary."""
    return database.records(TaskSummary, f"{_TASKS} {where}", **values)


def occupations(database: Database, where: str, **values: object) -> tuple[OccupationSummary, ...]:
    """`where`: what follows FROM occupation."""
    return database.records(OccupationSummary, f"{_OCCUPATIONS} {where}", **values)
