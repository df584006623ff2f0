"""A query that asks to compare → one answer with all that it names. Called by `answering`, and of
questions about AI by `ai_questions`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.answering.searching import Searching
from index.engines.protocol import Results
from index.query import Query
from index.relevance.rewording import reworded


def answered(query: Query, names: Sequence[tuple[str, ...]], search: Searching) -> Results | None:
    """What all names find, without the words that only ask; None: these are no titles of several
    occupations."""
    codes: dict[str, None] = {}
    for words_of in names:
        name = reworded(replace(query, words=words_of, prefix=False))[0]
        if not search.is_title(name):
            return None
        codes |= dict.fromkeys(hit.occupation_code for hit in search.occupations_like(name))
    if len(codes) < 2:
        return None
    wanted = tuple(word for name in names for word in ("or", *name))[1:]
    found = search.by_words(query, replace(query, words=wanted))
    # A task is one of these or of those: none has to hold the words of both.
    return replace(found, compared=tuple(codes), dropped=())
