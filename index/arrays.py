"""A file of named arrays, mapped into memory: opened in a moment, shared by all workers.

Layout: 8 bytes little-endian header length, a JSON header (name → type, length, offset), then the
arrays, each at a multiple of 64 bytes. Written
at a build by the lexicon and by the engines, and read where they search.
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import EngineError

Array = NDArray[Any]
_ALIGNMENT = 64
_TYPES = {"<f4", "<i4", "<i8", "<u2", "<u4", "|i1", "|u1"}


def save(path: Path, arrays: Mapping[str, Array]) -> None:
    """Writes one-dimensional arrays; the same arrays give the same bytes."""
    header: dict[str, tuple[str, int, int]] = {}
    offset = 0
    for name, array in arrays.items():
        header[name] = (array.dtype.str, len(array), offset)
        offset += -(-array.nbytes // _ALIGNMENT) * _ALIGNMENT
    encoded = json.dumps(header).encode()
    encoded += b" " * (-(len(encoded) + 8) % _ALIGNMENT)
    with path.open("wb") as file:
        file.write(len(encoded).to_bytes(8, "little"))
        file.write(encoded)
        for array in arrays.values():
            data = np.ascontiguousarray(array).tobytes()
            file.write(data)
            file.write(b"\0" * (-len(data) % _ALIGNMENT))


class Arrays(dict[str, Array]):
    """The arrays of a file. Raises EngineError for one that it lacks: it is of another version."""

    def __init__(self, path: Path, arrays: Mapping[str, Array]) -> None:
        super().__init__(arrays)
        self._path = path

    def __missing__(self, name: str) -> Array:
        raise EngineError(
            f'{self._path.name} cannot be read: it has no "{name}". Build again with'
            ' "taskdex build".'
        )


def load(path: Path) -> Arrays:
    """Maps the arrays, read-only. Raises EngineError if the file is not one of these."""
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        length = int.from_bytes(mapped[:8], "little")
        header = json.loads(mapped[8 : 8 + length])
        if unknown := {dtype for dtype, _, _ in header.values()} - _TYPES:
            raise ValueError(f"unknown types {sorted(unknown)}")
        arrays = {
            name: np.frombuffer(mapped, dtype=dtype, count=count, offset=8 + length + offset)
            for name, (dtype, count, offset) in header.items()
        }
        return Arrays(path, arrays)
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise EngineError(
            f'{path.name} cannot be read: {error}. Build again with "taskdex build".'
        ) from error


def pack_strings(strings: Iterable[str]) -> tuple[Array, Array]:
    """Strings as one array of bytes (UTF-8) and one of offsets, an offset more than strings."""
    encoded = [string.encode() for string in strings]
    offsets = np.zeros(len(encoded) + 1, dtype=np.int64)
    np.cumsum([len(item) for item in encoded], out=offsets[1:])
    return np.frombuffer(b"".join(encoded), dtype=np.uint8), offsets


def unpack_strings(data: Array, offsets: Array) -> list[str]:
    whole = data.tobytes()
    ends = offsets.tolist()
    return [whole[start:end].decode() for start, end in pairwise(ends)]


def spread(starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """The places start … start + length - 1 of every pair, one after another."""
    before = lengths.cumsum() - lengths
    return (starts - before).repeat(lengths) + np.arange(int(lengths.sum()))
