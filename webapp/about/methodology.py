"""`/methodology`: every measure, what it means and what it does not."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response

from webapp.http import render
from webapp.http.release import current, index_releases

blueprint = Blueprint("methodology", __name__)


@dataclass(frozen=True, slots=True)
class ProsePage:
    """about/methodology.html, about/about.html"""

    group_count: int
    index_releases: tuple[str, ...]


@blueprint.get("/methodology")
def methodology() -> Response:
    current()  # 503 without a release, as everywhere
    return render.page("about/methodology.html", prose)


def prose() -> ProsePage:
    """What the pages of prose say of the open release."""
    encyclopedia = current()
    return ProsePage(
        group_count=len(encyclopedia.groups()),
        index_releases=index_releases(encyclopedia.release),
    )
