"""How long does a keystroke take in a browser, from the key to the results on the screen?

Usage: .venv/bin/python -m scripts.measure_typing [--home DIR]

Serves the current release with one worker and types queries, letter by letter, into the search page
of a headless Chromium (TASKDEX_CHROMIUM names one; else Playwright's own): at full speed, and with
its processor slowed four times through the DevTools protocol. Each speed has a server of its own,
so that no answer is remembered but where two queries begin alike.

A keystroke is timed in the page: from the event of its key to the second animation frame after its
results were put in, when they have been painted. The pause after which htmx asks (the debounce) is
taken off: who still types does not wait for it. Wall time: other work on the machine counts.
"""

from __future__ import annotations

import argparse
import os
import statistics
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from scripts.bench_serve import taskdex

QUERIES = (
    *("schedule nurses", "fix people's teeth", "weld pipe", "answer phones", "data scientist"),
    *("repair brakes", "kindergarten teacher", "excel", "prepare tax returns", "cut hair"),
)
SLOWED = (1, 4)
DEBOUNCE_MS = 60
"""As `hx-trigger` of the search box says."""
WITHIN_MS = 10_000
TIMED = """() => {
  let pressed = null;
  window.took = null;
  document.getElementById("q").addEventListener("keydown", () => { pressed = performance.now(); });
  document.addEventListener("htmx:after:swap", () => {
    requestAnimationFrame(() => requestAnimationFrame(() => {
      window.took = performance.now() - pressed;
    }));
  });
}"""


def keystrokes(browser: Browser, address: str, slowed: int) -> Iterator[float]:
    """Milliseconds beyond the debounce, of each letter of each query."""
    for query in QUERIES:
        page = browser.new_page(bypass_csp=True)
        page.goto(f"{address}/search")
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowed})
        page.evaluate(TIMED)
        box = page.locator("#q")
        for letter in query.rstrip():
            page.evaluate("window.took = null")
            box.press_sequentially(letter)
            # A space alone changes nothing that is asked: its answer comes all the same.
            page.wait_for_function("window.took !== null", timeout=WITHIN_MS)
            yield float(page.evaluate("window.took")) - DEBOUNCE_MS
        page.close()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--home", type=Path, default=Path("var"))
    chosen = options.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("TASKDEX_CHROMIUM"))
        print("| processor | keystrokes | median ms | p95 ms |\n|---|---|---|---|")
        for slowed in SLOWED:
            with taskdex(chosen.home, workers=1) as server:
                address = f"http://127.0.0.1:{server.port}"
                took = list(keystrokes(browser, address, slowed))
            p95 = statistics.quantiles(took, n=20)[-1]
            speed = "full speed" if slowed == 1 else f"slowed {slowed} times"
            print(f"| {speed} | {len(took)} | {statistics.median(took):.0f} | {p95:.0f} |")
        browser.close()


if __name__ == "__main__":
    main()
