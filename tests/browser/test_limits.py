"""A page that asks more than it may: it says so, keeps what was typed, and asks again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import serving


@pytest.fixture(scope="module")
def slow_site(sample_home: Path) -> Iterator[str]:
    """One request in four seconds, and no more."""
    with serving(sample_home, TASKDEX_RATE_LIMIT="0.25") as address:
        yield address


@pytest.fixture
def slow_page(browser: Browser, slow_site: str) -> Iterator[Page]:
    context = browser.new_context(base_url=slow_site)
    yield context.new_page()
    context.close()


def open_when_allowed(page: Page, address: str) -> None:
    for _ in range(20):
        answer = page.goto(address)
        assert answer
        if answer.status == 200:
            return
        assert answer.status == 429
        page.wait_for_timeout(1000 * int(answer.headers["retry-after"]))
    raise AssertionError(f"{address} was refused 20 times.")


@contextmanager
def everything_refused(page: Page) -> Iterator[None]:
    """Takes up what is allowed, so that it does not matter how fast this machine types."""
    page.evaluate(
        """() => new Promise((refused, never) => {
          setTimeout(() => never('nothing was refused for 30 seconds'), 30000);
          const ask = async () => {
            const answer = await fetch('/robots.txt?' + Math.random()).catch(() => null);
            if (answer?.status === 429) refused();
          };
          window.flood = setInterval(ask, 50);
        })"""
    )
    try:
        yield
    finally:
        page.evaluate("clearInterval(window.flood)")


def test_typing_faster_than_the_limit_ends_with_the_results(slow_page: Page) -> None:
    page = slow_page
    open_when_allowed(page, "/search?q=")
    with everything_refused(page):
        page.locator("#q").press_sequentially("showcases", delay=90)
        expect(page.locator("#results")).to_contain_text("Too many requests")
    expect(page.locator("#q")).to_have_value("showcases")
    expect(page.locator("#results")).to_have_attribute("data-query", "showcases", timeout=20_000)
    expect(page.locator("#q")).to_have_value("showcases")
    expect(page).to_have_url(re.compile("q=showcases$"))
    assert page.evaluate("document.activeElement.id") == "q"


def test_a_table_that_was_refused_comes_back(slow_page: Page) -> None:
    page = slow_page
    open_when_allowed(page, "/occupations/29-1129.01")
    statuses: list[int] = []
    page.on("response", lambda it: statuses.append(it.status) if "/_/" in it.url else None)
    refused = page.expect_response(lambda it: "/_/" in it.url and it.status == 429)
    with everything_refused(page), refused:
        page.locator("#tasks thead a").first.click()
    expect(page.locator("#tasks thead th[aria-sort]").first).to_be_visible(timeout=20_000)
    expect(page).to_have_url(re.compile("sort="))
    assert 429 in statuses
    assert statuses[-1] == 200
