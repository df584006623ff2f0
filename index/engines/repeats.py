"""Tasks of several occupations with the very same statement: one result, with the others named.

Shared by the engines. A page of hits keeps its tasks, so that totals, counts and pages stay those
of tasks; only what repeats a statement of the page says so, and is none of its first three.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from index.engines.protocol import SameStatement, TaskHit
from index.query import Query
from index.records.joined import Corpus
from index.relevance.weights import FIRST_TASKS
from index.text import words

Row = tuple[int, str, str]
"""A task's id, its occupation's code and title, as an index stores them."""


def same_statements(corpus: Corpus) -> dict[int, list[Row]]:
    """Task → the tasks of other occupations that have its statement, word for word, by title.

    Only of tasks that have such. Case, accents and punctuation make no difference.
    """
    alike: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for task in corpus.tasks.values():
        title = corpus.occupations[task.occupation_code].title
        row = (task.task_id, task.occupation_code, title)
        alike[tuple(words(task.text))].append(row)
    found: dict[int, list[Row]] = {}
    for rows in alike.values():
        by_title = sorted(rows, key=lambda row: (row[2], row[0]))
        for task_id, code, _ in rows:
            if others := [row for row in by_title if row[1] != code]:
                found[task_id] = others
    return found


def with_repeats(hits: Sequence[TaskHit], query: Query) -> tuple[TaskHit, ...]:
    """The hits of a page, whose `same` are rows of the index. What repeats a statement says so, and
    stands after the first three, so that these are different statements, if the best are to come
    first. An order that was chosen stays."""
    firsts: dict[int, int] = {}
    kept: list[TaskHit] = []
    repeating: list[TaskHit] = []
    for hit in hits:
        if len(kept) >= FIRST_TASKS:
            kept += repeating
            repeating.clear()
        if not hit.same:
            kept.append(hit)
            continue
        same = tuple(SameStatement(*row) for row in cast(Sequence[Row], hit.same))
        repeats = firsts.get(hit.task_id) if query.sort == "best" else None
        if repeats is None:
            kept.append(replace(hit, same=same))
            firsts.update((other.task_id, hit.task_id) for other in same)
        else:
            repeating.append(replace(hit, same=same, repeats=repeats))
    return (*kept, *repeating)
