"""`/robots.txt`: everything but searches may be crawled."""

from __future__ import annotations

from flask import Blueprint, Response

blueprint = Blueprint("robots", __name__)

UNCRAWLED = ("/search", "/_/", "/suggest", "/api/v1/search", "/api/v1/suggest")
RULES = "".join(["User-agent: *\n", *(f"Disallow: {path}\n" for path in UNCRAWLED)])


@blueprint.get("/robots.txt")
def robots() -> Response:
    response = Response(RULES, mimetype="text/plain")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
