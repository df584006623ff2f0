"""Claims about what people are told to run with the data: it runs, and answers what it should."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from flask import Flask
from flask.testing import FlaskClient
from fsspec.implementations.http import HTTPFileSystem

from index import Encyclopedia
from index.engines.columns import TASK_COLUMNS
from index.engines.protocol import Results
from webapp.search import spreadsheet

# What reads over HTTP leaves a loop of its own to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"
)


@pytest.fixture(scope="module")
def programs(app: Flask, served: str) -> dict[str, str]:
    """What the page says, with the addresses of a real server."""
    text = app.test_client().get("/data/use", base_url=served).text
    found = re.findall(
        r'<h2 id="(\w+)">[^<]*</h2>.*?\s<p>[^<]*</p>\s*<pre[^>]*>(.*?)</pre>', text, re.S
    )
    return {name: unescape(program) for name, program in found}


def test_every_tool_has_a_program(programs: dict[str, str]) -> None:
    assert list(programs) == ["duckdb", "pandas", "r", "datasette", "library"]


class Unchanging(HTTPFileSystem):  # type: ignore[misc]  # fsspec has no types
    """What DuckDB reads by; it asks when a file was changed, which no release's file is."""

    def modified(self, path: str) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC)


def test_duckdb_reads_a_table_over_http_in_parts(
    programs: dict[str, str], sample: Encyclopedia
) -> None:
    connection = duckdb.connect()
    try:
        connection.execute("INSTALL httpfs; LOAD httpfs")
    except duckdb.Error:  # no network to have it from: its way of reading, with another's HTTP
        connection.register_filesystem(Unchanging())
    rows = connection.execute(programs["duckdb"]).fetchall()
    hits = sample.search("", exposure=["E2"], size=100).tasks.hits
    assert sum(count for _, count, _ in rows) == len(hits)
    assert {occupation for occupation, *_ in rows} == {hit.occupation_title for hit in hits}


def test_pandas_reads_tables_and_searches(programs: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", programs["pandas"]], capture_output=True, text=True, check=True
    )
    assert "exposure_gpt4\nE0" in done.stdout
    assert "Coordinate art showcases" in done.stdout


@pytest.mark.skipif(
    shutil.which("Rscript") is None, reason="R is not installed: apt install r-base"
)
def test_r_reads_a_table(programs: dict[str, str]) -> None:
    done = subprocess.run(
        ["Rscript", "-e", programs["r"]], capture_output=True, text=True, check=True
    )
    assert "E0" in done.stdout


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl, which is not on this machine")
def test_datasette_shows_the_catalogue(programs: dict[str, str], tmp_path: Path) -> None:
    fetched, shown = programs["datasette"].strip().split("\n")
    subprocess.run(fetched.split(), cwd=tmp_path, capture_output=True, check=True)
    done = subprocess.run(
        [sys.executable, "-m", *shown.split(), "--get", "/catalogue/task.json?_size=1"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert '"task_id"' in done.stdout


def test_the_library_gives_a_data_frame(programs: dict[str, str], sample_home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", programs["library"]],
        env={"TASKDEX_HOME": str(sample_home)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "19156" in done.stdout


# --- results in a notebook -----------------------------------------------------------------------


def test_results_are_a_frame_with_types(sample: Encyclopedia) -> None:
    results = sample.search("art", size=100)
    frame = results.to_frame()
    assert list(frame.columns) == list(TASK_COLUMNS)
    assert frame.task_id.tolist() == [hit.task_id for hit in results.tasks.hits]
    assert str(frame.importance.dtype) == "Float64"
    assert str(frame["rank"].dtype) == "Int64"
    unrated = [hit.importance is None for hit in results.tasks.hits]
    assert frame.importance.isna().tolist() == unrated


def test_results_show_themselves(sample: Encyclopedia) -> None:
    results = sample.search("art <b>showcases</b>", size=2)
    assert repr(results).startswith("<Results 'art <b>showcases</b>': ")
    assert len(repr(results)) < 120
    assert repr(sample.search("art")).endswith(": 15 tasks, 1 occupation, 0 activities>")
    shown = results._repr_html_()
    assert shown.count("<tr>") == 1 + len(results.tasks.hits)
    assert "<b>" not in shown


# --- a whole result as a file --------------------------------------------------------------------


def test_a_search_as_a_file_has_every_task_that_it_finds(
    client: FlaskClient, sample: Encyclopedia
) -> None:
    found = sample.search("therapy", size=100).tasks
    response = client.get("/search.csv?q=therapy&size=3&page=2")
    assert response.mimetype == "text/csv"
    assert 'filename="taskdex-search.csv"' in response.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(response.text)))
    assert [int(row["task_id"]) for row in rows] == [hit.task_id for hit in found.hits]
    assert rows[0]["url"] == f"http://localhost/tasks/task-{rows[0]['task_id']}"
    assert rows[0]["release"] == sample.release.release_id
    packed = client.get("/search.parquet?q=therapy")
    frame = pd.read_parquet(io.BytesIO(packed.data), dtype_backend="numpy_nullable")
    assert frame.task_id.tolist() == [hit.task_id for hit in found.hits]
    for column in ("importance", "exposure_human", "rank"):
        missing = [row[column] == "" for row in rows]
        assert frame[column].isna().tolist() == missing


def test_filters_and_conditions_hold_for_a_file(client: FlaskClient) -> None:
    first = client.get("/search.csv?q=art&exposure=E2")
    rows = list(csv.DictReader(io.StringIO(first.text)))
    assert {row["exposure_gpt4"] for row in rows} == {"E2"}
    again = client.get(
        "/search.csv?q=art&exposure=E2", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")
    nothing = client.get("/search.parquet?q=zzzzqqqq")
    assert len(pd.read_parquet(io.BytesIO(nothing.data))) == 0
    for address in ("/search.csv?exposure=E9", "/search.parquet?sort=x"):
        refused = client.get(address)
        assert (refused.status_code, refused.mimetype) == (400, "application/problem+json")


def test_what_is_too_much_for_a_file_says_where_all_tasks_are(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreadsheet, "MAX_ROWS", 5)
    refused = client.get("/search.csv?q=")
    assert refused.status_code == 400
    assert "http://localhost/data/tasks.parquet" in refused.get_json()["detail"]


def test_one_file_is_made_at_a_time(client: FlaskClient) -> None:
    with spreadsheet.one_at_a_time():
        busy = client.get("/search.csv?q=one+at+a+time")
        assert (busy.status_code, busy.headers["Retry-After"]) == (503, "2")
    assert client.get("/search.csv?q=one+at+a+time").status_code == 200


def test_writing_a_file_counts_as_making_it(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile = []

    def write(found: Results, release_id: str) -> str:
        meanwhile.append(client.get("/search.parquet?q=art").status_code)
        return "written"

    monkeypatch.setattr(spreadsheet, "as_csv", write)
    assert client.get("/search.csv?q=while+it+is+written").text == "written"
    assert meanwhile == [503]
