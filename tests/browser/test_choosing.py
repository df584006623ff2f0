"""A person filters, sorts, pages, and goes back and forward."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import until

LINES = "#results ol.tasks > li"
SCROLL = "scrollTo({ top: %d, behavior: 'instant' })"


def ready(page: Page, query: str) -> None:
    expect(page.locator("#results")).to_have_attribute("data-query", query)


def test_a_filter_changes_results_counts_and_address(page: Page) -> None:
    page.goto("/search?q=client")
    visited = page.evaluate("history.length")
    before = page.locator("#results-heading").inner_text()
    core = page.locator("#filter-type-untyped")
    count = int(page.locator("label:has(#filter-type-untyped) .n").inner_text().split()[0])
    exposure = page.locator("label:has(#filter-exposure-E2) .n").inner_text()
    core.check()
    expect(page).to_have_url(re.compile(r"\?q=client&type=untyped$"))
    expect(page.locator("#results-heading")).to_have_text(re.compile(rf"^{count} tasks?\b"))
    expect(page.locator("#results-heading")).not_to_have_text(before)
    expect(page.locator("label:has(#filter-exposure-E2) .n")).not_to_have_text(exposure)
    assert page.evaluate("history.length") == visited + 1
    assert page.evaluate("document.activeElement.id") == "filter-type-untyped"
    expect(page.locator(".chosen li")).to_have_count(1)
    page.locator(".chosen a").first.click()
    expect(page).to_have_url(re.compile(r"\?q=client$"))
    expect(page.locator("#results-heading")).to_have_text(before)
    expect(core).not_to_be_checked()


def test_a_value_without_tasks_cannot_be_chosen_unless_it_is(page: Page) -> None:
    page.goto("/search?q=showcases")
    empty = page.locator("fieldset label.empty input")
    assert empty.count() > 0
    assert all(box.is_disabled() for box in empty.all())
    page.goto("/search?q=showcases&exposure=E1")
    chosen = page.locator("#filter-exposure-E1")
    expect(chosen).to_be_checked()
    expect(chosen).to_be_enabled()


def test_sorting_and_paging_have_addresses_of_their_own(page: Page) -> None:
    page.goto("/search?q=&type=untyped&size=5")
    first = page.locator(LINES).first.inner_text()
    page.locator("#sort").select_option("occupation")
    expect(page).to_have_url(re.compile("sort=occupation"))
    page.locator("#sort").select_option("best")
    expect(page).not_to_have_url(re.compile("sort="))
    expect(page.locator(LINES).first).to_have_text(first, use_inner_text=True)
    page.locator("a[rel=next]").click()
    expect(page).to_have_url(re.compile("page=2"))
    expect(page.locator("#results ol.tasks")).to_have_attribute("start", "6")
    expect(page.locator(".pager [aria-current=page]")).to_have_text("Page 2")
    assert page.evaluate("document.activeElement.id") == "results-heading"


def test_back_and_forward_restore_query_filters_and_order(page: Page) -> None:
    page.goto("/search?q=client")
    page.locator("#filter-type-untyped").check()
    expect(page).to_have_url(re.compile("type=untyped"))
    page.locator("#sort").select_option("importance")
    expect(page).to_have_url(re.compile("sort=importance"))
    page.locator("#q").fill("clients")
    ready(page, "clients")
    visited = page.evaluate("history.length")
    page.locator("#q").press("Enter")
    until(page, f"history.length === {visited + 1}")
    # Enter gave the new words an address of their own, and the sorted list has its own back.
    page.go_back()
    expect(page).to_have_url(re.compile(r"\?q=client&type=untyped&sort=importance$"))
    ready(page, "client")
    expect(page.locator("#sort")).to_have_value("importance")
    page.go_back()
    expect(page).to_have_url(re.compile(r"\?q=client&type=untyped$"))
    ready(page, "client")
    expect(page.locator("#q")).to_have_value("client")
    expect(page.locator("#sort")).to_have_value("best")
    expect(page.locator("#filter-type-untyped")).to_be_checked()
    page.go_back()
    expect(page).to_have_url(re.compile(r"\?q=client$"))
    expect(page.locator("#filter-type-untyped")).not_to_be_checked()
    page.go_forward()
    expect(page.locator("#filter-type-untyped")).to_be_checked()


def test_back_from_an_entry_restores_query_and_results(page: Page) -> None:
    page.goto("/search?q=")
    page.locator("#q").fill("leisure")
    ready(page, "leisure")
    page.locator("#results a[data-hit]").first.click()
    expect(page.locator("h1")).not_to_have_text("Search")
    page.go_back()
    expect(page.locator("#q")).to_have_value("leisure")
    expect(page.locator("#results mark").first).to_be_visible()


@pytest.mark.full
def test_back_restores_the_place_on_the_page(full_page: Page) -> None:
    page = full_page
    page.goto("/search?q=nurse")
    page.evaluate(SCROLL % 1200)
    # One that is in view: to click on another one, Playwright would scroll.
    in_view = (
        page.locator(LINES)
        .locator("a.statement")
        .evaluate_all("all => all.findIndex(it => it.getBoundingClientRect().top > 300)")
    )
    page.locator(LINES).locator("a.statement").nth(in_view).click()
    expect(page).to_have_url(re.compile("/tasks/"))
    page.go_back()
    until(page, "Math.abs(scrollY - 1200) < 60")
    # Likewise where only the fragment changed, and became shorter than the page.
    page.locator("#q").evaluate("it => { it.value = 'zzzzqqqq'; it.form.requestSubmit(); }")
    ready(page, "zzzzqqqq")
    page.go_back()
    ready(page, "nurse")
    until(page, "Math.abs(scrollY - 1200) < 60")


@pytest.mark.full
def test_a_long_list_of_values_is_folded_and_stays_as_it_was_left(full_page: Page) -> None:
    page = full_page
    page.goto("/search?q=report")
    groups = page.locator("#more-group")
    assert groups.get_attribute("open") is None
    groups.locator("summary").click()
    page.locator("#q").fill("reports")
    ready(page, "reports")
    assert groups.get_attribute("open") is not None
    groups.locator("input").first.check()
    expect(page).to_have_url(re.compile("group="))
    page.reload()
    assert groups.get_attribute("open") is not None


def test_on_a_phone_the_filters_are_folded_and_say_how_many_are_chosen(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/search?q=client&type=untyped&exposure=E2")
    summary = page.locator("#filters > summary")
    expect(summary).to_have_text("Filters (2 chosen)")
    expect(page.locator("#filter-type-untyped")).not_to_be_visible()
    summary.click()
    page.locator("#filter-type-untyped").uncheck()
    expect(summary).to_have_text("Filters (1 chosen)")
    expect(page.locator("#filter-type-untyped")).to_be_visible()
    count = page.locator("#results-heading").inner_text().partition(" task")[0]
    done = page.get_by_role("button", name=f"Show {count} task")
    done.click()
    expect(page.locator("#filter-type-untyped")).not_to_be_visible()
    expect(page.locator(LINES).first).to_be_in_viewport()


def test_filters_of_a_ranking_apply_at_once(page: Page) -> None:
    page.goto("/rankings/tasks-by-exposure")
    zone = page.get_by_label("Job zone")
    zone.focus()
    zone.select_option("5")
    expect(page.locator("h1")).to_contain_text("job zone 5")
    expect(page).to_have_url(re.compile("zone=5"))
    assert page.evaluate("document.activeElement.id") == "only-zone"
    page.go_back()
    expect(page.locator("h1")).not_to_contain_text("zone")


def test_what_to_change_is_said_where_nothing_is_found(page: Page) -> None:
    page.goto("/search?q=showcases&exposure=E1")
    expect(page.locator("#results-heading")).to_have_text(re.compile("^(Nothing found|No tasks)"))
    way = page.locator(".ways-out li").first
    count = way.locator(".n").inner_text()
    way.locator("a").click()
    expect(page).to_have_url(re.compile(r"\?q=showcases$"))
    expect(page.locator("#results-heading")).to_contain_text(count)


def test_choosing_keeps_what_no_control_shows(page: Page) -> None:
    page.goto("/search?q=client&occupation=29-1129.01&size=5")
    page.locator("#filter-type-untyped").check()
    expect(page).to_have_url(re.compile(r"type=untyped&occupation=29-1129\.01&size=5"))
    expect(page.locator(".chosen li:not(.plain)")).to_have_count(2)
    page.locator("#q").fill("clients")
    expect(page).to_have_url(re.compile(r"q=clients&type=untyped&occupation=29-1129\.01&size=5"))
