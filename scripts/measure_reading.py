"""Prints how soon a page answers and how hard it is to read.

    .venv/bin/python scripts/measure_reading.py HOME

HOME holds a release (`taskdex build`). Of each page with an answer box: how far down the box begins
on a phone (360×740) and on a desk (1280×800), its distinct words of more than 12 letters, its
Flesch–Kincaid grade, and how many sheets of A4 the page takes. Of the methodology: its grade.
TASKDEX_CHROMIUM names a browser other than Playwright's own.
"""

from __future__ import annotations

import argparse
import logging
import os
import re
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import textstat
from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Whoosh 2.7.4 has literals that Python warns of
    from webapp import create_app
    from webapp.config import Config

PAGES = (
    *("/tasks/task-19147", "/tasks/task-19156", "/tasks/task-21680", "/tasks/task-392"),
    *("/occupations/29-1129.01", "/occupations/23-2011.00", "/occupations/15-1252.00"),
    *("/activities/4.A.4.a.2", "/activities/4.A.2.b.2.o.9"),
)
SCREENS = ((360, 740), (1280, 800))
LONG = 12
"""Letters above which a word is long."""
BOX = "document.querySelector('.answer')"
# What a reader reads: neither the names of sources beside figures nor the words of pictures.
SENTENCES = """(where) => [...document.querySelectorAll(where)].map((it) => {
  const copy = it.cloneNode(true);
  for (const aside of copy.querySelectorAll('.src, svg, .hidden')) aside.remove();
  return copy.textContent.replace(/\\s+/g, ' ').trim();
}).filter((text) => text)"""
IN_THE_BOX = ".answer .says p, .answer dd"
IN_PROSE = "article p, article dd, article li"


@contextmanager
def serving(home: Path) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, create_app(Config(home=home)), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()


def grade(texts: list[str]) -> float:
    """Flesch–Kincaid; a text without a full stop is a sentence of its own."""
    whole = " ".join(text if text[-1] in ".?!" else f"{text}." for text in texts)
    return float(textstat.flesch_kincaid_grade(whole))


def long_words(texts: list[str]) -> list[str]:
    words = {word.lower() for text in texts for word in re.findall(r"[^\W\d_]+", text)}
    return sorted(word for word in words if len(word) > LONG)


def sheets(browser: Browser, address: str) -> int:
    """Pages of the page as a PDF on A4."""
    page = browser.new_page()
    page.goto(address)
    count = page.pdf(format="A4").count(b"/Type /Page\n")
    page.close()
    return count


def box_tops(browser: Browser, address: str) -> list[int]:
    found = []
    for width, height in SCREENS:
        page = browser.new_page(viewport={"width": width, "height": height})
        page.goto(address)
        found.append(round(page.evaluate(f"{BOX}.getBoundingClientRect().top")))
        page.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("home", type=Path)
    asked = parser.parse_args()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with serving(asked.home) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("TASKDEX_CHROMIUM"), args=["--no-sandbox"]
        )
        print("Answer boxes: y at 360×740, y at 1280×800, grade, long words, sheets of A4")
        for path in PAGES:
            page = browser.new_page()
            page.goto(site + path)
            texts = page.evaluate(SENTENCES, IN_THE_BOX)
            page.close()
            tops = ", ".join(map(str, box_tops(browser, site + path)))
            long = long_words(texts)
            print(
                f"  {path}: {tops}, {grade(texts):.1f},"
                f" {len(long)} ({', '.join(long)}), {sheets(browser, site + path)}"
            )
        page = browser.new_page()
        page.goto(f"{site}/methodology")
        print(f"Methodology: grade {grade(page.evaluate(SENTENCES, IN_PROSE)):.1f}")
        browser.close()


if __name__ == "__main__":
    main()
