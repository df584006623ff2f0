"""A task, live or retired: its record in, what the page shows out. Called by the view."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from index.encyclopedia import Encyclopedia
from index.query import MAX_COMPARED
from index.records.entries import OccupationSummary, TaskEntry, TaskSummary
from index.records.joined import RetiredTask
from index.records.terms import label_counts
from webapp.changes.proposals import EarlierWording, EmergingLine, earlier_wordings, emerging_lines
from webapp.formats import alternates, linked_data
from webapp.http import addresses
from webapp.http.release import index_releases
from webapp.http.site import Alternate, Sections
from webapp.tasks.answer import task_answer
from webapp.tasks.usage import (
    Measure,
    ReleaseRow,
    UsageView,
    measures_of,
    newest,
    release_rows,
    usage_views,
)
from webapp.text import charts, vocabulary
from webapp.text.activity_use import UseView, use_view
from webapp.text.answers import Answer
from webapp.text.charts import Bar, StripPlot, TrendPlot
from webapp.text.citations import Citation, cite

SIBLINGS = 14


@dataclass(frozen=True, slots=True)
class LabelRow:
    """How many tasks of the occupation have a label."""

    label: str
    """E0, E1, E2 or unlabelled."""
    name: str
    """`with tools (E2)`."""
    gpt4: int
    human: int


@dataclass(frozen=True, slots=True)
class TaskPage:
    """tasks/page.html"""

    entry: TaskEntry
    title: str
    answer: Answer
    plot: StripPlot | None
    """Importance among the occupation's tasks; None: not rated."""
    spread: tuple[tuple[str, float], ...]
    """The same in figures: name and importance; empty where there is no other rated task."""

    @property
    def spread_words(self) -> str:
        """The same as a sentence."""
        return "; ".join(f"{name}: {value:.2f}" for name, value in self.spread) + "."

    task_count: int
    """Tasks of the occupation, this one among them."""
    labels: tuple[LabelRow, ...]
    """The most exposed first; none for tasks without a label where all have one."""
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
    release_names: tuple[str, ...]
    observed_in: str
    """`every Index release`, `3 of the 5 Index releases`."""
    patterns: tuple[str, ...]
    """Patterns with a value in any of these releases, in their usual order."""

    @property
    def pictures(self) -> Mapping[str, str]:
        """Name of each picture that the page has → where its files are, without their ending."""
        there = {
            "answer": self.entry.exposure,
            "labels": self.stack,
            "patterns": self.latest and self.latest.bar,
            "trend": self.trend,
            "importance": self.plot,
        }
        path = addresses.task(self.entry.task.task_id)
        return {name: f"{path}/{name}" for name, drawing in there.items() if drawing is not None}

    @property
    def draws_patterns(self) -> bool:
        """The bar of patterns is not the one that the box shows already."""
        drawn = [verdict.bar for verdict in self.answer.verdicts if verdict.bar]
        bar = None if self.latest is None else self.latest.bar
        return bar is not None and all(len(bar.segments) > len(one.segments) for one in drawn)

    @property
    def columns(self) -> int:
        """Of the table of releases, beside their names: the share, and the patterns."""
        return 1 + len(self.patterns)

    api: UsageView | None
    """What programs that call the model do, in the newest release that has it."""
    kinds: tuple[UseView, ...]
    """Use of the intermediate work activities: those that have any figure."""
    kinds_absent: tuple[str, ...]
    """Publishers' figures of activities that are not in this release."""
    trend: TrendPlot | None
    """None: fewer than two releases with a share."""
    breaks: tuple[ReleaseRow, ...]
    """Releases that no line leads to, for the reason that they name."""
    siblings: tuple[TaskSummary, ...]
    """The first of them."""
    sibling_count: int
    siblings_note: str
    """How many of them are shown, and in which order."""
    similar: tuple[TaskSummary, ...]
    embed: str
    """To the page where the code to embed it is made."""
    compare: str
    """To a comparison that begins with this task."""
    compare_similar: str
    """To a comparison with the most similar ones."""
    compared_count: int
    """How many of them."""
    earlier: tuple[EarlierWording, ...]
    """Newest first."""
    proposals: tuple[EmergingLine, ...]
    """Statements that O*NET proposes in its place."""
    sections: Sections
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


def citation(encyclopedia: Encyclopedia, entry: TaskEntry) -> Citation:
    task_id = entry.task.task_id
    return cite(
        f"task-{task_id}",
        entry.task.text,
        addresses.absolute(addresses.task(task_id)),
        encyclopedia.release.release_id,
        entry.sources,
    )


