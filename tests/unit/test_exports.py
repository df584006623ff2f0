"""The exports of a release: index.catalogue.exports."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pytest

from index import catalogue, corpus
from index.catalogue import exports
from index.catalogue.columns import COLUMNS
from tests.support import write_everything


def export(folder: Path) -> Path:
    """Builds catalogue and exports of the same sources anew; returns the exports' folder."""
    folder.mkdir()
    write_everything(folder / "sources")
    catalogue.write(corpus.read(folder / "sources"), folder / catalogue.FILE_NAME)
    exports.write(folder / catalogue.FILE_NAME, folder / exports.FOLDER, "onet-30.3-x")
    return folder / exports.FOLDER


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(tmp_path_factory.mktemp("exports") / "one")


def test_two_builds_write_the_same_bytes(written: Path, tmp_path: Path) -> None:
    other = export(tmp_path / "two")
    files = (path for path in written.rglob("*.*") if not path.is_symlink())
    names = sorted(str(path.relative_to(written)) for path in files)
    names.append("SHA256SUMS")
    assert len(names) == 4 * len(COLUMNS) + 2
    # Beside them the folder of packed files, and the link to the catalogue.
    assert len(list(other.rglob("*"))) == len(list(written.rglob("*"))) == len(names) + 2
    for name in names:
        assert (written / name).read_bytes() == (other / name).read_bytes(), name


@pytest.mark.parametrize("name", COLUMNS)
def test_a_packed_file_names_neither_a_file_nor_a_time(written: Path, name: str) -> None:
    head = (written / f"{name}.jsonl.gz").read_bytes()[:10]
    assert head[:2] == b"\x1f\x8b"
    assert head[3] == 0  # no name, no comment
    assert head[4:8] == b"\0\0\0\0"  # no time


@pytest.mark.parametrize("name", COLUMNS)
def test_a_table_and_its_packed_twin_hold_the_same(written: Path, name: str) -> None:
    table = (written / f"{name}.csv").read_bytes()
    packed = (written / "packed" / f"{name}.csv.gz").read_bytes()
    assert gzip.decompress(packed) == table


@pytest.mark.parametrize("name", [name for name in COLUMNS if name != "tasks"])
def test_lines_and_table_hold_the_same(written: Path, name: str) -> None:
    with (written / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert table
    with gzip.open(written / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row, line in zip(table, lines, strict=True):
            values = json.loads(line)
            assert list(values) == list(COLUMNS[name])
            told = {key: "" if value is None else str(value) for key, value in values.items()}
            assert told == row


def test_columns_hold_what_their_type_says(written: Path) -> None:
    for name, columns in COLUMNS.items():
        with (written / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for name_of, column in columns.items():
                    if row[name_of] and column.type != "string":
                        (int if column.type == "integer" else float)(row[name_of])
