"""Occupations: found by their titles above all, and by what their tasks say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.engine import Hits, OccupationHit, Spans
from index.engines.whoosh.arrays import Array
from index.engines.whoosh.context import Context
from index.engines.whoosh.marking import Marker
from index.engines.whoosh.matching import look_up, match, page_of, without_excluded
from index.engines.whoosh.postings import Postings, Term
from index.engines.whoosh.ranking import Ranking
from index.engines.whoosh.tasks import TaskMatch
from index.engines.whoosh.titles import Titles
from index.query import Query

TASKS_SHARE = 0.3
"""What an occupation gets for what all its tasks say together."""
BEST_TASK_SHARE = 0.1
"""What it gets of its best task's score: "fix people's teeth" is in no title."""
NEARLY = 0.4
"""An occupation that does not hold all words is shown if it scores at least so much of the best."""
FILTERS = ("group", "zone", "occupation")
"""Filters of tasks that are facts of their occupations."""


class OccupationSearch:
    """The occupations of an opened index."""

    def __init__(self, loaded: Mapping[str, Array], postings: Postings, context: Context) -> None:
        self.postings = postings
        self._context = context
        self._titles = Titles(loaded)

    def search(self, query: Query, tasks: TaskMatch) -> Hits[OccupationHit]:
        """`tasks` is what the same query means for tasks."""
        if query.is_blank and query.kind is None and "occupation" not in query.filters:
            return Hits()
        terms = look_up(self.postings, query)
        found = self._rank(query, terms, tasks) if terms else match(self.postings, query, terms)
        chosen = {name: values for name, values in query.filters.items() if name in FILTERS}
        if chosen:
            kept = [self._is_of(document, chosen) for document in found.docs.tolist()]
            found = found[np.array(kept, dtype=np.bool_)]
        marker = Marker(self.postings, terms, query.phrases)
        hits = (
            self._hit(document, score, terms, marker) for document, score in page_of(query, found)
        )
        return Hits(len(found.docs), tuple(hits))

    def _rank(self, query: Query, terms: Sequence[Term], tasks: TaskMatch) -> Ranking:
        """A plain sum of what words, titles' pairs and pieces, and tasks say."""
        content = [term for term in terms if not term.is_stop] or list(terms)
        scores = np.zeros(self.postings.document_count, dtype=np.float32)
        told = np.zeros(self.postings.document_count, dtype=np.float32)
        for term in content:
            scores[term.docs] += term.values * np.float32(term.information)
            told[term.docs] += np.float32(term.information)
        unfinished = content[-1].is_prefix and content[-1].stem_number < 0
        stems = [term.stem_number for term in content]
        self._titles.add_scores(scores, [t.word for t in content], stems, unfinished=unfinished)
        scores += TASKS_SHARE * self._context.of_occupations(tasks.terms)
        scores += BEST_TASK_SHARE * self._context.best_tasks(tasks.found)
        everything = sum(term.information for term in content) - 1e-3
        enough = (scores >= NEARLY * scores.max()) | (told >= everything)
        docs = np.flatnonzero(enough & (scores > 0)).astype(np.int32)
        found = Ranking(docs, scores[docs], scores[docs])
        return without_excluded(self.postings, query, found)

    def _is_of(self, document: int, chosen: Mapping[str, tuple[str, ...]]) -> bool:
        stored = self.postings.hit(document)
        code, group, zone = stored[0], stored[-2], stored[-1]
        values = {"group": group, "zone": "none" if zone is None else str(zone), "occupation": code}
        return all(values[name] in wanted for name, wanted in chosen.items())

    def _hit(
        self, document: int, score: float, terms: Sequence[Term], marker: Marker
    ) -> OccupationHit:
        code, _, title, _, task_count, *_ = self.postings.hit(document)
        marked = marker.part(document, 0)
        lay_title: str | None = None
        lay_spans: Spans = ()
        if meant := self._title_meant(document, terms):
            lay_title = self._titles.read(document, meant)
            lay_spans = marker.part(document, meant)
        return OccupationHit(code, score, title, marked, task_count, lay_title, lay_spans)

    def _title_meant(self, document: int, terms: Sequence[Term]) -> int:
        """The number of the title that holds the most of the terms in the fewest words: 0, the
        official one, unless a lay title holds more."""
        numbers, title_of = self._words_of_titles(document)
        stems = self.postings.word_stems[numbers]
        held = np.zeros(self._titles.count(document), dtype=np.int64)
        for term in terms:
            if not term.is_stop:
                here = stems == term.stem_number
                for other in term.other_stems:
                    here |= stems == other
                if term.is_prefix:
                    here |= (numbers >= term.first) & (numbers < term.last)
                has = np.zeros(len(held), dtype=np.bool_)
                has[title_of[here]] = True
                held += has
        if held[0] == held.max():
            return 0
        lengths = np.bincount(title_of, minlength=len(held))
        return int(np.lexsort((lengths, -held))[0])

    def _words_of_titles(self, document: int) -> tuple[NDArray[np.int32], NDArray[np.intp]]:
        """The word numbers of all titles of an occupation, and which title each stands in."""
        start, end = self.postings.text_starts[document : document + 2].tolist()
        numbers = self.postings.text_words[start:end]
        title_of: NDArray[np.intp] = np.cumsum(numbers < 0, dtype=np.intp)
        inside = (numbers >= 0) & (title_of < self._titles.count(document))
        return numbers[inside], title_of[inside]
