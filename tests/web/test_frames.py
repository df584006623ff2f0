"""Claims about what partners show in a frame."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.encyclopedia import Encyclopedia
from index.records.joined import RetiredTask
from webapp import create_app
from webapp.config import Config
from webapp.text.vocabulary import exposure_words

from .pages import Page

SEARCH, CARD = "/embed/v1/search", "/embed/v1/task/19156"
FRAMES = (
    *(SEARCH, f"{SEARCH}?q=art", f"{SEARCH}?q=xyzzyx", f"{SEARCH}?occupation=29-1129.01&size=3"),
    *(
        f"{SEARCH}?group=29&theme=dark&accent=ff0000&lang=de",
        f"{SEARCH}?exposure=E2&sort=importance",
    ),
    *(CARD, "/embed/v1/task/task-19147?theme=light", "/embed/v1/task/392"),
)
PROBLEMS: Mapping[str, int] = {
    f"{SEARCH}?theme=pink": 400,
    f"{SEARCH}?accent=red": 400,
    f"{SEARCH}?lang=no+such": 400,
    f"{SEARCH}?q=a&q=b": 400,
    f"{SEARCH}?theme=dark&theme=light": 400,
    f"{SEARCH}?occupation=therapist": 400,
    f"{SEARCH}?occupation=99-9999.99": 400,
    f"{SEARCH}?group=99": 400,
    f"{SEARCH}?size=0": 400,
    f"{SEARCH}?size=21": 400,
    f"{SEARCH}?size=many": 400,
    f"{SEARCH}?sort=colour": 400,
    f"{CARD}?accent=%3Cscript%3E": 400,
    "/embed/v1/task/999999": 404,
    "/embed/v1/task/nothing": 404,
    "/embed/v1/nothing": 404,
    "/embed/v1/": 404,
}


def words(html: str) -> str:
    """What a reader sees."""
    apart = html.replace("</dt>", " ")
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", apart)))


@pytest.mark.parametrize("address", [*FRAMES, *PROBLEMS])
def test_a_frame_is_a_small_page_of_its_own(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    assert response.status_code == PROBLEMS.get(address, 200)
    page = Page(response.text)
    assert page.problems == []
    assert len(page.ids) == len(set(page.ids))
    assert len(page.all("h1")) == len(page.all("main")) == 1
    assert page.all("html")[0]["lang"] == "en"
    assert "This is a sample" in response.text or "Sample data." in response.text
    assert all(link["rel"] != "alternate" for link in page.all("link"))


@pytest.mark.parametrize("address", [*FRAMES, *PROBLEMS])
def test_a_frame_may_be_framed_and_keeps_nothing(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    assert (
        "frame-ancestors 'self' https: http://localhost:* http://127.0.0.1:*"
        in (headers["Content-Security-Policy"])
    )
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert headers["X-Robots-Tag"] == "noindex"
    for name in ("X-Frame-Options", "Set-Cookie", "Cross-Origin-Opener-Policy"):
        assert name not in headers


@pytest.mark.parametrize("address", FRAMES)
def test_nothing_inline_and_nothing_from_elsewhere(client: FlaskClient, address: str) -> None:
    for element in Page(client.get(address).text).elements:
        assert element.tag != "style"
        assert not any(name == "style" or name.startswith("on") for name in element.attributes)
        if element.tag == "script":
            assert element.attributes["src"].startswith("/static/")
        if element.tag == "link" and element.attributes["rel"] == "stylesheet":
            assert element.attributes["href"].startswith(("/static/", "/embed/v1/accent-"))


@pytest.mark.parametrize("address", [*FRAMES, *PROBLEMS])
def test_links_open_on_the_site_in_a_new_tab(client: FlaskClient, address: str) -> None:
    page = Page(client.get(address).text)
    # What names no target of its own has the page's.
    assert page.all("base") == [{"target": "_blank"}]
    links = page.all("a")
    assert links
    for link in links:
        target = link.get("target", "_blank")
        assert target == ("_self" if link["href"].startswith(SEARCH) else "_blank"), link
        assert client.get(link["href"].removeprefix("http://localhost")).status_code == 200, link


@pytest.mark.parametrize("address", FRAMES)
def test_a_frame_is_part_of_a_page(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    page = Page(response.text)
    canonical = next(link["href"] for link in page.all("link") if link["rel"] == "canonical")
    assert f'<{canonical}>; rel="canonical"' in response.headers["Link"]
    assert client.get(canonical.removeprefix("http://localhost")).status_code == 200
    assert not canonical.startswith("http://localhost/embed")


@pytest.mark.parametrize("address", FRAMES)
def test_a_frame_that_the_browser_has_is_not_sent_again(client: FlaskClient, address: str) -> None:
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_looks_do_not_share_a_copy(client: FlaskClient) -> None:
    addresses = (
        CARD,
        f"{CARD}?theme=dark",
        f"{CARD}?accent=ff0000",
        SEARCH,
        f"{SEARCH}?theme=dark",
    )
    assert len({client.get(address).headers["ETag"] for address in addresses}) == len(addresses)


def test_a_problem_says_which_parameter_and_what_it_may_be(client: FlaskClient) -> None:
    text = words(client.get(f"{SEARCH}?theme=pink").text)
    assert "The parameter “theme” is one of auto, light, dark; 'pink' is not." in text
    text = words(client.get(f"{SEARCH}?occupation=99-9999.99").text)
    assert "there is no 99-9999.99" in text


def test_a_problem_keeps_the_theme(client: FlaskClient) -> None:
    assert 'data-theme="dark"' in client.get("/embed/v1/task/999999?theme=dark").text


def test_the_form_keeps_everything_but_the_words(client: FlaskClient) -> None:
    address = (
        f"{SEARCH}?q=art&occupation=29-1129.01&exposure=E0&sort=importance&size=3"
        "&theme=dark&accent=ff0000&lang=de"
    )
    page = Page(client.get(address).text)
    form = next(form for form in page.all("form") if form["id"] == "finder")
    assert (form["action"], form["method"], form["target"]) == (SEARCH, "get", "_self")
    hidden = {one["name"]: one["value"] for one in page.all("input") if one["type"] == "hidden"}
    assert hidden == {
        "occupation": "29-1129.01",
        "exposure": "E0",
        "sort": "importance",
        "size": "3",
        "theme": "dark",
        "accent": "ff0000",
        "lang": "de",
    }


def test_a_filter_that_was_typed_goes_with_the_words(client: FlaskClient) -> None:
    page = Page(client.get(f"{SEARCH}?q=exposure:E2%20art%20occupation:29-1129.01").text)
    assert [one for one in page.all("input") if one["type"] == "hidden"] == []


@pytest.mark.parametrize("typed", ["99-9999.99", "occupation:29-1129", "29-1129", "group:99"])
def test_what_a_reader_types_is_never_a_wrong_parameter(client: FlaskClient, typed: str) -> None:
    for address in (SEARCH, f"/_{SEARCH}"):
        assert client.get(f"{address}?q={typed}").status_code == 200


@pytest.mark.parametrize("query", ["", "art", "group"])
def test_a_restriction_holds(client: FlaskClient, query: str) -> None:
    response = client.get(f"{SEARCH}?occupation=29-1125.00&size=20&q={query}")
    occupations = set(re.findall(r'href="/occupations/([^"]+)"', response.text))
    assert occupations <= {"29-1125.00"}
    assert "Tasks in Recreational Therapists" in response.text


def test_the_fragment_shows_what_the_frame_shows(client: FlaskClient) -> None:
    parameters = "q=client&occupation=29-1129.01&size=3"
    fragment = client.get(
        f"/_{SEARCH}?{parameters}", headers={"HX-Request": "true", "HX-Source": "input#q"}
    )
    shown = fragment.text[fragment.text.index('<div id="results"') :].strip()
    assert shown in client.get(f"{SEARCH}?{parameters}").text
    # The page around the frame owns the way back.
    assert "HX-Push-Url" not in fragment.headers
    assert fragment.headers["HX-Replace-Url"] == f"{SEARCH}?{parameters}"


def test_a_fragment_with_a_problem_is_a_fragment(client: FlaskClient) -> None:
    response = client.get(f"/_{SEARCH}?theme=pink", headers={"HX-Request": "true"})
    assert response.status_code == 400
    assert '<div id="results"' in response.text


def test_no_more_than_what_was_asked_for_is_shown(client: FlaskClient) -> None:
    assert client.get(f"{SEARCH}?q=client").text.count('class="statement" data-hit') == 5
    assert client.get(f"{SEARCH}?q=client&size=2").text.count('class="statement" data-hit') == 2


def test_a_search_in_a_frame_lists_occupations_unless_it_is_narrowed(client: FlaskClient) -> None:
    shown = client.get(f"{SEARCH}?q=client").text
    found = client.get("/api/v1/search?q=client&kind=occupation").get_json()["occupations"]["hits"]
    assert found
    for one in found[:2]:
        path = "/" + one["url"].partition("://")[2].partition("/")[2]
        assert f'data-hit href="{path}" rel="noopener" target="_blank"' in shown
    assert "work activit" not in words(shown)
    assert 'class="titles"' not in client.get(f"{SEARCH}?q=client&group=29").text


@pytest.mark.parametrize("task_id", [19156, 19147, 392])
def test_a_card_says_what_the_json_says(client: FlaskClient, task_id: int) -> None:
    facts = json.loads(client.get(f"/tasks/task-{task_id}.json").text)
    card = words(client.get(f"/embed/v1/task/{task_id}").text)
    assert facts["task"].rstrip(".") in card
    assert facts["occupation"]["title"] in card
    rating, exposure = facts["rating"], facts["exposure"]
    if rating is None:
        assert "Importance not rated" in card
    elif rating["rank"] is None:
        assert "Importance not published" in card
    else:
        assert f"of {rating['rated_tasks']} in its occupation" in card
        assert f"({rating['importance']:.2f} of 5)" in card
    if exposure is None:
        assert "AI exposure not labelled" in card
    else:
        assert exposure_words(exposure["gpt4"]) in card.partition("AI exposure")[2]
    if facts["usage"]:
        assert f"({facts['usage'][-1]['release']})" in card
    else:
        assert "AI use not observed" in card
    assert "O*NET 30.3" in card


def test_a_card_credits_the_releases_it_shows(client: FlaskClient) -> None:
    usage = json.loads(client.get("/tasks/task-19147.json").text)["usage"]
    card = words(client.get("/embed/v1/task/19147").text)
    assert usage
    for observed in usage[:-1]:
        assert f"Economic Index {observed['release']}" not in card
    assert f"Economic Index {usage[-1]['release']}" in card


def test_a_retired_task_says_so(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def retired(self: Encyclopedia, task_id: int) -> RetiredTask:
        source = self.task(392).sources[0]
        return RetiredTask(task_id, "29-1125.00", "Do what is done.", "29.1", 392, source)

    # The sample has no retired task; the full release does, below.
    monkeypatch.setattr(Encyclopedia, "retired_task", retired)
    response = client.get("/embed/v1/task/777777?theme=dark")
    assert response.status_code == 410
    text = words(response.text)
    assert "Retired: O*NET no longer lists this task. Of the releases read, O*NET 29.1" in text
    assert "Replaced by" in text
    assert 'href="/tasks/task-392"' in response.text
    assert 'data-theme="dark"' in response.text


@pytest.mark.full
def test_retired_tasks_of_the_full_release_say_so(
    full_client: FlaskClient, full: Encyclopedia
) -> None:
    live = set(full.task_ids())
    gone = [one for n in range(1, 20000) if n not in live and (one := full.retired_task(n))]
    assert gone
    for task in (gone[0], next(one for one in gone if one.successor_id is not None)):
        response = full_client.get(f"/embed/v1/task/{task.task_id}")
        assert response.status_code == 410
        assert f"O*NET {task.last_release} is the last that has it" in words(response.text)


@pytest.mark.parametrize("name", ["ff0000", "000000", "ffffff"])
def test_an_accent_is_a_style_sheet(client: FlaskClient, name: str) -> None:
    response = client.get(f"/embed/v1/accent-{name}.css")
    assert response.mimetype == "text/css"
    assert "--accent: var(--light, #" in response.text
    assert f"/embed/v1/accent-{name}.css" in client.get(f"{CARD}?accent={name}").text


@pytest.mark.parametrize("name", ["red", "FF0000", "ff00", "ff0000%7d"])
def test_other_accents_are_not_there(client: FlaskClient, name: str) -> None:
    assert client.get(f"/embed/v1/accent-{name}.css").status_code == 404


def test_without_a_release_a_frame_says_so_in_the_frame(empty_client: FlaskClient) -> None:
    for address in (SEARCH, CARD):
        response = empty_client.get(address)
        assert response.status_code == 503
        assert 'class="frame"' in response.text
        assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]


# --- scripts -------------------------------------------------------------------------------------


def test_the_newest_script_is_kept_for_a_short_time(client: FlaskClient) -> None:
    response = client.get("/embed/v1.js")
    assert response.mimetype == "text/javascript"
    assert "stale-while-revalidate" in response.headers["Cache-Control"]
    assert "immutable" not in response.headers["Cache-Control"]
    again = client.get("/embed/v1.js", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


def test_a_version_is_kept_for_ever_and_may_be_read_by_anyone(client: FlaskClient) -> None:
    response = client.get("/embed/v1.0.0.js")
    assert response.status_code == 200
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize(
    "name", ["v1.0.9", "v1.9.0", "v2", "v1.0", "v1.0.0.0", "v1.-1.0", "v1.0.x"]
)
def test_another_version_is_not_there(client: FlaskClient, name: str) -> None:
    assert client.get(f"/embed/{name}.js").status_code == 404


# --- who may frame -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "policy"),
    [
        ("", "'self' https: http://localhost:* http://127.0.0.1:*"),
        (
            "https://a.example, https://*.b.example:8443",
            "'self' https://a.example https://*.b.example:8443",
        ),
        ("'self' https://a.example/", "'self' https://a.example"),
        ("self", "'self'"),
        ("none", "'none'"),
        ("'none'", "'none'"),
    ],
)
def test_who_may_frame_is_configured(sample_home: Path, setting: str, policy: str) -> None:
    config = Config.from_environment(
        {"TASKDEX_HOME": str(sample_home), "TASKDEX_FRAME_ANCESTORS": setting}
    )
    client = create_app(config).test_client()
    for address in (SEARCH, CARD, f"{SEARCH}?theme=pink"):
        given = client.get(address).headers["Content-Security-Policy"]
        assert f"; frame-ancestors {policy};" in given
    for address in ("/", "/tasks/task-19156", "/nothing", f"/_{SEARCH}", "/embed/nothing"):
        given = client.get(address).headers["Content-Security-Policy"]
        assert "; frame-ancestors 'none';" in given
    page = words(client.get("/embed").text)
    assert ("This server does not let other sites embed it." in page) is (
        policy in ("'self'", "'none'")
    )


# --- spellings -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("task/0019156", "task/19156"),
        ("task/0019156?theme=dark&accent=%23abc", "task/19156?theme=dark&accent=%23abc"),
        ("task/task-019156", "task/19156"),
        ("task/TASK-019156?lang=en", "task/19156?lang=en"),
        # What script 1.0.0 asks for in Safari before 17.
        ("searchq=therapy", "search?q=therapy"),
        ("searchq=a%26b+c&theme=dark", "search?q=a%26b+c&theme=dark"),
        ("task/19156theme=dark", "task/19156?theme=dark"),
    ],
)
def test_another_spelling_leads_to_the_frame(
    client: FlaskClient, asked: str, leads_to: str
) -> None:
    response = client.get(f"/embed/v1/{asked}")
    assert response.status_code == 308
    assert response.headers["Location"] == f"/embed/v1/{leads_to}"
    assert client.get(response.headers["Location"]).status_code == 200


@pytest.mark.parametrize("asked", ["searching", "search/x", "task/x", "task/", "search/q=x", "x=y"])
def test_what_is_no_spelling_is_an_error(client: FlaskClient, asked: str) -> None:
    assert client.get(f"/embed/v1/{asked}").status_code == 404
