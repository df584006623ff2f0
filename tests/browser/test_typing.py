"""A person types into the box."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, Route, expect

FIRST_HIT = "#results a[data-hit]"


def heading(page: Page) -> str:
    return page.locator("#results-heading").inner_text()


def test_results_change_while_typing(page: Page) -> None:
    page.goto("/search?q=")
    page.locator("#q").press_sequentially("sports")
    expect(page.locator("#results mark").first).to_have_text(re.compile("sports", re.IGNORECASE))
    before = page.locator(FIRST_HIT).first.inner_text()
    page.locator("#q").fill("showcases")
    expect(page.locator(FIRST_HIT).first).not_to_have_text(before)
    expect(page.locator(FIRST_HIT).first).to_contain_text("showcases")


def test_focus_stays_in_the_box(page: Page) -> None:
    page.goto("/search?q=")
    page.locator("#q").press_sequentially("thera", delay=40)
    expect(page.locator("#results")).to_have_attribute("data-query", "thera")
    assert page.evaluate("document.activeElement.id") == "q"


def test_the_address_is_replaced_while_typing_and_pushed_on_enter(page: Page) -> None:
    page.goto("/search?q=")
    visited = page.evaluate("history.length")
    page.locator("#q").press_sequentially("art thera")
    expect(page).to_have_url(re.compile(r"q=art(\+|%20)thera$"))
    assert page.evaluate("history.length") == visited
    page.locator("#q").press("Enter")
    page.locator("#q").fill("leisure")
    expect(page).to_have_url(re.compile("q=leisure"))
    page.locator("#q").press("Enter")
    page.wait_for_function("history.length > 2")


def test_back_restores_query_and_results(page: Page) -> None:
    page.goto("/search?q=leisure")
    page.locator(FIRST_HIT).first.click()
    expect(page.locator("h1")).not_to_have_text("Search")
    page.go_back()
    expect(page.locator("#q")).to_have_value("leisure")
    expect(page.locator("#results mark").first).to_be_visible()


def test_an_answer_that_comes_late_is_not_shown(page: Page) -> None:
    def slowly(route: Route) -> None:
        page.wait_for_timeout(600)
        route.continue_()

    page.goto("/search?q=")
    page.route(re.compile(r"/_/search\?.*q=leis(&|$)"), slowly)
    page.locator("#q").fill("leis")
    page.wait_for_timeout(120)
    page.locator("#q").fill("showcases")
    expect(page.locator("#results")).to_have_attribute("data-query", "showcases")
    page.wait_for_timeout(900)
    expect(page.locator("#results")).to_have_attribute("data-query", "showcases")


def test_keys_lead_from_anywhere_to_a_result(page: Page) -> None:
    page.goto("/search?q=leisure")
    page.locator("body").press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.hasAttribute('data-hit')")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/(tasks|occupations|activities)/"))


def test_everything_works_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.locator("main input[type=search]").fill("leisure")
    page.locator("main form[role=search] button[type=submit]").first.click()
    expect(page.locator("#results mark").first).to_be_visible()
    page.locator(FIRST_HIT).first.click()
    expect(page.locator("h1")).to_be_visible()
    context.close()


def test_a_query_runs_no_script(page: Page) -> None:
    page.goto("/search?q=%3Cscript%3Ealert(1)%3C/script%3E%22%20onx=")
    expect(page.locator("#q")).to_have_value('<script>alert(1)</script>" onx=')
    page.locator("#q").fill("<img src=x onerror=alert(1)>")
    expect(page.locator("#results")).to_have_attribute("data-query", "<img src=x onerror=alert(1)>")
    assert page.locator("#results img").count() == 0
