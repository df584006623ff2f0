"""`/search`: results as a page; `/_/search`: the same results as a fragment, for htmx.

Both read the same parameters and render the same fragment file, so that the page is complete
without JavaScript, and a fragment never stands at an address that a person sees.
"""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict

from index.errors import QueryError
from index.query import DEFAULT_SIZE, Query, choose, parse, whole_number
from webapp.http import addresses, render
from webapp.http.release import current
from webapp.http.timing import timed
from webapp.search.page import SearchPage
from webapp.search.results import FILTER_NAMES, Links, Warnings, build
from webapp.server import request_log

blueprint = Blueprint("search", __name__)

BOX_ID: Final = "q"
FORM_ID: Final = "search"
SWITCH: Final = {"": False, "0": False, "false": False, "no": False} | {
    "1": True,
    "true": True,
    "yes": True,
}


@blueprint.get("/search")
def search() -> Response:
    encyclopedia = current()
    query, warnings = read_query(request.args)
    address = Links(query).address()
    return render.page(
        "search/page.html",
        lambda: SearchPage(
            title=title_of(query),
            results=build(encyclopedia, request_log.search(encyclopedia, query), warnings),
            canonical=addresses.absolute(address),
        ),
        key=_key(address, query, warnings),
    )


@blueprint.get("/_/search")
def search_fragment() -> Response:
    encyclopedia = current()
    source = render.source_id()
    typing = source == BOX_ID
    query, warnings = read_query(request.args, typing=typing)
    address = Links(query).address()
    shown = addresses.without_base(request.headers.get("HX-Current-URL", ""))
    # Typing replaces the address; what is submitted or chosen gets one of its own. But the first
    # letter on another page must not take that page out of the history.
    stay = (shown == address and source != FORM_ID) or (
        typing and shown.partition("?")[0] == addresses.path("search.search")
    )
    return render.fragment(
        "search/results.html",
        lambda: build(encyclopedia, request_log.search(encyclopedia, query), warnings),
        key=_key(address, query, warnings),
        title=f"{title_of(query)} – Taskdex",
        push=None if stay else address,
        replace=address if stay else None,
    )


def _key(address: str, query: Query, warnings: Warnings) -> str:
    return f"{address}|{query.text}|{query.notes}|{sorted(warnings) if warnings else ''}"


def read_query(args: MultiDict[str, str], *, typing: bool = False) -> tuple[Query, Warnings]:
    """The query of an address, and filters that cannot be, which are left out of it.

    `typing` drops what belonged to the words before the last keystroke. Raises QueryError for any
    other parameter that cannot have its value.
    """
    with timed("parse"):
        return _read_query(args, typing=typing)


def _read_query(args: MultiDict[str, str], *, typing: bool) -> tuple[Query, Warnings]:
    filters: dict[str, list[str]] = {}
    warnings: Warnings = {}
    for name in FILTER_NAMES:
        for value in args.getlist(name):
            if not value:
                continue
            try:
                choose(filters, name, value)
            except QueryError as error:
                warnings[name, value] = error.problem
    verbatim = one(args, "verbatim").lower()
    if verbatim not in SWITCH:
        raise QueryError("verbatim", f"is 1 or 0; {verbatim[:40]!r} is not.")
    query = parse(
        one(args, "q"),
        filters=filters,
        kind=one(args, "kind") or None,
        sort=one(args, "sort") or "best",
        page=1 if typing else whole_number("page", args.getlist("page"), 1),
        size=whole_number("size", args.getlist("size"), DEFAULT_SIZE),
        verbatim=SWITCH[verbatim] and not typing,
    )
    return query, warnings


def one(args: MultiDict[str, str], name: str) -> str:
    """A parameter that is given at most once; empty if it is not. Raises QueryError."""
    values = args.getlist(name)
    if len(values) > 1:
        raise QueryError(name, "is given more than once.")
    return values[0] if values else ""


def title_of(query: Query) -> str:
    return f"{query.text.strip()}: search" if query.text.strip() else "Search"
