"""What we say of the measures of how far AI reaches an occupation, each from a study of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple, get_args

from index.facts.fact import INDEX, STUDY, WORKING_WITH_AI, Fact, Facts, Origin
from index.facts.null import (
    NO_FIGURE,
    NO_MEAN,
    NOT_IN_RELEASE,
    NOT_PUBLISHED,
    ROUNDED_TO_ZERO,
    Null,
)
from index.records.labour import OccupationFigures
from index.records.measures import (
    APART,
    FAR_APART,
    Agreement,
    Applicability,
    ApplicabilitySide,
    MeasureName,
    MeasurePair,
    OccupationMeasure,
)


class Kind(NamedTuple):
    """A measure in words."""

    name: str
    """What tables and pictures call it."""
    meaning: str
    """What it counts."""
    origin: Origin


KINDS: Final[Mapping[MeasureName, Kind]] = {
    "beta_gpt4": Kind(
        "Exposure β, GPT-4’s labels",
        "Mean of its tasks, where a core task counts twice as much as another: 1 if a language "
        "model alone could at least halve the time, 0.5 if software built on one could, as GPT-4 "
        "labelled them. What could be, not what is done.",
        Origin(STUDY, "occ_level.csv", "dv_rating_beta"),
    ),
    "beta_human": Kind(
        "Exposure β, human raters’ labels",
        "The same, as the human raters labelled the tasks.",
        Origin(STUDY, "occ_level.csv", "human_rating_beta"),
    ),
    "applicability": Kind(
        "AI applicability",
        "How much of its work activities Bing Copilot was used for (United States, January to "
        "September 2024), weighted by how often the conversation was completed and how often the "
        "scope was moderate or larger. Worked out from an occupation’s activities, not from the "
        "occupations of the people who used it.",
        Origin(WORKING_WITH_AI, "soc_ai_applicability_scores.csv", "ai_applicability_score"),
    ),
    "observed_exposure": Kind(
        "Observed exposure",
        "Of the tasks a model could speed up (by β), how much was seen in work-related use of "
        "Claude, in conversations and through its API; automated use counts more. Because it "
        "builds on β, it is not independent of it.",
        Origin(INDEX, "labor_market_impacts/job_exposure.csv", "observed_exposure"),
    ),
    "conversations": Kind(
        "Share of conversations",
        "Percent of all conversations with Claude that the Economic Index assigns to the "
        "occupation, worldwide. Not per worker: large occupations have more.",
        Origin(INDEX, "soc_occupation", "pct"),
    ),
}
AGREEMENTS: Final[Mapping[Agreement, str]] = {
    "agree": f"The percentiles are up to {APART:.0f} points apart.",
    "differ": f"They are up to {FAR_APART:.0f} points apart.",
    "disagree": f"They are more than {FAR_APART:.0f} points apart.",
}
"""What each word stands for."""
MEASURE: Final[Facts[OccupationMeasure]] = Facts(
    "Measure",
    "One measure of how far AI reaches an occupation. Figures of two measures are on scales of "
    "their own and cannot be compared; their percentiles can.",
    Fact(
        name="measure",
        meaning=" ".join(f"{name}: {kind.meaning}" for name, kind in KINDS.items()),
        values=get_args(MeasureName),
    ),
    Fact(
        name="value",
        kind="number",
        meaning="The figure: 0 to 1, and percent for conversations.",
        null=(ROUNDED_TO_ZERO,),
        high=100,
    ),
    Fact(
        name="at_most",
        kind="number",
        meaning="An upper bound, where the publisher rounds the figure to zero.",
        null=(Null("", "the figure is given"),),
        high=100,
    ),
    Fact(
        name="rank",
        kind="integer",
        meaning="Place among the occupations that have the measure, 1 the highest; equals share "
        "the better place. Worked out by Taskdex.",
        low=1,
    ),
    Fact(
        name="occupations",
        kind="integer",
        meaning="Occupations that have the measure.",
        low=1,
    ),
    Fact(
        name="percentile",
        kind="number",
        meaning="Percent of the other occupations that are lower; half of the equal ones are "
        "counted.",
        unit="percent",
        high=100,
        places=0,
    ),
    Fact(
        name="soc_code",
        meaning="Code under which the publisher has the figure: O*NET-SOC for β, SOC for others.",
    ),
    Fact(
        name="occupation_count",
        kind="integer",
        meaning="O*NET occupations that share the figure, this one included.",
        low=1,
    ),
)


PAIR: Final[Facts[MeasurePair]] = Facts(
    "MeasurePair",
    "How far two measures put all occupations in the same order.",
    Fact(name="first", meaning="One measure.", values=get_args(MeasureName)),
    Fact(name="second", meaning="The other.", values=get_args(MeasureName)),
    Fact(
        name="occupations",
        kind="integer",
        meaning="O*NET occupations that have both; those that share a figure of one SOC code count "
        "each.",
    ),
    Fact(
        name="rank_correlation",
        kind="number",
        meaning="Spearman’s rank correlation: 1 is the same order, 0 no relation, -1 the reverse. "
        "Worked out by Taskdex.",
        null=(Null("not available", "too few occupations have both"),),
        low=-1,
        high=1,
    ),
)


def _part(name: str, meaning: str, column: str, label: str, *null: Null, unit: str = "") -> Fact:
    return Fact(
        name=name,
        kind="number",
        meaning=meaning,
        null=null,
        unit=unit,
        high=100 if unit else 1,
        origin=Origin(WORKING_WITH_AI, "soc_metrics.csv", f"{column}_user, {column}_ai"),
        label=label,
        places=None if unit else 2,
    )


APPLICABILITY_SIDE: Final[Facts[ApplicabilitySide]] = Facts(
    "ApplicabilitySide",
    "What AI applicability is made of, on one side of the conversation: figures of the "
    "occupation’s work activities, weighted by their importance and relevance to it.",
    _part(
        "score",
        "The applicability by this side alone.",
        "ai_applicability_score",
        "AI applicability by this side",
    ),
    _part(
        "coverage_percent",
        "The part of its activities that each have more than 0.05% of all conversations.",
        "coverage",
        "Its activities with over 0.05% of conversations",
        unit="percent",
    ),
    _part(
        "completed_percent",
        "Conversations about its activities in which the model did what the person wanted, as a "
        "classifier judges.",
        "completion",
        "Completed, as a classifier judges",
        NOT_PUBLISHED,
        unit="percent",
    ),
    _part(
        "scope_percent",
        "Those in which it could do a moderate or larger part of the work activity.",
        "impact_scope",
        "Of moderate or larger scope",
        NOT_PUBLISHED,
        unit="percent",
    ),
    _part(
        "liked_percent",
        "Thumbs up, as a share of all ratings given to conversations about its activities.",
        "feedback_positive_fraction",
        "Thumbs up, as a share of all ratings given",
        NOT_PUBLISHED,
        unit="percent",
    ),
)
APPLICABILITY: Final[Facts[Applicability]] = Facts(
    "Applicability",
    "What AI applicability is made of; it is the mean of both scores. Bing Copilot, United States, "
    "January to September 2024. Everybody’s conversations: none is known to be of somebody in the "
    "occupation.",
    Fact(name="soc_code", meaning="Code of the 2018 SOC under which the figures are published."),
    Fact(
        name="goal", kind="record", meaning="What the person wanted to do.", of=APPLICABILITY_SIDE
    ),
    Fact(name="action", kind="record", meaning="What the model did.", of=APPLICABILITY_SIDE),
)


def _why(has: str, none: Null) -> Callable[[OccupationFigures], Null]:
    return lambda figures: none if getattr(figures, has) else NOT_IN_RELEASE


def _reach(name: MeasureName, has: str, none: Null = NO_FIGURE) -> Fact:
    return Fact(
        name=name,
        kind="number",
        meaning=KINDS[name].meaning,
        null=(NOT_IN_RELEASE, none),
        high=1,
        origin=KINDS[name].origin,
        why=_why(has, none),
        label=KINDS[name].name,
    )


REACH: Final[Facts[OccupationFigures]] = Facts(
    "",
    "How far AI reaches an occupation, by several measures, each on a scale of its own.",
    _reach("beta_gpt4", "has_study", NO_MEAN),
    _reach("beta_human", "has_study", NO_MEAN),
    _reach("applicability", "has_applicability"),
    _reach("observed_exposure", "has_observed"),
)
