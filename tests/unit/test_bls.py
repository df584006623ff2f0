"""The workbook of employment: what is read of it, and what is refused."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from index import corpus
from index.engines.titled import Titled, write
from index.errors import SourceError
from index.sources.bls import find_statistics
from tests.support import write_everything

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEADER = ("AREA", "OCC_CODE", "OCC_TITLE", "O_GROUP", "TOT_EMP")


def write_workbook(path: Path, rows: Sequence[Sequence[str | int]]) -> None:
    """A workbook as the publisher's: texts shared, numbers in place, empty cells left out."""
    texts = list(dict.fromkeys(cell for row in rows for cell in row if isinstance(cell, str)))
    strings = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
    written = []
    for line, row in enumerate(rows, start=1):
        cells = []
        for column, cell in zip("ABCDEFGH", row, strict=False):
            kind = ' t="s"' if isinstance(cell, str) else ""
            value = texts.index(cell) if isinstance(cell, str) else cell
            if cell != "":
                cells.append(f'<c r="{column}{line}"{kind}><v>{value}</v></c>')
        written.append(f'<row r="{line}">{"".join(cells)}</row>')
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{_MAIN}">{strings}</sst>')
        sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(written)}</sheetData></worksheet>'
        archive.writestr("xl/worksheets/sheet1.xml", sheet)


def workbook(sources: Path, year: int = 2025) -> Path:
    return sources / "extra" / "bls" / f"national_M{year}_dl.xlsx"


def test_detailed_occupations_are_read_and_what_is_not_available_is_left_out(
    tmp_path: Path,
) -> None:
    rows: list[tuple[str | int, ...]] = [
        HEADER,
        (99, "29-1140", "Registered Nurses", "broad", 3_300_000),
        (99, "29-1141", "Registered Nurses", "detailed", 3_300_000),
        ("", "29-1129", "Therapists, All Other", "detailed", "**"),
        ("", "29-1128", "Exercise Physiologists", "detailed", 8_120),
    ]
    write_workbook(workbook(tmp_path, 2024), [HEADER])
    write_workbook(workbook(tmp_path), rows)
    statistics = find_statistics(tmp_path)
    assert statistics is not None
    found = {each.soc_code: each.people for each in statistics.employment()}
    assert found == {"29-1141": 3_300_000, "29-1128": 8_120}
    assert statistics.source.release == "May 2025"
    (file,) = statistics.files
    assert (file.path, file.row_count) == ("extra/bls/national_M2025_dl.xlsx", 4)


def test_without_the_workbook_there_are_no_statistics(tmp_path: Path) -> None:
    assert find_statistics(tmp_path) is None


@pytest.mark.parametrize(
    "rows", [[("AREA", "OCC_CODE")], [HEADER, (99, "29-1141", "Nurses", "detailed", "many")]]
)
def test_what_is_wrong_is_an_error_with_the_file(
    tmp_path: Path, rows: list[tuple[str | int, ...]]
) -> None:
    write_workbook(workbook(tmp_path), rows)
    statistics = find_statistics(tmp_path)
    assert statistics is not None
    with pytest.raises(SourceError, match="national_M2025_dl"):
        list(statistics.employment())


def test_a_damaged_workbook_is_an_error(tmp_path: Path) -> None:
    workbook(tmp_path).parent.mkdir(parents=True)
    workbook(tmp_path).write_bytes(b"<html>")
    statistics = find_statistics(tmp_path)
    assert statistics is not None
    with pytest.raises(SourceError, match="not a whole workbook"):
        list(statistics.employment())


def test_the_prior_is_flat_without_the_source_and_higher_for_what_more_people_do(
    tmp_path: Path,
) -> None:
    write_everything(tmp_path / "sources")
    flat = corpus.read(tmp_path / "sources")
    write(flat, tmp_path)
    assert set(Titled(tmp_path).prior.tolist()) == {0.0}
    first, second = sorted({code[:7] for code in flat.occupations})[:2]
    rows: list[tuple[str | int, ...]] = [
        HEADER,
        (99, first, "x", "detailed", 100),
        (99, second, "y", "detailed", 1_000_000),
    ]
    write_workbook(workbook(tmp_path / "sources"), rows)
    known = corpus.read(tmp_path / "sources")
    assert "bls-oews" in {source.key for source in known.sources}
    write(known, tmp_path)
    prior = dict(zip(sorted(known.occupations), Titled(tmp_path).prior.tolist(), strict=True))
    few = [value for code, value in prior.items() if code.startswith(first)]
    many = [value for code, value in prior.items() if code.startswith(second)]
    assert max(few) < 0 < min(many)
