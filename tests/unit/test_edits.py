"""How far a word is from the one that was meant: index.relevance.edits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.relevance.edits import edits, is_slip

WORDS = st.text("abcd", min_size=3, max_size=8)


@pytest.mark.parametrize(
    ("typed", "meant", "count"),
    [
        ("nurse", "nurse", 0),
        ("nurce", "nurse", 1),
        ("nusre", "nurse", 1),
        ("nurs", "nurse", 1),
        ("nursse", "nurse", 1),
        ("murse", "nurse", 2),
        ("maintainance", "maintenance", 2),
    ],
)
def test_edits_are_counted_the_first_letter_double(typed: str, meant: str, count: int) -> None:
    assert edits(typed, meant) == count


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("electrican", "electrician"), ("fligth", "flight"), ("writting", "writing")],
)
def test_slips_are_letters_left_out_struck_twice_or_swapped(typed: str, meant: str) -> None:
    assert is_slip(typed, meant)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("electrican", "electrical"), ("lawer", "lower"), ("nursxe", "nurse"), ("nurse", "nurse")],
)
def test_wrong_letters_are_none(typed: str, meant: str) -> None:
    assert not is_slip(typed, meant)


@given(WORDS, WORDS)
def test_a_slip_is_one_edit(typed: str, meant: str) -> None:
    if is_slip(typed, meant) and typed != meant:
        assert edits(typed, meant) - (typed[0] != meant[0]) == 1


@given(st.text("abcd", min_size=1, max_size=8), st.text("abcd", min_size=1, max_size=8))
def test_counting_ends_early_only_where_there_are_too_many(typed: str, meant: str) -> None:
    count = edits(typed, meant)
    for most in (1, 2, 3):
        if count <= most:
            assert edits(typed, meant, most) == count
        else:
            assert edits(typed, meant, most) > most
