"""From the terms of a query to documents in order.

Two passes. First every document gets its BM25F score over arrays; then the best of those that
have all words get a bonus for exact words in the order of the query, and come first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.engines.pairs import Together
from index.engines.whoosh.postings import Docs, Floats, Postings, Term
from index.quick import quick
from index.relevance.weights import ENOUGH, EXACT, NEAR, NEAR_POWER, RERANKED

_WIDTH = 64
"""How many words of a text are looked at for order."""
_PLACES = np.arange(_WIDTH, dtype=np.int32)
_FAR = 8 * _WIDTH


@quick(frozen=True, slots=True, eq=False)
class Ranking:
    """What a query found."""

    docs: Docs
    """Ascending."""
    scores: Floats
    """One for each, all above zero; those of documents with all words stand above the others'."""
    base: Floats
    """The scores without what order and completeness add."""
    complete: int = 0
    """How many documents have all words."""
    dropped: tuple[Term, ...] = ()
    """Terms that are not in all of the first documents, though they were asked for."""
    told: Floats | None = None
    """How much of what the words tell each document holds, 0 to 1; None: all of it."""

    def __getitem__(self, kept: NDArray[np.bool_] | NDArray[np.intp]) -> Ranking:
        """Some of the documents."""
        told = None if self.told is None else self.told[kept]
        docs, scores, base = self.docs[kept], self.scores[kept], self.base[kept]
        return Ranking(docs, scores, base, self.complete, self.dropped, told)


Context = Callable[[Docs], Floats]
"""Documents → what each of them has beside its own words."""
Carried = Callable[[Docs, Floats], NDArray[np.bool_]]
"""Documents and how much of what the words tell each holds, 0 to 1 → which of them are results."""


def required(terms: Sequence[Term]) -> list[Term]:
    """Each word once, and none that says nothing, unless there are no others."""
    wanted = [term for term in terms if not term.is_stop] or list(terms)
    return list({term.word: term for term in wanted}.values())


def rank(
    postings: Postings,
    terms: Sequence[Term],
    context: Context | None,
    together: Sequence[Together] = (),
    carried: Carried | None = None,
) -> Ranking:
    """Finds the documents that have the required terms, or, where too few do, enough of them.

    `together`: words that mean something together and little apart. `carried`: which documents
    without some of the words are results; None: all.
    """
    needed = required(terms)
    docs, scores = with_all(postings, needed)
    if context is not None and len(docs):
        scores += context(docs)
    base = scores
    if len(terms) > 1 and len(docs):
        scores = base.copy()
        best = np.arange(len(docs))
        if len(docs) > RERANKED:
            best = np.argpartition(scores, -RERANKED)[-RERANKED:]
        scores[best] += _order_bonus(postings, terms, docs[best])
    if len(docs) >= ENOUGH or len(needed) < 2:
        return Ranking(docs, scores, base, len(docs))
    full = Ranking(docs, scores, base, len(docs))
    return _relax(postings, needed, together, context, carried, full)


def with_all(postings: Postings, required: Sequence[Term]) -> tuple[Docs, Floats]:
    """The documents that have every term, from the rarest term on, and their BM25F scores."""
    first, *others = sorted(required, key=lambda term: len(term.docs))
    docs, scores = first.docs, _score(postings, first)
    for term in others:
        place, here = find(docs, term.docs)
        docs, scores = docs[here], scores[here] + _score(postings, term)[place[here]]
    return docs, scores


def _score(postings: Postings, term: Term) -> Floats:
    """What a term adds to each of its documents, the very word counting more than its stem."""
    scores: Floats = term.values * np.float32(term.information)
    if not term.is_prefix and term.first < term.last:
        exactly = postings.of_word(term.first)[0]
        bonus = np.float32(EXACT * term.information)
        if len(exactly) == len(term.docs):
            scores += bonus
        else:
            scores[term.docs.searchsorted(exactly)] += bonus
    return scores


