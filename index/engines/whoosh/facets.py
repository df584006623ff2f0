"""Filters, their counts and the sort orders of tasks, as arrays.

Written with `arrays`, read with `Facets`. A facet's codes are places in its list of values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.arrays import Array
from index.engines.documents import facet_values, sort_keys
from index.query import FILTERS
from index.records import Corpus


def arrays(corpus: Corpus, task_ids: Sequence[int]) -> dict[str, Array]:
    """Facets, sort orders and ids of the tasks, in the order of the index."""
    occupations = sorted(corpus.occupations)
    place = {code: number for number, code in enumerate(occupations)}
    codes = {name: np.zeros(len(task_ids), dtype=np.uint8) for name in FILTERS}
    observed = corpus.observed
    for number, task_id in enumerate(task_ids):
        for name, value in facet_values(corpus, task_id, observed).items():
            codes[name][number] = FILTERS[name].index(value)
    # One row for each combination of values that there is, and which of them each task has.
    rows, combination = np.unique(np.stack(list(codes.values())), axis=1, return_inverse=True)
    written: dict[str, Array] = {
        f"facet_{name}": row for name, row in zip(codes, rows, strict=True)
    }
    written["combination"] = combination.reshape(-1).astype(np.int32)
    written["task_id"] = np.array(task_ids, dtype=np.int64)
    written["occupation"] = np.array(
        [place[corpus.tasks[task_id].occupation_code] for task_id in task_ids], dtype=np.int32
    )
    for sort, keys in sort_keys(corpus, task_ids).items():
        order = np.argsort(np.array(keys), kind="stable")
        rank = np.empty(len(keys), dtype=np.int32)
        rank[order] = np.arange(len(keys), dtype=np.int32)
        written[f"order_{sort}"] = rank
    return written


class Facets:
    """The facets of an opened index.

    The 18,800 tasks share some 2,600 combinations of values, so filters look at combinations; and
    where more documents than that are to be counted, so does the counting: first how many have
    each, then what these add up to for each value.
    """

    def __init__(self, loaded: Mapping[str, Array], occupation_codes: Sequence[str]) -> None:
        self._combination: Array = loaded["combination"]
        self._codes: dict[str, Array] = {name: loaded[f"facet_{name}"] for name in FILTERS}
        self._count = len(loaded["facet_exposure"])
        self._occupation: Array = loaded["occupation"]
        self._places = {code: number for number, code in enumerate(occupation_codes)}

    def narrow(
        self, docs: NDArray[np.int32], chosen: Mapping[str, tuple[str, ...]]
    ) -> tuple[NDArray[np.int32], dict[str, dict[str, int]]]:
        """The documents that every chosen filter lets through, and all counts.

        A filter's own counts are taken as if that filter were not chosen, so that they say what
        choosing another of its values would give.
        """
        if "occupation" in chosen:
            places = [self._places[code] for code in chosen["occupation"] if code in self._places]
            docs = docs[np.isin(self._occupation[docs], places)]
        refused = {
            name: ~np.isin(self._codes[name], [FILTERS[name].index(value) for value in values])
            for name, values in chosen.items()
            if name != "occupation"
        }
        refusals = np.zeros(self._count, dtype=np.uint8)
        for refusal in refused.values():
            refusals += refusal
        rows: NDArray[np.int32] = self._combination[docs]
        if refused:
            docs = docs[refusals[rows] == 0]
        weights = None
        if len(rows) > self._count:
            weights = np.bincount(rows, minlength=self._count)
            rows = np.arange(self._count, dtype=np.int32)
        counts = {}
        for name, values in FILTERS.items():
            counted, weight = rows, weights
            if refused:
                others = refusals - refused[name] if name in refused else refusals
                let_through = others[rows] == 0
                counted = rows[let_through]
                weight = None if weights is None else weights[let_through]
            numbers = np.bincount(self._codes[name][counted], weight, minlength=len(values))
            counts[name] = dict(zip(values, map(int, numbers.tolist()), strict=True))
        return docs, counts
