"""The elements on partners' pages: on another site, in whatever a page does to them."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from webapp.folders import folder

from .conftest import serving, until
from .partners import (
    FITS,
    Partner,
    frame_of,
    height_of,
    partner_site,
    script,
    settled,
    visit,
)

SEARCH = '<task-search q="client"><a href="{site}/search?q=client">Search tasks</a></task-search>'
CARD = '<task-card task="19156"><a href="{site}/tasks/task-19156">A task</a></task-card>'
HEAR = """window.heard = []; addEventListener("message", ({ origin, data, source }) =>
  heard.push({ origin, ...data, place: [...document.querySelectorAll("task-search, task-card")]
    .findIndex((it) => it.shadowRoot?.querySelector("iframe")?.contentWindow === source) }));"""


@pytest.fixture(scope="module")
def partner() -> Iterator[Partner]:
    with partner_site() as opened:
        yield opened


@pytest.fixture
def host(browser: Browser, partner: Partner, site: str) -> Iterator[Page]:
    """A page with one search in it."""
    address = partner.publish(SEARCH.format(site=site), head=script(site))
    with visit(browser, address) as page:
        settled(page)
        yield page


def asks_for(page: Page, text: str) -> None:
    """Types into the frame and waits for the results."""
    frame = frame_of(page, "task-search")
    frame.locator("#q").fill(text)
    expect(frame.locator("#results")).to_have_attribute("data-query", text)


def test_it_grows_and_shrinks_with_what_is_found(host: Page) -> None:
    many = settled(host)
    asks_for(host, "xyzzyx")
    few = settled(host)
    asks_for(host, "art")
    assert few < settled(host)
    assert few < many
    host.set_viewport_size({"width": 320, "height": 800})
    assert settled(host) > few


def test_the_shadow_root_holds_only_the_frame(host: Page) -> None:
    inside = host.evaluate(
        "[...document.querySelector('task-search').shadowRoot.childNodes]"
        ".map((node) => node.nodeName)"
    )
    assert inside == ["IFRAME"]
    frame = host.locator("task-search iframe")
    assert frame.get_attribute("title") == "Search tasks"  # what stands inside the element
    assert frame.get_attribute("loading") == "lazy"
    expect(host.get_by_text("Search tasks", exact=True)).to_be_hidden()


def test_the_script_may_be_there_twice(browser: Browser, partner: Partner, site: str) -> None:
    pinned = f'<script src="{site}/embed/v1.0.0.js" defer></script>'
    address = partner.publish(SEARCH.format(site=site), head=script(site) * 2 + pinned)
    with visit(browser, address) as page:
        settled(page)
        assert listeners(page) == 1


def test_two_elements_do_not_know_each_other(browser: Browser, partner: Partner, site: str) -> None:
    mine = SEARCH.replace("<task-search", '<task-search id="mine"')
    body = f'{mine}{CARD}<task-search id="other" occupation="29-1125.00"></task-search>'
    with visit(browser, partner.publish(body.format(site=site), head=script(site))) as page:
        first, card, other = (settled(page, name) for name in ("#mine", "task-card", "#other"))
        assert len({first, card, other}) == 3
        frame_of(page, "#other").locator("#q").fill("games")
        results = frame_of(page, "#other").locator("#results")
        expect(results).to_have_attribute("data-query", "games")
        settled(page, "#other")
        assert (settled(page, "#mine"), settled(page, "task-card")) == (first, card)
        expect(frame_of(page, "#mine").locator("#q")).to_have_value("client")


# --- what pages do to elements -------------------------------------------------------------------


def listeners(page: Page) -> int:
    """How many listen to messages on the page's window."""
    session = page.context.new_cdp_session(page)
    window = session.send("Runtime.evaluate", {"expression": "window"})
    found: list[dict[str, Any]] = session.send(
        "DOMDebugger.getEventListeners", {"objectId": window["result"]["objectId"]}
    )["listeners"]
    session.detach()
    return sum(one["type"] == "message" for one in found)


