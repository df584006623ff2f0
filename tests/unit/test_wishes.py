"""Queries that ask for jobs by a figure → what rankings are asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.facts.labour import FIGURES
from index.query import parse
from index.relevance.intents import Aim, intended
from index.relevance.pay import PayRange
from index.relevance.wishes import (
    Wished,
    wished,
    wished_beside_ai,
    wished_of_ai,
    without_wishes,
)

PAY, GROWTH, OPENINGS, EMPLOYMENT = (
    *(("median_annual_pay", False), ("growth_percent", False)),
    *(("openings", False), ("employment", False)),
)
LOW_PAY, LOW_GROWTH = (PAY[0], True), (GROWTH[0], True)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("highest paid jobs", Wished((PAY,))),
        ("Which jobs pay best?", Wished((PAY,))),
        ("highest average salary", Wished((PAY,))),
        ("well paid work", Wished((PAY,))),
        ("lowest paid occupations", Wished((LOW_PAY,))),
        ("jobs that pay badly", Wished((LOW_PAY,))),
        ("underpaid jobs, low pay", Wished((LOW_PAY,))),
        ("jobs with good outlook", Wished((GROWTH,))),
        ("fastest growing careers", Wished((GROWTH,))),
        ("fastest shrinking occupations", Wished((LOW_GROWTH,))),
        ("jobs in demand", Wished((OPENINGS,))),
        ("most common jobs", Wished((EMPLOYMENT,))),
        ("well-paid, growing jobs", Wished((PAY, GROWTH))),
        ("high pay low growth", Wished((PAY, LOW_GROWTH))),
        ("best paid jobs that are declining", Wished((PAY, LOW_GROWTH))),
        ("jobs that need no degree", Wished(zones=("1", "2"))),
        ("no experience jobs", Wished(zones=("1",))),
        ("jobs that don't require a degree or experience", Wished(zones=("1",))),
        ("jobs that don't require a bachelor's degree", Wished(zones=("1", "2", "3"))),
        ("jobs with a bachelor's degree", Wished(zones=("4",))),
        ("associate degree jobs", Wished(zones=("3",))),
        ("jobs with a master's degree or a PhD", Wished(zones=("5",))),
        ("well paid jobs without a degree", Wished((PAY,), zones=("1", "2"))),
        ("highest paid legal jobs", Wished((PAY,), groups=("23",))),
        ("highest paid healthcare jobs", Wished((PAY,), groups=("29", "31"))),
        ("well paid healthcare support jobs", Wished((PAY,), groups=("31",))),
        ("growing sales and legal jobs", Wished((GROWTH,), groups=("23", "41"))),
        ("top 10 highest paid jobs", Wished((PAY,))),
        ("largest occupations", Wished((EMPLOYMENT,))),
        ("biggest jobs in sales", Wished((EMPLOYMENT,), groups=("41",))),
        ("jobs with the largest growth", Wished((GROWTH,))),
        ("entry level jobs", Wished(zones=("1", "2"))),
        ("high paying entry-level jobs", Wished((PAY,), zones=("1", "2"))),
        ("jobs for high school graduates", Wished(zones=("1", "2"))),
        ("jobs without a high school diploma", Wished(zones=("1",))),
        ("jobs that need a college degree", Wished(zones=("4",))),
        ("jobs that don't need a college degree", Wished(zones=("1", "2"))),
        ("jobs that pay 100k", Wished((PAY,), paid=PayRange(100_000))),
        ("jobs that pay over $80,000 a year", Wished((PAY,), paid=PayRange(80_000))),
        (
            "jobs paying less than 30 000",
            Wished((PAY,), paid=PayRange(high=30_000, is_under=True)),
        ),
        ("jobs that pay up to 30k", Wished((PAY,), paid=PayRange(high=30_000))),
        ("jobs paying 50k or under", Wished((PAY,), paid=PayRange(high=50_000))),
        ("jobs paying $50,000 a year or less", Wished((PAY,), paid=PayRange(high=50_000))),
        ("$80-100k jobs", Wished((PAY,), paid=PayRange(80_000, 100_000))),
        ("jobs $15-$20 an hour", Wished((PAY,), paid=PayRange(31_200, 41_600))),
        ("jobs paying $15.50 an hour", Wished((PAY,), paid=PayRange(32_240))),
        ("jobs paying $50k to $80k", Wished((PAY,), paid=PayRange(50_000, 80_000))),
        ("six-figure jobs", Wished((PAY,), paid=PayRange(100_000))),
        ("jobs paying $25 an hour or more", Wished((PAY,), paid=PayRange(52_000))),
        ("salary over 100k", Wished((PAY,), paid=PayRange(100_000))),
        (
            "growing jobs that pay 60k without a degree",
            Wished((GROWTH, PAY), zones=("1", "2"), paid=PayRange(60_000)),
        ),
    ],
)
def test_a_figure_of_jobs_is_asked_for(typed: str, asked: Wished) -> None:
    assert wished(parse(typed)) == asked


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "pay",
        "salary",  # of what is not said
        "pay bills",
        "best jobs",
        "best jobs for introverts",
        "well paid jobs for introverts",
        "part time work",
        "remote jobs",
        "work experience",
        "work with money",
        "work on demand",
        "position openings",
        "growing food work",
        "good money management",
        "jobs with training",
        "jobs without a degree but with training",
        "college degree",
        "jobs that do not pay well",
        "well paid jobs not in sales",
        "best paid jobs no management",
        "worst jobs that pay",
        "least declining jobs",
        "high pay low pay jobs",
        "technical jobs that pay well",  # what is technical, no group says
        "growing food",
        '"highest paid" jobs',
        "highest paid jobs -nurse",
        "highest paid nurses",
        "entry level nursing jobs",
        "high school teacher jobs",
        "jobs no entry level",
        "jobs that pay 20",  # an hour or a day is not said
        "80k",
        "jobs 80k to 80k",
        "jobs in 90210",
        "jobs from 60614",
        "jobs over 50 000 people",
        "jobs with 50000 employed",
        "pay 50000 invoices",
        "jobs in 2026",
        "top 100 jobs",
        "largest role",  # a part in a play
    ],
)
def test_what_no_figure_answers_is_promised_nothing(typed: str) -> None:
    assert wished(parse(typed)) is None


def test_searched_exactly_nothing_is_asked_for() -> None:
    assert wished(parse("highest paid jobs", verbatim=True)) is None


def test_a_word_asks_for_one_figure() -> None:
    said = [word for fact in FIGURES for word in (*fact.asked, *fact.asked_least)]
    assert len(said) == len(set(said))


@pytest.mark.parametrize(
    ("aim", "typed", "asked"),
    [
        (Aim.EXPOSED, "jobs most exposed to ai", Wished((("beta_gpt4", False),))),
        (Aim.UNTOUCHED, "jobs ai can't do", Wished((("beta_gpt4", True),))),
        (Aim.USED, "jobs that use ai", Wished((("observed_exposure", False),))),
        (Aim.EXPOSED, "tasks most exposed to ai", Wished((("beta", False),))),
        (Aim.USED, "tasks ai is used for", Wished((("share_percent", False),))),
    ],
)
def test_a_question_about_ai_asks_for_a_measure_of_it(aim: Aim, typed: str, asked: Wished) -> None:
    assert wished_of_ai(aim, parse(typed)) == asked


EXPOSURE, LOW_EXPOSURE = ("beta_gpt4", False), ("beta_gpt4", True)
USE = ("observed_exposure", False)


@pytest.mark.parametrize(
    ("typed", "aim", "asked"),
    [
        ("well paid jobs safe from ai", Aim.UNTOUCHED, Wished((PAY, LOW_EXPOSURE))),
        (
            "jobs without a degree that ai can't replace",
            Aim.UNTOUCHED,
            Wished((LOW_EXPOSURE,), zones=("1", "2")),
        ),
        (
            "jobs ai can't do that need no degree",
            Aim.UNTOUCHED,
            Wished((LOW_EXPOSURE,), zones=("1", "2")),
        ),
        (
            "jobs that need a degree and that ai will not replace",
            Aim.UNTOUCHED,
            Wished((LOW_EXPOSURE,), ("4",)),
        ),
        ("legal jobs that use ai", Aim.USED, Wished((USE,), groups=("23",))),
        (
            "growing healthcare jobs safe from ai",
            Aim.UNTOUCHED,
            Wished((GROWTH, LOW_EXPOSURE), groups=("29", "31")),
        ),
        (
            "jobs safe from ai that pay 100k",
            Aim.UNTOUCHED,
            Wished((PAY, LOW_EXPOSURE), paid=PayRange(100_000)),
        ),
        # What is denied of schooling or pay is not denied of AI.
        ("jobs that use ai without a degree", Aim.USED, Wished((USE,), zones=("1", "2"))),
        ("jobs using ai no experience", Aim.USED, Wished((USE,), zones=("1",))),
        (
            "well paid jobs most exposed to ai without a degree",
            Aim.EXPOSED,
            Wished((PAY, EXPOSURE), zones=("1", "2")),
        ),
        (
            "jobs that use ai and pay no more than 50k",
            Aim.USED,
            Wished((PAY, USE), paid=PayRange(high=50_000)),
        ),
    ],
)
def test_a_question_about_ai_may_ask_for_some_jobs(typed: str, aim: Aim, asked: Wished) -> None:
    query = parse(typed)
    intent = intended(without_wishes(query))
    assert intent is not None
    assert intent.aim is aim
    found = wished_beside_ai(intent.aim, query, intent.query.words)
    assert found == replace(asked, is_of_ai=True)


@pytest.mark.parametrize(
    "typed",
    [
        "jobs safe from ai",  # all of them
        "physical jobs with no AI exposure",
        "well paid nursing jobs safe from ai",
        "will ai replace sales",
    ],
)
def test_other_questions_about_ai_are_answered_by_their_words(typed: str) -> None:
    intent = intended(without_wishes(parse(typed)))
    assert intent is not None
    assert wished_beside_ai(intent.aim, parse(typed), intent.query.words) is None
