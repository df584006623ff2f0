"""What stands out in the open release: figures in, short lists with a small picture out, each with
a way to its whole ranking. Called by `webapp.search.home`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from flask import request

from index.encyclopedia import Encyclopedia
from index.records.entries import RatedOccupation
from index.records.terms import ChangeKind
from webapp.http import addresses
from webapp.http.site import Link
from webapp.text import vocabulary

ROWS: Final = 5
COUNTED: Final[dict[ChangeKind, str]] = {
    "added": "tasks added",
    "reworded": "tasks reworded",
    "retyped": "tasks reclassified",
    "retired": "tasks retired",
    "occupation-renamed": "occupations renamed",
    "occupation-added": "occupations added",
}
"""Kinds of change that the list has, in words."""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A line of a list."""

    label: str
    path: str
    value: str
    """The figure in words."""
    width: float
    """Percent of the picture that the bar takes."""
    other: float | None = None
    """Where a second mark stands, to which a line leads; None: there is none."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A list, with what its figures are."""

    name: str
    """Its id."""
    heading: str
    measure: str
    rows: tuple[FindingRow, ...]
    more: Link


@lru_cache(maxsize=8)
def findings(encyclopedia: Encyclopedia, _script_root: str) -> tuple[Finding, ...]:
    """Those that the release has the data for. Addresses depend on the script root."""
    made = (_exposed, _used, _disputed, _changed)
    return tuple(one for make in made for one in make(encyclopedia) if one.rows)


def current_findings(encyclopedia: Encyclopedia) -> tuple[Finding, ...]:
    """The same for the running request."""
    return findings(encyclopedia, request.script_root)


def _exposed(encyclopedia: Encyclopedia) -> Iterator[Finding]:
    yield Finding(
        "most-exposed",
        "Jobs most exposed to AI",
        "Average AI exposure of their tasks, from 0 (none) to 1 (all), by GPT-4’s labels",
        tuple(
            FindingRow(one.title, addresses.occupation(one.code), _mean(one.gpt4), 100 * one.gpt4)
            for one in encyclopedia.most_exposed(ROWS)
        ),
        Link("All jobs ranked by exposure", addresses.ranking("occupations-by-exposure")),
    )


def _used(encyclopedia: Encyclopedia) -> Iterator[Finding]:
    found = encyclopedia.most_used(ROWS)
    highest = max((one.share_percent for one in found), default=0.0) or 1.0
    yield Finding(
        "most-used",
        "Tasks Claude is used for most",
        f"Share of Claude conversations, {found[0].release}" if found else "",
        tuple(
            FindingRow(
                vocabulary.untitled(one.text),
                addresses.task(one.task_id),
                vocabulary.share(one.share_percent),
                100 * one.share_percent / highest,
            )
            for one in found
        ),
        Link("All tasks ranked by use", addresses.ranking("tasks-by-observed-use")),
    )


def _disputed(encyclopedia: Encyclopedia) -> Iterator[Finding]:
    def row(one: RatedOccupation) -> FindingRow:
        said = f"{_mean(one.human)} and {_mean(one.gpt4)}"
        path = addresses.occupation(one.code)
        return FindingRow(one.title, path, said, 100 * one.gpt4, 100 * one.human)

    yield Finding(
        "most-disputed",
        "Where raters disagree most",
        "AI exposure by human raters (ring) and by GPT-4 (dot), from 0 to 1",
        tuple(map(row, encyclopedia.most_disputed(ROWS))),
        Link(
            "All jobs ranked by disagreement",
            addresses.ranking("occupations-by-rater-disagreement"),
        ),
    )


def _changed(encyclopedia: Encyclopedia) -> Iterator[Finding]:
    unchanged: list[str] = []
    for step in encyclopedia.steps():  # the newest one in which anything changed
        counts = encyclopedia.change_counts(step)
        shown = {kind: counts[kind] for kind in COUNTED if counts.get(kind)}
        if shown:
            highest = max(shown.values())
            yield Finding(
                "changed",
                f"Changed in O*NET {step.newer}",
                f"Compared with {step.older}"
                + (f", published {step.newer_date}" if step.newer_date else "")
                + (
                    f". No task changed in {vocabulary.listed(reversed(unchanged))}"
                    if unchanged
                    else ""
                ),
                tuple(
                    FindingRow(
                        COUNTED[kind],
                        addresses.changes_of_kind(step.name, kind),
                        vocabulary.number(count),
                        100 * count / highest,
                    )
                    for kind, count in list(shown.items())[:ROWS]
                ),
                Link("All changes between releases", addresses.path("changes.changes")),
            )
            return
        unchanged.append(step.newer)


def _mean(value: float) -> str:
    return vocabulary.decimal(value)
