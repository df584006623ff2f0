"""The table of an occupation's tasks: an address's parameters in, rows, orders and filters out.

The address holds the whole state, so the table works without JavaScript and can be linked to.
Called by `webapp.occupations.views`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from flask import url_for
from werkzeug.datastructures import MultiDict

from index.records.entries import OccupationEntry, TaskShare, TaskSummary
from webapp.http.addresses import Parameters, with_parameters
from webapp.http.site import Link, Option
from webapp.text import vocabulary

DEFAULT_SORT: Final = "importance"
Figure = Callable[[TaskSummary], float | str | None]
"""What a task is sorted by, ascending; None: it has no such figure and comes last."""
TABLE_FILTERS: Final[dict[str, tuple[str, Mapping[str, str]]]] = {
    "type": ("Type", vocabulary.TYPES),
    "exposure": (
        "AI exposure, by GPT-4",
        {label: vocabulary.exposure_coded(label) for label in vocabulary.LABEL_ORDER},
    ),
    "used": ("AI use", {"yes": "observed", "no": vocabulary.NOT_OBSERVED}),
}


@dataclass(frozen=True, slots=True)
class TableRow:
    """A task in the table of its occupation."""

    task: TaskSummary
    share: TaskShare | None
    """In the newest release that observed it; None: not observed."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column that the table can be sorted by."""

    name: str
    link: Link
    """Sorts by it; the column sorted by already: the other way round."""
    direction: str
    """`ascending` or `descending`; empty: the table is not sorted by it."""


@dataclass(frozen=True, slots=True)
class TableFilter:
    """A filter of the table with its values."""

    name: str
    legend: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class TaskTable:
    """occupations/tasks.html"""

    action: str
    """Where the form of the filters leads."""
    fragment: str
    csv: str
    total: int
    """Tasks of the occupation."""
    rows: tuple[TableRow, ...]
    columns: tuple[TableColumn, ...]
    filters: tuple[TableFilter, ...]
    kept: tuple[tuple[str, str], ...]
    """Parameters that no control of the form holds."""
    clear: Link | None
    status: str
    """How many are shown; said when it changes."""
    sorted_by: str
    reverse: bool


def _negative(value: float | None) -> float | None:
    return None if value is None else -value


def _label(task: TaskSummary) -> float | None:
    return None if task.exposure is None else vocabulary.LABEL_ORDER.index(task.exposure)


def _use(task: TaskSummary) -> float | None:
    return -(task.latest_share_percent or 0.0) if task.observed else None


COLUMNS: Final[dict[str, tuple[str, Figure, str]]] = {
    "text": ("Task", lambda task: task.text.lower(), "ascending"),
    "importance": ("Importance", lambda task: _negative(task.importance), "descending"),
    "relevance": ("Relevance", lambda task: _negative(task.relevance_percent), "descending"),
    "exposure": ("AI exposure", _label, "descending"),
    "use": ("Share of Claude conversations", _use, "descending"),
}
"""Parameter value → heading, figure, and which way the order runs at first."""


@dataclass(frozen=True, slots=True)
class State:
    """What an address asks of the table."""

    sort: str = DEFAULT_SORT
    reverse: bool = False
    chosen: tuple[tuple[str, str], ...] = ()
    """Filter and value, in the order in which the filters are shown."""

    def parameters(self) -> Parameters:
        """In one order, without what goes without saying."""
        found: Parameters = []
        if self.sort != DEFAULT_SORT:
            found.append(("sort", self.sort))
        if self.reverse:
            found.append(("reverse", "1"))
        return [*found, *self.chosen]

    def values(self, name: str) -> frozenset[str]:
        return frozenset(value for key, value in self.chosen if key == name)


def read(args: MultiDict[str, str]) -> State:
    """Reads an address; what it cannot mean is left out, so that an old link still works."""
    sort = args.get("sort", DEFAULT_SORT)
    return State(
        sort=sort if sort in COLUMNS else DEFAULT_SORT,
        reverse=args.get("reverse") == "1",
        chosen=tuple(
            (name, value)
            for name, (_, values) in TABLE_FILTERS.items()
            for value in values
            if value in args.getlist(name)
        ),
    )


