"""What the site is made of, and documents for programs."""

from __future__ import annotations

from dataclasses import dataclass

from index.records import Download, ReleaseInfo, Source, TaskSummary


@dataclass(frozen=True, slots=True)
class DatasetRow:
    """One release of one dataset, and how much of it was read."""

    source: Source
    file_count: int
    row_count: int
    byte_count: int


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A figure of the coverage report."""

    label: str
    value: str
    part: str
    """In percent of what it is a part of; empty: it is the whole."""


@dataclass(frozen=True, slots=True)
class JoinRow:
    """How the texts of one release of the Index found tasks."""

    release: str
    texts: int
    """Those that are a task of today."""
    tasks: int
    by_text: int
    by_old_id: int
    """Through the Task ID that the text had in O*NET 20.1."""
    by_task_id: int
    """Through the Task ID that the publisher gives."""
    shared_texts: int
    """Texts that stand for more than one task."""


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """Something in which the datasets, or the rows of one, do not agree."""

    heading: str
    meaning: str
    count: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """about/sources.html"""

    datasets: tuple[DatasetRow, ...]
    coverage: tuple[CoverageRow, ...]
    joins: tuple[JoinRow, ...]
    conflicts: tuple[ConflictRow, ...]
    missing: tuple[str, ...]
    """Optional files that were not there."""


@dataclass(frozen=True, slots=True)
class ProsePage:
    """about/methodology.html, about/about.html"""

    group_count: int
    index_releases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DataPage:
    """about/data.html"""

    files: tuple[Download, ...]
    json_ld: str


@dataclass(frozen=True, slots=True)
class Guide:
    """about/llms.txt"""

    release: ReleaseInfo
    tasks: tuple[TaskSummary, ...]
    """A few, to begin with."""
