"""Claims about counts and intervals of percentages."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.facts.intervals import counted, wilson


@pytest.mark.parametrize(
    ("count", "total", "lower", "upper"),
    [
        # Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I.
        (81, 263, 25.53, 36.62),
        (15, 148, 6.24, 16.05),
        (0, 20, 0.0, 16.11),
        (1, 29, 0.61, 17.18),
    ],
)
def test_intervals_are_those_of_the_literature(
    count: int, total: int, lower: float, upper: float
) -> None:
    assert wilson(count / total, total) == pytest.approx((lower, upper), abs=0.006)


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_both_ends_are_where_the_count_would_be_just_likely_enough(pair: tuple[int, int]) -> None:
    count, total = pair
    share = count / total
    lower, upper = wilson(share, total)
    assert 0 <= lower <= 100 * share + 1e-9
    assert 100 * share - 1e-9 <= upper <= 100
    for end in (lower / 100, upper / 100):
        if 1e-9 < end < 1 - 1e-9:
            distance = abs(share - end) / sqrt(end * (1 - end) / total)
            assert distance == pytest.approx(1.959964, abs=1e-3)


def test_without_a_count_there_is_no_interval() -> None:
    assert counted(60.0, None) is None
    assert counted(None, 29) is None
    found = counted(100 * 19 / 29, 29)
    assert found is not None
    assert (found.count, found.total) == (19, 29)
    assert [round(end) for end in found.interval] == [47, 80]