def test_moving_removing_and_adding_again_leaves_nothing_behind(host: Page) -> None:
    assert listeners(host) == 1
    host.evaluate(
        """() => {
          const element = document.querySelector("task-search");
          for (let i = 0; i < 20; i++) document.body.append(element);
          element.remove();
          window.kept = element;
        }"""
    )
    assert listeners(host) == 0
    assert len(host.frames) == 1
    host.evaluate("document.body.prepend(kept)")
    settled(host)
    assert listeners(host) == 1
    asks_for(host, "art")
    settled(host)


def test_it_fits_when_it_is_shown_after_being_hidden(
    browser: Browser, partner: Partner, site: str
) -> None:
    hidden = partner.publish(f"<div hidden>{SEARCH.format(site=site)}</div>", head=script(site))
    with visit(browser, hidden) as page:
        page.wait_for_timeout(300)
        page.evaluate("document.querySelector('div').hidden = false")
        before = settled(page)
        # Hidden again, narrower, and shown.
        page.evaluate("document.querySelector('div').hidden = true")
        page.wait_for_timeout(100)
        page.set_viewport_size({"width": 340, "height": 800})
        page.evaluate("document.querySelector('div').hidden = false")
        assert settled(page) > before


def test_what_is_far_below_is_loaded_when_it_comes_near(
    browser: Browser, partner: Partner, site: str
) -> None:
    space = '<div style="height: 20000px"></div>'
    address = partner.publish(space + SEARCH.format(site=site), head=script(site))
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda it: asked.append(it.url) if "/embed/v1/" in it.url else None)
    page.goto(address)
    page.wait_for_timeout(300)
    assert asked == []
    # Chromium begins some screens ahead; the height is known before the frame is seen.
    page.evaluate("scrollTo(0, 18500)")
    until(page, "document.querySelector('task-search').shadowRoot.firstChild.className === 'ready'")
    assert page.evaluate("document.querySelector('task-search').getBoundingClientRect().top") > 900
    before = page.evaluate(FITS % "task-search")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_timeout(300)
    assert settled(page) == before
    context.close()


def test_attributes_change_what_is_shown_without_a_step_in_the_history(host: Page) -> None:
    steps = host.evaluate("history.length")
    frame = frame_of(host, "task-search")
    frame.evaluate("window.same = true")
    element = "document.querySelector('task-search')"
    host.evaluate(f"{element}.setAttribute('q', 'leisure')")
    expect(frame.locator("#results")).to_have_attribute("data-query", "leisure")
    assert frame.evaluate("window.same")
    host.evaluate(f"{element}.setAttribute('size', 1); {element}.setAttribute('group', '29')")
    heading = host.frame_locator("task-search iframe").locator("h1")
    expect(heading).to_have_text("Tasks in Healthcare Practitioners and Technical")
    settled(host)
    assert frame_of(host, "task-search").locator("a[data-hit]").count() == 1
    assert host.evaluate("history.length") == steps
    assert listeners(host) == 1


def test_what_the_reader_typed_outlives_a_change_of_the_frame(host: Page) -> None:
    asks_for(host, "art")
    settled(host)
    element = "document.querySelector('task-search')"
    host.evaluate(f"{element}.setAttribute('size', 2)")
    until(host, f"{element}.shadowRoot.querySelector('iframe').src.includes('size=2')")
    settled(host)
    expect(frame_of(host, "task-search").locator("#q")).to_have_value("art")
    # What the page itself asks for next counts again.
    host.evaluate(f"{element}.setAttribute('q', 'leisure'); {element}.setAttribute('size', 3)")
    until(host, f"{element}.shadowRoot.querySelector('iframe').src.includes('q=leisure')")


def test_another_task_gives_the_frame_another_name(
    browser: Browser, partner: Partner, site: str
) -> None:
    with visit(browser, partner.publish(CARD.format(site=site), head=script(site))) as page:
        settled(page, "task-card")
        frame = page.locator("task-card iframe")
        expect(frame).to_have_attribute("title", "A task")
        page.evaluate("document.querySelector('task-card').setAttribute('task', '392')")
        expect(frame).to_have_attribute("title", re.compile("Taskdex$"))
        settled(page, "task-card")
        heading = frame_of(page, "task-card").locator("h1").inner_text()
        assert heading in str(frame.get_attribute("title"))


