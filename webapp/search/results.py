"""An engine's answer → what the fragment of results shows. Called by `webapp.search.page`
and by the frames of `webapp.embed`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.encyclopedia import Encyclopedia
from index.engines.protocol import Results
from index.query import DEFAULT_SIZE, MAX_PAGE, SORTS, Query
from index.quick import quick
from index.records.entries import MajorGroup
from webapp.http import addresses
from webapp.http.pager import window
from webapp.http.site import Link, Option
from webapp.rankings.wished import rankings_for
from webapp.search.card import Candidates, OccupationCard, candidates_of, card_of
from webapp.search.examples import examples
from webapp.search.filters import FilterGroup, chosen_of, filters_of
from webapp.search.links import Links, WayOut
from webapp.search.reading import Warnings
from webapp.search.remarks import (
    NameLine,
    corrected_text,
    lacked,
    lacks_tasks,
    languages_of,
    names_of,
    software_only,
    status_of,
)
from webapp.search.task_lines import TaskLine, lines_of
from webapp.search.title_groups import TitleGroup, title_groups_of
from webapp.text import vocabulary


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
    title_groups: tuple[TitleGroup, ...]
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
        title_groups=tuple(title_groups_of(encyclopedia, results, links, above))
        if not blank
        else (),
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
