"""`/robots.txt`: everything but searches may be crawled."""

from __future__ import annotations

from flask import Blueprint, Response

blueprint = Blueprint("robots", __name__)

RULES = "User-agent: *\nDisallow: /search\nDisallow: /_/\nDisallow: /api/v1/search\n"


@blueprint.get("/robots.txt")
def robots() -> Response:
    response = Response(RULES, mimetype="text/plain")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
