"""`/embed/v1/search` and `/embed/v1/task/19156`: what partners show in a frame on their sites.

A frame is a small page of its own: it works in a plain iframe and without JavaScript, its links
open on our site in a new tab, and an error is a friendly frame as well (webapp/http/errors.py).
"""

from __future__ import annotations

import re

from flask import Blueprint, Response, redirect, request

from index.encyclopedia import Encyclopedia
from index.errors import NotFoundError
from index.records.joined import RetiredTask
from webapp.embed.appearance import (
    Appearance,
    accent_style,
    read_accent,
    read_appearance,
    tolerant_appearance,
)
from webapp.embed.frame_pages import (
    FrameProblem,
    RetiredFrame,
    canonical_of,
    frame_query,
    frame_results,
    search_address,
    search_frame,
    task_frame,
)
from webapp.embed.ranking_frame import SIZE as RANKING_SIZE
from webapp.embed.ranking_frame import ranking_frame
from webapp.http import addresses, errors, render
from webapp.http.problem_page import ProblemPage
from webapp.http.release import current
from webapp.rankings.asked import read as read_ranking
from webapp.rankings.lists import LISTS
from webapp.rankings.page import path_of
from webapp.search.reading import BOX_ID, title_of
from webapp.search.spoken import as_spoken, heard, varied

blueprint = Blueprint("frames", __name__)
blueprint.record(lambda state: errors.show_below(state.app, addresses.FRAMES, problem_frame))

_WITHOUT_MARK = re.compile(r"(search|task/[0-9]{1,9})([a-z]+=[!-~]*)")
_ACCENT = re.compile(r"[0-9a-f]{6}")


# --- search --------------------------------------------------------------------------------------


@blueprint.get("/embed/v1/search")
def search() -> Response:
    encyclopedia = current()
    appearance, query = read_appearance(request.args), frame_query(request.args)
    asked, is_decided = heard(encyclopedia, query)
    response = render.page(
        "embed/frame_search.html",
        lambda: search_frame(encyclopedia, asked, appearance),
        key=f"{search_address(query, appearance)}|{asked.spoken}",
        links=(f'<{canonical_of(query)}>; rel="canonical"',),
    )
    return varied(response, is_decided=is_decided)


@blueprint.get("/_/embed/v1/search")
def search_fragment() -> Response:
    encyclopedia = current()
    appearance = read_appearance(request.args)
    query = frame_query(request.args, typing=render.source_id() == BOX_ID)
    query = as_spoken(encyclopedia, query)
    address = search_address(query, appearance)
    response = render.fragment(
        "embed/results.html",
        lambda: frame_results(encyclopedia, query, appearance),
        key=f"{address}|{query.text}|{query.spoken}",
        title=f"{title_of(query)} – Taskdex",
        # In a frame nothing is pushed: "back" belongs to the page around it.
        replace=address,
    )
    return varied(response, is_decided=True)


# --- one task ------------------------------------------------------------------------------------


@blueprint.get("/embed/v1/task/<name>")
def task(name: str) -> Response:
    appearance = read_appearance(request.args)
    match = addresses.TASK_NAME.fullmatch(name)
    encyclopedia = current()
    if match is None:
        return without_mark() or no_such_task(name)
    task_id = int(match[1])
    if name not in (str(task_id), f"task-{task_id}"):
        path = addresses.path("frames.search").removesuffix("search") + f"task/{task_id}"
        return moved(path, request.query_string.decode("ascii", "replace"))
    key = str(appearance.parameters)
    try:
        entry = encyclopedia.task(task_id)
    except NotFoundError:
        gone = encyclopedia.retired_task(task_id)
        return no_such_task(name) if gone is None else retired(encyclopedia, gone, appearance)
    url = addresses.absolute(addresses.task(task_id))
    return render.page(
        "embed/frame_task.html",
        lambda: task_frame(entry, appearance),
        key=key,
        links=(f'<{url}>; rel="canonical"',),
    )


def retired(encyclopedia: Encyclopedia, gone: RetiredTask, appearance: Appearance) -> Response:
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
        lambda: RetiredFrame(appearance, gone, successor, addresses.absolute(path), path),
        status=410,
    )


def without_mark() -> Response | None:
    """308 for an address without its "?"; None: that is not what is wrong with it.

    Script 1.0.0, which partners have pinned, forgets it in browsers that do not know the size of
    URLSearchParams (Safari before 17).
    """
    raw = str(request.environ.get("RAW_URI", "")).partition(addresses.FRAMES)[2]
    match = _WITHOUT_MARK.fullmatch(raw)
    if match is None:
        return None
    return moved(addresses.path("frames.search").removesuffix("search") + match[1], match[2])


def moved(path: str, query_string: str) -> Response:
    """308 to the frame that is meant."""
    answer = redirect(f"{path}?{query_string}" if query_string else path, 308)
    assert isinstance(answer, Response)
    return answer


def no_such_task(name: str) -> Response:
    return errors.answer(
        404,
        f"Taskdex has no task {name[:20]}. Check the number for typos.",
        title="There is no such task",
    )


# --- a ranking -----------------------------------------------------------------------------------


@blueprint.get("/embed/v1/ranking/<name>")
def ranking(name: str) -> Response:
    appearance = read_appearance(request.args)
    encyclopedia = current()
    if name not in LISTS:
        raise NotFoundError(f"No ranking is called {name[:40]!r}.")
    asked = read_ranking(LISTS[name], request.args, RANKING_SIZE)
    url = addresses.absolute(path_of(asked, paged=False))
    return render.page(
        "embed/frame_ranking.html",
        lambda: ranking_frame(encyclopedia, asked, appearance),
        key=f"{appearance.parameters}|{asked.parameters()}|{asked.size}",
        links=(f'<{url}>; rel="canonical"',),
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
    if (meant := without_mark()) is not None:
        return meant
    raise NotFoundError(f"No embed is called {rest[:40]!r}.")


def problem_frame(problem: ProblemPage) -> Response:
    """What is wrong, dressed as the frame was asked for."""
    appearance, site = tolerant_appearance(request.args), addresses.absolute(addresses.home())
    return render.page(
        "embed/frame_problem.html",
        lambda: FrameProblem(appearance, problem, site),
        status=problem.status,
    )
