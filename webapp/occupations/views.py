"""`/occupations` by major group. `/occupations/29-1129.01`: an occupation with all its tasks."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from index.encyclopedia import Encyclopedia
from index.errors import NotFoundError
from index.facts.occupations import WholeOccupation
from index.records.entries import OccupationEntry
from webapp.formats import alternates, json_bodies, picture_files
from webapp.http import addresses, render
from webapp.http.release import current
from webapp.occupations import spreadsheet, task_table
from webapp.occupations.page import (
    FORMATS,
    by_group,
    citation,
    in_order,
    occupation_page,
)
from webapp.occupations.pictures import pictures
from webapp.rankings.asked import read
from webapp.rankings.lists import BROWSED

blueprint = Blueprint("occupations", __name__)


@blueprint.get("/occupations")
def occupations() -> Response:
    encyclopedia = current()
    if "sort" in request.args:
        asked = read(BROWSED, request.args, any_page=True)
        return render.page(
            "occupations/sorted.html",
            lambda: in_order(encyclopedia, asked),
            key=f"{asked.sort}|{asked.parameters()}|{asked.size}",
        )
    return render.page(
        "occupations/list.html",
        lambda: by_group(encyclopedia),
        links=alternates.list_header(addresses.path("occupations.occupations")),
    )


@blueprint.get("/occupations.md")
def as_markdown() -> Response:
    """The same list for programs that read text."""
    encyclopedia = current()
    return render.markdown(
        "occupations/list.md",
        lambda: by_group(encyclopedia),
        addresses.path("occupations.occupations"),
    )


@blueprint.get("/occupations/<name>")
def occupation(name: str) -> AnyResponse:
    code, ending = split(name)
    encyclopedia = current()
    path = addresses.occupation(code)
    canonical = f"{path}.{ending}" if ending else path
    if addresses.asked_for() != canonical:
        return redirect(canonical, 308)
    if ending == "json":
        return as_json(encyclopedia, code)
    entry = encyclopedia.occupation(code)
    if ending == "csv":
        return as_csv(encyclopedia, entry)
    if ending in alternates.CITED:
        return alternates.citation_file(citation(encyclopedia, entry), ending)
    if ending == "md":
        state = task_table.State()
        return render.markdown(
            "occupations/page.md", lambda: occupation_page(encyclopedia, entry, state), path
        )
    state = task_table.read(request.args)
    return render.page(
        "occupations/page.html",
        lambda: occupation_page(encyclopedia, entry, state),
        key=str(state.parameters()),
        links=alternates.header(path, FORMATS),
    )


@blueprint.get("/occupations/<name>/<file>")
def picture(name: str, file: str) -> AnyResponse:
    """A picture of the page, or its figures, as a file."""
    code, ending = split(name)
    if ending or name != code:
        raise NotFoundError(f"No occupation has the code {name[:40]!r}.")
    encyclopedia = current()
    page = occupation_page(encyclopedia, encyclopedia.occupation(code), task_table.State())
    return picture_files.answer(pictures(page), file, addresses.occupation(code), code)


@blueprint.get("/_/occupations/<name>")
def table(name: str) -> AnyResponse:
    """The table alone, for htmx; who comes here otherwise is led to the page."""
    code, ending = split(name)
    if ending:
        raise NotFoundError(f"No occupation has the code {name[:40]!r}.")
    encyclopedia = current()
    entry = encyclopedia.occupation(code)
    state = task_table.read(request.args)
    path = addresses.with_parameters(addresses.occupation(code), state.parameters())
    if not render.wants_fragment():
        return redirect(path, 303)
    return render.fragment(
        "occupations/tasks.html",
        lambda: task_table.task_table(entry, encyclopedia.shares(code), state),
        key=path,
        title=f"{entry.occupation.title}: tasks and AI – Taskdex",
        push=path,
    )


def split(name: str) -> tuple[str, str]:
    """`29-1129.json` → 29-1129.00 and json. Raises NotFoundError if it cannot be a code."""
    stem, ending = alternates.split(name, FORMATS)
    match = addresses.OCCUPATION_CODE.fullmatch(stem)
    if match is None:
        raise NotFoundError(f"No occupation has the code {name[:40]!r}.")
    return f"{match[1]}.{match[2] or '00'}", ending


def as_json(encyclopedia: Encyclopedia, name: str) -> Response:
    """The facts of the page for programs."""
    code, _ = split(name)
    entry = encyclopedia.occupation(code)
    return render.json(
        lambda: json_bodies.occupation(
            WholeOccupation(entry, encyclopedia.shares(code), encyclopedia.emerging(code)),
            encyclopedia.release,
        )
    )


def as_csv(encyclopedia: Encyclopedia, entry: OccupationEntry) -> Response:
    """The tasks of the page for spreadsheets."""
    code = entry.occupation.code
    return render.text(
        lambda: spreadsheet.tasks(entry, encyclopedia.shares(code), encyclopedia.release),
        "text/csv",
        filename=f"taskdex-{code}.csv",
    )
