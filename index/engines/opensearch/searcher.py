"""The distributed engine, reading: a Query in, Results out, asked of a cluster.

Safe to share between threads. Opening connects to nothing: a cluster that is away makes searches
fail, not pages, and is taken up again when it is back.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace

from index.engines.deadline import Deadline
from index.engines.opensearch.breaker import Breaker
from index.engines.opensearch.client import LATE, Cluster
from index.engines.opensearch.lexicon import Lexicon
from index.engines.opensearch.occupations import OccupationSearch
from index.engines.opensearch.rounds import Body, Question, Response, ask
from index.engines.opensearch.tasks import ActivitySearch, TaskSearch
from index.engines.pairs import Pairs
from index.engines.protocol import Results, Standing
from index.engines.setting import ClusterAddress
from index.engines.standing import english_standing
from index.engines.titled import Titled
from index.errors import EngineError
from index.lexicon import Lexicon as WordList
from index.lexicon.reading import Reader
from index.query import Query, parse
from index.relevance.meaning import Meaning
from index.relevance.own_tasks import has_seat
from index.relevance.weights import FEW_TASKS

DEFAULT_BUDGET_MS = 1500.0
"""What a search may take. Ours take some tens; the rest is for a node that is lost or slow, whose
part another one then does."""
READY_BUDGET_S = 3.0


class OpenSearchEngine:
    """A SearchEngine over one index of a cluster."""

    def __init__(
        self,
        address: ClusterAddress,
        index: str,
        titled: Titled,
        pairs: Pairs,
        words: WordList,
        budget_ms: float = DEFAULT_BUDGET_MS,
        meaning: Meaning | None = None,
    ) -> None:
        """`titled` and `pairs` are those of the same release; without `meaning`, words alone count.

        Raises EngineError only for what is wrong with the address itself.
        """
        self.titled = titled
        self.pairs = pairs
        self._cluster = Cluster(address)
        self._breaker = Breaker()
        self._budget_s = budget_ms / 1000
        self._lexicon = Lexicon(self._cluster, index)
        self._index = index
        self._tasks = TaskSearch(self._cluster, index, self._lexicon, pairs, meaning)
        self._activities = ActivitySearch(self._lexicon)
        self._occupations = OccupationSearch(
            self._cluster, index, self._lexicon, pairs, titled.prior.tolist()
        )
        self.words = words
        self._reader = Reader(words)

    def close(self) -> None:
        """Lets go of the connections."""
        self._cluster.close()

    def standing(
        self, word: str, *, unfinished: bool, misspelt: bool = False, names: int = 0
    ) -> Standing:
        return english_standing(
            self.words, word, unfinished=unfinished, misspelt=misspelt, names=names
        )

    def spelt(self, query: Query, names: Container[str]) -> Query:
        return self._reader.spelt(query, names)

    def is_title(self, query: Query) -> bool:
        return self.titled.is_title(self._reader.spelt(query))

    def ready(self) -> bool:
        deadline = Deadline(READY_BUDGET_S)
        try:
            with self._breaker.watching(deadline):
                probe = parse(f"{self._lexicon.release(deadline).probe} ", kind="task", size=1)
                return self._answer(probe, deadline).tasks.total > 0
        except EngineError:
            return False

    def deadline(self) -> Deadline:
        return Deadline(self._budget_s)

    def search(self, query: Query, deadline: Deadline | None = None) -> Results:
        """Relaxation and correction are decided on the words alone, before any filter.

        Without tasks there is no answer. What else the time budget leaves no room for is left out,
        and said to be.
        """
        deadline = deadline or self.deadline()
        if deadline.passed:  # a search before it was too slow, and has been counted
            raise EngineError(LATE)
        with self._breaker.watching(deadline):
            return self._answer(query, deadline)

    def _answer(self, query: Query, deadline: Deadline) -> Results:
        read = self._reader.read(query)
        meant = read.query
        cut_off = False

        def send(bodies: list[Body]) -> list[Response]:
            nonlocal cut_off
            answers = self._cluster.search(self._index, bodies, deadline, partly=True)
            cut_off = cut_off or any(answer["timed_out"] for answer in answers)
            return answers

        results = Results(query, corrections=read.corrections, notes=read.notes)
        if query.kind == "activity":
            listed = ask(send, Question(self._activities.find(meant, deadline)))
            return replace(results, activities=listed, partial=cut_off)
        named = self.titled.named(meant)
        perhaps = not named and self.titled.may_lead(meant)
        is_work = not named and self.titled.is_work(meant)
        is_literal = bool(meant.verbatim or meant.phrases or meant.excluded)
        tasks = Question(self._tasks.find(meant, deadline, aside=True))
        if query.kind == "occupation":
            jobs = Question(
                self._occupations.find(meant, ask(send, tasks), deadline, named, is_work=is_work)
            )
            found = self._occupations.hits(meant, ask(send, jobs), deadline)
            return replace(results, occupations=found, partial=cut_off)
        alongside = []
        if query.kind is None:
            alongside = [Question(self._activities.find(meant, deadline))]
        statements = ask(send, tasks, *alongside)
        jobs = Question(self._occupations.find(meant, statements, deadline, named, is_work=is_work))
        leading: Sequence[int] = ()
        is_sure = False
        complete = statements.page.complete
        if named and named.leads_before(complete) and not meant.verbatim:
            sole = named.official or (named.others if len(named.others) == 1 else ())
            leading = sole or ask(send, jobs, *alongside).best
            is_sure = not named.is_begun
            if named.means_one and leading:
                codes = tuple(self._lexicon.release(deadline).numbers)
                results = replace(results, named=codes[leading[0]])
        elif not named and not is_literal and complete < FEW_TASKS:
            found_jobs = ask(send, jobs, *alongside)
            leading = found_jobs.likely if perhaps else found_jobs.outstanding
        shown = statements
        if leading:
            led = self._tasks.led_by(meant, statements, leading, likely=not is_sure)
            shown = ask(send, Question(led), *alongside)
        if not is_sure and not is_literal and has_seat(meant, complete):
            first = ask(send, jobs, *alongside).first
            if first is not None:
                seated = self._tasks.seated(meant, shown, first)
                shown = ask(send, Question(seated), *alongside)
        results = replace(
            results,
            tasks=self._tasks.hits(meant, shown),
            facets=shown.page.facets,
            dropped=tuple(term.word for term in shown.page.dropped),
        )
        if query.kind == "task":
            return replace(results, partial=cut_off)
        try:
            ranked = ask(send, jobs, *alongside)
            found = self._occupations.hits(meant, ranked, deadline)
            results = replace(results, occupations=found)
            (activities,) = alongside
            listed = ask(send, activities)
            return replace(results, activities=listed, partial=cut_off)
        except EngineError:
            if not deadline.passed:
                raise
            return replace(results, partial=True)
