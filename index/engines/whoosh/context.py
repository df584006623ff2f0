"""Tasks and their occupations: what each says for the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from index.arrays import Array
from index.engines.whoosh import ranking
from index.engines.whoosh.postings import Docs, Floats, Term
from index.relevance.weights import JOB_SHARE, OCCUPATION_SHARE, SPEAKING_TASKS


class Context:
    """Which occupation each task belongs to, and what occupations are about."""

    def __init__(self, loaded: Mapping[str, Array], occupation_count: int) -> None:
        self.count = occupation_count
        self._of_task: Docs = loaded["occupation"]
        order = np.argsort(self._of_task, kind="stable").astype(np.int32)
        bounds = np.searchsorted(self._of_task[order], np.arange(occupation_count + 1))
        self._own = [order[start:end] for start, end in pairwise(bounds.tolist())]
        self._starts: list[int] = loaded["context_starts"].tolist()
        self._docs: Docs = loaded["context_docs"]
        self._values: Floats = loaded["context_values"]

    def of_occupations(self, terms: Sequence[Term]) -> Floats:
        """What each occupation has to say for the terms (of tasks)."""
        scores = np.zeros(self.count, dtype=np.float32)
        for term in terms:
            if term.stem_number >= 0 and not term.is_stop:
                here = slice(self._starts[term.stem_number], self._starts[term.stem_number + 1])
                scores[self._docs[here]] += self._values[here] * np.float32(term.information)
        return scores

    def of_tasks(self, terms: Sequence[Term]) -> ranking.Context | None:
        """A function from tasks to what their occupations say for them, if they say anything."""
        if all(term.stem_number < 0 or term.is_stop for term in terms):
            return None
        scores = self.of_occupations(terms) * np.float32(OCCUPATION_SHARE)

        def picked(docs: Docs) -> Floats:
            found: Floats = scores[self._of_task[docs]]
            return found

        return picked

    def tasks_of(self, occupation: int) -> Docs:
        """The tasks of an occupation, by importance."""
        return self._own[occupation]

    def best_tasks(self, found: ranking.Ranking) -> Floats:
        """For each occupation the score of the best of its tasks."""
        docs, base = found.docs, found.base
        if len(docs) > SPEAKING_TASKS:
            chosen = np.argpartition(base, -SPEAKING_TASKS)[-SPEAKING_TASKS:]
            docs, base = docs[chosen], base[chosen]
        best = np.zeros(self.count, dtype=np.float32)
        np.maximum.at(best, self._of_task[docs], base)
        return best

    def widen(self, term: Term, job: Term) -> Term:
        """The term with the tasks of the occupations whose titles hold the word."""
        values = np.zeros(self.count, dtype=np.float32)
        values[job.docs] = job.values * (OCCUPATION_SHARE if len(term.docs) else JOB_SHARE)
        of_task = values[self._of_task]
        of_task[term.docs] += term.values
        docs = np.flatnonzero(of_task).astype(np.int32)
        told = max(term.information, job.information)
        return replace(term, is_stop=False, information=told, docs=docs, values=of_task[docs])
