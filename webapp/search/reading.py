"""An address's parameters → a query. Called by the views of searches, of embeds and by the API."""

from __future__ import annotations

from typing import Final

from werkzeug.datastructures import MultiDict

from index.errors import QueryError
from index.query import (
    DEFAULT_SIZE,
    FILTERS,
    MAX_PAGE,
    Query,
    choose,
    parse,
    whole_number,
)
from webapp.http.arguments import one
from webapp.http.timing import timed

FILTER_NAMES: Final = (*FILTERS, "occupation")


Warnings = dict[tuple[str, str], str]
"""Filter and value as given → what is wrong with it."""


BOX_ID: Final = "q"


SWITCH: Final = {"": False, "0": False, "false": False, "no": False} | {
    "1": True,
    "true": True,
    "yes": True,
}


def read_query(args: MultiDict[str, str], *, typing: bool = False) -> tuple[Query, Warnings]:
    """The query of an address, and filters that cannot be, which are left out of it.

    `typing` drops what belonged to the words before the last keystroke. Raises QueryError for any
    other parameter that cannot have its value.
    """
    with timed("parse"):
        return read_parameters(args, typing=typing)


def read_parameters(
    args: MultiDict[str, str], *, typing: bool, any_page: bool = False
) -> tuple[Query, Warnings]:
    """As `read_query`, not timed. `any_page`: a number that is too high stands for the last one."""
    page = 1 if typing else whole_number("page", args.getlist("page"), 1)
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
        page=min(page, MAX_PAGE) if any_page else page,
        size=whole_number("size", args.getlist("size"), DEFAULT_SIZE),
        verbatim=SWITCH[verbatim] and not typing,
        language=one(args, "hl").lower(),
    )
    return query, warnings


def title_of(query: Query) -> str:
    return f"{query.text.strip()}: search" if query.text.strip() else "Search"
