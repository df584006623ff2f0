"""Questions about AI → filter and order: index.answering.ai_plans."""

from __future__ import annotations

import pytest

from index.answering.ai_plans import Subject, planned
from index.answering.searching import has_words
from index.engines.protocol import OccupationHit
from index.query import parse
from index.relevance.intents import intended

LAWYERS = Subject("23-1011.00", "Lawyers")


@pytest.mark.parametrize(
    ("typed", "subject", "filters", "sort"),
    [
        ("which jobs will AI replace", None, {}, "exposure"),
        ("will AI replace lawyers", LAWYERS, {"occupation": ("23-1011.00",)}, "exposure"),
        ("will AI replace song writing", None, {}, "best"),
        ("jobs safe from AI", None, {"exposure": ("E0",)}, "importance"),
        ("physical jobs safe from AI", None, {"exposure": ("E0",)}, "best"),
        ("how is AI used by lawyers", LAWYERS, {"occupation": ("23-1011.00",)}, "use"),
        ("how is AI used in song writing", None, {"used": ("yes",)}, "best"),
    ],
)
def test_a_question_chooses_filter_and_order(
    typed: str, subject: Subject | None, filters: dict[str, tuple[str, ...]], sort: str
) -> None:
    query = parse(typed)
    intent = intended(query)
    assert intent is not None
    plan = planned(intent, query, subject)
    assert (plan.query.filters, plan.query.sort) == (filters, sort)
    assert plan.read_as.startswith("Read as a question about AI: ")


def test_what_the_person_chose_goes_first() -> None:
    query = parse("jobs safe from AI", filters={"exposure": ["E1"], "type": ["core"]}, sort="use")
    intent = intended(query)
    assert intent is not None
    plan = planned(intent, query, None)
    assert plan.query.filters == {"exposure": ("E1",), "type": ("core",)}
    assert plan.query.sort == "use"


@pytest.mark.parametrize(
    ("asked", "has"),
    [("lawyers", True), ("the lawyer", True), ("tax lawyers", False), ("nurses", False)],
)
def test_a_title_is_meant_if_it_has_all_words(asked: str, has: bool) -> None:
    hit = OccupationHit(LAWYERS.code, 1.0, LAWYERS.title, (), 20, None)
    assert has_words(hit, asked.split()) is has
