"""A page that asks more than it may: it says so, keeps what was typed, and asks again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import serving


@pytest.fixture(scope="module")
def slow_site(sample_home: Path) -> Iterator[str]:
    """One request in two seconds, and no more."""
    with serving(sample_home, TASKDEX_RATE_LIMIT="0.5") as address:
        yield address


@pytest.fixture
def slow_page(browser: Browser, slow_site: str) -> Iterator[Page]:
    context = browser.new_context(base_url=slow_site)
    yield context.new_page()
    context.close()


def test_typing_faster_than_the_limit_ends_with_the_results(slow_page: Page) -> None:
    page = slow_page
    refused: list[str] = []
    page.on("response", lambda it: refused.append(it.url) if it.status == 429 else None)
    page.goto("/search?q=")
    page.locator("#q").press_sequentially("showcases", delay=90)
    expect(page.locator("#results")).to_contain_text("Too many requests")
    expect(page.locator("#q")).to_have_value("showcases")
    expect(page.locator("#results")).to_have_attribute("data-query", "showcases", timeout=10_000)
    assert refused
    expect(page.locator("#q")).to_have_value("showcases")
    expect(page).to_have_url(re.compile("q=showcases$"))
    assert page.evaluate("document.activeElement.id") == "q"


def test_a_table_that_was_refused_comes_back(slow_page: Page) -> None:
    page = slow_page
    page.wait_for_timeout(4500)  # what the test before has used up
    page.goto("/occupations/29-1129.01")
    statuses: list[int] = []
    page.on("response", lambda it: statuses.append(it.status) if "/_/" in it.url else None)
    page.evaluate(
        "window.flood = setInterval(() => fetch('/robots.txt?' + Math.random()).catch(() => 0), 50)"
    )
    page.locator("#tasks thead a").first.click()
    while 429 not in statuses:
        page.wait_for_timeout(50)
    page.evaluate("clearInterval(window.flood)")
    expect(page.locator("#tasks thead th[aria-sort]").first).to_be_visible(timeout=15_000)
    expect(page).to_have_url(re.compile("sort="), timeout=15_000)
    assert 429 in statuses
    assert statuses[-1] == 200
