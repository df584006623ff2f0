"""`/rankings` and a ranking: rows in, what the pages show out. Called by the views."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from index.encyclopedia import Encyclopedia
from index.facts.fact import Fact
from index.facts.names import OCCUPATION_NAME
from index.facts.rankings import ROWS, RankedOccupation
from index.records.measures import MeasurePair
from index.records.published import Source
from index.soc import MAJOR_GROUP_TITLES
from webapp.formats import alternates, linked_data
from webapp.http import addresses
from webapp.http.pager import window
from webapp.http.site import Alternate, Link
from webapp.rankings.asked import PAY, VALUES, Asked, first_page
from webapp.rankings.lists import BROWSED, LISTS, RankingList
from webapp.rankings.ranked import Ranked, nearest, ranked, sources
from webapp.text import vocabulary
from webapp.text.citations import Citation, cite

FORMATS: Final = (*alternates.CITED, "md", "json", "csv")
EDITING: Final = ("4.A.2.b.1.g", "4.A.2.b.1.I07")
"""Edit written materials or documents: its id from O*NET 30.3 on, and before."""
OUTLINE_SIZE: Final = 3
"""Rows of each ranking in the list of rankings."""
LEGENDS: Final = {"group": "Major group", "zone": "Job zone", "pay": "Median annual pay"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure in a row."""

    text: str
    missing: bool
    """The text says why there is no figure."""
    label: str
    """Of its column."""
    note: str = ""
    """What else the figure is of."""

    @property
    def words(self) -> str:
        """The figure with its note."""
        return self.text + self.note


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table."""

    rank: str
    link: Link
    """To the occupation or task; its note is whose task it is, or who shares the figure."""
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column, and the way to sort by it."""

    label: str
    link: Link | None
    """None: it cannot be sorted by."""
    direction: str
    """`ascending` or `descending`; empty: the table is not sorted by it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter."""

    name: str
    legend: str
    options: tuple[tuple[str, str, bool], ...]
    """Value, words, whether it is chosen; the first one is all."""


@dataclass(frozen=True, slots=True)
class RankingTable:
    """rankings/table.html"""

    heading: str
    """Of the first column."""
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    status: str
    """How many rows there are, in what order, and how many are left out."""
    sorted_by: str
    """Name of the figure, as it stands in a sentence."""
    explained: Fact
    """The figure sorted by."""
    beyond: int
    """The page that was asked for and that is not there: this is the last one; 0: it is there."""
    page: int
    pages: tuple[Link, ...]
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class RankingPage:
    """rankings/page.html"""

    ranking: RankingList
    title: str
    """With the filters in words."""
    meanings: tuple[tuple[str, str, str], ...]
    """Name, meaning and origin of each figure."""
    action: str
    choices: tuple[Choice, ...]
    kept: tuple[tuple[str, str], ...]
    """Parameters that no control of the form holds."""
    clear: str
    """Without filters; empty: there are none."""
    table: RankingTable
    next_markdown: str
    """Path of the next page in Markdown; empty: this is the last one."""
    others: tuple[Link, ...]
    url: str
    """The whole address, with the filters."""
    frame: str
    """Whole address of the embed."""
    sources: tuple[Source, ...]
    alternates: tuple[Alternate, ...]
    citation: Citation
    json_ld: str


@dataclass(frozen=True, slots=True)
class Outline:
    """A ranking in the list of rankings."""

    link: Link
    question: str
    first: tuple[tuple[Line, Cell], ...]
    """Its first rows, each with the figure that it is sorted by."""


@dataclass(frozen=True, slots=True)
class RankingsPage:
    """rankings/list.html"""

    parts: tuple[tuple[str, tuple[Outline, ...]], ...]
    """Heading, and the rankings under it."""
    questions: tuple[Link, ...]
    """Rankings with filters, as examples."""
    pairs: tuple[MeasurePair, ...]
    """How far the measures of occupations agree, each with each."""


