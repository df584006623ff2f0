"""`/favicon.ico`: asked for by browsers and readers that look at no page first."""

from __future__ import annotations

from flask import Blueprint, Response, current_app

from webapp.http.assets import DAY_CACHE

blueprint = Blueprint("icon", __name__)


@blueprint.get("/favicon.ico")
def favicon() -> Response:
    """The same picture as `static/img/icon-32.png`, in the frame of an ICO file."""
    response = current_app.send_static_file("img/favicon.ico")
    response.mimetype = "image/x-icon"
    response.headers["Cache-Control"] = DAY_CACHE
    return response
