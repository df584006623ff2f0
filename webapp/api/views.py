"""`/api/v1/…`: the same facts for programs. Errors are problem+json.

What each endpoint takes and gives is described in `webapp.api.document`; tests hold the two
together.
"""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, abort, redirect, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from index.errors import NotFoundError, QueryError
from index.facts.fact import Json
from index.query import FILTERS, MAX_PAGE, MAX_SIZE, check_range, choose, parse, whole_number
from index.records.terms import PACKED, Level
from webapp.activities import views as activity_pages
from webapp.activities.answers import ACTIVITY_TASKS, activity_answer
from webapp.api import answers
from webapp.api.answers import DEFAULT_SUGGESTIONS, MAX_QUERY_BYTES, MAX_SUGGESTIONS, Listing
from webapp.api.start import first_answer
from webapp.compare.names import codes_to_compare
from webapp.formats import json_bodies
from webapp.http import addresses, downloads, render
from webapp.http.arguments import bounded, one
from webapp.http.pager import Pages, linked
from webapp.http.release import current
from webapp.occupations import views as occupation_pages
from webapp.rankings import ranked
from webapp.rankings.asked import SIZE as RANKING_SIZE
from webapp.rankings.asked import read as read_ranking
from webapp.rankings.lists import LISTS, SORTS
from webapp.search.ask import ask
from webapp.search.reading import FILTER_NAMES, read_query
from webapp.tasks import views as task_pages

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")

LEVELS: Final[dict[str, Level]] = {"gwa": "gwa", "iwa": "iwa", "dwa": "dwa"}


@blueprint.before_request
def bound() -> None:
    """Refuses an address that no bound of ours would allow."""
    if len(request.query_string) > MAX_QUERY_BYTES:
        abort(414)


@blueprint.get("/")
@blueprint.get("")
def start() -> Response:
    release = current().release.release_id
    documentation = addresses.absolute(addresses.path("api_page.page"))
    description = addresses.absolute(addresses.path("api_page.description"))
    return render.json(
        lambda: render.Made(
            first_answer(release),
            (f'<{description}>; rel="service-desc"', f'<{documentation}>; rel="service-doc"'),
        )
    )


# --- search --------------------------------------------------------------------------------------


@blueprint.get("/search")
def search() -> Response:
    encyclopedia = current()
    args = given()
    query, warnings = read_query(args)
    if warnings:
        # An address for people is mended and says so; a program is told.
        name, value = next(
            (name, value)
            for name in FILTER_NAMES
            for value in args.getlist(name)
            if warnings.get((name, value))
        )
        raise QueryError(name, warnings[name, value])
    key = f"{addresses.with_parameters('', addresses.parameters(query))}|{query.notes}"
    return render.json(
        lambda: linked(answers.search(encyclopedia, ask(encyclopedia, query))),
        key=key,
    )


@blueprint.get("/suggest")
def suggest() -> Response:
    args = given()
    text = one(args, "q")
    size = whole_number("size", args.getlist("size"), DEFAULT_SUGGESTIONS)
    check_range("size", size, MAX_SUGGESTIONS)
    encyclopedia = current()
    return render.json(
        lambda: json_bodies.suggestions(
            text, ask(encyclopedia, parse(text)), size, encyclopedia.release
        ),
        key=f"{size}|{text}",
    )


# --- entries -------------------------------------------------------------------------------------


@blueprint.get("/tasks/<name>")
def task(name: str) -> AnyResponse:
    match = addresses.TASK_NAME.fullmatch(name)
    if match is None:
        raise NotFoundError(f"No task is called {name[:40]!r}.")
    task_id = int(match[1])
    return moved(name, str(task_id), addresses.api_task(task_id)) or task_pages.as_json(
        current(), task_id
    )


@blueprint.get("/occupations/<name>")
def occupation(name: str) -> AnyResponse:
    code, _ = occupation_pages.split(name)
    return moved(name, code, addresses.api_occupation(code)) or occupation_pages.as_json(
        current(), code
    )


@blueprint.get("/activities/<name>")
def activity(name: str) -> AnyResponse:
    args = given()
    page = bounded(args, "page", 1, MAX_PAGE)
    size = bounded(args, "size", ACTIVITY_TASKS, MAX_SIZE)
    activity_id = activity_pages.canonical_spelling(name)
    if activity_id is None:
        raise NotFoundError(f"No work activity has the id {name[:40]!r}.")
    found = activity_answer(current(), activity_id, page, size)
    return moved(name, activity_id, addresses.api_activity(activity_id)) or listed(
        found, f"{page}|{size}"
    )


@blueprint.get("/software/<name>")
def product(name: str) -> AnyResponse:
    encyclopedia = current()
    slug = name.lower()
    body = answers.product(encyclopedia, slug)
    return moved(name, slug, addresses.api_software(slug)) or render.json(lambda: body)


