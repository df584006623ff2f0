"""ESCO's web service, on the loopback: what is asked, and what is made of the answers."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from index.errors import DownloadError
from index.sources.esco import find_labels
from tests.publisher import Fetch, Request, Server, entry, left_over, run, server
from tests.support import CONCEPT

__all__ = ["run", "server"]  # fixtures

PATH = "/esco/api/resource/occupation?language={}&offset={}"
MORE = 'service = "esco"\nopt_in = false'


def concept(number: int, language: str, name: str, *others: str) -> dict[str, Any]:
    return {
        "uri": f"{CONCEPT}{number}",
        "title": name,
        "code": f"222{number}.1",
        "preferredLabel": {language: name, "en": "nurse"},
        "alternativeLabel": {language: list(others)} if others else {},
    }


def put(
    server: Server, language: str, pages: list[list[dict[str, Any]]], total: int | None = None
) -> str:
    """Puts the pages on the server; returns the address of the first one."""
    count = sum(map(len, pages)) if total is None else total
    for number, concepts in enumerate(pages):
        links = {"self": {"href": server.url + PATH.format(language, number)}}
        if number + 1 < len(pages):
            links["next"] = {"href": server.url + PATH.format(language, number + 1)}
        body = {"total": count, "_links": links, "_embedded": {c["uri"]: c for c in concepts}}
        answer(server, PATH.format(language, number), json.dumps(body).encode())
    return server.url + PATH.format(language, 0)


def answer(server: Server, path: str, body: bytes) -> None:
    def send(request: Request) -> None:
        request.send(body, kind="application/json")

    server.handlers[path] = send


def test_all_pages_become_one_file_as_the_download_has_it(
    server: Server, run: Fetch, tmp_path: Path
) -> None:
    pages = [
        [concept(2, "de", "Bäcker/Bäckerin"), concept(1, "de", "Krankenschwester", "Pfleger")],
        [concept(3, "de", "Anwalt")],
    ]
    path = "extra/esco/occupations_de.csv"
    (fetched,) = run(entry(put(server, "de", pages), path, MORE))
    assert fetched.status == "downloaded"
    with fetched.path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["preferredLabel"] for row in rows] == [
        "Krankenschwester",
        "Bäcker/Bäckerin",
        "Anwalt",
    ]
    assert (rows[0]["altLabels"], rows[0]["iscoGroup"]) == ("Pfleger", "2221")
    labels = find_labels(tmp_path / "sources")
    assert labels is not None
    assert [one.label for one in labels.labels()] == [
        *("Krankenschwester", "Pfleger", "Bäcker", "Bäckerin", "Anwalt"),
    ]
    assert run(entry(put(server, "de", pages), path, MORE))[0].status == "present"
    assert left_over(tmp_path / "sources/extra/esco") == [
        "occupations_de.csv",
        "occupations_de.csv.origin.json",
    ]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"<html>", "JSON"),
        (b"[]", "no page of occupations"),
        (b'{"total": "many"}', "total"),
        (b'{"total": 0}', "gave 0"),
        (b'{"total": 1, "_embedded": {"x": {}}}', "no uri"),
        (b'{"total": 1, "_embedded": {"x": {"uri": "u"}}}', "no label"),
    ],
)
def test_an_answer_that_is_none_is_said_and_leaves_nothing(
    server: Server, run: Fetch, tmp_path: Path, body: bytes, problem: str
) -> None:
    address = put(server, "es", [[]])
    answer(server, PATH.format("es", 0), body)
    with pytest.raises(DownloadError, match=problem):
        run(entry(address, "occupations_es.csv", MORE))
    assert not (tmp_path / "sources/occupations_es.csv").exists()


def test_occupations_that_are_missing_at_the_end_are_an_error(
    server: Server, run: Fetch, tmp_path: Path
) -> None:
    address = put(server, "es", [[concept(1, "es", "enfermera")]], total=2)
    with pytest.raises(DownloadError, match="told of 2 occupations and gave 1"):
        run(entry(address, "occupations_es.csv", MORE))


def test_a_page_of_another_server_is_not_asked_for(server: Server, run: Fetch) -> None:
    one = concept(1, "es", "enfermera")
    links = {"next": {"href": "http://192.0.2.1/"}}
    body = {"total": 2, "_links": links, "_embedded": {one["uri"]: one}}
    address = put(server, "es", [[]])
    answer(server, PATH.format("es", 0), json.dumps(body).encode())
    with pytest.raises(DownloadError, match="on another server"):
        run(entry(address, "occupations_es.csv", MORE))


def test_a_service_that_is_not_known_is_an_error(server: Server, run: Fetch) -> None:
    with pytest.raises(DownloadError, match="is not esco"):
        run(entry(f"{server.url}/x", more='service = "other"'))
