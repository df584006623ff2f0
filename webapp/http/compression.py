"""Compression of answers: Brotli or gzip, whichever a browser takes, without a proxy in front.

Called by the app factory. What is compressed is remembered by its tag, or by its own digest where
it has none, so a page that is asked for again is compressed once. Static files are compressed as
well as can be; fragments as fast as can be, where they are made and remembered
(`webapp.http.render`); downloads lie compressed in the release (`webapp.http.downloads`).

The tag of an answer becomes a weak one, the same for every coding: a browser that has the page in
any of them gets its 304 before anything is rendered. No page holds a secret (there are no cookies,
accounts or form tokens), so its length gives none away (the attack named BREACH).
"""

from __future__ import annotations

import hashlib
import zlib
from functools import lru_cache
from typing import Final

import brotli
from flask import Flask, Response, current_app, request
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

from webapp.http.memory import BodyCache
from webapp.http.vary import depends_on

CODINGS: Final = ("br", "gzip")
"""Where a browser takes several equally well, the first."""
SMALLEST: Final = 500
"""Bytes; a smaller page or file fits into one packet as it is. Fragments are seldom smaller."""
CACHE_BYTES: Final = 8_000_000
"""Of compressed pages in each worker: about 800."""
QUALITY: Final = 5
"""Of Brotli, for answers: 10% fewer bytes than gzip, in the same time."""
FAST: Final = 3
"""Of Brotli, for fragments, which are made at every key: a third of the processor time (0.15
instead of 0.43 ms), for 14% more bytes (4.5 instead of 4.0 kB)."""
BEST: Final = 11
"""Of Brotli, for static files: 20% fewer bytes, in a hundred times the time."""
TEXTS: Final = ("json", "xml", "javascript")
"""How the media types of text end, beside all of text/."""


def init_app(app: Flask) -> None:
    """Compresses every answer. To be called right after the request log, so that it is the last
    but one to see an answer: what follows counts the bytes that are sent."""
    app.extensions["taskdex-compressed"] = BodyCache(CACHE_BYTES)
    app.extensions["taskdex-compressed-static"] = BodyCache(CACHE_BYTES)

    @app.after_request
    def compress(response: Response) -> Response:
        is_static = request.endpoint == "static"
        if not is_compressible(response, is_static):
            return response
        depends_on(response, "Accept-Encoding")
        coding = taken()
        if coding is None:
            return response
        tag, _ = response.get_etag()
        if response.status_code == 304:
            if tag is not None:
                response.set_etag(tag, weak=True)
            return response
        if response.status_code == 206:
            return response
        response.direct_passthrough = False
        body = response.get_data()
        if len(body) >= SMALLEST:
            response.set_data(_compressed(body, coding, tag, BEST if is_static else QUALITY))
            response.headers["Content-Encoding"] = coding
            response.headers.pop("Accept-Ranges", None)
        if tag is not None:
            response.set_etag(tag, weak=True)
        return response


def is_compressible(response: Response, is_static: bool) -> bool:
    """Whether this is text that is in no coding yet, and no file that goes out as it lies."""
    media_type = response.mimetype or ""
    return (
        (media_type.startswith("text/") or media_type.endswith(TEXTS))
        and "Content-Encoding" not in response.headers
        and (is_static or not (response.direct_passthrough or response.is_streamed))
        and response.status_code not in (204, 205)
    )


def taken() -> str | None:
    """The coding that the browser which asks takes best; None: none of ours."""
    return chosen(request.headers.get("Accept-Encoding", ""))


@lru_cache(maxsize=64)
def chosen(accepted: str) -> str | None:
    """The coding that a browser takes best (the value of Accept-Encoding); None: none of ours."""
    qualities = parse_accept_header(accepted, Accept)
    best = max(CODINGS, key=qualities.quality)
    return best if qualities.quality(best) > 0 else None


def _compressed(body: bytes, coding: str, tag: str | None, quality: int) -> bytes:
    # The few static files stay, however many pages come and go.
    memory: BodyCache = current_app.extensions[
        "taskdex-compressed-static" if quality == BEST else "taskdex-compressed"
    ]
    key = (coding, quality, tag or hashlib.sha256(body).digest())
    found = memory.get(key)
    if found is None:
        found = packed(body, coding, quality)
        memory.put(key, found)
    return found


def packed(body: bytes, coding: str, quality: int) -> bytes:
    """A body in a coding; the quality is Brotli's."""
    if coding == "br":
        return bytes(brotli.compress(body, quality=quality))
    return zlib.compress(body, 9 if quality == BEST else 6, wbits=31)
