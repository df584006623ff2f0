"""Whether it makes sense to ask a cluster that lets everybody wait.

A worker has few threads, and its pages need none of the cluster. So once some searches in a row
have come to the end of their time, the next ones fail at once, and one a second finds out whether
the cluster is back. A cluster that refuses is quick to do so, and needs none of this.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from index.engines.deadline import Deadline
from index.errors import EngineError

IN_A_ROW = 3
"""One fewer than a worker has threads; a single slow query stops nobody."""
PAUSE_S = 1.0


class Breaker:
    """Counts the searches in a row that used up their time. Safe to share between threads."""

    def __init__(self) -> None:
        self._in_a_row = 0
        self._asked_again = 0.0
        self._lock = threading.Lock()

    @contextmanager
    def watching(self, deadline: Deadline) -> Iterator[None]:
        """Raises EngineError at once while the cluster is not to be asked."""
        with self._lock:
            now = time.monotonic()
            if self._in_a_row >= IN_A_ROW:
                if now < self._asked_again:
                    raise EngineError("The cluster did not answer in time, and is left alone.")
                self._asked_again = now + PAUSE_S  # this one finds out
        try:
            yield
        finally:
            with self._lock:
                self._in_a_row = self._in_a_row + 1 if deadline.passed else 0
                if self._in_a_row >= IN_A_ROW:
                    self._asked_again = time.monotonic() + PAUSE_S
