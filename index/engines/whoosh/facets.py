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
from index.records.joined import Corpus


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

    The 18,800 tasks share some 3,300 combinations of values, so filters look at combinations, and
    so does the counting: how many tasks have each, times which values each has.
    """

    def __init__(self, loaded: Mapping[str, Array], occupation_codes: Sequence[str]) -> None:
        # As NumPy counts and takes by them: else each search would convert its part.
        self._combination = loaded["combination"].astype(np.intp)
        self._codes: dict[str, Array] = {name: loaded[f"facet_{name}"] for name in FILTERS}
        self._count = len(loaded["facet_exposure"])
        self._has = {
            name: (self._codes[name] == np.arange(len(values))[:, None]).astype(np.float32)
            for name, values in FILTERS.items()
        }
        """For each value of a filter 1 where a combination has it."""
        self._all_have = np.concatenate(list(self._has.values()))
        self._occupation: Array = loaded["occupation"]
        self._places = {code: number for number, code in enumerate(occupation_codes)}

    def narrow(
        self, docs: NDArray[np.int32], chosen: Mapping[str, tuple[str, ...]]
    ) -> NDArray[np.int32]:
        """The documents that every chosen filter lets through."""
        docs = self._of_occupations(docs, chosen)
        if refused := self._refused(chosen):
            docs = docs[~np.any(list(refused.values()), axis=0)[self._combination[docs]]]
        return docs

    def counts(
        self, docs: NDArray[np.int32], chosen: Mapping[str, tuple[str, ...]]
    ) -> dict[str, dict[str, int]]:
        """How many of the documents have each value of each filter.

        A filter's own counts are taken as if that filter were not chosen, so that they say what
        choosing another of its values would give.
        """
        docs = self._of_occupations(docs, chosen)
        # Whole numbers below 16 million: none is rounded.
        tasks = np.bincount(self._combination[docs], minlength=self._count).astype(np.float32)
        refused = self._refused(chosen)
        refusals = np.sum(list(refused.values()), axis=0) if refused else None
        shown = tasks if refusals is None else tasks * (refusals == 0)
        numbers = iter((self._all_have @ shown).astype(int).tolist())
        counts = {
            name: dict(zip(values, numbers, strict=False)) for name, values in FILTERS.items()
        }
        for name, own in refused.items():
            without = self._has[name] @ (tasks * (refusals == own))
            counts[name] = dict(zip(FILTERS[name], without.astype(int).tolist(), strict=True))
        return counts

    def _of_occupations(
        self, docs: NDArray[np.int32], chosen: Mapping[str, tuple[str, ...]]
    ) -> NDArray[np.int32]:
        if "occupation" not in chosen:
            return docs
        places = [self._places[code] for code in chosen["occupation"] if code in self._places]
        return docs[np.isin(self._occupation[docs], places)]

    def _refused(self, chosen: Mapping[str, tuple[str, ...]]) -> dict[str, NDArray[np.bool_]]:
        """For each chosen filter the combinations that it does not let through."""
        return {
            name: ~np.isin(self._codes[name], [FILTERS[name].index(value) for value in values])
            for name, values in chosen.items()
            if name != "occupation"
        }
