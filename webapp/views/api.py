"""`/api/v1/…`: the same facts for programs. Errors are problem+json."""

from __future__ import annotations

from flask import Blueprint, Response, request

from index.errors import NotFoundError, QueryError
from index.query import FILTERS, whole_number
from webapp import addresses, render, serialise
from webapp.shelf import current
from webapp.views import activities, occupations, tasks
from webapp.views.search import FILTER_NAMES, read_query

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")


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
    results = encyclopedia.answer(query)
    key = addresses.with_parameters("", addresses.parameters(query)) + f"|{query.verbatim}"
    return render.json(lambda: serialise.results(results, encyclopedia.release), key=key)


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
