"""Somebody compares jobs whose codes nobody knows by heart."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect


def test_names_are_typed_and_chosen(page: Page) -> None:
    page.goto("/compare")
    box = page.get_by_label("A job or a task")
    box.press_sequentially("art th", delay=30)
    page.get_by_role("link", name="Art Therapists", exact=True).click()
    expect(page).to_have_url(re.compile(r"occupations=29-1129\.01$"))
    page.get_by_label("Add another job").press_sequentially("recreational", delay=30)
    choice = page.locator("#choices a")
    expect(choice.first).to_have_text("Recreational Therapists")
    page.keyboard.press("Tab")  # the button
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"occupations=29-1129\.01,29-1125\.00$"))
    expect(page.locator("h1")).to_have_text("2 occupations side by side")


def test_without_javascript_the_button_brings_the_choices(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/compare?occupations=29-1129.01")
    page.get_by_label("Add another job").fill("recreational")
    page.get_by_role("button", name="Add").click()
    page.get_by_role("link", name="Recreational Therapists", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("2 occupations side by side")
    context.close()
