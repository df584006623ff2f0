"""Page or fragment, 304 or 200: the one place that turns a template into an answer.

Wraps htmx-flask, which predates htmx 4: the source of a request is the header `HX-Source` there,
and nothing sets `Vary`. Called by every view.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from flask import Flask, Response, current_app, make_response, render_template, request
from htmx_flask import make_response as make_htmx_response
from markupsafe import escape

from webapp.folders import PACKAGE
from webapp.http import addresses, compression
from webapp.http.memory import BodyCache
from webapp.http.release import open_release
from webapp.http.site import Site
from webapp.http.timing import timed
from webapp.http.vary import depends_on

PAGE_CACHE: Final = "public, max-age=300, stale-while-revalidate=86400"
FRAGMENT_CACHE: Final = "private, no-cache"
"""A fragment is asked for again each time: its history header depends on who asks."""
FRAGMENT_VARY: Final = ("HX-Request", "HX-Source", "HX-Current-URL", "Accept-Encoding")

CACHE_BYTES: Final = 12_000_000
"""Of fragments as they were sent, in each worker: about 2,200 answers."""

_RELEASE_ID: Final = re.compile(r"onet-[0-9]{1,3}\.[0-9]{1,2}-[0-9a-f]{10}")

MakeContext = Callable[[], object]
"""Makes a page's context; only called if the browser does not have the page already."""


def init_app(app: Flask) -> None:
    """Registers what every template may use, and fingerprints for the ETags all that makes an
    answer beside the release: our own code and the templates."""
    digest = hashlib.sha256(str(app.extensions["taskdex-version"]).encode())
    code, templates = PACKAGE, Path(app.root_path, app.template_folder or "templates")
    for root, pattern in ((code, "*.py"), (code.parent / "index", "*.py"), (templates, "*")):
        for path in sorted(root.rglob(pattern)):
            if path.is_file():
                name = path.relative_to(root).as_posix()
                digest.update(name.encode() + b"\0" + path.read_bytes())
    for name, value in sorted(app.extensions["taskdex-assets"].items()):
        digest.update(f"{name}={value}".encode())
    app.extensions["taskdex-edition"] = digest.hexdigest()
    app.extensions["taskdex-bodies"] = BodyCache(CACHE_BYTES)

    @app.context_processor
    def site() -> dict[str, Any]:
        return {"site": make_site()}

    app.jinja_env.globals["addresses"] = addresses


def make_site() -> Site:
    """What every page says of the site."""
    found = open_release().encyclopedia()
    return Site(
        base=addresses.base(),
        path=addresses.asked_for(),
        version=current_app.extensions["taskdex-version"],
        release=None if found is None else found.release,
        other_release=other_release(),
    )


def other_release() -> str:
    """The release that a versioned address names (`?release=onet-30.3-6f34d49d53`), if it is not
    the one that is served; else empty."""
    asked = request.args.get("release", "")
    if not _RELEASE_ID.fullmatch(asked):
        return ""
    found = open_release().encyclopedia()
    return "" if found is not None and asked == found.release.release_id else asked


def wants_fragment() -> bool:
    """Whether htmx asks, and not to restore a page of the history."""
    htmx = request.htmx  # type: ignore[attr-defined]  # set by htmx-flask
    return bool(htmx) and not htmx.history_restore_request


AGAIN: Final = "again-"
"""Begins the id of an element that asks once more for what another one could not have."""


def source_id() -> str:
    """The id of the element that made htmx ask (`HX-Source: input#q`); empty if it has none."""
    return request.headers.get("HX-Source", "").partition("#")[2].removeprefix(AGAIN)


def page(
    template: str,
    context: MakeContext,
    *,
    key: str | None = None,
    status: int = 200,
    links: Sequence[str] = (),
    cached: bool = True,
) -> Response:
    """A whole page, or 304 if the browser has it.

    `key` holds what of the request the page depends on besides its path; `links` are values of
    the Link header.
    """
    etag = _etag(f"{key or ''}|{other_release()}") if cached and status == 200 else None
    response = not_modified(etag)
    if response is None:
        made = context()
        with timed("render"):
            response = make_response(render_template(template, page=made), status)
        if getattr(made, "partial", False):  # it may be whole the next time
            etag = None
    if etag is None:
        response.headers["Cache-Control"] = "no-store" if status >= 500 else "no-cache"
    else:
        _cache(response, etag, PAGE_CACHE)
    if links:
        response.headers["Link"] = ", ".join(links)
    return response


