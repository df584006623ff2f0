"""`/api/v1/…`: the same facts for programs. Errors are problem+json."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, request

from index.errors import NotFoundError, QueryError
from index.query import FILTERS, check_range, whole_number
from webapp import addresses, render, serialise
from webapp.results import FILTER_NAMES
from webapp.shelf import current
from webapp.views import activities, occupations, tasks
from webapp.views.search import one, read_query

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")

DEFAULT_SUGGESTIONS: Final = 8
MAX_SUGGESTIONS: Final = 20


@blueprint.get("/search")
def search() -> Response:
    encyclopedia = current()
    query, warnings = read_query(request.args)
    if warnings:
        # An address for people is mended and says so; a program is told.
        name, value = next(
            (name, value)
            for name in FILTER_NAMES
            for value in request.args.getlist(name)
            if warnings.get((name, value))
        )
        raise QueryError(name, warnings[name, value])
    key = f"{addresses.with_parameters('', addresses.parameters(query))}|{query.notes}"
    return render.json(
        lambda: serialise.results(encyclopedia.answer(query), encyclopedia.release), key=key
    )


@blueprint.get("/suggest")
def suggest() -> Response:
    text = one(request.args, "q")
    size = whole_number("size", request.args.getlist("size"), DEFAULT_SUGGESTIONS)
    check_range("size", size, MAX_SUGGESTIONS)
    encyclopedia = current()
    return render.json(
        lambda: serialise.suggestions(text, encyclopedia.suggest(text, size), encyclopedia.release),
        key=f"{size}|{text}",
    )


@blueprint.get("/tasks/<name>")
def task(name: str) -> Response:
    match = addresses.TASK_NAME.fullmatch(name)
    if match is None:
        raise NotFoundError(f"No task is called {name[:40]!r}.")
    return tasks.as_json(current(), int(match[1]))


@blueprint.get("/occupations/<name>")
def occupation(name: str) -> Response:
    return occupations.as_json(current(), name)


@blueprint.get("/activities/<name>")
def activity(name: str) -> Response:
    return activities.as_json(
        current(), name, whole_number("page", request.args.getlist("page"), 1)
    )


assert set(FILTERS) < set(FILTER_NAMES)