def find(docs: Docs, among: Docs) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """For each document its place in an ascending list, and whether it is there at all."""
    if not len(among):
        return np.zeros(len(docs), dtype=np.intp), np.zeros(len(docs), dtype=np.bool_)
    place = among.searchsorted(docs)
    place[place == len(among)] = 0
    return place, among[place] == docs


def _relax(
    postings: Postings,
    required: Sequence[Term],
    together: Sequence[Together],
    context: Context | None,
    carried: Carried | None,
    full: Ranking,
) -> Ranking:
    """Adds the documents that hold at least half of what the words tell, or, where they are too
    few, any of the words. Those with all words come first, whatever the others score.

    Words that tell little are the first that a document can do without. Dropping them one by one
    for all documents alike, which sounds the same, ranks far worse (0.24 instead of 0.29 on
    activity → tasks).
    """
    # Where no word is known, no document holds half of nothing.
    half = max(sum(term.information for term in required) / 2 - 1e-3, 1e-6)
    scores, told = _of_all(postings, required, together)
    told /= np.float32(2 * half)
    docs = _results(told, 0.5, carried)
    if not len(docs):
        docs = _results(told, float(np.finfo(np.float32).tiny), carried)
    scores, told = scores[docs], told[docs]
    if context is not None and len(docs):
        scores += context(docs)
    base = scores.copy()
    told = np.minimum(told, np.float32(0.99))
    if len(full.docs):
        places = docs.searchsorted(full.docs)
        scores[places] = full.scores + scores.max()
        told[places] = 1
    first = top(scores, docs, 0, ENOUGH)
    missing = (term for term in required if not find(first, term.docs)[1].all())
    return Ranking(docs, scores, base, len(full.docs), tuple(missing), told)


def _results(told: Floats, least: float, carried: Carried | None) -> Docs:
    """The documents that hold at least so much, and are results."""
    docs: Docs = (told >= least).nonzero()[0].astype(np.int32)
    return docs if carried is None else docs[carried(docs, told[docs])]


def _of_all(
    postings: Postings, terms: Sequence[Term], together: Sequence[Together]
) -> tuple[Floats, Floats]:
    """Of every document its score, and what the terms that it has tell together."""
    scores = np.zeros(postings.document_count, dtype=np.float32)
    told = np.zeros(postings.document_count, dtype=np.float32)
    for term in terms:
        scores[term.docs] += _score(postings, term)
        told[term.docs] += np.float32(term.information)
    for each in together:
        group = [term for term in terms if term.word in each.words]
        _set_apart(postings, group, 1 - each.apart, scores, told)
    return scores, told


def _set_apart(
    postings: Postings, group: Sequence[Term], share: float, scores: Floats, told: Floats
) -> None:
    """Takes from documents that hold some words of a group, and not all, a share of what these gave
    them."""
    held = np.zeros(postings.document_count, dtype=np.int8)
    for term in group:
        held[term.docs] += 1
    is_apart = held < len(group)
    for term in group:
        here = is_apart[term.docs]
        docs = term.docs[here]
        scores[docs] -= np.float32(share) * _score(postings, term)[here]
        told[docs] -= np.float32(share * term.information)


def _of_some(postings: Postings, terms: Sequence[Term], docs: Docs) -> Floats:
    """Of each of a few documents its score."""
    scores = np.zeros(len(docs), dtype=np.float32)
    for term in terms:
        place, here = find(docs, term.docs)
        scores[here] += _score(postings, term)[place[here]]
    return scores


