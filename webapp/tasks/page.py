"""A task, live or retired."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index.records import OccupationSummary, RetiredTask, TaskEntry, TaskSummary, Usage
from webapp.changes.page import EarlierWording, EmergingLine
from webapp.http.site import Alternate
from webapp.text.charts import Bar, StripPlot, TrendPlot
from webapp.text.citations import Citation


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
    split: Bar | None
    """Working with it, handing it over, and the rest, of all conversations; None: neither side
    has a published pattern."""
    together_of_all: float | None
    """Percent of all conversations of the task, as far as published; None: not published."""
    handed_of_all: float | None
    none_percent: float | None
    """Percent in which no pattern was recognised; None: not published."""
    unknown_percent: float
    """Percent of all conversations whose pattern is not published."""
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
    """tasks/page.html"""

    entry: TaskEntry
    title: str
    plot: StripPlot | None
    """Importance among the occupation's tasks; None: not rated."""
    spread: tuple[tuple[str, float], ...]
    """The same in figures: name and importance; empty where there is no other rated task."""
    counts: Mapping[str, int]
    """GPT-4's labels in the occupation: E0, E1, E2, unlabelled."""
    counts_human: Mapping[str, int]
    stack: Bar
    stack_human: Bar
    disagreements: int
    """Tasks of the occupation on which the two raters differ."""
    latest: UsageView | None
    """The newest release that observed it and names a pattern, else the newest that did."""
    last: UsageView | None
    """The newest release that observed it, with or without patterns."""
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
    compare: str
    """To a comparison that begins with this task."""
    compare_similar: str
    """To a comparison with the most similar ones."""
    earlier: tuple[EarlierWording, ...]
    """Newest first."""
    proposals: tuple[EmergingLine, ...]
    """Statements that O*NET proposes in its place."""
    alternates: tuple[Alternate, ...]
    citation: Citation
    json_ld: str


@dataclass(frozen=True, slots=True)
class RetiredPage:
    """tasks/retired.html"""

    task: RetiredTask
    occupation: OccupationSummary | None
    """None: the occupation is gone as well."""
    successor: TaskSummary | None
    proposals: tuple[EmergingLine, ...]
    """What O*NET proposes in its place, unless that is a task already."""
