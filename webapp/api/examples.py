"""Answers of the served release to the examples of the description: true ones, with long lists cut.
Called by `webapp.api.document`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Final

from index.encyclopedia import Encyclopedia
from index.errors import EngineError, TaskdexError
from webapp.activities.answers import activity_answer
from webapp.api import answers
from webapp.api.answers import Listing
from webapp.api.parameters import ACTIVITY_ID, CODE, COMPARED, PRODUCT_ID, TASK_ID
from webapp.formats import json_bodies

log = logging.getLogger(__name__)

MAX_TRIES: Final = 3
MAX_ITEMS: Final = 2
"""Of each list in an example."""

Example = Callable[[Encyclopedia], object]


def search(encyclopedia: Encyclopedia) -> object:
    """A whole answer, also where the machine is so busy that a search runs out of time.

    Raises EngineError if there is none.
    """
    for _ in range(MAX_TRIES):
        results = encyclopedia.search("display artwork", exposure=["E2"], size=2)
        if not results.partial:
            return answers.search(encyclopedia, results)[0]
    raise EngineError("The search for the example ran out of time.")


_ANSWERS: Final[Mapping[str, Example]] = {
    "search": search,
    "suggest": lambda e: json_bodies.suggestions("art ther", e.search("art ther"), 3, e.release),
    "task": lambda e: answers.task(e, TASK_ID),
    "occupation": lambda e: answers.occupation(e, CODE),
    "activity": lambda e: activity_answer(e, ACTIVITY_ID, size=2)[0],
    "product": lambda e: answers.product(e, PRODUCT_ID),
    "software": lambda e: answers.software(e, Listing(size=2))[0],
    "tasks": lambda e: answers.tasks(e, Listing(size=2))[0],
    "occupations": lambda e: answers.occupations(e, Listing(size=2))[0],
    "activities": lambda e: answers.activities(e, Listing(size=2))[0],
    "groups": answers.groups,
    "compare": lambda e: answers.compare(e, "tasks", [str(task_id) for task_id in COMPARED]),
    "sources": answers.sources,
    "releases": answers.releases,
}


def examples(encyclopedia: Encyclopedia) -> dict[str, object]:
    """Operation → an answer. What this release cannot answer has no example."""
    found: dict[str, object] = {}
    for name, answer in _ANSWERS.items():
        try:
            found[name] = cut(answer(encyclopedia))
        except TaskdexError as error:
            log.info("The description has no example of %s: %s", name, error)
    return found


def cut(value: object) -> object:
    """The same with every list cut to its first items."""
    if isinstance(value, list):
        return [cut(one) for one in value[:MAX_ITEMS]]
    if isinstance(value, dict):
        return {name: cut(one) for name, one in value.items()}
    return value
