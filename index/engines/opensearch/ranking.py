"""From terms to documents in order, for tasks and activities: all words first, then enough of them.

The cluster scores, sorts and counts; the first documents that hold all words are then put in order
by how close the words stand, which is read off their texts here. Pure: what is asked of the cluster
is yielded.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engines.opensearch import queries
from index.engines.opensearch.lexicon import Term
from index.engines.opensearch.positions import order_bonus
from index.engines.opensearch.queries import Clause
from index.engines.opensearch.related import (
    BY_WORDS,
    LET_THROUGH,
    Found,
    Related,
    ordered_by_meaning,
    told_of,
)
from index.engines.opensearch.rounds import Asking, Body, Response
from index.engines.pairs import Together
from index.engines.protocol import By
from index.query import FILTERS, Query
from index.records.terms import Kind
from index.relevance.meaning import Understood
from index.relevance.own_tasks import own_keys
from index.relevance.weights import ENOUGH, FIRST_TASKS, RELATED, REORDERED, RERANKED

COMPLETE = 1000.0
"""What having all words adds where others are found too; scores stay below it."""
ASKED_FOR = 100_000.0
"""What the task whose id was typed gets."""
LEAD = 50_000.0
"""What the tasks of occupations get that were named; lower ones follow in turns."""
LIKELY_LEAD = 900.0
"""What those of likely occupations get: less than what has all words, more than the rest."""
MOST_OWN = 500
"""How many tasks leading occupations have at the most."""
UNLIKELY = 0.3
"""Where words by chance would meet in less than this part of enough documents, the search that does
not require all of them is sent along at once."""
_BY_SCORE: list[Any] = [{"_score": "desc"}, {"place": "asc"}]


@dataclass(frozen=True, slots=True)
class Page:
    """What a query found."""

    total: int
    hits: list[Found]
    dropped: tuple[Term, ...] = ()
    """Terms that are not in all of the first documents, though they were asked for."""
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    best_of_occupation: Mapping[int, float] = field(default_factory=dict)
    """Occupation → the score of the best of its tasks, among those that were looked at."""
    complete: int = 0
    """How many documents have all words, if fewer than enough."""
    first: Sequence[Response] = ()
    """The first documents before any filter, where not all words were required."""
    clause: Clause = field(default_factory=dict)
    """What was asked in the end."""
    relaxed: Sequence[Term] = ()
    related: int = 0
    """How many are listed beside those found by words, for their meaning."""
    listed: Sequence[Found] = ()
    """The first of all, of which `hits` are a part; none: only later ones were looked at."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of a kind beside its ranking."""

    start: int
    size: int
    facets: bool = False
    occupations: int = 0
    """Of how many of the best tasks in each shard the occupations are wanted."""
    scores: Sequence[float] = ()
    """What each occupation adds to its documents."""
    understood: Understood | None = None
    """What the query means; None where it is to be taken literally."""
    together: Sequence[Together] = ()
    """Words of the query that mean something together."""
    carried: Sequence[str] | None = None
    """Ids of the only documents that are results without most of the words; None: any."""


def required(terms: Sequence[Term]) -> list[Term]:
    """Each word once, and none that says nothing, unless there are no others."""
    wanted = [term for term in terms if not term.is_stop] or list(terms)
    return list({term.word: term for term in wanted}.values())


def find(
    kind: Kind, query: Query, terms: Sequence[Term], wanted: Wanted, documents: int
) -> Asking[Page]:
    """Relaxation is decided on the words alone, before phrases, exclusions and filters.

    `documents`: how many of the kind there are.
    """
    needed = required(terms)
    if not needed:
        every = _Search(kind, query, queries.everything(kind), (), wanted)
        return every.read((yield every.bodies))[0]
    full = _Search(kind, query, queries.with_all(kind, needed), terms, wanted)
    if len(needed) == 1:
        return full.read((yield full.bodies))[0]
    half = sum(term.information for term in needed) / 2 - 1e-3
    clause = queries.with_some(kind, needed, half, COMPLETE, wanted.together, wanted.carried)
    partly = _Search(kind, query, clause, terms, wanted, needed)
    # Where one word alone finds too little, all together find no more.
    if min(term.count for term in needed) < ENOUGH and not _has_jobs(needed):
        page, count = partly.read((yield partly.bodies))
    elif _expected(needed, documents) < UNLIKELY * ENOUGH:
        answers = yield [*full.bodies, *partly.bodies]
        page, count = full.read(answers[: len(full.bodies)])
        if count >= ENOUGH:
            return page
        page, count = partly.read(answers[len(full.bodies) :])
    else:
        page, count = full.read((yield full.bodies))
        if count >= ENOUGH:
            return page
        page, count = partly.read((yield partly.bodies))
    if not count:  # nothing has most of what was asked
        clause = queries.with_some(kind, needed, 0.0, COMPLETE, wanted.together, wanted.carried)
        any_of = _Search(kind, query, clause, terms, wanted, needed)
        page, _ = any_of.read((yield any_of.bodies))
    return page


