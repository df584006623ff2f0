"""The parameters of an address, read one by one. Called by the views; raises QueryError."""

from __future__ import annotations

from typing import Final

from flask import request
from werkzeug.datastructures import MultiDict

from index.errors import QueryError
from index.query import check_range, whole_number


def one(args: MultiDict[str, str], name: str) -> str:
    """A parameter that is given at most once; empty if it is not. Raises QueryError."""
    values = args.getlist(name)
    if len(values) > 1:
        raise QueryError(name, "is given more than once.")
    return values[0] if values else ""


HIGHEST_PAGE: Final = 100_000
"""A page beyond the last one shows the last one; what is beyond this is no number of a page."""


def page_number() -> int:
    number = whole_number("page", request.args.getlist("page"), 1)
    check_range("page", number, HIGHEST_PAGE)
    return number


def last_page_at_most(number: int, page_count: int) -> int:
    """The page to show: the last one, where an address asks for one beyond it."""
    return min(number, max(1, page_count))


def bounded(args: MultiDict[str, str], name: str, default: int, highest: int) -> int:
    """A whole number from 1 on. Raises QueryError."""
    number = whole_number(name, args.getlist(name), default)
    check_range(name, number, highest)
    return number
