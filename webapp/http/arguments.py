"""The parameters of an address, read one by one. Called by the views; raises QueryError."""

from __future__ import annotations

from flask import request
from werkzeug.datastructures import MultiDict

from index.errors import QueryError
from index.query import (
    MAX_PAGE,
    check_range,
    whole_number,
)


def one(args: MultiDict[str, str], name: str) -> str:
    """A parameter that is given at most once; empty if it is not. Raises QueryError."""
    values = args.getlist(name)
    if len(values) > 1:
        raise QueryError(name, "is given more than once.")
    return values[0] if values else ""


def page_number() -> int:
    number = whole_number("page", request.args.getlist("page"), 1)
    check_range("page", number, MAX_PAGE)
    return number


def bounded(args: MultiDict[str, str], name: str, default: int, highest: int) -> int:
    """A whole number from 1 on. Raises QueryError."""
    number = whole_number(name, args.getlist(name), default)
    check_range(name, number, highest)
    return number
