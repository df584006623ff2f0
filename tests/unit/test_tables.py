"""Streaming tables and cells: index.sources.folders, tables, values."""

from __future__ import annotations

import hashlib
import math
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import SourceError
from index.sources.folders import candidates, open_folder
from index.sources.tables import Ledger, Row, read_rows
from index.sources.values import Cell, month, number, number_or_none, plain_text, whole

COLUMNS = ("b", "a")


def read(tmp_path: Path, content: bytes, *, quoted: bool = False) -> tuple[list[Row], Ledger]:
    """Reads `content` as a tab-separated (plain) or comma-separated (quoted) table."""
    path = tmp_path / "onet" / "x"
    path.mkdir(parents=True, exist_ok=True)
    (path / "t.txt").write_bytes(content)
    folder, ledger = open_folder(tmp_path, path), Ledger("onet")
    rows = read_rows(
        folder, "t.txt", COLUMNS, ledger, delimiter="," if quoted else "\t", quoted=quoted
    )
    return list(rows), ledger


def test_rows_come_by_column_name_with_their_line(tmp_path: Path) -> None:
    rows, _ = read(tmp_path, b"a\tb\tc\n1\t2\t3\n4\t5\t6\n")
    assert rows == [(2, ("2", "1")), (3, ("5", "4"))]


@pytest.mark.parametrize(
    "content", [b"a\tb\r\n1\t2\r\n", b"\xef\xbb\xbfa\tb\n1\t2", b"a\tb\n1\t2\n\n"]
)
def test_line_ends_byte_order_marks_and_empty_lines_at_the_end_do_no_harm(
    tmp_path: Path, content: bytes
) -> None:
    assert read(tmp_path, content)[0] == [(2, ("2", "1"))]


def test_a_quotation_mark_is_a_character_like_any_other_without_quoting(tmp_path: Path) -> None:
    assert read(tmp_path, b'a\tb\n"x\ty"z\n')[0][0].cells == ('y"z', '"x')


def test_a_quoted_cell_may_span_lines_and_later_lines_count_on(tmp_path: Path) -> None:
    rows, _ = read(tmp_path, b'a,b\n"x\ny",1\nz,2\n', quoted=True)
    assert rows == [(2, ("1", "x\ny")), (4, ("2", "z"))]


def test_checksum_bytes_and_rows_are_noted_once_the_file_has_been_read(tmp_path: Path) -> None:
    content = b"a\tb\n" + b"1\t2\n" * 1000
    _, ledger = read(tmp_path, content)
    (file,) = ledger.files
    assert (file.source_key, file.path) == ("onet", "onet/x/t.txt")
    assert file.sha256 == hashlib.sha256(content).hexdigest()
    assert (file.byte_count, file.row_count) == (len(content), 1000)


@pytest.mark.parametrize(
    ("content", "line", "problem"),
    [
        (b"", None, "is empty"),
        (b"a\tB\n1\t2\n", 1, "no column 'b'; there are 'a', 'B'"),
        (b"a\tb\tb\n1\t2\t3\n", 1, "more than one column 'b'"),
        (b"a\tb\n1\t2\n1\n", 3, "1 cells, the header has 2"),
        (b"a\tb\n1\t2\t3\n", 2, "3 cells, the header has 2"),
        (b"a\tb\n1\t2\n\n3\t4\n", 3, "line is empty"),
        (b"a\tb\n1\t\xff\n", 2, "not UTF-8"),
        (b"a\tb\n1\t\0\n", 2, "NUL"),
        (b"\n <!DOCTYPE html><html>", 1, "no column"),
        (b"<!DOCTYPE html>\n<html>", 1, "web page"),
        (b"  <html><body>", 1, "web page"),
    ],
)
def test_what_is_wrong_with_a_table_is_said_with_its_line(
    tmp_path: Path, content: bytes, line: int | None, problem: str
) -> None:
    with pytest.raises(SourceError, match=problem) as caught:
        read(tmp_path, content)
    assert caught.value.line == line
    assert caught.value.path == "onet/x/t.txt"
    assert "taskdex fetch" in str(caught.value)


@pytest.mark.parametrize(
    ("content", "line"),
    [(b'a,b\n1,"2\n3,4\n', 2), (b'a,b\n1,2\n1,"2"3\n', 3), (b"a,b\n1\r2,3\n", 2)],
)
def test_bad_quoting_is_refused(tmp_path: Path, content: bytes, line: int) -> None:
    with pytest.raises(SourceError, match="taken apart") as caught:
        read(tmp_path, content, quoted=True)
    assert caught.value.line == line


