"""`/tasks/task-19156`: everything the datasets say of one task, as a page and in other formats."""

from __future__ import annotations

from flask import Blueprint, Response, redirect
from werkzeug.wrappers import Response as AnyResponse

from index.encyclopedia import Encyclopedia
from index.errors import NotFoundError
from index.records.joined import RetiredTask
from webapp.changes.proposals import emerging_lines, task_or_none
from webapp.formats import alternates, json_bodies, picture_files
from webapp.http import addresses, errors, render
from webapp.http.problems import PROBLEMS
from webapp.http.release import current, occupation_or_none
from webapp.tasks.page import RetiredPage, citation, task_page
from webapp.tasks.pictures import pictures

blueprint = Blueprint("tasks", __name__)


@blueprint.get("/tasks/<name>")
def task(name: str) -> AnyResponse:
    stem, ending = alternates.split(name)
    match = addresses.TASK_NAME.fullmatch(stem)
    if match is None:
        raise NotFoundError(f"No task is called {name[:40]!r}.")
    task_id = int(match[1])
    encyclopedia = current()
    path = addresses.task(task_id)
    canonical = f"{path}.{ending}" if ending else path
    if addresses.asked_for() != canonical:
        return redirect(canonical, 308)
    if ending == "json":
        return as_json(encyclopedia, task_id)
    try:
        entry = encyclopedia.task(task_id)
    except NotFoundError:
        if ending or (gone := retired(encyclopedia, task_id)) is None:
            raise
        return gone
    if ending in alternates.CITED:
        return alternates.citation_file(citation(encyclopedia, entry), ending)
    if ending == "md":
        return render.markdown("tasks/page.md", lambda: task_page(encyclopedia, entry), path)
    return render.page(
        "tasks/page.html", lambda: task_page(encyclopedia, entry), links=alternates.header(path)
    )


@blueprint.get("/tasks/<name>/<file>")
def picture(name: str, file: str) -> AnyResponse:
    """A picture of the page, or its figures, as a file."""
    match = addresses.TASK_NAME.fullmatch(name)
    if match is None or name != f"task-{int(match[1])}":
        raise NotFoundError(f"No task is called {name[:40]!r}.")
    encyclopedia = current()
    entry = encyclopedia.task(int(match[1]))
    found = pictures(
        task_page(encyclopedia, entry),
        encyclopedia.occupation_tasks(entry.occupation.code),
        tuple(one for one in encyclopedia.release.sources if one.key == "eloundou"),
    )
    return picture_files.answer(found, file, addresses.task(entry.task.task_id), name)


def as_json(encyclopedia: Encyclopedia, task_id: int) -> Response:
    """The facts of the page for programs."""
    try:
        entry = encyclopedia.task(task_id)
    except NotFoundError:
        if (gone := encyclopedia.retired_task(task_id)) is None:
            raise
        return retired_as_json(gone)
    return render.json(lambda: json_bodies.task(entry, encyclopedia.release))


def retired_as_json(gone: RetiredTask) -> Response:
    """A task of older releases, for programs: what it said and what came after it."""
    return errors.problem(
        410,
        f"Task {gone.task_id} is retired: of the releases read, O*NET {gone.last_release} is the "
        "last that has it.",
        PROBLEMS["retired"],
        {"retired": json_bodies.retired(gone)},
    )


def retired(encyclopedia: Encyclopedia, task_id: int) -> Response | None:
    """410 with the last text and what came after it; None if no release had such a task."""
    gone = encyclopedia.retired_task(task_id)
    if gone is None:
        return None
    return render.page(
        "tasks/retired.html",
        lambda: RetiredPage(
            task=gone,
            occupation=occupation_or_none(encyclopedia, gone.occupation_code),
            successor=task_or_none(encyclopedia, gone.successor_id),
            proposals=()
            if gone.successor_id is not None
            else emerging_lines(encyclopedia, encyclopedia.proposals(task_id)),
        ),
        status=410,
    )