def value_of(task: TaskSummary, name: str) -> str:
    """The value of a filter that a task falls under."""
    if name == "type":
        return task.type or "untyped"
    if name == "exposure":
        return task.exposure or "unlabelled"
    return "yes" if task.observed else "no"


def sorted_tasks(tasks: Iterable[TaskSummary], state: State) -> list[TaskSummary]:
    """By the figure asked for; tasks without it come last whichever way the order runs."""
    figure = COLUMNS[state.sort][1]
    known = [(value, task) for task in tasks if (value := figure(task)) is not None]
    missing = [task for task in tasks if figure(task) is None]
    # Stable both ways: equals stay in the order of importance.
    known.sort(key=lambda pair: pair[0], reverse=state.reverse)
    return [task for _, task in known] + missing


def task_table(entry: OccupationEntry, shares: Sequence[TaskShare], state: State) -> TaskTable:
    """What the fragment shows."""
    code = entry.occupation.code

    def path(endpoint: str, changed: State, anchor: str = "") -> str:
        return with_parameters(url_for(endpoint, name=code), changed.parameters()) + anchor

    def link(label: str, changed: State, current: bool = False) -> Link:
        return Link(
            label,
            path("occupations.occupation", changed, "#tasks"),
            fragment=path("occupations.table", changed),
            current=current,
        )

    latest = {share.task_id: share for share in shares}  # oldest release first: the newest stays
    tasks = sorted_tasks(entry.tasks, state)
    shown = [task for task in tasks if matches(task, state)]
    columns = []
    for name, (label, _, direction) in COLUMNS.items():
        current = name == state.sort
        turned = {"ascending": "descending", "descending": "ascending"}[direction]
        columns.append(
            TableColumn(
                name,
                link(
                    label,
                    replace(state, sort=name, reverse=current and not state.reverse),
                    current=current,
                ),
                (turned if state.reverse else direction) if current else "",
            )
        )
    plain = replace(state, chosen=())
    return TaskTable(
        action=url_for("occupations.occupation", name=code),
        fragment=url_for("occupations.table", name=code),
        csv=url_for("occupations.occupation", name=f"{code}.csv"),
        total=len(tasks),
        rows=tuple(TableRow(task, latest.get(task.task_id)) for task in shown),
        columns=tuple(columns),
        filters=tuple(
            TableFilter(name, legend, options(tasks, state, name, values))
            for name, (legend, values) in TABLE_FILTERS.items()
        ),
        kept=tuple(plain.parameters()),
        clear=link("Show all", plain) if state.chosen else None,
        status=status(len(shown), len(tasks), bool(state.chosen)),
        sorted_by=vocabulary.in_a_sentence(COLUMNS[state.sort][0]),
        reverse=state.reverse,
    )


def exposed_path(code: str) -> str:
    """The page with the table of those tasks that GPT-4 calls exposed."""
    state = State(chosen=(("exposure", "E1"), ("exposure", "E2")))
    page = url_for("occupations.occupation", name=code)
    return with_parameters(page, state.parameters()) + "#tasks"


def options(
    tasks: Sequence[TaskSummary], state: State, name: str, values: Mapping[str, str]
) -> tuple[Option, ...]:
    """The values of one filter, each with the tasks that it gives under the other filters."""
    others = replace(state, chosen=tuple(pair for pair in state.chosen if pair[0] != name))
    counts: dict[str, int] = {}
    for task in tasks:
        if matches(task, others):
            value = value_of(task, name)
            counts[value] = counts.get(value, 0) + 1
    chosen = state.values(name)
    return tuple(
        Option(
            id=f"only-{name}-{value}",
            value=value,
            label=label,
            count=counts.get(value, 0),
            chosen=value in chosen,
            typed=False,
            glyph=value if name == "exposure" else "",
        )
        for value, label in values.items()
        if counts.get(value) or value in chosen
    )


def matches(task: TaskSummary, state: State) -> bool:
    """Whether a task has one of the chosen values of every filter."""
    return all(
        not (chosen := state.values(name)) or value_of(task, name) in chosen
        for name in TABLE_FILTERS
    )


def status(shown: int, total: int, filtered: bool) -> str:
    if not filtered:
        return f"All {vocabulary.counted(total, 'task')}"
    if not shown:
        return "No task of this occupation matches all these filters"
    return f"{shown:,} of {vocabulary.counted(total, 'task')}"
