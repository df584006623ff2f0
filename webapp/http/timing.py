"""How long the parts of an answer take. Called by whatever does one of them."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Final

from flask import g

PARTS: Final = ("parse", "search", "render")


class timed:  # noqa: N801  # reads as what it does: `with timed("search"):`
    """Adds what happens inside to one of PARTS of the request that is being answered."""

    __slots__ = ("_part", "_started")

    def __init__(self, part: str) -> None:
        self._part = part

    def __enter__(self) -> None:
        self._started = time.perf_counter()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        took = time.perf_counter() - self._started
        parts = taken()
        parts[self._part] = parts.get(self._part, 0.0) + took


def taken() -> dict[str, float]:
    """Part → seconds, of the request that is being answered."""
    found: dict[str, float] | None = g.get("taskdex_timing")
    if found is None:
        found = g.taskdex_timing = {}
    return found
