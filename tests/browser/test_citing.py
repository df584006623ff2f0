"""Copying a citation, and the day of reading that the reader's browser adds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.citing import from_bibtex, from_csl, from_ris

PATH = "/tasks/task-19156"
FORMATS = ("apa", "bibtex", "ris", "csl")
WITHOUT_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', {value: undefined})"
REFUSING_CLIPBOARD = (
    "Object.defineProperty(navigator, 'clipboard',"
    " {value: {writeText: () => Promise.reject(new Error('no'))}})"
)


@contextmanager
def reading(browser: Browser, site: str, script: str = "") -> Iterator[Page]:
    """A tab that may use the clipboard, in a year of its own."""
    context = browser.new_context(base_url=site, timezone_id="Pacific/Auckland")
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    if script:
        context.add_init_script(script)
    page = context.new_page()
    page.clock.set_fixed_time("2031-02-28T23:30:00Z")  # the first of March in Auckland
    page.goto(PATH)
    for details in page.locator("#cite ~ details").all():
        if details.get_attribute("open") is None:
            details.locator("summary").click()
    yield page
    context.close()


@pytest.fixture
def reader(browser: Browser, site: str) -> Iterator[Page]:
    with reading(browser, site) as page:
        yield page


def button(page: Page, name: str) -> Locator:
    return page.locator(f"article [data-copy=cite-{name}]")


def said(page: Page, name: str) -> Locator:
    """The live region beside the button."""
    return page.locator(f"article p:has([data-copy=cite-{name}]) [role=status]")


def test_every_format_carries_the_readers_own_day(reader: Page) -> None:
    texts = {name: reader.locator(f"#cite-{name}").inner_text() for name in ("plain", *FORMATS)}
    url = reader.url
    assert texts["plain"].endswith(f"Accessed 1 March 2031. {url}")
    assert texts["apa"].endswith(f"Retrieved March 1, 2031, from {url}")
    assert next(from_bibtex(texts["bibtex"]))["accessed"] == "2031-03-01"
    assert next(from_ris(texts["ris"]))["accessed"] == "2031-03-01"
    assert next(from_csl([texts["csl"]]))["accessed"] == "2031-03-01"


@pytest.mark.parametrize("name", ["plain", *FORMATS])
def test_a_button_copies_by_keyboard_and_says_so(reader: Page, name: str) -> None:
    button(reader, name).focus()
    reader.keyboard.press("Enter")
    expect(said(reader, name)).to_have_text("Copied")
    copied = reader.evaluate("navigator.clipboard.readText()")
    assert copied.split() == reader.locator(f"#cite-{name}").inner_text().split()
    assert "2031" in copied
    assert reader.evaluate("document.activeElement.dataset.copy") == f"cite-{name}"
    expect(reader.get_by_role("status").filter(has_text="Copied")).to_have_count(1)


@pytest.mark.parametrize("script", [WITHOUT_CLIPBOARD, REFUSING_CLIPBOARD])
def test_a_page_without_a_clipboard_copies_what_it_selects(
    browser: Browser, site: str, script: str
) -> None:
    with reading(browser, site, script) as page:
        button(page, "apa").click()
        expect(said(page, "apa")).to_have_text("Copied")
        page.locator(".site-search input").focus()
        page.keyboard.press("Control+V")
        pasted = page.locator(".site-search input").input_value()
        assert pasted.startswith("Taskdex. (")
        assert page.locator("#cite-apa").inner_text().startswith(pasted)


def test_the_margin_has_a_button_of_its_own(reader: Page) -> None:
    reader.locator("aside [data-copy=cite-plain]").click()
    expect(reader.locator("aside [role=status]")).to_have_text("Copied")
    assert "Accessed 1 March 2031" in reader.evaluate("navigator.clipboard.readText()")


def test_buttons_have_names_that_tell_them_apart(reader: Page) -> None:
    names = reader.locator("article").get_by_role("button", name=re.compile("^Copy"))
    assert [" ".join(name.split()) for name in names.all_text_contents()] == [
        "Copy the citation",
        *(f"Copy the citation as {one}" for one in ("APA", "BibTeX", "RIS", "CSL-JSON")),
    ]


@pytest.mark.parametrize("path", [PATH, "/occupations/29-1129.01"])
def test_without_javascript_the_citation_stands_and_nothing_offers_to_copy(
    browser: Browser, site: str, path: str
) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto(path)
    expect(page.locator("#cite-plain")).to_contain_text(f"{site}{path}")
    assert "Accessed" not in page.locator("#cite-plain").inner_text()
    assert page.locator("[data-copy]").count() > 0
    assert not any(one.is_visible() for one in page.locator("[data-copy]").all())
    context.close()


def test_the_address_of_a_search_is_copied(browser: Browser, site: str) -> None:
    for start in ("/search?q=leisure", "/tasks/task-19156"):
        context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.goto(site + start)
        page.locator("#q").fill("clients")
        expect(page.locator("#results")).to_have_attribute("data-query", "clients")
        page.get_by_role("button", name="Copy link to this search").click()
        expect(page.get_by_text("Copied", exact=True)).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == f"{site}/search?q=clients"
        context.close()


def test_without_a_clipboard_the_address_of_a_search_is_shown(browser: Browser, site: str) -> None:
    with reading(
        browser,
        site,
        "Object.defineProperty(navigator, 'clipboard', {value: undefined});"
        "document.execCommand = () => false;",
    ) as page:
        page.goto(f"{site}/search?q=clients")
        page.get_by_role("button", name="Copy link to this search").click()
        expect(page.locator(".copying .said")).to_have_text(f"{site}/search?q=clients")
        assert page.evaluate("getSelection().toString()") == f"{site}/search?q=clients"


def test_programs_of_the_api_are_copied_by_buttons_with_names_of_their_own(
    reader: Page, site: str
) -> None:
    reader.goto(f"{site}/api")
    buttons = reader.locator("[data-copy]")
    names = [" ".join(name.split()) for name in buttons.all_text_contents()]
    assert len(names) == len(set(names)) > 2
    buttons.first.click()
    expect(reader.locator(".said").first).to_have_text("Copied")
    assert "curl" in reader.evaluate("navigator.clipboard.readText()")
