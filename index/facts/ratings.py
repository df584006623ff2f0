"""What we say of how a task is rated."""

from __future__ import annotations

from typing import Final

from index.facts.fact import ONET, Fact, Facts, Origin
from index.facts.null import NO_IMPORTANCE, NO_RATERS, NOT_PUBLISHED, Null
from index.records.joined import Rating
from index.records.terms import RATERS

_RATINGS: Final = "Task Ratings.txt"

_RANKED: Final = (NO_IMPORTANCE,)

RATING: Final[Facts[Rating]] = Facts(
    "Rating",
    "How workers, experts or analysts rate the task.",
    Fact(
        name="rated_by",
        meaning="Whose answers they are: incumbents (people who do the job), experts on the "
        "occupation, or analysts of O*NET.",
        null=(NO_RATERS,),
        values=RATERS,
        origin=Origin(ONET, _RATINGS, "Domain Source"),
        label="Rated by",
        shown_as="raters",
    ),
    Fact(
        name="importance",
        kind="number",
        meaning="Mean of the answers, from 1 (not important) to 5 (extremely important).",
        null=(NOT_PUBLISHED,),
        unit="points of scale IM",
        low=1,
        high=5,
        origin=Origin(ONET, _RATINGS, "Data Value, scale IM"),
        label="Importance, 1 to 5",
    ),
    Fact(
        name="importance_ci",
        kind="interval",
        meaning="95% confidence interval.",
        null=(NOT_PUBLISHED,),
        origin=Origin(ONET, _RATINGS, "Lower CI Bound, Upper CI Bound, scale IM"),
        read="importance_interval",
        label="95% confidence interval",
    ),
    Fact(
        name="relevance_percent",
        kind="number",
        meaning="Respondents who say that the task is part of the job.",
        null=(NOT_PUBLISHED,),
        unit="percent",
        high=100,
        origin=Origin(ONET, _RATINGS, "Data Value, scale RT"),
        label="Relevance to the job",
    ),
    Fact(
        name="relevance_ci",
        kind="interval",
        meaning="95% confidence interval.",
        null=(NOT_PUBLISHED,),
        unit="percent",
        origin=Origin(ONET, _RATINGS, "Lower CI Bound, Upper CI Bound, scale RT"),
        read="relevance_interval",
    ),
    Fact(
        name="rank",
        kind="integer",
        meaning="Place by importance among the rated tasks of the occupation, 1 the highest; tied "
        "tasks share the better one. Worked out by Taskdex.",
        null=_RANKED,
        low=1,
        label="Rank in its occupation",
    ),
    Fact(
        name="rated_tasks",
        kind="integer",
        meaning="Tasks of the occupation that have an importance.",
    ),
    Fact(
        name="tied_with",
        kind="integer",
        meaning="Other tasks of the occupation with exactly this importance.",
        null=_RANKED,
    ),
    Fact(
        name="respondents",
        kind="integer",
        meaning="How many responded, which is not how many were asked.",
        null=(NOT_PUBLISHED,),
        origin=Origin(ONET, _RATINGS, "N"),
        label="People who responded",
    ),
    Fact(
        name="low_precision",
        kind="boolean",
        meaning="The publisher recommends not to rely on a figure.",
        null=(Null("", "the publisher does not say"),),
        origin=Origin(ONET, _RATINGS, "Recommend Suppress"),
    ),
    Fact(
        name="date",
        meaning="Month of the survey, MM/YYYY.",
        example="08/2021",
        origin=Origin(ONET, _RATINGS, "Date"),
    ),
)
