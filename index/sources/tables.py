"""Publishers' tables, streamed: bytes in, checked rows out, checksums on the side.

Used by the loaders. A file is read once, front to back, one row in memory at a time; its sha256,
byte count and row count are noted in a Ledger when the last row has been handed out.
"""

from __future__ import annotations

import csv
import hashlib
import io
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import BinaryIO, NamedTuple

from index.errors import SourceError
from index.records.published import SourceFile
from index.sources.folders import READ_ERRORS, Folder

_HTML_BEGINNINGS = (b"<!doctype", b"<html", b"<head", b"<?xml")
_BUFFER_BYTES = 1 << 20


class Row(NamedTuple):
    """One row of a table: the cells of the columns that were asked for, in that order."""

    line: int
    """Physical line on which the row begins; the header is line 1."""
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """What has been read for a release so far."""

    source_key: str
    _files: dict[str, SourceFile] = field(default_factory=dict)

    @property
    def files(self) -> tuple[SourceFile, ...]:
        """Files that have been read to the end, by path."""
        return tuple(self._files[path] for path in sorted(self._files))

    def note(self, path: str, sha256: str, byte_count: int, row_count: int) -> None:
        self._files[path] = SourceFile(self.source_key, path, sha256, byte_count, row_count)


class _HashedStream(io.RawIOBase):
    """A stream that remembers what has passed through it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._sha256 = hashlib.sha256()
        self.byte_count = 0

    @property
    def sha256(self) -> str:
        return self._sha256.hexdigest()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self._sha256.update(data)
        self.byte_count += len(data)
        return len(data)


def read_rows(
    folder: Folder,
    name: str,
    columns: Sequence[str],
    ledger: Ledger,
    *,
    delimiter: str,
    quoted: bool,
    heading: str = "",
) -> Iterator[Row]:
    """The rows of a table, in the order of the file.

    `columns` are the header names wanted; others are ignored. With `quoted` false, a quotation
    mark is a character like any other (O*NET). What stands above the first row that holds the cell
    `heading` is no part of the table. Raises SourceError, with the line, for a column
    that is not there, a row of another length, text that is not UTF-8, a NUL, a web page in the
    file's place, an empty file, bad quoting and a damaged zip.
    """
    path = folder.display(name)
    with folder.open(name) as stream:
        hashed = _HashedStream(stream)
        lines = _lines(path, io.BufferedReader(hashed, _BUFFER_BYTES))
        rows = _quoted_rows(path, lines, delimiter) if quoted else _plain_rows(lines, delimiter)
        header_row = next((row for row in rows if not heading or heading in row[1]), None)
        if header_row is None:
            problem = f"No row holds {heading!r}." if heading else "The file is empty."
            raise SourceError(path, None, problem)
        header = header_row[1]
        wanted = _taking(_places(path, header, columns))
        row_count = 0
        blank_line: int | None = None
        for line, cells in rows:
            if not cells:
                # Empty lines at the end do no harm; one between rows means that something is off.
                blank_line = blank_line or line
                continue
            if blank_line is not None:
                raise SourceError(path, blank_line, "The line is empty.")
            if len(cells) != len(header):
                raise SourceError(
                    path, line, f"The row has {len(cells)} cells, the header has {len(header)}."
                )
            row_count += 1
            yield Row(line, wanted(cells))
        ledger.note(path, hashed.sha256, hashed.byte_count, row_count)


def _taking(places: Sequence[int]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """Takes the cells at these places."""
    if len(places) == 1:
        return lambda cells: (cells[places[0]],)
    return itemgetter(*places)


def read_header(folder: Folder, name: str, *, delimiter: str, quoted: bool) -> tuple[str, ...]:
    """The names of a table's columns; raises SourceError as `read_rows` does."""
    path = folder.display(name)
    with folder.open(name) as stream:
        lines = _lines(path, stream)
        rows = _quoted_rows(path, lines, delimiter) if quoted else _plain_rows(lines, delimiter)
        header = next(rows, None)
    if header is None:
        raise SourceError(path, None, "The file is empty.")
    return tuple(header[1])


def read_text(folder: Folder, name: str, ledger: Ledger) -> str:
    """A whole small text file, with `\\n` line ends; noted with a row count of 0."""
    path = folder.display(name)
    with folder.open(name) as stream:
        hashed = _HashedStream(stream)
        text = "".join(_lines(path, io.BufferedReader(hashed)))
    ledger.note(path, hashed.sha256, hashed.byte_count, 0)
    return text.replace("\r\n", "\n")


def _places(path: str, header: Sequence[str], columns: Sequence[str]) -> list[int]:
    for column in columns:
        if header.count(column) != 1:
            how = "no column" if column not in header else "more than one column"
            there = ", ".join(repr(name) for name in header)
            raise SourceError(path, 1, f"There is {how} {column!r}; there are {there[:500]}.")
    return [header.index(column) for column in columns]


def _lines(path: str, stream: BinaryIO) -> Iterator[str]:
    """The lines of a file as text, ends included; a byte order mark is dropped."""
    line = 0
    try:
        for raw in stream:
            line += 1
            if line == 1:
                raw = raw.removeprefix(b"\xef\xbb\xbf")
                if raw.lstrip().lower().startswith(_HTML_BEGINNINGS):
                    raise SourceError(path, 1, "This is a web page, not a table.")
            if b"\0" in raw:
                raise SourceError(path, line, "There is a NUL character.")
            yield raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(path, line, f"The text is not UTF-8: {error.reason}.") from error
    except (*READ_ERRORS, zlib.error) as error:
        raise SourceError(path, line + 1, f"Cannot be read any further: {error}.") from error


def _plain_rows(lines: Iterator[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    for line, text in enumerate(lines, start=1):
        text = text.rstrip("\r\n")
        yield line, text.split(delimiter) if text else []


def _quoted_rows(
    path: str, lines: Iterator[str], delimiter: str
) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            # A quoted cell may span lines: the next row begins where this one ended.
            line = reader.line_num + 1
    except csv.Error as error:
        raise SourceError(path, line, f"The row cannot be taken apart: {error}.") from error
