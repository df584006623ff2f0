"""What the card of an occupation says of pay, jobs and outlook."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from index.records.labour import OccupationFigures
from webapp.search.card import labour

UNKNOWN = OccupationFigures(**{field.name: None for field in fields(OccupationFigures)})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({}, []),
        ({"median_annual_pay": 159670, "median_hourly_pay": 76.76}, ["$159,670 a year (median)"]),
        ({"annual_top_code": 239200}, ["$239,200 a year or more (median)"]),
        ({"median_hourly_pay": 23.1}, ["$23.10 an hour (median)"]),
        ({"employment": 754500}, ["754,500 jobs in the U.S."]),
        ({"growth_percent": -2.5}, ["outlook: −2.5%"]),
        ({"growth_percent": 0.0}, ["outlook: little or no change"]),
        (
            {"employment": 10, "pay_occupations": 3, "outlook_occupations": 1},
            ["10 jobs in the U.S.", "published for 3 occupations together"],
        ),
    ],
)
def test_only_what_is_known_is_said(known: dict[str, float], said: list[str]) -> None:
    assert list(labour(replace(UNKNOWN, **known))) == said  # type: ignore[arg-type]
