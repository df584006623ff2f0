"""An engine's answer → what the fragment of results shows. Called by `webapp.search.views`.

A page of results is made at every keystroke: what does not depend on the query is made once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from flask import request
from markupsafe import Markup

from index.encyclopedia import Encyclopedia
from index.engines.protocol import Results, SameStatement, TaskHit
from index.query import DEFAULT_SIZE, MAX_PAGE, SORTS, Query
from index.quick import quick
from index.records.entries import MajorGroup, TaskSummary
from index.records.published import ENGLISH
from index.records.terms import LABELS, ExposureLabel, TaskType
from index.text import words
from webapp.http import addresses
from webapp.http.pager import window
from webapp.http.site import Link, Option
from webapp.rankings.wished import figure_of, rankings_for
from webapp.search.card import Candidates, OccupationCard, candidates_of, card_of
from webapp.search.examples import examples
from webapp.search.filters import FilterGroup, chosen_of, filters_of
from webapp.search.links import Links, WayOut
from webapp.search.reading import Warnings
from webapp.text import vocabulary
from webapp.text.highlight import marked
from webapp.text.languages import language, tag

MOST_NAMED = 6
"""Words that results lack are named, if they are no more: no statement has most of a long text."""


@quick(frozen=True, slots=True, eq=False)
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


@quick(frozen=True, slots=True)
class SameLine:
    """Another occupation with the same statement."""

    path: str
    """Of its task."""
    occupation: str


@dataclass(frozen=True, slots=True)
class SortedBy:
    """The figure that put a task where it stands."""

    figure: str
    """Empty: there is none, and `meaning` says why."""
    meaning: str
    """Goes on after the figure."""


@quick(frozen=True, slots=True)
class TaskLine:
    """A task found."""

    text: Markup
    facts: TaskFacts
    missing: tuple[str, ...]
    """Words of the query that the task lacks."""
    same: tuple[SameLine, ...]
    """Other occupations with the same statement, and the tasks there."""
    is_related: bool
    """Found for its meaning, not by the words."""
    sorted_by: SortedBy | None = None
    """What the chosen order sorts by, where the line does not say it anyway."""


@quick(frozen=True, slots=True)
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
    """The level of an activity, where a product is in demand, or the figure that the query asks
    for; empty: none of these."""


@quick(frozen=True, slots=True)
class TitleGroup:
    """Occupations, activities or software found."""

    kind: str
    """`occupation`, `activity` or `software`."""
    heading: str
    total: int
    lines: tuple[TitleLine, ...]
    more: Link | None
    """To all of them; None: all are shown."""


@quick(frozen=True, slots=True)
class NameLine:
    """A name of ESCO that the query is."""

    tag: str
    """For the attribute `lang`."""
    spoken: str
    """The language, in English."""
    is_english: bool
    name: str
    occupation: str
    path: str
    """Of the occupation; of a name that was not searched, to the search for it."""


@quick(frozen=True, slots=True)
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
    read_as: tuple[NameLine, ...]
    """Names of ESCO that the query is; the first one was searched."""
    understood: str
    """What the query was read as, where that chose filter or order; empty: it did not."""
    rankings: tuple[Link, ...]
    """Rankings by the figures that the query asks for; the note says what their job zone means."""
    as_typed: bool
    """Nothing was corrected because that was asked for."""
    corrections_on: Link | None
    """Back to corrections."""
    lacked: tuple[str, ...]
    """Words that were not required, and that some statement shown does not have."""
    notes: tuple[str, ...]
    partial: bool
    card: OccupationCard | None
    """The occupation that the query names."""
    candidates: Candidates | None
    """Occupations of which the query may name one, or which it asks to compare."""
    software_only: tuple[str, ...]
    """Words of the query that no statement shown has, and that name software: the tasks are those
    of occupations that use it."""
    kinds: tuple[TitleGroup, ...]
    kept: tuple[tuple[str, str], ...]
    """Parameters that no control of the page holds, and that the next search keeps."""
    all_kinds: Link | None
    embed: str
    """Where the code is that shows this search elsewhere."""
    total: int
    """Tasks listed: those found, and those related by meaning."""
    first: int
    """Number of the first task on this page."""
    last: int
    """Number of the last one."""
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
    languages: str
    """Those that names of jobs are known in; empty: something was found."""
    groups: tuple[MajorGroup, ...]


def search_results(
    encyclopedia: Encyclopedia,
    results: Results,
    ways_out: Sequence[WayOut] = (),
    warnings: Warnings | None = None,
) -> SearchResults:
    """What the fragment shows. Asks the engine for nothing: `ways_out` are found before."""
    query = results.query
    links = Links(query)
    link = links.link
    blank = query.is_blank and not query.filters and not query.is_wordless
    pages = page_count(results)
    found = (
        results.tasks.listed
        + results.occupations.total
        + results.activities.total
        + results.software.total
    )
    card = card_of(encyclopedia, results)
    candidates = candidates_of(encyclopedia, results, links)
    above = {one.code for one in ((card,) if card else candidates.cards if candidates else ())}
    notes = [*query.notes]
    notes += [
        f"The filter “{name}: {value[:40]}” was left out: it {problem}"
        for (name, value), problem in (warnings or {}).items()
    ]
    return SearchResults(
        query=query.text,
        blank=blank,
        status=status_of(results, blank),
        found=found,
        corrected=corrected_text(results),
        read_as=tuple(names_of(results, links)),
        understood=results.understood,
        verbatim=link(vocabulary.shortened(query.text), verbatim=True, page=1)
        if results.corrections or results.understood or results.read_as
        else None,
        rankings=rankings_for(encyclopedia, results),
        as_typed=query.verbatim,
        corrections_on=link("Search with corrections", verbatim=False, page=1)
        if query.verbatim
        else None,
        lacked=lacked(results),
        notes=tuple(notes),
        partial=results.partial,
        card=card,
        candidates=candidates,
        software_only=software_only(results),
        kinds=tuple(kinds_of(encyclopedia, results, links, above)) if not blank else (),
        kept=tuple(kept_of(query, links)),
        embed=addresses.embed_search(query, links.untyped(query.filters)),
        all_kinds=link("All results", kind=None, page=1) if query.kind else None,
        total=results.tasks.listed,
        first=(query.page - 1) * query.size + 1,
        last=(query.page - 1) * query.size + len(results.tasks.hits),
        tasks=lines_of(encyclopedia, results) if not blank else (),
        filters=tuple(filters_of(results, links.typed)) if not blank else (),
        chosen=tuple(chosen_of(encyclopedia, results, links)),
        clear=link("Clear all filters", filters={}, page=1) if query.filters else None,
        sorts=tuple(sorts_of(results)),
        pages=tuple(
            link(str(page), page=page, current=page == query.page)
            for page in window(query.page, pages)
        )
        if pages > 1
        else (),
        previous=link("Previous", page=query.page - 1) if 1 < query.page <= pages else None,
        next=link("Next", page=query.page + 1) if query.page < pages else None,
        without_tasks=lacks_tasks(results),
        ways_out=tuple(map(links.way_out, ways_out)),
        examples=examples(encyclopedia) if blank or not found else (),
        languages="" if blank or found else languages_of(encyclopedia),
        groups=encyclopedia.groups() if blank else (),
    )


def page_count(results: Results) -> int:
    """Of the kind that is paged."""
    total = {
        "occupation": results.occupations.total,
        "activity": results.activities.total,
    }.get(results.query.kind or "", results.tasks.listed)
    return min(-(-total // results.query.size), MAX_PAGE)


def sorts_of(results: Results) -> Iterator[Option]:
    """The orders to choose from. A question about AI has one of its own, which is in use unless
    another one is chosen."""
    for name in SORTS:
        if name == results.chosen_order:
            continue
        label = vocabulary.SORTS[results.chosen_order or name if name == "best" else name]
        chosen = name == results.query.sort
        yield Option(f"sort-{name}", name, label, 0, chosen, typed=False)


def lacked(results: Results) -> tuple[str, ...]:
    """Words that were not required and are missing in a statement shown; none, if they are many.

    Of statements that are related by meaning their own line says so. Words that ask for jobs by a
    figure are answered by the occupations."""
    if results.wished is not None:
        return ()
    missing = {word for hit in results.tasks.hits for word in hit.missing}
    found = tuple(word for word in results.dropped if word in missing)
    return found if len(found) <= MOST_NAMED else ()


def software_only(results: Results) -> tuple[str, ...]:
    """Words that name software and stand in no statement shown."""
    if not results.software.hits or not results.tasks.total:
        return ()
    names = {word for product in results.software.hits for word in words(product.name)}
    shown = {word for hit in results.tasks.hits for word in words(hit.text)}
    return tuple(word for word in results.query.words if word in names and word not in shown)


def names_of(results: Results, links: Links) -> Iterator[NameLine]:
    """The name that was searched leads to its occupation, others to a search in their language."""
    for number, read in enumerate(results.read_as):
        yield NameLine(
            tag(read.language),
            f"{'ESCO’s ' if read.language == ENGLISH else ''}{language(read.language)}",
            read.language == ENGLISH,
            read.name[:1].upper() + read.name[1:],
            read.occupation_title,
            links.address(language=read.language, page=1)
            if number
            else addresses.occupation(read.occupation_code),
        )


def languages_of(encyclopedia: Encyclopedia) -> str:
    """The languages that names of jobs are known in: English, then others by their names."""
    return vocabulary.listed(["English", *sorted(map(language, encyclopedia.languages))])


def lacks_tasks(results: Results) -> bool:
    """Tasks were asked for, and none was found."""
    query = results.query
    return (
        (query.is_wordless or not query.is_blank or bool(query.filters))
        and query.kind in (None, "task")
        and not results.tasks.listed
    )


def kept_of(query: Query, links: Links) -> Iterator[tuple[str, str]]:
    """What the address holds beside the box, the filters that are shown, and the order."""
    if query.kind is not None:
        yield "kind", query.kind
    for code in links.untyped(query.filters).get("occupation", ()):
        yield "occupation", code
    if query.size != DEFAULT_SIZE:
        yield "size", str(query.size)
    if query.verbatim:
        yield "verbatim", "1"
    if query.language:
        yield "hl", query.language


def corrected_text(results: Results) -> str:
    """The text of the box, or the name that it was read as, with the words that were searched
    instead; empty: none were."""
    if not results.corrections:
        return ""
    text = results.read_as[0].name if results.read_as else results.query.text.strip()
    for word in results.corrections:
        searched = word.searched.replace("\\", r"\\")
        typed = r"\W+".join(map(re.escape, word.typed.split()))
        text = re.sub(rf"(?<!\w){typed}(?!\w)", searched, text, flags=re.IGNORECASE)
    return text


def status_of(results: Results, blank: bool) -> str:
    """How much was found, in one line."""
    if blank:
        return ""
    tasks, occupations, activities, software = (
        results.tasks.total,
        results.occupations.total,
        results.activities.total,
        results.software.total,
    )
    related = results.tasks.related
    if not (tasks or related or occupations or activities or software):
        return "Nothing found"
    parts = []
    if results.query.kind in (None, "task"):
        if tasks or not related:
            parts.append(vocabulary.counted(tasks, "task") if tasks else "No tasks")
        if related:
            more = vocabulary.number(related) if tasks else vocabulary.counted(related, "task")
            parts.append(f"{more} related by meaning")
    if occupations:
        parts.append(vocabulary.counted(occupations, "occupation"))
    if activities:
        parts.append(vocabulary.counted(activities, "work activity", "work activities"))
    if software:
        parts.append(vocabulary.counted(software, "software product"))
    return vocabulary.listed(parts)


def lines_of(encyclopedia: Encyclopedia, results: Results) -> tuple[TaskLine, ...]:
    """A line for each statement of a page: what repeats one is named there."""
    hits = [hit for hit in results.tasks.hits if hit.repeats is None]
    sorted_by: dict[int, SortedBy | None] = {}
    if (say := SORTED_BY.get(results.query.sort)) is not None:
        # A hit has what every line shows: only these two orders ask the catalogue for more.
        found = encyclopedia.task_summaries([hit.task_id for hit in hits])
        sorted_by = {task.task_id: say(task) for task in found}
    return tuple(task_line(hit, sorted_by.get(hit.task_id)) for hit in hits)


def _relevance(task: TaskSummary) -> SortedBy:
    if absent := vocabulary.relevance_status(task):
        return SortedBy("", f"relevance {absent}")
    return SortedBy(vocabulary.percent(task.relevance_percent), "say it is part of their job")


def _use(task: TaskSummary) -> SortedBy | None:
    if not task.observed:  # as every line says
        return None
    if task.latest_share_percent is None:
        return SortedBy("", f"share of use {vocabulary.NOT_PUBLISHED}")
    return SortedBy(vocabulary.share(task.latest_share_percent), "of Claude conversations")


SORTED_BY: Final[dict[str, Callable[[TaskSummary], SortedBy | None]]] = {
    "relevance": _relevance,
    "use": _use,
}
"""Order → what it sorts by, of orders by something that no line shows otherwise."""


def task_line(hit: TaskHit, sorted_by: SortedBy | None = None) -> TaskLine:
    facts = task_facts(
        request.script_root,
        hit.task_id,
        hit.occupation_code,
        hit.occupation_title,
        hit.type,
        hit.rank,
        hit.rated_tasks,
        hit.importance,
        hit.exposure,
        hit.human_exposure,
        hit.observed,
    )
    missing = hit.missing if len(hit.missing) <= MOST_NAMED else ()
    same = same_lines(request.script_root, hit.same) if hit.same else ()
    is_related = hit.by == "meaning"
    return TaskLine(marked(hit.text, hit.spans), facts, missing, same, is_related, sorted_by)


@lru_cache(maxsize=1024)
def same_lines(_script_root: str, same: tuple[SameStatement, ...]) -> tuple[SameLine, ...]:
    """Addresses depend on the script root."""
    return tuple(SameLine(addresses.task(one.task_id), one.occupation_title) for one in same)


@lru_cache(maxsize=32_768)
def task_facts(
    _script_root: str,
    task_id: int,
    occupation_code: str,
    occupation_title: str,
    type: TaskType | None,
    rank: int | None,
    rated_tasks: int | None,
    importance: float | None,
    exposure: ExposureLabel | None,
    human_exposure: ExposureLabel | None,
    observed: bool,
) -> TaskFacts:
    """What the line of a task says beside the statement; addresses depend on the script root."""
    return TaskFacts(
        path=addresses.task(task_id),
        occupation=occupation_title,
        occupation_path=addresses.occupation(occupation_code),
        type=vocabulary.type_name(type),
        rank=None if rank is None else vocabulary.rank(rank, rated_tasks),
        importance=importance,
        exposure=exposure or "unlabelled",
        human_exposure=human_exposure or "unlabelled",
        observed=observed,
    )


def kinds_of(
    encyclopedia: Encyclopedia, results: Results, links: Links, above: Collection[str]
) -> Iterator[TitleGroup]:
    """Software, occupations and activities, where any were found; but not the occupations (codes)
    whose cards stand above them."""
    query = results.query
    others = [hit for hit in results.occupations.hits if hit.occupation_code not in above]
    if results.software.total:
        yield TitleGroup(
            "software",
            "Software",
            results.software.total,
            tuple(
                TitleLine(
                    addresses.software(one.slug),
                    Markup.escape(one.name),
                    one.occupation_count,
                    "occupation",
                    None,
                    f"in demand in {one.in_demand_count:,}" if one.in_demand_count else "",
                )
                for one in results.software.hits
            ),
            None,
        )
    if others:
        hits = results.occupations
        yield TitleGroup(
            "occupation",
            "Other occupations" if above else "Occupations",
            max(hits.total - len(above), len(others)),
            tuple(
                TitleLine(
                    addresses.occupation(hit.occupation_code),
                    marked(hit.title, hit.spans),
                    hit.task_count,
                    "task",
                    None if hit.lay_title is None else marked(hit.lay_title, hit.lay_title_spans),
                    figure_of(encyclopedia, results, hit.occupation_code),
                )
                for hit in others
            ),
            links.link(f"All {hits.total:,} occupations", kind="occupation", page=1)
            if query.kind is None and hits.total > len(hits.hits)
            else None,
        )
    if results.activities.total:
        found = results.activities
        yield TitleGroup(
            "activity",
            "Work activities",
            found.total,
            tuple(
                TitleLine(
                    addresses.activity(hit.activity_id),
                    marked(vocabulary.untitled(hit.title), hit.spans),
                    hit.task_count,
                    "task",
                    None,
                    vocabulary.LEVELS[hit.level].partition(" ")[0].lower(),
                )
                for hit in found.hits
            ),
            links.link(f"All {found.total:,} work activities", kind="activity", page=1)
            if query.kind is None and found.total > len(found.hits)
            else None,
        )


assert tuple(vocabulary.EXPOSURE) == LABELS
