"""`/`: the search box, what this is, and ways in."""

from __future__ import annotations

from itertools import islice
from typing import Final

from flask import Blueprint, Response, url_for

from index.encyclopedia import Encyclopedia
from index.errors import NotFoundError
from index.records import TaskSummary
from webapp import render
from webapp.contexts import HomePage, Link
from webapp.shelf import current

blueprint = Blueprint("home", __name__)

EXAMPLES: Final = ("fix teeth", "schedule nurses", "write reports", "art therapy", "barkeep")
SAMPLE_EXAMPLES: Final = (
    "art therapy",
    "treatment plans",
    "recreation",
    "clients",
    "write reports",
)
FIRST_TASKS: Final = (19147, 19156, 392)


@blueprint.get("/")
def home() -> Response:
    encyclopedia = current()
    return render.page(
        "pages/home.html",
        lambda: HomePage(
            groups=encyclopedia.groups(),
            examples=examples(encyclopedia),
            tasks=first_tasks(encyclopedia),
        ),
    )


def examples(encyclopedia: Encyclopedia) -> tuple[Link, ...]:
    """Searches that find something in this release."""
    words = SAMPLE_EXAMPLES if encyclopedia.release.is_sample else EXAMPLES
    return tuple(Link(text, url_for("search.search", q=text)) for text in words)


def first_tasks(encyclopedia: Encyclopedia) -> tuple[TaskSummary, ...]:
    """Tasks whose pages show most of what there is; others where the release does not have them."""
    found = []
    for task_id in (*FIRST_TASKS, *islice(encyclopedia.task_ids(), 3)):
        try:
            found.append(encyclopedia.task_summary(task_id))
        except NotFoundError:
            continue
    return tuple(dict.fromkeys(found))[:3]
