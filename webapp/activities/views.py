"""`/activities`: the hierarchy. `/activities/<id>`: a GWA, IWA or DWA with the tasks under it."""

from __future__ import annotations

from flask import Blueprint, Response, redirect
from werkzeug.wrappers import Response as AnyResponse

from index.encyclopedia import Encyclopedia
from index.errors import NotFoundError
from webapp.activities.answers import activity_answer
from webapp.activities.page import (
    ActivitiesPage,
    activity_page,
    citation,
    families,
    pictures,
)
from webapp.formats import alternates, picture_files
from webapp.http import addresses, render
from webapp.http.arguments import last_page_at_most, page_number
from webapp.http.pager import linked
from webapp.http.release import current

blueprint = Blueprint("activities", __name__)


@blueprint.get("/activities")
def activities() -> Response:
    encyclopedia = current()
    return render.page(
        "activities/list.html",
        lambda: ActivitiesPage(families(encyclopedia)),
        links=alternates.list_header(addresses.path("activities.activities")),
    )


@blueprint.get("/activities.md")
def as_markdown() -> Response:
    """The same list for programs that read text."""
    encyclopedia = current()
    return render.markdown(
        "activities/list.md",
        lambda: ActivitiesPage(families(encyclopedia)),
        addresses.path("activities.activities"),
    )


@blueprint.get("/activities/<name>")
def activity(name: str) -> AnyResponse:
    activity_id, ending = alternates.split(name)
    suffix = f".{ending}" if ending else ""
    number = page_number()
    encyclopedia = current()
    try:
        entry = encyclopedia.activity(activity_id)
    except NotFoundError:
        spelled = canonical_spelling(activity_id)
        if spelled is None or spelled == activity_id:
            raise
        encyclopedia.activity(spelled)  # raises if there is none of that name either
        return redirect(addresses.activity(spelled, suffix), 308)
    path = addresses.activity(entry.activity.activity_id)
    if addresses.asked_for() != path + suffix:
        return redirect(path + suffix, 308)
    if ending == "json":
        return as_json(encyclopedia, activity_id, number)
    if ending in alternates.CITED:
        return alternates.citation_file(citation(encyclopedia, entry), ending)
    shown = last_page_at_most(number, entry.page_count)
    if shown > 1:
        entry = encyclopedia.activity(activity_id, page=shown)
    if ending == "md":
        return render.markdown(
            "activities/page.md",
            lambda: activity_page(encyclopedia, entry, asked=number),
            path,
            key=str(number),
        )
    return render.page(
        "activities/page.html",
        lambda: activity_page(encyclopedia, entry, asked=number),
        key=str(number),
        links=alternates.header(path, canonical=f"{path}?page={shown}" if shown > 1 else None),
    )


@blueprint.get("/activities/<name>/<file>")
def picture(name: str, file: str) -> AnyResponse:
    """A picture of the page, or its figures, as a file."""
    encyclopedia = current()
    page = activity_page(encyclopedia, encyclopedia.activity(name))
    return picture_files.answer(pictures(page), file, addresses.activity(name), name)


def canonical_spelling(name: str) -> str | None:
    """4.a.2.B.2.O.9 → 4.A.2.b.2.o.9; None if it cannot be an activity's id."""
    if not addresses.ACTIVITY_ID.fullmatch(name):
        return None
    first, second, *rest = name.split(".")
    return ".".join((first, second.upper(), *(part.lower() for part in rest)))


def as_json(encyclopedia: Encyclopedia, activity_id: str, page: int) -> Response:
    """The facts of the page for programs."""
    path = addresses.activity(activity_id, ".json")
    found = activity_answer(encyclopedia, activity_id, page, path=path)
    return render.json(lambda: linked(found), key=str(page))
