"""`/`: the search box, what this is, what stands out in the release, and ways in."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Final

from flask import Blueprint, Response

from index.encyclopedia import Encyclopedia
from index.errors import NotFoundError
from index.records.entries import MajorGroup, TaskSummary
from webapp.formats import linked_data
from webapp.http import render
from webapp.http.release import current
from webapp.http.site import Link
from webapp.search.examples import examples
from webapp.search.findings import Finding, current_findings

blueprint = Blueprint("home", __name__)
FIRST_TASKS: Final = (19147, 19156, 392)


@dataclass(frozen=True, slots=True)
class HomePage:
    """search/home.html"""

    groups: tuple[MajorGroup, ...]
    examples: tuple[Link, ...]
    tasks: tuple[TaskSummary, ...]
    """A few, to begin with."""
    findings: tuple[Finding, ...]
    json_ld: str


@blueprint.get("/")
def home() -> Response:
    encyclopedia = current()
    return render.page(
        "search/home.html",
        lambda: HomePage(
            groups=encyclopedia.groups(),
            examples=examples(encyclopedia),
            tasks=first_tasks(encyclopedia),
            findings=current_findings(encyclopedia),
            json_ld=linked_data.script(linked_data.website()),
        ),
    )


def first_tasks(encyclopedia: Encyclopedia) -> tuple[TaskSummary, ...]:
    """Tasks whose pages show most of what there is; others where the release does not have them."""
    found = []
    for task_id in (*FIRST_TASKS, *islice(encyclopedia.task_ids(), 3)):
        try:
            found.append(encyclopedia.task_summary(task_id))
        except NotFoundError:
            continue
    return tuple(dict.fromkeys(found))[:3]
