"""`/favicon.ico`: asked for by browsers and readers that look at no page first."""

from __future__ import annotations

from flask import Blueprint, Response, request

from webapp.folders import folder
from webapp.http.assets import DAY_CACHE

blueprint = Blueprint("icon", __name__)


@blueprint.get("/favicon.ico")
def favicon() -> Response:
    """The same picture as `static/img/icon-32.png`, in the frame of an ICO file."""
    picture = (folder("static") / "img" / "favicon.ico").read_bytes()
    response = Response(picture, mimetype="image/x-icon")
    response.headers["Cache-Control"] = DAY_CACHE
    response.add_etag()
    response.make_conditional(request)
    return response
