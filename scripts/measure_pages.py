"""Prints what pages weigh, how many requests they take, and how long all task pages take.

    .venv/bin/python scripts/measure_pages.py HOME [--every N]

HOME holds a release (`taskdex build`). With --every 20 only each 20th task page is rendered.
"""

from __future__ import annotations

import argparse
import gzip
import re
import sys
import time
import warnings
from pathlib import Path

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Whoosh 2.7.4 has literals that Python warns of
    from webapp import create_app
    from webapp.config import Config
from webapp.folders import folder

PAGES = (
    "/",
    "/search?q=schedule%20nurses",
    "/tasks/task-19147",
    "/tasks/task-19156",
    "/tasks/task-21680",
    "/occupations/29-1129.01",
    "/occupations/15-1252.00",
    "/occupations",
    "/activities",
    "/activities/4.A.4.a.2",
    "/activities/4.A.2.b.2.o.9",
    "/compare?tasks=19147,19156,392,3472",
    "/compare?occupations=29-1129.01,29-1125.00",
    "/methodology",
    "/sources",
    "/about",
)
REFERRED = re.compile(r'<(?:link[^>]* rel="(?:stylesheet|icon|preload)"[^>]*|script[^>]*)>')
ADDRESS = re.compile(r'(?:href|src)="([^"]+)"')


def compressed(data: bytes) -> int:
    return len(gzip.compress(data, 6))


def requests_of(html: str) -> list[str]:
    """What a browser fetches for a page besides the page itself."""
    found = (ADDRESS.search(tag) for tag in REFERRED.findall(html))
    return [match[1] for match in found if match]


def files(kind: str) -> None:
    root = Path(folder("static"))
    whole = b""
    for path in sorted((root / kind).glob(f"*.{kind}")):
        whole += path.read_bytes()
        print(f"  {kind}/{path.name}: {compressed(path.read_bytes()):,}")
    each = sum(compressed(path.read_bytes()) for path in (root / kind).glob(f"*.{kind}"))
    print(f"  all {kind}: {each:,} bytes one by one, {compressed(whole):,} as one")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("home", type=Path)
    parser.add_argument("--every", type=int, default=1)
    asked = parser.parse_args()
    app = create_app(Config(home=asked.home))
    client = app.test_client()

    print("Pages: bytes compressed (as they are), requests besides the page, from elsewhere")
    for address in PAGES:
        answer = client.get(address)
        fetched = requests_of(answer.text)
        elsewhere = sum(not one.startswith("/") for one in fetched)
        print(
            f"  {address}: {compressed(answer.data):,} ({len(answer.data):,}),"
            f" {len(fetched)}, {elsewhere}"
        )
    print("Files: bytes compressed")
    files("css")
    files("js")

    opened = app.extensions["taskdex-release"]
    ids = list(opened.encyclopedia().task_ids())[:: asked.every]
    times, sizes = [], []
    began = time.perf_counter()
    for task_id in ids:
        start = time.perf_counter()
        answer = client.get(f"/tasks/task-{task_id}")
        times.append(1000 * (time.perf_counter() - start))
        if answer.status_code != 200:
            sys.exit(f"Task {task_id}: {answer.status_code}")
        sizes.append(compressed(answer.data))
    took = time.perf_counter() - began
    times.sort()
    sizes.sort()
    print(f"Task pages: {len(ids):,} in {took:.0f} s")
    print(f"  rendering: p50 {at(times, 50):.1f} ms, p95 {at(times, 95):.1f} ms")
    print(
        f"  compressed: p50 {at(sizes, 50):,.0f}, p95 {at(sizes, 95):,.0f}, largest {sizes[-1]:,}"
    )


def at(values: list[float] | list[int], percent: int) -> float:
    """A percentile of sorted values."""
    return values[min(len(values) - 1, len(values) * percent // 100)]


if __name__ == "__main__":
    main()
