"""How many requests a second one address may send; the same limit for all workers together.

For each address there is one number: when the last request would be due if they came evenly. A
request moves it on by 1/rate; one that would move it more than BURST_S into the future is refused
and moves nothing. The numbers lie in memory that the workers share (`webapp.server.shared_memory`),
in three tables of 65,536 cells each; an address has one cell in each, and the least of the three
counts. So memory is bounded however many addresses come, nothing is ever thrown out, and nobody can
aim at a neighbour's cell without the server's secret. See docs/decisions/0007-rate-limits.md.
"""

from __future__ import annotations

import hashlib
import math
import time
from collections.abc import Callable
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from typing import Final

from flask import Flask, Response, request

from webapp.config import Config
from webapp.http import errors
from webapp.server.shared_memory import LIMIT_CELLS, SharedMemory

DEFAULT: Final = 40.0
"""Requests a second where the operator has set nothing, for addresses of the internet."""
BURST_S: Final = 1.0
"""This many seconds' worth may come at once; one request always may."""
FREE: Final = frozenset({"health.healthz", "health.readyz", "metrics.show", "static"})
"""What is never refused: machines that look after the server, and files that browsers keep."""

_TABLE: Final = LIMIT_CELLS // 3
_MICRO: Final = 1_000_000


class Limiter:
    """Admits or refuses. Safe to share between threads and processes: what two of them write at
    the same moment may count once, which lets one request more through."""

    def __init__(
        self, shared: SharedMemory, rate: float, clock: Callable[[], int] = time.monotonic_ns
    ) -> None:
        """`rate`: requests a second, above 0. `clock`: nanoseconds, the same for all processes."""
        self._cells = shared.limits
        self._secret = shared.secret
        self._clock = clock
        self._step = max(1, round(_MICRO / rate))
        self._ahead = max(0, round(BURST_S * _MICRO) - self._step)

    def wait_s(self, key: bytes) -> float:
        """How long this address must wait; 0: it may go on, and has been counted."""
        digest = hashlib.blake2b(key, digest_size=6, key=self._secret).digest()
        first = digest[0] << 8 | digest[1]
        second = _TABLE + (digest[2] << 8 | digest[3])
        third = 2 * _TABLE + (digest[4] << 8 | digest[5])
        cells = self._cells
        now = self._clock() // 1000
        due = max(now, min(cells[first], cells[second], cells[third]))
        if (too_early := due - now - self._ahead) > 0:
            return too_early / _MICRO
        due += self._step
        for place in (first, second, third):
            if cells[place] < due:
                cells[place] = due
        return 0.0


@lru_cache(maxsize=4096)
def key_of(address: str | None) -> bytes:
    """Whose limit it is: one IPv4 address, or the /64 that one IPv6 customer has."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return b""  # a Unix socket, or nonsense: all of these together
    if isinstance(found, IPv6Address):
        return found.ipv4_mapped.packed if found.ipv4_mapped else found.packed[:8]
    return found.packed


@lru_cache(maxsize=4096)
def is_of_the_internet(address: str | None) -> bool:
    """Whether it can be one visitor: what is private is often a proxy that nobody told us of."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return False
    return found.is_global


def init_app(app: Flask, config: Config, shared: SharedMemory) -> None:
    """Refuses what is too much, before anything else is done for it."""
    if config.rate_limit == 0:
        return
    limiter = Limiter(shared, DEFAULT if config.rate_limit is None else config.rate_limit)
    spare_private = config.rate_limit is None

    @app.before_request
    def refuse() -> Response | None:
        address = request.remote_addr
        if request.endpoint in FREE or (spare_private and not is_of_the_internet(address)):
            return None
        wait_s = limiter.wait_s(key_of(address))
        return errors.too_many(math.ceil(wait_s)) if wait_s else None
