"""Occupations: found by their titles above all, and by what their tasks say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from operator import itemgetter

import numpy as np

from index.arrays import Array
from index.engines.hits import hit_maker
from index.engines.pairs import Pairs, Together, apart
from index.engines.protocol import Hits, OccupationHit
from index.engines.titled import Named
from index.engines.whoosh.context import Context
from index.engines.whoosh.marking import Marker
from index.engines.whoosh.matching import (
    look_up,
    match,
    page_of,
    using,
    without_excluded,
)
from index.engines.whoosh.postings import Docs, Floats, Postings, Term
from index.engines.whoosh.ranking import Ranking, find, top
from index.engines.whoosh.tasks import TaskMatch
from index.engines.whoosh.titles import Titles
from index.query import Query
from index.relevance.weights import (
    BEST_TASK_SHARE,
    FEW_TASKS,
    LEADING,
    LIKELY,
    NEAR_BEST,
    NEARLY,
    OCCUPATION_FILTERS,
    OUTSTANDING,
    PRIOR,
    SHORT_QUERY,
    TASKS_SHARE,
    WORK_TASK_SHARE,
    fading,
)

_LEAST = np.float32(1e-3)
Scored = tuple[Floats, Floats, float]
"""The score of each occupation, what the words tell that it has, and what all words tell."""


class OccupationMatch:
    """What a query means for occupations, before any filter."""

    def __init__(
        self,
        query: Query,
        tasks: TaskMatch,
        terms: list[Term],
        score: Callable[[], Scored],
        *,
        is_work: bool,
    ) -> None:
        self.query = query
        self.is_work = is_work
        self.tasks = tasks
        self.terms = terms
        self._score = score

    @cached_property
    def scored(self) -> Scored:
        """Worked out once, whoever asks first; not to be changed."""
        return self._score()

    @cached_property
    def with_meaning(self) -> Floats:
        """The scores with what the query means; not to be changed."""
        scores = self.scored[0]
        if self.tasks.understood is None:
            return scores
        meant = self.tasks.understood.occupation_scores(is_work=self.is_work)
        together: Floats = scores + meant
        return together


class OccupationSearch:
    """The occupations of an opened index."""

    def __init__(
        self,
        loaded: Mapping[str, Array],
        postings: Postings,
        context: Context,
        pairs: Pairs,
        prior: Floats,
    ) -> None:
        """`prior`: how usual each occupation is."""
        self._pairs = pairs
        self.postings = postings
        self._context = context
        self._prior = prior
        self._all: Docs = np.arange(postings.document_count, dtype=np.int32)
        self._titles = Titles(loaded)
        computed = ("score", "spans", "lay_title", "lay_title_spans")
        self._hit = hit_maker(OccupationHit, postings.names, computed)
        names = ("occupation_code", "major_group", "job_zone")
        self._facts = itemgetter(*(postings.names.index(name) for name in names))
        self.codes = [self._facts(postings.stored(n))[0] for n in range(postings.document_count)]
        self.numbers = {code: number for number, code in enumerate(self.codes)}

    def match(self, query: Query, tasks: TaskMatch, *, is_work: bool) -> OccupationMatch:
        """`tasks` is what the same query means for tasks; `is_work`: it tells what is done, not who
        does it. Nothing is scored before it is needed."""
        terms = self._terms(query)
        share = WORK_TASK_SHARE if is_work else BEST_TASK_SHARE

        def score() -> Scored:
            return self._scores(query, terms, tasks, share)

        return OccupationMatch(query, tasks, terms, score, is_work=is_work)

    def likely(self, matched: OccupationMatch) -> list[int]:
        """The occupations that hold all words of a short query and come near the best."""
        content = [term for term in matched.terms if not term.is_stop]
        if not 0 < len(content) <= SHORT_QUERY:
            return []
        if not all(len(term.docs) for term in content):
            return []  # a word that tells nothing would count as held
        if matched.tasks.found.complete >= FEW_TASKS:
            return []
        scores, told, everything = matched.scored
        best = top(scores, self._all, 0, LEADING)
        near = (scores[best] >= NEAR_BEST * scores.max()) & (told[best] >= everything)
        chosen: list[int] = best[near].tolist()
        return chosen

    def outstanding(self, matched: OccupationMatch) -> list[int]:
        """The one occupation that holds all words of a short query, two at the least, and is far
        before all others."""
        if sum(not term.is_stop for term in matched.terms) < 2:
            return []
        chosen = self.likely(matched)
        if len(chosen) != 1:
            return []
        scores = np.sort(matched.scored[0])
        return chosen if len(scores) < 2 or scores[-2] <= OUTSTANDING * scores[-1] else []

    def first(self, matched: OccupationMatch) -> int | None:
        """The best of words and meaning together; None: nothing was found."""
        scores = matched.with_meaning
        return int(scores.argmax()) if scores.any() else None

    def order(self, matched: OccupationMatch, named: Named) -> list[int]:
        """The occupations whose tasks come first: those that were named, the likeliest first."""
        if len(named.occupations) == 1 or named.official:
            return list(named.official or named.occupations)
        scores = matched.scored[0]
        return sorted(named.others, key=lambda number: -scores.item(number))[:LEADING]

    def search(self, matched: OccupationMatch, named: Named | None = None) -> Hits[OccupationHit]:
        """`named` are occupations that the query names."""
        query, terms = matched.query, matched.terms
        if query.is_blank and query.kind is None and "occupation" not in query.filters:
            return Hits()
        found = self._rank(matched, named) if terms else match(self.postings, query, terms)
        chosen = {
            name: values for name, values in query.filters.items() if name in OCCUPATION_FILTERS
        }
        if chosen:
            kept = [self._is_of(document, chosen) for document in found.docs.tolist()]
            found = found[np.array(kept, dtype=np.bool_)]
        page = page_of(query, found)
        meant = self._titles.meant([document for document, _ in page], terms)
        marker = Marker(self.postings, terms, query.phrases)
        hits = []
        for (document, score), number in zip(page, meant, strict=True):
            spans = marker.part(*self._titles.words(document, 0))
            lay_title = self._titles.read(document, number) if number else None
            lay_spans = marker.part(*self._titles.words(document, number)) if number else ()
            stored = self.postings.stored(document)
            hits.append(self._hit(stored, score, spans, lay_title, lay_spans))
        return Hits(len(found.docs), tuple(hits))

    def _terms(self, query: Query) -> list[Term]:
        """The words of the query; those that name software find who uses it."""
        return [
            using(term, query.uses[term.word], self.numbers) if term.word in query.uses else term
            for term in look_up(self.postings, query)
        ]

    def _rank(self, matched: OccupationMatch, named: Named | None) -> Ranking:
        """What all words find and what comes near the best; occupations that were named first."""
        by_words, told, everything = matched.scored
        scores = matched.with_meaning.copy()
        enough = (by_words >= NEARLY * by_words.max()) | (told >= everything)
        if matched.tasks.understood is not None:
            enough |= scores >= LIKELY * scores.max()
        if named:
            tier = scores.max() + 1
            scores[list(named.occupations)] += tier
            scores[list(named.official)] += tier
            enough[list(named.occupations)] = True
        docs = (enough & (scores > 0)).nonzero()[0].astype(np.int32)
        found = Ranking(docs, scores[docs], scores[docs])
        return without_excluded(self.postings, matched.query, found)

    def _scores(
        self, query: Query, terms: Sequence[Term], tasks: TaskMatch, best_task_share: float
    ) -> Scored:
        """A plain sum of what words, titles' pairs and pieces, and tasks say."""
        content = [term for term in terms if not term.is_stop] or list(terms)
        scores = np.zeros(self.postings.document_count, dtype=np.float32)
        told = np.zeros(self.postings.document_count, dtype=np.float32)
        for term in content:
            scores[term.docs] += term.values * np.float32(term.information)
            told[term.docs] += np.float32(term.information)
        for together in tasks.together:
            self._set_apart(content, together, scores, told)
        unfinished = content[-1].is_prefix and content[-1].stem_number < 0
        stems = [term.stem_number for term in content]
        self._titles.add_scores(scores, stems, unfinished=unfinished)
        if not query.as_spelt:  # likeness of letters is a kind of correction
            self._titles.add_pieces(scores, content, unfinished=unfinished)
        scores += TASKS_SHARE * self._context.of_occupations(apart(tasks.terms, tasks.together))
        scores += best_task_share * self._context.best_tasks(tasks.found)
        usual = np.float32(PRIOR * fading(len(content))) * self._prior
        scores = np.where(scores > 0, np.maximum(scores + usual, _LEAST), 0)
        return scores, told, sum(term.information for term in content) - 1e-3

    def _set_apart(
        self, content: Sequence[Term], together: Together, scores: Floats, told: Floats
    ) -> None:
        """Words that mean something together count little apart, and what they tell together
        counts for the occupations in whose texts they stand side by side."""
        owners, values = self._pairs.occupations(together)
        for term in content:
            if term.word in together.words:
                here = ~find(term.docs, owners)[1]
                less = np.float32((1 - together.apart) * term.information)
                scores[term.docs] -= less * term.values
                told[term.docs[here]] -= less
        scores[owners] += values

    def _is_of(self, document: int, chosen: Mapping[str, tuple[str, ...]]) -> bool:
        code, group, zone = self._facts(self.postings.stored(document))
        values = {"group": group, "zone": "none" if zone is None else str(zone), "occupation": code}
        return all(values[name] in wanted for name, wanted in chosen.items())
