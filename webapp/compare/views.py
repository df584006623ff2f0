"""`/compare?tasks=19156,19147`, `/compare?occupations=…`: up to four of them side by side.

The address holds the list; nothing is remembered anywhere else. What of the list cannot be shown
is said on the page, and the rest is compared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict

from index.encyclopedia import Encyclopedia
from index.errors import NotFoundError, QueryError
from index.records import OccupationEntry, TaskEntry
from webapp.compare import rows
from webapp.compare.page import CompareColumn, CompareGroup, ComparePage, CompareProblem
from webapp.http import addresses, render
from webapp.http.addresses import MAX_COMPARED
from webapp.http.release import current, index_releases
from webapp.http.site import Link
from webapp.search.examples import COMPARED_OCCUPATIONS, COMPARED_TASKS
from webapp.tasks.page import UsageView
from webapp.tasks.views import newest, usage_view
from webapp.text import vocabulary

blueprint = Blueprint("compare", __name__)

MAX_NAME: Final = 200
"""Characters of one item: a pasted address may be long, but not as long as this."""
SUGGESTIONS: Final = 6
_LIST = re.compile(r"[,\s]+")


@blueprint.get("/compare")
def compare() -> Response:
    encyclopedia = current()
    kind, names = asked_for(request.args)
    if not names:
        return render.page("compare/page.html", lambda: beginning(encyclopedia))
    page = (tasks if kind == "tasks" else occupations)(encyclopedia, names)
    return render.page(
        "compare/page.html",
        lambda: page,
        key=f"{kind}={','.join(names)}",
        status=200 if page.columns else 404,
        links=(f'<{page.canonical}>; rel="canonical"',) if page.columns else (),
    )


def asked_for(args: MultiDict[str, str]) -> tuple[str, tuple[str, ...]]:
    """The kind that is to be compared and its names; nothing of no kind. Raises QueryError."""
    asked = {
        kind: read(kind, values)
        for kind in ("tasks", "occupations")
        if (values := [one for one in args.getlist(kind) if one.strip(" ,")])
    }
    if len(asked) > 1:
        raise QueryError("occupations", "and “tasks” cannot stand together: compare one kind.")
    return asked.popitem() if asked else ("", ())


def read(kind: str, values: Iterable[str]) -> tuple[str, ...]:
    """`19156,task-19147` → 19156, 19147, each once. A pasted address of a page will do, too.

    Raises QueryError if an item cannot be one of this kind, or if there are too many.
    """
    names: dict[str, None] = {}
    for item in _LIST.split(",".join(values).strip(" ,")):
        if not item:
            continue
        name = item[:MAX_NAME].partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2]
        if kind == "tasks":
            match = addresses.TASK_NAME.fullmatch(name)
            known = match and str(int(match[1]))
            example = "numbers of tasks, like 19156,19147"
        else:
            match = addresses.OCCUPATION_CODE.fullmatch(name)
            known = match and f"{match[1]}.{match[2] or '00'}"
            example = "O*NET-SOC codes, like 29-1129.01,29-1125.00"
        if not known:
            raise QueryError(kind, f"takes {example}; {item[:40]!r} is none.")
        names[known] = None
    if len(names) > MAX_COMPARED:
        raise QueryError(
            kind,
            f"has {len(names)} items; at most {MAX_COMPARED} fit side by side. Take some away.",
        )
    return tuple(names)


def beginning(encyclopedia: Encyclopedia) -> ComparePage:
    """The page without a list: what it can do, with examples that this release has."""
    examples = []
    for kind, names in (("tasks", COMPARED_TASKS), ("occupations", COMPARED_OCCUPATIONS)):
        found = (tasks if kind == "tasks" else occupations)(encyclopedia, names)
        if len(found.columns) > 1:
            label = vocabulary.listed(vocabulary.untitled(column.title) for column in found.columns)
            live = addresses.comparison(kind, [column.name for column in found.columns])
            examples.append(Link(label, live))
    return ComparePage(
        kind="",
        heading="Compare",
        canonical=addresses.absolute(addresses.path("compare.compare")),
        columns=(),
        groups=(),
        problems=(),
        suggestions=(),
        examples=tuple(examples),
        listed="",
    )


def tasks(encyclopedia: Encyclopedia, names: Sequence[str]) -> ComparePage:
    """Tasks side by side; those that are retired or unknown are said to be."""
    entries: list[TaskEntry] = []
    problems = []
    for name in names:
        try:
            entries.append(encyclopedia.task(int(name)))
        except NotFoundError:
            problems.append(_missing_task(encyclopedia, names, int(name)))
    live = [str(entry.task.task_id) for entry in entries]
    observed = [(entry, newest_with_patterns(encyclopedia, entry)) for entry in entries]
    groups: tuple[CompareGroup, ...] = ()
    near: dict[str, str] = {}
    if entries:
        groups = rows.task_groups(observed, index_releases(encyclopedia.release))
        first = entries[0].task.task_id
        near = {
            str(one.task_id): f"{vocabulary.untitled(one.text)} ({one.occupation_title})"
            for one in encyclopedia.similar(first, 3 * SUGGESTIONS)
        }
    columns = [(name, entry.task.text) for name, entry in zip(live, entries, strict=True)]
    return _page("tasks", columns, groups, problems, near, lambda name: addresses.task(int(name)))


def newest_with_patterns(encyclopedia: Encyclopedia, entry: TaskEntry) -> UsageView | None:
    """The same release as on the task page; None: the task was not observed."""
    return newest([usage_view(encyclopedia, used) for used in entry.usage])


def _missing_task(encyclopedia: Encyclopedia, names: Sequence[str], task_id: int) -> CompareProblem:
    gone = encyclopedia.retired_task(task_id)
    if gone is None:
        return CompareProblem(f"There is no task {task_id}.", None)
    text = (
        f"Task {task_id}, “{vocabulary.untitled(gone.text)}”, is retired: it was last in O*NET "
        f"{gone.last_release}."
    )
    if gone.successor_id is None:
        return CompareProblem(text, None)
    changed = [str(gone.successor_id) if name == str(task_id) else name for name in names]
    return CompareProblem(
        text,
        Link("Compare the task that came after it", addresses.comparison("tasks", changed)),
    )


def occupations(encyclopedia: Encyclopedia, codes: Sequence[str]) -> ComparePage:
    """Occupations side by side; unknown ones are said to be."""
    entries: list[OccupationEntry] = []
    problems = []
    for code in codes:
        try:
            entries.append(encyclopedia.occupation(code))
        except NotFoundError:
            problems.append(CompareProblem(f"This release has no occupation {code}.", None))
    groups: tuple[CompareGroup, ...] = ()
    near: dict[str, str] = {}
    if entries:
        items = [(entry, encyclopedia.shares(entry.occupation.code)) for entry in entries]
        groups = rows.occupation_groups(items, index_releases(encyclopedia.release))
        near = {one.code: one.title for one in entries[0].related}
    columns = [(entry.occupation.code, entry.occupation.title) for entry in entries]
    return _page("occupations", columns, groups, problems, near, addresses.occupation)


def _page(
    kind: str,
    columns: Sequence[tuple[str, str]],
    groups: tuple[CompareGroup, ...],
    problems: Iterable[CompareProblem],
    near: dict[str, str],
    path_of: Callable[[str], str],
) -> ComparePage:
    """`columns` are name and title; `near` what could be added, name and title."""
    names = [name for name, _ in columns]

    def listed(changed: Iterable[str]) -> str:
        return addresses.comparison(kind, changed)

    return ComparePage(
        kind=kind,
        heading=f"Compare {kind}" if len(columns) < 2 else f"{len(columns)} {kind} side by side",
        canonical=addresses.absolute(listed(names)),
        columns=tuple(
            CompareColumn(
                name,
                title,
                path_of(name),
                listed(other for other in names if other != name) if len(names) > 1 else "",
            )
            for name, title in columns
        ),
        groups=groups,
        problems=tuple(problems),
        suggestions=tuple(
            Link(label, listed([*names, name])) for name, label in near.items() if name not in names
        )[:SUGGESTIONS]
        if 0 < len(names) < MAX_COMPARED
        else (),
        examples=(),
        listed=",".join(names) if len(names) < MAX_COMPARED else "",
    )
