"""Tasks and work activities: a query in; ranked, filtered, counted and marked hits out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from index.engines.deadline import Deadline
from index.engines.opensearch import queries
from index.engines.opensearch.cache import Cache
from index.engines.opensearch.client import Cluster
from index.engines.opensearch.lexicon import Lexicon, Term, using, widened
from index.engines.opensearch.positions import marks
from index.engines.opensearch.ranking import Page, Wanted, find, led, seated
from index.engines.opensearch.rounds import Asking
from index.engines.pairs import Pairs, apart
from index.engines.protocol import ActivityHit, Hits, TaskHit
from index.engines.repeats import with_repeats
from index.lexicon.joints import whole
from index.query import Query
from index.relevance.meaning import Meaning, Understood
from index.relevance.weights import (
    ASIDE,
    JOB_SHARE,
    OCCUPATION_SHARE,
    SPEAKING_TASKS,
    TOO_FEW,
)

MOST_CARRIED = 20_000
"""Tasks that are named to a cluster as like the query, at the most: a quarter of a megabyte."""
CACHED = 1_000
"""Words of which the occupations that they name are kept."""


@dataclass(frozen=True, slots=True)
class Statements:
    """What a query means for tasks, and what it found."""

    terms: list[Term]
    page: Page
    told: list[float]
    """What each occupation has to say for the terms."""
    wanted: Wanted
    understood: Understood | None = None
    """What the query means; None where it is to be taken literally."""


class TaskSearch:
    """The tasks of an index."""

    def __init__(
        self,
        cluster: Cluster,
        index: str,
        lexicon: Lexicon,
        pairs: Pairs,
        meaning: Meaning | None,
    ) -> None:
        self._pairs = pairs
        self._cluster = cluster
        self._index = index
        self._lexicon = lexicon
        self._meaning = meaning
        self._jobs: Cache[Term, Mapping[int, float]] = Cache(CACHED)

    def find(self, query: Query, deadline: Deadline, *, aside: bool) -> Asking[Statements]:
        """`aside`: the occupations of the best tasks are wanted, too."""
        terms = [
            self._widened(term, query, deadline)
            for term in self._lexicon.terms("task", query, deadline)
        ]
        understood = self._meaning.understand(query) if self._meaning else None
        together = self._pairs.together(query, understood)
        told = self._lexicon.context(apart(terms, together), deadline)
        is_wanted = query.kind != "occupation"
        wanted = Wanted(
            start=(query.page - 1) * query.size if is_wanted else 0,
            size=query.size if is_wanted else 0,
            facets=is_wanted,
            occupations=SPEAKING_TASKS if aside else 0,
            scores=[OCCUPATION_SHARE * score for score in told],
            understood=understood if is_wanted else None,
            together=together,
            carried=_carried(understood),
        )
        documents = self._lexicon.release(deadline).counts["task"]
        page = yield from find("task", query, terms, wanted, documents)
        return Statements(terms, page, told, wanted, understood)

    def led_by(
        self, query: Query, found: Statements, occupations: Sequence[int], *, likely: bool
    ) -> Asking[Statements]:
        """The same with the tasks of some occupations before all others."""
        page = yield from led(
            query, found.terms, found.wanted, found.page, occupations, likely=likely
        )
        return replace(found, page=page)

    def seated(self, query: Query, found: Statements, occupation: int) -> Asking[Statements]:
        """The same with the best task of an occupation among the first, if none of it is."""
        page = yield from seated(query, found.terms, found.wanted, found.page, occupation)
        return replace(found, page=page)

    def hits(self, query: Query, found: Statements) -> Hits[TaskHit]:
        hits = []
        for each in found.page.hits:
            facts = {"score": each.score, "by": each.by, **each.stored}
            facts["same"] = tuple(map(tuple, facts["same"]))
            facts["text"] = whole(each.stored["text"])
            if each.by == "meaning":
                hits.append(TaskHit(spans=(), **facts))
                continue
            missing = tuple(t.word for t in found.page.dropped if t.key not in each.matched)
            marked = marks(each.stored["text"], found.terms, query.phrases)
            hits.append(TaskHit(spans=marked, missing=missing, **facts))
        return Hits(found.page.total, with_repeats(hits, query), found.page.related)

    def _widened(self, term: Term, query: Query, deadline: Deadline) -> Term:
        """A word that few statements hold is looked for in job titles, too: "barkeep" leads to
        the tasks of bartenders."""
        if term.word in query.uses:
            numbers = self._lexicon.release(deadline).numbers
            return using(term, query.uses[term.word], numbers, JOB_SHARE)
        if term.count >= TOO_FEW or term.is_stop:
            return term
        asked = [(term.word, term.is_prefix)]
        (job,) = self._lexicon.look_up("occupation", asked, deadline)
        if not job.count:
            return term
        jobs = self._jobs.get([job], lambda _: [self._titled(job, deadline)])[job]
        share = OCCUPATION_SHARE if term.count else JOB_SHARE
        return widened(term, {n: share * v for n, v in jobs.items()}, job.information)

    def _titled(self, job: Term, deadline: Deadline) -> Mapping[int, float]:
        """The occupations whose titles hold a word, each with the word's value there."""
        body = {
            "query": queries.values("occupation", job),
            "size": self._lexicon.release(deadline).counts["occupation"],
            "_source": False,
            "docvalue_fields": ["occupation"],
        }
        (answer,) = self._cluster.search(self._index, [body], deadline)
        return {hit["fields"]["occupation"][0]: hit["_score"] for hit in answer["hits"]["hits"]}


def _carried(understood: Understood | None) -> Sequence[str] | None:
    """Ids of the tasks that are like the query; None: it is to be taken literally, or there are
    more than a cluster should be sent."""
    if understood is None or len(places := understood.carried_places) > MOST_CARRIED:
        return None
    return [f"task:{task_id}" for task_id in understood.meaning.task_ids[places].tolist()]


class ActivitySearch:
    """The work activities of an index."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def find(self, query: Query, deadline: Deadline) -> Asking[Hits[ActivityHit]]:
        if query.is_blank and query.kind is None:
            return Hits()
        terms = self._lexicon.terms("activity", query, deadline)
        paged = query.kind is not None
        wanted = Wanted(
            (query.page - 1) * query.size if paged else 0, query.size if paged else ASIDE
        )
        # Filters and orders are of tasks.
        asked = replace(query, sort="best")
        documents = self._lexicon.release(deadline).counts["activity"]
        page = yield from find("activity", asked, terms, wanted, documents)
        return Hits(page.total, tuple(self._hits(page, terms, query.phrases)))

    def _hits(
        self, page: Page, terms: Sequence[Term], phrases: Sequence[Sequence[str]]
    ) -> list[ActivityHit]:
        hits = []
        for each in page.hits:
            marked = marks(each.stored["title"], terms, phrases)
            facts = {**each.stored, "title": whole(each.stored["title"])}
            hits.append(ActivityHit(score=each.score, spans=marked, **facts))
        return hits
