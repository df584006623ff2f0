"""Every kind of page at the width of a small phone and of a desk, in light and dark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import until

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
    "/changes",
    "/data",
    "/data/use",
    "/api",
    "/embed",
    "/embed?show=card",
    "/tasks/task-7",
    "/occupations/29-1129.01?sort=text&used=no",
    "/compare",
    "/compare?tasks=19147,19156,392",
    "/compare?occupations=29-1129.01,29-1125.00",
)


FULL_PAGES = (
    *("/", "/search?q=nurse", "/search?q=schedule%20nurses&exposure=E2&type=core&group=29"),
    *("/search?q=nurse%20-nurse", "/search?kind=occupation&q=engineer", "/search?group=55"),
    *("/tasks/task-19147", "/tasks/task-19156", "/tasks/task-392", "/tasks/task-7"),
    *("/occupations/29-1141.00", "/occupations/15-1252.00", "/occupations/55-1011.00"),
    *("/activities/4.A.4.a.2", "/activities/4.A.2.b.2", "/occupations", "/activities"),
    *("/methodology", "/sources", "/about", "/tasks/task-1", "/tasks/task-2311"),
    *("/tasks/task-5682", "/tasks/task-21714", "/tasks/task-16296", "/occupations/25-2057.00"),
    *("/compare?tasks=21714,3472,15267,16296", "/compare?occupations=15-1252.00,55-1011.00"),
    *("/changes", "/changes/29.1-30.1", "/changes/29.1-30.1/retyped", "/changes/emerging"),
    *("/tasks/task-1638", "/occupations/11-3013.00", "/data"),
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_wider_than_the_screen(
    browser: Browser, site: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    assert too_wide(browser, site, PAGES, width, scheme) == []


@pytest.mark.full
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_of_the_full_data_is_wider_than_the_screen(
    browser: Browser, full_site: str, width: int
) -> None:
    assert too_wide(browser, full_site, FULL_PAGES, width, "light") == []


def too_wide(
    browser: Browser,
    site: str,
    paths: Sequence[str],
    width: int,
    scheme: Literal["light", "dark"],
    letters_percent: int = 100,
) -> list[str]:
    """Pages that have to be scrolled sideways, and what sticks out of them."""
    context = browser.new_context(
        base_url=site, viewport={"width": width, "height": 700}, color_scheme=scheme
    )
    page = context.new_page()
    found = []
    for path in paths:
        page.goto(path)
        page.evaluate(f"document.documentElement.style.fontSize = '{letters_percent}%'")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{path}: {page.evaluate(STICKS_OUT)}")
    context.close()
    return found


STICKS_OUT = """[...document.querySelectorAll("main *")]
  .filter((it) => it.getBoundingClientRect().right > innerWidth && !it.closest(".scroll"))
  .slice(0, 3).map((it) => it.outerHTML.slice(0, 120)).join(" | ")"""


# --- larger letters, paper ------------------------------------------------------------------------


@pytest.mark.parametrize("width", [360, 640, 1280, 1600])
def test_letters_twice_as_large_make_nothing_wider_than_the_screen(
    browser: Browser, site: str, width: int
) -> None:
    assert too_wide(browser, site, PAGES, width, "light", letters_percent=200) == []


@pytest.mark.full
@pytest.mark.parametrize("width", [360, 640, 1280])
def test_larger_letters_make_nothing_of_the_full_data_wider_than_the_screen(
    browser: Browser, full_site: str, width: int
) -> None:
    assert too_wide(browser, full_site, FULL_PAGES, width, "light", letters_percent=200) == []


FOLDED = """[...document.querySelectorAll("main details")].flatMap((details) =>
  [...details.children].slice(1).filter((it) => !it.checkVisibility({ contentVisibilityAuto: true })
    && !it.closest(".filters, .narrowing, .actions, .margin"))
  .map((it) => it.textContent.slice(0, 40)))"""


def test_occupations_are_folded_by_group_until_a_link_leads_to_one(
    browser: Browser, full_site: str
) -> None:
    page = browser.new_page(base_url=full_site, viewport={"width": 360, "height": 800})
    opened = (
        "[...document.querySelectorAll('main details[open]')]"
        ".map((it) => it.parentNode.getAttribute('aria-labelledby'))"
    )
    page.goto("/occupations")
    assert page.evaluate(opened) == []
    assert page.evaluate("document.documentElement.scrollHeight") < 8000
    page.get_by_role("link", name="Legal", exact=True).click()
    until(page, f"({opened}).join() === 'group-23'")
    page.goto("/occupations/29-1141.00")
    page.locator(".crumbs a").last.click()
    until(page, f"({opened}).join() === 'group-29'")
    assert page.get_by_role("link", name="Registered Nurses").is_visible()
    page.close()


@pytest.mark.parametrize("told_by", ["style", "script"])
def test_on_paper_nothing_stays_folded(browser: Browser, site: str, told_by: str) -> None:
    context = browser.new_context(base_url=site)
    page = context.new_page()
    if told_by == "script":  # a browser that does not know ::details-content
        page.route("**/print*.css*", lambda route: route.fulfill(body="", content_type="text/css"))
    for path in ("/occupations/29-1129.01", "/tasks/task-19147", "/activities", "/methodology"):
        page.goto(path)
        unfolded = page.evaluate("document.querySelectorAll('main details[open]').length")
        page.emulate_media(media="print")
        if told_by == "script":
            page.evaluate("dispatchEvent(new Event('beforeprint'))")
        until(page, f"({FOLDED}).length === 0")  # a style takes effect with the next frame
        page.emulate_media(media="screen")
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.evaluate("document.querySelectorAll('main details[open]').length") == unfolded
    page.goto("/occupations/29-1129.01")
    until(page, f"({FOLDED}).length > 0")  # else the check says nothing
    context.close()


def test_paper_is_white_whatever_the_screen(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, color_scheme="dark")
    page = context.new_page()
    page.goto("/occupations/29-1129.01")
    page.emulate_media(media="print")
    of = "(at, name) => getComputedStyle(document.querySelector(at))[name]"
    assert page.evaluate(f"({of})('body', 'backgroundColor')") == "rgb(255, 255, 255)"
    assert page.evaluate(f"({of})('.part.E1', 'fill')") == "rgb(11, 85, 99)"
    assert page.evaluate(f"({of})('.note', 'color')") == "rgb(85, 92, 98)"
    context.close()


def test_letters_in_pictures_are_small_on_paper(browser: Browser, site: str) -> None:
    """Bars are smaller there, too: the least size of letters on a screen would not fit."""
    context = browser.new_context(base_url=site)
    page = context.new_page()
    page.goto("/tasks/task-19147")
    sizes = """[...new Set([...document.querySelectorAll('%s')]
      .map((it) => getComputedStyle(it).fontSize))]"""
    page.emulate_media(media="print")
    assert page.evaluate(sizes % ".verdicts .picture text") == ["9px"]
    assert page.evaluate(sizes % ".picture text") == ["9px"]
    context.close()


def test_letters_in_pictures_grow_with_those_of_the_page(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    sizes = """[...document.querySelectorAll('.picture')].filter((it) => it.checkVisibility())
      .map((it) => [it.getBoundingClientRect().height,
        ...[...it.querySelectorAll('text')]
          .map((one) => parseFloat(getComputedStyle(one).fontSize))])"""
    for path in ("/tasks/task-19147", "/search?q=art+therapist"):
        page.goto(path)
        before = page.evaluate(sizes)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        after = page.evaluate(sizes)
        assert before
        for small, large in zip(before, after, strict=True):
            assert large[0] == pytest.approx(2 * small[0], rel=0.02)
            assert all(new > 1.1 * old for old, new in zip(small[1:], large[1:], strict=True))
            assert all(letters < large[0] / 1.2 for letters in large[1:])
    context.close()


@pytest.mark.parametrize("colours", ["none", "active"])
def test_a_label_has_one_filling_wherever_it_is_drawn(
    browser: Browser, site: str, colours: Literal["none", "active"]
) -> None:
    context = browser.new_context(base_url=site, forced_colors=colours)
    page = context.new_page()
    found: dict[str, set[str]] = {}
    for path in (
        *("/search?q=art+therapist", "/tasks/task-19147", "/occupations/29-1129.01"),
        "/compare?occupations=29-1129.01,29-1125.00",
    ):
        page.goto(path)
        for kind, fill in page.evaluate(
            "[...document.querySelectorAll('.part')].map((it) =>"
            " [it.classList[1], getComputedStyle(it).fill])"
        ):
            found.setdefault(kind, set()).add(fill)
    assert found["E2"] == {'url("#hatch")'}
    assert {kind: len(fills) for kind, fills in found.items()} == dict.fromkeys(found, 1)
    assert len({next(iter(found[kind])) for kind in ("E0", "E1", "E2")}) == 3
    context.close()


def test_on_a_phone_the_sections_of_a_page_are_listed(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, viewport={"width": 360, "height": 740})
    page = context.new_page()
    for path in ("/tasks/task-19147", "/methodology", "/sources", "/embed", "/data/use"):
        page.goto(path)
        contents = page.get_by_role("navigation", name="On this page")
        contents.locator("summary").click()
        last = contents.locator("a").last
        assert page.locator(last.get_attribute("href") or "").count() == 1
        assert last.is_visible()
    context.close()
