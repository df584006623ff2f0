"""Everything with the keyboard alone."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

FOCUSED = "document.activeElement.id || document.activeElement.tagName"


def test_keys_lead_from_anywhere_to_a_result(page: Page) -> None:
    page.goto("/search?q=leisure")
    page.locator("body").press("/")
    assert page.evaluate(FOCUSED) == "q"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.hasAttribute('data-hit')")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/(tasks|occupations|activities)/"))


def test_arrows_walk_through_all_results_and_back_to_the_box(page: Page) -> None:
    page.goto("/search?q=client")
    page.locator("#q").focus()
    links = page.locator("#results a[data-hit]")
    for place in range(3):
        page.keyboard.press("ArrowDown")
        assert links.nth(place).evaluate("it => it === document.activeElement")
    for _ in range(3):
        page.keyboard.press("ArrowUp")
    assert page.evaluate(FOCUSED) == "q"
    page.keyboard.press("ArrowUp")
    assert page.evaluate(FOCUSED) == "q"
    for _ in range(links.count() + 3):
        page.keyboard.press("ArrowDown")
    assert links.last.evaluate("it => it === document.activeElement")


def test_escape_empties_the_box_and_shows_what_can_be_searched(page: Page) -> None:
    page.goto("/search?q=leisure")
    page.locator("#q").focus()
    page.keyboard.press("Escape")
    expect(page.locator("#q")).to_have_value("")
    expect(page.locator("#results-heading")).to_have_text("What can be searched")
    assert page.evaluate(FOCUSED) == "q"


def test_a_slash_in_the_box_is_a_letter(page: Page) -> None:
    page.goto("/search?q=")
    page.locator("#q").press_sequentially("and/or")
    expect(page.locator("#q")).to_have_value("and/or")


def test_a_slash_reaches_the_box_of_every_page(page: Page) -> None:
    page.goto("/tasks/task-19156")
    page.keyboard.press("/")
    page.keyboard.type("leisure")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=leisure"))


def test_tab_goes_from_the_box_through_the_results_to_the_filters(page: Page) -> None:
    page.goto("/search?q=client")
    page.locator("#q").focus()
    order = []
    for _ in range(90):
        page.keyboard.press("Tab")
        order.append(
            page.evaluate(
                """() => {
                    const it = document.activeElement;
                    if (it.matches('button[type=submit]')) return 'button';
                    if (it.matches('[data-hit]')) return 'hit';
                    if (it.matches('#sort')) return 'sort';
                    if (it.closest('fieldset')) return 'filter';
                    return it.closest('footer') ? 'footer' : it.tagName;
                }"""
            )
        )
        if order[-1] == "footer":
            break
    assert order[0] == "button"
    assert "sort" in order
    assert order.index("hit") < order.index("filter") < order.index("footer")


def test_a_filter_is_chosen_with_the_space_bar_and_keeps_the_focus(page: Page) -> None:
    page.goto("/search?q=client")
    page.locator("#filter-type-untyped").focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("type=untyped"))
    expect(page.locator(".chosen li")).to_have_count(1)
    assert page.evaluate(FOCUSED) == "filter-type-untyped"
    page.keyboard.press("Space")
    expect(page.locator(".chosen li")).to_have_count(0)


def test_the_first_stop_skips_to_the_content(page: Page) -> None:
    page.goto("/tasks/task-19156")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUSED) == "content"
