"""What has been counted by all workers together, and the text that Prometheus reads.

Every process adds to a row of its own in the shared memory (`webapp.server.shared_memory`), so
nobody waits for anybody; a total is the sum of a column. A process holds its row by a lock on one
byte of the file, which the kernel lets go when it dies: its successor goes on adding to what is
there, so totals never fall and the number of rows is bounded. Called by `webapp.server.request_log`
and `webapp.server.metrics_page`.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from webapp.server.shared_memory import NAME_BYTES, ROWS, SERIES, SIZE, SharedMemory

BOUNDS_S: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
"""Upper bounds of the classes of the histogram; what took longer is in one more."""
_INFINITE: Final = "+Inf"
_PROCESS: Final = 0
"""The series that holds not a count but the process that has the row."""
_NAMES_LOCK: Final = SIZE
"""Byte of the file that is locked while a name is added; nothing is stored there."""


class Counters:
    """Counts of this process, and totals of all. Safe to share between threads."""

    def __init__(self, shared: SharedMemory) -> None:
        self._shared = shared
        self._lock = threading.Lock()
        self._places: dict[str, int] = {}
        row = self._claim()
        self._row = shared.rows[row * SERIES : (row + 1) * SERIES]
        self._row[_PROCESS] = os.getpid()

    def _claim(self) -> int:
        """A row that no living process has; the last one, shared, if there is none."""
        if self._shared.descriptor is None:
            return 0
        for row in range(ROWS - 1):
            try:
                fcntl.lockf(self._shared.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, row)
            except OSError:
                continue
            return row
        return ROWS - 1

    def add(self, *amounts: tuple[str, int]) -> None:
        """Adds to series, by name; a name has no `|` but between its parts."""
        with self._lock:
            for name, amount in amounts:
                place = self._places.get(name)
                if place is None:
                    place = self._places[name] = self._register(name)
                if place:
                    self._row[place] += amount

    def totals(self) -> dict[str, int]:
        """Of every series that any process has added to."""
        rows = self._shared.rows
        return {name: sum(rows[place::SERIES]) for place, name in self._registered()}

    def processes(self) -> int:
        """How many processes that count are alive."""
        return sum(map(_is_alive, self._shared.rows[_PROCESS::SERIES]))

    def _registered(self) -> Iterator[tuple[int, str]]:
        names = self._shared.names
        for place in range(1, SERIES):
            name = bytes(names[place * NAME_BYTES : (place + 1) * NAME_BYTES]).rstrip(b"\0")
            if not name:
                return
            yield place, name.decode()

    def _register(self, name: str) -> int:
        """The column of a series: the same for all processes. 0: there is no room for it."""
        encoded = name.encode()
        if len(encoded) > NAME_BYTES:
            return 0
        descriptor = self._shared.descriptor
        if descriptor is not None:
            fcntl.lockf(descriptor, fcntl.LOCK_EX, 1, _NAMES_LOCK)
        try:
            place = _PROCESS
            for place, known in self._registered():
                if known == name:
                    return place
            place += 1
            if place >= SERIES:
                return 0
            start = place * NAME_BYTES
            self._shared.names[start : start + len(encoded)] = encoded
            return place
        finally:
            if descriptor is not None:
                fcntl.lockf(descriptor, fcntl.LOCK_UN, 1, _NAMES_LOCK)


def _is_alive(process_id: int) -> bool:
    if not process_id:
        return False
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def class_of(seconds: float) -> str:
    """The class of the histogram that a duration falls into."""
    for bound in BOUNDS_S:
        if seconds <= bound:
            return repr(bound)
    return _INFINITE


# --- the text ------------------------------------------------------------------------------------

MEDIA_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_COUNTERS: Final = {
    "searches_partial": "Searches that ran out of their time budget.",
    "refused": "Requests refused because their address asked too often.",
    "worker_starts": "Workers started, at the start and instead of others.",
    "log_lines_dropped": "Lines of the log that nobody took in time.",
}


def text(counters: Counters, gauges: dict[str, tuple[str, float]], labels: dict[str, str]) -> str:
    """The exposition format. `gauges` are name → meaning and value; `labels` are of the build."""
    totals = counters.totals()
    lines = _family("taskdex_requests_total", "counter", "Requests answered, by route.")
    routes: defaultdict[str, dict[str, int]] = defaultdict(dict)
    micros: dict[str, int] = {}
    for name, total in totals.items():
        kind, _, rest = name.partition("|")
        route, _, detail = rest.partition("|")
        if kind == "requests":
            marked = _labels(route=route, status=f"{detail}xx")
            lines.append(f"taskdex_requests_total{marked} {total}")
        elif kind == "took":
            routes[route][detail] = total
        elif kind == "micros":
            micros[route] = total
    lines += _family("taskdex_request_seconds", "histogram", "Time to an answer, by route.")
    for route, classes in routes.items():
        so_far = 0
        for bound in (*map(repr, BOUNDS_S), _INFINITE):
            so_far += classes.get(bound, 0)
            lines.append(f"taskdex_request_seconds_bucket{_labels(route=route, le=bound)} {so_far}")
        seconds = micros.get(route, 0) / 1e6
        lines.append(f"taskdex_request_seconds_sum{_labels(route=route)} {seconds}")
        lines.append(f"taskdex_request_seconds_count{_labels(route=route)} {so_far}")
    for name, meaning in _COUNTERS.items():
        lines += _family(f"taskdex_{name}_total", "counter", meaning)
        lines.append(f"taskdex_{name}_total {totals.get(name, 0)}")
    for name, (meaning, value) in gauges.items():
        lines += _family(f"taskdex_{name}", "gauge", meaning)
        lines.append(f"taskdex_{name} {value:g}")
    lines += _family("taskdex_build_info", "gauge", "The version and the release that answer.")
    lines.append(f"taskdex_build_info{_labels(**labels)} 1")
    return "\n".join([*lines, ""])


def _family(name: str, kind: str, meaning: str) -> list[str]:
    return [f"# HELP {name} {meaning}", f"# TYPE {name} {kind}"]


def _labels(**labels: str) -> str:
    def quoted(value: str) -> str:
        return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")

    return "{" + ",".join(f'{name}="{quoted(value)}"' for name, value in labels.items()) + "}"
