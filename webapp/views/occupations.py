"""`/occupations` by major group. `/occupations/29-1129.01`: an occupation with all its tasks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from flask import Blueprint, Response, current_app, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from index.encyclopedia import Encyclopedia
from index.errors import NotFoundError
from index.records import OccupationEntry, TaskSummary
from webapp import addresses, pictures, render, serialise
from webapp.citations import cite
from webapp.contexts import Link, OccupationPage, OccupationsPage
from webapp.shelf import current
from webapp.views.tasks import _script, citation_file

blueprint = Blueprint("occupations", __name__)

FORMATS: Final = ("json", "bib", "ris", "csl.json")
LABEL_ORDER: Final = {"E1": 0, "E2": 1, "E0": 2, None: 3}

ORDERS: Final[dict[str, tuple[str, Callable[[TaskSummary], tuple[object, ...]]]]] = {
    "importance": ("Importance", lambda task: (task.importance is None, -(task.importance or 0))),
    "relevance": (
        "Relevance",
        lambda task: (task.relevance_percent is None, -(task.relevance_percent or 0)),
    ),
    "exposure": ("AI exposure", lambda task: (LABEL_ORDER[task.exposure],)),
    "use": (
        "Observed AI use",
        lambda task: (not task.observed, -(task.latest_share_percent or 0)),
    ),
    "text": ("A to Z", lambda task: (task.text.lower(),)),
}


@blueprint.get("/occupations")
def occupations() -> Response:
    encyclopedia = current()
    return render.page(
        "pages/occupations.html",
        lambda: OccupationsPage(
            tuple((group, encyclopedia.occupations(group.code)) for group in encyclopedia.groups())
        ),
    )


@blueprint.get("/occupations/<name>")
def occupation(name: str) -> AnyResponse:
    code, suffix = split(name)
    encyclopedia = current()
    canonical = addresses.occupation(code, f".{suffix}" if suffix else "")
    if request.path != canonical:
        return redirect(canonical, 308)
    if suffix == "json":
        return as_json(encyclopedia, code)
    entry = encyclopedia.occupation(code)
    url = addresses.absolute(canonical)
    if suffix:
        return citation_file(build(encyclopedia, entry, "importance").citation, suffix)
    order = request.args.get("sort", "importance")
    if order not in ORDERS:
        order = "importance"
    return render.page(
        "pages/occupation.html",
        lambda: build(encyclopedia, entry, order),
        key=order,
        links=(
            f'<{url}>; rel="canonical"',
            f'<{url}.json>; rel="alternate"; type="application/json"',
        ),
    )


def split(name: str) -> tuple[str, str]:
    """`29-1129.json` → 29-1129.00 and json. Raises NotFoundError if it cannot be a code."""
    stem, suffix = name, ""
    for known in FORMATS:
        if name.lower().endswith(f".{known}"):
            stem, suffix = name[: -len(known) - 1], known
    match = addresses.OCCUPATION_CODE.fullmatch(stem)
    if match is None:
        raise NotFoundError(f"No occupation has the code {name[:40]!r}.")
    return f"{match[1]}.{match[2] or '00'}", suffix


def as_json(encyclopedia: Encyclopedia, name: str) -> Response:
    """The facts of the page for programs."""
    code, _ = split(name)
    entry = encyclopedia.occupation(code)
    return render.json(lambda: serialise.occupation(entry, encyclopedia.release))


def path_sorted(code: str, order: str) -> str:
    """The list of tasks in this order; importance is what the plain address gives."""
    sort = None if order == "importance" else order
    return url_for("occupations.occupation", name=code, sort=sort, _anchor="tasks")


def build(encyclopedia: Encyclopedia, entry: OccupationEntry, order: str) -> OccupationPage:
    """What the page shows."""
    code = entry.occupation.code
    path = addresses.occupation(code)
    tasks = tuple(sorted(entry.tasks, key=ORDERS[order][1]))
    importances = [task.importance for task in tasks if task.importance is not None]
    return OccupationPage(
        entry=entry,
        tasks=tasks,
        sorts=tuple(
            Link(
                label,
                path_sorted(code, name),
                current=name == order,
            )
            for name, (label, _) in ORDERS.items()
        ),
        rated=len(importances),
        observed=sum(task.observed for task in tasks),
        stack=pictures.exposure_bar(entry.exposure_gpt4.counts),
        stack_human=pictures.exposure_bar(entry.exposure_human.counts),
        plot=pictures.strip(importances, None),
        citation=cite(
            f"occupation-{code}",
            entry.occupation.title,
            addresses.absolute(path),
            encyclopedia.release.release_id,
            entry.sources,
        ),
        json_ld=_script(current_app.json.dumps(serialise.structured_occupation(entry))),
    )
