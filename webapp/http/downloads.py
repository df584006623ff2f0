"""Files in whole or in part: conditional requests, one range. Called by `/data` and the API.

An export that lies packed in the release goes out as it lies to whoever takes gzip; what lies there
packed only (JSON Lines) is unpacked on the way to everybody else.
"""

from __future__ import annotations

import gzip
import re
import struct
from typing import BinaryIO, Final, cast

from flask import Response, request
from werkzeug.exceptions import RequestedRangeNotSatisfiable
from werkzeug.wsgi import FileWrapper

from index.records.entries import Download
from index.records.terms import PACKED
from webapp.http import errors, render

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


MEDIA_TYPE = "application/x-ndjson"
"""Neither this nor application/jsonl is registered; more programs know this one."""


def unpacked(export: Download) -> Response:
    """The text in whole or in part, under its name without `.gz`."""
    if (answer := gone(export)) is not None:
        return answer
    name = export.name.removesuffix(PACKED)
    if takes_gzip():
        return as_it_lies(export, name, MEDIA_TYPE)
    file = cast(BinaryIO, gzip.GzipFile(export.path))
    return _whole_or_part(file, f"{export.sha256}-unpacked", name, MEDIA_TYPE, length(export))


def takes_gzip() -> bool:
    """Whether who asks may be given a packed file as it lies."""
    return request.accept_encodings.quality("gzip") > 0


def as_it_lies(export: Download, name: str, media_type: str) -> Response:
    """A packed file in whole or in part, as the gzip coding of what `name` is."""
    tag = f"{export.sha256}-packed"
    return _whole_or_part(export.path.open("rb"), tag, name, media_type, export.byte_count, "gzip")


def _whole_or_part(
    file: BinaryIO, tag: str, name: str, media_type: str, byte_count: int, coding: str | None = None
) -> Response:
    # A wrapper of our own and not the server's, which would send the file below a GzipFile.
    response = Response(FileWrapper(file, 64 * 1024), direct_passthrough=True)
    response.headers["Content-Type"] = media_type
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = render.PAGE_CACHE
    response.headers["Vary"] = "Accept-Encoding"
    response.content_length = byte_count
    response.set_etag(tag)
    if coding is not None:
        response.headers["Content-Encoding"] = coding
    return conditional(response, byte_count)


def length(export: Download) -> int:
    """Bytes of the text: the last four of the file say it (RFC 1952), which our exports, each one
    member of less than 4 GB, can be sure of."""
    with export.path.open("rb") as file:
        file.seek(-4, 2)
        (byte_count,) = struct.unpack("<I", file.read(4))
    return int(byte_count)
