"""How entries and lists name an occupation or a work activity: key, title and address."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final, get_args

from index.facts.fact import ONET, STUDY, Fact, Facts, Origin
from index.facts.null import NO_MEAN, Null
from index.records.entries import OccupationSummary
from index.records.published import Occupation, WorkActivity
from index.records.terms import Level

LEVELS: Final[tuple[Level, ...]] = ("dwa", "iwa", "gwa")
"""Of work activities, the most detailed first."""

OCCUPATION_CODE: Final = Fact(
    name="code",
    meaning="O*NET-SOC code.",
    pattern=r"^[0-9]{2}-[0-9]{4}\.[0-9]{2}$",
    origin=Origin(ONET, "Occupation Data.txt", "O*NET-SOC Code"),
    term="occupationalCategory",
)
OCCUPATION_TITLE: Final = Fact(
    name="title",
    meaning="Its title.",
    origin=Origin(ONET, "Occupation Data.txt", "Title"),
    term="name",
)
OCCUPATION_URL: Final = Fact(
    name="url",
    kind="address",
    meaning="The page of the occupation; with .json after it, these facts.",
    link="occupation",
    read="code",
)
OCCUPATION_LINK: Final[Facts[Occupation]] = Facts(
    "OccupationLink",
    "An occupation, with its address.",
    OCCUPATION_CODE,
    OCCUPATION_TITLE,
    OCCUPATION_URL,
)
OCCUPATION_NAME: Final[Facts[Any]] = Facts(
    "OccupationName",
    "An occupation.",
    replace(OCCUPATION_CODE, read="occupation_code"),
    replace(OCCUPATION_TITLE, read="occupation_title"),
)
"""Of a record that names its occupation."""

OCCUPATION_SUMMARY: Final[Facts[OccupationSummary]] = Facts(
    "OccupationSummary",
    "An occupation in a list.",
    OCCUPATION_CODE,
    OCCUPATION_TITLE,
    Fact(name="task_count", kind="integer", meaning="Tasks of the occupation."),
    Fact(
        name="beta_gpt4",
        kind="number",
        meaning="Mean β of its tasks by GPT-4’s labels; a core task counts 1, any other one half.",
        null=(NO_MEAN,),
        high=1,
        origin=Origin(STUDY, "occ_level.csv", "dv_rating_beta"),
    ),
    OCCUPATION_URL,
)
OCCUPATION_HIT: Final[Facts[Any]] = Facts(
    "OccupationHit",
    "An occupation found.",
    replace(OCCUPATION_CODE, read="occupation_code"),
    OCCUPATION_TITLE,
    Fact(
        name="lay_title",
        meaning="The job title that was meant.",
        null=(Null("", "the title itself was found"),),
        origin=Origin(ONET, "Job Titles.txt", "Job Title"),
    ),
    OCCUPATION_SUMMARY["task_count"],
    replace(OCCUPATION_URL, read="occupation_code"),
)
"""Of what a search engine found."""

ACTIVITY_ID: Final = Fact(
    name="id",
    meaning="Id in O*NET’s content model.",
    example="4.A.2.b.2.o.9",
    origin=Origin(ONET, "Content Model Reference.txt", "Element ID"),
    read="activity_id",
)
ACTIVITY_LEVEL: Final = Fact(
    name="level",
    meaning="Generalized, intermediate or detailed.",
    values=get_args(Level),
    origin=Origin(ONET),
)
ACTIVITY_TITLE: Final = Fact(
    name="title",
    meaning="Its title.",
    origin=Origin(ONET, "Content Model Reference.txt", "Element Name"),
)
ACTIVITY_URL: Final = Fact(
    name="url",
    kind="address",
    meaning="The page of the activity; with .json after it, these facts.",
    link="activity",
    read="activity_id",
)
ACTIVITY_NAME: Final[Facts[WorkActivity]] = Facts(
    "ActivityName",
    "A work activity, with its address.",
    ACTIVITY_ID,
    ACTIVITY_TITLE,
    ACTIVITY_URL,
)
