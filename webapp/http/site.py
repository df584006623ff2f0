"""What every page says of the site, and a way on from it."""

from __future__ import annotations

from dataclasses import dataclass

from index.quick import quick
from index.records.entries import ReleaseInfo


@dataclass(frozen=True, slots=True)
class Site:
    """What every page says of the site."""

    base: str
    """Public address, without a final slash."""
    path: str
    """Of the page asked for."""
    version: str
    release: ReleaseInfo | None
    """None: nothing has been built yet."""
    other_release: str
    """The release that the address names, where it is not the one shown; empty: it names none."""


@quick(frozen=True, slots=True)
class Link:
    """A way on."""

    label: str
    path: str
    note: str = ""
    """A figure or a few words beside the label."""
    fragment: str = ""
    """Where htmx gets the same answer; empty: an ordinary link."""
    current: bool = False


Sections = tuple[tuple[str, str], ...]
"""Those of a page that its margin lists: id and name."""


@dataclass(frozen=True, slots=True)
class Alternate:
    """An entry in another format."""

    label: str
    media_type: str
    path: str
    url: str
    cites: bool
    """It is the entry's citation; otherwise it is what the page says."""


@quick(frozen=True, slots=True, eq=False)
class Option:
    """A value of a filter; told apart by identity, since the same one is shown again and again."""

    id: str
    value: str
    label: str
    count: int
    """Tasks that choosing it gives."""
    chosen: bool
    typed: bool
    """It stands in the search box, and is taken away there."""
    glyph: str = ""
    """The exposure label whose glyph goes with it; empty: none."""