def path_of(asked: Asked, ending: str = "", *, paged: bool = True) -> str:
    """The address of what is asked, in a format."""
    return addresses.with_parameters(
        addresses.ranking(asked.ranking.name, f".{ending}" if ending else ""),
        asked.parameters(paged=paged),
    )


def all_rankings(encyclopedia: Encyclopedia) -> RankingsPage:
    """What `/rankings` shows."""

    def listed(kind: str) -> tuple[Outline, ...]:
        return tuple(_outline(encyclopedia, one) for one in LISTS.values() if one.kind == kind)

    law = Asked(LISTS["tasks-by-rater-disagreement"], "rater_gap", group="23")
    care = Asked(LISTS["occupations-by-growth"], "growth_percent", group="29")
    shrinking = Asked(LISTS["occupations-by-growth"], "growth_percent", reverse=True)
    return RankingsPage(
        (("Occupations", listed("occupations")), ("Tasks", listed("tasks"))),
        (
            Link("Which tasks do raters disagree on most in law?", path_of(law)),
            Link("Which health occupations grow most?", path_of(care)),
            Link("Which occupations shrink most?", path_of(shrinking)),
            *_editing(encyclopedia),
        ),
        encyclopedia.measure_pairs(),
    )


def _editing(encyclopedia: Encyclopedia) -> Iterator[Link]:
    """To the months of ChatGPT's use for editing, where the release has them."""
    if not encyclopedia.release.coverage.get("activities_with_chatgpt_use"):
        return
    known = set(encyclopedia.activity_ids())
    for activity_id in EDITING:
        if activity_id in known:
            path = f"{addresses.activity(activity_id)}#use"
            yield Link("Has ChatGPT’s share for editing text grown?", path)


def _outline(encyclopedia: Encyclopedia, ranking: RankingList) -> Outline:
    found = ranked(encyclopedia, Asked(ranking, ranking.sort, size=OUTLINE_SIZE))
    lines = [_line(row, shown(found.asked)) for row in found.rows]
    return Outline(
        Link(ranking.title, addresses.ranking(ranking.name)),
        ranking.question,
        tuple((line, line.cells[0]) for line in lines),
    )


def title_of(asked: Asked) -> str:
    """The title with the filters: Occupations by pay: Legal, job zone 5."""
    parts = []
    if asked.group:
        parts.append(MAJOR_GROUP_TITLES[asked.group])
    if asked.zone:
        parts.append("no job zone" if asked.zone == "none" else f"job zone {asked.zone}")
    if asked.pay:
        parts.append(f"pay {PAY[asked.pay][0]}")
    title = f"{asked.ranking.title}: {', '.join(parts)}" if parts else asked.ranking.title
    return f"{title}, lowest first" if asked.reverse else title


def browse_path(asked: Asked) -> str:
    """The address of all occupations in an order."""
    found = [pair for pair in asked.parameters() if pair[0] != "sort"]
    return addresses.with_parameters(
        addresses.path("occupations.occupations"), [("sort", asked.sort), *found]
    )


def sort_links() -> tuple[Link, ...]:
    """The orders that all occupations can be listed in."""
    return tuple(
        Link(fact.label, browse_path(Asked(BROWSED, fact.name))) for fact in BROWSED.facts()
    )


def citation(encyclopedia: Encyclopedia, asked: Asked) -> Citation:
    return cite(
        f"ranking-{asked.ranking.name}",
        title_of(asked),
        addresses.absolute(path_of(asked, paged=False)),
        encyclopedia.release.release_id,
        sources(encyclopedia, asked.ranking),
    )


