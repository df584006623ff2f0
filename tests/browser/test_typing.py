"""A person types into the box."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from .conftest import until

FIRST_TASK = "#results ol.tasks > li:first-child a.statement"
SEARCHES = re.compile(r"/_/search")


def searches(page: Page) -> list[str]:
    """What is asked of the server from now on."""
    asked: list[str] = []
    page.on("request", lambda it: asked.append(it.url) if SEARCHES.search(it.url) else None)
    return asked


def delay(page: Page, pattern: str, milliseconds: int) -> None:
    """Answers to requests that match come late."""

    def slowly(route: Route) -> None:
        page.wait_for_timeout(milliseconds)
        route.continue_()

    page.route(re.compile(pattern), slowly)


def test_results_change_while_typing(page: Page) -> None:
    page.goto("/search?q=")
    page.locator("#q").press_sequentially("sports")
    expect(page.locator("#results mark").first).to_have_text(re.compile("sports", re.IGNORECASE))
    before = page.locator(FIRST_TASK).inner_text()
    page.locator("#q").fill("showcases")
    expect(page.locator(FIRST_TASK)).not_to_have_text(before)
    expect(page.locator(FIRST_TASK)).to_contain_text("showcases")


def test_focus_stays_in_the_box(page: Page) -> None:
    page.goto("/search?q=")
    page.locator("#q").press_sequentially("thera", delay=40)
    expect(page.locator("#results")).to_have_attribute("data-query", "thera")
    assert page.evaluate("document.activeElement.id") == "q"


def test_what_is_typed_is_never_overwritten(page: Page) -> None:
    page.goto("/search?q=")
    delay(page, r"q=client(&|$)", 300)
    page.locator("#q").press_sequentially("clients in groups", delay=15)
    expect(page.locator("#results")).to_have_attribute("data-query", "clients in groups")
    expect(page.locator("#q")).to_have_value("clients in groups")


def test_the_address_is_replaced_while_typing_and_pushed_on_enter(page: Page) -> None:
    page.goto("/search?q=")
    visited = page.evaluate("history.length")
    page.locator("#q").press_sequentially("art thera")
    expect(page).to_have_url(re.compile(r"q=art(\+|%20)thera$"))
    assert page.evaluate("history.length") == visited
    page.locator("#q").press("Enter")
    until(page, f"history.length === {visited + 1}")
    page.locator("#q").fill("leisure")
    expect(page).to_have_url(re.compile("q=leisure"))
    assert page.evaluate("history.length") == visited + 1


def test_typing_on_the_first_page_leaves_it_in_the_history(page: Page) -> None:
    page.goto("/")
    page.locator("#q").press_sequentially("leisure", delay=30)
    expect(page).to_have_url(re.compile("/search.q=leisure$"))
    page.go_back()
    expect(page).to_have_url(re.compile("/$"))
    expect(page.locator("h1")).to_contain_text("What people do at work")
    expect(page.locator("#q")).to_have_value("")


def test_an_answer_that_comes_late_is_not_shown(page: Page) -> None:
    page.goto("/search?q=")
    delay(page, r"/_/search\?.*q=leis(&|$)", 600)
    with page.expect_request(re.compile(r"/_/search\?.*q=leis(&|$)")):
        page.locator("#q").fill("leis")
    page.locator("#q").fill("showcases")
    expect(page.locator("#results")).to_have_attribute("data-query", "showcases")
    page.wait_for_timeout(900)
    expect(page.locator("#results")).to_have_attribute("data-query", "showcases")
    expect(page).to_have_url(re.compile("q=showcases"))


def test_a_newer_letter_calls_the_older_request_off(page: Page) -> None:
    page.goto("/search?q=")
    delay(page, r"/_/search\?.*q=leis(&|$)", 400)
    with page.expect_request(re.compile(r"/_/search\?.*q=leis(&|$)")):
        page.locator("#q").fill("leis")
    with page.expect_event("requestfailed", lambda request: "q=leis" in request.url):
        page.locator("#q").fill("showcases")
    expect(page.locator("#results")).to_have_attribute("data-query", "showcases")
    page.unroute_all(behavior="wait")


def test_an_unchanged_text_is_not_searched_again(page: Page) -> None:
    page.goto("/search?q=leisure")
    asked = searches(page)
    page.locator("#q").press("End")
    page.locator("#q").press("Shift")
    page.locator("#q").press("ArrowLeft")
    page.wait_for_timeout(250)
    assert asked == []


def test_submitting_twice_asks_and_pushes_once_more_at_most(page: Page) -> None:
    page.goto("/search?q=")
    page.locator("#q").fill("leisure")
    expect(page.locator("#results")).to_have_attribute("data-query", "leisure")
    visited = page.evaluate("history.length")
    page.locator("#finder button[type=submit]").dblclick()
    page.wait_for_timeout(400)
    expect(page.locator("#results mark").first).to_be_visible()
    assert page.evaluate("history.length") <= visited + 2
    page.locator("#q").fill("showcases")
    expect(page.locator("#results")).to_have_attribute("data-query", "showcases")


def test_nothing_is_searched_in_the_middle_of_a_composition(page: Page) -> None:
    page.goto("/search?q=")
    page.locator("#q").focus()
    asked = searches(page)
    keyboard = page.context.new_cdp_session(page)
    for text in ("l", "le", "lei", "leisure"):
        keyboard.send(
            "Input.imeSetComposition",
            {"text": text, "selectionStart": len(text), "selectionEnd": len(text)},
        )
        page.wait_for_timeout(100)
    assert asked == []
    keyboard.send("Input.insertText", {"text": "leisure"})
    expect(page.locator("#results")).to_have_attribute("data-query", "leisure")
    assert len(asked) == 1


def test_a_quick_answer_shows_no_progress_and_a_slow_one_does(page: Page) -> None:
    page.goto("/search?q=")
    shown = "Number(getComputedStyle(document.querySelector('.waiting')).opacity) > 0"
    page.locator("#q").fill("leisure")
    expect(page.locator("#results")).to_have_attribute("data-query", "leisure")
    assert not page.evaluate(shown)
    page.evaluate(
        f"""() => {{
            window.seen = [];
            const start = performance.now();
            window.watch = setInterval(() => seen.push([performance.now() - start, {shown}]), 20);
        }}"""
    )
    delay(page, SEARCHES.pattern, 900)
    page.locator("#q").fill("showcases")
    expect(page.locator("#results")).to_have_attribute("data-query", "showcases")
    page.wait_for_timeout(60)
    seen = page.evaluate("(clearInterval(window.watch), window.seen)")
    assert any(visible for _, visible in seen)
    assert not any(visible for at, visible in seen if at < 300)
    assert not page.evaluate(shown)


def test_the_box_does_not_move_while_results_change(page: Page) -> None:
    page.goto("/search?q=")
    places = {str(page.locator("#q").bounding_box())}
    for text in ("c", "clients", "zzzzqqqq", "art therapy", "a b c d e f g h i j k l", ""):
        page.locator("#q").fill(text)
        expect(page.locator("#results")).to_have_attribute("data-query", text)
        places.add(str(page.locator("#q").bounding_box()))
    assert len(places) == 1


SPEAK_AFTER_MS = 1000
"""The pause of typing after which a count is spoken (static/js/search.js)."""

WATCH_THE_STATUS = """() => {
    const status = document.getElementById("search-status");
    window.said = [];
    window.typedAt = window.shownAt = 0;
    document.getElementById("q").addEventListener("input", () => {
        window.typedAt = performance.now();
    });
    new MutationObserver((changes) => {
        if (changes.some((it) => !status.contains(it.target))) window.shownAt = performance.now();
    }).observe(document.querySelector("main"), { childList: true, subtree: true });
    new MutationObserver(() => {
        const now = performance.now();
        said.push({ text: status.textContent, typed: now - typedAt, shown: now - shownAt });
    }).observe(status, { childList: true });
}"""
"""Notes what is spoken, and how many milliseconds after the last letter and the last results."""


def test_a_count_is_spoken_when_the_typing_has_stopped(page: Page) -> None:
    page.goto("/search?q=")
    said = page.locator("#search-status")
    assert said.get_attribute("role") == "status"
    assert said.text_content() == ""
    page.evaluate(WATCH_THE_STATUS)
    page.locator("#q").press_sequentially("client", delay=60)
    expect(page.locator("#results")).to_have_attribute("data-query", "client")
    expect(said).to_have_text(re.compile(r"\d+ tasks?"))
    (spoken,) = page.evaluate("window.said")
    assert spoken["typed"] >= SPEAK_AFTER_MS
    # The same count for other words is not said again.
    page.locator("#q").press_sequentially("s", delay=60)
    expect(page.locator("#results")).to_have_attribute("data-query", "clients")
    same = page.locator("#results").get_attribute("data-status") == said.text_content()
    page.wait_for_timeout(1.2 * SPEAK_AFTER_MS)
    assert len(page.evaluate("window.said")) == (1 if same else 2)


def test_nothing_found_is_spoken_at_once(page: Page) -> None:
    page.goto("/search?q=")
    page.evaluate(WATCH_THE_STATUS)
    page.locator("#q").fill("zzzzqqqq")
    expect(page.locator("#search-status")).to_have_text("Nothing found")
    (spoken,) = page.evaluate("window.said")
    assert spoken["shown"] < SPEAK_AFTER_MS / 2


def test_a_server_that_is_gone_is_said_and_the_last_results_stay(
    browser: Browser, site: str
) -> None:
    context = browser.new_context(base_url=site)
    page = context.new_page()
    page.goto("/search?q=leisure")
    page.route(SEARCHES, lambda route: route.abort())
    page.locator("#q").fill("showcase")
    expect(page.locator("#search-status")).to_contain_text("cannot be reached")
    expect(page.locator("#results")).to_have_attribute("data-query", "leisure")
    page.unroute(SEARCHES)
    page.locator("#q").fill("showcases")
    expect(page.locator("#results")).to_have_attribute("data-query", "showcases")
    context.close()


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (502, "<html><body><h1>Bad gateway</h1></body></html>"),
        (503, "busy"),
        (200, "<html><body><h1>Log in to the network</h1></body></html>"),
        (200, ""),
    ],
)
def test_what_another_answers_in_the_servers_place_is_not_shown(
    browser: Browser, site: str, status: int, body: str
) -> None:
    context = browser.new_context(base_url=site)
    page = context.new_page()
    page.goto("/search?q=leisure")
    page.route(
        SEARCHES,
        lambda route: route.fulfill(status=status, content_type="text/html", body=body),
    )
    page.locator("#q").fill("showcase")
    expect(page.locator("#search-status")).to_contain_text("cannot be reached")
    expect(page.locator("#results")).to_have_attribute("data-query", "leisure")
    expect(page.locator("#q")).to_have_value("showcase")
    page.unroute(SEARCHES)
    page.locator("#q").fill("showcases")
    expect(page.locator("#results")).to_have_attribute("data-query", "showcases")
    context.close()


def test_a_slash_that_is_held_is_one_press(page: Page) -> None:
    page.goto("/tasks/task-19147")
    for _ in range(4):
        page.keyboard.down("/")
    page.keyboard.up("/")
    expect(page.locator("#q")).to_be_focused()
    expect(page.locator("#q")).to_have_value("")
    page.keyboard.type("and/or")
    expect(page.locator("#q")).to_have_value("and/or")


def test_a_query_runs_no_script(page: Page) -> None:
    page.goto("/search?q=%3Cscript%3Ealert(1)%3C/script%3E%22%20onx=")
    expect(page.locator("#q")).to_have_value('<script>alert(1)</script>" onx=')
    page.locator("#q").fill("<img src=x onerror=alert(1)>")
    expect(page.locator("#results")).to_have_attribute("data-query", "<img src=x onerror=alert(1)>")
    assert page.locator("#results img").count() == 0


def test_a_slip_is_corrected_and_what_was_typed_can_be_had(page: Page) -> None:
    page.goto("/search?q=")
    page.locator("#q").fill("recreatonal ")
    message = page.locator("#results .message").first
    expect(message).to_contain_text("Showing results for recreational")
    expect(page.locator("#q")).to_have_value("recreatonal ")
    expect(page.locator("#results mark").first).to_have_text(re.compile("recreation", re.I))
    message.get_by_role("link").click()
    expect(page).to_have_url(re.compile("verbatim=1"))
    expect(page.locator("#results .message").first).to_contain_text("exactly as typed")
    page.go_back()
    expect(page.locator("#results .message").first).to_contain_text("Showing results for")


# --- the box in the header of every page ----------------------------------------------------------

TASK = "/tasks/task-19156"


def test_the_box_in_the_header_searches_in_place(page: Page) -> None:
    page.goto(TASK)
    visited = page.evaluate("history.length")
    page.locator("#q").press_sequentially("leisure", delay=30)
    expect(page).to_have_url(re.compile("/search.q=leisure$"))
    expect(page.locator(FIRST_TASK)).to_be_visible()
    expect(page.locator("h1")).to_be_hidden()
    assert page.evaluate("document.activeElement.id") == "q"
    assert page.evaluate("history.length") == visited + 1
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.hasAttribute('data-hit')")


def test_an_empty_box_shows_the_page_again(page: Page) -> None:
    page.goto(TASK)
    page.evaluate("window.same = true")
    title = page.title()
    for key, times in (("Escape", 1), ("Backspace", 4)):
        page.locator("#q").press_sequentially("leis", delay=60)
        expect(page).to_have_url(re.compile("/search.q=leis$"))
        expect(page.locator("h1")).to_be_hidden()
        for _ in range(times):
            page.keyboard.press(key)
        expect(page).to_have_url(re.compile(f"{TASK}$"))
        expect(page.locator("h1")).to_be_visible()
        until(page, "document.activeElement.id === 'q'")
        expect(page.locator("#q")).to_have_value("")
        assert page.title() == title
    assert page.evaluate("window.same"), "nothing was loaded again"


def test_back_from_what_the_header_found_leads_to_the_page(page: Page) -> None:
    page.goto(TASK)
    page.locator("#q").press_sequentially("leisure", delay=30)
    expect(page).to_have_url(re.compile("/search.q=leisure$"))
    page.locator(FIRST_TASK).click()
    expect(page).to_have_url(re.compile("/tasks/task-"))
    page.go_back()
    expect(page.locator("#results")).to_have_attribute("data-query", "leisure")
    page.go_back()
    expect(page).to_have_url(re.compile(f"{TASK}$"))
    expect(page.locator("h1")).to_be_visible()
    page.go_forward()
    expect(page.locator("#results")).to_have_attribute("data-query", "leisure")
    expect(page.locator("#q")).to_have_value("leisure")


def test_an_answer_that_comes_after_escape_is_not_shown(page: Page) -> None:
    page.goto(TASK)
    delay(page, r"/_/search\?.*q=leisure", 500)
    page.locator("#q").fill("leisure")
    page.wait_for_timeout(150)
    page.keyboard.press("Escape")
    page.wait_for_timeout(800)
    expect(page.locator("h1")).to_be_visible()
    expect(page).to_have_url(re.compile(f"{TASK}$"))


SHIFTS = """new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) if (!shift.hadRecentInput) {
    window.shifted = (window.shifted || 0) + shift.value;
  }
}).observe({ type: "layout-shift", buffered: true });"""


@pytest.mark.parametrize("path", ["/", TASK, "/search"])
def test_on_a_phone_the_first_hit_is_above_the_keyboard_and_nothing_moves(
    browser: Browser, site: str, path: str
) -> None:
    """Answers come later than the half second in which a browser forgives that things move."""
    context = browser.new_context(base_url=site, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.add_init_script(SHIFTS)
    page.goto(path)
    delay(page, SEARCHES.pattern, 700)
    for letters in ("l", "ei", "sure"):
        page.locator("#q").press_sequentially(letters, delay=20)
        typed = page.locator("#q").input_value()
        expect(page.locator("#results")).to_have_attribute("data-query", typed)
        box = page.locator("#results a[data-hit]").first.bounding_box()
        assert box is not None
        assert box["y"] < 400
        until(page, "document.getElementById('q').getBoundingClientRect().top >= 0")
    page.wait_for_timeout(200)
    page.evaluate("scrollTo(0, 600)")
    top = page.locator("#q").bounding_box()
    assert top is not None
    assert 0 <= top["y"] < 20, "the box stays in sight"
    assert page.evaluate("window.shifted || 0") == 0
    context.close()


def test_escape_leads_back_to_the_place_on_the_page(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/tasks/task-19147")
    page.evaluate("scrollTo({ top: 900, behavior: 'instant' })")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    expect(page.locator("#q")).to_be_in_viewport()  # the box goes along
    assert page.evaluate("scrollY") == 900
    page.keyboard.type("client", delay=40)
    expect(page.locator("#results")).to_have_attribute("data-query", "client")
    until(page, "scrollY === 0")
    page.keyboard.press("Escape")
    expect(page.locator("h1")).to_be_visible()
    until(page, "Math.abs(scrollY - 900) < 2")
