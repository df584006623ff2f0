"""A ranking in a frame: what it shows. Called by the frames' views."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from index.encyclopedia import Encyclopedia
from index.facts.rankings import ROWS
from index.records.published import Source
from webapp.embed.appearance import Appearance
from webapp.http import addresses
from webapp.http.site import Link
from webapp.rankings.asked import Asked
from webapp.rankings.page import path_of, table, title_of
from webapp.rankings.ranked import ranked, sources

SIZE: Final = 10
"""Rows, unless another number is asked for."""


@dataclass(frozen=True, slots=True)
class FrameLine:
    """A row: its place, what it is, and the figure that the list is sorted by."""

    rank: str
    link: Link
    figure: str


@dataclass(frozen=True, slots=True)
class RankingFrame:
    """embed/frame_ranking.html"""

    appearance: Appearance
    title: str
    heading: str
    label: str
    """Of the figure."""
    lines: tuple[FrameLine, ...]
    canonical: str
    path: str
    sources: tuple[Source, ...]


def ranking_frame(encyclopedia: Encyclopedia, asked: Asked, appearance: Appearance) -> RankingFrame:
    """What the frame shows."""
    shown = table(ranked(encyclopedia, asked), path_of)
    path = path_of(asked, paged=False)
    return RankingFrame(
        appearance,
        title_of(asked),
        shown.heading,
        ROWS[asked.ranking.kind][asked.sort].label,
        tuple(FrameLine(line.rank, line.link, line.cells[0].words) for line in shown.lines),
        addresses.absolute(path),
        path,
        sources(encyclopedia, asked.ranking),
    )