def ranking_page(encyclopedia: Encyclopedia, asked: Asked) -> RankingPage:
    """What the page of a ranking shows."""
    found = nearest(encyclopedia, asked)
    asked = found.asked
    ranking = asked.ranking
    plain = replace(asked, group="", zone="", pay="", page=1)
    held = ("group", "zone", "pay")
    return RankingPage(
        ranking=ranking,
        title=title_of(asked),
        meanings=tuple(
            (fact.label, fact.meaning, "" if fact.origin is None else str(fact.origin))
            for fact in shown(asked)
        ),
        action=addresses.ranking(ranking.name),
        choices=choices(asked),
        kept=tuple(
            (name, value) for name, value in asked.parameters(paged=False) if name not in held
        ),
        clear=path_of(plain) if asked.is_filtered else "",
        table=table(found, lambda changed: path_of(changed)),
        next_markdown=path_of(replace(asked, page=asked.page + 1), "md")
        if asked.page < found.page_count
        else "",
        url=addresses.absolute(path_of(asked, paged=False)),
        others=tuple(
            Link(one.title, addresses.ranking(one.name))
            for one in LISTS.values()
            if one.name != ranking.name
        ),
        frame=addresses.absolute(
            addresses.with_parameters(
                addresses.ranking_frame(ranking.name), asked.parameters(paged=False)
            )
        ),
        sources=sources(encyclopedia, ranking),
        alternates=formats(asked),
        citation=citation(encyclopedia, asked),
        json_ld=linked_data.script(_listed(found)),
    )


def formats(asked: Asked) -> tuple[Alternate, ...]:
    """The same ranking in other formats, with its filters."""
    return tuple(
        Alternate(
            "CSV" if ending == "csv" else label,
            media_type,
            path_of(asked, ending, paged=False),
            addresses.absolute(path_of(asked, ending, paged=False)),
            ending in alternates.CITED,
        )
        for ending, (media_type, label) in alternates.MEDIA_TYPES.items()
        if ending in FORMATS
    )


def choices(asked: Asked) -> tuple[Choice, ...]:
    """The filters of the form."""
    words = {
        "group": MAJOR_GROUP_TITLES,
        "zone": vocabulary.ZONES,
        "pay": {band: label for band, (label, _, _) in PAY.items()},
    }
    return tuple(
        Choice(
            name,
            LEGENDS[name],
            (
                ("", "all", not getattr(asked, name)),
                *(
                    (value, words[name].get(value, value), getattr(asked, name) == value)
                    for value in values
                    if value in words[name]
                ),
            ),
        )
        for name, values in VALUES.items()
    )


def table(found: Ranked, path: Any) -> RankingTable:  # noqa: ANN401  (what makes an address)
    """The rows of a page with the ways to sort and page; `path` makes the address of an Asked."""
    asked = found.asked
    ranking = asked.ranking
    facts = shown(asked)
    columns = []
    for fact in facts:
        if fact.name not in ranking.sortable:
            columns.append(Column(fact.label, None, ""))
            continue
        current = fact.name == asked.sort
        turned = replace(first_page(asked), sort=fact.name, reverse=current and not asked.reverse)
        direction = ("ascending" if asked.reverse else "descending") if current else ""
        columns.append(Column(fact.label, Link(fact.label, path(turned)), direction))
    numbers = window(asked.page, found.page_count)
    if found.page_count == 1:
        numbers = range(0)

    def page(number: int) -> Link:
        return Link(f"{number}", path(replace(asked, page=number)), current=number == asked.page)

    noun = "occupation" if ranking.kind == "occupations" else "task"
    fact = ROWS[ranking.kind][asked.sort]
    return RankingTable(
        heading=noun.capitalize(),
        columns=tuple(columns),
        lines=tuple(_line(row, facts) for row in found.rows),
        status=_status(found, noun),
        sorted_by=vocabulary.in_a_sentence(fact.label),
        explained=fact,
        beyond=found.beyond,
        page=asked.page,
        pages=tuple(map(page, numbers)),
        previous=page(asked.page - 1) if 1 < asked.page <= found.page_count else None,
        next=page(asked.page + 1) if asked.page < found.page_count else None,
    )


def _status(found: Ranked, noun: str) -> str:
    asked = found.asked
    name = vocabulary.in_a_sentence(ROWS[asked.ranking.kind][asked.sort].label)
    order = f"{name}, lowest first" if asked.reverse else name
    said = f"{vocabulary.counted(found.total, noun)}, sorted by {order}."
    if not found.left_out:
        return said
    verb = "has" if found.left_out == 1 else "have"
    return f"{said} {found.left_out:,} more {verb} no such figure."


