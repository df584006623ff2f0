"""A picture of a page as a file: what its SVG and its CSV are made from. Pure.

Made by `pictures` of tasks, occupations and activities; answered by `webapp.formats.picture_files`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Final

from index.records.published import Source
from webapp.text import vocabulary
from webapp.text.answers import Answer
from webapp.text.charts import Bar, RaterScale, StandingsPlot, StripPlot, TrendPlot

Drawing = Bar | RaterScale | StandingsPlot | StripPlot | TrendPlot
KINDS: Final[Mapping[type, str]] = {
    Bar: "bar",
    RaterScale: "raters",
    StandingsPlot: "standings",
    StripPlot: "strip",
    TrendPlot: "trend",
}
LINE: Final = 60
"""Letters of a title on a line of the file."""
TOP: Final = 20
GAP: Final = 26
"""Pixels above the title, and between parts."""
BAR_PX: Final = 30
MARKED_BAR_PX: Final = 52
RATERS_PX: Final = 88


@dataclass(frozen=True, slots=True)
class Part:
    """A drawing with its place in the file."""

    caption: str
    """Empty: it needs none."""
    kind: str
    """The macro that draws it: one of `KINDS`."""
    drawing: Drawing
    y: float


@dataclass(frozen=True, slots=True)
class Picture:
    """pictures/file.svg"""

    title: str
    drawings: tuple[tuple[str, Drawing], ...]
    """Caption of each, and its geometry."""
    columns: tuple[str, ...]
    """Of the table with the same figures."""
    rows: tuple[tuple[object, ...], ...]
    """None: not published, an empty cell."""
    sources: tuple[Source, ...]

    @property
    def lines(self) -> Sequence[str]:
        """The title."""
        return wrap(self.title, LINE)

    @property
    def parts(self) -> Iterator[Part]:
        y: float = TOP + GAP * len(self.lines)
        for caption, drawing in self.drawings:
            y += GAP if caption else GAP / 2
            yield Part(caption, _kind(drawing), drawing, y)
            y += _height(drawing)

    @property
    def key(self) -> Sequence[tuple[str, str]]:
        """Kind and name of each part of a bar, each once."""
        found = {
            part.kind: part.name.partition(" task")[0]
            for _, drawing in self.drawings
            if isinstance(drawing, Bar)
            for part in drawing.segments
        }
        return [
            (kind, vocabulary.exposure_coded(kind) if kind in vocabulary.LABEL_ORDER else name)
            for kind, name in found.items()
        ]

    @property
    def height(self) -> float:
        last = max((part.y + _height(part.drawing) for part in self.parts), default=0.0)
        return last + GAP * (3 if self.key else 2)

    def spreadsheet(self) -> str:
        """The figures as CSV, with a line of names."""
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(self.columns)
        writer.writerows(self.rows)
        return text.getvalue()


def of_counts(
    title: str,
    answer: Answer,
    raters: Iterable[tuple[str, Mapping[str, int]]],
    sources: tuple[Source, ...],
) -> Picture | None:
    """The bars of an answer box: each rater with the number of tasks of each label."""
    if not answer.bars:
        return None
    return Picture(
        title=title,
        drawings=answer.bars,
        columns=("rater", "exposure", "code", "tasks"),
        rows=tuple(
            (rater, vocabulary.exposure_words(label), label, counts.get(label, 0))
            for rater, counts in raters
            for label in vocabulary.LABEL_ORDER
        ),
        sources=sources,
    )


def _kind(drawing: Drawing) -> str:
    return KINDS[type(drawing)]


def _height(drawing: Drawing) -> float:
    if isinstance(drawing, Bar):
        return BAR_PX if drawing.mark_x is None else MARKED_BAR_PX
    return RATERS_PX if isinstance(drawing, RaterScale) else drawing.height
