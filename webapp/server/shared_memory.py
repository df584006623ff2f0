"""Memory that all workers of a server share: counts, and who asks how often.

gunicorn's master makes a file without a name before it forks (`create`, called by
`webapp.server.settings`) and tells the workers in an environment variable which of its descriptors
that is; each worker maps it (`attach`). Without a master there is memory of this process alone.
Numbers are written whole, eight bytes at a time, and nobody holds a lock: a worker can die at any
moment.
"""

from __future__ import annotations

import mmap
import os
import secrets
import tempfile
from typing import Final

VARIABLE: Final = "TASKDEX_SHARED"
SECRET_BYTES: Final = 16
LIMIT_CELLS: Final = 3 * (1 << 16)
"""For `webapp.server.rate_limit`: 1.5 MB."""
SERIES: Final = 2048
"""How many counts there can be, for `webapp.server.metrics`."""
NAME_BYTES: Final = 64
ROWS: Final = 64
"""Processes that count at the same time; twice the workers while they change."""
_CELL: Final = 8
_LIMITS_AT: Final = SECRET_BYTES
_NAMES_AT: Final = _LIMITS_AT + LIMIT_CELLS * _CELL
_ROWS_AT: Final = _NAMES_AT + SERIES * NAME_BYTES
SIZE: Final = _ROWS_AT + ROWS * SERIES * _CELL


class SharedMemory:
    """The memory, cut up. Cells are unsigned numbers below 2**64."""

    def __init__(self, memory: mmap.mmap, descriptor: int | None = None) -> None:
        """`descriptor`: the file behind it, parts of which can be locked; None: there is none."""
        whole = memoryview(memory)
        self.descriptor = descriptor
        self.secret = bytes(whole[:SECRET_BYTES])
        self.limits = whole[_LIMITS_AT:_NAMES_AT].cast("Q")
        self.names = whole[_NAMES_AT:_ROWS_AT]
        self.rows = whole[_ROWS_AT:SIZE].cast("Q")


def create() -> str:
    """Makes the file, which lives as long as its processes; returns what `attach` is identity."""
    if hasattr(os, "memfd_create"):
        descriptor = os.memfd_create("taskdex")
    else:
        with tempfile.TemporaryFile() as file:
            descriptor = os.dup(file.fileno())
    os.ftruncate(descriptor, SIZE)
    os.pwrite(descriptor, secrets.token_bytes(SECRET_BYTES), 0)
    return _identity(descriptor)


def attach(identity: str | None) -> SharedMemory:
    """The master's memory, or memory of this process alone if there is none any more."""
    if identity:
        descriptor = int(identity.partition(":")[0])
        try:
            # Its number may be that of another file by now, in a program started by a worker.
            if _identity(descriptor) == identity:
                return SharedMemory(mmap.mmap(descriptor, SIZE), descriptor)
        except OSError:
            pass
    memory = mmap.mmap(-1, SIZE)
    memory[:SECRET_BYTES] = secrets.token_bytes(SECRET_BYTES)
    return SharedMemory(memory)


def _identity(descriptor: int) -> str:
    found = os.fstat(descriptor)
    return f"{descriptor}:{found.st_dev}:{found.st_ino}"
