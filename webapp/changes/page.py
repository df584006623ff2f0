"""Changes between releases of O*NET: records in, what the pages show out. Called by the views and
the feed.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from index.encyclopedia import Encyclopedia
from index.records.entries import TaskSummary
from index.records.joined import Change, ReleaseStep
from index.records.terms import CHANGE_KINDS, ChangeKind
from webapp.changes.proposals import (
    proposed_count,
)
from webapp.http import addresses
from webapp.http.pager import window
from webapp.http.site import Link
from webapp.text import vocabulary
from webapp.text.word_diff import Piece, differences

COMPARED: Final = ("task statements", "task types", "occupations of tasks", "occupation titles")
NOT_COMPARED: Final = (
    "ratings and who gave them",
    "links to work activities",
    "job titles",
    "job zones",
    "software",
    "exposure labels",
    "observed use of AI",
    "pay and jobs",
    "outlook",
    "measures of occupations",
)
"""What O*NET or another publisher gives beside them: of most of it one release is read; those of
the Index stand side by side on the pages of tasks and activities."""
SOME: Final = 25
"""Changes of each kind on the page of a step, and in an entry of the feed."""
MANY: Final = 100
"""Changes on a page of one kind."""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change."""

    change: Change
    path: str
    """Of the task, retired or not, or of the occupation if it is the one that changed; empty: it
    has no page."""
    occupation_path: str
    """Empty: not there today."""
    pieces: tuple[Piece, ...]
    """Of a rewording or a renaming; empty otherwise."""
    successor: TaskSummary | None
    """The task of today that came after a retired one."""


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """The changes of one kind in one step."""

    kind: ChangeKind
    heading: str
    meaning: str
    count: int | None
    """None: not known, because a release came without its list of occupations."""
    path: str
    """To all of them."""
    lines: tuple[ChangeLine, ...]
    """Some or all of them; on the overview none."""
    retypings: tuple[tuple[str, str, int], ...] = ()
    """Type before, type after, tasks: of the changes of type."""


@dataclass(frozen=True, slots=True)
class StepView:
    """One step between two releases."""

    step: ReleaseStep
    path: str
    total: int
    """Changes of all kinds."""
    groups: tuple[ChangeGroup, ...]
    """One for each kind, also where there is none."""
    none: tuple[str, ...]
    """Headings of the kinds of which there is none, as part of a sentence."""


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """changes/overview.html"""

    steps: tuple[StepView, ...]
    """Newest first; empty: only one release was read."""
    new_count: int
    """Emerging tasks that are new."""
    revision_count: int
    """Emerging tasks that revise one of today's."""

    compared: tuple[str, ...] = COMPARED
    not_compared: tuple[str, ...] = NOT_COMPARED

    @property
    def proposed_count(self) -> int:
        return self.new_count + self.revision_count


@dataclass(frozen=True, slots=True)
class StepPage:
    """changes/step.html"""

    view: StepView
    older: Link | None
    """The step before it; None: it is the oldest."""
    newer: Link | None
    compared: tuple[str, ...] = COMPARED
    not_compared: tuple[str, ...] = NOT_COMPARED


@dataclass(frozen=True, slots=True)
class ChangeListPage:
    """changes/list.html"""

    view: StepView
    group: ChangeGroup
    number: int
    asked: int
    """The page that the address names: beyond the last one, the last one is shown."""
    page_count: int
    canonical: str
    pages: tuple[Link, ...]
    previous: Link | None
    next: Link | None


def overview(encyclopedia: Encyclopedia) -> ChangesPage:
    """Counts of every step, without the changes themselves."""
    proposed = encyclopedia.emerging()
    return ChangesPage(
        steps=tuple(view(encyclopedia, step, lambda _: ()) for step in encyclopedia.steps()),
        new_count=proposed_count(proposed, "New"),
        revision_count=proposed_count(proposed, "Revision"),
    )


def step_page(encyclopedia: Encyclopedia, step: ReleaseStep) -> StepPage:
    """Some changes of each kind, and the way to its neighbours."""
    steps = encyclopedia.steps()
    place = steps.index(step)
    lines = Lines(encyclopedia)

    def neighbour(other: int) -> Link | None:
        if not 0 <= other < len(steps):
            return None
        beside = steps[other]
        return Link(f"O*NET {beside.older} to {beside.newer}", addresses.changes(beside.name))

    return StepPage(
        view=view(
            encyclopedia,
            step,
            lambda kind: lines.of(encyclopedia.changes(step, kind, SOME)),
        ),
        older=neighbour(place + 1),
        newer=neighbour(place - 1),
    )


