"""An activity with a page of its tasks, as JSON without HTTP. Called by the view and by the API."""

from __future__ import annotations

from typing import Final

from index.encyclopedia import Encyclopedia
from index.facts.activities import WholeActivity
from index.facts.fact import Json
from webapp.formats import json_bodies
from webapp.http import addresses
from webapp.http.pager import Pages

ACTIVITY_TASKS: Final = 50
"""Tasks of an activity on a page, if nobody says otherwise."""


def activity_answer(
    encyclopedia: Encyclopedia,
    activity_id: str,
    page: int = 1,
    size: int = ACTIVITY_TASKS,
    *,
    path: str = "",
) -> tuple[Json, Pages]:
    """An activity with a page of its tasks, at `path` or in the API. Raises NotFoundError."""
    entry = encyclopedia.activity(activity_id, page=page, size=size)
    pages = Pages(
        path or addresses.api_activity(activity_id),
        [] if size == ACTIVITY_TASKS else [("size", str(size))],
        page,
        size,
        entry.task_count,
    )
    whole = WholeActivity(entry, encyclopedia.activity_occupations(activity_id))
    return json_bodies.activity(whole, encyclopedia.release), pages
