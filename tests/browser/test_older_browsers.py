"""Browsers of two years ago, made of today's by taking away what they lack."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, Route

from webapp.folders import folder

from .conftest import tab, until

# What a style sheet says that some browser of the last years did not know: it drops the declaration
# (or the rule) that holds it, as it does with the made-up names here.
LACKS: dict[str, tuple[str, str]] = {
    "light-dark() (Safari before 17.5)": (r"\blight-dark\(", "no-such-function("),
    "alternatives in content (Firefox before 128)": (
        r"content: (?:\"[^\"]*\"|attr\([^)]*\)) / [^;}]*",
        "",
    ),
    ":has() (Firefox before 121)": (r":has\(", ":no-such("),
    "media (scripting) (Safari before 17)": (r"\(scripting: \w+\)", "(no-such: thing)"),
    "text-wrap, ::details-content": (r"text-wrap:|::details-content", "no-such:"),
    "color-mix(), nesting, container queries": (r"color-mix\(|@container|@layer", "no-such("),
    "translate (Safari before 14.1)": (r"\btranslate: ", "no-such: "),
    "forced-colors, print-color-adjust": (r"forced-colors|print-color-adjust", "no-such"),
    "text-decoration with a width": (r"text-decoration: underline \dpx", "text-decoration: x"),
    "accent-color, text-size-adjust": (r"accent-color|text-size-adjust", "no-such"),
}


@contextmanager
def without(
    browser: Browser, site: str, lacks: str, scheme: Literal["light", "dark"] = "light"
) -> Iterator[Page]:
    """A tab of a browser that does not know one thing."""
    pattern, unknown = LACKS[lacks]

    def take_away(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=re.sub(pattern, unknown, response.text()))

    with tab(browser, site) as page:
        page.emulate_media(color_scheme=scheme)
        page.route(re.compile(r"\.css"), take_away)
        yield page


def style(page: Page, selector: str, name: str) -> str:
    value: str = page.evaluate(
        "([at, name]) => getComputedStyle(document.querySelector(at))[name]", [selector, name]
    )
    return value


def can_be_seen(page: Page, scheme: str) -> None:
    """Paper and ink, the edge of the box, and where the focus is."""
    paper = style(page, "body", "backgroundColor")
    assert paper == ("rgb(252, 251, 248)" if scheme == "light" else "rgb(20, 23, 26)")
    assert style(page, "body", "color") != paper
    box = "input[type=search]"
    assert style(page, box, "borderTopStyle") == "solid"
    assert style(page, box, "borderTopColor") not in (paper, style(page, "body", "color"))
    page.focus(box)
    assert style(page, box, "outlineStyle") == "solid"
    assert style(page, box, "outlineColor") not in (paper, "rgb(0, 0, 0)")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lacks", LACKS)
def test_pages_can_be_seen_and_found_through(
    browser: Browser, site: str, lacks: str, scheme: Literal["light", "dark"]
) -> None:
    with without(browser, site, lacks, scheme) as page:
        page.goto("/search?q=art")
        can_be_seen(page, scheme)
        page.goto("/occupations/29-1129.01")
        can_be_seen(page, scheme)
        fills = {name: style(page, f".part.{name}", "fill") for name in ("E0", "E1")}
        assert len({*fills.values(), style(page, "body", "backgroundColor")}) == 3
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280


@pytest.mark.parametrize("lacks", list(LACKS)[:2])
def test_on_a_phone_figures_are_named(browser: Browser, site: str, lacks: str) -> None:
    with without(browser, site, lacks) as page:
        page.set_viewport_size({"width": 360, "height": 800})
        page.goto("/occupations/29-1129.01")
        named = page.evaluate(
            """[...document.querySelectorAll(".stacked td[data-label]")].every((cell) => {
                 const { content } = getComputedStyle(cell, "::before");
                 return content.includes(cell.dataset.label) || content === "attr(data-label)";
               })"""
        )
        assert named
        between = 'getComputedStyle(document.querySelector(".crumbs li + li"), "::before").content'
        assert "›" in page.evaluate(between)


@pytest.mark.parametrize("theme", ["light", "dark", "auto"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("accent", ["", "&accent=b00060"])
def test_a_frame_has_the_theme_it_was_given(
    browser: Browser, site: str, theme: str, scheme: Literal["light", "dark"], accent: str
) -> None:
    with without(browser, site, next(iter(LACKS)), scheme) as page:
        page.goto(f"/embed/v1/search?q=art&theme={theme}{accent}")
        can_be_seen(page, scheme if theme == "auto" else theme)


def test_no_style_sheet_needs_what_browsers_of_2023_lack() -> None:
    newer = re.compile(
        r"light-dark\(|@starting-style|anchor\(|@scope|@property|interpolate-size|field-sizing"
        r"|text-box|(?<![-\w])if\(|contrast-color|\d(?:svi|dvi)\b|:open\b|corner-shape"
    )
    for path in (folder("static") / "css").glob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert newer.findall(text) == [], path.name
        for value in re.findall(r"([^;{]+);[^;{]*content: (?:\"[^\"]+\"|attr\([^)]*\)) / ", text):
            assert "content:" in value, f"{path.name}: say it without its alternative first"


NEWER_THAN_2023 = """
  delete URLSearchParams.prototype.size;
  delete window.navigation;
  delete Document.prototype.startViewTransition;
  delete Element.prototype.moveBefore;
  delete Element.prototype.checkVisibility;
  delete Element.prototype.setHTMLUnsafe;
  delete URL.canParse;
  delete URL.parse;
  delete Promise.withResolvers;
  delete Promise.try;
  delete Object.groupBy;
  delete Map.groupBy;
  delete AbortSignal.any;
  delete RegExp.escape;
  for (const name of ["union", "intersection", "difference"]) delete Set.prototype[name];
  for (const name of ["toSorted", "toReversed", "toSpliced", "with"]) delete Array.prototype[name];
  for (const name of ["isWellFormed", "toWellFormed"]) delete String.prototype[name];
  for (const name of ["map", "filter", "toArray", "find", "some"]) delete Iterator.prototype[name];
"""


def test_typing_searches_without_what_came_after_2023(page: Page) -> None:
    page.add_init_script(NEWER_THAN_2023)
    page.goto("/")
    page.locator("#q").press_sequentially("art", delay=20)
    until(page, "location.search === '?q=art'")
    page.goto("/occupations/29-1129.01")
    page.locator("thead a").first.click()
    until(page, "location.search !== ''")
