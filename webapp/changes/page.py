"""What changed between the releases of O*NET."""

from __future__ import annotations

from dataclasses import dataclass

from index.records import (
    Change,
    ChangeKind,
    EmergingEntry,
    ReleaseStep,
    TaskSummary,
)
from webapp.http.site import Link
from webapp.text.word_diff import Piece


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change."""

    change: Change
    path: str
    """Of the task, or of the occupation if it is the one that changed; empty: not there today."""
    occupation_path: str
    """Empty: not there today."""
    wording: tuple[Piece, ...]
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


@dataclass(frozen=True, slots=True)
class StepPage:
    """changes/step.html"""

    view: StepView
    older: Link | None
    """The step before it; None: it is the oldest."""
    newer: Link | None


@dataclass(frozen=True, slots=True)
class ChangeListPage:
    """changes/list.html"""

    view: StepView
    group: ChangeGroup
    number: int
    page_count: int
    canonical: str
    pages: tuple[Link, ...]
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class EmergingPage:
    """changes/emerging.html"""

    occupations: tuple[tuple[Link, tuple[EmergingLine, ...]], ...]
    """Each occupation with what is proposed for it."""
    origins: tuple[tuple[str, int], ...]
    """Where the statements come from, in O*NET's words, and how many of them; the most first."""
    new_count: int
    revision_count: int


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An entry of the feed; its address is its id as well."""

    title: str
    url: str
    updated: str
    """Day on which the release's month begins, in the form of RFC 3339."""
    summary: str
    items: tuple[str, ...]
    """Some of what it is about, a line each."""


@dataclass(frozen=True, slots=True)
class Feed:
    """changes/feed.xml: whole addresses."""

    url: str
    page: str
    updated: str
    rights: str
    entries: tuple[FeedEntry, ...]


@dataclass(frozen=True, slots=True)
class EmergingLine:
    """A statement that O*NET proposes."""

    entry: EmergingEntry
    original_path: str
    """Of the task that it is to replace; empty: it replaces none of today's."""
    wording: tuple[Piece, ...]
    """Against the statement that it is to replace; empty: there is none."""


@dataclass(frozen=True, slots=True)
class EarlierWording:
    """What a task's statement was."""

    text: str
    until: str
    """The last release of O*NET that was read with this wording."""
    path: str
    """To what else changed then."""
