"""What does compression save, and what does it cost?

Usage: scripts/bench compression [--home DIR]

Bytes of a few answers as they are, with gzip and with Brotli, and processor time of this process
for each: the first answer, which is compressed, and the same again, which is remembered so. Then
typing the word "nurse", letter by letter. Both kinds in turns, the best of several rounds.
"""

from __future__ import annotations

import argparse
import time
import warnings
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Whoosh 2.7.4 has literals that Python warns of
    from webapp import close, create_app
    from webapp.config import Config

CODINGS = ("identity", "gzip", "br")
ADDRESSES = (
    "/",
    "/search?q=nurse",
    "/tasks/task-19156",
    "/occupations/29-1141.00",
    "/occupations",
    "/api/v1/search?q=nurse",
    "/static/vendor/htmx-4.0.1.min.js",
)
TYPED = tuple(f"/_/search?q={'nurse'[:length]}" for length in range(1, 6))
ROUNDS = 7


def taken(client: FlaskClient, addresses: tuple[str, ...], coding: str) -> tuple[int, float]:
    """Bytes of the answers in all, and the processor time, in milliseconds."""
    headers = {"Accept-Encoding": coding, "HX-Request": "true", "HX-Source": "input#q"}
    started, size = time.process_time(), 0
    for address in addresses:
        with client.get(address, headers=headers) as response:
            size += len(response.data)
    return size, (time.process_time() - started) * 1000


def forgotten(app: Flask) -> None:
    """Nothing is remembered any more."""
    for name in ("taskdex-bodies", "taskdex-compressed", "taskdex-compressed-static"):
        memory = app.extensions[name]
        app.extensions[name] = type(memory)(memory.limit)


def measure(app: Flask, addresses: tuple[str, ...]) -> None:
    client = app.test_client()
    taken(client, addresses, "identity")
    sizes: dict[str, int] = {}
    first: dict[str, list[float]] = {coding: [] for coding in CODINGS}
    again: dict[str, list[float]] = {coding: [] for coding in CODINGS}
    for _ in range(ROUNDS):
        for coding in CODINGS:
            forgotten(app)
            sizes[coding], spent = taken(client, addresses, coding)
            first[coding].append(spent)
            again[coding].append(min(taken(client, addresses, coding)[1] for _ in range(3)))
    name = addresses[0] if len(addresses) == 1 else "typing “nurse”"
    print(f"{name:34}", *(f"{sizes[coding]:>9,}" for coding in CODINGS), end="  ")
    for spent_by in (first, again):
        print(*(f"{min(spent_by[coding]):8.2f}" for coding in CODINGS), end="  ")
    print()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--home", type=Path, default=Path("var"))
    app = create_app(Config(home=parser.parse_args().home, rate_limit=0))
    print(f"{'':34}{'bytes':>30}  {'ms, the first time':>26}  {'ms, again':>26}")
    print(f"{'':34}", *(f"{coding:>9}" for coding in CODINGS), end="  ")
    print(*(f"{coding:>8}" for coding in CODINGS * 2))
    for address in ADDRESSES:
        measure(app, (address,))
    measure(app, TYPED)
    close(app)


if __name__ == "__main__":
    main()
