"""`/activities`: the hierarchy. `/activities/<id>`: a GWA, IWA or DWA with the tasks under it."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from index.encyclopedia import Encyclopedia
from index.errors import NotFoundError
from index.records import ActivityEntry, ActivitySummary
from webapp.activities.answers import activity_answer
from webapp.activities.page import ActivitiesPage, ActivityFamily, ActivityPage
from webapp.formats import alternates, linked_data
from webapp.http import addresses, render
from webapp.http.arguments import page_number
from webapp.http.pager import linked
from webapp.http.release import current
from webapp.http.site import Link
from webapp.text.citations import Citation, cite

blueprint = Blueprint("activities", __name__)

WINDOW = 2
OCCUPATIONS: Final = 24
"""Shown at once on the first page; the others are behind a disclosure."""
OCCUPATIONS_A_PAGE: Final = 150
"""An activity has at most as many occupations as tasks, so its pages have room for all of them."""
FAMILIES: Final = {
    "4.A.1": "Information input",
    "4.A.2": "Mental processes",
    "4.A.3": "Work output",
    "4.A.4": "Interacting with others",
}
"""Headings of O*NET's content model above the generalized activities."""


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


def families(encyclopedia: Encyclopedia) -> tuple[ActivityFamily, ...]:
    """The hierarchy's two upper levels, by the headings above them."""
    found: dict[str, list[tuple[ActivitySummary, tuple[ActivitySummary, ...]]]] = {}
    for top in encyclopedia.activities():
        code = ".".join(top.activity_id.split(".")[:3])
        found.setdefault(code, []).append((top, encyclopedia.activities(top.activity_id)))
    return tuple(
        ActivityFamily(code, FAMILIES.get(code, "Further activities"), tuple(branches))
        for code, branches in found.items()
    )


@blueprint.get("/activities/<name>")
def activity(name: str) -> AnyResponse:
    activity_id, ending = alternates.split(name)
    suffix = f".{ending}" if ending else ""
    number = page_number()
    encyclopedia = current()
    try:
        entry = encyclopedia.activity(activity_id, page=number)
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
    if number > max(1, entry.page_count):
        raise NotFoundError(f"{activity_id} has no page {number}.")
    if ending == "md":
        return render.markdown(
            "activities/page.md", lambda: build(encyclopedia, entry), path, key=str(number)
        )
    return render.page(
        "activities/page.html",
        lambda: build(encyclopedia, entry),
        key=str(number),
        links=alternates.header(path, canonical=f"{path}?page={number}" if number > 1 else None),
    )


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


def citation(encyclopedia: Encyclopedia, entry: ActivityEntry) -> Citation:
    activity_id = entry.activity.activity_id
    return cite(
        f"activity-{activity_id}",
        entry.activity.title,
        addresses.absolute(addresses.activity(activity_id)),
        encyclopedia.release.release_id,
        entry.sources,
    )


def build(encyclopedia: Encyclopedia, entry: ActivityEntry) -> ActivityPage:
    """What the page shows."""
    activity_id = entry.activity.activity_id

    def link(number: int, label: str = "", section: str = "tasks") -> Link:
        path = (
            addresses.activity(activity_id)
            if number == 1
            else url_for("activities.activity", name=activity_id, page=number)
        )
        return Link(label or str(number), f"{path}#{section}", current=number == entry.page)

    numbers = range(max(1, entry.page - WINDOW), min(entry.page_count, entry.page + WINDOW) + 1)
    occupations = encyclopedia.activity_occupations(activity_id)
    start = (entry.page - 1) * OCCUPATIONS_A_PAGE
    here = occupations[start : start + OCCUPATIONS_A_PAGE]
    open_count = OCCUPATIONS if entry.page == 1 else 0
    return ActivityPage(
        entry=entry,
        occupations=here[:open_count],
        more_occupations=here[open_count:],
        first_occupation=start + 1,
        further_occupations=link(entry.page + 1, "The next occupations", "occupations")
        if start + len(here) < len(occupations) and here
        else None,
        pages=tuple(map(link, numbers)) if entry.page_count > 1 else (),
        previous=link(entry.page - 1, "Previous") if entry.page > 1 else None,
        next=link(entry.page + 1, "Next") if entry.page < entry.page_count else None,
        alternates=alternates.of(addresses.activity(activity_id)),
        citation=citation(encyclopedia, entry),
        json_ld=linked_data.script(linked_data.activity(entry)),
    )