def led(
    query: Query,
    terms: Sequence[Term],
    wanted: Wanted,
    page: Page,
    occupations: Sequence[int],
    *,
    likely: bool,
) -> Asking[Page]:
    """The same page with the tasks of some occupations before all others; of likely ones, after
    what has all words."""
    body: Body = {
        "query": queries.of_occupations(required(terms), occupations),
        "size": MOST_OWN,
        "sort": _BY_SCORE,
        "_source": False,
        "docvalue_fields": ["place", "occupation"],
    }
    (answer,) = yield [body]
    own: dict[int, list[tuple[int, float]]] = {number: [] for number in occupations}
    ids = []
    for hit in answer["hits"]["hits"]:
        own[hit["fields"]["occupation"][0]].append((hit["fields"]["place"][0], hit["_score"]))
        ids.append(hit["_id"])
    groups = [_in_order(each, wanted.understood) for each in own.values() if each]
    if not groups:
        return page
    turns = {
        place: turn * len(groups) + number
        for number, places in enumerate(groups)
        for turn, place in enumerate(places)
    }
    lead = LIKELY_LEAD if likely else LEAD
    asked = replace(wanted, occupations=0)
    search = _Search("task", query, page.clause, terms, asked, page.relaxed, ids, turns, lead)
    found, _ = search.read((yield search.bodies))
    return replace(found, dropped=page.dropped if likely else ())


def _in_order(own: Sequence[tuple[int, float]], understood: Understood | None) -> list[int]:
    """Places of an occupation's tasks, which stand beside their scores, the first one first."""
    places, keys = _keys(own, understood, by_importance=True)
    order: list[int] = places[np.argsort(-keys, kind="stable")].tolist()
    return order


