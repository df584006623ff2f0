"""What a worker has asked of a release before: kept, since a release never changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Cache(Generic[Key, Value]):
    """The values that were used last, a bounded number. Safe to share between threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[Key, Value] = OrderedDict()
        self._lock = threading.Lock()

    def get(
        self, keys: Iterable[Key], fetch: Callable[[Sequence[Key]], Sequence[Value]]
    ) -> dict[Key, Value]:
        """The values of some keys; `fetch` is asked, once, for those that are not there."""
        wanted = list(dict.fromkeys(keys))
        found: dict[Key, Value] = {}
        with self._lock:
            for key in wanted:
                if key in self._values:
                    self._values.move_to_end(key)
                    found[key] = self._values[key]
        if missing := [key for key in wanted if key not in found]:
            fetched = fetch(missing)
            with self._lock:
                for key, value in zip(missing, fetched, strict=True):
                    found[key] = self._values[key] = value
                while len(self._values) > self._most:
                    self._values.popitem(last=False)
        return found
