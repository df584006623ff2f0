"""Corpus in, documents out: what each task, occupation and activity is searched by, shown with,
filtered by and sorted by. Called by the engines' writers."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from index.engines.repeats import same_statements
from index.query import Sort
from index.records.joined import Corpus
from index.records.terms import UNLABELLED

Divided = Callable[[str], str]
"""A text → the same with a soft hyphen in each word that is searched apart."""
TITLE_SEPARATOR = "\x1e"
"""Between the lay titles of an occupation: together they are one part."""
_BRACKETED = re.compile(r"^(.*?)\s*\((.*)\)\s*$")


class Document(NamedTuple):
    """A task, an occupation or a work activity, for an index."""

    document_id: str
    parts: tuple[str, ...]
    """What it is searched by: words that are searched apart have a soft hyphen."""
    stored: dict[str, object]
    """What a search gets back of it, by name: above all, fields of a hit."""


def by_importance(corpus: Corpus) -> list[int]:
    """Task ids, the most important first, the unrated last."""

    def key(task_id: int) -> tuple[bool, float, int]:
        importance = corpus.importance(task_id)
        return importance is None, -(importance or 0.0), task_id

    return sorted(corpus.tasks, key=key)


def importance_band(importance: float | None) -> str:
    if importance is None:
        return "unrated"
    return "4-5" if importance >= 4 else "3-4" if importance >= 3 else "1-3"


def task_documents(corpus: Corpus, divided: Divided) -> Iterator[Document]:
    """By descending importance: of equal scores, the more important task then comes first."""
    observed = corpus.observed
    same = same_statements(corpus)
    for task_id in by_importance(corpus):
        task = corpus.tasks[task_id]
        rating = corpus.ratings.get(task_id)
        exposure = corpus.exposures.get(task_id)
        stored = {
            "task_id": task_id,
            "text": task.text,
            "type": task.type,
            "occupation_code": task.occupation_code,
            "occupation_title": corpus.occupations[task.occupation_code].title,
            "importance": rating.importance if rating else None,
            "rank": rating.rank if rating else None,
            "rated_tasks": rating.rated_tasks if rating else None,
            "exposure": exposure.gpt4 if exposure else None,
            "human_exposure": exposure.human if exposure else None,
            "observed": task_id in observed,
            "same": same.get(task_id, []),
        }
        yield Document(str(task_id), (divided(task.text),), stored)


def occupation_documents(corpus: Corpus, divided: Divided) -> Iterator[Document]:
    lay_titles: dict[str, list[str]] = defaultdict(list)
    for lay in corpus.lay_titles:
        lay_titles[lay.occupation_code].append(lay.title)
    task_counts: dict[str, int] = defaultdict(int)
    for task in corpus.tasks.values():
        task_counts[task.occupation_code] += 1
    for code, occupation in sorted(corpus.occupations.items()):
        parts = (occupation.title, TITLE_SEPARATOR.join(lay_titles[code]), occupation.description)
        stored = {
            "occupation_code": code,
            "title": occupation.title,
            "task_count": task_counts[code],
            "major_group": occupation.major_group,
            "job_zone": occupation.job_zone,
        }
        yield Document(code, tuple(map(divided, parts)), stored)


def activity_documents(corpus: Corpus, divided: Divided) -> Iterator[Document]:
    counts: dict[str, int] = defaultdict(int)
    for dwas in corpus.task_activities.values():
        above = set()
        for activity_id in dwas:
            ancestor: str | None = activity_id
            while ancestor is not None:
                above.add(ancestor)
                ancestor = corpus.activities[ancestor].parent_id
        for activity_id in above:
            counts[activity_id] += 1
    # Of equal scores, the activity that stands for more tasks comes first.
    by_count = sorted(
        corpus.activities.values(), key=lambda a: (-counts[a.activity_id], a.activity_id)
    )
    for activity in by_count:
        stored = {
            "activity_id": activity.activity_id,
            "level": activity.level,
            "title": activity.title,
            "task_count": counts[activity.activity_id],
        }
        yield Document(activity.activity_id, (divided(activity.title),), stored)


def facet_values(corpus: Corpus, task_id: int, observed: frozenset[int]) -> dict[str, str]:
    task = corpus.tasks[task_id]
    occupation = corpus.occupations[task.occupation_code]
    exposure = corpus.exposures.get(task_id)
    rating = corpus.ratings.get(task_id)
    return {
        "exposure": exposure.gpt4 if exposure else UNLABELLED,
        "human": (exposure.human if exposure else None) or UNLABELLED,
        "type": task.type or "untyped",
        "group": occupation.major_group,
        "zone": "none" if occupation.job_zone is None else str(occupation.job_zone),
        "used": "yes" if task_id in observed else "no",
        "importance": importance_band(corpus.importance(task_id)),
        "rated_by": "unrated" if rating is None else rating.rated_by or "unknown",
    }


def sort_keys(corpus: Corpus, task_ids: Sequence[int]) -> dict[Sort, list[float]]:
    """What each order sorts by, lowest first; what is missing goes last (infinity).

    Equal keys stay in the order of the index: by importance.
    """
    shares = corpus.latest_shares
    titles = sorted({occupation.title for occupation in corpus.occupations.values()})
    alphabet = {title: number for number, title in enumerate(titles)}
    keys: dict[Sort, list[float]] = {
        name: [] for name in ("importance", "relevance", "exposure", "use", "occupation")
    }
    for task_id in task_ids:
        rating = corpus.ratings.get(task_id)
        exposure = corpus.exposures.get(task_id)
        relevance = rating.relevance_percent if rating else None
        share = shares.get(task_id)
        title = corpus.occupations[corpus.tasks[task_id].occupation_code].title
        importance = corpus.importance(task_id)
        keys["importance"].append(math.inf if importance is None else -importance)
        keys["relevance"].append(math.inf if relevance is None else -relevance)
        keys["exposure"].append(-exposure.beta if exposure else math.inf)
        keys["use"].append(math.inf if share is None else -share)
        keys["occupation"].append(alphabet[title])
    return keys


def halves(title: str) -> tuple[str, ...]:
    """A title, and of "CEO (Chief Executive Officer)" also what stands before and in brackets."""
    match = _BRACKETED.match(title)
    return (title, *match.groups()) if match else (title,)