def test_an_element_takes_the_filters_of_the_search(
    browser: Browser, partner: Partner, site: str
) -> None:
    body = '<task-search q="client" exposure="E2" type="core" sort="importance"></task-search>'
    with visit(browser, partner.publish(body, head=script(site))) as page:
        settled(page)
        frame = frame_of(page, "task-search")
        assert frame.url == f"{site}/embed/v1/search?q=client&exposure=E2&type=core&sort=importance"


# --- looks ---------------------------------------------------------------------------------------


def ground(page: Page) -> str:
    colour: str = frame_of(page, "task-search").evaluate(
        "getComputedStyle(document.body).backgroundColor"
    )
    return colour


def test_the_theme_flips_without_loading_anew(host: Page) -> None:
    frame = frame_of(host, "task-search")
    frame.evaluate("window.same = true")
    light = ground(host)
    host.evaluate("document.querySelector('task-search').setAttribute('theme', 'dark')")
    until_ground(host, light, same=False)
    dark = ground(host)
    host.emulate_media(color_scheme="dark")
    host.evaluate("document.querySelector('task-search').setAttribute('theme', 'light')")
    until_ground(host, light, same=True)
    host.evaluate("document.querySelector('task-search').removeAttribute('theme')")
    until_ground(host, dark, same=True)
    assert frame.evaluate("window.same")


def until_ground(page: Page, colour: str, *, same: bool) -> None:
    for _ in range(200):
        if (ground(page) == colour) is same:
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"{ground(page)}, {colour}")


def test_the_partners_style_sheet_gives_theme_and_accent(
    browser: Browser, partner: Partner, site: str
) -> None:
    style = "<style>task-search { --taskdex-theme: dark; --taskdex-accent: #f0f }</style>"
    with visit(
        browser, partner.publish("<task-search q='art'></task-search>", head=style + script(site))
    ) as page:
        settled(page)
        frame = frame_of(page, "task-search")
        assert frame.url == f"{site}/embed/v1/search?q=art&theme=dark&accent=%23f0f"
        colour = frame.evaluate("getComputedStyle(document.querySelector('.more a')).color")
        red, green, blue = map(int, re.findall(r"\d+", colour))
        assert red == blue > green


# --- policies ------------------------------------------------------------------------------------


def test_it_works_under_a_strict_policy_and_trusted_types(
    browser: Browser, partner: Partner, site: str
) -> None:
    policy = (
        f"default-src 'none'; script-src {site}; style-src 'self'; frame-src {site}; "
        "require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'"
    )
    address = partner.publish(
        (SEARCH + CARD).format(site=site),
        head=script(site),
        headers={"Content-Security-Policy": policy},
    )
    with visit(browser, address) as page:
        settled(page)
        settled(page, "task-card")
        asks_for(page, "art")
        page.evaluate("document.querySelector('task-search').setAttribute('size', '2')")
        page.wait_for_timeout(100)
        settled(page)


