"""What writer and reader agree on: the schema's version, and names of columns."""

from __future__ import annotations

from dataclasses import fields
from importlib import resources

from index.records.joined import Exposure
from index.records.terms import PATTERNS, USE_CASES

FILE_NAME = "catalogue.sqlite"
EXPORTS = "exports"
"""Folder of the files that are given away."""
TWINS = "exports/packed"
"""Folder of the same tables packed with gzip, for browsers that take that."""
SCHEMA_VERSION = 8

RATING_COLUMNS = (
    "importance, importance_lower, importance_upper, relevance_percent, relevance_lower,"
    " relevance_upper, rank, rated_tasks, tied_with, rating_respondents, low_precision,"
    " rating_date, rated_by"
)
"""Columns of table `task` beside those of the statement."""
EXPOSURE_COLUMNS = ", ".join(field.name for field in fields(Exposure) if field.name != "source")
"""Columns of table `exposure` beside the task's id."""
USAGE_FIGURES = (
    "human_only_ability_yes_percent",
    "task_success_percent",
    "multitasking_percent",
    "autonomy_mean",
    "human_only_hours_mean",
    "human_with_ai_minutes_mean",
    "human_education_years_mean",
    "ai_education_years_mean",
)
"""Columns of table `usage` beside the patterns and the use cases, fields of UsageText."""
USAGE_COLUMNS = (
    "source_key",
    "release",
    "text",
    "share_percent",
    "conversation_count",
    *(f"{name}_percent" for name in (*PATTERNS, *USE_CASES)),
    *USAGE_FIGURES,
    "share_percent_at_most",
    "rounded_away",
)
"""All columns of table `usage` but its key."""


def sql() -> str:
    """The schema, with a comment at each column."""
    return resources.files(__package__).joinpath("schema.sql").read_text(encoding="utf-8")
