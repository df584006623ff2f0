"""What does an embed cost the page around it, and how soon does it answer?

Usage: scripts/bench embed [--home DIR] [--rounds N]

- Bytes of the newest script for partners, as it is and compressed.
- First answers over HTTP, one client, kept-alive connections, queries that nobody asked before: the
  frame beside the site's own page of results, and the same for the fragments that follow typing.
  The two take turns, so that what else the machine does falls on both.
- Layout shift of a partner's page with two embeds between its texts, as /embed tells partners to
  write it, at the width of a phone and of a desk: in all, and after the frames have appeared.
  The page is on `http://localhost`, ours on `http://127.0.0.1`: another site.
"""

from __future__ import annotations

import argparse
import gzip
import os
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import numpy as np
from playwright.sync_api import Browser, sync_playwright

from index import Encyclopedia
from index.release import current_id
from scripts.bench_search import documents, queries
from scripts.bench_serve import taskdex
from webapp.embed.script_versions import newest

PAIRS = {
    "first sight": ("/search?q=", "/embed/v1/search?q="),
    "while typing": ("/_/search?q=", "/_/embed/v1/search?q="),
}
SIZES = {"phone": (360, 740), "desk": (1280, 900)}
TEXT = "<p>What the partner has to say about work, in a few lines of text.</p>" * 2
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Partner</title>
<meta name="viewport" content="width=device-width">
<style>task-search:not(:defined) {{ display: block; min-height: 420px }}
task-card:not(:defined) {{ display: block; min-height: 300px }}</style>
<script src="{site}/embed/v1.js" defer></script>
<body><h1>A partner’s page</h1>{text}
<task-card task="{task}"></task-card>{text}<task-search q="therapy"></task-search>{text}{text}"""
WATCH = """window.shifts = []; new PerformanceObserver((list) => {
  for (const it of list.getEntries()) shifts.push([it.startTime, it.value]);
}).observe({ type: "layout-shift", buffered: true });"""
APPEARED = """document.querySelectorAll(":defined").length && [...document.querySelectorAll(
  "task-card, task-search")].every((it) => it.shadowRoot?.querySelector("iframe.ready"))"""


def answers(port: int, paths: Sequence[str], texts: Sequence[str]) -> list[list[float]]:
    """Milliseconds of each answer, for each path: the same texts, the paths in turns."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    taken: list[list[float]] = [[] for _ in paths]
    for number, text in enumerate(texts):
        for place in range(len(paths)):
            turn = (place + number) % len(paths)
            started = time.perf_counter()
            connection.request("GET", paths[turn] + quote(text))
            response = connection.getresponse()
            body = response.read()
            taken[turn].append(1000 * (time.perf_counter() - started))
            if response.status != 200:
                raise SystemExit(f"{paths[turn]}{text}: {response.status}\n{body[:400]!r}")
    connection.close()
    return taken


@contextmanager
def partner(html: str) -> Iterator[str]:
    """The address of a page on another site."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/"
    server.shutdown()
    server.server_close()


def shifts(browser: Browser, address: str, size: tuple[int, int]) -> tuple[float, float]:
    """Cumulative layout shift: in all, and after the frames appeared."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(address)
    page.evaluate("scrollTo(0, 200)")  # both are near the screen
    deadline = time.monotonic() + 20
    while not page.evaluate(APPEARED):
        if time.monotonic() > deadline:
            raise SystemExit("The frames did not appear within 20 s.")
        page.wait_for_timeout(10)
    page.wait_for_timeout(50)
    appeared = page.evaluate("performance.now()")
    page.wait_for_timeout(1000)
    found = page.evaluate("shifts")
    context.close()
    return sum(value for _, value in found), sum(v for at, v in found if at > appeared)


def main() -> None:
    options = argparse.ArgumentParser(description="Measures the embeds.")
    options.add_argument("--home", type=Path, default=Path("var"))
    options.add_argument("--rounds", type=int, default=3)
    asked = options.parse_args()
    if current_id(asked.home) is None:
        raise SystemExit(f'There is no release in {asked.home}. Build one: "taskdex build".')
    script = newest()
    name = f"v1.{script.version[0]}.{script.version[1]}.js"
    small = len(gzip.compress(script.content, 9))
    print(f"{name}: {len(script.content):,} bytes, {small:,} compressed (gzip)")

    with Encyclopedia.open(asked.home) as encyclopedia:
        statements = [text for text, _ in documents(encyclopedia)]
        texts = [text for many in queries(statements).values() for text in many]
        task = next(iter(encyclopedia.task_ids()))
    for label, paths in PAIRS.items():
        ratios, own, embed = [], [], []
        for number in range(asked.rounds):
            # A new server each time: it remembers nothing. Every round has queries of its own.
            with taskdex(asked.home, 1) as server:
                answers(server.port, paths, ["warm", "warmer"])
                first, second = answers(server.port, paths, texts[number :: asked.rounds])
            own += first
            embed += second
            ratios.append(np.percentile(second, 95) / np.percentile(first, 95))
        print(
            f"{label}: {len(own)} queries; page p50 {np.percentile(own, 50):.2f} ms,"
            f" p95 {np.percentile(own, 95):.2f} ms; embed p50 {np.percentile(embed, 50):.2f} ms,"
            f" p95 {np.percentile(embed, 95):.2f} ms; p95 embed ÷ page {np.median(ratios):.2f}"
            f" (of {asked.rounds}: {min(ratios):.2f} to {max(ratios):.2f})"
        )

    with taskdex(asked.home, 1) as server, sync_playwright() as playwright:
        html = PAGE.format(site=f"http://127.0.0.1:{server.port}", text=TEXT, task=task)
        path = os.environ.get("TASKDEX_CHROMIUM")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        with partner(html) as address:
            for label, size in SIZES.items():
                found = [shifts(browser, address, size) for _ in range(asked.rounds)]
                print(
                    f"layout shift, {label}: {max(all_of_it for all_of_it, _ in found):.3f} in all,"
                    f" {max(after for _, after in found):.3f} after the frames appeared"
                    f" (the most of {asked.rounds})"
                )
        browser.close()


if __name__ == "__main__":
    main()
