"""What a long job tells the person who waits for it, on standard error.

A bar where there is a terminal, one line a step where there is none.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import TypeVar

from tqdm import tqdm

Item = TypeVar("Item")

Step = Callable[[str], None]
"""Told what is being done."""


class Progress:
    """A job of named steps. Use as a context manager; `quiet` says nothing at all."""

    def __init__(self, title: str, steps: int, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._interactive = sys.stderr.isatty() and not quiet
        self._started = time.monotonic()
        self._bar = tqdm(
            total=steps,
            desc=title,
            unit=" steps",
            disable=not self._interactive,
            leave=False,
            bar_format="{desc}: {bar:24} {n_fmt}/{total_fmt} {postfix}",
        )
        self._current: str | None = None

    def step(self, name: str) -> None:
        """The next step begins."""
        if self._current is not None:
            self._bar.update()
        self._current = name
        self._bar.set_postfix_str(name)
        if not self._interactive and not self._quiet:
            print(f"{time.monotonic() - self._started:6.1f} s  {name}", file=sys.stderr)  # noqa: T201

    def each(self, items: Iterable[Item], total: int, name: str) -> Iterator[Item]:
        """The items of a long step, with a bar of their own."""
        return iter(tqdm(items, total=total, desc=name, disable=not self._interactive, leave=False))

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.close()
