"""An occupation and the list of all of them: records in, what the pages show out. Called by the
views.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from index.encyclopedia import Encyclopedia
from index.facts.measures import KINDS
from index.facts.occupations import WholeOccupation
from index.query import MAX_COMPARED
from index.records.entries import (
    MajorGroup,
    OccupationEntry,
    OccupationSummary,
    SoftwareInOccupation,
    TaskShare,
    TaskSummary,
)
from index.records.measures import OccupationMeasure, agreement
from index.records.published import Source
from webapp.changes.proposals import EmergingLine, emerging_lines
from webapp.formats import alternates, linked_data
from webapp.http import addresses
from webapp.http.release import index_releases
from webapp.http.site import Alternate, Link, Sections
from webapp.occupations import task_table
from webapp.occupations.answer import occupation_answer
from webapp.occupations.names import NamesInLanguage, by_language
from webapp.occupations.task_table import TaskTable
from webapp.rankings.asked import Asked
from webapp.rankings.page import RankingTable, browse_path, sort_links, table
from webapp.rankings.ranked import nearest
from webapp.text import charts, vocabulary
from webapp.text.answers import Answer
from webapp.text.charts import StandingsPlot, StripPlot
from webapp.text.citations import Citation, cite

FORMATS: Final = (*alternates.FORMATS, "csv")
TITLES: Final = 24
"""Lay titles that are shown at once; the others are behind a disclosure."""
LARGEST: Final = 5
"""Tasks named for their share of the conversations."""


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
    whole: WholeOccupation
    """The same with its use: what its facts are read from."""
    answer: Answer
    task_count: int
    titles: tuple[str, ...]
    """The first of the lay titles."""
    more_titles: tuple[str, ...]
    names: tuple[NamesInLanguage, ...]
    """Of ESCO, in British English and other languages."""
    table: TaskTable
    rated: int
    raters: str
    """Who rated them: "workers"; where it is several, with the number of tasks of each."""
    observed: int
    use: tuple[UseRow, ...]
    """One for each release of the Index, oldest first."""
    release_names: tuple[str, ...]
    largest: tuple[LargestShare, ...]
    """In the newest release that observed any of its tasks."""
    disagreements: int
    """Tasks on which the two raters differ."""
    both_labelled: int
    """Tasks that both have labelled."""
    embed: str
    """To the page where the code to embed a search among its tasks is made."""
    compare: str
    """To a comparison that begins with this occupation."""
    compare_related: str
    """To a comparison with the closest of the related ones."""
    compared_count: int
    """How many of them."""
    plot: StripPlot | None
    standings: StandingsPlot | None
    """Where each measure puts it; None: it has none."""
    measured_by: tuple[Source, ...]
    """Where the measures come from."""
    agreement: str
    """Whether the measures agree, in words; empty: it has fewer than two."""
    sections: Sections
    emerging: tuple[EmergingLine, ...]
    in_demand: tuple[SoftwareInOccupation, ...]
    other_software: tuple[SoftwareInOccupation, ...]
    alternates: tuple[Alternate, ...]
    citation: Citation
    json_ld: str

    @property
    def pictures(self) -> Mapping[str, str]:
        """Name of each picture that the page has → where its files are, without their ending."""
        there = {
            "answer": self.answer.bars,
            "importance": self.plot,
            "measures": self.standings,
        }
        path = addresses.occupation(self.entry.occupation.code)
        return {name: f"{path}/{name}" for name, drawing in there.items() if drawing}

    @property
    def is_catch_all(self) -> bool:
        """It stands for the jobs of its group that have no occupation of their own."""
        return self.entry.occupation.title.endswith("All Other")


@dataclass(frozen=True, slots=True)
class OccupationsPage:
    """occupations/list.html"""

    groups: tuple[tuple[MajorGroup, tuple[OccupationSummary, ...]], ...]
    sorts: tuple[Link, ...]
    """To the same occupations in another order."""


@dataclass(frozen=True, slots=True)
class SortedOccupations:
    """occupations/sorted.html"""

    table: RankingTable
    sorts: tuple[Link, ...]
    canonical: str


def by_group(encyclopedia: Encyclopedia) -> OccupationsPage:
    """What the list shows."""
    return OccupationsPage(
        tuple((group, encyclopedia.occupations(group.code)) for group in encyclopedia.groups()),
        sort_links(),
    )


def in_order(encyclopedia: Encyclopedia, asked: Asked) -> SortedOccupations:
    """What the list shows in the order of a figure."""
    return SortedOccupations(
        table(nearest(encyclopedia, asked), browse_path),
        sort_links(),
        addresses.absolute(browse_path(asked)),
    )


def citation(encyclopedia: Encyclopedia, entry: OccupationEntry) -> Citation:
    code = entry.occupation.code
    return cite(
        f"occupation-{code}",
        entry.occupation.title,
        addresses.absolute(addresses.occupation(code)),
        encyclopedia.release.release_id,
        entry.sources,
    )


def raters(tasks: Sequence[TaskSummary]) -> str:
    """Whose ratings the tasks have; empty: no task is rated."""
    counts = Counter(task.rated_by or "unknown" for task in tasks if task.importance is not None)
    names = vocabulary.RATED_BY
    if len(counts) < 2:
        return "".join(names[one] for one in counts)
    return vocabulary.listed(f"{names[one]} ({count})" for one, count in counts.most_common())


def use_rows(names: Sequence[str], shares: Sequence[TaskShare]) -> tuple[UseRow, ...]:
    """One row for each release of the Index, observed or not, oldest first."""
    rows = []
    for name in names:
        observed = [share for share in shares if share.release == name]
        rows.append(
            UseRow(
                name,
                len(observed),
                sum(share.shared_count > 0 for share in observed),
                f"source-{observed[0].source_key}" if observed else "",
            )
        )
    return tuple(rows)


def largest_shares(entry: OccupationEntry, shares: Sequence[TaskShare]) -> tuple[LargestShare, ...]:
    """The tasks with the largest shares, of the newest release that has any."""
    if not shares:
        return ()
    newest = max(share.release for share in shares)
    tasks = {task.task_id: task for task in entry.tasks}
    return tuple(
        LargestShare(tasks[share.task_id], share)
        for share in shares  # the largest of a release come first
        if share.release == newest and share.share_percent is not None
    )[:LARGEST]


def occupation_page(
    encyclopedia: Encyclopedia, entry: OccupationEntry, state: task_table.State
) -> OccupationPage:
    """What the page shows."""
    importances = [task.importance for task in entry.tasks if task.importance is not None]
    shares = encyclopedia.shares(entry.occupation.code)
    whole = WholeOccupation(entry, shares, encyclopedia.emerging(entry.occupation.code))
    releases = index_releases(encyclopedia.release)
    compared = [one.code for one in entry.related[: MAX_COMPARED - 1]]
    both = [
        task
        for task in entry.tasks
        if task.exposure is not None and task.human_exposure is not None
    ]
    return OccupationPage(
        entry=entry,
        whole=whole,
        answer=occupation_answer(entry, shares, task_table.exposed_path(entry.occupation.code)),
        task_count=len(entry.tasks),
        titles=entry.titles[:TITLES],
        more_titles=entry.titles[TITLES:],
        names=by_language(entry.foreign_titles, (entry.occupation.title, *entry.titles)),
        table=task_table.task_table(entry, shares, state),
        rated=len(importances),
        raters=raters(entry.tasks),
        observed=sum(task.observed for task in entry.tasks),
        use=use_rows(releases, shares),
        release_names=tuple(releases),
        largest=largest_shares(entry, shares),
        disagreements=sum(task.exposure != task.human_exposure for task in both),
        both_labelled=len(both),
        embed=addresses.embed_occupation(entry.occupation.code),
        compare=addresses.comparison("occupations", [entry.occupation.code]),
        compare_related=addresses.comparison(
            "occupations",
            [entry.occupation.code, *compared],
        ),
        compared_count=len(compared),
        plot=charts.strip(importances, None),
        standings=charts.standings(
            [
                (
                    KINDS[each.measure].name,
                    each.percentile,
                    vocabulary.ordinal(round(each.percentile)),
                )
                for each in entry.measures
            ]
        ),
        measured_by=encyclopedia.measured_by(entry.measures),
        agreement=agreement_in_words(entry.measures),
        sections=tuple(sections(entry, bool(importances), bool(whole.emerging))),
        emerging=emerging_lines(encyclopedia, whole.emerging),
        in_demand=tuple(one for one in entry.software if one.in_demand),
        other_software=tuple(one for one in entry.software if not one.in_demand),
        citation=citation(encyclopedia, entry),
        alternates=alternates.of(addresses.occupation(entry.occupation.code), FORMATS),
        json_ld=linked_data.script(linked_data.occupation(whole)),
    )


def sections(
    entry: OccupationEntry, has_rated: bool, has_proposed: bool
) -> Iterator[tuple[str, str]]:
    """Those that the page has."""
    listed = (
        ("answer", "In short", True),
        ("tasks", "Tasks", bool(entry.tasks)),
        ("exposure", "AI exposure", bool(entry.tasks)),
        ("use", "Observed AI use", bool(entry.tasks)),
        ("pay", "Pay and outlook", bool(entry.tasks)),
        ("measures", "Measures side by side", bool(entry.measures)),
        ("importance", "Importance", has_rated),
        ("pay", "Pay and outlook", not entry.tasks),
        ("tasks", "Tasks", not entry.tasks),
        ("related", "Related occupations", bool(entry.related)),
        ("titles", "Also called", bool(entry.titles)),
        ("zone", "Preparation", entry.job_zone is not None),
        ("software", "Software", bool(entry.software)),
        ("emerging", "Emerging tasks", has_proposed),
        ("sources", "Sources", True),
        ("cite", "Cite", True),
    )
    for anchor, name, shown in listed:
        if shown:
            yield anchor, name


def agreement_in_words(measures: Sequence[OccupationMeasure]) -> str:
    """Whether measures agree, and how far apart the percentiles shown are; empty: there are not
    two."""
    agreed = agreement(measures)
    if agreed is None:
        return ""
    shown = [round(each.percentile) for each in measures]
    apart = max(shown) - min(shown)
    if not apart:
        return f"The measures {agreed}: their percentiles are the same."
    points = vocabulary.counted(apart, "point")
    return f"The measures {agreed}: their percentiles are up to {points} apart."
