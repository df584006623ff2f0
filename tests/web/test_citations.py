"""Claims about citations: their formats, and what programs read of them in a page."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from index.encyclopedia import Encyclopedia
from tests import zotero
from tests.citing import disagreements, from_bibtex, from_csl, from_ris
from webapp.occupations import page as occupations
from webapp.tasks import page as tasks
from webapp.text.citations import Citation, cite

from .pages import Page

DAY = date(2026, 3, 9)
ENTRIES = {
    "/tasks/task-1": "Assess clients by drawing",
    "/occupations/29-1129.01": "Art Therapists",
    "/activities/4.A.1.a.1.a.1": "Review art for treatment",
    "/software/microsoft-excel": "Microsoft Excel",
}
WORDING = re.compile(
    r'id="cite-(\w+)">([^<]*)<span data-accessed="([^"]*)"></span>([^<]*)</(?:p|pre)>'
)


@pytest.fixture
def citations(app: Flask, sample: Encyclopedia) -> list[Citation]:
    """Of every task and occupation of the sample."""
    with app.test_request_context():
        return [
            *(tasks.citation(sample, sample.task(one)) for one in sample.task_ids()),
            *(
                occupations.citation(sample, sample.occupation(one.code))
                for one in sample.occupations()
            ),
        ]


@pytest.mark.parametrize("day", [None, DAY])
def test_five_formats_agree(citations: list[Citation], day: date | None) -> None:
    assert len(citations) == 29
    assert disagreements(citations, day) == []


def test_formats_that_do_not_agree_are_noticed(citations: list[Citation]) -> None:
    class Careless(Citation):
        def ris(self, day: date | None = None) -> str:
            return super().ris(day).replace("TI  - ", "TI  - The ")

    one = citations[0]
    careless = Careless(one.key, one.title, one.url, one.release_id, one.datasets, one.year)
    assert any("RIS has title" in problem for problem in disagreements([careless]))


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Do this.", "Do this"),
        ("Do this..", "Do this"),
        ("Use tools, etc. . ", "Use tools, etc"),
        ("Ask why?", "Ask why?"),
        ("50% of {A_B} & C\\D #1 ~ ^ $5", "50% of {A_B} & C\\D #1 ~ ^ $5"),
        ('Say "no" or “no”', 'Say "no" or “no”'),
        ("Helpers--Electricians", "Helpers--Electricians"),
    ],
)
def test_titles_end_in_one_stop_and_keep_their_characters(title: str, shown: str) -> None:
    one = cite("task-1", title, "https://t.test/tasks/task-1", "r_1", [])
    assert one.title == shown
    end = "" if shown.endswith("?") else "."
    assert f"“{shown}{end}”" in one.plain()
    (ris,) = from_ris(one.ris())
    (csl,) = from_csl([one.csl_json()])
    assert ris["title"] == csl["title"] == shown
    if "$" not in shown:  # of which the reader of LaTeX makes a formula
        (bibtex,) = from_bibtex(one.bibtex())
        assert bibtex["title"] == shown
    assert one.bibtex().count("{") - one.bibtex().count(r"\{") == one.bibtex().count(
        "}"
    ) - one.bibtex().count(r"\}")


def test_the_day_of_reading_is_written_as_each_format_does() -> None:
    one = cite("task-1", "Do this.", "https://t.test/1", "r1", [])
    assert "Accessed 9 March 2026. https://t.test/1" in one.plain(DAY)
    assert "Retrieved March 9, 2026, from https://t.test/1" in one.apa(DAY)
    assert next(from_bibtex(one.bibtex(DAY)))["accessed"] == "2026-03-09"
    assert next(from_ris(one.ris(DAY)))["accessed"] == "2026-03-09"
    assert next(from_csl([one.csl_json(DAY)]))["accessed"] == "2026-03-09"
    for text in (one.plain(), one.apa(), one.bibtex(), one.ris(), one.csl_json()):
        assert "ccess" not in text
        assert "urldate" not in text


@pytest.mark.parametrize("address", ENTRIES)
def test_a_page_shows_the_five_formats_and_leaves_a_place_for_the_day(
    small_client: FlaskClient, address: str
) -> None:
    shown = {
        name: [unescape(part) for part in parts]
        for name, *parts in WORDING.findall(small_client.get(address).text)
    }
    assert set(shown) == {"plain", "apa", "bibtex", "ris", "csl"}
    for name, ending in (("bibtex", "bib"), ("ris", "ris"), ("csl", "csl.json")):
        before, accessed, after = shown[name]
        written = small_client.get(f"{address}.{ending}").text
        assert (before + after).split() == written.split()
        assert "{year}" in accessed
    assert f"“{ENTRIES[address]}.”" in shown["plain"][0]


@pytest.mark.parametrize("address", ENTRIES)
def test_zotero_saves_an_entry_of_an_encyclopedia(small_client: FlaskClient, address: str) -> None:
    text = small_client.get(address).text
    found = zotero.item(Page(text).all("meta"))
    (csl,) = small_client.get(f"{address}.csl.json").get_json(force=True)
    assert found["itemType"] == "encyclopediaArticle"
    assert found["encyclopediaTitle"] == csl["container-title"] == "Taskdex"
    assert found["title"] == csl["title"] == ENTRIES[address]
    assert found["author"] == csl["author"][0]["literal"]
    assert found["publisher"] == csl["publisher"]
    assert found["date"] == str(csl["issued"]["date-parts"][0][0])
    assert found["url"] == csl["URL"] == f"http://localhost{address}"
    assert found["edition"] == f"release {csl['version']}"
    assert found["language"] == "en"
    assert found["abstractNote"]


def test_zotero_takes_other_pages_for_web_pages(client: FlaskClient) -> None:
    for address in ("/", "/methodology", "/search?q=art"):
        assert zotero.item(Page(client.get(address).text).all("meta"))["itemType"] == "webpage"


def test_bibtex_is_in_sight_and_has_a_button_of_its_own(client: FlaskClient) -> None:
    text = client.get("/tasks/task-19156").text
    shown = text.partition("<details open><summary>BibTeX</summary>")[2].partition("</details>")[0]
    assert "@misc{taskdex-task-19156," in shown
    assert 'data-accessed=",\n  urldate = {{year}-{mm}-{dd}}"' in shown
    margin = text.partition('<aside class="margin"')[2].partition("</aside>")[0]
    assert '<button type="button" data-copy="cite-bibtex" hidden>Copy BibTeX</button>' in margin
