"""`/robots.txt`: everything but searches may be crawled; where the sitemap is."""

from __future__ import annotations

from flask import Blueprint, Response

from webapp.http import addresses, render

blueprint = Blueprint("robots", __name__)


@blueprint.get("/robots.txt")
def robots() -> Response:
    return render.text(rules, "text/plain")


def rules() -> str:
    """Searches are without end, and fragments are no pages."""
    uncrawled = (
        addresses.path("search.search"),
        addresses.below(addresses.FRAGMENTS),
        addresses.path("opensearch.suggest"),
        addresses.path("api.search"),
        addresses.path("api.suggest"),
    )
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in uncrawled)]
    sitemap = addresses.absolute(addresses.path("sitemap.sitemap"))
    return "\n".join([*lines, "", f"Sitemap: {sitemap}", ""])
