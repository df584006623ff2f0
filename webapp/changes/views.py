"""`/changes`: what became of O*NET's tasks from release to release, and what it proposes next.

`/changes/29.1-30.1` is one step, `/changes/29.1-30.1/retyped` all its changes of one kind,
`/changes/emerging` what is proposed; `/changes.atom` is the feed of it all.
"""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, render_template
from werkzeug.wrappers import Response as AnyResponse

from index.encyclopedia import Encyclopedia
from index.errors import NotFoundError
from index.records.joined import ReleaseStep
from index.records.terms import CHANGE_KINDS
from webapp.changes import json_bodies
from webapp.changes.feed import feed
from webapp.changes.page import MANY, list_page, overview, step_page
from webapp.changes.proposals import emerging_page
from webapp.http import addresses, render
from webapp.http.arguments import last_page_at_most, page_number
from webapp.http.release import current

blueprint = Blueprint("changes", __name__)

EMERGING: Final = "emerging"


@blueprint.get("/changes")
def changes() -> Response:
    encyclopedia = current()
    url = addresses.absolute(addresses.path("changes.changes"))
    return render.page(
        "changes/overview.html",
        lambda: overview(encyclopedia),
        links=(
            f'<{url}>; rel="canonical"',
            f'<{url}.atom>; rel="alternate"; type="application/atom+xml"',
            f'<{url}.json>; rel="alternate"; type="application/json"',
        ),
    )


@blueprint.get("/changes.json")
def changes_json() -> Response:
    encyclopedia = current()
    return render.json(lambda: json_bodies.overview(encyclopedia))


@blueprint.get("/changes.atom")
def atom() -> Response:
    encyclopedia = current()
    return render.text(
        lambda: render_template("changes/feed.xml", page=feed(encyclopedia)),
        "application/atom+xml",
    )


@blueprint.get("/changes/<name>")
def part(name: str) -> AnyResponse:
    """A step, or what is proposed, as a page or as JSON."""
    as_data = name.endswith(".json")
    stem = name.removesuffix(".json")
    encyclopedia = current()
    if stem == EMERGING:
        return _emerging(encyclopedia, as_data=as_data)
    step = find(encyclopedia, stem)
    if as_data:
        return render.json(lambda: json_bodies.step(encyclopedia, step))
    url = addresses.absolute(addresses.changes(step.name))
    return render.page(
        "changes/step.html",
        lambda: step_page(encyclopedia, step),
        links=(
            f'<{url}>; rel="canonical"',
            f'<{url}.json>; rel="alternate"; type="application/json"',
        ),
    )


@blueprint.get("/changes/<name>/<kind>")
def of_kind(name: str, kind: str) -> Response:
    """All changes of one kind in a step, page by page."""
    encyclopedia = current()
    step = find(encyclopedia, name)
    known = next((one for one in CHANGE_KINDS if one == kind), None)
    number = page_number()
    count = encyclopedia.change_counts(step).get(known, 0) if known else 0
    if known is None or not count:
        raise NotFoundError(f"No such changes from O*NET {step.older} to {step.newer}.")
    shown = last_page_at_most(number, -(-count // MANY))
    return render.page(
        "changes/list.html",
        lambda: list_page(encyclopedia, step, known, shown, asked=number),
        key=str(number),
    )


def find(encyclopedia: Encyclopedia, name: str) -> ReleaseStep:
    """Raises NotFoundError if these two releases were not compared."""
    for step in encyclopedia.steps():
        if step.name == name:
            return step
    raise NotFoundError(f"No two releases of O*NET are compared as {name[:40]!r}.")


def _emerging(encyclopedia: Encyclopedia, *, as_data: bool) -> Response:
    proposed = encyclopedia.emerging()
    if not proposed:
        raise NotFoundError("This release was read without emerging tasks.")
    if as_data:
        return render.json(lambda: json_bodies.emerging(encyclopedia))
    url = addresses.absolute(addresses.changes(EMERGING))
    return render.page(
        "changes/emerging.html",
        lambda: emerging_page(encyclopedia, proposed),
        links=(
            f'<{url}>; rel="canonical"',
            f'<{url}.json>; rel="alternate"; type="application/json"',
        ),
    )


def paths(encyclopedia: Encyclopedia) -> tuple[str, ...]:
    """Every page of changes but the overview, each once."""
    found = [addresses.changes(EMERGING)] if encyclopedia.emerging() else []
    for step in encyclopedia.steps():
        found.append(addresses.changes(step.name))
        counts = encyclopedia.change_counts(step)
        found += [
            addresses.changes_of_kind(step.name, kind) for kind in CHANGE_KINDS if kind in counts
        ]
    return tuple(found)
