"""Which headers of a request an answer depends on. Called by whatever reads one of them."""

from __future__ import annotations

from flask import Response


def depends_on(response: Response, *names: str) -> None:
    """Adds names of headers to `Vary`; `response.vary` would take ten times as long for each."""
    given = response.headers.get("Vary")
    known = given.split(", ") if given else ()
    response.headers["Vary"] = ", ".join(dict.fromkeys((*known, *names)))