def test_it_works_on_a_page_that_isolates_itself(
    browser: Browser, partner: Partner, site: str
) -> None:
    head = f'<script src="{site}/embed/v1.js" crossorigin="anonymous" defer></script>'
    isolated = {
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    address = partner.publish(SEARCH.format(site=site), head=head, headers=isolated)
    with visit(browser, address) as page:
        assert page.evaluate("crossOriginIsolated")
        settled(page)
        asks_for(page, "art")


def test_where_a_site_may_not_frame_the_link_is_shown(
    browser: Browser, partner: Partner, sample_home: Path
) -> None:
    with serving(sample_home, TASKDEX_FRAME_ANCESTORS="https://other.example") as closed:
        # A refusal stands on the console: no tab of the fixtures.
        page = browser.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.goto(partner.publish(SEARCH.format(site=closed), head=script(closed)))
        link = page.get_by_role("link", name="Search tasks")
        assert link.is_visible()  # not only once the frame is given up
        expect(page.locator("task-search iframe")).to_have_count(0)
        expect(link).to_be_visible()
        # What the browser says of the refusal is enough: the script adds nothing of its own.
        assert [text for text in said if "postMessage" in text] == []
        page.close()


def test_until_the_frame_is_there_its_link_is_and_can_be_followed(
    browser: Browser, partner: Partner, site: str
) -> None:
    page = browser.new_page()
    page.route("**/embed/v1/search**", lambda _: None)  # a server that never answers
    page.goto(partner.publish(SEARCH.format(site=site), head=script(site)), wait_until="commit")
    until(page, "Boolean(document.querySelector('task-search')?.shadowRoot)")
    page.get_by_role("link", name="Search tasks").click()
    page.wait_for_url(f"{site}/search?q=client")
    page.close()


# --- messages ------------------------------------------------------------------------------------


@pytest.fixture
def listening(browser: Browser, partner: Partner, site: str) -> Iterator[Page]:
    """A page with two elements that keeps what it hears."""
    body = (SEARCH + CARD).format(site=site)
    address = partner.publish(body, head=script(site))
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(HEAR)
    page.goto(address)
    settled(page)
    settled(page, "task-card")
    yield page
    context.close()


def test_messages_are_as_documented(listening: Page, site: str) -> None:
    told: list[str] = []
    listening.expose_function("tell", lambda text: told.append(text))
    listening.evaluate(
        """["ready", "search", "navigate"].forEach((type) => document.addEventListener(
             `taskdex-${type}`, (event) => tell(`${type} ${JSON.stringify(event.detail)}`)))"""
    )
    asks_for(listening, "art")
    settled(listening)
    heard = listening.evaluate("heard.filter((it) => it.place === 0)")
    assert heard[0]["type"] == "ready"
    assert heard[1]["type"] == "resize"
    assert {(one["source"], one["v"], one["origin"]) for one in heard} == {
        ("taskdex-embed", 1, site)
    }
    assert len({one["id"] for one in heard}) == 1
    found = [one for one in heard if one["type"] == "search"]
    shown = frame_of(listening, "task-search").locator("#results").get_attribute("data-found")
    assert [(one["q"], str(one["count"])) for one in found] == [("art", shown)]
    assert told == [f'search {{"q":"art","count":{shown}}}']


def test_the_same_search_again_is_not_told_again(listening: Page) -> None:
    asks_for(listening, "art")
    until(listening, "heard.some((it) => it.type === 'search')")
    box = frame_of(listening, "task-search").locator("#q")
    with listening.expect_response(re.compile("/_/")):
        box.press("Enter")
    listening.wait_for_timeout(300)
    assert listening.evaluate("heard.filter((it) => it.type === 'search').length") == 1
    asks_for(listening, "leisure")
    until(listening, "heard.filter((it) => it.type === 'search').length === 2")


@pytest.mark.parametrize(
    ("element", "event", "status"),
    [
        ("<task-search></task-search>", "ready", 200),
        ("<task-search group='99'></task-search>", "problem", 400),
        ("<task-card task='999999'></task-card>", "problem", 404),
    ],
)
def test_the_page_is_told_whether_the_frame_shows_what_it_asked_for(
    browser: Browser, partner: Partner, site: str, element: str, event: str, status: int
) -> None:
    # A browser says on the console of the page that it is a 400.
    page = browser.new_page()
    page.add_init_script(
        """window.told = [];
        for (const name of ["ready", "problem"])
          addEventListener(`taskdex-${name}`, (event) => told.push([name, event.detail.status]));"""
    )
    page.goto(partner.publish(element, head=script(site)))
    until(page, "window.told.length > 0")
    page.wait_for_timeout(200)
    assert page.evaluate("told") == [[event, status]]
    page.close()


@pytest.mark.parametrize("version", ["v1", "v1.1.0", "v1.0.0"])
@pytest.mark.parametrize("attributes", ["group='99'", "size='0'", "exposure='E9'"])
def test_an_error_leaves_the_link(
    browser: Browser, partner: Partner, site: str, version: str, attributes: str
) -> None:
    page = browser.new_page()
    inside = f"<task-search {attributes}><a href='{site}/'>Search tasks</a></task-search>"
    head = f'<script src="{site}/embed/{version}.js" defer></script>'
    page.goto(partner.publish(inside, head=head))
    until(page, "document.querySelector('task-search').shadowRoot.querySelector('iframe') === null")
    expect(page.get_by_role("link", name="Search tasks")).to_be_visible()
    assert page.evaluate(
        "!document.querySelector('task-search').shadowRoot.querySelector('iframe')"
    )
    page.close()


BROKEN = "<task-card task='999999'><a href='/'>A task</a></task-card>"


def test_what_was_wrong_can_be_set_right(browser: Browser, partner: Partner, site: str) -> None:
    page = browser.new_page()
    page.goto(partner.publish(BROKEN, head=script(site)))
    until(page, "!document.querySelector('task-card').shadowRoot.querySelector('iframe')")
    page.evaluate("document.querySelector('task-card').setAttribute('task', '19156')")
    settled(page, "task-card")
    expect(page.get_by_role("link", name="A task")).to_be_hidden()
    page.close()


# --- older browsers, other ways to load it --------------------------------------------------------

OLDER = {
    "no size of URLSearchParams (Safari before 17)": "delete URLSearchParams.prototype.size;",
    "no Object.hasOwn (Safari before 15.4)": "delete Object.hasOwn;",
    "no crypto.randomUUID (plain http)": "delete Crypto.prototype.randomUUID;",
    "no structuredClone, no at()": "delete window.structuredClone; delete Array.prototype.at;",
    "no requestIdleCallback (Safari)": "delete window.requestIdleCallback;",
    "no view transitions": "delete Document.prototype.startViewTransition;",
    "no navigation API": "delete window.navigation;",
    "no moveBefore": "delete Element.prototype.moveBefore;",
    "no Trusted Types": "delete window.trustedTypes;",
    "no findLast, toSorted": "delete Array.prototype.findLast; delete Array.prototype.toSorted;",
}


@pytest.mark.parametrize("lacks", OLDER)
@pytest.mark.parametrize("version", ["v1", "v1.0.0"])
def test_an_older_browser_shows_it(
    browser: Browser, partner: Partner, site: str, lacks: str, version: str
) -> None:
    head = f'<script src="{site}/embed/{version}.js" defer></script>'
    address = partner.publish(SEARCH.format(site=site) + CARD.format(site=site), head=head)
    with visit(browser, address) as page:
        page.add_init_script(OLDER[lacks])
        page.reload()
        settled(page, "task-search")
        settled(page, "task-card")
        expect(frame_of(page, "task-search").locator("#q")).to_have_value("client")


def test_without_what_it_needs_the_link_stays(
    browser: Browser, partner: Partner, site: str
) -> None:
    """Safari before 16.4 cannot make style sheets: nothing is shown but what stands inside."""
    page = browser.new_page()
    page.add_init_script("delete window.CSSStyleSheet;")
    page.goto(partner.publish(SEARCH.format(site=site), head=script(site)))
    page.wait_for_timeout(300)
    expect(page.get_by_role("link", name="Search tasks")).to_be_visible()
    page.close()


WAYS = {
    "a query with a slash": '<script src="{site}/embed/v1.js?from=/blog/post" defer></script>',
    "a fragment with a slash": '<script src="{site}/embed/v1.js#/x" defer></script>',
    "a version with a query": '<script src="{site}/embed/v1.1.0.js?a=b/c.js" defer></script>',
    "a module": '<script src="{site}/embed/v1.js" type="module"></script>',
    "async": '<script src="{site}/embed/v1.js" async></script>',
    "added later": """<script>const it = document.createElement("script");
        it.src = "{site}/embed/v1.js"; document.head.append(it);</script>""",
}


@pytest.mark.parametrize("way", WAYS)
def test_the_script_knows_where_it_came_from(
    browser: Browser, partner: Partner, site: str, way: str
) -> None:
    address = partner.publish(SEARCH.format(site=site), head=WAYS[way].replace("{site}", site))
    with visit(browser, address) as page:
        settled(page)


NAMED = SEARCH.replace("<task-search", '<task-search host="{host}"')
BUNDLES = {
    "import()": '<script type="module">import("{site}/embed/v1.js");</script>',
    "inline": "<script>{text}</script>",
    "inline module": '<script type="module">{text}</script>',
    "a blob": """<script type="module">
        const text = await (await fetch("{site}/embed/v1.js")).text();
        import(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));</script>""",
    "beside a script of that name": """<script src="/embed/v1.js" type="text/plain"></script>
        <script type="module">import("{site}/embed/v1.js");</script>""",
}


@pytest.mark.parametrize("way", BUNDLES)
@pytest.mark.parametrize("ending", ["", "/", "/?x#y"])
def test_in_a_bundle_an_attribute_names_the_host(
    browser: Browser, partner: Partner, site: str, way: str, ending: str
) -> None:
    text = (folder("static") / "embed/v1.2.0.js").read_text(encoding="utf-8")
    head = BUNDLES[way].replace("{site}", site).replace("{text}", text)
    body = NAMED.format(site=site, host=site + ending)
    with visit(browser, partner.publish(body, head=head)) as page:
        settled(page)


@pytest.mark.parametrize("host", ["", 'host=""', 'host="no address"', 'host="javascript:alert(1)"'])
def test_without_a_host_the_link_stays_and_the_console_says_why(
    browser: Browser, partner: Partner, site: str, host: str
) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    body = SEARCH.format(site=site).replace("<task-search", f"<task-search {host}")
    page.goto(partner.publish(body, head=BUNDLES["import()"].replace("{site}", site)))
    page.wait_for_timeout(400)
    expect(page.get_by_role("link", name="Search tasks")).to_be_visible()
    assert page.locator("iframe").count() == 0
    assert any("host=" in text for text in said)
    page.evaluate(f"document.querySelector('task-search').setAttribute('host', '{site}')")
    settled(page)
    page.close()


@pytest.mark.parametrize(
    "forged",
    [
        # By the page itself, and by another frame of ours that knows the id.
        "window.postMessage({...MESSAGE, height: 4000}, '*')",
        "CARD => parent.postMessage({...MESSAGE, height: 4000}, '*')",
        # By the frame itself, but not as it speaks.
        "FRAME => parent.postMessage({...MESSAGE, id: 'x', height: 4000}, '*')",
        "FRAME => parent.postMessage({...MESSAGE, v: 2, height: 4000}, '*')",
        "FRAME => parent.postMessage({...MESSAGE, source: 'other', height: 4000}, '*')",
        "FRAME => parent.postMessage({...MESSAGE, height: '4000'}, '*')",
        "FRAME => parent.postMessage({...MESSAGE, height: NaN}, '*')",
        "FRAME => parent.postMessage(null, '*')",
    ],
)
def test_a_forged_message_is_ignored(listening: Page, forged: str) -> None:
    before = height_of(listening, "task-search")
    identity = listening.evaluate("heard.find((it) => it.place === 0).id")
    message = f"{{source: 'taskdex-embed', v: 1, id: '{identity}', type: 'resize'}}"
    where, _, what = forged.rpartition(" => ")
    code = what.replace("MESSAGE", message)
    if where:
        frame_of(listening, {"CARD": "task-card", "FRAME": "task-search"}[where]).evaluate(code)
    else:
        listening.evaluate(code)
    listening.wait_for_timeout(100)
    assert height_of(listening, "task-search") == before


def test_a_frame_that_was_led_elsewhere_is_not_heard(listening: Page, partner: Partner) -> None:
    before = height_of(listening, "task-search")
    identity = listening.evaluate("heard.find((it) => it.place === 0).id")
    elsewhere = partner.publish("<p>Not Taskdex</p>")
    frame = frame_of(listening, "task-search")
    # The page of a partner may be led astray; its console may complain, and need not be silent.
    listening.evaluate(
        "(url) => { document.querySelector('task-search').shadowRoot.firstChild.src = url }",
        elsewhere,
    )
    frame.wait_for_url(elsewhere)
    frame.evaluate(
        "(id) => parent.postMessage("
        "{source: 'taskdex-embed', v: 1, id, type: 'resize', height: 4000}, '*')",
        identity,
    )
    until(listening, "heard.some((it) => it.height === 4000)")
    assert height_of(listening, "task-search") == before


@pytest.mark.parametrize(
    ("said", "height"), [(1e9, 5000), (5000.2, 5000), (1, 80), (-7, 80), (300.2, 301)]
)
def test_heights_stay_within_bounds(listening: Page, said: float, height: int) -> None:
    identity = listening.evaluate("heard.find((it) => it.place === 0).id")
    frame_of(listening, "task-search").evaluate(
        "([id, height]) => parent.postMessage("
        "{source: 'taskdex-embed', v: 1, id, type: 'resize', height}, '*')",
        [identity, said],
    )
    until(listening, f"({FITS % 'task-search'}) === {height}")


def test_a_frame_hears_only_the_page_around_it_and_what_it_knows(
    browser: Browser, partner: Partner, site: str
) -> None:
    # Frames within elements cannot even be reached by other frames; plain ones can.
    body = "".join(
        f'<iframe id="{name}" src="{site}/embed/v1/{path}" title="{name}"></iframe>'
        for name, path in (("first", "search?q=client"), ("second", "search"))
    )
    with visit(browser, partner.publish(body)) as page:
        page.wait_for_load_state("load")
        frame, other = frame_of(page, "iframe#first"), frame_of(page, "iframe#second")
        from_page = (
            "([said]) => document.querySelector('#first').contentWindow.postMessage(said, '*')"
        )
        from_frame = "([said]) => parent.frames[0].postMessage(said, '*')"
        message = {"source": "taskdex-embed", "v": 1, "id": "mine"}
        dark = {**message, "type": "theme", "theme": "dark"}
        page.evaluate(from_page, [dark])  # before any hello
        page.evaluate(from_page, [{**message, "type": "hello"}])
        for forged in (dark, {**message, "type": "set", "q": "leisure"}, {**dark, "type": "hello"}):
            other.evaluate(from_frame, [forged])
        for said in (
            {**dark, "theme": "pink"},
            {**dark, "id": "yours"},
            {**dark, "v": 2},
            {**dark, "source": "other"},
            {**message, "type": "constructor"},
            {**message, "type": "__proto__"},
            {**message, "type": "set", "q": 7},
            {**message, "type": "hello", "id": 7},
            {**message, "type": "hello", "id": "x" * 65},
            None,
        ):
            page.evaluate(from_page, [said])
        page.wait_for_timeout(200)
        assert frame.evaluate("document.documentElement.dataset.theme") == "auto"
        expect(frame.locator("#q")).to_have_value("client")
        page.evaluate(from_page, [dark])
        expect(frame.locator("html[data-theme=dark]")).to_have_count(1)


def test_a_flood_of_messages_is_one_search(listening: Page) -> None:
    asked: list[str] = []
    listening.on("request", lambda it: asked.append(it.url) if "/_/embed" in it.url else None)
    element = "document.querySelector('task-search')"
    listening.evaluate(
        f"""for (let i = 0; i <= 3000; i++) {{
          {element}.setAttribute("q", i < 3000 ? `word${{i}}` : "leisure");
          window.postMessage({{ source: "taskdex-embed", v: 1, type: "resize", height: i }}, "*");
        }}"""
    )
    results = frame_of(listening, "task-search").locator("#results")
    expect(results).to_have_attribute("data-query", "leisure")
    settled(listening)
    assert 1 <= len(asked) <= 5
    # The frame, too, says many things at once as one.
    listening.evaluate("heard.length = 0")
    frame_of(listening, "task-search").evaluate(
        """for (let i = 0; i < 500; i++) {
          document.getElementById("results").dataset.found = i;
          document.dispatchEvent(new Event("htmx:after:swap"));
        }"""
    )
    until(listening, "heard.length > 0")
    listening.wait_for_timeout(100)
    assert listening.evaluate("heard.map((it) => it.type)") == ["search"]


def test_links_open_on_our_site_in_a_new_tab(listening: Page, site: str) -> None:
    with listening.expect_popup() as opened:
        frame_of(listening, "task-search").locator("a[data-hit]").first.click()
    popup = opened.value
    expect(popup.locator("h1")).to_be_visible()
    assert popup.url.startswith((f"{site}/tasks/task-", f"{site}/occupations/"))
    assert popup.evaluate("opener") is None
    until(listening, "heard.some((it) => it.type === 'navigate')")
    assert listening.evaluate("heard.find((it) => it.type === 'navigate').url") == popup.url
    popup.close()


# --- the page around -----------------------------------------------------------------------------


def test_nothing_of_the_page_is_touched(browser: Browser, partner: Partner, site: str) -> None:
    address = partner.publish((SEARCH + CARD).format(site=site), head=script(site))
    plain = partner.publish((SEARCH + CARD).format(site=site))
    with visit(browser, plain) as page:
        names = set(page.evaluate("Object.getOwnPropertyNames(window)"))
        before = page.evaluate("document.documentElement.outerHTML")
        jar = page.context.cookies()
    with visit(browser, address) as page:
        settled(page)
        asks_for(page, "art")
        settled(page)
        after = page.evaluate("document.documentElement.outerHTML")
        assert after.replace(script(site).replace(" defer", ' defer=""'), "") == before
        # Each frame of a page is a number on its window.
        added = set(page.evaluate("Object.getOwnPropertyNames(window)")) - names
        assert all(name.isdecimal() for name in added)
        assert page.context.cookies() == jar == []
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0


SHIFTS = """window.shifts = []; new PerformanceObserver((list) => {
  for (const it of list.getEntries()) shifts.push([it.startTime, it.value]);
}).observe({ type: "layout-shift", buffered: true });"""


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_after_the_frames_appear(
    browser: Browser, partner: Partner, site: str, width: int
) -> None:
    text = "<p>Words of the partner.</p>" * 3
    body = f"{text}{CARD}{text}{SEARCH}{text}".format(site=site)
    context = browser.new_context(viewport={"width": width, "height": 1200})
    page = context.new_page()
    page.add_init_script(SHIFTS)
    page.goto(partner.publish(body, head=script(site)))
    settled(page)
    settled(page, "task-card")
    page.wait_for_timeout(50)
    appeared = page.evaluate("performance.now()")
    page.wait_for_timeout(500)
    page.mouse.wheel(0, 600)
    page.wait_for_timeout(500)
    assert [value for time, value in page.evaluate("shifts") if time > appeared] == []
    context.close()


@pytest.mark.parametrize(("width", "most"), [(360, 0.02), (1280, 0.01)])
def test_with_the_style_that_is_given_nothing_moves_before_the_script_is_there(
    browser: Browser, page: Page, partner: Partner, site: str, width: int, most: float
) -> None:
    codes = []
    for choice in ("", "?show=card"):
        page.goto(f"{site}/embed{choice}")
        codes.append(page.locator("#code-element").inner_text())
    style = f"<style>{page.locator('#code-style').inner_text()}</style>"
    below = "<p>Words of the partner.</p>" * 9
    for code, name in zip(codes, ("task-search", "task-card"), strict=True):
        context = browser.new_context(viewport={"width": width, "height": 800})
        host = context.new_page()
        host.add_init_script(SHIFTS)
        host.route("**/embed/v1.js", late)
        host.goto(partner.publish(code + below, head=style))
        settled(host, name)
        host.wait_for_timeout(300)
        assert sum(value for _, value in host.evaluate("shifts")) <= most, name
        context.close()


def late(route: Route) -> None:
    """Answers when the page without the script has long been painted."""
    time.sleep(0.4)
    route.continue_()


def test_a_script_with_another_hash_leaves_the_link(
    browser: Browser, partner: Partner, site: str
) -> None:
    wrong = f"sha384-{'A' * 64}"
    attributes = f'integrity="{wrong}" crossorigin="anonymous"'
    head = f'<script src="{site}/embed/v1.0.0.js" {attributes}></script>'
    page = browser.new_page()
    page.goto(partner.publish(SEARCH.format(site=site), head=head))
    expect(page.get_by_role("link", name="Search tasks")).to_be_visible()
    assert page.locator("iframe").count() == 0
    page.close()


def test_a_page_in_the_background_shows_it_when_it_comes_to_the_front(
    browser: Browser, partner: Partner, site: str
) -> None:
    address = partner.publish(SEARCH.format(site=site), head=script(site))
    with visit(browser, address) as page:
        other = page.context.new_page()
        other.bring_to_front()
        page.reload()
        page.wait_for_timeout(500)
        page.bring_to_front()
        other.close()
        settled(page)