def _keys(
    own: Sequence[tuple[int, float]], understood: Understood | None, *, by_importance: bool
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """Places of an occupation's tasks, ascending, and what decides among them."""
    places = np.array([place for place, _ in sorted(own)], dtype=np.int32)
    base = np.array([score for _, score in sorted(own)], dtype=np.float32)
    likeness = None if understood is None else understood.task_scores(places)
    return places, own_keys(base, likeness, by_importance=by_importance)


def seated(
    query: Query, terms: Sequence[Term], wanted: Wanted, page: Page, occupation: int
) -> Asking[Page]:
    """The same page with the best task of an occupation at the last of the first places, if none
    of it is there."""
    if len(page.listed) < FIRST_TASKS or query.sort != "best":
        return page
    own = queries.of_occupations(required(terms), [occupation])
    told = told_of(page.clause, list(queries.filters(query.filters).values()))
    body: Body = {
        "query": {"bool": {"must": [own], "should": told}},
        "size": MOST_OWN,
        "_source": ["stored"],
        "docvalue_fields": ["place"],
    }
    (answer,) = yield [body]
    hits = {hit["fields"]["place"][0]: hit for hit in answer["hits"]["hits"]}
    if any(each.place in hits for each in page.listed[:FIRST_TASKS]):
        return page
    # Where enough tasks hold all words, meaning adds none.
    by_words = wanted.understood is None or page.complete >= ENOUGH
    scored = [
        (place, hit["_score"])
        for place, hit in hits.items()
        if LET_THROUGH in (names := hit.get("matched_queries", ()))
        and (BY_WORDS in names or not by_words)
    ]
    if not scored:
        return page
    places, keys = _keys(scored, wanted.understood, by_importance=False)
    best = int(places[int(keys.argmax())])
    names = hits[best].get("matched_queries", ())
    stored = hits[best]["_source"]["stored"]
    by: By = "words" if BY_WORDS in names else "meaning"
    place = FIRST_TASKS - 1
    score = page.listed[place].score
    seat = Found(score, stored, frozenset(names), best, by)
    is_new = by == "meaning" and best not in {each.place for each in page.listed}
    others = [each for each in page.listed if each.place != best]
    listed = [*others[:place], seat, *others[place:]]
    return replace(
        page,
        listed=listed,
        hits=listed[wanted.start :][: wanted.size],
        related=page.related + is_new,
    )


class _Search:
    """One way to take a query: what is asked for it, and what the answers say."""

    def __init__(
        self,
        kind: Kind,
        query: Query,
        clause: Clause,
        terms: Sequence[Term],
        wanted: Wanted,
        relaxed: Sequence[Term] = (),
        leading: Sequence[str] = (),
        turns: Mapping[int, int] | None = None,
        lead: float = 0.0,
    ) -> None:
        """`relaxed`: the terms of which the clause does not require each; `turns`: the order of
        the `leading` tasks, which are ids, by place."""
        self._kind = kind
        self._query = query
        self._terms = terms
        self._wanted = wanted
        self._relaxed = relaxed
        self._clause = clause
        self._turns = turns or {}
        self._chosen = queries.filters(query.filters) if wanted.facets else {}
        self._reranks = len(terms) > 1 and query.sort == "best"
        self._start, self._size = wanted.start, wanted.size
        is_meant = wanted.understood is not None and query.sort == "best"
        self._may_relate = is_meant and (
            bool(relaxed) or (len(terms) == 1 and terms[0].count < ENOUGH)
        )
        self._names_jobs = is_meant and _has_jobs(terms)
        if self._may_relate or self._names_jobs:
            self._start, self._size = _wide_window(wanted)
        elif self._reranks or (kind == "task" and terms and query.sort == "best"):
            self._start, self._size = _window(wanted)
        asked = queries.with_occupations(clause, wanted.scores)
        if turns:
            complete = 2 * LEAD if lead == LEAD else COMPLETE
            asked = queries.led(asked, leading, turns, lead, complete)
        self.bodies = self._bodies(asked)
        self._related = self._meant(asked)
        if self._related is not None:
            self.bodies += self._related.bodies

    def _meant(self, clause: Clause) -> Related | None:
        """What is related by meaning is looked for where too few tasks may hold all words."""
        if not self._may_relate:
            return None
        assert self._wanted.understood is not None
        return Related(self._wanted.understood, clause, list(self._chosen.values()))

    def _bodies(self, clause: Clause) -> list[Body]:
        query = self._query
        by_id: list[Clause] = []
        if query.task_id is not None and self._kind == "task":
            asked_for = {"ids": {"values": [f"task:{query.task_id}"]}}
            by_id = [asked_for]
            scored = {"constant_score": {"filter": asked_for, "boost": ASKED_FOR}}
            clause = {"bool": {"should": [clause, scored], "minimum_should_match": 1}}
        kept = queries.kept(self._kind, query)
        narrowing = [*kept, *self._chosen.values()]
        body: Body = {
            "query": clause,
            "from": self._start,
            "size": self._size,
            "sort": _BY_SCORE if query.sort == "best" else [{f"order_{query.sort}": "asc"}],
            "track_scores": True,
            "track_total_hits": True,
            "_source": ["stored"],
            "aggs": _aggregations(kept, self._chosen, by_id, self._wanted),
        }
        if narrowing:
            body["post_filter"] = {"bool": {"filter": narrowing}}
        if not self._relaxed:
            return [body]
        first = {
            "query": clause,
            "size": ENOUGH,
            "sort": _BY_SCORE,
            "_source": False,
            "docvalue_fields": ["occupation"] if self._kind == "task" else [],
        }
        return [body, first]

    def read(self, answers: Sequence[Response]) -> tuple[Page, int]:
        """A page, and how many documents the clause finds before anything is taken out."""
        answer, wanted = answers[0], self._wanted
        hits = [
            Found(
                hit["_score"],
                hit["_source"]["stored"],
                frozenset(hit.get("matched_queries", ())),
                hit["sort"][-1],
            )
            for hit in answer["hits"]["hits"]
        ]
        counts = answer["aggregations"]
        count: int = counts["everything"]["doc_count"]
        if self._reranks:
            first = [hit for hit in hits if hit.score > LEAD / 2]
            rest = hits[len(first) :]
            rest = _reranked(self._kind, rest, self._terms, self._relaxed, self._start)
            hits = [*first, *rest]
        if self._names_jobs and not self._start:
            first = [hit for hit in hits if hit.score > LEAD / 2]
            rest = hits[len(first) :]
            assert wanted.understood is not None
            rest = ordered_by_meaning(wanted.understood, rest, self._relaxed, self._turns)
            hits = [*first, *rest]
        start, related = wanted.start - self._start, 0
        if self._related is not None and (self._relaxed or count < ENOUGH):
            others = self._related.read(answers[-1] if self._related.bodies else None, count)
            related = len(others)
            if self._start:  # the related ones are on the pages before
                start -= related
            else:
                first = [hit for hit in hits if hit.score > LEAD / 2]
                rest = hits[len(first) :]
                hits = [*first, *self._related.merge(rest, self._relaxed, others, wanted.together)]
        listed = () if self._start else hits
        hits = hits[start:][: wanted.size]
        phrased = {word for phrase in self._query.phrases for word in phrase}
        page = Page(
            total=answer["hits"]["total"]["value"],
            hits=hits,
            dropped=tuple(
                term
                for term in (_missing(self._relaxed, answers[1]) if self._relaxed else ())
                if term.word not in phrased
            ),
            facets=_facets(counts, self._chosen) if wanted.facets else {},
            best_of_occupation=_best(counts),
            complete=self._complete(answers, count),
            first=answers[1]["hits"]["hits"] if self._relaxed else (),
            clause=self._clause,
            relaxed=self._relaxed,
            related=related,
            listed=listed,
        )
        return page, count

    def _complete(self, answers: Sequence[Response], count: int) -> int:
        if not self._relaxed:
            return count
        return sum(hit["_score"] >= COMPLETE for hit in answers[1]["hits"]["hits"])


def _expected(terms: Sequence[Term], documents: int) -> float:
    """How many documents would hold all words if words occurred independently of one another."""
    return documents * math.prod(min(1.0, term.count / max(1, documents)) for term in terms)


def _has_jobs(terms: Sequence[Term]) -> bool:
    """Whether some word finds more than the statements that hold it."""
    return any(term.jobs for term in terms)


def _window(wanted: Wanted) -> tuple[int, int]:
    """Which documents have to be there so that the page asked for can be put in order."""
    if wanted.start >= RERANKED:
        return wanted.start, wanted.size
    return 0, max(RERANKED, wanted.start + wanted.size)


def _wide_window(wanted: Wanted) -> tuple[int, int]:
    """The same, where related ones may stand before and among those found by words."""
    if wanted.start >= REORDERED + RELATED:
        return wanted.start - RELATED, wanted.size + RELATED
    return 0, max(REORDERED, wanted.start + wanted.size)


def _reranked(
    kind: Kind,
    hits: Sequence[Found],
    terms: Sequence[Term],
    relaxed: Sequence[Term],
    start: int,
) -> list[Found]:
    """The first documents with all words, in the order that closeness gives; then the others."""
    if start:
        return list(hits)
    everything = frozenset(term.key for term in relaxed)
    able = [hit for hit in hits[:RERANKED] if everything <= hit.matched]
    text = "text" if kind == "task" else "title"
    closer = [replace(hit, score=hit.score + order_bonus(hit.stored[text], terms)) for hit in able]
    closer.sort(key=lambda hit: -hit.score)
    others = [hit for hit in hits[:RERANKED] if not everything <= hit.matched]
    return [*closer, *others, *hits[RERANKED:]]


def _missing(relaxed: Sequence[Term], first: Mapping[str, Any]) -> list[Term]:
    """Terms that one of the first documents does not hold."""
    matched = [set(hit.get("matched_queries", ())) for hit in first["hits"]["hits"]]
    return [term for term in relaxed if not all(term.key in names for names in matched)]


def _aggregations(
    kept: Sequence[Clause], chosen: Mapping[str, Clause], by_id: Sequence[Clause], wanted: Wanted
) -> dict[str, Any]:
    aggregations: dict[str, Any] = {
        "everything": {"filter": {"bool": {"must_not": list(by_id)}} if by_id else _ALL}
    }
    if wanted.occupations:
        jobs = {
            "terms": {"field": "occupation", "size": wanted.occupations},
            "aggs": {"best": {"max": {"script": {"source": "_score"}}}},
        }
        aggregations["best"] = {
            "sampler": {"shard_size": wanted.occupations},
            "aggs": {"jobs": jobs},
        }
    if wanted.facets:
        open_facets = [name for name in FILTERS if name not in chosen]
        for name in chosen.keys() & FILTERS.keys():
            others = [clause for other, clause in chosen.items() if other != name]
            aggregations[f"without {name}"] = _counted([*kept, *others], [name])
        aggregations["with all"] = _counted([*kept, *chosen.values()], open_facets)
    return aggregations


_ALL: Clause = {"match_all": {}}


def _counted(narrowing: Sequence[Clause], names: Sequence[str]) -> dict[str, Any]:
    return {
        "filter": {"bool": {"filter": list(narrowing)}} if narrowing else _ALL,
        "aggs": {name: {"terms": {"field": name, "size": len(FILTERS[name])}} for name in names},
    }


def _facets(counts: Mapping[str, Any], chosen: Mapping[str, Clause]) -> dict[str, dict[str, int]]:
    facets = {}
    for name, values in FILTERS.items():
        counted = counts[f"without {name}" if name in chosen else "with all"][name]["buckets"]
        there = {bucket["key"]: bucket["doc_count"] for bucket in counted}
        facets[name] = {value: there.get(value, 0) for value in values}
    return facets


def _best(counts: Mapping[str, Any]) -> dict[int, float]:
    if "best" not in counts:
        return {}
    best = {}
    for bucket in counts["best"]["jobs"]["buckets"]:
        score = bucket["best"]["value"]
        for extra in (ASKED_FOR, COMPLETE):
            score -= extra if score >= extra else 0.0
        best[bucket["key"]] = score
    return best
