"""What O*NET proposes and what a statement used to be: shown by the pages of changes, tasks and
occupations.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from index.encyclopedia import Encyclopedia
from index.errors import NotFoundError
from index.records.entries import EmergingEntry, TaskSummary
from webapp.http import addresses
from webapp.http.site import Link
from webapp.text.word_diff import Piece, differences


@dataclass(frozen=True, slots=True)
class EmergingPage:
    """changes/emerging.html"""

    occupations: tuple[tuple[Link, tuple[EmergingLine, ...]], ...]
    """Each occupation with what is proposed for it."""
    origins: tuple[tuple[str, int], ...]
    """Where the statements come from, in O*NET's words, and how many of them; the most first."""
    new_count: int
    revision_count: int

    @property
    def proposed_count(self) -> int:
        return self.new_count + self.revision_count


@dataclass(frozen=True, slots=True)
class EmergingLine:
    """A statement that O*NET proposes."""

    entry: EmergingEntry
    original_path: str
    """Of the task that it is to replace; empty: it replaces none of today's."""
    pieces: tuple[Piece, ...]
    """Against the statement that it is to replace; empty: there is none."""


@dataclass(frozen=True, slots=True)
class EarlierWording:
    """What a task's statement was."""

    text: str
    until: str
    """The last release of O*NET that was read with this wording."""
    path: str
    """To what else changed then."""


def task_or_none(encyclopedia: Encyclopedia, task_id: int | None) -> TaskSummary | None:
    """A task of today; None if there is none."""
    if task_id is None:
        return None
    try:
        return encyclopedia.task_summary(task_id)
    except NotFoundError:
        return None


def emerging_page(encyclopedia: Encyclopedia, proposed: Sequence[EmergingEntry]) -> EmergingPage:
    """Everything that is proposed, by occupation."""
    by_occupation = groupby(
        proposed, key=lambda one: (one.task.occupation_code, one.occupation_title)
    )
    return EmergingPage(
        occupations=tuple(
            (Link(title, addresses.occupation(code)), emerging_lines(encyclopedia, entries))
            for (code, title), entries in by_occupation
        ),
        origins=tuple(
            Counter(one.task.origin for one in proposed if one.task.origin).most_common()
        ),
        new_count=proposed_count(proposed, "New"),
        revision_count=proposed_count(proposed, "Revision"),
    )


def emerging_lines(
    encyclopedia: Encyclopedia, entries: Iterable[EmergingEntry]
) -> tuple[EmergingLine, ...]:
    """Each with what it would change in the statement that it is to replace."""
    entries = tuple(entries)
    originals = {one for entry in entries if (one := entry.task.original_task_id) is not None}
    live = {one.task_id for one in encyclopedia.task_summaries(sorted(originals))}
    return tuple(
        EmergingLine(
            entry=entry,
            original_path=addresses.task(original)
            if (original := entry.task.original_task_id) in live
            else "",
            pieces=differences(entry.original_text, entry.task.text)
            if entry.original_text is not None
            else (),
        )
        for entry in entries
    )


def earlier_wordings(encyclopedia: Encyclopedia, task_id: int) -> tuple[EarlierWording, ...]:
    """What a task's statement was, newest first."""
    return tuple(
        EarlierWording(
            text=change.before or "",
            until=change.older,
            path=addresses.changes_of_kind(f"{change.older}-{change.newer}", "reworded"),
        )
        for change in encyclopedia.rewordings(task_id)
    )


def proposed_count(proposed: Iterable[EmergingEntry], category: str) -> int:
    return sum(one.task.category == category for one in proposed)