def _order_bonus(postings: Postings, terms: Sequence[Term], docs: Docs) -> Floats:
    """For each document: words of the query that follow one another in it, the closer the better;
    and stop words that are there."""
    starts = postings.text_starts[docs]
    lengths = np.minimum(postings.text_starts[docs + 1] - starts, _WIDTH)
    places = _PLACES[: int(lengths.max())]
    inside = lengths[:, None] > places
    words = postings.text_words[np.where(inside, starts[:, None] + places, starts[:, None])]
    words = np.where(inside, words, -1)
    stems = np.where(words >= 0, postings.word_stems[words], -2)
    bonus = np.zeros(len(docs), dtype=np.float32)
    before: tuple[NDArray[np.bool_], Term] | None = None
    for term in terms:
        here = stems == (term.stem_number if term.stem_number >= 0 else -3)
        for number in term.other_stems:
            here |= stems == number
        if term.is_prefix:
            here |= (words >= term.first) & (words < term.last)
        if term.is_stop:
            bonus += term.information * here.any(axis=1)
        if before is not None:
            earlier, previous = before
            # For each place of this word: how far before it the previous one stands.
            last_seen = np.maximum.accumulate(np.where(earlier, places, -_FAR), axis=1)
            gap = np.where(here, places - last_seen, _FAR)
            gap[gap <= 0] = _FAR
            nearest = gap.min(axis=1)
            lesser = min(term.information, previous.information)
            bonus += np.where(nearest <= _WIDTH, NEAR * lesser / nearest**NEAR_POWER, 0)
        before = here, term
    return bonus


def has_phrase(postings: Postings, phrase: Sequence[str], docs: Docs) -> NDArray[np.bool_]:
    """Which of the documents hold the words of a phrase, exactly and side by side."""
    numbers = [postings.word_number(word) for word in phrase]
    if -1 in numbers:
        return np.zeros(len(docs), dtype=np.bool_)
    place = np.flatnonzero(postings.text_words == numbers[0])
    for offset, number in enumerate(numbers[1:], start=1):
        place = place[
            postings.text_words[np.minimum(place + offset, len(postings.text_words) - 1)] == number
        ]
    holders = np.searchsorted(postings.text_starts, place, side="right") - 1
    return np.isin(docs, holders)


def led(
    postings: Postings,
    found: Ranking,
    terms: Sequence[Term],
    groups: Sequence[tuple[Docs, Floats]],
    highest: float,
    *,
    likely: bool,
) -> Ranking:
    """The tasks of the occupations that the query names, before all others; of several occupations
    in turn.

    `groups`: of each occupation its tasks, and what decides among them. `highest`: what none of the
    others exceeds.
    """
    docs = np.concatenate([own for own, _ in groups])
    turn = np.concatenate(
        [
            np.argsort(np.argsort(-keys, kind="stable")) * len(groups) + number
            for number, (_, keys) in enumerate(groups)
        ]
    )
    is_there = np.zeros(postings.document_count, dtype=np.bool_)
    is_there[found.docs] = is_there[docs] = True
    everything: Docs = is_there.nonzero()[0].astype(np.int32)
    scores = np.zeros(len(everything), dtype=np.float32)
    bases = np.zeros(len(everything), dtype=np.float32)
    place = everything.searchsorted(docs)
    bases[place] = score_of(postings, terms, docs)
    place = everything.searchsorted(found.docs)
    scores[place], bases[place] = found.scores, found.base
    lead = highest + turn.max(initial=0) + 1
    scores[everything.searchsorted(docs)] = lead - turn
    if likely and found.complete:
        full = everything.searchsorted(with_all(postings, required(terms))[0])
        scores[full] = found.scores[found.docs.searchsorted(everything[full])] + scores.max()
    dropped = found.dropped if likely else ()
    return Ranking(everything, scores, bases, found.complete, dropped)


def score_of(postings: Postings, terms: Sequence[Term], docs: Docs) -> Floats:
    """What the words give some documents, which need not hold any."""
    return _of_some(postings, required(terms), docs)


def top(ranking_keys: Floats, docs: Docs, start: int, size: int) -> Docs:
    """The documents at places start … start + size by descending key, ties by document; `docs` are
    ascending."""
    end = start + size
    if start >= len(docs):
        return docs[:0]
    if end < len(docs) // 4:
        # Everything from the key at `end` on.
        limit = np.partition(ranking_keys, len(docs) - end)[len(docs) - end]
        chosen = (ranking_keys >= limit).nonzero()[0]
        ranking_keys, docs = ranking_keys[chosen], docs[chosen]
    page: Docs = docs[(-ranking_keys).argsort(kind="stable")[start:end]]
    return page
