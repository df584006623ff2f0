"""Somebody compares jobs whose codes nobody knows by heart."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, expect


def test_names_are_typed_and_chosen_by_mouse_and_by_keys(page: Page) -> None:
    page.goto("/compare")
    box = page.get_by_role("combobox", name="A job or a task")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("art th", delay=30)
    page.get_by_role("option", name="Art Therapists", exact=True).click()
    expect(page).to_have_url(re.compile(r"occupations=29-1129\.01$"))
    box = page.get_by_role("combobox", name="Add another job")
    expect(box).to_be_focused()
    box.press_sequentially("recreational", delay=30)
    listed = page.get_by_role("listbox", name="Add another job")
    expect(listed.get_by_role("option").first).to_have_text("Recreational Therapists")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    marked = page.locator("[aria-selected=true]")
    expect(marked).to_have_text("Recreational Therapists")
    expect(box).to_have_attribute("aria-activedescendant", marked.get_attribute("id") or "none")
    box.press("ArrowUp")  # round to the last one, and back
    box.press("ArrowDown")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"occupations=29-1129\.01,29-1125\.00$"))
    expect(page.locator("h1")).to_have_text("2 occupations side by side")


def test_escape_puts_the_list_away_and_then_empties_the_box(page: Page) -> None:
    page.goto("/compare")
    box = page.get_by_role("combobox", name="A job or a task")
    place = page.locator("#choices .choice")
    below = page.locator("h2", has_text="Examples").evaluate("it => it.getBoundingClientRect().y")
    box.press_sequentially("art th", delay=30)
    expect(place).to_be_visible()
    assert below == page.locator("h2", has_text="Examples").evaluate(
        "it => it.getBoundingClientRect().y"
    ), "the list moves nothing"
    box.press("ArrowDown")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    box.press("Escape")
    expect(place).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("art th")
    box.press("Escape")
    expect(box).to_have_value("")


def test_what_was_left_in_the_box_gives_way_to_what_is_typed(page: Page) -> None:
    page.goto("/compare")
    box = page.get_by_role("combobox", name="A job or a task")
    box.press_sequentially("art th", delay=30)
    page.locator("h1").click()
    expect(page.locator("#choices .choice")).to_be_hidden()
    box.focus()
    expect(page.locator("#choices .choice")).to_be_visible()
    page.keyboard.type("rec")
    expect(box).to_have_value("rec")


def test_a_chosen_name_fills_the_box_of_the_builder(page: Page) -> None:
    page.goto("/embed")
    box = page.get_by_role("combobox", name="Only this job")
    box.press_sequentially("recreational", delay=30)
    expect(page.get_by_role("option").first).to_have_text("Recreational Therapists")
    expect(page.locator("#code")).to_contain_text("may be one of several")
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value("Recreational Therapists")
    expect(page.locator("#code-iframe")).to_contain_text("occupation=29-1125.00")
    expect(page.locator("#occupation-choices .choice")).to_be_hidden()
    expect(page).to_have_url(re.compile("occupation=29-1125.00|occupation=Recreational"))


def test_without_javascript_the_button_brings_the_choices(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/compare?occupations=29-1129.01")
    page.get_by_label("Add another job").fill("recreational")
    page.get_by_role("button", name="Add").click()
    page.get_by_role("link", name="Recreational Therapists", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("2 occupations side by side")
    context.close()


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Art Therapists", 1),
        ("First-Line Supervisors of Landscaping, Lawn Service, and Groundskeeping Workers", 2),
        ("Plan or conduct therapy sessions " * 6, 2),
    ],
)
def test_on_a_phone_a_cell_names_its_column_in_up_to_two_lines(
    browser: Browser, site: str, name: str, lines: int
) -> None:
    """In one line, names of jobs that begin alike would end before they differ."""
    context = browser.new_context(base_url=site, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto("/compare?tasks=19147,19156,392")
    cell = page.locator("tbody td[data-label]").first
    cell.evaluate("(it, name) => { it.dataset.label = name; }", name)
    shown, line = cell.evaluate("""it => {
        const name = getComputedStyle(it, '::before');
        return [parseFloat(name.height), parseFloat(name.lineHeight)];
    }""")
    assert round(shown / line) == lines
    context.close()
