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
from typing import TYPE_CHECKING, Final

from flask import Flask, Response, request
from werkzeug.http import parse_accept_header

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PAGES: Final = frozenset({"text/html", "application/xhtml+xml", "text/*"})
ENDINGS: Final = {"text/markdown": ".md", "application/json": ".json"}
LONGEST: Final = 1000
"""Characters that are read of an Accept header; browsers send 200."""
FLAG: Final = "taskdex.negotiated"
"""Key of the environment: the path that was asked for, where another one is answered."""

_ENTRY: Final = re.compile(r"/(?:tasks|occupations|activities|software)/[^/]+")
_HAS_ENDING: Final = re.compile(r"\.(?:md|json|csv|bib|ris)$", re.IGNORECASE)
_LISTS: Final = {
    **{(path, ".md"): f"{path}.md" for path in ("/occupations", "/activities")},
    **{
        (path, ".json"): f"/api/v1{path}"
        for path in ("/search", "/compare", "/occupations", "/activities", "/sources")
    },
}
"""Path and ending → where the list is in that format."""
_LIST_PATHS: Final = frozenset(path for path, _ in _LISTS)


def init_app(app: Flask) -> None:
    """Puts the choice in front of the app, and Vary on all answers that depend on it."""
    app.wsgi_app = Choice(app.wsgi_app)  # type: ignore[method-assign]

    @app.after_request
    def vary(response: Response) -> Response:
        asked = request.environ.get(FLAG)
        if asked is not None or is_negotiable(request.path):
            response.vary.add("Accept")
        return response


def is_negotiable(path: str) -> bool:
    """Whether a page at this path has other formats."""
    return path in _LIST_PATHS or bool(_ENTRY.fullmatch(path) and not _HAS_ENDING.search(path))


def elsewhere(path: str, accepted: str) -> str | None:
    """The path of the format that is asked for; None: the page itself."""
    ending = preferred(accepted)
    if not ending or not is_negotiable(path):
        return None
    if path in _LIST_PATHS:
        return _LISTS.get((path, ending))
    return path + ending


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
