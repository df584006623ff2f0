"""What was meant by a word that nothing holds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from index.engines.opensearch import queries
from index.engines.opensearch.client import Cluster, Deadline
from index.engines.opensearch.lexicon import Lexicon, Term
from index.query import Correction, Query
from index.relevance.edits import SHORTEST, budget, edits, is_slip

CANDIDATES = 500
"""Words near a misspelt one that are looked at, at most; there are about a dozen."""
TRIED = 20
"""How many of equally near words are tried beside the other words of the query."""


class Corrector:
    """Corrects the words of queries against the lexicon of an index."""

    def __init__(self, cluster: Cluster, index: str, lexicon: Lexicon) -> None:
        self._cluster = cluster
        self._index = index
        self._lexicon = lexicon

    def correct(self, query: Query, deadline: Deadline) -> tuple[Query, tuple[Correction, ...]]:
        """The query with every unknown word replaced by the nearest known one, if there is one.

        Of equally near words the one is taken that fits the other words best (that stands with
        them in the best task), then one of which the typed one is a mere slip, then a whole word
        before a beginning, then the most frequent.
        """
        if query.verbatim or query.as_spelt or not query.words:
            return query, ()
        unfinished = len(query.words) - 1 if query.prefix else -1
        asked = [(word, place == unfinished) for place, word in enumerate(query.words)]
        known = self._lexicon.knows(asked, deadline)
        if all(known):
            return query, ()
        others = [(word, False) for (word, _), there in zip(asked, known, strict=True) if there]
        terms = [t for t in self._lexicon.look_up("task", others, deadline) if not t.is_stop]
        words = list(query.words)
        corrections = []
        for place, (typed, is_prefix) in enumerate(asked):
            if known[place]:
                continue
            candidates = self._near(typed, deadline, is_prefix=is_prefix)
            if candidates:
                words[place] = self._best(typed, candidates, terms, deadline, is_prefix=is_prefix)
                corrections.append(Correction(typed, words[place]))
        return replace(query, words=tuple(words)), tuple(corrections)

    def _near(self, typed: str, deadline: Deadline, *, is_prefix: bool) -> list[str]:
        """The words that are the fewest edits away, if that is within the budget."""
        for most in range(1, budget(typed) + 1):
            fuzzy = {
                "value": typed,
                "fuzziness": most,
                "max_expansions": CANDIDATES,
                "transpositions": True,
                "rewrite": "constant_score",
            }
            body: dict[str, Any] = {
                "query": {"fuzzy": {"beginning" if is_prefix else "word": fuzzy}},
                "size": CANDIDATES,
                "_source": ["entry.text"],
            }
            (answer,) = self._cluster.search(self._index, [body], deadline)
            found = [hit["_source"]["entry"]["text"] for hit in answer["hits"]["hits"]]
            # The cluster counts an edit at the first letter once; we count it double.
            if near := sorted(
                other for other in found if len(other) >= SHORTEST and edits(typed, other) <= most
            ):
                return near
        return []

    def _best(
        self,
        typed: str,
        candidates: list[str],
        others: list[Term],
        deadline: Deadline,
        *,
        is_prefix: bool,
    ) -> str:
        counts = self._lexicon.counts("task", candidates, deadline, is_prefix=is_prefix)
        asked = [(word, is_prefix) for word in candidates]

        def likelihood(term: Term) -> tuple[bool, bool, int]:
            return is_slip(typed, term.word), term.has_word, counts[term.word]

        found = self._lexicon.look_up("task", asked, deadline)
        tried = sorted(found, key=likelihood, reverse=True)[:TRIED]
        fits = [0.0] * len(tried)
        if others:
            fits = self._fits(tried, others, deadline)
        best, _ = max(
            zip(tried, fits, strict=True), key=lambda each: (each[1], likelihood(each[0]))
        )
        return best.word

    def _fits(self, tried: list[Term], others: list[Term], deadline: Deadline) -> list[float]:
        """For each word the score that the others have in the best task that holds it."""
        beside = [queries.scored("task", term) for term in others]
        bodies = [
            {
                "query": {"bool": {"filter": [queries.holds("task", term)], "should": beside}},
                "size": 1,
                "_source": False,
            }
            for term in tried
        ]
        answers = self._cluster.search(self._index, bodies, deadline)
        return [answer["hits"]["max_score"] or 0.0 for answer in answers]
