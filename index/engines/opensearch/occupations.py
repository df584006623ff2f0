"""Occupations: found by their titles above all, and by what their tasks say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from index.engines.deadline import Deadline
from index.engines.opensearch import queries
from index.engines.opensearch.cache import Cache
from index.engines.opensearch.client import Cluster
from index.engines.opensearch.lexicon import Lexicon, Term, using
from index.engines.opensearch.positions import holds, marks
from index.engines.opensearch.queries import Clause
from index.engines.opensearch.rounds import Asking, Body, Response
from index.engines.opensearch.schema import field
from index.engines.opensearch.tasks import Statements
from index.engines.opensearch.titles import pair_keys, piece_keys, whole_key
from index.engines.pairs import Pairs, Together, apart
from index.engines.protocol import Hits, OccupationHit
from index.engines.titled import Named
from index.errors import EngineError
from index.lexicon.joints import whole
from index.query import Query
from index.relevance.english import usual
from index.relevance.weights import (
    ASIDE,
    BEST_TASK_SHARE,
    FAMILIAR,
    LEADING,
    LIKELY,
    NEAR_BEST,
    NEARLY,
    NEGLIGIBLE,
    OCCUPATION_FILTERS,
    OUTSTANDING,
    PRIOR,
    SHORT_QUERY,
    TASKS_SHARE,
    WHOLE,
    WORK_TASK_SHARE,
    fading,
)
from index.text import words

FIRST_LOOK = 100
"""How many occupations are looked at for those that come near the best."""
CACHED = 2_000
"""Occupations of which the titles are kept: all of O*NET's."""
TIER = 1000.0
"""What occupations score more that were named; scores stay below it."""
_ALL_WORDS = "all words"
_BY_SCORE: list[Any] = [{"_score": "desc"}, {"place": "asc"}]


@dataclass(frozen=True, slots=True)
class Jobs:
    """What a query means for occupations, and what it found."""

    terms: Sequence[Term] = ()
    total: int = 0
    ranked: tuple[Response, ...] = ()
    """The hits of the page asked for."""
    best: tuple[int, ...] = ()
    """The first of them before any filter, by their numbers."""
    first: int | None = None
    """The first of words and meaning together, before any filter; None: nothing was found."""
    likely: tuple[int, ...] = ()
    """Those of the best that hold all words of a short query and come near the first."""
    outstanding: tuple[int, ...] = ()
    """The one of these that is far before all others, if it holds two words at the least."""


