"""`/changes.atom`: changes between releases of O*NET as entries of a feed. Called by the view.

Ids are the addresses of the pages, dates those of O*NET's releases: the same release of ours makes
the same feed on any day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from index.encyclopedia import Encyclopedia
from index.records.entries import EmergingEntry
from index.records.joined import Change
from webapp.changes.page import SOME, StepView, view
from webapp.changes.proposals import proposed_count
from webapp.http import addresses
from webapp.text import vocabulary

LONG_AGO: Final = "1998-12-01"
"""O*NET's first release: the date of an entry where no release says when it was published."""


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


def feed(encyclopedia: Encyclopedia) -> Feed:
    """An entry for each step and for each kind of change in it, and one for what is proposed."""
    onet = encyclopedia.release.onet
    newest = vocabulary.month_started(onet.date) or LONG_AGO
    entries = []
    if proposed := encyclopedia.emerging():
        entries.append(_emerging_entry(proposed, onet.release, newest))
    updated = newest
    for step in encyclopedia.steps():
        # A release whose month nobody says is at least no younger than the one after it.
        updated = vocabulary.month_started(step.newer_date) or updated
        entries += _entries(view(encyclopedia, step, lambda _: ()), encyclopedia, updated)
    page = addresses.absolute(addresses.path("changes.changes"))
    return Feed(
        url=f"{page}.atom",
        page=page,
        updated=_instant(newest),
        rights=onet.attribution,
        entries=tuple(entries),
    )


def _entries(shown: StepView, encyclopedia: Encyclopedia, updated: str) -> list[FeedEntry]:
    step = shown.step
    groups = [group for group in shown.groups if group.count]
    counts = vocabulary.listed(f"{group.heading.lower()}: {group.count:,}" for group in groups)
    when = f" ({step.newer_date})" if step.newer_date else ""
    whole = FeedEntry(
        title=f"O*NET {step.newer}{when} against {step.older}",
        url=addresses.absolute(shown.path),
        updated=_instant(updated),
        summary=f"{counts[:1].upper()}{counts[1:]}."
        if counts
        else "The same tasks with the same words and types, in the same occupations.",
        items=(),
    )
    return [
        whole,
        *(
            FeedEntry(
                title=f"{group.heading} in O*NET {step.newer}: {group.count:,}",
                url=addresses.absolute(group.path),
                updated=_instant(updated),
                summary=group.meaning,
                items=tuple(map(in_words, encyclopedia.changes(step, group.kind, SOME))),
            )
            for group in groups
        ),
    ]


def _emerging_entry(proposed: Sequence[EmergingEntry], release: str, updated: str) -> FeedEntry:
    new, revisions = proposed_count(proposed, "New"), proposed_count(proposed, "Revision")
    return FeedEntry(
        title=f"Emerging tasks in O*NET {release}: {len(proposed):,}",
        url=addresses.absolute(addresses.changes("emerging")),
        updated=_instant(updated),
        summary=f"Statements that O*NET proposes and has not taken up yet: {new:,} new, "
        f"{revisions:,} to replace a current task.",
        items=(),
    )


def in_words(change: Change) -> str:
    """A change in one line of plain text."""
    where = f"{change.occupation_title or 'Occupation'} ({change.occupation_code})"
    if change.task_id is None:
        return f"{where}, before: {change.before}" if change.before else where
    line = f"{where}: {change.text}"
    if change.kind == "reworded":
        return f"{line} Before: {change.before}"
    if change.kind == "retyped":
        before, after = (
            vocabulary.TYPES[one or "untyped"] for one in (change.before, change.after)
        )
        return f"{line} {before} → {after}"
    if change.kind == "moved":
        return f"{line} Before under {change.before}."
    return line


def _instant(day: str) -> str:
    return f"{day}T00:00:00Z"
