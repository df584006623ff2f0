"""Words and meaning together: the order of tasks where few hold all words, and others like them.

What queries mean is worked out here, not on the cluster (`index.relevance.meaning`): the first
tasks that it finds by words are put in another order, and those that are like the query are asked
for by their ids, together with the search. Pure.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from index.engines.opensearch.lexicon import Term
from index.engines.opensearch.queries import Clause
from index.engines.opensearch.rounds import Body, Response
from index.engines.pairs import Together, apart
from index.engines.protocol import By
from index.relevance.meaning import Understood
from index.relevance.weights import FAINTLY_ALIKE, RELATED, REORDERED

RELATED_ASKED = 100
"""How many tasks like the query are asked for: those that words find are not related alone."""
BY_WORDS, LET_THROUGH = "found by words", "let through"
_NONE = np.zeros(0, dtype=np.int32)


@dataclass(frozen=True, slots=True)
class Found:
    """A document of a page."""

    score: float
    stored: Mapping[str, Any]
    """What a result line shows of it, by name."""
    matched: frozenset[str]
    """Keys of the terms that it holds."""
    place: int = 0
    """In the order of the index."""
    by: By = "words"


def told_of(clause: Clause, filters: Sequence[Clause]) -> list[Clause]:
    """What says of a hit whether words find it and filters let it through; it scores nothing."""
    through = list(filters) or [{"match_all": {}}]
    return [
        {"bool": {"filter": [clause], "_name": BY_WORDS}},
        {"bool": {"filter": through, "_name": LET_THROUGH}},
    ]


class Related:
    """The tasks like one query, of one search."""

    def __init__(self, understood: Understood, clause: Clause, filters: Sequence[Clause]) -> None:
        """`clause` is what is found by words, `filters` are those that were chosen."""
        self._understood = understood
        self._places = understood.related(_NONE, RELATED_ASKED, least=FAINTLY_ALIKE)
        self._ids = [
            f"task:{task_id}" for task_id in understood.meaning.task_ids[self._places].tolist()
        ]
        self.bodies = [self._body(clause, filters)] if self._ids else []

    def _body(self, clause: Clause, filters: Sequence[Clause]) -> Body:
        named = told_of(clause, filters)
        return {
            "query": {"bool": {"filter": [{"ids": {"values": self._ids}}], "should": named}},
            "size": len(self._ids),
            "_source": ["stored"],
        }

    def read(self, answer: Response | None, count: int) -> list[Found]:
        """Those that were not found by words and that the filters let through, the likest first;
        which they are is decided before any filter. `count`: how many were found by words."""
        if answer is None:
            return []
        places = dict(zip(self._ids, self._places.tolist(), strict=True))
        likeness = self._understood.of_tasks
        least = self._understood.least(count)
        others = [
            hit
            for hit in answer["hits"]["hits"]
            if BY_WORDS not in hit.get("matched_queries", ())
            and likeness[places[hit["_id"]]] >= least
        ]
        others.sort(key=lambda hit: (-likeness[places[hit["_id"]]], places[hit["_id"]]))
        return [
            Found(0.0, hit["_source"]["stored"], frozenset(), places[hit["_id"]], "meaning")
            for hit in others[:RELATED]
            if LET_THROUGH in hit.get("matched_queries", ())
        ]

    def merge(
        self,
        found: Sequence[Found],
        required: Sequence[Term],
        related: Sequence[Found],
        together: Sequence[Together] = (),
    ) -> list[Found]:
        """The first of those found by words, and the related ones, in one order; then the rest.

        `required`: the terms that a task may lack; none: all of them hold all. `together`: words
        that mean something together and little apart.
        """
        first = found[:REORDERED]
        if not related and all(_told(each, required, together) >= 1 for each in first):
            return list(found)
        told = np.array([_told(each, required, together) for each in first], dtype=np.float32)
        scores = np.array([each.score for each in first], dtype=np.float32)
        places = np.array([each.place for each in first], dtype=np.int32)
        others = np.array([each.place for each in related], dtype=np.int32)
        ranked = self._understood.rerank(places, scores, scores, told, others)
        merged = [
            replace(each, score=score)
            for each, score in zip(
                [*first, *related],
                [*ranked.scores.tolist(), *ranked.of_related.tolist()],
                strict=True,
            )
        ]
        merged.sort(key=lambda each: (-each.score, each.place))
        return [*merged, *found[REORDERED:]]


def ordered_by_meaning(
    understood: Understood,
    found: Sequence[Found],
    required: Sequence[Term],
    leading: Container[int],
) -> list[Found]:
    """The first documents, where a word is in job titles or names what they use: the tasks of these
    occupations hold it all alike, so that meaning tells those apart that hold all words.

    `required`: as in `Related.merge`; `leading`: places of tasks whose order is settled.
    """
    everything = frozenset(term.key for term in required)
    first = found[:REORDERED]
    alike = [each for each in first if everything <= each.matched and each.place not in leading]
    places = np.array([each.place for each in alike], dtype=np.int32)
    added = dict(zip(places.tolist(), understood.tells_apart(places).tolist(), strict=True))
    meant = [replace(each, score=each.score + added.get(each.place, 0.0)) for each in first]
    meant.sort(key=lambda each: (-each.score, each.place))
    return [*meant, *found[REORDERED:]]


def _told(found: Found, required: Sequence[Term], together: Sequence[Together]) -> float:
    """How much of what the words tell a task holds, 0 to 1."""
    held = [term.key in found.matched for term in required]
    if all(held):
        return 1.0
    words = {term.word for term, holds in zip(required, held, strict=True) if holds}
    split = [each for each in together if not words.issuperset(each.words)]
    told = sum(term.information for term in apart(required, split) if term.word in words)
    return min(0.99, told / max(sum(term.information for term in required), 1e-6))
