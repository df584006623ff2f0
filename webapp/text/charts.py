"""Geometry of the pictures: figures in, places out. Drawn by templates/macros/pictures.html.

Horizontal places are percentages of the picture's width and vertical ones CSS pixels, so that a
picture has no view box, is never scaled, and its text stays as large as the text around it. `rem`
turns pixels into lengths that grow with the letters.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from index.facts import labels
from index.records.terms import ExposureLabel
from webapp.text.vocabulary import LABEL_ORDER

DOT_PX: Final = 8
"""A dot's diameter."""
NEAR: Final = 0.09
"""Importances closer than this are drawn above each other."""
CROWDED: Final = 5
"""With more releases than this, only the first, the last and the highest get their figures."""
LOW, HIGH = 1.0, 5.0
MARGIN: Final = 3.0
"""Percent kept free at both ends."""


ROOT_PX: Final = 16
"""Pixels of a rem where nobody has chosen other letters."""


def rem(pixels: float) -> str:
    """30 → `1.875rem`: as high as before, and higher where the reader's letters are larger."""
    return f"{pixels / ROOT_PX:g}rem"


def in_pixels(svg: str) -> str:
    """The same picture for programs that do not know the letters of a page: `1.875rem` → `30`."""
    return re.sub(r'(?<==")([\d.]+)rem(?=")', lambda found: f"{float(found[1]) * ROOT_PX:g}", svg)


@dataclass(frozen=True, slots=True)
class Dot:
    """A task on the strip."""

    x: float
    y: float
    this: bool


@dataclass(frozen=True, slots=True)
class StripPlot:
    """Importance, 1 to 5, of an occupation's rated tasks."""

    dots: tuple[Dot, ...]
    height: float
    base_y: float
    ticks: tuple[tuple[float, str], ...]
    """Place and number of each whole importance."""
    this_x: float | None
    """None: no task is singled out."""
    this_y: float
    label: str
    label_x: float
    anchor: str
    """`start`, `middle` or `end`: the label stays inside the picture."""
    count: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar."""

    name: str
    kind: str
    """Its pattern and colour: the class name that the style sheet knows."""
    x: float
    width: float
    label: str
    """Empty where it would not fit."""


@dataclass(frozen=True, slots=True)
class Bar:
    """Parts of a whole."""

    segments: tuple[Segment, ...]
    description: str
    mark_x: float | None = None
    """Middle of the part that this page's task belongs to; None: none is marked."""
    mark_anchor: str = "middle"
    """`start`, `middle` or `end`: the words at the mark stay inside the picture."""


@dataclass(frozen=True, slots=True)
class RaterMark:
    """One rater, or two of the same opinion, on the scale."""

    x: float
    name: str
    kind: str
    """`gpt4` or `human`: shape and colour."""
    label_x: float
    anchor: str
    label: str
    """Empty: the mark beside it names both."""