class OccupationSearch:
    """The occupations of an index."""

    def __init__(
        self,
        cluster: Cluster,
        index: str,
        lexicon: Lexicon,
        pairs: Pairs,
        prior: Sequence[float],
    ) -> None:
        """`prior`: how usual each occupation is."""
        self._pairs = pairs
        self._prior = prior
        self._cluster = cluster
        self._index = index
        self._lexicon = lexicon
        self._stored: Cache[str, Mapping[str, Any]] = Cache(CACHED)

    def find(
        self,
        query: Query,
        tasks: Statements,
        deadline: Deadline,
        named: Named | None = None,
        *,
        is_work: bool,
    ) -> Asking[Jobs]:
        """`tasks` is what the same query means for tasks, `named` are occupations that it names;
        `is_work`: it tells what is done, not who does it."""
        if query.is_blank and query.kind is None and "occupation" not in query.filters:
            return Jobs()
        numbers = self._lexicon.release(deadline).numbers
        terms = [
            using(t, query.uses[t.word], numbers, 1.0) if t.word in query.uses else t
            for t in self._lexicon.terms("occupation", query, deadline)
        ]
        clause = queries.everything("occupation")
        content: list[Term] = []
        if terms:
            content = [term for term in terms if not term.is_stop] or list(terms)
            share = WORK_TASK_SHARE if is_work else BEST_TASK_SHARE
            alike = not query.as_spelt
            clause = self._ranked(content, tasks, deadline, named, share, alike=alike)
        start, size = ((query.page - 1) * query.size, query.size) if query.kind else (0, ASIDE)
        count = self._lexicon.release(deadline).counts["occupation"]
        looked_at = FIRST_LOOK if start + size < FIRST_LOOK else count
        if terms and tasks.understood is not None:
            meant = tasks.understood.occupation_scores(is_work=is_work).tolist()
            total, found, best, first = yield from _enough_by_meaning(query, clause, meant)
        else:
            owners = map(self._owners, tasks.wanted.together)
            all_words = queries.all_of("occupation", content, *owners)
            total, found, best = yield from _enough(query, clause, all_words, looked_at)
            first = _number(best[0]) if best else None
        likely: list[int] = []
        if best and 0 < sum(not term.is_stop for term in terms) <= SHORT_QUERY:
            least = NEAR_BEST * (best[0]["_score"] % TIER)
            likely = [
                _number(hit)
                for hit in best
                if hit["_score"] % TIER >= least and _ALL_WORDS in hit.get("matched_queries", ())
            ]
        second = best[1]["_score"] % TIER if len(best) > 1 else 0.0
        is_far = (
            bool(best) and len(content) > 1 and second <= OUTSTANDING * (best[0]["_score"] % TIER)
        )
        return Jobs(
            terms,
            total,
            tuple(found[start : start + size]),
            tuple(map(_number, best)),
            first,
            tuple(likely),
            tuple(likely) if is_far and len(likely) == 1 else (),
        )

    def hits(self, query: Query, found: Jobs, deadline: Deadline) -> Hits[OccupationHit]:
        """With what is stored of each: hundreds of titles, which are brought for those alone that
        are shown, and kept."""

        def fetch(ids: Sequence[str]) -> list[Mapping[str, Any]]:
            sources = self._cluster.get(self._index, ids, deadline)
            stored = [source["stored"] for source in sources if source is not None]
            if len(stored) < len(ids):  # the index is being taken away
                raise EngineError(f"{self._index} no longer has what it found.")
            return stored

        stored = self._stored.get((hit["_id"] for hit in found.ranked), fetch)
        return Hits(
            found.total,
            tuple(
                _hit(hit["_score"], stored[hit["_id"]], found.terms, query.phrases)
                for hit in found.ranked
            ),
        )

    def _ranked(
        self,
        content: Sequence[Term],
        tasks: Statements,
        deadline: Deadline,
        named: Named | None,
        best_task_share: float,
        *,
        alike: bool,
    ) -> Clause:
        """A plain sum of what words, titles' pairs and pieces, and tasks say; pieces only if words
        that are spelt alike count."""
        together = tasks.wanted.together
        should = [queries.scored("occupation", term) for term in apart(content, together)]
        should += self._titles(content)
        if alike:
            should += self._pieces(content, deadline)
        everything = queries.all_of("occupation", content, *map(self._owners, together))
        should.append({"constant_score": {"filter": everything, "boost": 0.0, "_name": _ALL_WORDS}})
        told = [TASKS_SHARE * score for score in tasks.told]
        for each in together:
            owners, values = self._pairs.occupations(each)
            for number, value in zip(owners.tolist(), values.tolist(), strict=True):
                told[number] += value
        for number, score in tasks.page.best_of_occupation.items():
            told[number] += best_task_share * score
        clause = {"bool": {"filter": [{"term": {"kind": "occupation"}}], "should": should}}
        weight = PRIOR * fading(len(content))
        tiers: dict[int, float] = {}
        if named:
            tiers = dict.fromkeys(named.others, TIER) | dict.fromkeys(named.official, 2 * TIER)
            clause["bool"]["should"].append(
                {"constant_score": {"filter": {"terms": {"occupation": [*tiers]}}, "boost": 0.0}}
            )
        prior = [weight * value for value in self._prior]
        return queries.likely_occupations(clause, told, prior, tiers)

    def _owners(self, together: Together) -> Clause:
        """The occupations in whose texts words stand side by side that mean something together."""
        owners: list[int] = self._pairs.occupations(together)[0].tolist()
        return {"terms": {"occupation": owners}}

    def _titles(self, content: Sequence[Term]) -> list[Clause]:
        """What pairs and whole titles say."""
        unfinished = content[-1].is_prefix and not content[-1].has_stem
        stems = [term.stem if term.has_stem else "" for term in content]
        clauses: list[Clause] = [
            {"term": {field("occupation", "pairs"): key}}
            for key in pair_keys(stems, closed=not unfinished)
        ]
        if not unfinished and all(stems):
            whole = {"term": {field("occupation", "wholes"): whole_key(stems)}}
            clauses.append({"constant_score": {"filter": whole, "boost": WHOLE}})
        return clauses

    def _pieces(self, content: Sequence[Term], deadline: Deadline) -> list[Clause]:
        """What the letters of the words say."""
        weight = fading(len(content))
        if weight < NEGLIGIBLE:
            return []
        last = len(content) - 1
        unfinished = content[-1].is_prefix and not content[-1].has_stem
        keys = [
            key
            for place, term in enumerate(content)
            if term.has_stem or not usual(term.word)
            for key in piece_keys(term.word, closed=place < last or not unfinished)
        ]
        known = [key for key in keys if key in self._lexicon.release(deadline).pieces]
        if len(known) < FAMILIAR * len(keys):
            return []
        return [
            {"term": {field("occupation", "pieces"): {"value": key, "boost": weight}}}
            for key in known
        ]


def _number(hit: Response) -> int:
    return int(hit["fields"]["occupation"][0])


