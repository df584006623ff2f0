"""Addresses and queries as people paste them."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

BEHIND = (".", ")", ",", "%20", ").", ";", "/", "%E2%80%9D", "%22", "!", "%20%20", ">", "/.", "?")
PAGES = ("/tasks/task-19156", "/occupations/29-1129.01", "/search", "/methodology", "/about")


@pytest.mark.parametrize("behind", BEHIND[:-1])
@pytest.mark.parametrize("page", PAGES)
def test_what_a_sentence_puts_behind_an_address_leads_on(
    client: FlaskClient, page: str, behind: str
) -> None:
    response = client.get(f"{page}{behind}?q=art")
    assert response.status_code == 308
    assert response.headers["Location"] in (page, f"{page}?q=art")
    assert client.head(f"{page}{behind}").status_code == 308


@pytest.mark.parametrize(
    "path", ["/nothing.", "/tasks/task-999999.", "/tasks/x).", "/.", "/x//evil."]
)
def test_what_is_not_there_without_it_either_is_a_404(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    while response.status_code == 308:
        where = response.headers["Location"]
        assert where.startswith("/")
        assert not where.startswith("//")
        response = client.get(where)
    assert response.status_code in (200, 404)


@pytest.mark.parametrize("behind", BEHIND)
@pytest.mark.parametrize(
    "page", ["/tasks/task-19156", "/TASKS/task-019156", "/occupations/29-1129.01"]
)
def test_oembed_takes_every_spelling_that_leads_on(
    client: FlaskClient, page: str, behind: str
) -> None:
    url = quote(f"http://localhost{page}{behind}", safe="")
    response = client.get(f"/oembed?url={url}")
    assert response.status_code == 200
    plain = client.get(f"/oembed?url=http://localhost{page}").get_json()
    assert response.get_json()["html"] == plain["html"]
    assert "19156)" not in plain["html"]


@pytest.mark.parametrize("signs", ["😀", "???", "+++", "— …"])
def test_signs_alone_find_nothing_in_the_api_as_on_the_page(
    client: FlaskClient, signs: str
) -> None:
    found = client.get("/api/v1/search", query_string={"q": signs}).get_json()
    assert [found[kind]["total"] for kind in ("tasks", "occupations", "activities")] == [0, 0, 0]
    assert any("no word" in note for note in found["notes"])
    assert set(found["facets"]["exposure"].values()) == {0}
    for address in ("/search", "/embed/v1/search"):
        page = client.get(address, query_string={"q": signs})
        assert page.status_code == 200
        assert "no word" in page.text
        assert "task-19156" not in page.text
    fragment = client.get("/_/search", query_string={"q": signs})
    assert fragment.status_code == 200


def test_a_code_that_no_occupation_has_is_said(client: FlaskClient) -> None:
    """15-1131 was Computer Programmers in the classification of 2010."""
    found = client.get("/api/v1/search", query_string={"q": "15-1131"}).get_json()
    assert found["tasks"]["total"] == 0
    assert any("no occupation 15-1131.00" in note for note in found["notes"])
    assert "no occupation 15-1131.00" in client.get("/search?q=SOC+15-1131").text
    assert "no occupation" not in client.get("/search?q=29-1129.01").text
