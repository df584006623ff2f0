"""What cannot be shown."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.http.site import Link


@dataclass(frozen=True, slots=True)
class Again:
    """What a fragment that could not be had does next: asks for itself."""

    path: str
    after_s: int
    source_id: str
    """What had asked, as `webapp.http.render.source_id` reads it."""


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """http/problem.html, http/problem_results.html"""

    status: int
    title: str
    detail: str
    query: str
    """What had been searched, or the words of the address; empty: nothing."""
    found: tuple[Link, ...] = ()
    """What a search for these words finds."""
    again: Again | None = None
    """None: asking the same thing again would not help, or would not help soon."""
