"""Files in whole or in part: conditional requests, one range. Called by what gives files away."""

from __future__ import annotations

import re
from typing import Final

from flask import Response, request
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from index.records import Download
from webapp.http import errors

REPLACED: Final = (
    "This file is of a release that has just been replaced and cleared away. "
    "The page of downloads will lead to the new one in a moment."
)
_ONE_RANGE: Final = re.compile(r"bytes=(?:[0-9]+-[0-9]*|-[0-9]+)", re.IGNORECASE)


def gone(file: Download) -> Response | None:
    """503 where a file's release was replaced and cleared away while this process still has it."""
    return None if file.path.is_file() else errors.answer(503, REPLACED, retry_after_s=10)


def conditional(response: Response, byte_count: int) -> Response:
    """The answer as 200, 206 or 304; its body must be a file that can seek.

    Raises RequestedRangeNotSatisfiable.
    """
    environ = dict(request.environ)
    if request.method != "GET" or not _ONE_RANGE.fullmatch(environ.get("HTTP_RANGE", "")):
        # A range that cannot be read, and several at once, are answered with the whole file.
        environ.pop("HTTP_RANGE", None)
    try:
        response.make_conditional(environ, accept_ranges=True, complete_length=byte_count)
    except RequestedRangeNotSatisfiable:
        response.close()
        raise
    return response