def fragment(
    template: str,
    context: MakeContext,
    *,
    key: str,
    title: str,
    push: str | None = None,
    replace: str | None = None,
    status: int = 200,
) -> Response:
    """A fragment for htmx, with the page's title and the address that the browser is to show."""
    etag = _etag(f"{key}|{push}|{replace}") if status == 200 else None
    response = not_modified(etag)
    coding = None
    if response is None:
        # An error is not remembered, and compressed as a page is.
        coding = compression.taken() if status == 200 else None
        kept_as = (key, coding) if status == 200 else None
        body, is_whole = _fragment_body(template, context, title, kept_as)
        response = make_htmx_response(body, push_url=push, replace_url=replace)
        assert isinstance(response, Response)
        if coding is not None:
            response.headers.add("Content-Encoding", coding)
        if not is_whole:
            etag = None
    if etag is None:
        response.status_code = status
        response.headers["Cache-Control"] = "no-store"
    else:
        _cache(response, etag, FRAGMENT_CACHE, weak=coding is not None)
    depends_on(response, *FRAGMENT_VARY)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _fragment_body(
    template: str, context: MakeContext, title: str, kept_as: tuple[str, str | None] | None
) -> tuple[bytes, bool]:
    """A fragment as it is sent, and whether it is all there is. People type the same first letters:
    what was sent is remembered.

    `kept_as`: all that it depends on beside the release and the path, its title included, and the
    coding that it is sent in; None: it is sent as it is, and not remembered.
    """
    memory: BodyCache = current_app.extensions["taskdex-bodies"]
    found = open_release().encyclopedia()
    place = (request.path, request.script_root, found and found.release.release_id, kept_as)
    if kept_as is not None and (body := memory.get(place)) is not None:
        return body, True
    made = context()
    with timed("render"):
        body = f"<title>{escape(title)}</title>{render_template(template, page=made)}".encode()
    # What the time budget cut short may be whole the next time.
    is_whole = not getattr(made, "partial", False)
    if kept_as is not None:
        if coding := kept_as[1]:
            body = compression.packed(body, coding, compression.FAST)
        if is_whole:
            memory.put(place, body)
    return body, is_whole


def text(
    make: Callable[[], str | bytes], mimetype: str, *, key: str = "", filename: str | None = None
) -> Response:
    """A page's facts in another format, or 304."""
    etag = _etag(f"{mimetype}|{key}")
    response = not_modified(etag) or Response(make(), mimetype=mimetype)
    _cache(response, etag, PAGE_CACHE)
    if filename is not None:
        response.headers["Content-Disposition"] = f'inline; filename="{filename}"'
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def markdown(template: str, context: MakeContext, path: str, *, key: str = "") -> Response:
    """An entry's facts as Markdown, or 304; `path` is that of its page."""
    response = text(lambda: render_template(template, page=context()), "text/markdown", key=key)
    response.headers["Link"] = f'<{addresses.absolute(path)}>; rel="canonical"'
    return response


@dataclass(frozen=True, slots=True)
class Made:
    """A body, and what is to be known of it."""

    body: object
    links: Sequence[str] = ()
    """Values of the Link header."""
    partial: bool = False
    """The next answer may be whole, so this one must not be cached."""


def json(
    make: Callable[[], object], *, key: str = "", mimetype: str = "application/json"
) -> Response:
    """JSON, or 304. Anyone's page may read it. What is made may be Made; a body that says
    `partial` of itself is."""
    made = Made(None)

    def dump() -> str:
        nonlocal made
        body = make()
        made = body if isinstance(body, Made) else Made(body)
        with timed("render"):
            return current_app.json.dumps(made.body) + "\n"

    response = text(dump, mimetype, key=key)
    if made.links:
        response.headers["Link"] = ", ".join(made.links)
    if made.partial or (isinstance(made.body, dict) and made.body.get("partial") is True):
        del response.headers["ETag"]
        response.headers["Cache-Control"] = "no-store"
    return response


def not_modified(etag: str | None) -> Response | None:
    """304 if the browser has this version: before anything is rendered."""
    if (
        etag is not None
        and "HTTP_IF_NONE_MATCH" in request.environ  # parsing none takes as long as one
        and request.method in ("GET", "HEAD")
        and request.if_none_match.contains_weak(etag)
    ):
        return Response(status=304)
    return None


def _etag(key: str) -> str:
    found = open_release().encyclopedia()
    release = "" if found is None else found.release.release_id
    edition = current_app.extensions["taskdex-edition"]
    text = "\0".join((edition, release, addresses.root(), request.path, key))
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=12).hexdigest()


def _cache(response: Response, etag: str, cache_control: str, *, weak: bool = False) -> None:
    response.set_etag(etag, weak=weak)
    response.headers["Cache-Control"] = cache_control
