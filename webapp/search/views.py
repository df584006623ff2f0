"""`/search`: results as a page; `/_/search`: the same results as a fragment, for htmx.

Both read the same parameters and render the same fragment file, so that the page is complete
without JavaScript, and a fragment never stands at an address that a person sees.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final, NamedTuple

from flask import Blueprint, Response, request

from index import parquet
from index.engines.protocol import Results
from index.errors import QueryError
from index.query import Query
from webapp.http import addresses, errors, render
from webapp.http.release import current
from webapp.http.timing import timed
from webapp.search import spreadsheet
from webapp.search.links import Links
from webapp.search.page import SearchPage, results_of
from webapp.search.reading import BOX_ID, Warnings, read_parameters, title_of
from webapp.search.spoken import as_spoken, heard, varied

blueprint = Blueprint("search", __name__)

FORM_ID: Final = "finder"


@blueprint.get("/search")
def search() -> Response:
    encyclopedia = current()
    query, warnings, address, key = _asked()
    asked, is_decided = heard(encyclopedia, query)
    response = render.page(
        "search/page.html",
        lambda: SearchPage(
            title=title_of(query),
            results=results_of(encyclopedia, asked, warnings),
            canonical=addresses.absolute(address),
        ),
        key=f"{key}|{asked.spoken}",
    )
    return varied(response, is_decided=is_decided)


@blueprint.get("/search.csv")
def search_csv() -> Response:
    """All tasks found, for spreadsheets."""
    return _whole("csv", "text/csv", spreadsheet.as_csv)


@blueprint.get("/search.parquet")
def search_parquet() -> Response:
    """All tasks found, for data frames and databases."""
    return _whole("parquet", parquet.MEDIA_TYPE, spreadsheet.as_parquet)


def _whole(ending: str, media_type: str, make: Callable[[Results, str], str | bytes]) -> Response:
    encyclopedia = current()
    query, warnings, _, key = _asked()
    for (name, _), problem in warnings.items():
        raise QueryError(name, problem)
    partial = False

    def body() -> str | bytes:
        nonlocal partial
        with spreadsheet.one_at_a_time():
            found = spreadsheet.whole(encyclopedia, query)
            partial = found.partial
            return make(found, encyclopedia.release.release_id)

    try:
        response = render.text(
            body,
            media_type,
            key=key,
            filename=f"taskdex-search.{ending}",
        )
    except spreadsheet.BusyError:
        return errors.answer(503, spreadsheet.BUSY, retry_after_s=spreadsheet.BUSY_AGAIN_S)
    if partial:
        # A file that lacks rows must not be taken for a whole one.
        return errors.answer(503, spreadsheet.BUSY, retry_after_s=spreadsheet.BUSY_AGAIN_S)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@blueprint.get("/_/search")
def search_fragment() -> Response:
    encyclopedia = current()
    source = render.source_id()
    typing = source == BOX_ID
    query, warnings, address, key = _asked(typing=typing)
    query = as_spoken(encyclopedia, query)
    shown = addresses.without_base(request.headers.get("HX-Current-URL", ""))
    # Typing replaces the address; what is submitted or chosen gets one of its own. But the first
    # letter on another page must not take that page out of the history.
    stay = (shown == address and source != FORM_ID) or (
        typing and shown.partition("?")[0] == addresses.path("search.search")
    )
    response = render.fragment(
        "search/results.html",
        lambda: results_of(encyclopedia, query, warnings),
        key=f"{key}|{query.spoken}",
        title=f"{title_of(query)} – Taskdex",
        push=None if stay else address,
        replace=address if stay else None,
    )
    return varied(response, is_decided=True)


class Asked(NamedTuple):
    """What the parameters of an address ask for."""

    query: Query
    warnings: Warnings
    address: str
    """The one that a browser is to show."""
    key: str
    """All that an answer depends on."""


def _asked(*, typing: bool = False) -> Asked:
    """Raises QueryError, as `read_query` does."""
    with timed("parse"):
        return _read(request.query_string, request.script_root, typing=typing)


@lru_cache(maxsize=1024)
def _read(_query_string: bytes, _script_root: str, *, typing: bool) -> Asked:
    """Reads the parameters of the request, which are all in its query string. People type the same
    first letters: these are read once."""
    query, warnings = read_parameters(request.args, typing=typing, any_page=True)
    address = Links(query).address()
    key = f"{address}|{query.text}|{query.notes}|{sorted(warnings) if warnings else ''}"
    return Asked(query, warnings, address, key)