def task_page(encyclopedia: Encyclopedia, entry: TaskEntry) -> TaskPage:
    """What the page shows."""
    task_id = entry.task.task_id
    tasks = encyclopedia.occupation_tasks(entry.occupation.code)
    siblings = tuple(one for one in tasks if one.task_id != task_id)
    similar = encyclopedia.similar(task_id)
    compared = [one.task_id for one in similar[: MAX_COMPARED - 1]]
    exposure = entry.exposure
    counts = label_counts(one.exposure for one in tasks)
    counts_human = label_counts(one.human_exposure for one in tasks)
    views = usage_views(encyclopedia, entry.usage)
    releases = release_rows(index_releases(encyclopedia.release), entry.usage, views)
    measures, unpublished = measures_of(entry.usage)
    latest, last = newest(views), views[-1] if views else None
    kinds = tuple(map(use_view, entry.kinds_of_work))
    api = usage_views(encyclopedia, entry.api_usage[-1:])
    return TaskPage(
        entry=entry,
        title=vocabulary.untitled(entry.task.text),
        answer=task_answer(entry, views, [row.release for row in releases], kinds),
        plot=None
        if entry.rating is None or entry.rating.importance is None
        else charts.strip(
            [one.importance for one in siblings if one.importance is not None],
            entry.rating.importance,
        ),
        task_count=len(tasks),
        labels=tuple(label_rows(counts, counts_human)),
        spread=spread([one.importance for one in tasks if one.importance is not None]),
        stack=charts.exposure_bar(counts, exposure.gpt4 if exposure else "unlabelled"),
        stack_human=charts.exposure_bar(counts_human, exposure.human if exposure else "unlabelled"),
        embed=addresses.embed_task(task_id),
        compare=addresses.comparison("tasks", [task_id]),
        compare_similar=addresses.comparison("tasks", [task_id, *compared]),
        compared_count=len(compared),
        disagreements=sum(
            one.exposure is not None
            and one.human_exposure is not None
            and one.exposure != one.human_exposure
            for one in tasks
        ),
        latest=latest,
        last=last,
        measures=measures,
        unpublished=unpublished,
        releases=releases,
        release_names=tuple(row.release for row in releases),
        observed_in=observed_in(len(entry.usage), len(releases)),
        patterns=tuple(
            name
            for name in vocabulary.PATTERN_NAMES
            if any(name in row.patterns for row in releases)
        ),
        api=api[-1] if api else None,
        kinds=tuple(kind for kind in kinds if kind.has_any),
        kinds_absent=kinds[0].absent if kinds else (),
        trend=charts.trend(
            [
                (row.release, row.share_percent, row.share if row.has_figure else "")
                for row in releases
            ],
            breaks=[row.release for row in releases if row.new_population],
            intervals={row.release: row.interval for row in releases if row.interval},
        ),
        breaks=tuple(row for row in releases if row.new_population),
        siblings=siblings[:SIBLINGS],
        sibling_count=len(siblings),
        siblings_note=siblings_note(siblings),
        similar=similar,
        earlier=earlier_wordings(encyclopedia, task_id),
        proposals=emerging_lines(encyclopedia, encyclopedia.proposals(task_id)),
        sections=SECTIONS,
        citation=citation(encyclopedia, entry),
        alternates=alternates.of(addresses.task(task_id)),
        json_ld=linked_data.script(linked_data.task(entry)),
    )


SECTIONS: Final[Sections] = (
    ("answer", "In short"),
    ("exposure", "AI exposure"),
    ("use", "How people use AI"),
    ("rating", "Ratings"),
    ("similar", "Similar tasks"),
    ("others", "Other tasks"),
    ("activities", "Work activities"),
    ("sources", "Sources"),
    ("cite", "Cite"),
)


def label_rows(gpt4: Mapping[str, int], human: Mapping[str, int]) -> Iterator[LabelRow]:
    """A row for each label, and one for tasks without any where there are such."""
    for label in vocabulary.LABEL_ORDER:
        counts = gpt4.get(label, 0), human.get(label, 0)
        if label != "unlabelled" or any(counts):
            yield LabelRow(label, vocabulary.exposure_coded(label), *counts)


def observed_in(count: int, release_count: int) -> str:
    """In how many of the releases that were read."""
    if count == release_count:
        return "every Index release"
    return f"{count} of the {vocabulary.counted(release_count, 'Index release')}"


def siblings_note(siblings: Sequence[TaskSummary]) -> str:
    """How many of the other tasks are shown, and in which order."""
    cut = f"{SIBLINGS} of {len(siblings)}, " if len(siblings) > SIBLINGS else ""
    unrated = siblings and siblings[0].importance is None
    return f"{cut}{'none of them rated' if unrated else 'by importance'}"


def spread(importances: Sequence[float]) -> tuple[tuple[str, float], ...]:
    """The strip plot in figures; empty where one task is all there is."""
    if len(importances) < 2:
        return ()
    return (
        ("Highest", max(importances)),
        ("Middle (median)", median(importances)),
        ("Lowest", min(importances)),
    )
