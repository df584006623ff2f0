"""What was made for an answer and may be asked for again. Called by whatever makes it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Final

ENTRY_BYTES: Final = 600
"""What Python takes for an entry beside the letters of its key and its body: tuples, heads of
strings and a node of the dictionary."""


class BodyCache:
    """The bodies used last, up to a number of bytes in all, keys included: an answer of 40 bytes
    must not cost ten times what is counted. Safe to share between threads."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._bodies: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._bodies)

    def get(self, key: Hashable) -> bytes | None:
        with self._lock:
            if (found := self._bodies.get(key)) is not None:
                self._bodies.move_to_end(key)
            return found

    def put(self, key: Hashable, body: bytes) -> None:
        with self._lock:
            if (known := self._bodies.pop(key, None)) is not None:
                self.size -= _cost(key, known)
            self.size += _cost(key, body)
            self._bodies[key] = body
            while self.size > self.limit:
                self.size -= _cost(*self._bodies.popitem(last=False))


def _cost(key: Hashable, body: bytes) -> int:
    return len(repr(key)) + len(body) + ENTRY_BYTES
