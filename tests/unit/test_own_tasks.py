"""In which order an occupation's own tasks stand: index.relevance.own_tasks."""

from __future__ import annotations

import numpy as np

from index.relevance.own_tasks import own_keys

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
