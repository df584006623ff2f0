"""`/healthz`: the process is up. `/readyz`: it has a release, and a search gets an answer."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from webapp.http.release import open_release

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    return _plain(jsonify(status="up"))


@blueprint.get("/readyz")
def readyz() -> Response:
    found = open_release().encyclopedia()
    if found is None:
        response = jsonify(status="not ready", reason="There is no release: run taskdex build.")
    elif not found.engine_ready():
        response = jsonify(
            status="not ready",
            reason="The search engine does not answer: taskdex verify says why.",
            release=found.release.release_id,
        )
    else:
        return _plain(jsonify(status="ready", release=found.release.release_id))
    response.status_code = 503
    return _plain(response)


def _plain(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
