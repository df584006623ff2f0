"""When an occupation's own tasks are meant, and their order: index.relevance.own_tasks."""

from __future__ import annotations

import numpy as np
import pytest

from index.query import parse
from index.relevance.own_tasks import has_seat, own_keys

NOTHING = np.zeros(12, dtype=np.float32)


def test_where_nothing_tells_tasks_apart_the_most_important_comes_first() -> None:
    keys = own_keys(NOTHING, None, by_importance=True)
    assert (np.diff(keys) < 0).all()
    assert not own_keys(NOTHING, None, by_importance=False).any()


def test_words_and_meaning_count_beside_importance() -> None:
    base, likeness = NOTHING.copy(), NOTHING.copy()
    base[3], likeness[3] = 10, 30
    assert own_keys(base, likeness, by_importance=True).argmax() == 3
    assert own_keys(base, likeness, by_importance=False)[3] == 40
    assert own_keys(NOTHING, NOTHING + 5, by_importance=True).argmax() == 0


@pytest.mark.parametrize(
    ("text", "complete", "expected"),
    [
        ("truck drivers", 500, True),
        ("in the greenhouse", 500, True),  # one word that says something
        ("load the heavy trucks", 500, False),
        ("load the heavy trucks", 3, True),  # few tasks hold all words
        ("of the", 500, False),
        ("of the", 0, True),
        ("", 0, False),
    ],
)
def test_the_first_occupation_has_a_seat_where_few_words_or_few_tasks_tell(
    text: str, complete: int, *, expected: bool
) -> None:
    assert has_seat(parse(text), complete) is expected