def _enough(
    query: Query, clause: Clause, all_words: Clause, looked_at: int
) -> Asking[tuple[int, list[Response], list[Response]]]:
    """How many occupations hold all words or come near the best, and those of them that are among
    the first `looked_at`, by score; and the best before any filter."""
    chosen = {name: query.filters[name] for name in OCCUPATION_FILTERS if name in query.filters}
    narrowing = [*queries.kept("occupation", query), *queries.filters(chosen).values()]
    complete = {"filter": {"bool": {"filter": [all_words, *narrowing]}}}
    best = {
        "size": LEADING,
        "_source": False,
        "docvalue_fields": ["occupation"],
        "sort": _BY_SCORE,
        "track_scores": True,
    }
    body: Body = {
        "query": clause,
        "min_score": 1e-6,
        "size": looked_at,
        "sort": _BY_SCORE,
        "track_scores": True,
        "track_total_hits": True,
        "_source": False,
        "post_filter": {"bool": {"filter": narrowing}},
        "aggs": {
            "best": {"max": {"script": {"source": f"_score.doubleValue() % {TIER}"}}},
            "first": {"top_hits": best},
            "complete": complete,
        },
    }
    (answer,) = yield [body]
    hits = answer["hits"]["hits"]
    first = answer["aggregations"]["first"]["hits"]["hits"]
    least = NEARLY * (answer["aggregations"]["best"]["value"] or 0.0) - 1e-4
    found = [
        hit
        for hit in hits
        if hit["_score"] >= least or _ALL_WORDS in hit.get("matched_queries", ())
    ]
    if len(hits) == answer["hits"]["total"]["value"]:
        return len(found), found, first
    total = answer["aggregations"]["complete"]["doc_count"]
    if hits[-1]["_score"] < least:
        total += sum(_ALL_WORDS not in hit.get("matched_queries", ()) for hit in found)
        return total, found, first
    # More come near the best than were looked at.
    near = {"filter": {"bool": {"filter": narrowing}}}
    counting = {"query": clause, "min_score": least, "size": 0}
    (answer,) = yield [{**counting, "aggs": {"near": near, "complete": complete}}]
    counted = answer["aggregations"]
    return total + counted["near"]["doc_count"] - counted["complete"]["doc_count"], found, first


def _enough_by_meaning(
    query: Query, clause: Clause, meant: Sequence[float]
) -> Asking[tuple[int, list[Response], list[Response], int | None]]:
    """The same where meaning counts, too. Then every occupation has a score, which is worked out
    here; those are shown that words alone would show, and those that come near the best of words
    and meaning together; and which is the first of these before any filter.

    `meant`: what meaning adds to the score of each occupation.
    """
    chosen = {name: query.filters[name] for name in OCCUPATION_FILTERS if name in query.filters}
    narrowing = [*queries.kept("occupation", query), *queries.filters(chosen).values()]
    every: Body = {
        "query": clause,
        "size": len(meant),
        "sort": _BY_SCORE,
        "track_scores": True,
        "_source": False,
        "docvalue_fields": ["occupation"],
    }
    kept: Body = {
        "query": {"bool": {"filter": [{"term": {"kind": "occupation"}}, *narrowing]}},
        "size": len(meant) if narrowing else 0,
        "_source": False,
    }
    answer, let_through = yield [every, kept]
    hits = answer["hits"]["hits"]
    scores = [(hit["_score"] % TIER) + meant[_number(hit)] for hit in hits]
    by_words = NEARLY * max((hit["_score"] % TIER for hit in hits), default=0.0) - 1e-4
    together = LIKELY * max(scores, default=0.0) - 1e-4
    ids = {hit["_id"] for hit in let_through["hits"]["hits"]}
    found = [
        {**hit, "_score": hit["_score"] // TIER * TIER + score}
        for hit, score in zip(hits, scores, strict=True)
        if score > 0
        and (not narrowing or hit["_id"] in ids)
        and (
            hit["_score"] >= TIER
            or hit["_score"] >= max(by_words, 1e-6)
            or score >= together
            or _ALL_WORDS in hit.get("matched_queries", ())
        )
    ]
    found.sort(key=lambda hit: (-hit["_score"], _number(hit)))
    best = [hit for hit in hits[:LEADING] if hit["_score"] > 0]
    together_first = max(
        zip(scores, (-_number(hit) for hit in hits), strict=True), default=(0.0, 0)
    )
    first = -together_first[1] if together_first[0] > 0 else None
    return len(found), found, best, first


def _hit(
    score: float,
    stored: Mapping[str, Any],
    terms: Sequence[Term],
    phrases: Sequence[Sequence[str]],
) -> OccupationHit:
    title = stored["title"]
    lay = _meant(title, stored["lay_titles"], terms)
    return OccupationHit(
        occupation_code=stored["occupation_code"],
        score=score,
        title=whole(title),
        spans=marks(title, terms, phrases),
        task_count=stored["task_count"],
        lay_title=lay and whole(lay),
        lay_title_spans=marks(lay, terms, phrases) if lay else (),
    )


def _meant(title: str, lay_titles: Sequence[str], terms: Sequence[Term]) -> str | None:
    """The lay title that holds the most of the terms in the fewest words; None: the official
    title holds as many."""
    needed = [term for term in terms if not term.is_stop]

    def held(text: str) -> tuple[int, int]:
        written = words(text)
        return sum(any(holds(word, term) for word in written) for term in needed), -len(written)

    official = held(title)[0]
    if official == len(needed) or not lay_titles:
        return None
    best = max(lay_titles, key=held)
    return best if held(best)[0] > official else None
