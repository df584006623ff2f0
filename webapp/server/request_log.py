"""What is noted of each request: an id, how long it took, one line in the log, counts.

Nothing of what a person typed is noted, unless TASKDEX_LOG_QUERIES is 1: a route is the name of a
view, never an address. Called by the app factory; `search` by the views.
"""

from __future__ import annotations

import json
import re
import secrets
import time
from typing import Final

from flask import Flask, Response, current_app, g, request

from webapp.config import Config
from webapp.http.release import open_release
from webapp.http.timing import PARTS, taken
from webapp.server.log_lines import Lines
from webapp.server.metrics import Counters, class_of
from webapp.server.shared_memory import SharedMemory

REQUEST_ID: Final = "X-Request-ID"
NO_ROUTE: Final = "none"
"""Of an address that leads nowhere."""
_SANE_ID: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")


def init_app(app: Flask, config: Config, shared: SharedMemory) -> None:
    """Notes every request. To be called first: it is to begin first and end last."""
    counts = Counters(shared)
    counts.add(("worker_starts", 1))
    app.extensions["taskdex-counters"] = counts
    lines = Lines() if config.log_requests else None

    @app.before_request
    def begin() -> None:
        g.taskdex_started = time.perf_counter()
        given = request.headers.get(REQUEST_ID, "") if config.trusted_hops else ""
        g.taskdex_id = given if _SANE_ID.fullmatch(given) else secrets.token_hex(8)

    @app.after_request
    def end(response: Response) -> Response:
        took_s = time.perf_counter() - g.taskdex_started
        route = request.endpoint or NO_ROUTE
        counts.add(
            (f"requests|{route}|{response.status_code // 100}", 1),
            (f"took|{route}|{class_of(took_s)}", 1),
            (f"micros|{route}", round(took_s * 1e6)),
        )
        if response.status_code == 429:
            counts.add(("refused", 1))
        # Added, not set: to set one is to look for it among all the others.
        response.headers.add(REQUEST_ID, g.taskdex_id)
        response.headers.add("Server-Timing", _server_timing(took_s))
        if lines is not None and not lines.write(_line(response, route, took_s, config)):
            counts.add(("log_lines_dropped", 1))
        return response


def _server_timing(took_s: float) -> str:
    parts = taken()
    known = [(part, parts[part]) for part in PARTS if part in parts]
    return ", ".join(f"{part};dur={s * 1000:.2f}" for part, s in (*known, ("total", took_s)))


def _line(response: Response, route: str, took_s: float, config: Config) -> str:
    found = open_release().encyclopedia()
    now = time.time()
    fields: dict[str, object] = {
        "time": f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(now))}.{int(now % 1 * 1000):03}Z",
        "request_id": g.taskdex_id,
        "method": request.method if request.method in _METHODS else "other",
        "route": route,
        "status": response.status_code,
        "bytes": 0 if request.method == "HEAD" else response.content_length or 0,
        "ms": round(took_s * 1000, 2),
        **{f"{part}_ms": round(s * 1000, 2) for part, s in taken().items()},
        "release": None if found is None else found.release.release_id,
    }
    if config.log_queries:
        fields["address"] = request.full_path[:500]
    return json.dumps(fields, ensure_ascii=True)


_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE"})


def counters() -> Counters:
    """The counts of the running app."""
    found: Counters = current_app.extensions["taskdex-counters"]
    return found
