"""`/software`, and the products that a search names."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.build import build
from tests.support import ART, unwrapped, write_everything
from webapp import create_app
from webapp.config import Config

from .pages import Page


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sources = tmp_path_factory.mktemp("sources")
    write_everything(sources)
    home = tmp_path_factory.mktemp("home")
    build(sources, home, quiet=True)
    return home


@pytest.fixture
def client(made: Path) -> FlaskClient:
    return create_app(Config(home=made)).test_client()


def test_a_search_for_software_shows_it(client: FlaskClient) -> None:
    html = unwrapped(client.get("/search?q=photoshop").text)
    assert "1 software product" in html
    assert 'href="/software/adobe-photoshop">Adobe Photoshop</a>' in html
    assert "1 occupation, in demand in 1" in html
    assert "Showing results for" not in html


def test_software_is_part_of_the_answer_to_programs(client: FlaskClient) -> None:
    found = client.get("/api/v1/search?q=excel").get_json()["software"]
    assert found["total"] == 1
    assert found["hits"][0] == {
        "id": "microsoft-excel",
        "name": "Microsoft Excel",
        "category": "Spreadsheet software",
        "hot": True,
        "occupation_count": 2,
        "in_demand_count": 0,
        "url": "http://localhost/software/microsoft-excel",
    }


def test_what_counts_does_not_depend_on_the_kind_asked_for(client: FlaskClient) -> None:
    whole = client.get("/api/v1/search?q=photoshop").get_json()
    tasks = client.get("/api/v1/search?q=photoshop&kind=task").get_json()
    assert tasks["tasks"]["total"] == whole["tasks"]["total"]
    assert tasks["corrections"] == whole["corrections"] == []
    assert tasks["software"]["total"] == 0


def test_a_product_has_a_page_and_json(client: FlaskClient) -> None:
    answer = client.get("/software/microsoft-excel")
    page = Page(answer.text)
    assert answer.status_code == 200
    assert not page.problems
    assert "used in 2 occupations" in answer.text
    assert f"/occupations/{ART}" in [link["href"] for link in page.all("a")]
    facts = client.get("/software/microsoft-excel.json").get_json()
    assert facts["also_used_in"][0]["code"] == ART
    assert facts["in_demand_in"] == []


def test_other_spellings_lead_to_the_page(client: FlaskClient) -> None:
    answer = client.get("/software/Microsoft-EXCEL")
    assert (answer.status_code, answer.location) == (308, "/software/microsoft-excel")
    assert client.get("/software/nothing-of-the-kind").status_code == 404


def test_the_list_shows_what_is_in_demand_first(client: FlaskClient) -> None:
    html = client.get("/software").text
    assert not Page(html).problems
    assert html.index("adobe-photoshop") < html.index("microsoft-excel") < html.index("Fun soft")
    assert ">In demand in</th>" in unwrapped(html)
    assert ">Occupations that use it</th>" in unwrapped(html)


def test_an_occupation_names_its_software(client: FlaskClient) -> None:
    html = client.get(f"/occupations/{ART}").text
    assert 'In demand by employers: <a href="/software/adobe-photoshop">' in html
    software = client.get(f"/occupations/{ART}.json").get_json()["software"]
    assert [(one["name"], one["in_demand"]) for one in software] == [
        ("Adobe Photoshop", True),
        ("Microsoft Excel", False),
    ]


def test_every_product_is_in_the_sitemap(client: FlaskClient) -> None:
    assert client.get("/sitemap-1.xml").text.count("/software/") == 3
