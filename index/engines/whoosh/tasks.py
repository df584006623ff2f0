"""Tasks: a query in; ranked, filtered, counted and marked hits out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import is_not

import numpy as np

from index.arrays import Array
from index.engines.hits import hit_maker
from index.engines.pairs import Pairs, Together, apart
from index.engines.protocol import Hits, TaskHit
from index.engines.repeats import with_repeats
from index.engines.whoosh.context import Context
from index.engines.whoosh.facets import Facets
from index.engines.whoosh.marking import Marker
from index.engines.whoosh.matching import look_up, match, pick, using
from index.engines.whoosh.postings import Docs, Floats, Postings, Term
from index.engines.whoosh.ranking import Ranking, find, led, score_of, top
from index.engines.whoosh.related import by_meaning, ordered_by_meaning, seated, together
from index.query import Query
from index.quick import quick
from index.relevance.meaning import Meaning, Understood
from index.relevance.own_tasks import own_keys
from index.relevance.weights import ENOUGH, FIRST_TASKS, TOO_FEW


@quick(frozen=True, slots=True)
class TaskMatch:
    """What a query means for tasks, before any filter."""

    terms: list[Term]
    found: Ranking
    """Filters choose only which of its tasks meaning puts in order."""
    understood: Understood | None = None
    """What the query means; None where it is to be taken literally."""
    related: Ranking | None = None
    """Tasks that are related by meaning alone."""
    together: tuple[Together, ...] = ()
    """Words of the query that mean something together."""


class TaskSearch:
    """The tasks of an opened index."""

    def __init__(
        self,
        loaded: Mapping[str, Array],
        postings: Postings,
        titles: Postings,
        facets: Facets,
        context: Context,
        numbers: Mapping[str, int],
        pairs: Pairs,
        meaning: Meaning | None,
    ) -> None:
        """`titles` are the postings of occupations, `numbers` theirs by code; without `meaning`,
        words alone count."""
        self._pairs = pairs
        self._numbers = numbers
        self._meaning = meaning
        self.postings = postings
        self._context = context
        self._titles = titles
        self._facets = facets
        self._hit = hit_maker(TaskHit, postings.names, ("score", "spans", "missing", "by"))
        self._ids = loaded["task_id"]
        self._orders = {
            name.removeprefix("order_"): array
            for name, array in loaded.items()
            if name.startswith("order_")
        }

    def match(self, query: Query) -> TaskMatch:
        looked_up = look_up(self.postings, query)
        terms = [self._widened(term, query.uses) for term in looked_up]
        understood = self._meaning.understand(query) if self._meaning else None
        groups = self._pairs.together(query, understood)
        context = self._context.of_tasks(apart(terms, groups))
        carried = understood.carried if understood else None
        found = match(self.postings, query, terms, context, groups, carried)
        if query.task_id is not None:
            found = self._with_task(query.task_id, found)
        related = None
        if understood is not None:
            is_widened = any(map(is_not, terms, looked_up))
            if found.complete and is_widened and query.sort == "best":
                shown = self._facets.narrow(found.docs, query.filters)
                found = ordered_by_meaning(understood, found, shown)
            found, related = by_meaning(understood, found)
        return TaskMatch(terms, found, understood, related, groups)

    def led_by(
        self, matched: TaskMatch, occupations: Sequence[int], *, likely: bool = False
    ) -> TaskMatch:
        """The same with the tasks of some occupations before all others; where the query is no
        title but its words are in titles, after the tasks that hold all words."""
        groups = [self._own(matched, each) for each in occupations]
        groups = [group for group in groups if len(group[0])]
        if not groups:
            return matched
        found = matched.found
        highest = float(together(found, matched.related).scores.max(initial=0))
        first = led(self.postings, found, matched.terms, groups, highest, likely=likely)
        return TaskMatch(
            matched.terms, first, matched.understood, matched.related, matched.together
        )

    def _own(self, matched: TaskMatch, occupation: int) -> tuple[Docs, Floats]:
        """The tasks of an occupation, and what decides among them where a title names it."""
        own = self._context.tasks_of(occupation)
        return own, self._keys(matched, own, by_importance=True)

    def _keys(self, matched: TaskMatch, own: Docs, *, by_importance: bool) -> Floats:
        """What decides among tasks of one occupation."""
        base = score_of(self.postings, matched.terms, own)
        likeness = matched.understood.task_scores(own) if matched.understood else None
        return own_keys(base, likeness, by_importance=by_importance)

    def best(self, query: Query) -> list[tuple[int, float]]:
        """Ids and scores alone, without filters, counts and marks."""
        matched = self.match(query)
        listed = together(matched.found, matched.related)
        docs = top(listed.scores, listed.docs, 0, query.size)
        return list(zip(self._ids[docs].tolist(), pick(listed, docs).tolist(), strict=True))

    def hits(
        self, query: Query, matched: TaskMatch, seat_of: int | None = None
    ) -> tuple[Hits[TaskHit], Mapping[str, Mapping[str, int]]]:
        """The page asked for, and the counts of all filters. `seat_of`: an occupation of which the
        best task is among the first, if none of it is; None: no seat is kept."""
        found = matched.found
        start, end = (query.page - 1) * query.size, query.page * query.size
        docs = self._facets.narrow(found.docs, query.filters)
        counts = self._facets.counts(found.docs, query.filters)
        total = len(docs)
        by_meaning_alone: set[int] = set()
        if query.sort == "best":
            if matched.related is not None:
                related = matched.related.docs
                others = related[~find(related, found.docs)[1]]
                added = self._facets.narrow(others, query.filters)
                by_meaning_alone = set(added.tolist())
                docs = np.sort(np.concatenate([docs, added]))
                found = together(found, matched.related)
            keys = found.scores if len(docs) == len(found.docs) else pick(found, docs)
            listed = top(keys, docs, 0, max(end, FIRST_TASKS))
            scores = pick(found, listed)
            best = None if seat_of is None else self._seated(query, matched, listed, seat_of)
            if best is not None:
                if best not in docs:
                    by_meaning_alone.add(best)
                listed, scores = seated(listed, scores, best)
            page, scores = listed[start:end], scores[start:end]
        else:
            keys = -self._orders[query.sort][docs].astype(np.float32)
            page = top(keys, docs, start, query.size)
            scores = pick(found, page)
        marker = Marker(self.postings, matched.terms, query.phrases)
        hits = []
        for document, score, missing in zip(
            page.tolist(), scores.tolist(), _lacking(page, found.dropped), strict=True
        ):
            stored = self.postings.stored(document)
            if document in by_meaning_alone:
                hits.append(self._hit(stored, score, (), (), "meaning"))
            else:
                hits.append(self._hit(stored, score, marker.text(document), missing, "words"))
        return Hits(total, with_repeats(hits, query), len(by_meaning_alone)), counts

    def _seated(
        self, query: Query, matched: TaskMatch, listed: Docs, occupation: int
    ) -> int | None:
        """The best task of an occupation; None: one is among the first of the list, these are not
        filled, or no task of it is a result."""
        first, own = listed[:FIRST_TASKS], self._context.tasks_of(occupation)
        if len(first) < FIRST_TASKS:
            return None
        if query.filters:
            own = own[find(own, self._facets.narrow(own, query.filters))[1]]
        if find(first, own)[1].any():
            return None
        # Where enough tasks hold all words, meaning adds none.
        if matched.understood is None or matched.found.complete >= ENOUGH:
            own = own[find(own, matched.found.docs)[1]]
        if not len(own):
            return None
        return int(own[self._keys(matched, own, by_importance=False).argmax()])

    def _widened(self, term: Term, uses: Mapping[str, Mapping[str, float]]) -> Term:
        """A word that few statements hold is looked for in job titles, too: "barkeep" leads to
        the tasks of bartenders; one that names software, to the tasks of those who use it."""
        if term.word in uses:
            return self._context.widen(
                term,
                using(
                    self._titles.look_up(term.word, is_prefix=False), uses[term.word], self._numbers
                ),
            )
        if len(term.docs) >= TOO_FEW or term.is_stop:
            return term
        job = self._titles.look_up(term.word, is_prefix=term.is_prefix)
        return self._context.widen(term, job) if len(job.docs) else term

    def _with_task(self, task_id: int, found: Ranking) -> Ranking:
        """Puts the task whose id was typed before all others."""
        place = np.flatnonzero(self._ids == task_id).astype(np.int32)
        if not len(place):
            return found
        docs = np.union1d(found.docs, place).astype(np.int32)
        scores = np.zeros(len(docs), dtype=np.float32)
        scores[np.searchsorted(docs, found.docs)] = found.scores
        base = scores.copy()
        scores[np.searchsorted(docs, place)] = found.scores.max(initial=0) + 1
        return Ranking(docs, scores, base, found.complete, found.dropped)


def _lacking(docs: Docs, terms: Sequence[Term]) -> list[tuple[str, ...]]:
    """For each document those of the terms that it does not have."""
    lacking: list[tuple[str, ...]] = [()] * len(docs)
    for term in terms:
        for place in (~find(docs, term.docs)[1]).nonzero()[0].tolist():
            lacking[place] += (term.word,)
    return lacking
