"""From terms to clauses of the cluster's query language. Pure.

Every clause names a field and terms that are taken as they stand: nothing of what a person typed is
parsed on the other side.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from index.engines.opensearch.lexicon import Term
from index.engines.opensearch.schema import field
from index.engines.pairs import Together, apart
from index.query import Query
from index.records.terms import Kind
from index.relevance.stems import stem
from index.relevance.weights import EXACT, HOLDS_MOST, LAY_SHARE

Clause = dict[str, Any]

# What an occupation adds to each of its documents: a list of scores, by the occupation's number.
_BY_OCCUPATION = "params.scores[(int) doc['occupation'].value]"


def scored(kind: Kind, term: Term) -> Clause:
    """The documents that a term finds, each with what the term adds to its score."""
    return {"bool": {"must": [_scored(kind, term)], "_name": term.key}}


def values(kind: Kind, term: Term) -> Clause:
    """The documents that a term finds, each with its value, in parts of the information."""
    name, text = ("starts", term.word) if term.is_prefix else ("stems", term.stem)
    own = _impact(kind, name, text, 1.0)
    exact = _exact(kind, term, EXACT) if term.is_prefix else None
    return {"bool": {"must": [own], "should": [exact] if exact else []}}


def holds(kind: Kind, term: Term) -> Clause:
    """The documents that a term finds, and no score."""
    name, text = ("starts", term.word) if term.is_prefix else ("stems", term.stem)
    clauses = [_term(kind, name, text)]
    clauses += [_term(kind, "stems", other) for other in term.other_stems]
    if term.jobs:
        clauses.append({"terms": {"occupation": list(term.jobs)}})
    return {"bool": {"should": clauses, "minimum_should_match": 1}}


def all_of(kind: Kind, terms: Iterable[Term], *others: Clause) -> Clause:
    """The documents that have every term, and fulfil the `others`; no score."""
    held = (holds(kind, term) for term in terms)
    return {"bool": {"filter": [{"term": {"kind": kind}}, *held, *others]}}


def part_of(kind: Kind, terms: Iterable[Term], share: float) -> list[Clause]:
    """A share of what each term adds, for documents that have it."""
    lesser = (replace(term, information=share * term.information) for term in terms)
    return [_scored(kind, term) for term in lesser]


def with_all(kind: Kind, terms: Sequence[Term]) -> Clause:
    """The documents that have every term, with their scores."""
    clauses = [scored(kind, term) for term in terms]
    return {"bool": {"filter": [{"term": {"kind": kind}}], "must": clauses}}


def with_some(
    kind: Kind,
    terms: Sequence[Term],
    at_least: float,
    complete: float,
    together: Sequence[Together] = (),
    carried: Sequence[str] | None = None,
) -> Clause:
    """The documents whose terms tell at least so much together, with their scores; those that
    have every term score `complete` more, so that they stand first. Of words that mean something
    together most counts only where all of them are. `carried`: ids of the only documents that
    need not hold most of what the terms tell; None: any."""
    lesser = apart(terms, together)
    telling = [
        {"constant_score": {"filter": holds(kind, term), "boost": term.information}}
        for term in lesser
    ]
    scoring = [scored(kind, term) for term in lesser]
    for each in together:
        group = [term for term in terms if term.word in each.words]
        rest = 1 - each.apart
        scoring.append({"bool": {"must": part_of(kind, group, rest)}})
        boost = rest * sum(term.information for term in group)
        telling.append({"constant_score": {"filter": all_of(kind, group), "boost": boost}})

    def told(least: float) -> Clause:
        return {"function_score": {"query": {"bool": {"should": telling}}, "min_score": least}}

    any_of: Clause = {"bool": {"should": [holds(kind, term) for term in terms]}}
    narrowing: list[Clause] = [{"term": {"kind": kind}}]
    narrowing.append(told(at_least) if at_least > 0 else any_of)
    if carried is not None:
        most = told(HOLDS_MOST * sum(term.information for term in terms))
        narrowing.append({"bool": {"should": [most, {"ids": {"values": list(carried)}}]}})
    full = {"constant_score": {"filter": all_of(kind, terms), "boost": complete}}
    return {
        "bool": {
            "filter": narrowing,
            "should": [*scoring, full],
        }
    }


def everything(kind: Kind) -> Clause:
    return {"constant_score": {"filter": {"term": {"kind": kind}}, "boost": 1.0}}


def with_occupations(query: Clause, scores: Sequence[float]) -> Clause:
    """The same documents, with what their occupations add."""
    if not any(scores):
        return query
    rounded = [round(score, 4) for score in scores]
    script = {"source": _BY_OCCUPATION, "params": {"scores": rounded}}
    return {
        "function_score": {
            "query": query,
            "script_score": {"script": script},
            "boost_mode": "sum",
        }
    }


def likely_occupations(
    query: Clause, told: Sequence[float], prior: Sequence[float], tiers: Mapping[int, float]
) -> Clause:
    """The same occupations, with what their tasks say; those that are found at all with what the
    prior adds, and in the tier of those that were named."""
    lifted = [0.0] * len(told)
    for number, tier in tiers.items():
        lifted[number] = tier
    params = {
        "told": [round(score, 4) for score in told],
        "prior": [round(score, 4) for score in prior],
        "lifted": lifted,
    }
    source = (
        "int n = (int) doc['occupation'].value;"
        " double s = _score + ((Number) params.told[n]).doubleValue();"
        " if (s > 0) { s = Math.max(0.001, s + ((Number) params.prior[n]).doubleValue()); }"
        " return s + ((Number) params.lifted[n]).doubleValue();"
    )
    script = {"source": source, "params": params}
    return {
        "function_score": {
            "query": query,
            "script_score": {"script": script},
            "boost_mode": "replace",
        }
    }


def of_occupations(terms: Sequence[Term], occupations: Sequence[int]) -> Clause:
    """All tasks of some occupations, each with what the words count that it holds."""
    return {
        "bool": {
            "filter": [{"term": {"kind": "task"}}, {"terms": {"occupation": list(occupations)}}],
            "should": [scored("task", term) for term in terms],
        }
    }


def led(
    query: Clause,
    ids: Sequence[str],
    turns: Mapping[int, int],
    lead: float,
    complete: float,
) -> Clause:
    """The same tasks with some others before them, by turns: place → turn. What scores
    `complete` or more stays as it is."""
    own = {"ids": {"values": list(ids)}}
    more = {"bool": {"filter": [{"term": {"kind": "task"}}, own]}}
    either = {"bool": {"should": [query, {"constant_score": {"filter": more, "boost": 0.0}}]}}
    source = (
        "def turn = params.turns.get(doc['place'].value.toString());"
        " if (turn == null || _score >= params.complete) { return _score; }"
        " return ((Number) params.lead).doubleValue() - ((Number) turn).doubleValue();"
    )
    params = {
        "turns": {str(place): turn for place, turn in turns.items()},
        "lead": lead,
        "complete": complete,
    }
    return {
        "function_score": {
            "query": either,
            "script_score": {"script": {"source": source, "params": params}},
            "boost_mode": "replace",
        }
    }


def kept(kind: Kind, query: Query) -> list[Clause]:
    """What of all that was found holds the phrases, and none of the excluded words and phrases."""
    clauses = [_phrase(kind, phrase) for phrase in query.phrases]
    excluded = [
        _phrase(kind, phrase) if len(phrase) > 1 else _term(kind, "stems", stem(phrase[0]))
        for phrase in query.excluded
    ]
    if excluded:
        clauses.append({"bool": {"must_not": excluded}})
    return clauses


def filters(chosen: Mapping[str, Sequence[str]]) -> dict[str, Clause]:
    """Filter → the documents that it lets through."""
    return {
        name: {"terms": {"code" if name == "occupation" else name: list(values)}}
        for name, values in chosen.items()
    }


def _scored(kind: Kind, term: Term) -> Clause:
    clause = _own(kind, term)
    return {"bool": {"should": [clause, _jobs(term)]}} if term.jobs else clause


def _own(kind: Kind, term: Term) -> Clause:
    told = term.information
    name, text = ("starts", term.word) if term.is_prefix else ("stems", term.stem)
    ways = [_impact(kind, name, text, told)]
    ways += [_impact(kind, "stems", other, LAY_SHARE * told) for other in term.other_stems]
    best = ways[0] if len(ways) == 1 else {"dis_max": {"queries": ways}}
    # Titles are short: whether it is the very word is told by pairs and whole titles.
    exact = None
    if kind != "occupation" or term.is_prefix:
        exact = _exact(kind, term, EXACT * told)
    return {"bool": {"must": [best], "should": [exact]}} if exact else best


def _jobs(term: Term) -> Clause:
    assert term.jobs
    scores = [0.0] * (max(term.jobs) + 1)
    for number, value in term.jobs.items():
        scores[number] = round(value * term.information, 4)
    return {
        "function_score": {
            "query": {"terms": {"occupation": list(term.jobs)}},
            "script_score": {"script": {"source": _BY_OCCUPATION, "params": {"scores": scores}}},
            "boost_mode": "replace",
        }
    }


def _exact(kind: Kind, term: Term, boost: float) -> Clause | None:
    if not term.has_word:
        return None
    return {"constant_score": {"filter": _term(kind, "words", term.word), "boost": boost}}


def _impact(kind: Kind, name: str, text: str, boost: float) -> Clause:
    return {"term": {field(kind, name): {"value": text, "boost": boost}}}


def _term(kind: Kind, name: str, text: str) -> Clause:
    return {"term": {field(kind, name): text}}


def _phrase(kind: Kind, words: Sequence[str]) -> Clause:
    """The words side by side. Words have no white space, so the analyzer changes nothing."""
    return {"match_phrase": {field(kind, "words"): " ".join(words)}}
