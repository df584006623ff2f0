"""Plain frames on partners' pages, and the page that gives the code: in all three ways, with
JavaScript and without."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import tab
from .partners import Partner, frame_of, partner_site, settled, visit
from .test_accessibility import AXE, TAGS

FRAMES = (
    *("search?q=therapy", "search", "search?q=nothingatall", "search?occupation=29-1129.01"),
    *("task/19147", "task/19156", "task/392", "search?q=art&accent=ffee00", "task/392?accent=00f"),
)
LOOKS: dict[str, tuple[int, dict[str, Any]]] = {
    "light-320": (320, {"color_scheme": "light"}),
    "dark-320": (320, {"color_scheme": "dark"}),
    "dark-700": (700, {"color_scheme": "dark"}),
    "forced-colours": (700, {"forced_colors": "active"}),
}
"""Width of the frame in pixels, and what a reader has set."""


@pytest.fixture(scope="module")
def partner() -> Iterator[Partner]:
    with partner_site() as opened:
        yield opened


def copied(page: Page, site: str, choice: str, *names: str) -> str:
    """The code that /embed gives for a choice."""
    page.goto(f"{site}/embed{choice}")
    return "\n".join(page.locator(f"#code-{name}").inner_text() for name in names)


@pytest.fixture
def bare(browser: Browser, site: str) -> Iterator[Page]:
    """A browser without JavaScript."""
    context = browser.new_context(java_script_enabled=False, base_url=site)
    yield context.new_page()
    context.close()


# --- the three ways ------------------------------------------------------------------------------


@pytest.mark.parametrize("choice", ["?q=art", "?show=card&task=392", "?occupation=29-1129.01"])
def test_the_code_of_a_frame_works_as_it_is(
    browser: Browser, page: Page, partner: Partner, site: str, choice: str
) -> None:
    with visit(browser, partner.publish(copied(page, site, choice, "iframe"))) as host:
        frame = frame_of(host, "iframe")
        expect(frame.locator("h1")).to_have_count(1)
        expect(frame.locator("footer")).to_contain_text("Taskdex")
        host.get_by_role("link", name="(Taskdex)").click()
        expect(host.locator("header.site")).to_be_visible()


@pytest.mark.parametrize("choice", ["?q=art&theme=dark&accent=d6006c", "?show=card&task=392"])
def test_the_code_of_an_element_works_as_it_is(
    browser: Browser, page: Page, partner: Partner, site: str, choice: str
) -> None:
    with visit(browser, partner.publish(copied(page, site, choice, "element"))) as host:
        settled(host, "task-card" if "card" in choice else "task-search")


def test_the_script_with_its_hash_works_as_it_is(
    browser: Browser, page: Page, partner: Partner, site: str
) -> None:
    pinned = copied(page, site, "", "pinned")
    assert "integrity=" in pinned
    with visit(browser, partner.publish('<task-card task="392"></task-card>', head=pinned)) as host:
        settled(host, "task-card")


@pytest.mark.parametrize("choice", ["?q=art", "?show=card&task=392"])
def test_what_oembed_answers_works_as_it_is(
    browser: Browser, page: Page, partner: Partner, site: str, choice: str
) -> None:
    parameters = urlencode({"url": copied(page, site, choice, "url"), "maxwidth": 480})
    with urlopen(f"{site}/oembed?{parameters}") as response:
        answer = json.load(response)
    with visit(browser, partner.publish(answer["html"])) as host:
        box = host.locator("iframe").bounding_box()
        assert box is not None
        assert box["width"] == answer["width"]
        below = host.get_by_role("link", name="(Taskdex)").bounding_box()
        assert below is not None
        assert below["y"] + below["height"] - box["y"] <= answer["height"]
        expect(frame_of(host, "iframe").locator("h1")).to_have_count(1)


def test_what_oembed_answers_fits_a_narrow_page(
    browser: Browser, partner: Partner, site: str
) -> None:
    url = urlencode({"url": f"{site}/tasks/task-392"})
    with urlopen(f"{site}/oembed?{url}") as response:
        html = json.load(response)["html"]
    with tab(browser, site) as host:
        host.set_viewport_size({"width": 360, "height": 800})
        host.goto(partner.publish(html))
        assert host.evaluate("document.documentElement.scrollWidth") == 360


# --- in the frame --------------------------------------------------------------------------------


def test_typing_searches_and_the_way_back_stays_the_partners(
    browser: Browser, partner: Partner, site: str
) -> None:
    html = f'<iframe src="{site}/embed/v1/search" title="Search" width="600" height="500"></iframe>'
    with visit(browser, partner.publish(html)) as host:
        steps = host.evaluate("history.length")
        frame = frame_of(host, "iframe")
        frame.locator("#q").press_sequentially("leisure")
        results = frame.locator("#results")
        expect(results).to_have_attribute("data-query", "leisure")
        expect(results.locator("mark").first).to_have_text(re.compile("leisure", re.IGNORECASE))
        with host.expect_response(re.compile("/_/")):
            frame.locator("#q").press("Enter")
        host.wait_for_timeout(200)  # the results that come again would take the focus with them
        host.keyboard.press("ArrowDown")
        expect(frame.locator("a[data-hit]").first).to_be_focused()
        assert host.evaluate("history.length") == steps
        assert frame.url == f"{site}/embed/v1/search?q=leisure"


def test_examples_are_searched_within_the_frame(
    browser: Browser, partner: Partner, site: str
) -> None:
    html = f'<iframe src="{site}/embed/v1/search?theme=dark" title="Search"></iframe>'
    with visit(browser, partner.publish(html)) as host:
        frame = frame_of(host, "iframe")
        frame.get_by_role("link", name="art therapy").click()
        expect(frame.locator("#q")).to_have_value("art therapy")
        assert frame.url == f"{site}/embed/v1/search?q=art%20therapy&theme=dark"
        assert len(host.context.pages) == 1


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_inside_the_frame(
    browser: Browser, partner: Partner, site: str, look: str
) -> None:
    width, setting = LOOKS[look]
    body = "".join(
        f'<iframe src="{site}/embed/v1/{path}" title="Frame {number}" width="{width}" height="900">'
        "</iframe>"
        for number, path in enumerate(FRAMES)
    )
    context = browser.new_context(**setting)
    page = context.new_page()
    page.goto(partner.publish(body), wait_until="load")
    axe = AXE.read_text(encoding="utf-8")
    frames = [frame for frame in page.frames if "/embed/v1/" in frame.url]
    assert len(frames) == len(FRAMES)
    found = []
    for frame in frames:
        frame.evaluate(axe)
        result = frame.evaluate(
            "tags => axe.run(document, {runOnly: {type: 'tag', values: tags},"
            " resultTypes: ['violations']})",
            TAGS,
        )
        found += [
            f"{frame.url}: {one['id']}: {one['nodes'][0]['html'][:160]}"
            for one in result["violations"]
        ]
        if frame.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{frame.url}: wider than its frame")
    context.close()
    assert found == []


# --- without JavaScript --------------------------------------------------------------------------


def test_without_javascript_a_frame_searches(bare: Page, partner: Partner, site: str) -> None:
    src = f"{site}/embed/v1/search?occupation=29-1129.01&amp;theme=dark&amp;size=3"
    bare.goto(partner.publish(f'<iframe src="{src}" title="Search" height="700"></iframe>'))
    frame = frame_of(bare, "iframe")
    frame.locator("#q").fill("client")
    frame.get_by_role("button", name="Search").click()
    frame.wait_for_url(re.compile("q=client"))
    frame = frame_of(bare, "iframe")
    expect(frame.locator("html")).to_have_attribute("data-theme", "dark")
    expect(frame.locator("h1")).to_have_text("Tasks in Art Therapists")
    expect(frame.locator("a[data-hit]")).to_have_count(3)
    with bare.expect_popup() as opened:
        frame.locator("a[data-hit]").first.click()
    expect(opened.value.locator("h1")).to_be_visible()


def test_without_javascript_an_element_is_its_link(
    bare: Page, page: Page, partner: Partner, site: str
) -> None:
    bare.goto(partner.publish(copied(page, site, "?show=card&task=392", "element")))
    link = bare.locator("task-card a")
    expect(link).to_be_visible()
    link.click()
    assert bare.url == f"{site}/tasks/task-392"


def test_without_javascript_the_page_gives_the_code(bare: Page) -> None:
    bare.goto("/embed")
    bare.get_by_label("the card of one task").check()
    bare.get_by_label("Task", exact=True).fill("392")
    bare.get_by_label("Light or dark").select_option("dark")
    bare.get_by_role("button", name="Show it").click()
    expect(bare.locator("#code-iframe")).to_contain_text("/embed/v1/task/392?theme=dark")
    shown = bare.frame_locator(".preview iframe")
    expect(shown.locator("html")).to_have_attribute("data-theme", "dark")
    expect(bare.get_by_label("Task", exact=True)).to_have_value("392")


# --- the page with the code ----------------------------------------------------------------------


def test_choosing_changes_code_and_preview(page: Page) -> None:
    page.goto("/embed")
    settled(page)
    loaded: list[str] = []
    page.on("request", lambda it: loaded.append(it.url) if "/embed/v1/" in it.url else None)
    page.get_by_label("Search for").fill("leisure")
    expect(page.locator("#code-element")).to_contain_text('<task-search q="leisure">')
    shown = page.frame_locator(".preview iframe.ready")
    expect(shown.locator("#results")).to_have_attribute("data-query", "leisure")
    # What stands there for readers without JavaScript is not loaded as well.
    assert len(loaded) == 1
    page.get_by_role("combobox", name="Only this job").fill("recreat")
    page.get_by_role("option", name="Recreational Therapists").click()
    expect(page.get_by_role("combobox", name="Only this job")).to_have_value(
        "Recreational Therapists"
    )
    expect(shown.locator("h1")).to_have_text("Tasks in Recreational Therapists")
    page.get_by_label("the card of one task").check()
    expect(shown.locator("article.card")).to_have_count(1)
    expect(page.get_by_label("Search for")).to_be_hidden()
    expect(page).to_have_url(re.compile("show=card"))
    expect(page.get_by_role("button", name="Copy the frame")).to_be_visible()
    settled(page, "task-card")


def test_the_code_is_copied(browser: Browser, site: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{site}/embed?q=art")
    page.get_by_label("Light or dark").select_option("dark")
    expect(page.locator("#code-element")).to_contain_text("dark")
    page.get_by_role("button", name="Copy the element").click()
    expect(page.get_by_text("Copied", exact=True)).to_be_visible()
    text = page.evaluate("navigator.clipboard.readText()")
    assert text == page.locator("#code-element").inner_text()
    context.close()


def test_the_page_is_linked_from_every_page(page: Page) -> None:
    page.goto("/about")
    page.get_by_role("link", name="Show Taskdex on your site").click()
    expect(page.locator("h1")).to_have_text("Show Taskdex on your site")
