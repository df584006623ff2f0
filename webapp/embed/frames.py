"""`/embed/v1/search` and `/embed/v1/task/19156`: what partners show in a frame on their sites.

A frame is a small page of its own: it works in a plain iframe and without JavaScript, its links
open on our site in a new tab, and an error is a friendly frame as well (webapp/http/errors.py).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict

from index.encyclopedia import Encyclopedia
from index.errors import NotFoundError, QueryError
from index.query import DEFAULT_SIZE, Query, check_range
from index.records import RetiredTask, TaskEntry
from webapp.embed.appearance import Look, accent_style, read_accent, read_look, tolerant_look
from webapp.embed.page import FrameProblem, FrameResults, RetiredFrame, SearchFrame, TaskFrame
from webapp.http import addresses, errors, render
from webapp.http.problem_page import ProblemPage
from webapp.http.release import current, shelf
from webapp.http.site import Link
from webapp.search.ask import ask
from webapp.search.examples import examples
from webapp.search.links import Links
from webapp.search.reading import BOX_ID, read_query, title_of
from webapp.search.results import build
from webapp.search.ways_out import find_ways_out
from webapp.text import vocabulary

blueprint = Blueprint("frames", __name__)
blueprint.record(lambda state: errors.show_below(state.app, addresses.FRAMES, problem_frame))

SIZE: Final = 5
"""Tasks in a frame, unless another number is asked for."""
MAX_SIZE: Final = 20
_ACCENT = re.compile(r"[0-9a-f]{6}")


# --- search --------------------------------------------------------------------------------------


@blueprint.get("/embed/v1/search")
def search() -> Response:
    encyclopedia = current()
    look, query = read_look(request.args), frame_query(request.args)
    return render.page(
        "embed/frame_search.html",
        lambda: search_frame(encyclopedia, query, look),
        key=search_address(query, look),
        links=(f'<{canonical_of(query)}>; rel="canonical"',),
    )


@blueprint.get("/_/embed/v1/search")
def search_fragment() -> Response:
    encyclopedia = current()
    look = read_look(request.args)
    query = frame_query(request.args, typing=render.source_id() == BOX_ID)
    address = search_address(query, look)
    return render.fragment(
        "embed/results.html",
        lambda: frame_results(encyclopedia, query, look),
        key=f"{address}|{query.text}",
        title=f"{title_of(query)} – Taskdex",
        # In a frame nothing is pushed: "back" belongs to the page around it.
        replace=address,
    )


def frame_query(args: MultiDict[str, str], *, typing: bool = False) -> Query:
    """The tasks that an address asks for: the parameters of `/search`, with fewer to a page.

    Raises QueryError: an embed is written once, so what is wrong with it is said, not mended.
    """
    given = MultiDict(args)
    given.setdefault("size", str(SIZE))
    query, warnings = read_query(given, typing=typing)
    for (name, _), problem in warnings.items():
        raise QueryError(name, problem)
    check_range("size", query.size, MAX_SIZE)
    return replace(query, kind="task", page=1)


def search_address(query: Query, look: Look) -> str:
    """The frame with this query and this look."""
    return addresses.with_parameters(addresses.path("frames.search"), frame_parameters(query, look))


def frame_parameters(query: Query, look: Look) -> addresses.Parameters:
    """Those that make this frame again, without defaults."""
    whole = on_the_site(query)
    # A filter that stands in the box is not repeated beside it, or it would outlive it there.
    filters = Links(whole).untyped(whole.filters)
    size = [("size", str(query.size))] if query.size != SIZE else []
    return addresses.parameters(whole, filters=filters) + size + look.parameters


def canonical_of(query: Query) -> str:
    """The page of the site that the frame is a part of."""
    return addresses.absolute(Links(on_the_site(query)).address())


def on_the_site(query: Query) -> Query:
    """The same search as the site's own page has it."""
    return replace(query, kind=None, size=DEFAULT_SIZE)


def search_frame(encyclopedia: Encyclopedia, query: Query, look: Look) -> SearchFrame:
    """The whole frame. Raises QueryError for an occupation that the release does not have."""
    found = frame_results(encyclopedia, query, look)
    return SearchFrame(
        look=look,
        title=title_of(query),
        canonical=canonical_of(query),
        within=within(encyclopedia, query),
        kept=tuple(pair for pair in frame_parameters(query, look) if pair[0] != "q"),
        found=found,
    )


