"""axe-core finds nothing at WCAG 2.2 AA, on every kind of page, in every look."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import resources
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

AXE = resources.files("axe_playwright_python").joinpath("axe.min.js")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = (
    *("/", "/search?q=therapy", "/search?q=nothingatall", "/search"),
    *("/tasks/task-19147", "/tasks/task-19156", "/tasks/task-7"),
    *("/occupations/29-1129.01", "/occupations/29-1129.01?sort=text&type=core", "/occupations"),
    *("/activities", "/compare", "/compare?tasks=19147,19156,392,7"),
    *("/compare?add=art", "/compare?tasks=1,2,3,4,5"),
    *("/compare?occupations=29-1129.01,29-1125.00", "/methodology", "/glossary", "/sources"),
    "/about",
    *("/changes", "/data", "/data/use", "/api"),
    *("/embed", "/embed?show=card&task=392"),
)
FAILING = ("/compare?tasks=1,2,3,4,5", "/tasks/task-7")
"""A browser says on its console that they are no 200, which fails the fixture of the others."""
FULL_PAGES = (
    *("/", "/search?q=nurse", "/search?q=nothingatall", "/methodology", "/embed"),
    *("/tasks/task-21714", "/tasks/task-5682", "/tasks/task-15267", "/tasks/task-23984"),
    *("/tasks/task-5", "/tasks/task-22935", "/tasks/task-351", "/tasks/task-2311"),
    *("/occupations/15-1252.00", "/occupations/55-1011.00", "/occupations", "/activities"),
    *("/activities/4.A.4.a.2", "/activities/4.A.2.b.2.o", "/activities/4.A.2.b.2.o.9"),
    *("/compare?tasks=21714,3472,15267", "/compare?occupations=15-1252.00,55-1011.00", "/sources"),
    *("/changes", "/changes/29.1-30.1", "/changes/29.1-30.1/reworded", "/changes/emerging"),
    *("/tasks/task-1638", "/occupations/11-3013.00"),
)
LOOKS: dict[str, dict[str, Any]] = {
    "light-320": {"viewport": {"width": 320, "height": 700}, "color_scheme": "light"},
    "dark-320": {"viewport": {"width": 320, "height": 700}, "color_scheme": "dark"},
    "light-1280": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "dark-1280": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "forced-colours": {"viewport": {"width": 1280, "height": 900}, "forced_colors": "active"},
}
UNFOLD = "for (const it of document.querySelectorAll('details')) it.open = true"


# Each width and each colour scheme on the sample, and the other pairs of them on the full data: axe
# measures contrast most of its time, which hardly depends on the width.
@pytest.mark.parametrize("look", ["light-320", "dark-1280", "forced-colours"])
def test_axe_finds_nothing(browser: Browser, site: str, look: str) -> None:
    assert violations(browser, site, PAGES, look) == []


@pytest.mark.full
@pytest.mark.parametrize("look", ["dark-320", "light-1280"])
def test_axe_finds_nothing_on_the_full_data(browser: Browser, full_site: str, look: str) -> None:
    assert violations(browser, full_site, FULL_PAGES, look) == []


def violations(browser: Browser, site: str, paths: Sequence[str], look: str) -> list[str]:
    """What axe finds, with everything unfolded: rule, page and the first element."""
    context = browser.new_context(base_url=site, reduced_motion="reduce", **LOOKS[look])
    page = context.new_page()
    script = AXE.read_text(encoding="utf-8")
    found = []
    for path in paths:
        page.goto(path)
        page.evaluate(UNFOLD)
        page.evaluate(script)
        result = page.evaluate(
            "tags => axe.run(document, {runOnly: {type: 'tag', values: tags},"
            " resultTypes: ['violations']})",
            TAGS,
        )
        found += [
            f"{path}: {one['id']} × {len(one['nodes'])}: {one['nodes'][0]['html'][:160]}"
            for one in result["violations"]
        ]
    context.close()
    return found


LEVELS = "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(it => Number(it.tagName[1]))"
UNNAMED = """[
  ...[...document.querySelectorAll("table")].filter((it) => !it.caption?.textContent.trim()),
  ...[...document.querySelectorAll("th")].filter((it) => !it.scope),
  ...[...document.querySelectorAll("svg[role=img]")].filter((it) =>
    !it.querySelector("title")?.textContent.trim() || !it.querySelector("desc")?.textContent.trim())
].map((it) => it.outerHTML.slice(0, 120))"""
"""Tables without a caption, their heads without a scope, pictures without name or description."""


def test_no_heading_skips_a_level_and_tables_and_pictures_are_named(page: Page) -> None:
    for path in PAGES:
        if path in FAILING:
            continue
        page.goto(path)
        levels = page.evaluate(LEVELS)
        assert levels[0] == 1, path
        assert all(below <= above + 1 for above, below in pairwise(levels)), (path, levels)
        assert page.evaluate(UNNAMED) == [], path


@pytest.mark.parametrize("path", ["/search?q=art", "/tasks/task-19147"])
def test_facts_are_heard_one_by_one_with_what_they_are_about(page: Page, path: str) -> None:
    page.goto(path)
    page.evaluate(UNFOLD)
    for line in page.locator("ol.tasks .facts").all():
        heard = line.aria_snapshot()
        assert re.search(r", AI exposure: .+ , (not )?observed in AI use", heard), heard


@pytest.mark.parametrize("path", ["/search?q=art", "/occupations/29-1129.01"])
def test_the_number_beside_a_filter_is_heard_with_what_it_counts(page: Page, path: str) -> None:
    page.goto(path)
    page.evaluate(UNFOLD)
    filters = page.locator("fieldset").get_by_role("checkbox")
    assert filters.count() > 1
    counted = filters.and_(page.get_by_role("checkbox", name=re.compile(r"\S tasks: [0-9,]+$")))
    assert counted.count() == filters.count()


def test_columns_of_a_comparison_are_named_after_what_is_compared(page: Page) -> None:
    page.goto("/compare?tasks=19147,19156,392")
    for header in page.locator("thead th").all():
        title = header.inner_text().strip()
        assert title
        assert header.aria_snapshot().startswith(f'- columnheader "{title}":')
    assert page.locator(".remove a").count() == page.locator("thead th").count() == 3


def test_the_table_of_tasks_is_sorted_and_filtered_by_keyboard(page: Page) -> None:
    page.goto("/occupations/29-1129.01")
    rows = page.locator("#tasks tbody tr")
    count = rows.count()
    page.locator("#by-text").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#tasks th[aria-sort]")).to_have_text("Task ↑")
    expect(page).to_have_url(re.compile(r"/occupations/29-1129.01\?sort=text$"))
    expect(page.locator("#by-text")).to_be_focused()
    texts = page.locator("#tasks .statement").all_text_contents()
    assert texts == sorted(texts, key=str.lower)
    page.keyboard.press("Enter")
    expect(page.locator("#tasks th[aria-sort]")).to_have_text("Task ↓")
    box = page.locator("#tasks input[type=checkbox]").first
    name = box.get_attribute("id")
    box.focus()
    page.keyboard.press("Space")
    expect(page.locator("#tasks-count")).to_contain_text(f"of {count} tasks")
    expect(page.locator("#tasks-status")).to_contain_text(f"of {count} tasks")
    expect(page.locator(f"#{name}")).to_be_focused()
    expect(page.locator(f"#{name}")).to_be_checked()
    assert 0 < rows.count() < count
    page.locator("#only-clear").focus()
    page.keyboard.press("Enter")
    expect(rows).to_have_count(count)
    expect(page.locator("#tasks-heading")).to_be_focused()
    page.go_back()
    expect(page.locator(f"#{name}")).to_be_checked()
    assert rows.count() < count
