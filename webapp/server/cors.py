"""Anyone's page may read what is for programs, errors included. Called by the app factory.

There are no credentials here, so every origin is as good as any other. Without these headers a
browser hides the status and the problem from the page that asked, and shows it a network error.
"""

from __future__ import annotations

from typing import Final

from flask import Flask, Response, request

from webapp.http.addresses import MCP
from webapp.http.errors import is_for_programs

METHODS: Final = "GET, HEAD, OPTIONS"
EXPOSED: Final = (
    *("Accept-Ranges", "Content-Disposition", "Content-Encoding", "Content-Range"),
    *("ETag", "Link", "Retry-After"),
)
"""Response headers that a page may read beside those that it always may."""
PREFLIGHT_S: Final = 86_400


def init_app(app: Flask) -> None:
    """Answers preflights and opens every answer that is for programs."""

    @app.before_request
    def preflight() -> Response | None:
        # At addresses that there are not as well: the page is then told that it is a 404.
        if (
            request.method == "OPTIONS"
            and "Access-Control-Request-Method" in request.headers
            and is_for_programs()
        ):
            response = Response(status=204)
            methods = "POST, OPTIONS" if request.path == MCP else METHODS
            response.headers["Allow"] = methods
            response.headers["Access-Control-Allow-Methods"] = methods
            response.headers["Access-Control-Allow-Headers"] = "*"
            response.headers["Access-Control-Max-Age"] = str(PREFLIGHT_S)
            return response
        return None

    @app.after_request
    def open_to_all(response: Response) -> Response:
        if is_for_programs() or "Access-Control-Allow-Origin" in response.headers:
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["Access-Control-Expose-Headers"] = ", ".join(EXPOSED)
        return response
