"""Exports that lie packed in the release, as the text they hold. Called by `/data` and the API.

They go out as they lie to whoever takes gzip, and are unpacked on the way to everybody else.
"""

from __future__ import annotations

import gzip
import struct
from typing import BinaryIO, cast

from flask import Response, request
from werkzeug.wsgi import FileWrapper

from index.records import PACKED, Download
from webapp.http import downloads, render

MEDIA_TYPE = "application/x-ndjson"
"""Neither this nor application/jsonl is registered; more programs know this one."""


def unpacked(export: Download) -> Response:
    """The text in whole or in part, under its name without `.gz`."""
    if (gone := downloads.gone(export)) is not None:
        return gone
    as_it_lies = request.accept_encodings.quality("gzip") > 0
    byte_count = export.byte_count if as_it_lies else length(export)
    file = export.path.open("rb") if as_it_lies else gzip.GzipFile(export.path)
    # A wrapper of our own and not the server's, which would send the file below a GzipFile.
    response = Response(FileWrapper(cast(BinaryIO, file), 64 * 1024), direct_passthrough=True)
    response.headers["Content-Type"] = MEDIA_TYPE
    name = export.name.removesuffix(PACKED)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = render.PAGE_CACHE
    response.headers["Vary"] = "Accept-Encoding"
    response.content_length = byte_count
    response.set_etag(f"{export.sha256}-{'packed' if as_it_lies else 'unpacked'}")
    if as_it_lies:
        response.headers["Content-Encoding"] = "gzip"
    return downloads.conditional(response, byte_count)


def length(export: Download) -> int:
    """Bytes of the text: the last four of the file say it (RFC 1952), which our exports, each one
    member of less than 4 GB, can be sure of."""
    with export.path.open("rb") as file:
        file.seek(-4, 2)
        (byte_count,) = struct.unpack("<I", file.read(4))
    return int(byte_count)
