"""Another format at a page's own address, for whoever says so: `Accept: text/markdown` or
`application/json`.

Called by the app factory. The request goes on as if it had been for the address of that format
(`/tasks/task-19156.md`), so the answer is the same, its tag included. Pages that have other formats
say `Vary: Accept`, so that no cache mistakes one for another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from flask import Flask, Response, request
from werkzeug.http import parse_accept_header

from webapp.http import addresses
from webapp.http.vary import depends_on

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PAGES: Final = frozenset({"text/html", "application/xhtml+xml", "text/*"})
ENDINGS: Final = {"text/markdown": ".md", "application/json": ".json"}
LONGEST: Final = 1000
"""Characters that are read of an Accept header; browsers send 200."""
FLAG: Final = "taskdex.negotiated"
"""Key of the environment: the path that was asked for, where another one is answered."""

_BESIDE: Final = (
    (re.compile(r"/(?:tasks|occupations|activities|software|rankings)/[^/]+"), (".md", ".json")),
    (re.compile(r"/changes(?:/[^/]+)?"), (".json",)),
)
"""Pages whose other formats lie beside them, the ending behind their own path."""
_HAS_ENDING: Final = re.compile(r"\.(?:md|json|csv|bib|ris)$", re.IGNORECASE)
_APART: Final = {
    "/occupations": {".md": "/occupations.md", ".json": "/api/v1/occupations"},
    "/activities": {".md": "/activities.md", ".json": "/api/v1/activities"},
    "/software": {".json": "/api/v1/software"},
    "/rankings": {".md": "/rankings.md", ".json": "/api/v1/rankings"},
    "/search": {".json": "/api/v1/search"},
    "/compare": {".json": "/api/v1/compare"},
    "/sources": {".json": "/api/v1/sources"},
    "/data": {".json": "/data/datapackage.json"},
}
"""Pages whose other formats have a path of their own."""


def init_app(app: Flask) -> None:
    """Puts the choice in front of the app, and on answers that depend on it Vary and Link."""
    app.wsgi_app = Choice(app.wsgi_app)  # type: ignore[method-assign]

    @app.after_request
    def describe(response: Response) -> Response:
        if FLAG in request.environ:
            depends_on(response, "Accept")
        elif others := formats(request.path):
            depends_on(response, "Accept")
            if response.status_code == HTTPStatus.OK:
                _link(response, others)
        return response


def formats(path: str) -> dict[str, str]:
    """The endings of a page's other formats, each with its path."""
    if path in _APART:
        return _APART[path]
    if _HAS_ENDING.search(path):
        return {}
    for pages, endings in _BESIDE:
        if pages.fullmatch(path):
            return {ending: path + ending for ending in endings}
    return {}


def elsewhere(path: str, accepted: str) -> str | None:
    """The path of the format that is asked for; None: the page itself."""
    ending = preferred(accepted)
    return formats(path).get(ending) if ending else None


def _link(response: Response, others: dict[str, str]) -> None:
    """Names the other formats in the Link header, but for those that the view has named."""
    named = response.headers.get("Link", "")
    query = request.query_string.decode("latin-1")
    added = [named] if named else []
    for media_type, ending in ENDINGS.items():
        if ending in others and f'type="{media_type}"' not in named:
            url = addresses.absolute(addresses.below(others[ending])) + (query and f"?{query}")
            added.append(f'<{url}>; rel="alternate"; type="{media_type}"')
    response.headers["Link"] = ", ".join(added)


@lru_cache(maxsize=256)
def preferred(accepted: str) -> str:
    """`.md` or `.json`, if the value of an Accept header names that and no page that it likes as
    much; empty: the page."""
    named = {name.lower(): quality for name, quality in parse_accept_header(accepted)}
    page = max((named.get(name, 0.0) for name in PAGES), default=0.0)
    best = max(ENDINGS, key=lambda name: named.get(name, 0.0))
    return ENDINGS[best] if named.get(best, 0.0) > page else ""


class Choice:
    """Leads a request to the format that it asks for."""

    def __init__(self, app: WSGIApplication) -> None:
        self.app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        other = elsewhere(path, environ.get("HTTP_ACCEPT", "")[:LONGEST])
        if other is not None:
            environ = {**environ, "PATH_INFO": other, FLAG: path}
        return self.app(environ, start_response)
