"""Software of the full release, counted again from the publisher's file."""

from __future__ import annotations

import csv
import sqlite3
from html import unescape
from pathlib import Path

import pytest

from index import Encyclopedia

pytestmark = pytest.mark.full

ASKED = {
    "excel": "Microsoft Excel",
    "python": "Python",
    "photoshop": "Adobe Photoshop",
    "SQL": "Structured query language SQL",
    "power bi": "Microsoft Power BI",
    "autocad": "Autodesk AutoCAD",
    "quickbooks": "Intuit QuickBooks",
    "R": "R",
    "c++": "C++",
    "kubernetes": "Kubernetes",
}


def test_every_row_is_there(database: sqlite3.Connection, full_sources: Path) -> None:
    path = max(full_sources.glob("onet/db_*_text/Software Skills.txt"))
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert database.execute(
        "SELECT count(*), sum(in_demand) FROM occupation_software"
    ).fetchone() == (len(rows), sum(row["In Demand"] == "Y" for row in rows))
    hot = {unescape(row["Workplace Example"]): row["Hot Technology"] == "Y" for row in rows}
    assert database.execute("SELECT count(*), sum(is_hot) FROM software").fetchone() == (
        len(hot),
        sum(hot.values()),
    )
    excel = sum(row["Workplace Example"] == "Microsoft Excel" for row in rows)
    assert database.execute(
        "SELECT occupation_count FROM software WHERE slug = 'microsoft-excel'"
    ).fetchone() == (excel,)


@pytest.mark.parametrize(("text", "name"), ASKED.items())
def test_a_known_product_comes_first(full: Encyclopedia, text: str, name: str) -> None:
    results = full.search(text)
    assert results.software.hits[0].name == name
    assert not results.corrections


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("tiktok", "Film and Video Editors"),
        ("snowflake", "Database Architects"),
        ("turbotax", "Tax Preparers"),
    ],
)
def test_what_employers_ask_for_leads_to_those_who_use_it_however_few(
    full: Encyclopedia, text: str, title: str
) -> None:
    results = full.search(text)
    assert results.occupations.hits[0].title == title
    assert results.tasks.hits[0].occupation_title == title


@pytest.mark.parametrize(
    ("text", "told"), [("terraform", "configure servers"), ("hospice", "vital signs")]
)
def test_meaning_tells_those_tasks_apart_that_a_word_finds_by_their_occupation(
    full: Encyclopedia, text: str, told: str
) -> None:
    assert any(told in hit.text.lower() for hit in full.search(text).tasks.hits[:3])


@pytest.mark.parametrize("text", ["therapy", "power", "t", "fix people's teeth", "nurse", "write"])
def test_what_is_not_about_software_shows_at_most_one(full: Encyclopedia, text: str) -> None:
    assert full.search(text).software.total <= 1