@dataclass(frozen=True, slots=True)
class RaterScale:
    """What each rater says of one task, on the steps from no help to much."""

    steps: tuple[tuple[str, float, float, str], ...]
    """Label, left edge, middle, words."""
    step_width: float
    marks: tuple[RaterMark, ...]
    description: str


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A release on the time line."""

    x: float
    y: float | None
    """None: no share; with a label, an upper bound that is too low to be drawn."""
    name: str
    label: str
    anchor: str
    ends: tuple[float, ...] | None = None
    """Where the interval of the share ends, below and above; None: no count is published."""


@dataclass(frozen=True, slots=True)
class TrendPlot:
    """Share of conversations over the releases."""

    points: tuple[TrendPoint, ...]
    lines: tuple[tuple[float, float, float, float], ...]
    """x1, y1, x2, y2: between neighbours that both have a share of one population."""
    breaks: tuple[float, ...]
    """Where one population ends and another begins."""
    height: float
    base_y: float


def strip(importances: Sequence[float], this: float | None) -> StripPlot | None:
    """`importances` of the other tasks, and that of the one singled out; None if all are empty."""
    values = [(value, False) for value in importances]
    if this is not None:
        values.append((this, True))
    if not values:
        return None
    # The one singled out comes first in its stack, so that it stands on the line.
    values.sort(key=lambda pair: (round(pair[0], 4), not pair[1]))
    stacks: list[list[tuple[float, bool]]] = []
    for value, is_this in values:
        if stacks and value - stacks[-1][0][0] < NEAR:
            stacks[-1].append((value, is_this))
        else:
            stacks.append([(value, is_this)])
    tallest = max(map(len, stacks))
    step = DOT_PX + 1 if tallest <= 12 else max(2.0, 108 / tallest)
    top = 26.0
    base_y = top + (tallest - 1) * step + DOT_PX
    dots = []
    this_y = base_y
    for stack in stacks:
        for height, (value, is_this) in enumerate(sorted(stack, key=lambda pair: not pair[1])):
            y = base_y - height * step
            dots.append(Dot(_place(value), round(y, 1), is_this))
            if is_this:
                this_y = round(y, 1)
    this_x = None if this is None else _place(this)
    label_x = this_x if this_x is not None else 0.0
    return StripPlot(
        dots=tuple(sorted(dots, key=lambda dot: dot.this)),
        height=round(base_y + 30, 1),
        base_y=round(base_y, 1),
        ticks=tuple((_place(tick), str(tick)) for tick in range(1, 6)),
        this_x=this_x,
        this_y=this_y,
        label="" if this is None else f"{this:.2f}",
        label_x=label_x,
        anchor="end" if label_x > 92 else "start" if label_x < 8 else "middle",
        count=len(values),
    )


def _place(importance: float) -> float:
    share = (min(max(importance, LOW), HIGH) - LOW) / (HIGH - LOW)
    return round(MARGIN + share * (100 - 2 * MARGIN), 2)


def bar(parts: Sequence[tuple[str, str, float, str]], *, fits: float = 13.0) -> Bar:
    """Name, kind, size and label of each part; sizes in any unit. Parts of size 0 are left out."""
    whole = sum(size for _, _, size, _ in parts) or 1.0
    segments = []
    x = 0.0
    for name, kind, size, label in parts:
        width = 100 * size / whole
        if size > 0:
            shown = label if width >= fits else ""
            segments.append(Segment(name, kind, round(x, 2), round(width, 2), shown))
        x += width
    described = ", ".join(f"{name} {label}" for name, _, size, label in parts if size > 0)
    return Bar(tuple(segments), described)


def exposure_bar(counts: Mapping[str, int], this: str | None = None) -> Bar:
    """How many tasks of an occupation have each label; `this` is the one to mark."""
    made = bar(
        [
            (
                f"{label} {'task' if counts.get(label, 0) == 1 else 'tasks'}:",
                label,
                counts.get(label, 0),
                f"{counts.get(label, 0)}",
            )
            for label in LABEL_ORDER
        ],
        fits=7.0,
    )
    marked = next((part for part in made.segments if part.kind == this), None)
    if marked is None:
        return made
    middle = round(marked.x + marked.width / 2, 2)
    return Bar(
        made.segments,
        f"{made.description}. This task is one of those marked {marked.name.split(' task')[0]}.",
        middle,
        "start" if middle < 12 else "end" if middle > 88 else "middle",
    )


STEPS: Final[tuple[ExposureLabel, ...]] = ("E0", "E2", "E1")
"""Labels by how much a language model does by itself."""


def rater_scale(gpt4: ExposureLabel, human: ExposureLabel | None) -> RaterScale:
    """Where the raters stand; None: no label by human raters is published."""
    gap = 1.0
    width = (100 - 2 * gap) / 3
    left = {label: place * (width + gap) for place, label in enumerate(STEPS)}
    middle = {label: round(left[label] + width / 2, 2) for label in STEPS}

    def mark(label: ExposureLabel, name: str, kind: str) -> RaterMark:
        return RaterMark(middle[label], name, kind, middle[label], "middle", name)

    marks = [mark(gpt4, "GPT-4", "gpt4")]
    if human is not None:
        marks.append(mark(human, "Human raters", "human"))
    if gpt4 == human:  # side by side, under one label that begins or ends where the picture does
        both = " and ".join((marks[0].name, marks[1].name.lower()))
        anchor, x = {"E0": ("start", 0.0), "E1": ("end", 100.0)}.get(gpt4, ("middle", 50.0))
        marks = [
            replace(marks[0], x=marks[0].x - 4, label=both, anchor=anchor, label_x=x),
            replace(marks[1], x=marks[1].x + 4, label=""),
        ]
    return RaterScale(
        steps=tuple(
            (label, round(left[label], 2), middle[label], labels.EXPOSURE_WORDS[label])
            for label in STEPS
        ),
        step_width=round(width, 2),
        marks=tuple(marks),
        description="; ".join(
            f"{name}: {labels.EXPOSURE_WORDS[label]} ({label})"
            for name, label in (("GPT-4", gpt4), ("Human raters", human))
            if label is not None
        )
        + ".",
    )


def trend(
    shares: Sequence[tuple[str, float | None, str]],
    breaks: Collection[str] = (),
    intervals: Mapping[str, tuple[float, float]] | None = None,
) -> TrendPlot | None:
    """Release, share and its label, oldest first; None if fewer than two have a share.

    A label without a share is an upper bound. No line leads to releases in `breaks`. `intervals`
    are those of releases that have one.
    """
    known = [share for _, share, _ in shares if share is not None]
    if len(known) < 2:
        return None
    bounds = intervals or {}
    highest = max(known + [upper for _, upper in bounds.values()]) or 1.0
    top, base_y = 26.0, 96.0

    def height(share: float) -> float:
        return round(base_y - (base_y - top) * share / highest, 1)

    points = []
    for place, (name, share, label) in enumerate(shares):
        x = 10 + 80 * place / (len(shares) - 1)
        y = None if share is None else height(share)
        ends = None if name not in bounds else tuple(map(height, bounds[name]))
        points.append(TrendPoint(round(x, 2), y, name, label, "middle", ends))
    if len(points) > CROWDED:  # the table beside it has every figure
        best = max((p for p in points if p.y is not None), key=lambda p: -(p.y or 0.0))
        points = [p if p in (points[0], points[-1], best) else replace(p, label="") for p in points]
    lines = [
        (a.x, a.y, b.x, b.y)
        for a, b in pairwise(points)
        if a.y is not None and b.y is not None and b.name not in breaks
    ]
    gaps = [round((a.x + b.x) / 2, 2) for a, b in pairwise(points) if b.name in breaks]
    return TrendPlot(tuple(points), tuple(lines), tuple(gaps), base_y + 24, base_y)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one measure puts an occupation."""

    name: str
    x: float
    y: float
    label: str
    anchor: str
    """`start`, `middle` or `end`: the label stays inside the picture."""


@dataclass(frozen=True, slots=True)
class StandingsPlot:
    """Percentiles of an occupation by several measures, one below the other."""

    standings: tuple[Standing, ...]
    height: float
    ticks: tuple[tuple[float, str], ...]


def _along(percent: float) -> float:
    """0 to 100 as a place in the picture."""
    return round(MARGIN + percent / 100 * (100 - 2 * MARGIN), 2)


def standings(places: Sequence[tuple[str, float, str]]) -> StandingsPlot | None:
    """Name, percentile and its label of each measure; None if there is none."""
    if not places:
        return None
    step, top = 38.0, 34.0
    return StandingsPlot(
        tuple(
            Standing(
                name,
                x := _along(percentile),
                top + place * step,
                label,
                "end" if x > 90 else "start" if x < 10 else "middle",
            )
            for place, (name, percentile, label) in enumerate(places)
        ),
        top + len(places) * step,
        tuple(
            (round(MARGIN + t / 100 * (100 - 2 * MARGIN), 2), f"{t}") for t in (0, 25, 50, 75, 100)
        ),
    )
