"""What several studies say of how far AI reaches an occupation.

Each counts something else, on a scale of its own, so that figures of two cannot be compared; where
an occupation stands among all that have a figure can.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from statistics import StatisticsError, correlation
from typing import Final, Literal, get_args

from index.quick import quick

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


@quick(frozen=True, slots=True)
class SocScore:
    """What one measure says of one SOC code; `at_most` stands in the place of a rounded zero."""

    measure: str
    soc_code: str
    """Or an O*NET-SOC code, where the publisher uses those."""
    title: str
    value: float | None
    at_most: float | None


@quick(frozen=True, slots=True)
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


@quick(frozen=True, slots=True)
class ApplicabilitySide:
    """Microsoft, `soc_metrics.csv`: what an occupation's AI applicability is made of, on one side
    of the conversation. The figures of its work activities, weighted by importance and relevance.
    """

    score: float
    """`ai_applicability_score_…`, 0 to 1; the mean of both sides is the AI applicability."""
    coverage_percent: float
    """`coverage_…`: weight of its activities that each have more than 0.05 % of conversations."""
    completed_percent: float | None
    """`completion_…`: conversations in which the model did what the person wanted, as a classifier
    judges; None: not published, as below."""
    scope_percent: float | None
    """`impact_scope_…`: those in which it could do a moderate or larger part of the activity."""
    liked_percent: float | None
    """`feedback_positive_fraction_…`: thumbs up, as a share of all ratings given."""


@quick(frozen=True, slots=True)
class Applicability:
    """The parts of the AI applicability of a SOC code."""

    soc_code: str
    goal: ApplicabilitySide
    """What people wanted to do (`…_user`)."""
    action: ApplicabilitySide
    """What the model did (`…_ai`)."""


@quick(frozen=True, slots=True)
class MeasurePair:
    """How far two measures put all occupations in the same order."""

    first: MeasureName
    second: MeasureName
    occupations: int
    """How many have both. Those that share a figure of one SOC code count each."""
    rank_correlation: float | None
    """Spearman's, from -1 to 1; None: too few have both, or one measure is the same for all."""


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


def pairs(measures: Iterable[OccupationMeasure]) -> Iterator[MeasurePair]:
    """How the measures that there are agree over all occupations, each with each.

    A figure that its publisher rounded to zero counts as zero, as it does in ranks.
    """
    by_name: dict[MeasureName, dict[str, float]] = {}
    for each in measures:
        by_name.setdefault(each.measure, {})[each.occupation_code] = each.value or 0.0
    for first, second in combinations([name for name in MEASURES if name in by_name], 2):
        one, other = by_name[first], by_name[second]
        both = sorted(one.keys() & other.keys())
        places = [_places([each[code] for code in both]) for each in (one, other)]
        try:
            found = correlation(*places)
        except StatisticsError:
            found = None
        yield MeasurePair(first, second, len(both), found)


def _places(figures: Sequence[float]) -> list[float]:
    """Where each figure stands in order; equals share the middle of their places."""
    ordered = sorted(figures)
    return [(bisect_left(ordered, one) + bisect_right(ordered, one)) / 2 for one in figures]


def agreement(measures: Sequence[OccupationMeasure]) -> Agreement | None:
    """Whether measures put an occupation in about the same place; None: there are not two."""
    if len(measures) < 2:
        return None
    places = [each.percentile for each in measures]
    apart = max(places) - min(places)
    return "agree" if apart <= APART else "differ" if apart <= FAR_APART else "disagree"
