"""What all kinds do alike with a query: its words, its phrases, its pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from index.engines.pairs import Together
from index.engines.whoosh.postings import Docs, Floats, Postings, Term, best_of
from index.engines.whoosh.ranking import Carried, Context, Ranking, find, has_phrase, rank, top
from index.query import Query
from index.relevance.stems import stem
from index.relevance.weights import ASIDE, NAMED, NAMED_TELLS, information
from index.text import STOP_WORDS


def look_up(postings: Postings, query: Query) -> list[Term]:
    """The terms of the query's words, those of phrases first."""
    phrased = [(word, False) for phrase in query.phrases for word in phrase]
    last = len(query.words) - 1
    loose = [(word, query.prefix and place == last) for place, word in enumerate(query.words)]
    found = [*phrased, *loose]
    beside = [
        replace(postings.look_up(word, is_prefix=False), is_stop=True) for word in query.beside
    ]
    # "what does a nurse do" does not ask for documents; a stop word alone may become any word.
    return beside + [
        postings.look_up(
            word,
            is_prefix=is_prefix and (word not in STOP_WORDS or len(found) == 1),
            everyday=not query.verbatim,
        )
        for word, is_prefix in found
    ]


def using(term: Term, uses: Mapping[str, float], numbers: Mapping[str, int]) -> Term:
    """A word that names software, as a term of occupations: it finds those that use it."""
    known = sorted((numbers[code], value) for code, value in uses.items() if code in numbers)
    docs = np.array([number for number, _ in known], dtype=np.int32)
    values = np.array([value for _, value in known], dtype=np.float32) * np.float32(NAMED)
    if len(term.docs):  # titles have the word, too
        docs, values = best_of(
            np.concatenate([docs, term.docs]), np.concatenate([values, term.values])
        )
    told = max(NAMED_TELLS, information(len(docs), len(numbers)))
    return replace(term, is_prefix=False, is_stop=False, information=told, docs=docs, values=values)


def match(
    postings: Postings,
    query: Query,
    terms: Sequence[Term],
    context: Context | None = None,
    together: Sequence[Together] = (),
    carried: Carried | None = None,
) -> Ranking:
    """What holds the words and the phrases and none of the excluded ones."""
    if terms:
        found = rank(postings, terms, context, together, carried)
        return without_excluded(postings, query, found)
    docs = np.arange(postings.document_count, dtype=np.int32)
    ones = np.ones(len(docs), dtype=np.float32)
    return without_excluded(postings, query, Ranking(docs, ones, ones))


def without_excluded(postings: Postings, query: Query, found: Ranking) -> Ranking:
    """What of it holds the phrases, and none of the excluded words and phrases."""
    if not query.phrases and not query.excluded:
        return found
    keep = np.ones(len(found.docs), dtype=np.bool_)
    for phrase in query.phrases:
        keep &= has_phrase(postings, phrase, found.docs)
    for phrase in query.excluded:
        if len(phrase) > 1:
            keep &= ~has_phrase(postings, phrase, found.docs)
        elif (number := postings.stem_number(stem(phrase[0]))) >= 0:
            keep &= ~find(found.docs, postings.of_stem(number)[0])[1]
    # A phrase holds its words: none of them was dropped.
    held = {word for phrase in query.phrases for word in phrase}
    dropped = tuple(term for term in found.dropped if term.word not in held)
    kept = found[keep]
    return Ranking(kept.docs, kept.scores, kept.base, kept.complete, dropped, kept.told)


def pick(found: Ranking, docs: Docs) -> Floats:
    """The scores of some of the documents found."""
    picked: Floats = found.scores[found.docs.searchsorted(docs)]
    return picked


def page_of(query: Query, found: Ranking) -> list[tuple[int, float]]:
    """Documents and scores: the page asked for where this is the one kind wanted, else the first
    few."""
    start, size = ((query.page - 1) * query.size, query.size) if query.kind else (0, ASIDE)
    docs = top(found.scores, found.docs, start, size)
    return list(zip(docs.tolist(), pick(found, docs).tolist(), strict=True))
