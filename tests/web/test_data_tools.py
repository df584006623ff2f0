"""The tables of a release as data people read them: frictionless, DuckDB and pandas."""

from __future__ import annotations

import csv
import gc
import json
import subprocess
import warnings
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from frictionless import Package

from index.catalogue import FILE_NAME
from index.catalogue.columns import COLUMNS
from index.catalogue.exports import CHECKSUMS
from index.parquet import write

# Frictionless leaves files that it unpacks to the garbage collector, and asks Python 3.15 for what
# that no longer likes to give.
pytestmark = [
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:os.path.commonprefix:DeprecationWarning"),
]

DUCKDB = {"integer": "BIGINT", "number": "DOUBLE", "string": "VARCHAR"}
PANDAS = {"integer": "Int64", "number": "Float64", "string": "string"}


@pytest.fixture(scope="module")
def folder(small_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The downloads of a release in which every table has rows, as somebody has saved them."""
    saved = tmp_path_factory.mktemp("saved")
    release = small_home / "current"
    for path in (*(release / "exports").iterdir(), release / FILE_NAME):
        if path.is_file():
            (saved / path.name).write_bytes(path.read_bytes())
    return saved


def rows(statement: str) -> list[tuple[str, ...]]:
    """What DuckDB answers."""
    answer = duckdb.sql(statement)
    assert answer is not None
    return answer.fetchall()


def problems(folder: Path) -> list[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves files for the collector
        report = Package(str(folder / "datapackage.json")).validate()
        found = [
            f"{task.name}: {error.message}"
            for task in report.tasks
            for error in (*task.errors, *report.errors)
        ] + ([] if report.valid else ["invalid"])
        del report
        gc.collect()
    return found


def test_frictionless_finds_nothing_wrong(folder: Path) -> None:
    assert problems(folder) == []


def test_the_folder_of_a_release_is_a_whole_data_package(small_home: Path) -> None:
    folder = small_home / "current" / "exports"
    assert problems(folder) == []
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", CHECKSUMS], cwd=folder, check=False
    )
    assert checked.returncode == 0


def test_frictionless_finds_nothing_wrong_where_tables_have_no_rows(
    sample_home: Path, tmp_path: Path
) -> None:
    release = sample_home / "current"
    for path in (*(release / "exports").glob("*.*"), release / FILE_NAME):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert (tmp_path / "chatgpt.csv").read_bytes().count(b"\n") == 1
    assert problems(tmp_path) == []


def test_frictionless_would_find_it(folder: Path, tmp_path: Path) -> None:
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    package = json.loads((tmp_path / "datapackage.json").read_text())
    resources = {each["name"]: each for each in package["resources"]}
    assert {f"{name}-{kind}" for name in COLUMNS for kind in ("csv", "jsonl")} == {
        name for name, each in resources.items() if "schema" in each
    }
    for name in ("usage-jsonl", "tasks-jsonl", "activities-csv"):
        resources[name]["schema"]["fields"][0]["type"] = "boolean"
    (tmp_path / "datapackage.json").write_text(json.dumps(package))
    assert {each.partition(":")[0] for each in problems(tmp_path)} >= {
        *("usage-jsonl", "tasks-jsonl", "activities-csv")
    }


@pytest.mark.parametrize("name", COLUMNS)
def test_duckdb_reads_every_column_with_its_type(folder: Path, name: str) -> None:
    file = folder / f"{name}.parquet"
    described = rows(f"DESCRIBE SELECT * FROM '{file}'")
    expected = {key: DUCKDB[column.type] for key, column in COLUMNS[name].items()}
    assert {column: kind for column, kind, *_ in described} == expected
    types = {key: f"'{kind}'" for key, kind in expected.items()}
    given = ", ".join(f"'{key}': {kind}" for key, kind in types.items())
    table = f"read_csv('{folder / name}.csv', columns={{{given}}}, header=true)"
    for one, other in ((f"'{file}'", table), (table, f"'{file}'")):
        assert rows(f"SELECT * FROM {one} EXCEPT ALL SELECT * FROM {other}") == []


@pytest.mark.parametrize("name", COLUMNS)
def test_pandas_reads_every_column_with_its_type(folder: Path, name: str) -> None:
    frame = pd.read_parquet(folder / f"{name}.parquet", dtype_backend="numpy_nullable")
    assert list(frame.columns) == list(COLUMNS[name])
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))[1:]
    assert len(frame) == len(lines) > 0
    for place, (key, column) in enumerate(COLUMNS[name].items()):
        assert str(frame[key].dtype) in (PANDAS[column.type], "Int64"), key
        missing = [line[place] == "" for line in lines]
        assert frame[key].isna().tolist() == missing, key


@pytest.mark.parametrize("name", COLUMNS)
def test_every_table_is_packed_with_zstd(folder: Path, name: str) -> None:
    file = f"{folder / name}.parquet"
    stored = rows(f"SELECT name FROM parquet_schema('{file}') WHERE type IS NOT NULL")
    assert [key for (key,) in stored] == list(COLUMNS[name])
    assert rows(f"SELECT DISTINCT compression FROM parquet_metadata('{file}')") == [("ZSTD",)]


def test_a_table_without_rows_has_its_columns(tmp_path: Path) -> None:
    write(tmp_path / "none.parquet", COLUMNS["tasks"], [])
    described = rows(f"DESCRIBE SELECT * FROM '{tmp_path}/none.parquet'")
    assert [column for column, *_ in described] == list(COLUMNS["tasks"])