def list_page(
    encyclopedia: Encyclopedia, step: ReleaseStep, kind: ChangeKind, number: int, *, asked: int
) -> ChangeListPage:
    """One page of the changes of one kind; `asked` is the page that the address names."""
    found = encyclopedia.changes(step, kind, MANY, (number - 1) * MANY)
    shown = view(
        encyclopedia,
        step,
        lambda asked: Lines(encyclopedia).of(found) if asked == kind else (),
    )
    group = next(group for group in shown.groups if group.kind == kind)
    page_count = -(-(group.count or 0) // MANY)

    def link(other: int, label: str = "") -> Link:
        path = addresses.changes_of_kind(step.name, kind, other)
        return Link(label or str(other), path, current=other == number)

    numbers = window(number, page_count)
    return ChangeListPage(
        view=shown,
        group=group,
        number=number,
        asked=asked,
        page_count=page_count,
        canonical=addresses.absolute(addresses.changes_of_kind(step.name, kind, number)),
        pages=tuple(map(link, numbers)) if page_count > 1 else (),
        previous=link(number - 1, "Previous") if number > 1 else None,
        next=link(number + 1, "Next") if number < page_count else None,
    )


def view(
    encyclopedia: Encyclopedia,
    step: ReleaseStep,
    lines: Callable[[ChangeKind], tuple[ChangeLine, ...]],
) -> StepView:
    """A step with its groups; `lines` says what of each kind is shown."""
    counts = encyclopedia.change_counts(step)
    groups = tuple(_group(encyclopedia, step, kind, counts, lines) for kind in CHANGE_KINDS)
    return StepView(
        step=step,
        path=addresses.changes(step.name),
        total=sum(counts.values()),
        groups=groups,
        none=tuple(group.heading.lower() for group in groups if group.count == 0),
    )


def _group(
    encyclopedia: Encyclopedia,
    step: ReleaseStep,
    kind: ChangeKind,
    counts: Mapping[ChangeKind, int],
    lines: Callable[[ChangeKind], tuple[ChangeLine, ...]],
) -> ChangeGroup:
    known = step.occupations_compared or not kind.startswith("occupation-")
    retypings = encyclopedia.retypings(step) if kind == "retyped" else ()
    return ChangeGroup(
        kind=kind,
        heading=vocabulary.CHANGES[kind].name,
        meaning=vocabulary.CHANGES[kind].sentence,
        count=counts.get(kind, 0) if known else None,
        path=addresses.changes_of_kind(step.name, kind),
        lines=lines(kind) if counts.get(kind) else (),
        retypings=tuple(
            (vocabulary.TYPES[before or "untyped"], vocabulary.TYPES[after or "untyped"], count)
            for before, after, count in retypings
        ),
    )


class Lines:
    """Changes → lines with links to what is there today."""

    def __init__(self, encyclopedia: Encyclopedia) -> None:
        self._encyclopedia = encyclopedia
        self._codes = {one.code for one in encyclopedia.occupations()}

    def of(self, found: Iterable[Change]) -> tuple[ChangeLine, ...]:
        found = tuple(found)
        task_ids = {change.task_id for change in found if change.task_id is not None}
        live = {one.task_id for one in self._encyclopedia.task_summaries(sorted(task_ids))}
        gone = self._encyclopedia.retired_tasks(sorted(task_ids - live))
        after = {task.task_id: task.successor_id for task in gone if task.successor_id is not None}
        known = {
            one.task_id: one
            for one in self._encyclopedia.task_summaries(sorted(set(after.values())))
        }
        successors = {task_id: known.get(successor) for task_id, successor in after.items()}
        on_pages = live | {task.task_id for task in gone}
        return tuple(
            self._line(change, on_pages, successors.get(change.task_id or 0)) for change in found
        )

    def _line(
        self, change: Change, known: Container[int], successor: TaskSummary | None
    ) -> ChangeLine:
        """`known`: tasks that have a page, of today or retired."""
        code = change.occupation_code
        occupation_path = addresses.occupation(code) if code in self._codes else ""
        path = occupation_path
        if change.task_id is not None:
            # The address of a retired task still says what it was.
            path = addresses.task(change.task_id) if change.task_id in known else ""
        return ChangeLine(
            change=change,
            path=path,
            occupation_path=occupation_path,
            pieces=differences(change.before or "", change.after or "")
            if change.kind in ("reworded", "occupation-renamed")
            else (),
            successor=successor,
        )
