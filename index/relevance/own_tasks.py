"""In which order an occupation's own tasks stand, where a query is about the occupation. Pure."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.relevance.weights import IMPORTANT_PLACES, MOST_IMPORTANT

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
    places = np.arange(len(base), dtype=np.float32)
    return np.asarray(keys + MOST_IMPORTANT * np.exp(-places / IMPORTANT_PLACES), dtype=np.float32)
