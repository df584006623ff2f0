"""A real server and a real Chromium. What a page says on its console fails the test."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM_OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
TIMEOUT_MS = 10_000
_LISTENING = re.compile(r"Listening at: (http://\S+)")


@contextmanager
def serving(home: Path, **environment: str) -> Iterator[str]:
    """The address of `taskdex serve` on a free port; `environment` is added to ours."""
    command = [sys.executable, "-m", "index.cli", "serve", "--home", str(home)]
    server = subprocess.Popen(
        [*command, "--bind", "127.0.0.1:0", "--workers", "1"],
        env={**os.environ, **environment},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert server.stderr is not None
    try:
        yield _address(server.stderr)
    finally:
        server.terminate()
        server.communicate(timeout=30)


def _address(log: IO[str]) -> str:
    said = []
    for line in log:
        said.append(line)
        if found := _LISTENING.search(line):
            return found.group(1)
    raise AssertionError(f"The server did not start:\n{''.join(said)}")


@pytest.fixture(scope="session")
def site(sample_home: Path) -> Iterator[str]:
    """The address of a server of the sample."""
    with serving(sample_home) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = os.environ.get("TASKDEX_CHROMIUM")
        opened = playwright.chromium.launch(executable_path=path, args=CHROMIUM_OPTIONS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def full_site(full_home: Path) -> Iterator[str]:
    """The address of a server of the full data."""
    with serving(full_home) as address:
        yield address


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """An empty tab of its own, whose console stays silent."""
    with tab(browser, site) as opened:
        yield opened


@pytest.fixture
def full_page(browser: Browser, full_site: str) -> Iterator[Page]:
    """Likewise, on the full data."""
    with tab(browser, full_site) as opened:
        yield opened


@contextmanager
def tab(browser: Browser, site: str, locale: str = "en-US") -> Iterator[Page]:
    """`locale`: which language the browser is set to."""
    context = browser.new_context(
        base_url=site, viewport={"width": 1280, "height": 900}, locale=locale
    )
    context.set_default_timeout(TIMEOUT_MS)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on(
        "console", lambda said: complaints.append(said.text) if said.type == "error" else None
    )
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert complaints == []


def until(page: Page, expression: str) -> None:
    """Waits until an expression is true. Page.wait_for_function would evaluate text inside the
    page if it is not true at once, which the site's policy rightly forbids."""
    deadline = time.monotonic() + TIMEOUT_MS / 1000
    while not page.evaluate(expression):
        assert time.monotonic() < deadline, f"never true: {expression}"
        page.wait_for_timeout(20)
