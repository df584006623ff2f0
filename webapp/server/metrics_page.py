"""`/metrics`: what all workers have counted, for Prometheus."""

from __future__ import annotations

from ipaddress import ip_address

from flask import Blueprint, Response, current_app, request

from webapp.config import Config
from webapp.http import errors
from webapp.http.release import open_release
from webapp.server import metrics, request_log

blueprint = Blueprint("metrics", __name__)

FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via")


@blueprint.get("/metrics")
def show() -> Response:
    config: Config = current_app.extensions["taskdex-config"]
    if not _may_read(config):
        return errors.answer(
            403,
            "Whoever runs this server says in TASKDEX_METRICS_FROM who may read this.",
            title="This is for the operators",
        )
    found = open_release().encyclopedia()
    counters = request_log.counters()
    gauges = {
        "ready": (
            "Whether a real search gets a real answer in the worker that was asked.",
            float(found is not None and found.engine_ready()),
        ),
        "workers": ("Workers that are alive.", float(counters.processes())),
    }
    labels = {
        "version": current_app.extensions["taskdex-version"],
        "release": "" if found is None else found.release.release_id,
    }
    response = Response(metrics.text(counters, gauges, labels))
    response.headers["Content-Type"] = metrics.MEDIA_TYPE
    response.headers["Cache-Control"] = "no-store"
    return response


def _may_read(config: Config) -> bool:
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return False
    if any(address in network for network in config.metrics_from):
        return True
    # What a proxy on this machine passes on comes from this machine, too, but not from its people.
    passed_on = not config.trusted_hops and any(name in request.headers for name in FORWARDED)
    return address.is_loopback and not passed_on
