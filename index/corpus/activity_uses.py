"""Figures of work activities → the activities of today. Called by `index.corpus.use`.

Publishers name an activity by its title, or by the id that it had up to O*NET 30.2; which id of
today that is does not follow from the letters (256 of 332 would), so both are led there by the
title. What finds none is counted, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from index.corpus.conflicts import Conflicts
from index.records.assistants import CopilotUse, MonthShare
from index.records.joined import JoinedActivity
from index.records.published import Source, UsageText, WorkActivity
from index.records.terms import Level
from index.sources.microsoft import CopilotRow
from index.text import matching_key

Titles = Mapping[tuple[Level, str], str]
"""Level and matching key of a title → the id of today."""


def by_title(activities: Iterable[WorkActivity]) -> Titles:
    """Titles are unique within a level."""
    return {(one.level, matching_key(one.title)): one.activity_id for one in activities}


def ids_of_today(named: Iterable[tuple[str, str]], today: Titles) -> Mapping[str, str]:
    """Older id of an intermediate activity → its id of today; `named` are ids with their titles."""
    found = {old: today.get(("iwa", matching_key(title))) for old, title in named}
    return {old: new for old, new in found.items() if new is not None}


def join_copilot(
    rows: Iterable[CopilotRow], today: Titles, conflicts: Conflicts
) -> Mapping[str, CopilotUse]:
    """By title."""
    joined: dict[str, CopilotUse] = {}
    for row in rows:
        activity_id = today.get(("iwa", matching_key(row.title)))
        if activity_id is None:
            _left_out(conflicts, f"Working with AI: {row.activity_id}, {row.title}")
        else:
            joined[activity_id] = row.use
    return dict(sorted(joined.items()))


def join_chatgpt(
    shares: Iterable[MonthShare], ids: Mapping[str, str], conflicts: Conflicts
) -> tuple[MonthShare, ...]:
    """By the id of today, which is its own where O*NET still has it."""
    joined: list[MonthShare] = []
    unknown: dict[str, str] = {}
    for share in shares:
        activity_id = ids.get(share.activity_id)
        if activity_id is None:
            unknown.setdefault(share.activity_id, share.month)
        else:
            joined.append(replace(share, activity_id=activity_id))
    for old in unknown:
        _left_out(conflicts, f"OpenAI Signals: {old}")
    return tuple(sorted(joined, key=lambda share: (share.activity_id, share.month)))


def join_index(
    texts: Iterable[tuple[Level, UsageText]], source: Source, today: Titles, conflicts: Conflicts
) -> Iterable[JoinedActivity]:
    """By title within the level."""
    for level, text in texts:
        activity_id = today.get((level, matching_key(text.text)))
        if activity_id is None:
            _left_out(conflicts, f"{source.release}: {level}, {text.text}")
        else:
            yield JoinedActivity(activity_id, text, source)


def _left_out(conflicts: Conflicts, example: str) -> None:
    conflicts.add(
        "use-of-no-activity",
        "A publisher gives figures of a work activity that O*NET does not have today; left out.",
        example,
    )
