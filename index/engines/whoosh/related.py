"""Words and meaning together: the order of tasks where few hold all words, and others like them.

Between the ranking by words and `index.relevance.meaning`; called by `tasks`.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from index.engines.whoosh.postings import Docs, Floats
from index.engines.whoosh.ranking import Ranking, find, raised, top
from index.relevance.meaning import Understood
from index.relevance.weights import ENOUGH, SEATS

_NO_DOCS: Docs = np.zeros(0, dtype=np.int32)
_NO_SCORES: Floats = np.zeros(0, dtype=np.float32)


def by_meaning(understood: Understood, found: Ranking) -> tuple[Ranking, Ranking | None]:
    """What the words found in another order, and what is related by meaning alone; what is found by
    words stays as it is where enough tasks hold all of them."""
    told = np.ones(len(found.docs), dtype=np.float32) if found.told is None else found.told
    if np.count_nonzero(told >= 1) >= ENOUGH:
        return found, None
    docs = understood.related(found.docs, least=understood.least(len(found.docs)))
    if not len(docs) and (told >= 1).all():
        return found, None
    ranked = understood.rerank(found.docs, found.scores, found.base, told, docs)
    related = Ranking(docs, ranked.of_related, ranked.of_related) if len(docs) else None
    return replace(found, scores=ranked.scores), related


def together(found: Ranking, related: Ranking | None) -> Ranking:
    """One list of both. A task that was found otherwise meanwhile is not related alone."""
    if related is None:
        return found
    related = related[~find(related.docs, found.docs)[1]]
    docs = np.concatenate([found.docs, related.docs])
    order = np.argsort(docs)
    scores = np.concatenate([found.scores, related.scores])[order]
    return Ranking(docs[order], scores, scores, dropped=found.dropped)


def seat(shown: Ranking, own: Docs) -> np.float32 | None:
    """The score of what comes at the last of the first places; None: one of some documents is among
    the first already, or these places are not filled."""
    first = top(shown.scores, shown.docs, 0, SEATS)
    if len(first) < SEATS or find(first, own)[1].any():
        return None
    last: np.float32 = shown.scores[shown.docs.searchsorted(first[-1])]
    above: np.float32 = np.nextafter(last, np.float32(np.inf))
    return above


def seated(
    found: Ranking, related: Ranking | None, document: int, score: np.float32
) -> tuple[Ranking, Ranking | None]:
    """Both with a document at some score."""
    if document in found.docs:
        return raised(found, document, score), related
    return found, raised(related or Ranking(_NO_DOCS, _NO_SCORES, _NO_SCORES), document, score)
