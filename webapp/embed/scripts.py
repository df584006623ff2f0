"""`/embed/v1.js`: the newest script for partners; `/embed/v1.0.0.js`: one version, for ever."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, request

from index.errors import NotFoundError
from webapp.embed.script_versions import Script, newest, published

blueprint = Blueprint("embed_scripts", __name__)

# An hour for a mended script to reach everyone, a week in which an outage of ours is not noticed.
NEWEST_CACHE: Final = "public, max-age=3600, stale-while-revalidate=604800, stale-if-error=604800"
VERSION_CACHE: Final = "public, max-age=31536000, immutable"


@blueprint.get("/embed/v1.js")
def latest() -> Response:
    return answer(newest(), NEWEST_CACHE)


@blueprint.get("/embed/v1.<int:minor>.<int:patch>.js")
def version(minor: int, patch: int) -> Response:
    script = published().get((minor, patch))
    if script is None:
        raise NotFoundError(f"No script has the version 1.{minor}.{patch}.")
    return answer(script, VERSION_CACHE)


def answer(script: Script, cache_control: str) -> Response:
    response = Response(script.content, mimetype="text/javascript")
    response.set_etag(script.integrity.removeprefix("sha384-"))
    response.headers["Cache-Control"] = cache_control
    # A browser compares a script with its hash only if it may read it.
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.make_conditional(request)
    return response
