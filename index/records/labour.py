"""Pay, jobs and outlook: what the U.S. Bureau of Labor Statistics publishes of an occupation, and
what a reader gets of it.

The Bureau publishes by code of the Standard Occupational Classification of 2018, or by a code of
its own for several of them: one figure can be that of several O*NET occupations.
"""

from __future__ import annotations

from typing import Literal

from index.quick import quick

Basis = Literal["annual", "hourly"]
PERCENTILES = ("p10", "p25", "median", "p75", "p90")
"""Fields of Wages, the lowest first."""


@quick(frozen=True, slots=True)
class Wages:
    """What people earn in a year or in an hour, in US dollars.

    A percentile is None where the publisher gives none (`*`), and where it is at or above the top
    code (`#`): then `top_code` is set. The two never occur together in one row.
    """

    p10: float | None
    p25: float | None
    median: float | None
    p75: float | None
    p90: float | None
    top_code: float | None
    """Percentiles that are None are this much or more; None: they are not available."""


@quick(frozen=True, slots=True)
class SocPay:
    """BLS, Occupational Employment and Wage Statistics: one detailed row of the national workbook.

    Wage and salary workers: the self-employed are not in it.
    """

    soc_code: str
    """Column OCC_CODE: `29-1141`, or a code that stands for several: `31-1120`."""
    title: str
    people: int | None
    """Column TOT_EMP, rounded to 10; None: not available (`**`)."""
    annual: Wages
    hourly: Wages
    only: Basis | None
    """Columns ANNUAL, HOURLY: the one basis that is published; None: both."""


@quick(frozen=True, slots=True)
class SocOutlook:
    """BLS, Employment Projections, table 1.2: one line item.

    All jobs, those of the self-employed included. Counts are published in thousands with one
    decimal, so they are rounded to 100: a 0 is under 50.
    """

    soc_code: str
    title: str
    first_year: int
    last_year: int
    people_first: int
    people_last: int
    change: int
    growth_percent: float | None
    """Rounded to 0.1; None: not available (`—`), as every None here."""
    openings: int | None
    """A year on average, over the years of the projection."""
    education: str | None
    """Typical education needed for entry."""
    experience: str | None
    """Work experience in a related occupation."""
    training: str | None
    """Typical on-the-job training."""


@quick(frozen=True, slots=True)
class Pay:
    """Pay of an occupation."""

    figures: SocPay
    occupation_count: int
    """O*NET occupations that the figures are of together, this one included."""


@quick(frozen=True, slots=True)
class Outlook:
    """Outlook of an occupation."""

    figures: SocOutlook
    occupation_count: int
    """O*NET occupations that the figures are of together, this one included."""


@quick(frozen=True, slots=True)
class Labour:
    """Pay and outlook of an occupation."""

    pay: Pay | None
    """None: the Bureau has no figures for it, or the release has no such source."""
    outlook: Outlook | None
    has_pay: bool
    """The release has the source at all."""
    has_outlook: bool


@quick(frozen=True, slots=True)
class OccupationFigures:
    """An occupation in a list that can be sorted by its figures; None: it has no such figure."""

    code: str
    title: str
    group_code: str
    job_zone: int | None
    task_count: int
    employment: int | None
    median_annual_pay: int | None
    annual_top_code: int | None
    """Set: the median is this much or more, where it is None."""
    median_hourly_pay: float | None
    hourly_top_code: float | None
    pay_soc: str | None
    """The SOC code that employment and pay are of; None: there are none."""
    pay_occupations: int | None
    """O*NET occupations that share them."""
    growth_percent: float | None
    openings: int | None
    entry_education: str | None
    outlook_soc: str | None
    outlook_occupations: int | None
    beta_gpt4: float | None
    beta_human: float | None
    applicability: float | None
    observed_exposure: float | None
    has_pay: bool
    """The release has the source at all."""
    has_outlook: bool
    has_study: bool
    has_applicability: bool
    has_observed: bool
