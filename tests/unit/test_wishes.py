"""Queries that ask for jobs by a figure → what rankings are asked for."""

from __future__ import annotations

import pytest

from index.facts.labour import FIGURES
from index.query import parse
from index.relevance.intents import Wish
from index.relevance.wishes import Wished, wished, wished_of_ai

PAY, GROWTH, OPENINGS, EMPLOYMENT = (
    *("median_annual_pay", "growth_percent", "openings"),
    "employment",
)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("highest paid jobs", Wished((PAY,))),
        ("Which jobs pay best?", Wished((PAY,))),
        ("high salary", Wished((PAY,))),
        ("lowest paid occupations", Wished((PAY,), least=True)),
        ("underpaid jobs", Wished((PAY,), least=True)),
        ("jobs with good outlook", Wished((GROWTH,))),
        ("fastest growing careers", Wished((GROWTH,))),
        ("shrinking occupations", Wished((GROWTH,), least=True)),
        ("jobs in demand", Wished((OPENINGS,))),
        ("most common jobs", Wished((EMPLOYMENT,))),
        ("well-paid, growing jobs", Wished((PAY, GROWTH))),
        ("jobs that need no degree", Wished((), zones=("1", "2"))),
        ("jobs that don't require a degree or experience", Wished((), zones=("1", "2"))),
        ("no experience jobs", Wished((), zones=("1",))),
        ("jobs with a bachelor's degree", Wished((), zones=("4",))),
        ("well paid jobs without a degree", Wished((PAY,), zones=("1", "2"))),
        ("highest paid legal jobs", Wished((PAY,), groups=("23",))),
        ("highest paid healthcare jobs", Wished((PAY,), groups=("29", "31"))),
        ("well paid healthcare support jobs", Wished((PAY,), groups=("31",))),
        ("growing sales and legal jobs", Wished((GROWTH,), groups=("23", "41"))),
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
        "jobs with training",
        "college degree",
        "jobs that do not pay well",
        "technical jobs that pay well",  # what is technical, no group says
        "growing food",
        '"highest paid" jobs',
        "highest paid jobs -nurse",
        "highest paid nurses",
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
    ("wish", "typed", "asked"),
    [
        (Wish.EXPOSED, "jobs most exposed to ai", Wished(("beta_gpt4",))),
        (Wish.UNTOUCHED, "jobs ai can't do", Wished(("beta_gpt4",), least=True)),
        (Wish.USED, "jobs that use ai", Wished(("observed_exposure",))),
        (Wish.EXPOSED, "tasks most exposed to ai", Wished(("beta",))),
        (Wish.USED, "tasks ai is used for", Wished(("share_percent",))),
    ],
)
def test_a_question_about_ai_asks_for_a_measure_of_it(
    wish: Wish, typed: str, asked: Wished
) -> None:
    assert wished_of_ai(wish, parse(typed)) == asked
