"""The API's reference."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from webapp.http.problems import Problem


@dataclass(frozen=True, slots=True)
class ApiField:
    """A parameter or a property."""

    name: str
    """With dots where it lies in another one: `tasks.total`."""
    kind: str
    """Type and bounds in words: `number or null, 1 to 5`."""
    shape: str
    """The schema that it has; empty: none of its own."""
    source: str
    """The dataset that it comes from; empty: none, or several."""
    meaning: Markup


@dataclass(frozen=True, slots=True)
class ApiExample:
    """A program that can be copied and run."""

    id: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class ApiProgram:
    """The same in several languages."""

    heading: str
    meaning: str
    examples: tuple[ApiExample, ...]


@dataclass(frozen=True, slots=True)
class ApiStatus:
    """An answer that an endpoint can give, beside 200."""

    status: str
    anchor: str
    """Where it is explained; empty: nowhere else."""


@dataclass(frozen=True, slots=True)
class ApiEndpoint:
    """A path of the API."""

    name: str
    path: str
    summary: str
    meaning: Markup
    parameters: tuple[ApiField, ...]
    statuses: tuple[ApiStatus, ...]
    shape: str
    """The schema of its answer."""
    request: str
    """An address to try; empty: this release has no example."""
    answer: str
    """What it answers, with lists cut; empty: likewise."""


@dataclass(frozen=True, slots=True)
class ApiTag:
    """Endpoints that belong together."""

    name: str
    meaning: str
    endpoints: tuple[ApiEndpoint, ...]


@dataclass(frozen=True, slots=True)
class ApiShape:
    """A schema."""

    name: str
    meaning: Markup
    fields: tuple[ApiField, ...]


@dataclass(frozen=True, slots=True)
class ApiPage:
    """api/page.html"""

    version: str
    lede: Markup
    rules: tuple[Markup, ...]
    headers: tuple[tuple[str, Markup], ...]
    """Response headers and what they are for."""
    programs: tuple[ApiProgram, ...]
    tags: tuple[ApiTag, ...]
    shapes: tuple[ApiShape, ...]
    problems: tuple[Problem, ...]
    max_query_bytes: int
