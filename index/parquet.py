"""Tables as Parquet, packed with zstd. Called by the exports, and for the whole result of a search.

Each column carries what it holds, as the data package does; a missing value is null.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, Final, Literal, Protocol

Type = Literal["integer", "number", "string"]
MEDIA_TYPE: Final = "application/vnd.apache.parquet"
_COMPRESSION: Final = "zstd(9)"


class Column(Protocol):
    """What has to be known of a column."""

    @property
    def type(self) -> Type: ...

    @property
    def description(self) -> str: ...


def write(
    file: Path | BinaryIO, columns: Mapping[str, Column], rows: Sequence[Sequence[object]]
) -> None:
    """Writes rows whose values are in the order of the columns; the same rows, the same bytes."""
    from arro3.core import Array, DataType, Field, Schema, Table  # large, and for few who call
    from arro3.io import write_parquet

    types = {"integer": DataType.int64(), "number": DataType.float64(), "string": DataType.utf8()}
    fields = [
        Field(name, types[column.type], metadata={"description": column.description})
        for name, column in columns.items()
    ]
    values = list(zip(*rows, strict=True)) if rows else [()] * len(fields)
    arrays = [
        Array([_exactly(value, column.type) for value in each], types[column.type])
        for each, column in zip(values, columns.values(), strict=True)
    ]
    table = Table.from_arrays(arrays, schema=Schema(fields))
    write_parquet(table, file, compression=_COMPRESSION)


def _exactly(value: object, kind: Type) -> object:
    """SQLite gives a whole number where a number has no decimals; an empty text is an empty cell of
    the CSV file, which is a missing value."""
    if value == "":
        return None
    return float(value) if kind == "number" and isinstance(value, int) else value
