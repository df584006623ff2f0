"""A browser that is set to Spanish reads letters that begin English words too as Spanish names."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from index.build import build
from tests.support import ART, write_everything

from .conftest import serving, tab


@pytest.fixture(scope="module")
def named_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of a small release with names in Spanish and German."""
    sources, home = tmp_path_factory.mktemp("sources"), tmp_path_factory.mktemp("home")
    write_everything(sources)
    build(sources, home, quiet=True)
    with serving(home) as address:
        yield address


@pytest.fixture
def spanish(browser: Browser, named_site: str) -> Iterator[Page]:
    with tab(browser, named_site, locale="es-ES") as opened:
        yield opened


@pytest.mark.parametrize("path", ["/", "/search?q=", f"/occupations/{ART}", "/embed/v1/search"])
def test_names_are_read_in_the_language_of_the_browser(spanish: Page, path: str) -> None:
    spanish.goto(path)
    spanish.locator("#q").press_sequentially("art", delay=30)
    message = spanish.locator("#results p", has_text="in Spanish")
    expect(message).to_contain_text("Arteterapeuta, in Spanish: Art Therapists")
    expect(spanish).to_have_url(re.compile("/search.q=art$"))
    spanish.reload()
    expect(message).to_contain_text("Arteterapeuta, in Spanish: Art Therapists")


def test_a_link_that_is_passed_on_has_no_language(
    spanish: Page, browser: Browser, named_site: str
) -> None:
    spanish.goto("/")
    spanish.locator("#q").press_sequentially("art", delay=30)
    expect(spanish).to_have_url(re.compile("q=art$"))
    with tab(browser, named_site, locale="en-US") as english:
        english.goto(spanish.url)
        expect(english.locator("#results")).to_have_attribute("data-query", "art")
        assert "in Spanish" not in english.locator("#results").inner_text()