def moved(name: str, canonical: str, path: str) -> AnyResponse | None:
    """308 to the one address of an entry; None: this is it."""
    if name == canonical:
        return None
    parameters = list(request.args.items(multi=True))
    return redirect(addresses.with_parameters(path, parameters), 308)


# --- lists ---------------------------------------------------------------------------------------


@blueprint.get("/tasks")
def tasks() -> Response:
    listing = read_listing(given())
    return listed(answers.tasks(current(), listing), str(listing))


@blueprint.get("/occupations")
def occupations() -> Response:
    args = given()
    listing = read_listing(args)
    chosen: dict[str, list[str]] = {}
    for value in args.getlist("group"):
        choose(chosen, "group", value)
    groups = tuple(chosen.get("group", ()))
    return listed(answers.occupations(current(), listing, groups), f"{listing}|{groups}")


@blueprint.get("/activities")
def activities() -> Response:
    args = given()
    listing = read_listing(args)
    level = one(args, "level")
    if level and level not in LEVELS:
        raise QueryError("level", f"is one of {', '.join(LEVELS)}; {level[:40]!r} is not.")
    parent = one(args, "parent")
    return listed(
        answers.activities(current(), listing, LEVELS.get(level), parent),
        f"{listing}|{level}|{parent}",
    )


@blueprint.get("/software")
def software() -> Response:
    listing = read_listing(given())
    return listed(answers.software(current(), listing), str(listing))


@blueprint.get("/rankings")
def rankings() -> Response:
    encyclopedia = current()
    return render.json(lambda: ranked.listed(encyclopedia))


@blueprint.get("/rankings/<name>")
def ranking(name: str) -> AnyResponse:
    encyclopedia = current()
    if name.lower() not in LISTS:
        raise NotFoundError(f"No ranking is called {name[:40]!r}.")
    args = given()
    if name != name.lower():
        return redirect(addresses.with_parameters(addresses.api_ranking(name.lower()), []), 308)
    # A description can only name the figures that any ranking has, so that one which another has is
    # no bad request here; what else is asked for is read first.
    sort = one(args, "sort")
    lacks = sort in SORTS and sort not in LISTS[name].sortable
    if lacks:
        args = MultiDict([pair for pair in args.items(multi=True) if pair[0] != "sort"])
    asked = read_ranking(LISTS[name], args)
    if lacks:
        sorts = ", ".join(LISTS[name].sortable)
        raise NotFoundError(f"The ranking {name} has no figure {sort!r}. It has {sorts}.")
    found = ranked.existing(encyclopedia, asked)
    size = [] if asked.size == RANKING_SIZE else [("size", str(asked.size))]
    pages = Pages(
        addresses.api_ranking(name),
        [*asked.parameters(paged=False), *size],
        asked.page,
        asked.size,
        found.total,
        MAX_PAGE,
    )
    return listed((ranked.body(encyclopedia, found), pages), f"{asked.parameters()}|{asked.size}")


@blueprint.get("/groups")
def groups() -> Response:
    encyclopedia = current()
    return render.json(lambda: answers.groups(encyclopedia))


@blueprint.get("/tasks.jsonl")
def bulk_tasks() -> Response:
    return downloads.unpacked(current().download(f"tasks.jsonl{PACKED}"))


# --- comparison and provenance -------------------------------------------------------------------


@blueprint.get("/compare")
def compare() -> Response:
    encyclopedia = current()
    asked = codes_to_compare(encyclopedia, given())
    body = answers.compare(encyclopedia, asked.kind, asked.names)
    return render.json(lambda: body, key=f"{asked.kind}={','.join(asked.names)}")


@blueprint.get("/sources")
def sources() -> Response:
    encyclopedia = current()
    return render.json(lambda: answers.sources(encyclopedia))


@blueprint.get("/releases")
def releases() -> Response:
    encyclopedia = current()
    return render.json(lambda: answers.releases(encyclopedia))


# --- parameters ----------------------------------------------------------------------------------


def given() -> MultiDict[str, str]:
    """The parameters that have a value: an empty one counts as not given."""
    return MultiDict((name, value) for name, value in request.args.items(multi=True) if value)


def read_listing(args: MultiDict[str, str]) -> Listing:
    """Page and size of a list. Raises QueryError."""
    return Listing(
        page=bounded(args, "page", 1, answers.MAX_LIST_PAGE),
        size=bounded(args, "size", answers.LIST_SIZE, answers.MAX_LIST_SIZE),
    )


def listed(found: tuple[Json, Pages], key: str) -> Response:
    """A page of a list. It is made before a 304: a page that there is not has no version."""
    return render.json(lambda: linked(found), key=key)


assert set(FILTERS) < set(FILTER_NAMES)
