"""What anyone expects of links, keys and "back", wherever htmx drives them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import until

FILTERED = "/search?q=client&exposure=E2&type=core"
LINKS = {
    "a filter that was chosen": (FILTERED, ".chosen a[hx-get]"),
    "the head of a table": ("/occupations/29-1129.01", "#tasks thead a"),
    "a page": ("/search?q=client&size=5", ".pager a"),
}
CLICKS: dict[str, Callable[[Page, str], None]] = {
    "Ctrl": lambda page, at: page.locator(at).first.click(modifiers=["Control"]),
    "Shift": lambda page, at: page.locator(at).first.click(modifiers=["Shift"]),
    "the middle button": lambda page, at: page.locator(at).first.click(button="middle"),
    "Ctrl+Enter": lambda page, at: page.locator(at).first.press("Control+Enter"),
}


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("how", CLICKS)
def test_a_click_with_a_key_held_opens_another_page(page: Page, link: str, how: str) -> None:
    address, at = LINKS[link]
    page.goto(address)
    before = page.url
    wanted = page.locator(at).first.get_attribute("href")
    with page.context.expect_page() as opened:
        CLICKS[how](page, at)
    other = opened.value
    other.wait_for_load_state()
    assert wanted is not None
    assert other.url.endswith(wanted.partition("#")[0]) or wanted in other.url
    assert page.url == before


@pytest.mark.parametrize("link", LINKS)
def test_a_key_that_is_held_leaves_the_click_to_the_browser(page: Page, link: str) -> None:
    """Cmd is a key of other systems, and Alt saves: whether the browser gets the click is asked."""
    address, at = LINKS[link]
    page.goto(address)
    left = page.evaluate(
        """(at) => {
          window.asked = 0;
          document.addEventListener("htmx:before:request", () => window.asked++);
          const link = document.querySelector(at);
          link.setAttribute("href", "#here"); // where a browser without that key goes
          return ["metaKey", "altKey", "ctrlKey", "shiftKey"].map((key) => link.dispatchEvent(
            new MouseEvent("click", { bubbles: true, cancelable: true, [key]: true })));
        }""",
        at,
    )
    assert left == [True] * 4
    assert page.evaluate("window.asked") == 0


def test_a_click_without_a_key_is_still_answered_in_the_page(page: Page) -> None:
    page.goto(FILTERED)
    page.evaluate("window.same = true")
    page.locator(".chosen a[hx-get]").first.click()
    until(page, "location.search !== '?q=client&exposure=E2&type=core'")
    assert page.evaluate("window.same")


def test_the_search_button_with_a_key_held_opens_another_page(page: Page) -> None:
    page.goto("/search?q=client")
    with page.context.expect_page() as opened:
        page.locator("#finder button[type=submit]").click(modifiers=["Control"])
    expect(opened.value).to_have_url(re.compile(r"/search\?q=client"))
    assert page.url.endswith("/search?q=client")
    page.evaluate("window.same = true")
    page.locator("#q").fill("leisure")
    page.locator("#finder button[type=submit]").click()
    expect(page).to_have_url(re.compile("q=leisure$"))
    assert page.evaluate("window.same")


# --- back ----------------------------------------------------------------------------------------


def type_and_wait(page: Page, text: str) -> None:
    page.locator("#q").fill("")
    page.locator("#q").press_sequentially(text, delay=15)
    expect(page).to_have_url(re.compile(rf"q={text}$"))
    expect(page.locator("#results")).to_have_attribute("data-query", text)
    page.wait_for_timeout(150)


def enter(page: Page) -> None:
    page.evaluate(
        """() => {
          window.entered = false;
          const note = () => { entered = true; };
          document.addEventListener("htmx:finally:request", note, { once: true });
        }"""
    )
    page.locator("#q").press("Enter")
    until(page, "entered")


def test_typing_a_pause_enter_and_back_leads_to_what_was_before(page: Page) -> None:
    page.goto("/search?q=client")
    type_and_wait(page, "leisure")
    enter(page)
    page.go_back()
    expect(page).to_have_url(re.compile("q=client$"))
    expect(page.locator("#results")).to_have_attribute("data-query", "client")
    expect(page.locator("#q")).to_have_value("client")
    page.go_forward()
    expect(page.locator("#results")).to_have_attribute("data-query", "leisure")
    expect(page.locator("#q")).to_have_value("leisure")


def test_from_the_first_page_back_leads_there_at_once(page: Page) -> None:
    page.goto("/")
    type_and_wait(page, "leisure")
    enter(page)
    page.go_back()
    expect(page.locator("h1")).to_contain_text("What people do at work")
    assert page.url.endswith("/")


def test_what_was_entered_stays_in_the_history_when_something_else_is_typed(page: Page) -> None:
    page.goto("/")
    for text in ("leisure", "client", "art"):
        type_and_wait(page, text)
        enter(page)
    for text in ("client", "leisure"):
        page.go_back()
        expect(page.locator("#results")).to_have_attribute("data-query", text)
        expect(page.locator("#q")).to_have_value(text)
    page.go_back()
    expect(page.locator("h1")).to_contain_text("What people do at work")


def test_enter_again_and_again_is_one_step(page: Page) -> None:
    page.goto("/search?q=client")
    type_and_wait(page, "leisure")
    steps = page.evaluate("history.length")
    for _ in range(3):
        enter(page)
    assert page.evaluate("history.length") == steps + 1
    page.go_back()
    expect(page.locator("#results")).to_have_attribute("data-query", "client")


def test_typing_enter_and_a_filter_are_two_steps(page: Page) -> None:
    page.goto("/search?q=art")
    type_and_wait(page, "client")
    enter(page)
    page.get_by_label("E2", exact=False).first.check()
    expect(page).to_have_url(re.compile("exposure=E2"))
    page.go_back()
    expect(page).to_have_url(re.compile("q=client$"))
    page.go_back()
    expect(page).to_have_url(re.compile("q=art$"))
