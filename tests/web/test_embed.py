"""Claims about the page on which partners choose what to show."""

from __future__ import annotations

import base64
import hashlib
import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from .pages import Page

BASE = "http://localhost"
CHOICES = (
    *("", "?q=art&group=29&theme=dark&accent=ff0000", "?show=search&occupation=29-1129.01"),
    *("?show=card", "?show=card&task=392&theme=light", "?q=%3Cscript%3E%22%27%26"),
)


def code(client: FlaskClient, query: str, name: str) -> str:
    """What the page gives to copy."""
    text = client.get(f"/embed{query}").text
    found = re.search(rf'<pre id="code-{name}">(.*?)</pre>', text, re.DOTALL)
    assert found is not None
    return unescape(found[1])


@pytest.mark.parametrize("query", CHOICES)
def test_the_page_is_well_formed(client: FlaskClient, query: str) -> None:
    page = Page(client.get(f"/embed{query}").text)
    assert page.problems == []
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("query", CHOICES)
def test_the_code_of_a_frame_is_one_frame_and_a_link_that_work(
    client: FlaskClient, query: str
) -> None:
    page = Page(code(client, query, "iframe"))
    assert page.problems == []
    assert [element.tag for element in page.elements] == ["iframe", "a"]
    frame, link = (element.attributes for element in page.elements)
    assert frame["title"]
    assert frame["loading"] == "lazy"
    for address in (frame["src"], link["href"]):
        assert address.startswith(f"{BASE}/")
        assert client.get(address.removeprefix(BASE)).status_code == 200


@pytest.mark.parametrize("query", CHOICES)
def test_the_code_of_an_element_asks_for_the_same(client: FlaskClient, query: str) -> None:
    page = Page(code(client, query, "element"))
    assert page.problems == []
    script, element, link = page.elements
    assert (script.tag, link.tag) == ("script", "a")
    assert script.attributes["src"] == f"{BASE}/embed/v1.js"
    src = urlsplit(Page(code(client, query, "iframe")).elements[0].attributes["src"])
    asked = {name: values[0] for name, values in parse_qs(src.query).items()}
    if element.tag == "task-card":
        asked["task"] = src.path.rpartition("/")[2]
    assert element.attributes == asked
    assert element.tag == ("task-card" if "card" in query else "task-search")


@pytest.mark.parametrize("query", CHOICES)
def test_the_address_for_editors_is_embeddable(client: FlaskClient, query: str) -> None:
    answer = client.get("/oembed", query_string={"url": code(client, query, "url")})
    assert answer.status_code == 200


def test_the_hash_is_that_of_the_script(client: FlaskClient) -> None:
    script = Page(code(client, "", "pinned")).all("script")[0]
    content = client.get(script["src"].removeprefix(BASE)).data
    digest = base64.b64encode(hashlib.sha384(content).digest()).decode()
    assert script["integrity"] == f"sha384-{digest}"
    assert script["crossorigin"] == "anonymous"
    assert content == client.get("/embed/v1.js").data


def test_what_was_given_stays_in_the_form(client: FlaskClient) -> None:
    page = Page(client.get("/embed?show=card&task=392&accent=ff0000&theme=dark&group=29").text)
    values = {one["name"]: one.get("value", "") for one in page.all("input") if "name" in one}
    assert (values["task"], values["accent"]) == ("392", "#ff0000")
    chosen = [one["value"] for one in page.all("option") if "selected" in one]
    assert chosen == ["29", "dark"]
    checked = [one["value"] for one in page.all("input") if "checked" in one]
    assert checked == ["card"]


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("?occupation=99-9999.99", "there is no 99-9999.99"),
        ("?group=99", "group"),
        ("?accent=red", "is a colour"),
        ("?theme=pink", "theme"),
        ("?show=card&task=999999", "there is no 999999"),
    ],
)
def test_what_cannot_be_is_said_beside_the_form(
    client: FlaskClient, query: str, problem: str
) -> None:
    for address in (f"/embed{query}", f"/_/embed{query}"):
        response = client.get(address)
        assert response.status_code == 200
        alert = re.search(r'role="alert">(.*?)</p>', response.text)
        assert alert is not None
        assert problem in unescape(alert[1])
        assert "code-iframe" not in response.text


