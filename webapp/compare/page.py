"""The comparison: names in, columns and rows out, and what of the names cannot be shown. Called by
the view.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.encyclopedia import Encyclopedia
from index.errors import NotFoundError
from index.query import MAX_COMPARED
from index.records.entries import ExposureProfile, OccupationEntry, TaskEntry
from webapp.compare import rows
from webapp.compare.rows import CompareGroup
from webapp.http import addresses
from webapp.http.release import index_releases
from webapp.http.site import Link
from webapp.search.called import Choice
from webapp.tasks.usage import UsageView, newest, usage_views
from webapp.text import vocabulary

COMPARED_TASKS: Final = ("19147", "19156", "392")
COMPARED_OCCUPATIONS: Final = ("29-1129.01", "29-1125.00")
SUGGESTIONS: Final = 6
NAMED: Final = 3
"""Kinds of work that a sentence names."""


@dataclass(frozen=True, slots=True)
class CompareColumn:
    """One of those compared."""

    name: str
    """Task id or occupation code."""
    title: str
    path: str
    without: str
    """To the comparison without it; empty: it is the only one."""


@dataclass(frozen=True, slots=True)
class CompareProblem:
    """Something of the list that cannot be shown."""

    text: str
    way_on: Link | None


@dataclass(frozen=True, slots=True)
class ComparePage:
    """compare/page.html"""

    kind: str
    """`tasks`, `occupations`; empty: nothing has been chosen yet."""
    heading: str
    title: str
    """Of the window and of links to it: names what is compared."""
    summary: tuple[str, ...]
    """What stands out, in sentences."""
    canonical: str
    columns: tuple[CompareColumn, ...]
    groups: tuple[CompareGroup, ...]
    problems: tuple[CompareProblem, ...]
    suggestions: tuple[Link, ...]
    """What could be added; each path leads to the comparison with it."""
    examples: tuple[Link, ...]
    choices: tuple[Choice, ...]
    """What may be meant by names that were typed."""
    typed: str
    """As it stands in the box."""
    listed: str
    """The list as it stands in the address; empty: nothing can be added."""

    @property
    def width(self) -> int:
        """Columns of the table, with that of the measures."""
        return len(self.columns) + 1


def beginning(
    encyclopedia: Encyclopedia, choices: tuple[Choice, ...] = (), typed: str = ""
) -> ComparePage:
    """The page without a list: what it can do, with examples that this release has."""
    examples = []
    for kind, names in (("tasks", COMPARED_TASKS), ("occupations", COMPARED_OCCUPATIONS)):
        found = (tasks if kind == "tasks" else occupations)(encyclopedia, names, (), "")
        if len(found.columns) > 1:
            label = vocabulary.listed(vocabulary.untitled(column.title) for column in found.columns)
            live = addresses.comparison(kind, [column.name for column in found.columns])
            examples.append(Link(label, live))
    return ComparePage(
        kind="",
        heading="Compare",
        title="Compare jobs or tasks",
        summary=(),
        canonical=addresses.absolute(addresses.path("compare.compare")),
        columns=(),
        groups=(),
        problems=(),
        suggestions=(),
        examples=tuple(examples),
        choices=choices,
        typed=typed,
        listed="",
    )


def tasks(
    encyclopedia: Encyclopedia, names: Sequence[str], choices: tuple[Choice, ...], typed: str
) -> ComparePage:
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
    page = _page("tasks", columns, groups, problems, near, lambda name: addresses.task(int(name)))
    return replace(page, choices=choices, typed=typed)


def newest_with_patterns(encyclopedia: Encyclopedia, entry: TaskEntry) -> UsageView | None:
    """The same release as on the task page; None: the task was not observed."""
    return newest(usage_views(encyclopedia, entry.usage))


def _missing_task(encyclopedia: Encyclopedia, names: Sequence[str], task_id: int) -> CompareProblem:
    gone = encyclopedia.retired_task(task_id)
    if gone is None:
        return CompareProblem(f"There is no task {task_id}.", None)
    text = (
        f"Task {task_id}, “{vocabulary.untitled(gone.text)}”, is retired: of the releases "
        f"read, O*NET {gone.last_release} is the last that has it."
    )
    if gone.successor_id is None:
        return CompareProblem(text, None)
    changed = [str(gone.successor_id) if name == str(task_id) else name for name in names]
    return CompareProblem(
        text,
        Link("Compare its replacement", addresses.comparison("tasks", changed)),
    )


def occupations(
    encyclopedia: Encyclopedia, codes: Sequence[str], choices: tuple[Choice, ...], typed: str
) -> ComparePage:
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
    summary: tuple[str, ...] = ()
    if entries:
        items = [(entry, encyclopedia.shares(entry.occupation.code)) for entry in entries]
        kinds = [kinds_of_work(encyclopedia, entry) for entry in entries] if entries[1:] else []
        shared = shared_kinds(kinds)
        same = [frozenset(task for task, of in kind.items() if of & shared) for kind in kinds]
        groups = rows.occupation_groups(items, index_releases(encyclopedia.release), same)
        near = {one.code: one.title for one in entries[0].related}
        summary = tuple(summary_of(entries, shared)) if entries[1:] else ()
    columns = [(entry.occupation.code, entry.occupation.title) for entry in entries]
    page = _page("occupations", columns, groups, problems, near, addresses.occupation)
    return replace(page, choices=choices, typed=typed, summary=summary)


def kinds_of_work(encyclopedia: Encyclopedia, entry: OccupationEntry) -> dict[int, set[str]]:
    """Task → the titles of its intermediate work activities: no two of these have the same."""
    found = encyclopedia.tasks([task.task_id for task in entry.tasks])
    return {one.task.task_id: {path.iwa.title for path in one.activities} for one in found}


def shared_kinds(kinds: Sequence[Mapping[int, set[str]]]) -> set[str]:
    """Work activities that at least two of some occupations have tasks of."""
    counts = Counter(kind for each in kinds for kind in set[str]().union(*each.values()))
    return {kind for kind, count in counts.items() if count > 1}


def summary_of(entries: Sequence[OccupationEntry], shared: Collection[str]) -> Iterator[str]:
    """Who is more exposed, and how alike their work is."""
    if len(known := by_exposure((one.occupation.title, one.exposure_gpt4) for one in entries)) > 1:
        (title, most), *others = known
        then = vocabulary.listed(f"{name} ({mean})" for name, mean in others)
        human = by_exposure((one.occupation.title, one.exposure_human) for one in entries)
        otherwise = otherwise_ordered(known, human)
        if others[-1][1] == most:
            yield f"By GPT-4’s labels all are equally exposed to AI: {most} of 1."
        else:
            yield f"Most exposed to AI by GPT-4’s labels: {title} ({most} of 1), then {then}."
        if otherwise:
            yield otherwise
    if not all(entry.tasks for entry in entries):
        return
    if not shared:
        yield "They share no kind of work: all their tasks differ."
        return
    kinds = vocabulary.counted(len(shared), "kind of work", "kinds of work")
    first = "; ".join(vocabulary.untitled(title).lower() for title in sorted(shared)[:NAMED])
    yield (
        f"They share {kinds}, such as: {first}."
        if len(shared) > NAMED
        else (f"They share {kinds}: {first}.")
    )


def by_exposure(profiles: Iterable[tuple[str, ExposureProfile]]) -> list[tuple[str, str]]:
    """Titles with the mean of β by one rater as it is shown, the highest first; those that the
    rater did not label are left out."""
    known = [(title, each.means.beta) for title, each in profiles if each.means is not None]
    known.sort(key=lambda one: one[1], reverse=True)
    return [(title, vocabulary.decimal(beta)) for title, beta in known]


def otherwise_ordered(gpt4: Sequence[tuple[str, str]], human: Sequence[tuple[str, str]]) -> str:
    """A sentence: what human raters say, where they put two occupations the other way round than
    GPT-4, by the figures that are shown; empty: they agree, or did not label all of them."""
    figures = dict(human)
    if len(figures) < len(gpt4):
        return ""
    agree = all(
        float(figures[higher]) >= float(figures[lower])
        for number, (higher, mean) in enumerate(gpt4)
        for lower, below in gpt4[number + 1 :]
        if mean != below
    )
    if agree and (len({mean for _, mean in gpt4}) > 1 or len(set(figures.values())) == 1):
        return ""
    (first, most), *others = human
    then = vocabulary.listed(f"{title} ({mean})" for title, mean in others)
    return f"Human raters see another order: {first} ({most}), then {then}."


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
        title=" vs ".join(vocabulary.untitled(title) for _, title in columns) or f"Compare {kind}",
        summary=(),
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
        choices=(),
        typed="",
        listed=",".join(names) if len(names) < MAX_COMPARED else "",
    )
