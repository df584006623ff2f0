"""What a frame shows: a search, a task, or what is wrong with it. Called by the frames' views; the
addresses of frames by `/embed` and oEmbed as well.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from werkzeug.datastructures import MultiDict

from index.encyclopedia import Encyclopedia
from index.engines.protocol import Hits
from index.errors import QueryError
from index.query import DEFAULT_SIZE, Query, check_range
from index.records.entries import SoftwareHits, TaskEntry, TaskSummary
from index.records.joined import RetiredTask, Usage
from index.records.published import Source
from webapp.embed.appearance import Appearance
from webapp.http import addresses
from webapp.http.problem_page import ProblemPage
from webapp.http.release import occupation_or_none, open_release
from webapp.http.site import Link
from webapp.search.ask import ask
from webapp.search.examples import examples
from webapp.search.links import Links
from webapp.search.reading import read_query, title_of
from webapp.search.results import SearchResults, search_results
from webapp.search.ways_out import find_ways_out
from webapp.text import vocabulary

SIZE: Final = 5
"""Tasks in a frame, unless another number is asked for."""
MAX_SIZE: Final = 20


@dataclass(frozen=True, slots=True)
class FrameResults:
    """embed/results.html"""

    results: SearchResults
    """As the site's own page has them, with fewer tasks; links lead to the site."""
    more: Link | None
    """To all of them; None: all are shown."""
    examples: tuple[Link, ...]
    """Searches to begin with, within the frame."""

    @property
    def partial(self) -> bool:
        return self.results.partial


@dataclass(frozen=True, slots=True)
class SearchFrame:
    """embed/frame_search.html"""

    appearance: Appearance
    title: str
    canonical: str
    within: str
    """Occupations and major groups that are searched, in words; empty: everything is."""
    kept: tuple[tuple[str, str], ...]
    """Parameters that the next search keeps."""
    found: FrameResults

    @property
    def partial(self) -> bool:
        return self.found.partial


@dataclass(frozen=True, slots=True)
class TaskFrame:
    """embed/frame_task.html"""

    appearance: Appearance
    entry: TaskEntry
    canonical: str
    path: str
    last: Usage | None
    """In the newest release of the Index that observed it; None: not observed."""
    sources: tuple[Source, ...]
    """Of the figures shown, which are fewer than those of the entry."""


@dataclass(frozen=True, slots=True)
class RetiredFrame:
    """embed/frame_retired.html"""

    appearance: Appearance
    task: RetiredTask
    successor: TaskSummary | None
    canonical: str
    path: str


@dataclass(frozen=True, slots=True)
class FrameProblem:
    """embed/frame_problem.html"""

    appearance: Appearance
    problem: ProblemPage
    canonical: str


def frame_query(args: MultiDict[str, str], *, typing: bool = False) -> Query:
    """What an address asks for: the parameters of `/search`, with fewer tasks to a page.

    Raises QueryError: an embed is written once, so what is wrong with it is said, not mended.
    """
    given = MultiDict(args)
    given.setdefault("size", str(SIZE))
    query, warnings = read_query(given, typing=typing)
    for (name, _), problem in warnings.items():
        raise QueryError(name, problem)
    check_range("size", query.size, MAX_SIZE)
    return replace(query, kind=None, page=1)


def search_address(query: Query, appearance: Appearance) -> str:
    """The frame with this query and this appearance."""
    return addresses.with_parameters(
        addresses.path("frames.search"), frame_parameters(query, appearance)
    )


def frame_parameters(query: Query, appearance: Appearance) -> addresses.Parameters:
    """Those that make this frame again, without defaults."""
    whole = on_the_site(query)
    # A filter that stands in the box is not repeated beside it, or it would outlive it there.
    filters = Links(whole).untyped(whole.filters)
    size = [("size", str(query.size))] if query.size != SIZE else []
    return addresses.parameters(whole, filters=filters) + size + appearance.parameters


def canonical_of(query: Query) -> str:
    """The page of the site that the frame is a part of."""
    return addresses.absolute(Links(on_the_site(query)).address())


def on_the_site(query: Query) -> Query:
    """The same search as the site's own page has it."""
    return replace(query, kind=None, size=DEFAULT_SIZE)


def search_frame(encyclopedia: Encyclopedia, query: Query, appearance: Appearance) -> SearchFrame:
    """The whole frame. Raises QueryError for an occupation that the release does not have."""
    found = frame_results(encyclopedia, query, appearance)
    return SearchFrame(
        appearance=appearance,
        title=title_of(query),
        canonical=canonical_of(query),
        within=within(encyclopedia, query),
        kept=tuple(pair for pair in frame_parameters(query, appearance) if pair[0] != "q"),
        found=found,
    )


def frame_results(encyclopedia: Encyclopedia, query: Query, appearance: Appearance) -> FrameResults:
    """What changes while one types. Raises QueryError like `search_frame`."""
    within(encyclopedia, query)  # before a search that would find nothing and blame the words
    # Whatever leads on from here leads to the site's own search.
    whole = on_the_site(query)
    answer = replace(
        ask(encyclopedia, query), query=whole, activities=Hits(), software=SoftwareHits()
    )
    if query.filters:  # these narrow tasks: occupations would lead out of what is chosen
        answer = replace(answer, occupations=Hits())
    results = search_results(encyclopedia, answer, find_ways_out(encyclopedia, answer))
    total = vocabulary.counted(results.total, "task")
    return FrameResults(
        results=results,
        more=Link(f"All {total} on Taskdex", Links(whole).address())
        if results.total > len(results.tasks)
        else None,
        examples=tuple(
            Link(link.label, search_address(replace(query, text=link.label), appearance))
            for link in examples(encyclopedia)
        ),
    )


def within(encyclopedia: Encyclopedia, query: Query) -> str:
    """What an embed is restricted to, in words; empty: nothing. Raises QueryError.

    What a reader types into the box is none of it: half a code is no mistake of the partner's.
    """
    chosen = Links(query).untyped(query.filters)
    groups = (open_release().group_titles.get(code, code) for code in chosen.get("group", ()))
    titles = (occupation_title(encyclopedia, code) for code in chosen.get("occupation", ()))
    return vocabulary.listed([*titles, *groups])


def occupation_title(encyclopedia: Encyclopedia, code: str) -> str:
    """Raises QueryError if the release has no such occupation."""
    if (found := occupation_or_none(encyclopedia, code)) is None:
        raise QueryError("occupation", f"names none that Taskdex has: there is no {code}.")
    return found.title


def task_frame(entry: TaskEntry, appearance: Appearance) -> TaskFrame:
    last = entry.usage[-1] if entry.usage else None
    passed = {used.source.key for used in entry.usage[:-1]}
    return TaskFrame(
        appearance=appearance,
        entry=entry,
        canonical=addresses.absolute(addresses.task(entry.task.task_id)),
        path=addresses.task(entry.task.task_id),
        last=last,
        sources=tuple(source for source in entry.sources if source.key not in passed),
    )
