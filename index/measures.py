"""The vocabulary of measures: what several studies say of how far AI reaches an occupation.

Each counts something else, on a scale of its own, so that figures of two cannot be compared; where
an occupation stands among all that have a figure can.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

MeasureName = Literal[
    "beta_gpt4", "beta_human", "applicability", "observed_exposure", "conversations"
]
MEASURES: Final[tuple[MeasureName, ...]] = get_args(MeasureName)
"""In the order in which we show them: what could be, then what was seen."""
APART: Final = 25.0
"""Percentiles within so many points of one another agree: a quarter of all occupations."""
FAR_APART: Final = 50.0
"""Further than this they disagree: the half of all occupations."""

Agreement = Literal["agree", "differ", "disagree"]


@dataclass(frozen=True, slots=True)
class SocScore:
    """What one measure says of one SOC code; `at_most` stands in the place of a rounded zero."""

    measure: str
    soc_code: str
    """Or an O*NET-SOC code, where the publisher uses those."""
    title: str
    value: float | None
    at_most: float | None


@dataclass(frozen=True, slots=True)
class OccupationMeasure:
    """What one measure says of an occupation, and where that puts it among all."""

    occupation_code: str
    measure: MeasureName
    value: float | None
    """None: rounded to zero by the publisher, and not more than `at_most`."""
    at_most: float | None
    rank: int
    """1 is the highest; equals share the better rank."""
    occupations: int
    """How many have the measure: the rank's denominator."""
    percentile: float
    """Percent of the other occupations that are lower, those with the same figure counted half."""
    soc_code: str
    """Under which the figure is published."""
    occupation_count: int
    """O*NET occupations that it is of together, this one included."""


def standing(measure: MeasureName, scores: Mapping[str, SocScore]) -> Iterable[OccupationMeasure]:
    """Ranks occupations by one measure; `scores` are by O*NET-SOC code, and so is the order."""
    figures = sorted(_figure(score) for score in scores.values())
    sharing: dict[str, int] = {}
    for score in scores.values():
        sharing[score.soc_code] = sharing.get(score.soc_code, 0) + 1
    count = len(figures)
    for code, score in sorted(scores.items()):
        figure = _figure(score)
        lower, upto = bisect_left(figures, figure), bisect_right(figures, figure)
        others = max(count - 1, 1)
        yield OccupationMeasure(
            occupation_code=code,
            measure=measure,
            value=score.value,
            at_most=score.at_most,
            rank=count - upto + 1,
            occupations=count,
            percentile=round(100 * (lower + (upto - lower - 1) / 2) / others, 1),
            soc_code=score.soc_code,
            occupation_count=sharing[score.soc_code],
        )


def _figure(score: SocScore) -> float:
    """What is ranked by: a rounded zero is below everything that is not."""
    return 0.0 if score.value is None else score.value


def agreement(measures: Sequence[OccupationMeasure]) -> Agreement | None:
    """Whether measures put an occupation in about the same place; None: there are not two."""
    if len(measures) < 2:
        return None
    places = [each.percentile for each in measures]
    apart = max(places) - min(places)
    return "agree" if apart <= APART else "differ" if apart <= FAR_APART else "disagree"
