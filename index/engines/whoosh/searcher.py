"""The embedded engine, reading: a Query in, Results out, over memory-mapped arrays.

Safe to share between threads: nothing is changed after opening.
"""

from __future__ import annotations

import time
from collections.abc import Container
from functools import partial
from pathlib import Path

from index.arrays import load
from index.engines.deadline import Deadline
from index.engines.hits import hit_maker
from index.engines.pairs import Pairs
from index.engines.protocol import ActivityHit, Hits, Results, Standing
from index.engines.standing import english_standing
from index.engines.titled import Titled
from index.engines.whoosh.analysis import FOLDER, KINDS, arrays_name
from index.engines.whoosh.context import Context
from index.engines.whoosh.facets import Facets
from index.engines.whoosh.marking import Marker
from index.engines.whoosh.matching import look_up, match, page_of
from index.engines.whoosh.occupations import OccupationSearch
from index.engines.whoosh.postings import Postings
from index.engines.whoosh.tasks import TaskSearch
from index.errors import EngineError
from index.lexicon import FILE_NAME, Lexicon
from index.lexicon.reading import Reader
from index.query import Query, parse
from index.relevance.meaning import Meaning, open_meaning
from index.relevance.own_tasks import has_seat

DEFAULT_BUDGET_MS = 150.0
"""Of the thread's own time. Our queries take about two; the budget guards against those that we
did not foresee."""


class WhooshEngine:
    """A SearchEngine over the folder that `writer` wrote."""

    def __init__(
        self,
        folder: Path,
        budget_ms: float = DEFAULT_BUDGET_MS,
        meaning: Meaning | None = None,
    ) -> None:
        """Without `meaning`, words alone count. Raises EngineError if a file is missing or of
        another format."""
        self._budget_s = budget_ms / 1000
        try:
            loaded = {kind: load(folder / arrays_name(kind)) for kind in KINDS}
            tasks = Postings(loaded["task"])
            occupations = Postings(loaded["occupation"])
            self._activities = Postings(loaded["activity"])
            names = self._activities.names
            self._activity_hit = hit_maker(ActivityHit, names, ("score", "spans"))
            context = Context(loaded["task"], occupations.document_count)
            self._titled = Titled(folder)
            pairs = Pairs(folder)
            self._occupations = OccupationSearch(
                loaded["occupation"], occupations, context, pairs, self._titled.prior
            )
            facets = Facets(loaded["task"], self._occupations.codes)
            self.tasks = TaskSearch(
                loaded["task"],
                tasks,
                occupations,
                facets,
                context,
                self._occupations.numbers,
                pairs,
                meaning,
            )
            self._reader = Reader(Lexicon(folder / FILE_NAME))
        except (KeyError, IndexError, ValueError) as error:
            raise EngineError(
                f'The search index cannot be read ({error!r}). Build again with "taskdex build".'
            ) from error
        # NumPy prepares some of itself at first use: without this, the first search would be slow.
        self.search(parse("plan the work of nurses x"))

    def close(self) -> None:
        """The arrays are unmapped when the last of them is let go."""

    def standing(
        self, word: str, *, unfinished: bool, misspelt: bool = False, names: int = 0
    ) -> Standing:
        return english_standing(
            self._reader.lexicon, word, unfinished=unfinished, misspelt=misspelt, names=names
        )

    def spelt(self, query: Query, names: Container[str]) -> Query:
        return self._reader.spelt(query, names)

    def is_title(self, query: Query) -> bool:
        return self._titled.is_title(self._reader.spelt(query))

    def ready(self) -> bool:
        try:
            results = self.search(parse(self.tasks.postings.words[0], size=1))
        except (EngineError, IndexError, ValueError):
            return False
        return results.tasks.total > 0

    def deadline(self) -> Deadline:
        return Deadline(self._budget_s, time.thread_time)

    def search(self, query: Query, deadline: Deadline | None = None) -> Results:
        """Relaxation and correction are decided on the words alone, before any filter.

        The budget is the thread's own time: on a busy machine, waiting for a turn costs no answers.
        If the tasks have used it up, the occupations are left out, and said to be; the activities
        cost a fraction of a millisecond.
        """
        deadline = deadline or self.deadline()
        read = self._reader.read(query)
        meant = read.query
        answer = partial(Results, query, corrections=read.corrections, notes=read.notes)
        if query.kind == "activity":
            return answer(activities=self._search_activities(meant))
        matched = self.tasks.match(meant)
        named = self._titled.named(meant)
        is_work = not named and self._titled.is_work(meant)
        jobs = self._occupations.match(meant, matched, is_work=is_work)
        if query.kind == "occupation":
            return answer(occupations=self._occupations.search(jobs, named))
        is_literal = bool(meant.verbatim or meant.phrases or meant.excluded)
        shown, is_sure, seat_of = matched, False, None
        if named and named.leads_before(matched.found.complete) and not meant.verbatim:
            first = self._occupations.order(jobs, named)
            shown = self.tasks.led_by(matched, first, likely=named.is_begun)
            is_sure = not named.is_begun
            if named.means_one:
                answer = partial(answer, named=self._occupations.codes[first[0]])
        elif not named and not is_literal:
            may_lead = self._titled.may_lead(meant)
            found = self._occupations.likely if may_lead else self._occupations.outstanding
            shown = self.tasks.led_by(matched, found(jobs), likely=True)
        if not is_sure and not is_literal and has_seat(meant, matched.found.complete):
            seat_of = self._occupations.first(jobs)
        hits, facets = self.tasks.hits(meant, shown, seat_of)
        dropped = tuple(term.word for term in shown.found.dropped)
        answer = partial(answer, tasks=hits, facets=facets, dropped=dropped)
        if query.kind == "task":
            return answer()
        answer = partial(answer, activities=self._search_activities(meant))
        if deadline.passed:
            return answer(partial=True)
        return answer(occupations=self._occupations.search(jobs, named))

    def best_tasks(self, query: Query) -> list[tuple[int, float]]:
        """Ids and scores of tasks alone: for benchmarks and tests."""
        return self.tasks.best(self._reader.read(query).query)

    def _search_activities(self, query: Query) -> Hits[ActivityHit]:
        if query.is_blank and query.kind is None:
            return Hits()
        terms = look_up(self._activities, query)
        found = match(self._activities, query, terms)
        page = page_of(query, found)
        marker = Marker(self._activities, terms, query.phrases)
        hits = [
            self._activity_hit(self._activities.stored(document), score, marker.text(document))
            for document, score in page
        ]
        return Hits(len(found.docs), tuple(hits))


def open_engine(release: Path, budget_ms: float | None = None) -> WhooshEngine:
    """The engine in a release's folder; without a budget, with the usual one."""
    budget = DEFAULT_BUDGET_MS if budget_ms is None else budget_ms
    return WhooshEngine(release / FOLDER, budget, open_meaning(release))
