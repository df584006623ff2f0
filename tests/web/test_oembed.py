"""Claims about oEmbed. A consumer library asks a real server on loopback."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import parse_qs, quote, urlsplit
from xml.etree import ElementTree

import micawber
import pytest
from flask.testing import FlaskClient
from micawber.exceptions import ProviderHTTPException

from webapp import create_app
from webapp.config import Config

from .pages import Page

BASE = "http://localhost"
TASK, OCCUPATION = "/tasks/task-19156", "/occupations/29-1129.01"
SEARCH = "/search?q=art&group=29"
RANKING = "/rankings/tasks-by-exposure?group=29&reverse=1"
FORMATS = {"application/json+oembed": "json", "text/xml+oembed": "xml"}


def ask(client: FlaskClient, url: str, **parameters: object) -> dict[str, object]:
    response = client.get("/oembed", query_string={"url": url, **parameters})
    assert response.status_code == 200, response.text
    answer: dict[str, object] = json.loads(response.text)
    return answer


def frame(answer: dict[str, object]) -> dict[str, str]:
    """The attributes of the iframe that is to be shown."""
    page = Page(str(answer["html"]))
    assert page.problems == []
    assert [element.tag for element in page.elements] == ["iframe", "a"]
    return page.elements[0].attributes


@pytest.mark.parametrize("path", [TASK, OCCUPATION, SEARCH, RANKING])
def test_a_consumer_finds_its_way_from_a_page_to_its_frame(
    served: str, client: FlaskClient, path: str
) -> None:
    page = Page(client.get(path, base_url=served).text)
    link = next(one for one in page.all("link") if one.get("type") == "application/json+oembed")
    endpoint = urlsplit(link["href"])
    registry = micawber.ProviderRegistry()
    registry.register(f"{served}/.*", micawber.Provider(f"{served}{endpoint.path}"))
    answer = registry.request(parse_qs(endpoint.query)["url"][0], maxwidth=500)
    assert (answer["type"], answer["version"], answer["provider_name"]) == (
        "rich",
        "1.0",
        "Taskdex",
    )
    assert answer["width"] == 500
    shown = frame(answer)
    assert shown["src"].startswith(f"{served}/embed/v1/")
    assert client.get(shown["src"].removeprefix(served)).status_code == 200
    # It knows addresses of ours within a text, too.
    text, found = micawber.extract(f"Appearance: {served}{TASK}", registry)
    assert text == [f"{served}{TASK}"]
    assert found[f"{served}{TASK}"]["title"].startswith("Coordinate art showcases")


def test_a_consumer_is_told_of_what_is_not_there(served: str) -> None:
    provider = micawber.Provider(f"{served}/oembed")
    with pytest.raises(ProviderHTTPException, match="404") as raised:
        provider.request(f"{served}/tasks/task-999999")
    assert isinstance(raised.value.__cause__, HTTPError)
    raised.value.__cause__.close()  # the library leaves it open


@pytest.mark.parametrize("path", [TASK, OCCUPATION, SEARCH, RANKING])
def test_discovery_links_come_early_and_answer(client: FlaskClient, path: str) -> None:
    text = client.get(path).text
    assert text.index("text/xml+oembed") < 1500
    links = {one["type"]: one for one in Page(text).all("link") if one.get("type") in FORMATS}
    assert set(links) == set(FORMATS)
    for link in links.values():
        response = client.get(link["href"].removeprefix(BASE))
        assert response.status_code == 200
        assert link["href"].startswith(f"{BASE}/oembed?url=")
        assert link["title"]


@pytest.mark.parametrize("path", ["/", "/about", "/activities", "/embed", "/nothing"])
def test_other_pages_have_no_discovery_links(client: FlaskClient, path: str) -> None:
    assert "+oembed" not in client.get(path).text


def test_a_task_is_a_card(client: FlaskClient) -> None:
    answer = ask(client, BASE + TASK)
    assert answer["title"] == "Coordinate art showcases to display artwork produced by clients"
    assert frame(answer)["src"] == f"{BASE}/embed/v1/task/19156"
    assert (answer["version"], answer["type"]) == ("1.0", "rich")
    assert isinstance(answer["cache_age"], int)
    assert (
        client.get("/oembed", query_string={"url": BASE + TASK}).headers[
            "Access-Control-Allow-Origin"
        ]
        == "*"
    )


def test_an_occupation_is_a_search_of_its_tasks(client: FlaskClient) -> None:
    answer = ask(client, BASE + OCCUPATION + "?sort=text")
    assert answer["title"] == "Tasks of Art Therapists"
    assert frame(answer)["src"] == f"{BASE}/embed/v1/search?occupation=29-1129.01"


@pytest.mark.parametrize("path", [TASK, OCCUPATION, SEARCH, RANKING])
def test_under_the_frame_is_a_link_to_the_page(client: FlaskClient, path: str) -> None:
    link = Page(str(ask(client, BASE + path)["html"])).elements[1].attributes
    assert link == {"href": BASE + path}


def test_a_search_keeps_its_words_filters_and_order(client: FlaskClient) -> None:
    url = (
        f"{BASE}/search?q=art%20%22a%26b%22&exposure=E2&exposure=E0&sort=importance&page=3&size=50"
    )
    src = urlsplit(frame(ask(client, url))["src"])
    assert parse_qs(src.query) == {
        "q": ['art "a&b"'],
        "exposure": ["E2", "E0"],
        "sort": ["importance"],
    }


def test_json_and_xml_say_the_same(client: FlaskClient) -> None:
    for path in (TASK, OCCUPATION, "/search?q=" + quote("<&'é")):
        answer = ask(client, BASE + path, maxwidth=320)
        response = client.get(
            "/oembed", query_string={"url": BASE + path, "maxwidth": 320, "format": "xml"}
        )
        assert response.mimetype == "text/xml"
        root = ElementTree.fromstring(response.data)
        assert root.tag == "oembed"
        assert {one.tag: one.text for one in root} == {
            name: str(value) for name, value in answer.items()
        }


@pytest.mark.parametrize("path", [TASK, SEARCH])
@pytest.mark.parametrize(("width", "height"), [(None, None), (320, None), (9999, 9999), (200, 100)])
def test_there_is_never_more_than_the_room_given(
    client: FlaskClient, path: str, width: int | None, height: int | None
) -> None:
    given = {"maxwidth": width, "maxheight": height}
    answer = ask(client, BASE + path, **{k: v for k, v in given.items() if v is not None})
    shown = frame(answer)
    # The line under the frame has its share of the height.
    assert shown["width"] == str(answer["width"])
    assert int(shown["height"]) < int(str(answer["height"]))
    assert 0 < int(shown["width"]) <= min(width or 600, 600)
    assert 0 < int(shown["height"]) <= (height or 10_000)


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/tasks/task-19156",
        "http://localhost.evil.example/tasks/task-19156",
        "http://localhost:x/tasks/task-19156",
        "http://localhost:9999/tasks/task-19156",
        "http://user@localhost/tasks/task-19156",
        "ftp://localhost/tasks/task-19156",
        "javascript:alert(1)",
        "//localhost/tasks/task-19156",
        "/tasks/task-19156",
        "tasks/task-19156",
        "http://[/tasks/task-19156",
        "\x00",
        f"{BASE}/tasks/task-999999",
        f"{BASE}/tasks/task-19156.json",
        f"{BASE}/occupations/99-9999.99",
        f"{BASE}/occupations/29-1129.01.csv",
        f"{BASE}/search?exposure=E9",
        f"{BASE}/search?q=a&q=b",
        f"{BASE}/search?occupation=99-9999.99",
        f"{BASE}/about",
        f"{BASE}/",
        f"{BASE}/nothing",
        f"{BASE}/embed/v1/task/19156",
        f"{BASE}/tasks/task-19156%0d%0aX-Evil:1",
    ],
)
@pytest.mark.parametrize("answer_format", ["json", "xml"])
def test_nothing_else_is_embedded(client: FlaskClient, url: str, answer_format: str) -> None:
    response = client.get("/oembed", query_string={"url": url, "format": answer_format})
    assert response.status_code == 404
    assert response.mimetype == "application/problem+json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("query", "status", "parameter"),
    [
        ("", 400, "url"),
        ("url=", 400, "url"),
        (f"url={BASE}{TASK}&url={BASE}{TASK}", 400, "url"),
        (f"url={BASE}{TASK}&maxwidth=0", 400, "maxwidth"),
        (f"url={BASE}{TASK}&maxheight=-1", 400, "maxheight"),
        (f"url={BASE}{TASK}&maxwidth=wide", 400, "maxwidth"),
        (f"url={BASE}{TASK}&format=yaml", 501, "format"),
        (f"url={BASE}{TASK}&format=JSON", 501, "format"),
    ],
)
def test_what_cannot_be_answered_says_why(
    client: FlaskClient, query: str, status: int, parameter: str
) -> None:
    response = client.get(f"/oembed?{query}")
    assert response.status_code == status
    assert json.loads(response.text)["parameter"] == parameter
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_addresses_of_every_name_of_the_site_are_known(sample_home: Path) -> None:
    config = Config(
        home=sample_home, site_url="https://tasks.example", trusted_hosts=(".mirror.test",)
    )
    client = create_app(config).test_client()
    for base in (
        "https://tasks.example",
        "http://tasks.example",
        "https://a.mirror.test",
        "http://localhost",
    ):
        shown = frame(ask(client, base + TASK))
        assert shown["src"] == "https://tasks.example/embed/v1/task/19156"
    for base in ("https://tasks.example:8443", "https://mirror.test.evil.example"):
        assert client.get("/oembed", query_string={"url": base + TASK}).status_code == 404


def test_an_answer_that_the_asker_has_is_not_sent_again(client: FlaskClient) -> None:
    address = f"/oembed?url={BASE}{TASK}"
    etag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    other = client.get(f"{address}&maxwidth=300", headers={"If-None-Match": etag})
    assert other.status_code == 200


def test_a_ranking_is_shown_with_its_filters(client: FlaskClient) -> None:
    answer = ask(client, f"{BASE}{RANKING}")
    assert answer["title"] == (
        "Tasks by AI exposure: Healthcare Practitioners and Technical, lowest first"
    )
    shown = frame(answer)
    assert shown["src"] == f"{BASE}/embed/v1/ranking/tasks-by-exposure?group=29&reverse=1"
    for wrong in ("/rankings/best-jobs", "/rankings", f"{RANKING}&zone=9"):
        assert client.get("/oembed", query_string={"url": BASE + wrong}).status_code == 404
