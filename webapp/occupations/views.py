"""`/occupations` by major group. `/occupations/29-1129.01`: an occupation with all its tasks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from index.encyclopedia import Encyclopedia
from index.errors import NotFoundError
from index.facts.occupations import WholeOccupation
from index.records import OccupationEntry, TaskShare
from webapp.changes.lines import emerging_lines
from webapp.formats import alternates, json_bodies, linked_data
from webapp.http import addresses, render
from webapp.http.addresses import MAX_COMPARED
from webapp.http.release import current, index_releases
from webapp.occupations import spreadsheet, task_table
from webapp.occupations.page import LargestShare, OccupationPage, OccupationsPage, UseRow
from webapp.text import charts
from webapp.text.citations import Citation, cite

blueprint = Blueprint("occupations", __name__)

FORMATS: Final = (*alternates.FORMATS, "csv")
LARGEST: Final = 5
"""Tasks named for their share of the conversations."""


@blueprint.get("/occupations")
def occupations() -> Response:
    encyclopedia = current()
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


def by_group(encyclopedia: Encyclopedia) -> OccupationsPage:
    """What the list shows."""
    return OccupationsPage(
        tuple((group, encyclopedia.occupations(group.code)) for group in encyclopedia.groups())
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
            "occupations/page.md", lambda: build(encyclopedia, entry, state), path
        )
    state = task_table.read(request.args)
    return render.page(
        "occupations/page.html",
        lambda: build(encyclopedia, entry, state),
        key=str(state.parameters()),
        links=alternates.header(path, FORMATS),
    )


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
        lambda: task_table.build(entry, encyclopedia.shares(code), state),
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


def citation(encyclopedia: Encyclopedia, entry: OccupationEntry) -> Citation:
    code = entry.occupation.code
    return cite(
        f"occupation-{code}",
        entry.occupation.title,
        addresses.absolute(addresses.occupation(code)),
        encyclopedia.release.release_id,
        entry.sources,
    )


def use_rows(names: Sequence[str], shares: Sequence[TaskShare]) -> tuple[UseRow, ...]:
    """One row for each release of the Index, observed or not, oldest first."""
    rows = []
    for name in names:
        observed = [share for share in shares if share.release == name]
        rows.append(
            UseRow(
                name,
                len(observed),
                sum(share.shared_count > 0 for share in observed),
                f"source-{observed[0].source_key}" if observed else "",
            )
        )
    return tuple(rows)


def largest_shares(entry: OccupationEntry, shares: Sequence[TaskShare]) -> tuple[LargestShare, ...]:
    """The tasks with the largest shares, of the newest release that has any."""
    if not shares:
        return ()
    newest = max(share.release for share in shares)
    tasks = {task.task_id: task for task in entry.tasks}
    return tuple(
        LargestShare(tasks[share.task_id], share)
        for share in shares  # the largest of a release come first
        if share.release == newest and share.share_percent is not None
    )[:LARGEST]


def build(
    encyclopedia: Encyclopedia, entry: OccupationEntry, state: task_table.State
) -> OccupationPage:
    """What the page shows."""
    importances = [task.importance for task in entry.tasks if task.importance is not None]
    shares = encyclopedia.shares(entry.occupation.code)
    both = [
        task
        for task in entry.tasks
        if task.exposure is not None and task.human_exposure is not None
    ]
    return OccupationPage(
        entry=entry,
        table=task_table.build(entry, shares, state),
        rated=len(importances),
        observed=sum(task.observed for task in entry.tasks),
        use=use_rows(index_releases(encyclopedia.release), shares),
        largest=largest_shares(entry, shares),
        disagreements=sum(task.exposure != task.human_exposure for task in both),
        both_labelled=len(both),
        compare=addresses.comparison("occupations", [entry.occupation.code]),
        compare_related=addresses.comparison(
            "occupations",
            [entry.occupation.code, *(one.code for one in entry.related[: MAX_COMPARED - 1])],
        ),
        stack=charts.exposure_bar(entry.exposure_gpt4.counts),
        stack_human=charts.exposure_bar(entry.exposure_human.counts),
        plot=charts.strip(importances, None),
        emerging=emerging_lines(encyclopedia, encyclopedia.emerging(entry.occupation.code)),
        in_demand=tuple(one for one in entry.software if one.in_demand),
        other_software=tuple(one for one in entry.software if not one.in_demand),
        citation=citation(encyclopedia, entry),
        alternates=alternates.of(addresses.occupation(entry.occupation.code), FORMATS),
        json_ld=linked_data.script(linked_data.occupation(entry)),
    )
