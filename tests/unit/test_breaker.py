"""A cluster that lets everybody wait is left alone: index.engines.opensearch.breaker."""

from __future__ import annotations

import time

import pytest

from index.engines.deadline import Deadline
from index.engines.opensearch.breaker import IN_A_ROW, Breaker
from index.errors import EngineError


def too_slow(watched: Breaker) -> None:
    with pytest.raises(EngineError, match="slow"), watched.watching(Deadline(0)):
        raise EngineError("slow")


def in_time(watched: Breaker) -> None:
    with watched.watching(Deadline(60)):
        pass


def test_some_in_a_row_and_the_next_fails_at_once() -> None:
    watched = Breaker()
    for _ in range(IN_A_ROW):
        too_slow(watched)
    with pytest.raises(EngineError, match="left alone"):
        in_time(watched)


def test_one_in_time_and_the_count_begins_again() -> None:
    watched = Breaker()
    for _ in range(4):
        for _ in range(IN_A_ROW - 1):
            too_slow(watched)
        in_time(watched)


def test_a_refusal_that_comes_quickly_is_no_reason() -> None:
    watched = Breaker()
    for _ in range(10):
        with pytest.raises(EngineError, match="refused"), watched.watching(Deadline(60)):
            raise EngineError("refused")


def test_after_a_pause_one_finds_out_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    watched = Breaker()
    for _ in range(IN_A_ROW):
        too_slow(watched)
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + 2)
    with watched.watching(Deadline(60)), pytest.raises(EngineError, match="left alone"):
        in_time(watched)
    in_time(watched)
    in_time(watched)