@pytest.mark.parametrize(
    ("query", "leads_to"),
    [
        ("?occupation=recreat", "/embed?show=search&occupation=29-1125.00"),
        ("?show=card&task=art+showcases&theme=dark", "/embed?show=card&task=19156&theme=dark"),
    ],
)
def test_names_offer_what_comes_nearest(client: FlaskClient, query: str, leads_to: str) -> None:
    assert "Choose one" in client.get(f"/_/embed{query}").text
    for address in (f"/embed{query}", f"/_/embed/choices{query}"):
        html = client.get(address).text
        assert "Choose one:" in html
        assert "code-iframe" not in html
        links = [unescape(one["href"]) for one in Page(html).all("a") if "href" in one]
        assert leads_to in links
    assert "code-iframe" in client.get(leads_to).text
    assert "<a " not in client.get(leads_to.replace("/embed", "/_/embed/choices")).text


def test_a_whole_title_or_a_pasted_address_needs_no_choice(client: FlaskClient) -> None:
    html = client.get("/embed?occupation=recreational+therapists").text
    assert "occupation=29-1125.00" in unescape(html)
    page = Page(client.get("/embed?occupation=29-1125.00").text)
    (field,) = [one for one in page.all("input") if one.get("name") == "occupation"]
    assert field["value"] == "Recreational Therapists"
    html = client.get("/embed?show=card&task=https://example.org/tasks/task-392").text
    assert "/embed/v1/task/392" in html


def test_the_colour_that_nobody_chose_is_ours(client: FlaskClient) -> None:
    page = Page(client.get("/embed").text)
    (field,) = [one for one in page.all("input") if one.get("name") == "accent"]
    assert (field["type"], field["value"]) == ("color", "#0b5563")
    assert "accent=" not in client.get("/_/embed?accent=%230b5563").text
    assert "accent=aa3355" in client.get("/_/embed?accent=%23aa3355").text


@pytest.mark.parametrize("query", CHOICES)
def test_the_fragment_is_what_the_page_holds(client: FlaskClient, query: str) -> None:
    fragment = client.get(f"/_/embed{query}", headers={"HX-Request": "true"})
    shown = fragment.text[fragment.text.index('<div id="code"') :].strip()
    assert shown in client.get(f"/embed{query}").text


def test_the_page_names_every_parameter_and_message(client: FlaskClient) -> None:
    text = client.get("/embed").text
    for name in (
        *("q", "occupation", "group", "size", "theme", "accent", "lang", "label", "height"),
        *("loading", "task", "hello", "set", "ready", "resize", "search", "navigate"),
        *("taskdex-ready", "taskdex-search", "taskdex-navigate"),
    ):
        assert f"<code>{name}</code>" in text, name
    assert "/tasks/task-19156</code>" in text
    assert "&lt;task-card task=" in text
    assert "script-src http://localhost; frame-src http://localhost" in text


@pytest.mark.parametrize(("height", "shown"), [("", "420"), ("640", "640"), (" 80 ", "80")])
def test_a_plain_frame_is_as_high_as_was_chosen(
    client: FlaskClient, height: str, shown: str
) -> None:
    made = code(client, f"?q=art&height={height}", "iframe")
    assert f' height="{shown}"' in made
    assert "height" not in urlsplit(re.findall('src="([^"]+)"', made)[0]).query


@pytest.mark.parametrize("height", ["79", "5001", "tall", "-100", "4²"])
def test_a_height_that_no_frame_has_is_said(client: FlaskClient, height: str) -> None:
    text = client.get("/embed", query_string={"height": height}).text
    assert "“height” is a number of pixels from 80 to 5,000." in text


@pytest.mark.parametrize(
    "asked",
    [
        "q=clients&exposure=E2&exposure=unlabelled",
        "q=%22art%20therapy&exposure=unlabelled",
        "q=clients&sort=importance&verbatim=1&hl=es",
        "q=plan&group=29&group=21",
        "q=clients+exposure%3AE2",
    ],
)
def test_a_search_leads_to_the_code_that_shows_just_this_search(
    client: FlaskClient, asked: str
) -> None:
    page = client.get(f"/search?{asked}").text
    link = unescape(re.findall('href="([^"]+)">Embed this search', page)[0])
    frame = re.findall('src="([^"]+)"', code(client, link.removeprefix("/embed"), "iframe"))[0]
    src = urlsplit(unescape(frame))
    shown = client.get(f"{src.path}?{src.query}").text
    hits = [re.findall(r'"statement" data-hit href="([^"]+)', one)[:5] for one in (page, shown)]
    assert hits[0] == hits[1] != []
    element = code(client, link.removeprefix("/embed"), "element")
    names = re.findall(r' ([a-z_]+)="', re.findall("<task-search([^>]*)>", element)[0])
    assert len(names) == len(set(names))
