"""Claims about the declarations of `index.facts`, whatever they declare."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.facts import (
    activities,
    labour,
    measures,
    names,
    occupations,
    rankings,
    software,
    sources,
    tasks,
)
from index.facts.fact import Fact, Facts, Links, Origin
from index.facts.null import NOT_PUBLISHED, NOT_RATED, Null, said

MODULES = (tasks, occupations, rankings, labour, measures, activities, software, names, sources)
LINKS = Links(
    task="/t/{}".format, occupation="/o/{}".format, activity="/a/{}".format, software="/s/{}".format
)


def declared() -> Iterator[tuple[str, Fact]]:
    """Every fact, below the name that its declaration has."""
    for module in MODULES:
        for name, value in vars(module).items():
            if isinstance(value, Facts):
                for fact in value:
                    yield f"{name}.{fact.name}", fact


ALL = dict(declared())


def test_there_are_facts_of_everything() -> None:
    assert len(ALL) > 150


@pytest.mark.parametrize("fact", ALL.values(), ids=list(ALL))
def test_a_fact_is_whole(fact: Fact) -> None:
    assert fact.meaning or isinstance(fact.of, Facts), "it says what it means"
    if fact.kind == "record" or fact.many:
        assert fact.of is not None, "it says what it is made of"
    assert not (fact.many and fact.null), "a list is empty and never null"
    assert len(fact.null) < 2 or fact.why is not None, "it says which of the reasons holds"
    assert all(reason.text for reason in fact.null)
    if fact.unit == "percent" and fact.kind == "number":
        assert (fact.low, fact.high) == (0, 100)
    if fact.origin is not None:
        assert fact.origin.dataset


class Record:
    def __init__(self, **values: object) -> None:
        self.__dict__.update(values)


WAGE = Fact(
    name="median_wage",
    kind="integer",
    meaning="What half of them earn less than.",
    null=(NOT_PUBLISHED,),
    unit="US dollars a year",
    origin=Origin("OEWS", "national.xlsx", "A_MEDIAN"),
    read="pay.median",
    label="Median pay",
)


def test_json_has_the_facts_in_their_order() -> None:
    pay: Facts[Record] = Facts("Pay", "What it pays.", Fact(name="low", meaning="Least."), WAGE)
    record = Record(low=1, pay=Record(median=None))
    assert list(pay.json(record, LINKS).items()) == [("low", 1), ("median_wage", None)]


def test_lists_links_intervals_and_parts_become_json() -> None:
    part: Facts[Record] = Facts("", "A part.", Fact(name="id", meaning="Its id."))
    whole: Facts[Record] = Facts(
        "Whole",
        "All kinds.",
        Fact(name="url", kind="address", meaning="Its page.", link="task", read="id"),
        Fact(name="ci", kind="interval", meaning="Bounds.", null=(NOT_PUBLISHED,)),
        Fact(name="none", kind="interval", meaning="Bounds.", null=(NOT_PUBLISHED,)),
        Fact(name="part", kind="record", meaning="", of=part, null=(NOT_RATED,)),
        Fact(name="parts", kind="record", meaning="Several.", of=part, many=True),
        Fact(name="ids", meaning="Several.", of=Fact(name="id", meaning="One."), many=True),
    )
    one, other = Record(id=1), Record(id=2)
    record = Record(id=7, ci=(1.0, 2.0), none=None, part=None, parts=(one, other), ids=(3, 4))
    assert whole.json(record, LINKS) == {
        "url": "/t/7",
        "ci": [1.0, 2.0],
        "none": None,
        "part": None,
        "parts": [{"id": 1}, {"id": 2}],
        "ids": [3, 4],
    }


def test_missing_says_which_reason_holds() -> None:
    assert WAGE.missing(Record(pay=Record(median=0))) is None
    assert WAGE.missing(Record(pay=Record(median=None))) is NOT_PUBLISHED
    importance = tasks.TASK_SUMMARY["importance"]
    assert importance.missing(Record(importance=None, relevance_percent=1.0)) is NOT_PUBLISHED
    assert importance.missing(Record(importance=None, relevance_percent=None)) is NOT_RATED


def test_reasons_are_said_in_one_sentence() -> None:
    assert said(NOT_PUBLISHED) == "not published."
    assert said(Null("", "it is new")) == "it is new."
    assert said(NOT_RATED, NOT_PUBLISHED) == (
        "not rated (O*NET publishes no rating of it), or not published."
    )


def test_what_a_page_shows_in_its_own_way_comes_first_or_not_at_all() -> None:
    first, last = Fact(name="a", meaning="", label="A"), Fact(name="b", meaning="")
    facts: Facts[Record] = Facts("Pay", "", first, WAGE, last)
    assert [fact.name for fact in facts.beside("a")] == ["median_wage"]
    assert [fact.name for fact in facts.shown("median_wage")] == ["median_wage", "a"]
