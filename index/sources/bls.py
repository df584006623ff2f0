"""U.S. Bureau of Labor Statistics: how many people have which occupation → records.

What comes in: the national workbook of the Occupational Employment and Wage Statistics
(`extra/bls/national_M2025_dl.xlsx`) below the sources folder. Called by `index.corpus`.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

from index.errors import SourceError
from index.records import Employment, Source, SourceFile
from index.sources.folders import READ_ERRORS
from index.sources.tables import Ledger

_FOLDER = ("extra", "bls")
_WORKBOOK = re.compile(r"national_M([0-9]{4})_dl\.xlsx")
_COLUMNS = ("OCC_CODE", "O_GROUP", "TOT_EMP")
_NOT_AVAILABLE = "**"
_STRINGS, _SHEET = "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"
_XML = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class EmploymentStatistics:
    """One year's national workbook. Raises SourceError where it is not as it should be."""

    def __init__(self, sources: Path, path: Path) -> None:
        self._shown = path.relative_to(sources).as_posix()
        self._path = path
        self._ledger = Ledger("bls-oews")
        match = _WORKBOOK.fullmatch(path.name)
        assert match
        self.release = f"May {match.group(1)}"
        self.missing: tuple[str, ...] = ()

    @property
    def source(self) -> Source:
        return Source(
            key="bls-oews",
            name="Occupational Employment and Wage Statistics",
            publisher="U.S. Bureau of Labor Statistics",
            release=self.release,
            date=None,
            licence="Public domain",
            licence_url="https://www.bls.gov/bls/linksite.htm",
            url="https://www.bls.gov/oes/tables.htm",
            attribution=(
                "Employment from the Occupational Employment and Wage Statistics of the U.S. Bureau"
                f" of Labor Statistics, {self.release}."
            ),
        )

    @property
    def files(self) -> tuple[SourceFile, ...]:
        return self._ledger.files

    def employment(self) -> Iterator[Employment]:
        """The detailed occupations; those of which the publisher gives no figure are left out."""
        rows = list(self._rows())
        header = rows[0] if rows else []
        if missing := [name for name in _COLUMNS if name not in header]:
            raise SourceError(self._shown, 1, f"Has no column {', '.join(missing)}.")
        code, group, people = (header.index(name) for name in _COLUMNS)
        for line, row in enumerate(rows[1:], start=2):
            row += [""] * (len(header) - len(row))
            if row[group] != "detailed" or row[people] == _NOT_AVAILABLE:
                continue
            if not row[people].isdigit():
                raise SourceError(self._shown, line, f"TOT_EMP is {row[people][:40]!r}.")
            yield Employment(row[code], int(row[people]))

    def _rows(self) -> Iterator[list[str]]:
        """The cells of the first sheet, empty ones as empty texts."""
        try:
            data = self._path.read_bytes()
            with zipfile.ZipFile(BytesIO(data)) as archive:
                # The publisher's own file; expat itself refuses entities that multiply.
                strings = ElementTree.fromstring(archive.read(_STRINGS))  # noqa: S314
                sheet = ElementTree.fromstring(archive.read(_SHEET))  # noqa: S314
        except (*READ_ERRORS, KeyError, ElementTree.ParseError) as error:
            raise SourceError(self._shown, None, f"Is not a whole workbook: {error}.") from error
        texts = ["".join(t.text or "" for t in item.iter(f"{_XML}t")) for item in strings]
        count = 0
        for row in sheet.iter(f"{_XML}row"):
            cells: list[str] = []
            for cell in row.iter(f"{_XML}c"):
                value = cell.findtext(f"{_XML}v") or ""
                place = _column(cell.get("r", ""))
                cells += [""] * (place - len(cells))
                cells.append(texts[int(value)] if cell.get("t") == "s" and value else value)
            yield cells
            count += 1
        self._ledger.note(self._shown, _sha256(data), len(data), max(count - 1, 0))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _column(reference: str) -> int:
    """The column of a cell by its reference: 0 for A7, 27 for AB7."""
    place = 0
    for letter in reference.rstrip("0123456789"):
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def find_statistics(sources: Path) -> EmploymentStatistics | None:
    """The newest workbook, if there is one."""
    folder = sources.joinpath(*_FOLDER)
    found = sorted(path for path in folder.glob("*.xlsx") if _WORKBOOK.fullmatch(path.name))
    return EmploymentStatistics(sources, found[-1]) if found else None
