"""What stands in frames on other sites, and the page that gives the code."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from index.records import MajorGroup, RetiredTask, Source, TaskEntry, TaskSummary, Usage
from webapp.embed.appearance import Look
from webapp.http.problem_page import ProblemPage
from webapp.http.site import Link
from webapp.search.page import SearchResults


@dataclass(frozen=True, slots=True)
class FrameResults:
    """embed/results.html"""

    results: SearchResults
    """As the site's own page has them, with fewer tasks; links lead to the site."""
    more: Link | None
    """To all of them; None: all are shown."""
    examples: tuple[Link, ...]
    """Searches to begin with, within the frame."""

    @property
    def partial(self) -> bool:
        return self.results.partial


@dataclass(frozen=True, slots=True)
class SearchFrame:
    """embed/frame_search.html"""

    look: Look
    title: str
    canonical: str
    within: str
    """Occupations and major groups that are searched, in words; empty: everything is."""
    kept: tuple[tuple[str, str], ...]
    """Parameters that the next search keeps."""
    found: FrameResults

    @property
    def partial(self) -> bool:
        return self.found.partial


@dataclass(frozen=True, slots=True)
class TaskFrame:
    """embed/frame_task.html"""

    look: Look
    entry: TaskEntry
    canonical: str
    path: str
    last: Usage | None
    """In the newest release of the Index that observed it; None: not observed."""
    sources: tuple[Source, ...]
    """Of the figures shown, which are fewer than those of the entry."""


@dataclass(frozen=True, slots=True)
class RetiredFrame:
    """embed/frame_retired.html"""

    look: Look
    task: RetiredTask
    successor: TaskSummary | None
    canonical: str
    path: str


@dataclass(frozen=True, slots=True)
class FrameProblem:
    """embed/frame_problem.html"""

    look: Look
    problem: ProblemPage
    canonical: str


@dataclass(frozen=True, slots=True)
class EmbedForm:
    """What a partner has chosen, as given."""

    show: str
    """`search` or `card`."""
    q: str
    occupation: str
    group: str
    task: str
    theme: str
    accent: str


@dataclass(frozen=True, slots=True)
class EmbedCode:
    """embed/code.html: what to copy, and how it looks."""

    problem: str = ""
    """Why there is none; empty: there is."""
    iframe: str = ""
    script: str = ""
    element: str = ""
    url: str = ""
    """Of the page that is shown: what an editor that knows oEmbed takes."""
    oembed: str = ""
    """What such an editor asks."""
    preview: Markup | None = None
    """As HTML; None: there is a problem."""


@dataclass(frozen=True, slots=True)
class EmbedPage:
    """embed/page.html"""

    form: EmbedForm
    code: EmbedCode
    groups: tuple[MajorGroup, ...]
    example_task: int
    elements: str
    """The script and one element of each kind, to copy."""
    allowed: tuple[str, ...]
    """Origins that may frame the embeds; empty: nobody but this site may."""
    anyone: bool
    """Any site under https may."""
    origin: str
    """Of this site, for the policies of others."""
    pinned_script: str
