"""What we say of the pay, the jobs and the outlook of an occupation."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from index.facts.fact import OEWS, PROJECTIONS, Fact, Facts, Origin
from index.facts.null import (
    NO_FIGURE,
    NOT_AVAILABLE,
    NOT_IN_RELEASE,
    TOP_CODED,
    Null,
)
from index.records.labour import PERCENTILES, Basis, OccupationFigures, Outlook, Pay, Wages

_NATIONAL: Final = "national_M….xlsx"
_TABLE: Final = "occupation.xlsx, table 1.2"
_UNITS: Final[dict[Basis, str]] = {
    "annual": "US dollars a year",
    "hourly": "US dollars an hour",
}
_NAMES: Final = {
    "p10": "Tenth percentile: one in ten earns less.",
    "p25": "25th percentile: a quarter earn less.",
    "median": "Half earn less, half more.",
    "p75": "75th percentile: a quarter earn more.",
    "p90": "90th percentile: one in ten earns more.",
}
_COLUMNS: Final = {
    "p10": "PCT10",
    "p25": "PCT25",
    "median": "MEDIAN",
    "p75": "PCT75",
    "p90": "PCT90",
}


def _why_no_wage(wages: Wages) -> Null:
    return NOT_AVAILABLE if wages.top_code is None else TOP_CODED


def _wages(basis: Basis) -> Facts[Wages]:
    return Facts(
        f"{basis.capitalize()}Wages",
        f"Wages in {_UNITS[basis]}, before taxes, without overtime and benefits.",
        *(
            Fact(
                name=name,
                kind="integer" if basis == "annual" else "number",
                meaning=_NAMES[name],
                null=(NOT_AVAILABLE, TOP_CODED),
                unit=_UNITS[basis],
                origin=Origin(OEWS, _NATIONAL, f"{basis[0].upper()}_{_COLUMNS[name]}"),
                why=_why_no_wage,
            )
            for name in PERCENTILES
        ),
        Fact(
            name="top_code",
            kind="integer" if basis == "annual" else "number",
            meaning="The highest wage that the publisher names: percentiles that are null beside "
            "it are this much or more.",
            null=(Null("", "no percentile is top-coded"),),
            unit=_UNITS[basis],
            origin=Origin(OEWS, _NATIONAL, "#"),
        ),
    )


def why_no_pay(figures: OccupationFigures) -> Null:
    """Of employment, which is published beside pay."""
    if not figures.has_pay:
        return NOT_IN_RELEASE
    return NO_FIGURE if figures.pay_soc is None else NOT_AVAILABLE


def _why_no_median(figures: OccupationFigures) -> Null:
    return why_no_pay(figures) if figures.annual_top_code is None else TOP_CODED


def _why_no_hourly_median(figures: OccupationFigures) -> Null:
    return why_no_pay(figures) if figures.hourly_top_code is None else TOP_CODED


def _why_no_outlook(figures: OccupationFigures) -> Null:
    if not figures.has_outlook:
        return NOT_IN_RELEASE
    return NO_FIGURE if figures.outlook_soc is None else NOT_AVAILABLE


ANNUAL: Final = _wages("annual")
HOURLY: Final = _wages("hourly")

SOC_CODE: Final = Fact(
    name="soc_code",
    meaning="Code of the 2018 Standard Occupational Classification under which the figures are "
    "published; some stand for several occupations of it.",
    pattern=r"^[0-9]{2}-[0-9]{4}$",
    example="29-1141",
    read="figures.soc_code",
)
SOC_TITLE: Final = Fact(name="soc_title", meaning="Its title, as published.", read="figures.title")
OCCUPATION_COUNT: Final = Fact(
    name="occupation_count",
    kind="integer",
    meaning="How many O*NET occupations the figures cover together, this one included: do not add "
    "them up.",
    low=1,
)
EMPLOYMENT: Final = Fact(
    name="employment",
    kind="integer",
    meaning="Wage and salary jobs in the United States, rounded to 10; the self-employed are not "
    "in it. Of all occupations that share the SOC code together.",
    null=(NOT_IN_RELEASE, NO_FIGURE, NOT_AVAILABLE),
    unit="jobs",
    origin=Origin(OEWS, _NATIONAL, "TOT_EMP"),
    why=why_no_pay,
)
PAY: Final[Facts[Pay]] = Facts(
    "Pay",
    "What wage and salary workers of the occupation earn in the United States.",
    SOC_CODE,
    SOC_TITLE,
    OCCUPATION_COUNT,
    Fact(name="annual", kind="record", meaning="", of=ANNUAL, read="figures.annual"),
    Fact(name="hourly", kind="record", meaning="", of=HOURLY, read="figures.hourly"),
    Fact(
        name="only",
        meaning="The one basis that the publisher gives: annual where people work fewer than "
        "2,080 hours a year for a yearly wage, hourly where they work fewer for an hourly one.",
        null=(Null("", "both are published"),),
        values=("annual", "hourly"),
        origin=Origin(OEWS, _NATIONAL, "ANNUAL, HOURLY"),
        read="figures.only",
    ),
)
_ROUNDED: Final = "Rounded to 100: 0 is fewer than 50."


def _projected(name: str, meaning: str, column: str, *null: Null) -> Fact:
    return Fact(
        name=name,
        meaning=meaning,
        null=null,
        origin=Origin(PROJECTIONS, _TABLE, column),
        read=f"figures.{name}",
    )


GROWTH: Final = replace(
    _projected(
        "growth_percent",
        "Change of the number of jobs. Rounded to 0.1: 0 is under 0.05 either way.",
        "Employment change, percent",
        NOT_AVAILABLE,
    ),
    kind="number",
    unit="percent of the first year’s jobs",
    low=-100,
    shown_as="growth",
)
OPENINGS: Final = replace(
    _projected(
        "openings",
        "Openings a year, on average: new jobs, and people who leave the occupation. " + _ROUNDED,
        "Occupational openings",
        NOT_AVAILABLE,
    ),
    kind="integer",
    unit="openings a year",
    shown_as="rounded",
)
OUTLOOK: Final[Facts[Outlook]] = Facts(
    "Outlook",
    "Jobs of the occupation today and in ten years, as the Bureau of Labor Statistics projects "
    "them; jobs of the self-employed are in it.",
    SOC_CODE,
    SOC_TITLE,
    OCCUPATION_COUNT,
    Fact(
        name="first_year",
        kind="integer",
        meaning="Year that it starts from.",
        read="figures.first_year",
    ),
    Fact(
        name="last_year",
        kind="integer",
        meaning="Year that it is for.",
        read="figures.last_year",
    ),
    replace(
        _projected("people_first", f"Jobs in the first year. {_ROUNDED}", "Employment"),
        kind="integer",
        unit="jobs",
    ),
    replace(
        _projected("people_last", f"Jobs in the last year. {_ROUNDED}", "Employment"),
        kind="integer",
        unit="jobs",
    ),
    replace(
        _projected("change", f"Jobs more or fewer. {_ROUNDED}", "Employment change, numeric"),
        kind="integer",
        unit="jobs",
        low=None,
        shown_as="rounded",
    ),
    GROWTH,
    OPENINGS,
    _projected(
        "education",
        "Education typically needed for entry.",
        "Typical education needed for entry",
        NOT_AVAILABLE,
    ),
    _projected(
        "experience",
        "Work experience in a related occupation that is typically needed.",
        "Work experience in a related occupation",
        NOT_AVAILABLE,
    ),
    _projected(
        "training",
        "On-the-job training typically needed to do the work well.",
        "Typical on-the-job training",
        NOT_AVAILABLE,
    ),
)
_NO_OUTLOOK: Final = (NOT_IN_RELEASE, NO_FIGURE, NOT_AVAILABLE)
_OF_ALL: Final = "Of all occupations that share the SOC code together."

FIGURES: Final[Facts[OccupationFigures]] = Facts(
    "",
    "What an occupation is listed, ranked and compared by.",
    replace(
        EMPLOYMENT,
        label="Employment",
        asked=("common", "employed", "employing", "numerous"),
        asked_least=("rare", "rarest"),
    ),
    replace(
        ANNUAL["median"],
        name="median_annual_pay",
        meaning=f"{ANNUAL['median'].meaning} {_OF_ALL}",
        null=(NOT_IN_RELEASE, NO_FIGURE, NOT_AVAILABLE, TOP_CODED),
        why=_why_no_median,
        label="Median annual pay",
        asked=(
            *("earn", "earning", "earnings", "income", "incomes", "money", "paid", "pay"),
            *("paying", "pays", "salaries", "salary", "wage", "wages"),
        ),
        asked_least=("underpaid",),
    ),
    replace(
        HOURLY["median"],
        name="median_hourly_pay",
        meaning=f"{HOURLY['median'].meaning} {_OF_ALL}",
        null=(NOT_IN_RELEASE, NO_FIGURE, NOT_AVAILABLE, TOP_CODED),
        why=_why_no_hourly_median,
        label="Median hourly pay",
    ),
    replace(
        SOC_CODE,
        name="pay_soc",
        meaning="SOC code that employment and pay are of.",
        null=_NO_OUTLOOK[:2],
        why=why_no_pay,
        read="",
    ),
    replace(
        GROWTH,
        null=_NO_OUTLOOK,
        why=_why_no_outlook,
        read="",
        label="Projected change of jobs",
        asked=("grow", "growing", "growth", "outlook", "prospects"),
        asked_least=("declining", "disappearing", "dying", "shrinking"),
    ),
    replace(
        OPENINGS,
        null=_NO_OUTLOOK,
        why=_why_no_outlook,
        read="",
        label="Openings a year",
        asked=("demand", "hiring", "openings", "vacancies"),
    ),
    replace(
        OUTLOOK["education"],
        name="entry_education",
        null=_NO_OUTLOOK,
        why=_why_no_outlook,
        read="",
        label="Typical entry education",
    ),
    replace(
        SOC_CODE,
        name="outlook_soc",
        meaning="SOC code that growth, openings and education are of.",
        null=_NO_OUTLOOK[:2],
        why=_why_no_outlook,
        read="",
    ),
)