@given(st.lists(st.tuples(st.text("ab\"' ,é", max_size=5), st.text("xy", min_size=1)), max_size=20))
def test_plain_cells_come_back_as_they_were_written(cells: list[tuple[str, str]]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        text = "".join(f"{a}\t{b}\n" for a, b in [("a", "b"), *cells])
        rows, _ = read(Path(folder), text.encode())
    assert [row.cells for row in rows] == [(b, a) for a, b in cells]


# --- folders and zips ----------------------------------------------------------------------------


def write_zip(path: Path, members: dict[str, str]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return path


@pytest.mark.parametrize("inner", ["", "release/"])
def test_a_zip_is_read_with_and_without_an_inner_folder(tmp_path: Path, inner: str) -> None:
    path = write_zip(tmp_path / "onet" / "release.zip", {f"{inner}t.txt": "a\tb\n1\t2\n"})
    folder, ledger = open_folder(tmp_path, path), Ledger("onet")
    rows = list(read_rows(folder, "t.txt", COLUMNS, ledger, delimiter="\t", quoted=False))
    assert rows == [(2, ("2", "1"))]
    assert ledger.files[0].path == "onet/release.zip!t.txt"


def test_an_unpacked_release_wins_over_its_zip(tmp_path: Path) -> None:
    write_zip(tmp_path / "release.zip", {"t.txt": "a"})
    (tmp_path / "release").mkdir()
    (tmp_path / "release/t.txt").touch()
    assert candidates(tmp_path) == (tmp_path / "release",)


@pytest.mark.parametrize("name", ["../t.txt", "/t.txt", "x/../../t.txt", "C:/t.txt", "..\\t.txt"])
def test_a_zip_with_a_member_outside_its_folder_is_refused(tmp_path: Path, name: str) -> None:
    path = write_zip(tmp_path / "release.zip", {name: "a"})
    with pytest.raises(SourceError, match="outside its own folder"):
        open_folder(tmp_path, path)


def test_a_truncated_zip_is_refused(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "release.zip", {"t.txt": "a\tb\n" * 1000})
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(SourceError, match="not a whole zip"):
        open_folder(tmp_path, path)


def test_a_zip_with_a_flipped_bit_is_refused(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "r.zip", {"t.txt": "a\tb\n" + "1\t2\n" * 1000})
    content = bytearray(path.read_bytes())
    content[45] ^= 0x10
    path.write_bytes(content)
    with pytest.raises(SourceError):
        list(
            read_rows(
                open_folder(tmp_path, path),
                "t.txt",
                COLUMNS,
                Ledger("x"),
                delimiter="\t",
                quoted=False,
            )
        )


# --- cells ---------------------------------------------------------------------------------------


def cell(text: str) -> Cell:
    return Cell(text, "x.txt", 7, "Data Value")


@pytest.mark.parametrize(
    "text", ["nan", "NaN", "inf", "-inf", "1e999", "1_0", "٣", "1,5", "x", "", " 1"]
)
def test_what_is_no_finite_number_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match=r'x\.txt, line 7: "Data Value" is '):
        number(cell(text), 0)


@pytest.mark.parametrize("text", ["0.99", "5.01", "-3"])
def test_a_number_outside_its_range_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match="from 1 to 5"):
        number(cell(text), 1, 5)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_finite_number_python_writes_is_read_back(value: float) -> None:
    assert number(cell(repr(value)), -math.inf) == value


def test_missing_is_none_and_never_zero() -> None:
    assert number_or_none(cell("n/a"), 0) is None
    assert number_or_none(cell(""), 0) is None
    assert number_or_none(cell("0"), 0) == 0


def test_whole_numbers_may_be_written_as_floats() -> None:
    assert whole(cell("19156.0")) == 19156
    for text in ("19156.5", "-1", "1e3", "n/a"):
        with pytest.raises(SourceError):
            whole(cell(text))


@pytest.mark.parametrize(
    "text", ["Fix <b>teeth</b>.", "A&nbsp;B", "<!-- x -->", "Fix\tteeth", "n/a", " "]
)
def test_markup_and_nothing_are_no_statement(text: str) -> None:
    with pytest.raises(SourceError):
        plain_text(cell(text))


def test_less_than_and_ampersand_are_text() -> None:
    assert plain_text(cell("Keep R&D costs < 5%; use AT&T lines.")) == (
        "Keep R&D costs < 5%; use AT&T lines."
    )


def test_a_month_is_a_month_or_not_given() -> None:
    assert (month(cell("08/2021")), month(cell("n/a"))) == ("08/2021", "")
    with pytest.raises(SourceError):
        month(cell("13/2021"))
