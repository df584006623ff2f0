"""`/api/openapi.json`: the API's description. `/api`: the same for people."""

from __future__ import annotations

import hashlib
import json

from flask import Blueprint, Response, current_app

from webapp.api.document import describe
from webapp.api.page import api_page
from webapp.http import addresses, render
from webapp.http.memory import BodyCache
from webapp.http.release import open_release

blueprint = Blueprint("api_page", __name__)


@blueprint.get("/api")
def page() -> Response:
    described = document()
    url = addresses.absolute(addresses.path("api_page.description"))
    return render.page(
        "api/page.html",
        lambda: api_page(json.loads(described)),
        key=_version(described),
        links=(f'<{url}>; rel="service-desc"; type="application/json"',),
    )


@blueprint.get("/api/openapi.json")
def description() -> Response:
    described = document()
    return render.text(lambda: described, "application/json", key=_version(described))


def document() -> bytes:
    """The description as JSON, made once for each release and address of the site."""
    memory: BodyCache = current_app.extensions["taskdex-bodies"]
    encyclopedia = open_release().encyclopedia()
    root = addresses.root()
    place = ("openapi", root, encyclopedia and encyclopedia.release.release_id)
    found = memory.get(place)
    if found is None:
        found = f"{current_app.json.dumps(describe(encyclopedia))}\n".encode()
        memory.put(place, found)
    return found


def _version(described: bytes) -> str:
    # Not only the release and the templates make it, but the code as well.
    return hashlib.sha256(described).hexdigest()
