"""Claims about what a query asks to compare."""

from __future__ import annotations

import pytest

from index.query import parse
from index.relevance.comparisons import compared, joined

PAIR = (("accountants",), ("bookkeepers",))


@pytest.mark.parametrize(
    "text",
    [
        "accountants vs bookkeepers",
        "Accountants versus Bookkeepers",
        "compare accountants with bookkeepers",
        "compare accountants and bookkeepers",
        "difference between accountants and bookkeepers",
        "What’s the difference between accountants and bookkeepers?",
        "accountants compared to bookkeepers",
        "accountants or bookkeepers",
    ],
)
def test_a_comparison_is_read_in_the_words_people_use(text: str) -> None:
    assert compared(parse(text)) == PAIR


def test_articles_are_no_part_of_a_name() -> None:
    found = compared(parse("difference between a nurse practitioner and a doctor"))
    assert found == (("nurse", "practitioner"), ("doctor",))


def test_up_to_four_are_compared() -> None:
    assert len(compared(parse("a cook vs a baker vs a butcher vs a waiter"))) == 4
    assert compared(parse("cook vs baker vs butcher vs waiter vs barber")) == ()


@pytest.mark.parametrize(
    "text", ["accountants", "compare prices", "plan and cook", '"nurse vs doctor"', "vs", "or"]
)
def test_other_words_are_no_comparison(text: str) -> None:
    assert compared(parse(text)) == ()


def test_names_that_are_joined_are_several() -> None:
    assert joined(parse("accountants and bookkeepers")) == PAIR
    assert joined(parse("a nurse, or a doctor")) == (("nurse",), ("doctor",))
    assert joined(parse("accountants")) == joined(parse('"cooks and bakers"')) == ()
