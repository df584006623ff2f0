"""Claims about the addresses that crawlers are given."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from index.encyclopedia import Encyclopedia
from webapp import create_app
from webapp.about.sitemap import PAGES
from webapp.config import Config
from webapp.rankings.lists import LISTS

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def locations(client: FlaskClient, address: str) -> list[str]:
    response = client.get(address)
    assert response.mimetype == "application/xml"
    root = ElementTree.fromstring(response.data)
    return [
        (one.text or "").removeprefix("http://localhost") for one in root.iter(f"{NAMESPACE}loc")
    ]


def every(client: FlaskClient) -> list[str]:
    parts = locations(client, "/sitemap.xml")
    return [address for part in parts for address in locations(client, part)]


def changes(encyclopedia: Encyclopedia) -> int:
    """Pages of changes: the steps, each kind of change in them, and what is proposed."""
    steps = encyclopedia.steps()
    kinds = sum(len(encyclopedia.change_counts(step)) for step in steps)
    return len(steps) + kinds + bool(encyclopedia.emerging())


def expected(encyclopedia: Encyclopedia) -> int:
    release = encyclopedia.release
    entries = release.task_count + release.occupation_count + release.activity_count
    lists = len(PAGES) + len(LISTS)
    return lists + changes(encyclopedia) + entries + len(encyclopedia.software())


def test_every_address_is_a_live_page_of_its_own(client: FlaskClient, sample: Encyclopedia) -> None:
    found = every(client)
    assert len(found) == len(set(found)) == expected(sample)
    for address in found:
        assert client.get(address).status_code == 200, address


@pytest.mark.full
def test_every_address_of_the_full_release_is_counted_and_samples_answer(
    full_client: FlaskClient, full: Encyclopedia
) -> None:
    found = every(full_client)
    assert len(found) == len(set(found)) == expected(full)
    for address in found[::97]:
        assert full_client.get(address).status_code == 200, address


@pytest.mark.parametrize("number", ["0", "9", "-1", "x"])
def test_there_are_no_other_parts(client: FlaskClient, number: str) -> None:
    assert client.get(f"/sitemap-{number}.xml").status_code == 404


@pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemap-1.xml", "/robots.txt", "/llms.txt"])
def test_documents_are_cached_and_not_sent_again(client: FlaskClient, address: str) -> None:
    first = client.get(address)
    assert first.status_code == 200
    assert "stale-while-revalidate" in first.headers["Cache-Control"]
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemap-1.xml", "/robots.txt", "/llms.txt"])
def test_addresses_are_those_of_the_site(sample_home: Path, address: str) -> None:
    config = Config(home=sample_home, site_url="https://tasks.example")
    text = create_app(config).test_client().get(address).text
    assert "https://tasks.example/" in text
    assert "localhost" not in text


def test_robots_name_the_sitemap_and_leave_searches_out(client: FlaskClient) -> None:
    text = client.get("/robots.txt").text
    assert "Disallow: /search\n" in text
    assert "Sitemap: http://localhost/sitemap.xml\n" in text
