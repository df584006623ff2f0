"""Filters, their counts and the sort orders of tasks, as arrays.

Written with `arrays`, read with `Facets`. A facet's codes are places in its list of values.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.engines.whoosh.arrays import Array
from index.query import FILTERS, Sort
from index.records import Corpus

Mask = NDArray[np.bool_]


def by_importance(corpus: Corpus) -> list[int]:
    """Task ids, the most important first, the unrated last."""

    def key(task_id: int) -> tuple[bool, float, int]:
        importance = corpus.importance(task_id)
        return importance is None, -(importance or 0.0), task_id

    return sorted(corpus.tasks, key=key)


def importance_band(importance: float | None) -> str:
    if importance is None:
        return "unrated"
    return "4-5" if importance >= 4 else "3-4" if importance >= 3 else "1-3"


def arrays(corpus: Corpus, task_ids: Sequence[int]) -> dict[str, Array]:
    """Facets, sort orders and ids of the tasks, in the order of the index."""
    occupations = sorted(corpus.occupations)
    place = {code: number for number, code in enumerate(occupations)}
    codes = {name: np.zeros(len(task_ids), dtype=np.uint8) for name in FILTERS}
    observed = corpus.observed
    for number, task_id in enumerate(task_ids):
        for name, value in _values(corpus, task_id, observed).items():
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
    for sort, keys in _sort_keys(corpus, task_ids).items():
        order = np.argsort(np.array(keys), kind="stable")
        rank = np.empty(len(keys), dtype=np.int32)
        rank[order] = np.arange(len(keys), dtype=np.int32)
        written[f"order_{sort}"] = rank
    return written


def _values(corpus: Corpus, task_id: int, observed: frozenset[int]) -> dict[str, str]:
    task = corpus.tasks[task_id]
    occupation = corpus.occupations[task.occupation_code]
    exposure = corpus.exposures.get(task_id)
    return {
        "exposure": exposure.gpt4 if exposure else "unlabelled",
        "human": (exposure.human if exposure else None) or "unlabelled",
        "type": task.type or "untyped",
        "group": occupation.major_group,
        "zone": "none" if occupation.job_zone is None else str(occupation.job_zone),
        "used": "yes" if task_id in observed else "no",
        "importance": importance_band(corpus.importance(task_id)),
    }


def _sort_keys(corpus: Corpus, task_ids: Sequence[int]) -> dict[Sort, list[float]]:
    """What each order sorts by, lowest first; what is missing goes last (infinity).

    Equal keys stay in the order of the index: by importance.
    """
    shares = corpus.latest_shares
    titles = sorted({occupation.title for occupation in corpus.occupations.values()})
    alphabet = {title: number for number, title in enumerate(titles)}
    keys: dict[Sort, list[float]] = {
        name: [] for name in ("importance", "relevance", "exposure", "use", "occupation")
    }
    for task_id in task_ids:
        rating = corpus.ratings.get(task_id)
        exposure = corpus.exposures.get(task_id)
        relevance = rating.relevance_percent if rating else None
        share = shares.get(task_id)
        title = corpus.occupations[corpus.tasks[task_id].occupation_code].title
        importance = corpus.importance(task_id)
        keys["importance"].append(math.inf if importance is None else -importance)
        keys["relevance"].append(math.inf if relevance is None else -relevance)
        keys["exposure"].append(-exposure.beta if exposure else math.inf)
        keys["use"].append(math.inf if share is None else -share)
        keys["occupation"].append(alphabet[title])
    return keys


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
