"""Claims about the search page and its fragment."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from index.query import FILTERS

from .pages import Page

TYPING = {
    "HX-Request": "true",
    "HX-Source": "input#q",
    "HX-Current-URL": "http://localhost/search?q=a",
}
CHOOSING = {**TYPING, "HX-Source": "div#results"}


def test_page_and_fragment_show_the_same_results(client: FlaskClient) -> None:
    page = client.get("/search?q=art+therapy").text
    fragment = client.get("/_/search?q=art+therapy", headers=TYPING).text
    inner = fragment[fragment.index('<div id="results"') :]
    assert inner.strip() in page


def test_a_fragment_has_one_root_named_after_its_file(client: FlaskClient) -> None:
    for address in ("/_/search?q=art", "/_/search", "/_/search?page=0", "/_/search?q=zzzzqqqq"):
        page = Page(client.get(address, headers=TYPING).text)
        assert page.problems == []
        assert page.elements[0].tag == "title"
        assert page.elements[1].attributes["id"] == "results"


def test_words_are_marked(client: FlaskClient) -> None:
    assert "<mark>" in client.get("/search?q=showcases").text


def test_a_trailing_space_is_kept(client: FlaskClient) -> None:
    page = Page(client.get("/search?q=art%20").text)
    box = next(element for element in page.all("input") if element.get("id") == "q")
    assert box["value"] == "art "
    results = next(element for element in page.all("div") if element.get("id") == "results")
    assert results["data-query"] == "art "


def test_typing_replaces_the_address_and_choosing_pushes_one(client: FlaskClient) -> None:
    typed = client.get("/_/search?q=art%20th", headers=TYPING)
    assert typed.headers["HX-Replace-Url"] == "/search?q=art%20th"
    assert "HX-Push-Url" not in typed.headers
    for source in ("div#results", "form#finder", "a"):
        chosen = client.get("/_/search?q=art&type=core", headers={**TYPING, "HX-Source": source})
        assert chosen.headers["HX-Push-Url"] == "/search?q=art&type=core"
        assert "HX-Replace-Url" not in chosen.headers


def test_the_first_letter_on_another_page_keeps_that_page_in_the_history(
    client: FlaskClient,
) -> None:
    response = client.get(
        "/_/search?q=a", headers={**TYPING, "HX-Current-URL": "http://localhost/"}
    )
    assert response.headers["HX-Push-Url"] == "/search?q=a"


def test_a_fragment_is_not_cached_for_others(client: FlaskClient) -> None:
    response = client.get("/_/search?q=art", headers=TYPING)
    assert "private" in response.headers["Cache-Control"]
    assert "HX-Source" in response.headers["Vary"]
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_default_parameters_are_not_in_the_address(client: FlaskClient) -> None:
    response = client.get("/_/search?q=art&sort=best&page=1&size=20&kind=", headers=TYPING)
    assert response.headers["HX-Replace-Url"] == "/search?q=art"


def test_a_filter_narrows_and_can_be_taken_away(client: FlaskClient) -> None:
    page = Page(client.get("/search?q=art&type=core").text)
    box = next(e for e in page.all("input") if e.get("id") == "filter-type-core")
    assert "checked" in box
    assert "/search?q=art" in [link["href"] for link in page.all("a")]


def test_a_count_is_what_choosing_gives(client: FlaskClient) -> None:
    facets = client.get("/api/v1/search?q=art").get_json()["facets"]
    assert set(facets) == set(FILTERS)
    for name, counts in facets.items():
        assert any(counts.values())
        for value, count in counts.items():
            found = client.get(f"/api/v1/search?q=art&{name}={value}").get_json()
            assert found["tasks"]["total"] == count


def test_a_filter_typed_in_the_box_is_taken_away_from_the_box(client: FlaskClient) -> None:
    html = client.get("/search?q=art+type:core").text
    chosen = html.partition('aria-label="Chosen filters"')[2].partition("</ul>")[0]
    (link,) = Page(chosen).all("a")
    assert link["href"].removesuffix("%20") == "/search?q=art"


def test_a_filter_that_cannot_be_is_a_visible_warning(client: FlaskClient) -> None:
    response = client.get("/search?q=art&exposure=E9")
    assert response.status_code == 200
    assert "was left out" in response.text


def test_unknown_parameters_change_nothing(client: FlaskClient) -> None:
    plain = client.get("/search?q=art")
    busted = client.get("/search?q=art&utm=1&_=99999")
    assert busted.headers["ETag"] == plain.headers["ETag"]
    assert busted.data == plain.data


@pytest.mark.parametrize("value", ["-1", "0", "1e9", "2.5", "NaN", "٣", "1&page=2"])
def test_a_page_that_cannot_be_is_a_friendly_400(client: FlaskClient, value: str) -> None:
    for address in ("/search", "/_/search", "/api/v1/search"):
        response = client.get(f"{address}?q=art&page={value}")
        assert response.status_code == 400
        assert "page" in response.text


def test_behind_the_last_page_it_is_shown_and_said(client: FlaskClient) -> None:
    found = client.get("/api/v1/search?q=client").get_json()["tasks"]
    pages = -(-(found["total"] + found["related"]) // 5)
    last = client.get(f"/search?q=client&size=5&page={pages}").text
    shown = re.findall(r'data-hit href="(/tasks/[^"]+)"', last)
    assert shown
    for address in ("/search?q=client&size=5&page=400", "/_/search?q=client&size=5&page=999"):
        html = client.get(address).text
        assert re.findall(r'data-hit href="(/tasks/[^"]+)"', html) == shown
        assert f"There is no such page. This is the last one, page {pages}." in html
    assert "no such page" not in last
    assert client.get("/search?q=client&page=0").status_code == 400
    assert client.get("/api/v1/search?q=client&page=999").status_code == 400


def test_nothing_found_helps(client: FlaskClient) -> None:
    text = client.get("/search?q=zzzzqqqq").text
    assert "Nothing found" in text
    assert "/occupations" in text


def test_a_blank_query_gives_hints(client: FlaskClient) -> None:
    assert "What can be searched" in client.get("/search").text


@pytest.mark.parametrize(
    "text",
    [
        "%3Cscript%3Ealert(1)%3C/script%3E",
        "%22%20onx=%22",
        "{{7*7}}",
        "%00",
        "%FF",
        "%ED%A0%80",
        "%E2%80%AEevil",
        "(" * 200,
        "%22" * 999,
        "*",
        "t:[a%20TO%20z]",
        "x^1e308",
        "a%0d%0aX-Evil:%201",
        "e%CC%81" * 50,
    ],
)
def test_what_is_odd_is_escaped_and_answered(client: FlaskClient, text: str) -> None:
    for address in (f"/search?q={text}", f"/_/search?q={text}", f"/api/v1/search?q={text}"):
        response = client.get(address, headers=CHOOSING)
        assert response.status_code == 200
        assert "X-Evil" not in response.headers
        if response.mimetype == "text/html":
            assert "<script>alert" not in response.text
            assert '" onx="' not in response.text
            assert Page(response.text).problems == []
        assert ">49<" not in response.text


def test_long_queries_say_what_was_searched(client: FlaskClient) -> None:
    assert "Only the first 600 characters" in client.get("/search?q=" + "a" * 601).text
    assert "Only the first 120 words" in client.get("/search?q=" + "a+" * 130).text


def test_history_gets_the_whole_page(client: FlaskClient) -> None:
    headers = {**TYPING, "HX-History-Restore-Request": "true"}
    assert "<!doctype html>" in client.get("/search?q=art", headers=headers).text


def test_sort_and_kind(client: FlaskClient) -> None:
    hits = client.get("/api/v1/search?q=art&sort=importance").get_json()["tasks"]["hits"]
    importances = [hit["importance"] for hit in hits if hit["importance"] is not None]
    assert importances == sorted(importances, reverse=True)
    text = client.get("/search?q=art&kind=occupation").text
    assert "All results" in text
    assert client.get("/search?q=art&kind=nonsense").status_code == 400


def test_what_is_remembered_of_a_line_is_not_taken_for_another_mounting(
    client: FlaskClient,
) -> None:
    plain = client.get("/_/search?q=art", headers=TYPING).text
    below = client.get(
        "/_/search?q=art", headers=TYPING, environ_overrides={"SCRIPT_NAME": "/mounted"}
    ).text
    assert 'data-hit href="/tasks/' in plain
    assert '<span><a href="/occupations/' in plain
    assert below == plain.replace('="/', '="/mounted/')
