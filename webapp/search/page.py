"""The search, its results, and the home page."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from index.records import MajorGroup, TaskSummary
from webapp.http.site import Link, Option


@dataclass(frozen=True, slots=True)
class FilterGroup:
    """A filter with its values."""

    name: str
    legend: str
    options: tuple[Option, ...]
    folded: bool
    """Long: behind a disclosure."""
    opened: bool
    """Something of it is chosen, so the disclosure is open at first."""


@dataclass(frozen=True, slots=True, eq=False)
class TaskFacts:
    """What a result line says of a task beside its statement: made once, whatever was searched, and
    so told apart by identity."""

    path: str
    occupation: str
    occupation_path: str
    type: str
    rank: str | None
    """`24th of 25`; None: not rated."""
    importance: float | None
    exposure: str
    """E0, E1, E2 or unlabelled: GPT-4's label."""
    human_exposure: str
    observed: bool


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task found."""

    text: Markup
    facts: TaskFacts
    missing: tuple[str, ...]
    """Words of the query that the task lacks."""


@dataclass(frozen=True, slots=True)
class TitleLine:
    """An occupation, an activity or a software product found."""

    path: str
    title: Markup
    count: int
    counted: str
    """What the count counts: `task`, or `occupation` for software."""
    also: Markup | None
    """The lay title that was meant; None: the title itself says why it was found."""
    remark: str
    """The level of an activity, where a product is in demand; or empty."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Occupations, activities or software found."""

    heading: str
    total: int
    lines: tuple[TitleLine, ...]
    more: Link | None
    """To all of them; None: all are shown."""


@dataclass(frozen=True, slots=True)
class SearchResults:
    """search/results.html"""

    query: str
    """As in the box."""
    blank: bool
    """Nothing was asked: hints instead of results."""
    status: str
    """For the heading and the live region: how much was found."""
    found: int
    """Tasks, occupations, activities and software together."""
    corrected: str
    """The query as searched, where words were corrected; empty: nothing was."""
    verbatim: Link | None
    """Searches exactly what was typed."""
    as_typed: bool
    """Nothing was corrected because that was asked for."""
    corrections_on: Link | None
    """Back to corrections."""
    dropped: tuple[str, ...]
    notes: tuple[str, ...]
    partial: bool
    kinds: tuple[Kind, ...]
    kept: tuple[tuple[str, str], ...]
    """Parameters that no control of the page holds, and that the next search keeps."""
    all_kinds: Link | None
    total: int
    """Tasks found."""
    first: int
    """Number of the first task on this page."""
    tasks: tuple[TaskLine, ...]
    filters: tuple[FilterGroup, ...]
    chosen: tuple[Link, ...]
    """Chosen filters; each path leads to the results without it."""
    clear: Link | None
    sorts: tuple[Option, ...]
    pages: tuple[Link, ...]
    previous: Link | None
    next: Link | None
    without_tasks: bool
    """Tasks were asked for, and none was found."""
    ways_out: tuple[Link, ...]
    """What to change where no task was found, each with the number of tasks that gives."""
    examples: tuple[Link, ...]
    groups: tuple[MajorGroup, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """search/page.html"""

    title: str
    results: SearchResults
    canonical: str

    @property
    def partial(self) -> bool:
        return self.results.partial


@dataclass(frozen=True, slots=True)
class HomePage:
    """search/home.html"""

    groups: tuple[MajorGroup, ...]
    examples: tuple[Link, ...]
    tasks: tuple[TaskSummary, ...]
    """A few, to begin with."""
    json_ld: str


@dataclass(frozen=True, slots=True)
class OpenSearch:
    """search/address_bar.xml: whole addresses."""

    icon: str
    picture: str
    """The icon as PNG: not every browser takes SVG here."""
    search: str
    suggest: str
    self: str
