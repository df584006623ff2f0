"""`/robots.txt`: everything but searches may be crawled; where the sitemap is."""

from __future__ import annotations

from flask import Blueprint, Response

from webapp.http import addresses, render

blueprint = Blueprint("robots", __name__)

UNCRAWLED = ("/search", "/_/", "/suggest", "/api/v1/search", "/api/v1/suggest")
RULES = "".join(["User-agent: *\n", *(f"Disallow: {path}\n" for path in UNCRAWLED)])


@blueprint.get("/robots.txt")
def robots() -> Response:
    return render.text(
        lambda: f"{RULES}\nSitemap: {addresses.absolute('/sitemap.xml')}\n", "text/plain"
    )
