"""Claims about other formats at a page's own address: webapp.http.negotiation."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.web.pages import ADDRESSES
from webapp.http.negotiation import preferred

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8"
ENTRIES = ("/tasks/task-1", "/occupations/29-1129.01", "/activities/4.A.1.a.1")
ALTERNATE = re.compile(r'<([^>]*)>; rel="alternate"; type="([^"]*)"')
FORMATS = {"text/markdown": "md", "application/json": "json"}


@pytest.mark.parametrize("accepted", FORMATS)
@pytest.mark.parametrize("address", [*ENTRIES, "/software/microsoft-excel"])
def test_an_entry_answers_in_the_format_that_is_asked_for(
    small_client: FlaskClient, address: str, accepted: str
) -> None:
    asked = small_client.get(address, headers={"Accept": accepted})
    named = small_client.get(f"{address}.{FORMATS[accepted]}")
    assert (asked.status_code, asked.mimetype) == (200, accepted)
    assert asked.data == named.data
    assert asked.headers["ETag"] == named.headers["ETag"]
    assert "Accept" in asked.vary
    known = {"Accept": accepted, "If-None-Match": asked.headers["ETag"]}
    again = small_client.get(address, headers=known)
    assert (again.status_code, again.data) == (304, b"")
    assert "Accept" in again.vary


@pytest.mark.parametrize("address", [*ENTRIES, "/search?q=art", "/compare?tasks=1", "/occupations"])
def test_a_browser_gets_the_page_and_no_cache_mistakes_it(
    small_client: FlaskClient, address: str
) -> None:
    for headers in ({"Accept": BROWSER}, {"Accept": "*/*"}, {}):
        page = small_client.get(address, headers=headers)
        assert page.mimetype == "text/html"
        assert "Accept" in page.vary
    data = small_client.get(address, headers={"Accept": "application/json"})
    assert data.mimetype == "application/json"
    known = {"Accept": BROWSER, "If-None-Match": data.headers["ETag"]}
    assert small_client.get(address, headers=known).status_code == 200


def test_a_search_for_programs_is_that_of_the_api(small_client: FlaskClient) -> None:
    asked = small_client.get("/search?q=art&size=2", headers={"Accept": "application/json"})
    assert asked.get_json() == small_client.get("/api/v1/search?q=art&size=2").get_json()


def test_a_program_is_told_of_errors_in_its_own_way(small_client: FlaskClient) -> None:
    for address, status in (("/tasks/task-77", 404), ("/tasks/task-9", 410), ("/tasks/x", 404)):
        answer = small_client.get(address, headers={"Accept": "application/json"})
        assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")


WALKED = [
    *(address for address in ADDRESSES if not re.match("/tasks/|/compare", address)),
    *("/tasks/task-1", "/activities/4.A.1.a.1", "/software", "/software/microsoft-excel"),
    *("/compare?tasks=1", "/changes/emerging"),
]


@pytest.mark.parametrize("address", WALKED)
def test_a_page_has_the_formats_that_its_links_name_and_no_others(
    small_client: FlaskClient, address: str
) -> None:
    page = small_client.get(address, headers={"Accept": BROWSER})
    assert (page.status_code, page.mimetype) == (200, "text/html")
    named = {
        media_type: url
        for url, media_type in ALTERNATE.findall(page.headers.get("Link", ""))
        if media_type in FORMATS
    }
    assert ("Accept" in page.vary) == bool(named)
    for accepted in FORMATS:
        with small_client.get(address, headers={"Accept": accepted}) as asked:
            if accepted in named:
                with small_client.get(named[accepted]) as apart:
                    assert (asked.status_code, asked.data) == (apart.status_code, apart.data)
                    assert asked.headers.get("ETag") == apart.headers.get("ETag")
                assert "Accept" in asked.vary
            else:
                assert (asked.mimetype, asked.data) == ("text/html", page.data)


@pytest.mark.parametrize(
    "address", ["/rankings", "/rankings/jobs-in-exposed-work", "/changes", "/data"]
)
def test_lists_and_descriptions_have_json(small_client: FlaskClient, address: str) -> None:
    with small_client.get(address, headers={"Accept": "application/json"}) as asked:
        assert (asked.status_code, asked.mimetype) == (200, "application/json")


@pytest.mark.parametrize("address", ["/tasks/task-1.bib", "/", "/about", "/data/tasks.csv"])
def test_what_has_no_other_format_does_not_vary(small_client: FlaskClient, address: str) -> None:
    with small_client.get(address) as plain:
        body = plain.data
    with small_client.get(address, headers={"Accept": "application/json"}) as asked:
        assert asked.data == body
        assert "Accept" not in asked.vary


@pytest.mark.parametrize(
    ("accepted", "ending"),
    [
        ("text/markdown", ".md"),
        ("text/markdown, text/html;q=0.9", ".md"),
        ("text/html, text/markdown", ""),
        ("application/json, text/plain, */*", ".json"),
        ("Application/JSON", ".json"),
        ("application/json;q=0", ""),
        (BROWSER, ""),
        ("*/*", ""),
        ("", ""),
        (";q=,json", ""),
    ],
)
def test_the_page_is_given_unless_something_else_is_named(accepted: str, ending: str) -> None:
    assert preferred(accepted) == ending
