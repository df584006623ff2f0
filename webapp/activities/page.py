"""Work activities."""

from __future__ import annotations

from dataclasses import dataclass

from index.records import ActivityEntry, ActivitySummary, OccupationCount
from webapp.http.site import Alternate, Link
from webapp.text.citations import Citation


@dataclass(frozen=True, slots=True)
class ActivityPage:
    """activities/page.html"""

    entry: ActivityEntry
    occupations: tuple[OccupationCount, ...]
    """Those with the most tasks of this activity; empty on all pages but the first."""
    more_occupations: tuple[OccupationCount, ...]
    """Those that follow and belong on this page."""
    first_occupation: int
    """Number of the first one on this page."""
    further_occupations: Link | None
    """To the page with those after them; None: there are no more."""
    pages: tuple[Link, ...]
    previous: Link | None
    next: Link | None
    alternates: tuple[Alternate, ...]
    citation: Citation
    json_ld: str


@dataclass(frozen=True, slots=True)
class ActivityFamily:
    """Generalized activities under one heading of O*NET's content model."""

    code: str
    title: str
    branches: tuple[tuple[ActivitySummary, tuple[ActivitySummary, ...]], ...]
    """Each generalized activity with the intermediate ones below it."""


@dataclass(frozen=True, slots=True)
class ActivitiesPage:
    """activities/list.html"""

    families: tuple[ActivityFamily, ...]
