"""Words and meaning together: the order of tasks where few hold all words, and others like them.

Between the ranking by words and `index.relevance.meaning`; called by `tasks`.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from index.engines.whoosh.postings import Docs, Floats
from index.engines.whoosh.ranking import Ranking, find, top
from index.relevance.meaning import Understood
from index.relevance.weights import ENOUGH, FIRST_TASKS, REORDERED


def ordered_by_meaning(understood: Understood, found: Ranking, shown: Docs) -> Ranking:
    """The same where a word is in job titles or names what they use: the tasks of these occupations
    hold it all alike, so that meaning tells those apart that hold all words.

    `shown`: those that the filters let through.
    """
    kept = find(found.docs, shown)[1]
    if found.told is not None:
        kept &= found.told >= 1
    first = np.sort(top(found.scores[kept], found.docs[kept], 0, REORDERED))
    scores = found.scores.copy()
    scores[found.docs.searchsorted(first)] += understood.tells_apart(first)
    return replace(found, scores=scores)


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


def seated(listed: Docs, scores: Floats, document: int) -> tuple[Docs, Floats]:
    """A list and its scores with a document at the last of the first places."""
    place = FIRST_TASKS - 1
    others = listed != document
    return (
        np.insert(listed[others], place, document),
        np.insert(scores[others], place, scores[place]),
    )
