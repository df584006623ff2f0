"""Tasks or occupations side by side."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.http.site import Link
from webapp.text.charts import Bar


@dataclass(frozen=True, slots=True)
class CompareCell:
    """What one of those compared has in one row."""

    text: str
    missing: bool = False
    """The text says why there is no figure."""
    note: str = ""
    links: tuple[Link, ...] = ()
    glyph: str = ""
    """The exposure label whose glyph goes with it; empty: none."""
    key: str = ""
    """The interaction pattern whose key goes with it; empty: none."""
    bar: Bar | None = None
    bar_title: str = ""


@dataclass(frozen=True, slots=True)
class CompareRow:
    """A measure."""

    label: str
    cells: tuple[CompareCell, ...]


@dataclass(frozen=True, slots=True)
class CompareGroup:
    """Measures under one heading."""

    heading: str
    rows: tuple[CompareRow, ...]


@dataclass(frozen=True, slots=True)
class CompareColumn:
    """One of those compared."""

    name: str
    """Task id or occupation code."""
    title: str
    path: str
    without: str
    """To the comparison without it; empty: it is the only one."""


@dataclass(frozen=True, slots=True)
class CompareProblem:
    """Something of the list that cannot be shown."""

    text: str
    way_on: Link | None


@dataclass(frozen=True, slots=True)
class ComparePage:
    """compare/page.html"""

    kind: str
    """`tasks`, `occupations`; empty: nothing has been chosen yet."""
    heading: str
    canonical: str
    columns: tuple[CompareColumn, ...]
    groups: tuple[CompareGroup, ...]
    problems: tuple[CompareProblem, ...]
    suggestions: tuple[Link, ...]
    """What could be added; each path leads to the comparison with it."""
    examples: tuple[Link, ...]
    listed: str
    """The list as it stands in the address; empty: nothing can be added."""
