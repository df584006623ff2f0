"""The end of the time that an answer may take: started by an engine, whose clock it goes by, for
all searches that the answer makes."""

from __future__ import annotations

import time
from collections.abc import Callable


class Deadline:
    """A moment on some clock."""

    def __init__(self, budget_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` gives seconds."""
        self._clock = clock
        self._end = clock() + budget_s

    def half(self) -> Deadline:
        """An earlier one, when half of what is left is over."""
        return Deadline(self.left_s / 2, self._clock)

    @property
    def left_s(self) -> float:
        return max(0.0, self._end - self._clock())

    @property
    def passed(self) -> bool:
        return self.left_s == 0.0
