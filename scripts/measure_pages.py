"""Prints what pages weigh, how many requests they take, and how long all task pages take.

    .venv/bin/python -m scripts.measure_pages HOME [--every N | --typing]

HOME holds a release (`taskdex build`). With --every 20 only each 20th task page is rendered. With
--typing, instead: where the first hit stands while one types, and what moves, in a real browser
(TASKDEX_CHROMIUM names one).
"""

from __future__ import annotations

import argparse
import gzip
import os
import re
import sys
import time
import warnings
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, Route, sync_playwright

from scripts.bench_serve import taskdex

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
    parser.add_argument("--typing", action="store_true")
    asked = parser.parse_args()
    if asked.typing:
        with taskdex(asked.home, 1) as server:
            measure_typing(f"http://127.0.0.1:{server.port}")
        return
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


# --- typing --------------------------------------------------------------------------------------

SCREENS: Final = ((360, 740), (1280, 800))
TYPED_ON: Final = ("/", "/search", "/tasks/task-19147")
TYPED: Final = ("paralegal", "fix teeth", "schedule nurses", "teh law", "zzzzqqqq")
LATE_MS: Final = 700
"""Answers come so late: a browser forgives what moves within half a second of a key."""
SHIFTS: Final = """window.shifted = 0; new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.shifted += shift.value;
}).observe({ type: "layout-shift", buffered: true });"""


def measure_typing(address: str) -> None:
    """Prints the place of the first hit at every letter, and what moves: `address` of a server."""
    print("Typing: y of the first hit, lowest over all letters; layout shift with late answers")
    with sync_playwright() as playwright:
        path = os.environ.get("TASKDEX_CHROMIUM")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for width, height in SCREENS:
            for start in TYPED_ON:
                for text in TYPED:
                    page = browser.new_page(
                        base_url=address, viewport={"width": width, "height": height}
                    )
                    page.add_init_script(SHIFTS)
                    page.goto(start)
                    page.route("**/_/search*", late)
                    lowest = type_into(page, text)
                    shifted = page.evaluate("window.shifted")
                    print(f"  {width}×{height} {start} “{text}”: y {lowest}, shift {shifted:.4f}")
                    page.close()
        browser.close()


def late(route: Route) -> None:
    time.sleep(LATE_MS / 1000)
    route.continue_()


def type_into(page: Page, text: str) -> str:
    """Types word by word; the lowest y of a first hit on the way, or that there was none."""
    places = []
    for end in [place for place, letter in enumerate(text + " ") if letter == " " or place == 1]:
        page.locator("#q").press_sequentially(text[len(page.locator("#q").input_value()) : end])
        page.locator(f'#results[data-query="{text[:end]}"]').wait_for()
        first = page.locator("#results a[data-hit]").first
        if first.count() and (box := first.bounding_box()) is not None:
            places.append(box["y"])
    return f"{max(places):.0f}" if places else "none"


def at(values: list[float] | list[int], percent: int) -> float:
    """A percentile of sorted values."""
    return values[min(len(values) - 1, len(values) * percent // 100)]


if __name__ == "__main__":
    main()
