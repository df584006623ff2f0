"""Claims about every page alike."""

from __future__ import annotations

import json
import re

import pytest
from flask.testing import FlaskClient

from tests.support import unwrapped

from .pages import ADDRESSES, Page


@pytest.mark.parametrize("address", [*ADDRESSES, "/nothing", "/search?page=0"])
def test_html_is_well_formed_and_ids_are_unique(client: FlaskClient, address: str) -> None:
    page = Page(client.get(address).text)
    assert page.problems == []
    assert len(page.ids) == len(set(page.ids))
    assert len(page.all("h1")) == 1
    assert len(page.all("main")) == 1


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_inline_and_nothing_from_elsewhere(client: FlaskClient, address: str) -> None:
    page = Page(client.get(address).text)
    for element in page.elements:
        assert element.tag != "style"
        assert not any(
            name == "style" or name.startswith(("on", "hx-on")) for name in element.attributes
        )
        if element.tag == "script":
            data = element.attributes.get("type") == "application/ld+json"
            src = element.attributes.get("src", "")
            assert data or src.startswith("/static/") or src == "/embed/v1.js"
        if element.tag == "link" and element.attributes["rel"] in ("stylesheet", "icon"):
            assert element.attributes["href"].startswith("/static/")


@pytest.mark.parametrize("address", [*ADDRESSES, "/nothing"])
def test_a_page_that_asks_for_fragments_loads_what_asks(client: FlaskClient, address: str) -> None:
    page = Page(client.get(address).text)
    asks = any("hx-get" in element.attributes for element in page.elements)
    scripts = [script.get("src", "") for script in page.all("script")]
    assert not asks or any("/htmx-" in source for source in scripts)
    assert any("/trust.js" in source for source in scripts) == any(
        "/htmx-" in source for source in scripts
    )


@pytest.mark.parametrize("address", ADDRESSES)
def test_links_within_the_page_have_a_target(client: FlaskClient, address: str) -> None:
    page = Page(client.get(address).text)
    for link in page.all("a"):
        if link["href"].startswith("#"):
            assert link["href"][1:] in page.ids


@pytest.mark.parametrize("address", ADDRESSES)
def test_links_of_the_site_lead_somewhere(client: FlaskClient, address: str) -> None:
    for link in {a["href"].partition("#")[0] for a in Page(client.get(address).text).all("a")}:
        if link.startswith("/"):
            with client.get(link) as target:
                assert target.status_code == 200, link


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_that_the_browser_has_is_not_sent_again(client: FlaskClient, address: str) -> None:
    first = client.get(address)
    etag = first.headers["ETag"]
    assert re.fullmatch(r'"[0-9a-f]+"', etag)
    assert "stale-while-revalidate" in first.headers["Cache-Control"]
    for given in (etag, f'"other", {etag}', f"W/{etag}", "*"):
        again = client.get(address, headers={"If-None-Match": given})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == etag
    assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


def test_if_none_match_does_not_make_a_missing_page_exist(client: FlaskClient) -> None:
    assert client.get("/tasks/task-999999", headers={"If-None-Match": "*"}).status_code == 404


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_sample_says_so(client: FlaskClient, address: str) -> None:
    text = unwrapped(client.get(address).text)
    assert "This is a sample:" in text
    assert "27 tasks and 2 occupations" in text
    assert "taskdex build" in text


@pytest.mark.parametrize(
    "address", [*ADDRESSES, "/nothing", "/static/css/base.css", "/api/v1/search"]
)
def test_headers_protect_every_answer(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    response.close()
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "require-trusted-types-for 'script'" in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"]
    assert response.headers["Permissions-Policy"]
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("address", ADDRESSES)
def test_structured_data_is_json(client: FlaskClient, address: str) -> None:
    text = client.get(address).text
    for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL):
        assert json.loads(block)["@context"] == "https://schema.org"


def test_static_files_with_their_hash_are_kept_and_without_it_are_not(client: FlaskClient) -> None:
    link = next(
        a["href"] for a in Page(client.get("/").text).all("link") if "base.css" in a["href"]
    )
    with client.get(link) as kept:
        assert "immutable" in kept.headers["Cache-Control"]
    with client.get("/static/css/base.css") as plain:
        assert "immutable" not in plain.headers["Cache-Control"]


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_other_methods_are_refused_and_told_what_is_allowed(
    client: FlaskClient, method: str
) -> None:
    response = getattr(client, method)("/tasks/task-19156")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_has_the_headers_and_no_body(client: FlaskClient, address: str) -> None:
    response = client.head(address)
    assert (response.status_code, response.data) == (200, b"")
    assert response.headers["ETag"] == client.get(address).headers["ETag"]


@pytest.mark.parametrize(
    "address", ["/methodology/", "/Methodology", "/OCCUPATIONS/", "/search/?q=art"]
)
def test_other_spellings_lead_to_the_page(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 308
    assert client.get(response.headers["Location"]).status_code == 200


def test_the_methodology_lists_every_section(client: FlaskClient) -> None:
    """In the order in which they stand; parts of a section are listed as well."""
    page = client.get("/methodology").text
    listed, _, text = page.partition('aria-label="On this page"')[2].partition("</nav>")
    headings = re.findall(r'<h[23] id="([^"]+)"', text)
    assert re.findall(r'href="#([^"]+)"', listed) == headings
