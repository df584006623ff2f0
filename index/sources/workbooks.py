"""Workbooks of publishers (`.xlsx`): bytes in, rows of texts out, checksums on the side.

Called by the loaders. Reads what a table needs: the texts and numbers of one sheet, found by its
title. A cell of a number gives the number as it is written in the file.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from index.errors import SourceError
from index.sources.folders import READ_ERRORS, Folder
from index.sources.tables import Ledger
from index.sources.values import Cell

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OUTER: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DAMAGED: Final = (
    *READ_ERRORS,
    *(LookupError, ValueError, struct.error, zlib.error, ElementTree.ParseError),
)
"""What a damaged archive can raise when it is read: ValueError for a place before its beginning,
LookupError for a member that is not there or an encoding that there is not."""
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})[0-9]{1,7}")
_INNER: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"


class Workbook:
    """A workbook, read into memory. Raises SourceError where it is not whole."""

    def __init__(self, folder: Folder, name: str) -> None:
        self.path = folder.display(name)
        with folder.open(name) as stream:
            try:
                self._data = stream.read()
            except READ_ERRORS as error:
                raise self.error(None, f"Cannot be read: {error}.") from error
        self.texts = tuple(
            "".join(text.text or "" for text in item.iter(f"{_MAIN}t"))
            for item in self._part("xl/sharedStrings.xml")
        )
        """What its cells share, in all of its sheets."""

    def error(self, line: int | None, problem: str) -> SourceError:
        return SourceError(self.path, line, problem)

    def _part(self, name: str) -> Element:
        try:
            with zipfile.ZipFile(BytesIO(self._data)) as archive:
                # The publisher's own file; expat itself refuses entities that multiply.
                return ElementTree.fromstring(archive.read(name))  # noqa: S314
        except _DAMAGED as error:
            raise self.error(None, f"Is not a whole workbook: {error}.") from error

    def rows(self, sheet: str, ledger: Ledger) -> Iterator[tuple[int, list[str]]]:
        """Line (1-based, of the rows that are there) and cells, empty ones as empty texts.

        `sheet` is a title; the first sheet is taken where it is empty. Noted in the ledger when
        the last row has been handed out, with the first row as a header.
        """
        count = 0
        for count, row in enumerate(self._part(self._place(sheet)).iter(f"{_MAIN}row"), start=1):
            cells: list[str] = []
            for cell in row.iter(f"{_MAIN}c"):
                place = _column(cell.get("r", ""))
                if place < 0:
                    raise self.error(count, f"Has no cell {cell.get('r', '')[:20]!r}.")
                cells += [""] * (place - len(cells))
                cells.append(self._text(cell))
            yield count, cells
        digest = hashlib.sha256(self._data).hexdigest()
        ledger.note(self.path, digest, len(self._data), max(count - 1, 0))

    def _place(self, sheet: str) -> str:
        """Where a sheet lies in the archive."""
        ids = {
            each.get("name", ""): each.get(f"{_OUTER}id")
            for each in self._part("xl/workbook.xml").iter(f"{_MAIN}sheet")
        }
        if sheet and sheet not in ids:
            raise self.error(None, f"Has no sheet {sheet!r}; there are {', '.join(ids)[:300]}.")
        wanted = ids[sheet] if sheet else next(iter(ids.values()), None)
        for each in self._part("xl/_rels/workbook.xml.rels").iter(f"{_INNER}Relationship"):
            if wanted is not None and each.get("Id") == wanted:
                return f"xl/{each.get('Target', '')}"
        raise self.error(None, "Is not a whole workbook: it does not say where its sheets are.")

    def _text(self, cell: Element) -> str:
        if cell.get("t") == "inlineStr":
            return "".join(text.text or "" for text in cell.iter(f"{_MAIN}t"))
        value = cell.findtext(f"{_MAIN}v") or ""
        if cell.get("t") == "s" and value:
            if not value.isdigit() or int(value) >= len(self.texts):
                raise self.error(None, f"Is not a whole workbook: there is no text {value[:20]}.")
            return self.texts[int(value)]
        return value


class Header:
    """Names of columns, and where they stand."""

    def __init__(self, workbook: Workbook, line: int, names: list[str]) -> None:
        self._workbook = workbook
        self.line = line
        self.names = names

    def place(self, name: str) -> int:
        """Raises SourceError if there is no such column, or more than one."""
        if self.names.count(name) != 1:
            how = "no column" if name not in self.names else "more than one column"
            raise self._workbook.error(self.line, f"There is {how} {name!r}.")
        return self.names.index(name)

    def cells(self, line: int, row: list[str]) -> dict[str, Cell]:
        """Column → the cell of a row."""
        whole = row + [""] * (len(self.names) - len(row))
        return {
            name: Cell(text, self._workbook.path, line, name)
            for name, text in zip(self.names, whole, strict=False)
        }


def _column(reference: str) -> int:
    """The column of a cell by its reference: 0 for A7, 27 for AB7; -1 if it is none."""
    match = _REFERENCE.fullmatch(reference)
    place = 0
    for letter in match[1] if match else "":
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1
