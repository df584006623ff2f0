"""Claims about the page of downloads and the files on it."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft7Validator

from index.catalogue.columns import COLUMNS
from index.encyclopedia import Encyclopedia
from tests.support import ROOT
from webapp import close, create_app
from webapp.config import Config

from .pages import Page


def test_every_file_is_on_the_page_and_is_what_its_checksum_says(
    client: FlaskClient, sample: Encyclopedia
) -> None:
    text = client.get("/data").text
    links = {link["href"] for link in Page(text).all("a")}
    assert len(sample.downloads()) == 3 * len(COLUMNS) + 3
    for file in sample.downloads():
        assert f"/data/{file.name}" in links
        assert file.sha256 in text
        with client.get(f"/data/{file.name}") as response:
            assert hashlib.sha256(response.data).hexdigest() == file.sha256
            assert response.headers["ETag"] == f'"{file.sha256}"'
            assert response.headers["Accept-Ranges"] == "bytes"
            assert "attachment" in response.headers["Content-Disposition"]
            assert "stale-while-revalidate" in response.headers["Cache-Control"]


def test_a_home_named_from_the_working_folder_gives_its_files(
    sample_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(sample_home.parent)
    app = create_app(Config(home=Path(sample_home.name)))
    for name in ("tasks.csv", "tasks.jsonl.gz", "tasks.jsonl", "tasks.parquet", "SHA256SUMS"):
        with app.test_client().get(f"/data/{name}") as response:
            assert response.status_code == 200, name
            assert response.data
    close(app)


@pytest.mark.parametrize("name", ["tasks.csv", "tasks.jsonl.gz"])
@pytest.mark.parametrize(
    ("asked", "status", "first", "last"),
    [("bytes=0-9", 206, 0, 9), ("bytes=5-", 206, 5, None), ("bytes=-4", 206, -4, None)],
)
def test_a_part_can_be_had(
    client: FlaskClient, name: str, asked: str, status: int, first: int, last: int | None
) -> None:
    with client.get(f"/data/{name}") as response:
        whole = response.data
    with client.get(f"/data/{name}", headers={"Range": asked}) as part:
        assert part.status_code == status
        assert part.data == whole[first : None if last is None else last + 1]
        assert part.headers["Content-Range"].endswith(f"/{len(whole)}")


def test_a_part_behind_the_end_does_not_exist(client: FlaskClient) -> None:
    response = client.get("/data/tasks.csv", headers={"Range": "bytes=999999999-"})
    assert response.status_code == 416
    assert re.fullmatch(r"bytes \*/\d+", response.headers["Content-Range"])


@pytest.mark.parametrize("asked", ["bytes=x", "lines=1-2", "bytes=0-1,5-6", ""])
def test_a_range_that_cannot_be_read_gives_the_whole_file(client: FlaskClient, asked: str) -> None:
    with client.get("/data/tasks.csv", headers={"Range": asked}) as response:
        assert response.status_code == 200


def test_what_the_browser_has_is_not_sent_again(client: FlaskClient) -> None:
    with client.get("/data/tasks.csv") as response:
        etag = response.headers["ETag"]
    with client.get("/data/tasks.csv", headers={"If-None-Match": etag}) as again:
        assert (again.status_code, again.data) == (304, b"")
    stale = {"Range": "bytes=0-1", "If-Range": '"another"'}
    with client.get("/data/tasks.csv", headers=stale) as whole:
        assert whole.status_code == 200


@pytest.mark.parametrize(
    "name", ["manifest.json", "..%2fmanifest.json", "%2e%2e/manifest.json", "exports/tasks.csv"]
)
def test_nothing_else_of_the_release_is_given_away(client: FlaskClient, name: str) -> None:
    assert client.get(f"/data/{name}").status_code == 404


def test_lines_have_the_shape_of_the_json_page(client: FlaskClient) -> None:
    with client.get("/data/tasks.jsonl.gz") as response:
        assert response.mimetype == "application/gzip"
        assert "Content-Encoding" not in response.headers
        lines = gzip.decompress(response.data).decode().splitlines()
    assert len(lines) == 27
    check_lines(client, lines)


@pytest.mark.full
def test_lines_have_the_shape_of_the_json_page_in_full(
    full_client: FlaskClient, full: Encyclopedia
) -> None:
    lines = gzip.decompress(full.download("tasks.jsonl.gz").path.read_bytes()).decode().splitlines()
    assert len(lines) == full.release.task_count
    check_lines(full_client, lines[::25])


def check_lines(client: FlaskClient, lines: list[str]) -> None:
    for line in lines:
        ours = json.loads(line)
        page = json.loads(client.get(f"{ours['url']}.json").text.replace("http://localhost", ""))
        page["sources"] = [one["key"] for one in page["sources"]]
        del page["kinds_of_work"]  # in the files of activities, once for all tasks
        assert ours == page


def test_the_package_describes_the_files(client: FlaskClient, sample: Encyclopedia) -> None:
    with client.get("/data/datapackage.json") as response:
        package = json.loads(response.data)
    assert package["version"] == sample.release.release_id
    assert {one["name"] for one in package["licenses"]} >= {"CC-BY-4.0", "MIT"}
    for resource in package["resources"]:
        file = sample.download(resource["path"])
        assert resource["bytes"] == file.byte_count
        assert resource["hash"] == f"sha256:{file.sha256}"
        if resource["format"] != "csv":
            continue
        rows = list(csv.reader(io.StringIO(file.path.read_text(encoding="utf-8"))))
        fields = resource["schema"]["fields"]
        assert rows[0] == [field["name"] for field in fields]
        for row in rows[1:]:
            for cell, field in zip(row, fields, strict=True):
                if cell and field["type"] != "string":
                    (int if field["type"] == "integer" else float)(cell)


def problems(package: object) -> list[str]:
    """What the Data Package standard finds wrong."""
    profile = ROOT / "tests" / "profiles" / "datapackage-2.0.json"
    validator = Draft7Validator(json.loads(profile.read_text(encoding="utf-8")))
    return [f"{error.json_path}: {error.message[:80]}" for error in validator.iter_errors(package)]


def test_the_package_is_one_by_the_standard(client: FlaskClient) -> None:
    with client.get("/data/datapackage.json") as response:
        package = json.loads(response.data)
    assert problems(package) == []
    package["resources"][0]["schema"]["fields"][0]["type"] = "whole"
    assert len(problems(package)) == 1


def test_every_column_of_every_table_is_described(
    client: FlaskClient, sample: Encyclopedia
) -> None:
    with client.get("/data/datapackage.json") as response:
        package = json.loads(response.data)
    tables = {one["path"]: one for one in package["resources"] if one["format"] == "csv"}
    assert tables.keys() == {f"{name}.csv" for name in COLUMNS}
    for resource in tables.values():
        for field in resource["schema"]["fields"]:
            assert len(field["description"]) > 10, field["name"]
    packed = [one for one in package["resources"] if one.get("compression") == "gz"]
    lines = {name: sample.download(f"{name}.csv").path.read_bytes() for name in COLUMNS}
    filled = {name for name, table in lines.items() if table.count(b"\n") > 1}
    assert {one["path"] for one in packed} == {f"{name}.jsonl.gz" for name in filled}
    assert {one["mediatype"] for one in packed} == {"application/x-ndjson"}


def test_packed_lines_can_be_had_unpacked_at_the_name_without_its_ending(
    client: FlaskClient, sample: Encyclopedia
) -> None:
    lines = gzip.decompress(sample.download("tasks.jsonl.gz").path.read_bytes())
    with client.get("/data/tasks.jsonl") as plain:
        assert plain.data == lines
        assert plain.mimetype == "application/x-ndjson"
        assert "Content-Encoding" not in plain.headers
        assert plain.content_length == len(lines)
    with client.get("/data/tasks.jsonl", headers={"Accept-Encoding": "gzip, br"}) as packed:
        assert packed.headers["Content-Encoding"] == "gzip"
        assert packed.mimetype == "application/x-ndjson"
        assert gzip.decompress(packed.data) == lines
    assert plain.headers["ETag"] != packed.headers["ETag"]
    for response in (plain, packed):
        assert response.headers["Vary"] == "Accept-Encoding"
        assert response.headers["Content-Disposition"] == 'attachment; filename="tasks.jsonl"'
    known = {"If-None-Match": plain.headers["ETag"]}
    with client.get("/data/tasks.jsonl", headers=known) as again:
        assert (again.status_code, again.data) == (304, b"")
    with client.get("/data/tasks.jsonl", headers={"Range": "bytes=2-9"}) as part:
        assert (part.status_code, part.data) == (206, lines[2:10])


def test_tables_go_out_packed_to_whoever_takes_gzip(
    client: FlaskClient, sample: Encyclopedia
) -> None:
    table = sample.download("tasks.csv").path.read_bytes()
    takes = {"Accept-Encoding": "gzip, br"}
    with client.get("/data/tasks.csv", headers=takes) as packed:
        assert packed.headers["Content-Encoding"] == "gzip"
        assert packed.content_type == "text/csv; charset=utf-8"
        assert packed.headers["Content-Disposition"] == 'attachment; filename="tasks.csv"'
        whole = packed.data
        assert gzip.decompress(whole) == table
        assert packed.content_length == len(whole) < len(table) / 2
    with client.get("/data/tasks.csv", headers={**takes, "Range": "bytes=9-"}) as rest:
        assert (rest.status_code, rest.data) == (206, whole[9:])
        assert rest.headers["Content-Encoding"] == "gzip"
    with client.get("/data/tasks.csv") as plain:
        assert plain.data == table
    assert plain.headers["ETag"] != packed.headers["ETag"]
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"
    known = {**takes, "If-None-Match": packed.headers["ETag"]}
    with client.get("/data/tasks.csv", headers=known) as again:
        assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("name", ["tasks.csv.gz", "nothing.jsonl", "tasks", "tasks.jsonl.gz.gz"])
def test_nothing_is_packed_or_unpacked_that_is_not_there(client: FlaskClient, name: str) -> None:
    assert client.get(f"/data/{name}").status_code == 404


def test_the_sums_are_those_of_the_files(client: FlaskClient, sample: Encyclopedia) -> None:
    with client.get("/data/SHA256SUMS") as response:
        lines = response.get_data(as_text=True).splitlines()
    named = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    expected = {f.name: f.sha256 for f in sample.downloads() if f.name != "SHA256SUMS"}
    assert named == expected
