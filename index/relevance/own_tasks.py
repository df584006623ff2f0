"""When an occupation's own tasks are meant, and in which order they stand. Pure."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.query import Query
from index.relevance.weights import FEW_TASKS, SEAT_WORDS, important
from index.text import STOP_WORDS

Floats = NDArray[np.float32]


def own_keys(base: Floats, likeness: Floats | None, *, by_importance: bool) -> Floats:
    """What decides among the tasks of one occupation, which are all there, by importance.

    `base` is what words give each of them, `likeness` what meaning does. `by_importance`: the query
    is a title, so that nothing else may tell them apart; where it is about something done, what is
    most important says nothing.
    """
    keys = base if likeness is None else base + likeness
    if not by_importance:
        return keys
    return np.asarray(keys + important(np.arange(len(base))), dtype=np.float32)


def has_seat(query: Query, complete: int) -> bool:
    """Whether one of the first tasks is of the first occupation: few tasks hold all words
    (`complete`), or the words are so few that they may mean another thing there."""
    count = sum(word not in STOP_WORDS for word in query.words)
    return bool(query.words) and (complete < FEW_TASKS or 0 < count <= SEAT_WORDS)
