"""Occupations, and the table of an occupation's tasks."""

from __future__ import annotations

from dataclasses import dataclass

from index.records import (
    MajorGroup,
    OccupationEntry,
    OccupationSummary,
    SoftwareInOccupation,
    TaskShare,
    TaskSummary,
)
from webapp.changes.page import EmergingLine
from webapp.http.site import Alternate, Link, Option
from webapp.text.charts import Bar, StripPlot
from webapp.text.citations import Citation


@dataclass(frozen=True, slots=True)
class TableRow:
    """A task in the table of its occupation."""

    task: TaskSummary
    share: TaskShare | None
    """In the newest release that observed it; None: not observed."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column that the table can be sorted by."""

    name: str
    link: Link
    """Sorts by it; the column sorted by already: the other way round."""
    direction: str
    """`ascending` or `descending`; empty: the table is not sorted by it."""


@dataclass(frozen=True, slots=True)
class TableFilter:
    """A filter of the table with its values."""

    name: str
    legend: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class TaskTable:
    """occupations/tasks.html"""

    action: str
    """Where the form of the filters leads."""
    fragment: str
    csv: str
    total: int
    """Tasks of the occupation."""
    rows: tuple[TableRow, ...]
    columns: tuple[TableColumn, ...]
    filters: tuple[TableFilter, ...]
    kept: tuple[tuple[str, str], ...]
    """Parameters that no control of the form holds."""
    clear: Link | None
    status: str
    """How many are shown; said when it changes."""
    sorted_by: str
    reverse: bool


@dataclass(frozen=True, slots=True)
class UseRow:
    """What one release of the Index observed of an occupation's tasks."""

    release: str
    observed: int
    """Tasks; 0: none of them is in the sample."""
    shared: int
    """Those of them whose text stands for tasks of other occupations, or others here, as well."""
    anchor: str


@dataclass(frozen=True, slots=True)
class LargestShare:
    """A task with a large share of the conversations."""

    task: TaskSummary
    share: TaskShare


@dataclass(frozen=True, slots=True)
class OccupationPage:
    """occupations/page.html"""

    entry: OccupationEntry
    table: TaskTable
    rated: int
    observed: int
    use: tuple[UseRow, ...]
    """One for each release of the Index, oldest first."""
    largest: tuple[LargestShare, ...]
    """In the newest release that observed any of its tasks."""
    disagreements: int
    """Tasks on which the two raters differ."""
    both_labelled: int
    """Tasks that both have labelled."""
    compare: str
    """To a comparison that begins with this occupation."""
    compare_related: str
    """To a comparison with the closest of the related ones."""
    stack: Bar
    stack_human: Bar
    plot: StripPlot | None
    emerging: tuple[EmergingLine, ...]
    in_demand: tuple[SoftwareInOccupation, ...]
    other_software: tuple[SoftwareInOccupation, ...]
    alternates: tuple[Alternate, ...]
    citation: Citation
    json_ld: str


@dataclass(frozen=True, slots=True)
class OccupationsPage:
    """occupations/list.html"""

    groups: tuple[tuple[MajorGroup, tuple[OccupationSummary, ...]], ...]