def shown(asked: Asked) -> tuple[Fact, ...]:
    """The figures of a row: the one sorted by comes first."""
    return tuple(sorted(asked.ranking.facts(), key=lambda fact: fact.name != asked.sort))


def _line(row: Any, facts: Sequence[Fact]) -> Line:  # noqa: ANN401  (a row of either kind)
    if isinstance(row, RankedOccupation):
        figures = row.figures
        link = Link(figures.title, addresses.occupation(figures.code), note=_shared(row))
    else:
        link = Link(
            vocabulary.untitled(row.task.text),
            addresses.task(row.task.task_id),
            note=row.task.occupation_title,
        )
    return Line(
        f"{row.rank:,}",
        link,
        tuple(cell(row, fact) for fact in facts),
    )


def _shared(row: RankedOccupation) -> str:
    """Who else the figures are of."""
    if row.occupation_count > 1:
        return f"{row.occupation_count} occupations that share its pay and jobs"
    if (row.figures.pay_occupations or 0) > 1:
        return f"pay and jobs published for {row.figures.pay_occupations} occupations together"
    return ""


def cell(row: Any, fact: Fact) -> Cell:  # noqa: ANN401  (a row of either kind)
    """A figure of a row, or why there is none."""
    if fact.name == "median_annual_pay" and row.figures.median_annual_pay is None:
        top = row.figures.annual_top_code
        if top is not None:
            return Cell(f"{vocabulary.dollars(top)} or more", False, fact.label)
    absent = fact.missing(row)
    if absent is not None:
        return Cell(absent.word, True, fact.label)
    note = ""
    if fact.name == "share_percent" and row.task.shared_count:
        note = f", with {vocabulary.counted(row.task.shared_count, 'other task')}"
    if fact.name == "beta_gpt4" and row.occupation_count > 1:
        note = f", mean of {row.occupation_count} occupations"
    return Cell(vocabulary.figure(fact, fact.reader(row)), False, fact.label, note)


def _listed(found: Ranked) -> dict[str, object]:
    """The first page in the words of schema.org."""
    return {
        "@context": linked_data.CONTEXT,
        "@type": "ItemList",
        "name": title_of(found.asked),
        "url": addresses.absolute(path_of(found.asked, paged=False)),
        "numberOfItems": found.total,
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": (found.asked.page - 1) * found.asked.size + number,
                "url": addresses.absolute(line.link.path),
                "name": line.link.label,
            }
            for number, line in enumerate((_line(row, ()) for row in found.rows), start=1)
        ],
    }


def spreadsheet(encyclopedia: Encyclopedia, asked: Asked) -> str:
    """All rows with all figures. The cell of a missing figure is empty, and the column after it
    says why. RFC 4180, with a line of names."""
    found = ranked(encyclopedia, asked, everything=True)
    facts = [fact for fact in ROWS[asked.ranking.kind] if fact.kind not in ("record", "address")]
    if asked.ranking.kind == "tasks":
        facts += [
            replace(fact.within("task"), name=f"occupation_{fact.name}") for fact in OCCUPATION_NAME
        ]
    text = io.StringIO()
    writer = csv.writer(text)
    header = [
        name
        for fact in facts
        for name in ((fact.name, f"{fact.name}_status") if fact.null else (fact.name,))
    ]
    writer.writerow([*header, "url", "taskdex_release"])
    for row in found.rows:
        writer.writerow(
            [
                *_values(row, facts),
                addresses.absolute(_line(row, ()).link.path),
                encyclopedia.release.release_id,
            ]
        )
    return text.getvalue()


def _values(row: object, facts: Sequence[Fact]) -> list[object]:
    values: list[object] = []
    for fact in facts:
        values.append(fact.reader(row))
        if fact.null:
            values.append(vocabulary.status(row, fact) or "value")
    return values
