"""`/about`: what this is, how it is made, and what it is not."""

from __future__ import annotations

from flask import Blueprint, Response

from webapp.about.methodology import prose
from webapp.http import render

blueprint = Blueprint("about", __name__)


@blueprint.get("/about")
def about() -> Response:
    return render.page("about/about.html", prose)
