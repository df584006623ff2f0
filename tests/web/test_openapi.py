"""Claims about the API's description: sound, complete, and true of every answer."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import validate

from index.encyclopedia import Encyclopedia
from webapp.http.problems import PROBLEMS

from .described import Description
from .pages import Page

SMALL = {
    "/api/v1": ["/api/v1", "/api/v1/"],
    "/api/v1/search": [
        *("", "?q=art", "?q=show+artwork&exposure=E2&size=1", "?q=therapist&kind=occupation"),
        *("?kind=activity&q=art", "?q=artwrok", "?q=clients+zebra+lantern", "?page=500"),
        *("?page=0", "?exposure=E9", "?q=a&q=b", f"?q={'a' * 300}", "?size=&page="),
    ],
    "/api/v1/suggest": ["", "?q=a", "?q=a&size=1", "?size=21"],
    "/api/v1/tasks": ["", "?size=1&page=2", "?page=9", "?page=x"],
    "/api/v1/tasks/{task_id}": ["/1", "/2", "/3", "/4", "/9", "/8", "/5", "/01", "/task-1", "/x"],
    "/api/v1/occupations": ["", "?group=29&size=1", "?group=11", "?group=xx", "?page=2"],
    "/api/v1/occupations/{code}": ["/29-1129.01", "/29-1125.00", "/29-1125", "/11-1011.00", "/x"],
    "/api/v1/activities": ["", "?level=iwa", "?level=dwa&size=1", "?parent=4.A.1.a.1", "?level=x"],
    "/api/v1/activities/{id}": [
        *("/4.A.1.a.1", "/4.A.1.a.1.a", "/4.A.1.a.1.a.2?size=1&page=2", "/4.a.1.A.1", "/4.A.9.z.9"),
        *("/4.A.1.a.1?page=9", "/4.A.1.a.1?size=0", "/x"),
    ],
    "/api/v1/software": ["", "?size=1&page=2", "?page=9", "?page=x"],
    "/api/v1/software/{id}": ["/microsoft-excel", "/Adobe-Photoshop", "/nothing"],
    "/api/v1/rankings": [""],
    "/api/v1/rankings/{name}": [
        *("/jobs-in-exposed-work", "/occupations-by-growth?zone=5", "/tasks-by-exposure?size=1"),
        *("/Tasks-by-exposure", "/tasks-by-observed-use?reverse=1", "/nothing"),
        *(
            "/tasks-by-exposure?page=9",
            "/tasks-by-exposure?sort=title",
            "/occupations-by-pay?pay=x",
        ),
    ],
    "/api/v1/groups": [""],
    "/api/v1/tasks.jsonl": [""],
    "/api/v1/compare": [
        *("?tasks=1,2", "?tasks=1,9,77", "?occupations=29-1129.01,29-1125.00", "?tasks=77"),
        *("", "?tasks=1&occupations=29-1129.01", "?tasks=1,2,3,4,5"),
    ],
    "/api/v1/sources": [""],
    "/api/v1/releases": [""],
}
"""Path → addresses below it, which together give every status that a caller can bring about."""


@pytest.fixture(scope="module")
def described(small_app: Flask) -> Description:
    return Description(small_app.test_client())


def test_it_is_a_sound_document(described: Description) -> None:
    validate(described.document)
    assert described.document["openapi"].startswith("3.1")


def test_every_route_of_the_api_is_in_it(small_app: Flask, described: Description) -> None:
    routes = {
        re.sub(r"<(?:\w+:)?\w+>", "{}", rule.rule)
        for rule in small_app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1") and rule.rule != "/api/v1/"
    }
    assert routes == {re.sub(r"{\w+}", "{}", path) for path in described.document["paths"]}
    assert set(SMALL) == set(described.document["paths"])


@pytest.mark.parametrize("path", SMALL)
def test_every_answer_is_as_described_and_nothing_else(
    small_client: FlaskClient, described: Description, path: str
) -> None:
    base = path.partition("/{")[0]
    seen = set()
    for address in SMALL[path]:
        full = address if address.startswith("/api") else base + address
        with small_client.get(full) as response:
            assert described.problems(response, path) == [], full
            seen.add(response.status_code)
            if response.status_code == 200:
                has = {"If-None-Match": response.headers["ETag"]}
                with small_client.get(full, headers=has) as again:
                    assert again.status_code == 304
                    assert described.problems(again, path) == []
    foreseen = {int(status) for status in described.document["paths"][path]["get"]["responses"]}
    # What no address alone brings about: see the tests of ranges, limits and failures.
    assert foreseen - seen <= {206, 304, 404, 414, 416, 429, 500, 503}


@pytest.mark.parametrize("path", SMALL)
def test_without_a_release_the_answer_is_as_described(
    empty_client: FlaskClient, described: Description, path: str
) -> None:
    response = empty_client.get(re.sub("{.*}", "1-0", path))
    assert response.status_code in (404, 503)
    assert described.problems(response, path) == []


@pytest.mark.full
def test_every_answer_of_the_full_data_is_as_described(
    full_client: FlaskClient, full: Encyclopedia
) -> None:
    described = Description(full_client)
    chosen = random.Random(5)
    tasks = chosen.sample(list(full.task_ids()), 400)
    codes = chosen.sample([one.code for one in full.occupations()], 60)
    ids = chosen.sample(full.activity_ids(), 60)
    words = ("nurse", "fix teeth", "wriite reprots", "a", "the of and", '"care plan"', "-care data")
    addresses = {
        "/api/v1/tasks/{task_id}": [f"/api/v1/tasks/{task_id}" for task_id in tasks],
        "/api/v1/occupations/{code}": [f"/api/v1/occupations/{code}" for code in codes],
        "/api/v1/activities/{id}": [f"/api/v1/activities/{one}?size=5" for one in ids],
        "/api/v1/search": [
            f"/api/v1/search?q={text}{more}"
            for text in words
            for more in ("", "&kind=occupation", "&kind=activity", "&sort=use&used=yes")
        ],
        **{
            path: [path]
            for path in ("/api/v1/sources", "/api/v1/releases", "/api/v1/groups", "/api/v1/tasks")
        },
    }
    for path, asked in addresses.items():
        for address in asked:
            response = full_client.get(address)
            assert response.status_code == 200
            assert described.problems(response, path) == [], address


def lines_are_as_described(described: Description, lines: Iterable[bytes]) -> bool:
    shape = {"$ref": "#/components/schemas/BulkTask"}
    return all(described.invalid(json.loads(line), shape) == [] for line in lines)


def test_every_line_of_the_bulk_file_is_as_described(
    small_client: FlaskClient, client: FlaskClient, described: Description
) -> None:
    for one in (small_client, client):
        with one.get("/api/v1/tasks.jsonl") as response:
            assert lines_are_as_described(described, response.data.splitlines())


@pytest.mark.full
def test_every_line_of_the_full_bulk_file_is_as_described(
    full_client: FlaskClient, described: Description
) -> None:
    with full_client.get("/api/v1/tasks.jsonl") as response:
        lines = response.data.splitlines()
    assert len(lines) > 18_000
    assert lines_are_as_described(described, lines[::40])


@pytest.mark.parametrize("name", ["client", "small_client"])
def test_examples_are_answers_of_this_release(name: str, request: pytest.FixtureRequest) -> None:
    one = request.getfixturevalue(name)
    described = Description(one)
    release = one.get("/api/v1/releases").get_json()["release"]
    found = 0
    for item in described.document["paths"].values():
        for content in item["get"]["responses"]["200"]["content"].values():
            if "example" in content:
                found += 1
                assert content["example"]["release"] == release
                assert described.invalid(content["example"], content["schema"]) == []
    assert found >= 8


def test_nothing_is_described_without_words(described: Description) -> None:
    for name, schema in described.document["components"]["schemas"].items():
        assert schema["description"], name
        assert set(schema.get("required", ())) <= set(schema.get("properties", ()))
        for field, given in schema.get("properties", {}).items():
            assert given.get("description") or "$ref" in given, f"{name}.{field}"
    for item in described.document["paths"].values():
        assert all(one["description"] for one in item["get"]["parameters"])


def test_the_servers_address_is_this_sites(client: FlaskClient) -> None:
    other = {"Host": "localhost:8080"}
    document = client.get("/api/openapi.json", headers=other).get_json()
    assert [one["url"] for one in document["servers"]] == ["http://localhost:8080"]


def test_the_templates_of_the_start_lead_to_every_endpoint(
    small_client: FlaskClient, described: Description
) -> None:
    start = small_client.get("/api/v1").get_json()
    paths = {
        url.removeprefix("http://localhost").partition("{?")[0]
        for url in start["endpoints"].values()
    }
    assert paths == set(described.document["paths"])
    assert start["endpoints"]["occupations"].endswith("/api/v1/occupations{?group*,page,size}")


# --- the page ------------------------------------------------------------------------------------


def test_the_page_shows_every_endpoint_parameter_shape_and_problem(
    small_client: FlaskClient, described: Description
) -> None:
    html = small_client.get("/api").text
    page = Page(html)
    assert page.problems == []
    assert len(page.ids) == len(set(page.ids))
    for path, item in described.document["paths"].items():
        assert f"<code>{path}</code>" in html
        assert item["get"]["operationId"] in page.ids
        for parameter in item["get"]["parameters"]:
            assert parameter["name"] in html
    for name, schema in described.document["components"]["schemas"].items():
        assert f"shape-{name.lower()}" in page.ids
        assert all(f"{field}" in html for field in schema.get("properties", ()))
    for problem in PROBLEMS.values():
        assert problem.anchor in page.ids
    inside = {link["href"][1:] for link in page.all("a") if link["href"].startswith("#")}
    assert inside <= set(page.ids)


def test_the_page_needs_nothing_from_elsewhere(small_client: FlaskClient) -> None:
    page = Page(small_client.get("/api").text)
    fetched = [one["src"] for one in page.all("script")] + [
        one["href"] for one in page.all("link") if one["rel"] in ("stylesheet", "icon")
    ]
    assert all(address.startswith("/static/") for address in fetched)
    assert all("src" in one for one in page.all("script"))


def test_the_page_is_there_without_a_release(empty_client: FlaskClient) -> None:
    for address in ("/api", "/api/openapi.json"):
        assert empty_client.get(address).status_code == 200


def test_the_page_is_found(client: FlaskClient) -> None:
    assert "/api" in {link["href"] for link in Page(client.get("/").text).all("a")}
    assert "/api" in {link["href"] for link in Page(client.get("/data").text).all("a")}
    assert "http://localhost/api" in client.get("/llms.txt").text
    assert "http://localhost/api/openapi.json" in client.get("/llms.txt").text
    assert "<loc>http://localhost/api</loc>" in client.get("/sitemap-1.xml").text


@pytest.mark.parametrize("name", ["client", "small_client"])
def test_the_examples_on_the_page_can_be_followed(
    name: str, request: pytest.FixtureRequest
) -> None:
    one = request.getfixturevalue(name)
    page = Page(one.get("/api").text)
    asked = [link["href"] for link in page.all("a") if link["href"].startswith("/api/v1")]
    assert len(asked) >= 8
    for address in asked:
        assert one.get(address).status_code == 200, address
