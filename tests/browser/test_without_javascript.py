"""The same results, filters and pages where no script runs."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect


@pytest.fixture
def plain(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_searching_and_reading(plain: Page) -> None:
    plain.goto("/")
    plain.locator("main input[type=search]").fill("leisure")
    plain.locator("main form[role=search] button[type=submit]").first.click()
    expect(plain.locator("#results mark").first).to_be_visible()
    plain.locator("#results a[data-hit]").first.click()
    expect(plain.locator("h1")).to_be_visible()


def test_filtering_and_sorting(plain: Page) -> None:
    plain.goto("/search?q=client")
    plain.locator("#filter-type-untyped").check()
    plain.locator("#sort").select_option("importance")
    plain.locator(".apply").click()
    expect(plain).to_have_url(re.compile(r"q=client.*type=untyped"))
    expect(plain.locator("#filter-type-untyped")).to_be_checked()
    expect(plain.locator("#sort")).to_have_value("importance")
    plain.locator(".chosen a").first.click()
    expect(plain.locator("#filter-type-untyped")).not_to_be_checked()


def test_paging(plain: Page) -> None:
    plain.goto("/search?type=untyped&size=5")
    plain.locator("a[rel=next]").click()
    expect(plain).to_have_url(re.compile("page=2"))
    expect(plain.locator("#results ol.tasks")).to_have_attribute("start", "6")
    plain.locator("a[rel=prev]").click()
    expect(plain.locator("#results ol.tasks")).to_have_attribute("start", "1")


def test_ways_out_where_nothing_is_found(plain: Page) -> None:
    plain.goto("/search?q=showcases&exposure=E1")
    plain.locator(".ways-out a").first.click()
    expect(plain).to_have_url(re.compile(r"/search\?q=showcases$"))
    expect(plain.locator("#results ol.tasks > li").first).to_be_visible()


def test_sorting_and_filtering_the_tasks_of_an_occupation(plain: Page) -> None:
    plain.goto("/occupations/29-1129.01")
    rows = plain.locator("#tasks tbody tr")
    count = rows.count()
    plain.locator("#by-text").click()
    expect(plain).to_have_url(re.compile(r"\?sort=text#tasks$"))
    texts = plain.locator("#tasks .statement").all_text_contents()
    assert texts == sorted(texts, key=str.lower)
    plain.locator("#only-used-yes").check()
    plain.locator("#tasks .apply").click()
    expect(plain).to_have_url(re.compile(r"\?sort=text&used=yes#tasks$"))
    expect(plain.locator("#only-used-yes")).to_be_checked()
    assert 0 < rows.count() < count
    plain.locator("#only-clear").click()
    expect(rows).to_have_count(count)


def test_comparing(plain: Page) -> None:
    plain.goto("/tasks/task-19147")
    plain.get_by_role("link", name="Compare with other tasks").click()
    plain.locator("#add").fill("392")
    plain.get_by_role("button", name="Add").click()
    expect(plain.locator("thead .statement")).to_have_count(2)
    plain.locator(".remove a").first.click()
    expect(plain.locator("thead .statement")).to_have_count(1)