def frame_results(encyclopedia: Encyclopedia, query: Query, look: Look) -> FrameResults:
    """What changes while one types. Raises QueryError like `search_frame`."""
    within(encyclopedia, query)  # before a search that would find nothing and blame the words
    # Whatever leads on from here leads to the site's own search.
    whole = on_the_site(query)
    answer = replace(ask(encyclopedia, query), query=whole)
    results = build(encyclopedia, answer, find_ways_out(encyclopedia, answer))
    total = vocabulary.counted(results.total, "task")
    return FrameResults(
        results=results,
        more=Link(f"All {total} on Taskdex", Links(whole).address())
        if results.total > len(results.tasks)
        else None,
        examples=tuple(
            Link(link.label, search_address(replace(query, text=link.label), look))
            for link in examples(encyclopedia)
        ),
    )


def within(encyclopedia: Encyclopedia, query: Query) -> str:
    """What an embed is restricted to, in words; empty: nothing. Raises QueryError.

    What a reader types into the box is none of it: half a code is no mistake of the partner's.
    """
    chosen = Links(query).untyped(query.filters)
    groups = (shelf().group_titles.get(code, code) for code in chosen.get("group", ()))
    titles = (occupation_title(encyclopedia, code) for code in chosen.get("occupation", ()))
    return vocabulary.listed([*titles, *groups])


def occupation_title(encyclopedia: Encyclopedia, code: str) -> str:
    """Raises QueryError if the release has no such occupation."""
    for one in encyclopedia.occupations(code[:2]):
        if one.code == code:
            return one.title
    raise QueryError("occupation", f"names none that Taskdex has: there is no {code}.")


# --- one task ------------------------------------------------------------------------------------


@blueprint.get("/embed/v1/task/<name>")
def task(name: str) -> Response:
    look = read_look(request.args)
    match = addresses.TASK_NAME.fullmatch(name)
    encyclopedia = current()
    if match is None:
        return no_such_task(name)
    task_id = int(match[1])
    key = str(look.parameters)
    try:
        entry = encyclopedia.task(task_id)
    except NotFoundError:
        gone = encyclopedia.retired_task(task_id)
        return no_such_task(name) if gone is None else retired(encyclopedia, gone, look)
    url = addresses.absolute(addresses.task(task_id))
    return render.page(
        "embed/frame_task.html",
        lambda: task_frame(entry, look),
        key=key,
        links=(f'<{url}>; rel="canonical"',),
    )


def task_frame(entry: TaskEntry, look: Look) -> TaskFrame:
    last = entry.usage[-1] if entry.usage else None
    passed = {used.source.key for used in entry.usage[:-1]}
    return TaskFrame(
        look=look,
        entry=entry,
        canonical=addresses.absolute(addresses.task(entry.task.task_id)),
        path=addresses.task(entry.task.task_id),
        last=last,
        sources=tuple(source for source in entry.sources if source.key not in passed),
    )


def retired(encyclopedia: Encyclopedia, gone: RetiredTask, look: Look) -> Response:
    """410, as the task's page has it."""
    successor = None
    if gone.successor_id is not None:
        try:
            successor = encyclopedia.task_summary(gone.successor_id)
        except NotFoundError:
            successor = None
    path = addresses.task(gone.task_id)
    return render.page(
        "embed/frame_retired.html",
        lambda: RetiredFrame(look, gone, successor, addresses.absolute(path), path),
        status=410,
    )


def no_such_task(name: str) -> Response:
    return errors.answer(
        404,
        f"Taskdex has no task {name[:20]}. The number may have a slip in it.",
        title="There is no such task",
    )


# --- beside them ---------------------------------------------------------------------------------


@blueprint.get("/embed/v1/accent-<name>.css")
def accent(name: str) -> Response:
    """The style sheet of one accent: our policy allows no style within a page."""
    if not _ACCENT.fullmatch(name):
        raise NotFoundError(f"No accent is called {name[:20]!r}.")
    return render.text(lambda: accent_style(read_accent(name)), "text/css")


@blueprint.get("/embed/v1/<path:rest>")
def other(rest: str) -> Response:
    """Any other address of a frame: an error that shows in a frame."""
    raise NotFoundError(f"No embed is called {rest[:40]!r}.")


def problem_frame(problem: ProblemPage) -> Response:
    """What is wrong, dressed as the frame was asked for."""
    look, site = tolerant_look(request.args), addresses.absolute("/")
    return render.page(
        "embed/frame_problem.html",
        lambda: FrameProblem(look, problem, site),
        status=problem.status,
    )
