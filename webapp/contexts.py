"""What a template may use: one documented type per page or fragment, reached as `page`.

`site` (a Site) is there on every page besides. Figures come as records; the filters of
`webapp.words` put them into words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from index.records import (
    ActivityEntry,
    ActivitySummary,
    MajorGroup,
    OccupationEntry,
    OccupationSummary,
    ReleaseInfo,
    RetiredTask,
    TaskEntry,
    TaskSummary,
    Usage,
)
from webapp.citations import Citation
from webapp.pictures import Bar, StripPlot, TrendPlot


@dataclass(frozen=True, slots=True)
class Site:
    """What every page says of the site."""

    base: str
    """Public address, without a final slash."""
    path: str
    """Of the page asked for."""
    version: str
    release: ReleaseInfo | None
    """None: nothing has been built yet."""


@dataclass(frozen=True, slots=True)
class Link:
    """A way on."""

    label: str
    path: str
    note: str = ""
    """A figure or a few words beside the label."""
    fragment: str = ""
    """Where htmx gets the same answer; empty: an ordinary link."""
    current: bool = False


# --- search ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a filter."""

    id: str
    value: str
    label: str
    count: int
    """Tasks that choosing it gives."""
    chosen: bool
    typed: bool
    """It stands in the search box, and is taken away there."""
    glyph: str = ""
    """The exposure label whose glyph goes with it; empty: none."""


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


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task found."""

    path: str
    text: Markup
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
    missing: tuple[str, ...]
    """Words of the query that the task lacks."""


@dataclass(frozen=True, slots=True)
class TitleLine:
    """An occupation or an activity found."""

    path: str
    title: Markup
    count: int
    """Its tasks."""
    also: Markup | None
    """The lay title that was meant; None: the title itself says why it was found."""
    level: str
    """`detailed`, `intermediate` or `generalized`; empty for an occupation."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Occupations or activities found."""

    heading: str
    total: int
    lines: tuple[TitleLine, ...]
    more: Link | None
    """To all of them; None: all are shown."""


@dataclass(frozen=True, slots=True)
class SearchResults:
    """fragments/results.html"""

    query: str
    """As in the box."""
    blank: bool
    """Nothing was asked: hints instead of results."""
    status: str
    """For the heading and the live region: how much was found."""
    found: int
    """Tasks, occupations and activities together."""
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
    """pages/search.html"""

    title: str
    results: SearchResults
    canonical: str

    @property
    def partial(self) -> bool:
        return self.results.partial


@dataclass(frozen=True, slots=True)
class HomePage:
    """pages/home.html"""

    groups: tuple[MajorGroup, ...]
    examples: tuple[Link, ...]
    tasks: tuple[TaskSummary, ...]
    """A few, to begin with."""


# --- entries -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PatternRow:
    """One interaction pattern in one release; `not_published` is what is missing to 100 %."""

    pattern: str
    percent: float | None
    """None: not published."""
    group: str
    """`together`, `handed` or empty."""


@dataclass(frozen=True, slots=True)
class UsageView:
    """How AI was used on a task in one release of the Index."""

    usage: Usage
    rows: tuple[PatternRow, ...]
    """With a value, largest first, then what is not published; empty: no pattern is published."""
    withheld: tuple[str, ...]
    """Names of the patterns without a value of their own."""
    bar: Bar | None
    together_percent: float | None
    """Task iteration, learning and validation, of the conversations with a published pattern;
    None: only one side, or neither, has a published pattern."""
    handed_percent: float | None
    """Directive and feedback loop, likewise."""
    one_side: str
    """`together` or `handed`: the only side with a published pattern; empty: both or none."""
    classified_percent: float
    """How many percent of the conversations have one of these five patterns published."""
    shared_with: tuple[TaskSummary, ...]
    """Other tasks with the same text; at most ten."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A further measure of use, from the newest release that publishes it for the task."""

    label: str
    value: str
    release: str
    anchor: str


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """One release of the Index on the time line of a task."""

    release: str
    share_percent: float | None
    """None: not published."""
    observed: bool
    patterns: Mapping[str, float]
    """Published patterns and what is missing to 100 %; empty: the release has none for it."""
    anchor: str


@dataclass(frozen=True, slots=True)
class TaskPage:
    """pages/task.html"""

    entry: TaskEntry
    title: str
    plot: StripPlot | None
    """Importance among the occupation's tasks; None: not rated."""
    counts: Mapping[str, int]
    """GPT-4's labels in the occupation: E0, E1, E2, unlabelled."""
    counts_human: Mapping[str, int]
    stack: Bar
    stack_human: Bar
    disagreements: int
    """Tasks of the occupation on which the two raters differ."""
    latest: UsageView | None
    """The newest release that observed it and publishes patterns, else the newest that did."""
    measures: tuple[Measure, ...]
    unpublished: tuple[str, ...]
    """Measures without a value in any release."""
    releases: tuple[ReleaseRow, ...]
    patterns: frozenset[str]
    """Patterns with a value in any of these releases."""
    trend: TrendPlot | None
    """None: fewer than two releases with a share."""
    siblings: tuple[TaskSummary, ...]
    """The first of them."""
    sibling_count: int
    similar: tuple[TaskSummary, ...]
    citation: Citation
    json_ld: str


@dataclass(frozen=True, slots=True)
class RetiredPage:
    """pages/retired.html"""

    task: RetiredTask
    occupation: OccupationSummary | None
    """None: the occupation is gone as well."""
    successor: TaskSummary | None


@dataclass(frozen=True, slots=True)
class OccupationPage:
    """pages/occupation.html"""

    entry: OccupationEntry
    tasks: tuple[TaskSummary, ...]
    """In the order asked for."""
    sorts: tuple[Link, ...]
    rated: int
    observed: int
    stack: Bar
    stack_human: Bar
    plot: StripPlot | None
    citation: Citation
    json_ld: str


@dataclass(frozen=True, slots=True)
class OccupationsPage:
    """pages/occupations.html"""

    groups: tuple[tuple[MajorGroup, tuple[OccupationSummary, ...]], ...]


@dataclass(frozen=True, slots=True)
class ActivityPage:
    """pages/activity.html"""

    entry: ActivityEntry
    pages: tuple[Link, ...]
    previous: Link | None
    next: Link | None
    citation: Citation


@dataclass(frozen=True, slots=True)
class ActivitiesPage:
    """pages/activities.html"""

    branches: tuple[tuple[ActivitySummary, tuple[ActivitySummary, ...]], ...]
    """Each generalized activity with the intermediate ones below it."""


# --- about the site ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A figure of the coverage report."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """pages/sources.html"""

    coverage: tuple[CoverageRow, ...]
    remarks: tuple[CoverageRow, ...]
    """What the build noticed: one row for each item of a list in the report."""
    releases: tuple[str, ...] = field(default=())
    """Releases of the Economic Index, oldest first."""


@dataclass(frozen=True, slots=True)
class ProsePage:
    """pages/methodology.html, pages/about.html"""

    group_count: int
    index_releases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenSearch:
    """documents/opensearch.xml: whole addresses."""

    icon: str
    search: str
    suggest: str
    self: str


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """pages/problem.html, fragments/problem/results.html"""

    status: int
    title: str
    detail: str
    query: str
    """What had been searched; empty: nothing."""
