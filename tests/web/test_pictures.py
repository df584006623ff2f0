"""Claims about the files of pictures."""

from __future__ import annotations

import csv
import xml.etree.ElementTree as ET

import pytest
from flask.testing import FlaskClient

from .pages import Page

PAGES = ("/tasks/task-1", "/tasks/task-2", "/occupations/29-1129.01", "/activities/4.A.1.a.1")


@pytest.mark.parametrize("address", PAGES)
def test_every_picture_is_a_file_of_its_own_with_its_figures(
    small_client: FlaskClient, address: str
) -> None:
    links = [a["href"] for a in Page(small_client.get(address).text).all("a")]
    files = {link for link in links if link.startswith(f"{address}/")}
    assert {f"{address}/answer.svg", f"{address}/answer.csv"} <= files
    for file in files:
        answer = small_client.get(file)
        assert answer.status_code == 200, file
        assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
        if file.endswith(".csv"):
            header, *rows = csv.reader(answer.text.splitlines())
            assert rows
            assert all(len(row) == len(header) for row in rows)
            assert "None" not in answer.text
        else:
            picture = ET.fromstring(answer.text)
            said = "".join(picture.itertext())
            assert f"Taskdex, http://localhost{address}" in said
            assert answer.mimetype == "image/svg+xml"


@pytest.mark.parametrize("file", ["answer.png", "answer", "x.svg", "answer.svg.svg", ".svg"])
def test_there_are_no_other_files(small_client: FlaskClient, file: str) -> None:
    for address in PAGES:
        assert small_client.get(f"{address}/{file}").status_code == 404
    assert small_client.get("/tasks/1/answer.svg").status_code == 404
    assert small_client.get("/occupations/29-1129/answer.svg").status_code == 404
    assert small_client.get("/activities/x/answer.svg").status_code == 404
