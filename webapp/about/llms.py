"""`/llms.txt`: what programs that read text find here, in the format of llmstxt.org."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, render_template

from index.records.entries import ReleaseInfo, TaskSummary
from webapp.http import render
from webapp.http.release import current
from webapp.search.home import first_tasks

blueprint = Blueprint("machines", __name__)


@dataclass(frozen=True, slots=True)
class Guide:
    """about/llms.txt"""

    release: ReleaseInfo
    tasks: tuple[TaskSummary, ...]
    """A few, to begin with."""


@blueprint.get("/llms.txt")
def llms() -> Response:
    encyclopedia = current()
    return render.text(
        lambda: render_template(
            "about/llms.txt", page=Guide(encyclopedia.release, first_tasks(encyclopedia))
        ),
        "text/plain",
    )
