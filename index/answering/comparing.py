"""A query that asks to compare → one answer with all that it names. Called by `answering`, and of
questions about AI by `ai_questions`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from index.answering.searching import Searching
from index.engines.protocol import ActivityHit, Hits, OccupationHit, Results, TaskHit
from index.query import Query
from index.relevance.rewording import reworded

_BETWEEN: Final = "or"
"""Stands between the names for the engine, whatever was typed there."""
Hit = TypeVar("Hit", TaskHit, OccupationHit, ActivityHit)


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
    wanted = tuple(word for name in names for word in (_BETWEEN, *name))[1:]
    found = search.by_words(query, replace(query, words=wanted))
    return replace(
        found,
        compared=tuple(codes),
        # A task is one of these or of those: none has to hold the words of both.
        dropped=(),
        tasks=_unmarked(found.tasks, lambda task: task.text),
        occupations=_unmarked(found.occupations, lambda occupation: occupation.title),
        activities=_unmarked(found.activities, lambda activity: activity.title),
    )


def _unmarked(found: Hits[Hit], text_of: Callable[[Hit], str]) -> Hits[Hit]:
    """The hits without marks on what stands between the names, which nobody looks for."""

    def is_looked_for(text: str, start: int, end: int) -> bool:
        return text[start:end].lower() != _BETWEEN

    hits = (
        replace(hit, spans=tuple(span for span in hit.spans if is_looked_for(text_of(hit), *span)))
        for hit in found.hits
    )
    return replace(found, hits=tuple(hits))
