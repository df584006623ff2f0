"""Every kind of page at the width of a small phone and of a desk, in light and dark."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

PAGES = (
    "/",
    "/search?q=therapy",
    "/search?q=nothingatall",
    "/tasks/task-19147",
    "/tasks/task-392",
    "/occupations/29-1129.01",
    "/occupations",
    "/activities",
    "/methodology",
    "/sources",
    "/about",
    "/tasks/task-7",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_wider_than_the_screen(
    browser: Browser, site: str, width: int, scheme: str
) -> None:
    context = browser.new_context(
        base_url=site,
        viewport={"width": width, "height": 700},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    too_wide = []
    for path in PAGES:
        page.goto(path)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            too_wide.append(path)
    context.close()
    assert too_wide == []
