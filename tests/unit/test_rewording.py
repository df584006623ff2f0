"""What is typed → what is searched: index.relevance.rewording, spellings and phrases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query import Correction, parse
from index.relevance.lay_words import LAY_WORDS
from index.relevance.phrases import PHRASES
from index.relevance.rewording import ABBREVIATIONS, job_asked, reworded
from index.relevance.spellings import american
from index.text import words


def searched(typed: str) -> str:
    return " ".join(reworded(parse(typed))[0].words)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("put out fires", "fight fires"),
        ("who looks after children", "who care for children"),
        ("estate agent", "real estate agent"),
        ("real estate agent", "real estate agent"),
        ("sysadmin", "system administrator"),
        ("put out", "put out"),
    ],
)
def test_phrases_are_searched_in_other_words(typed: str, meant: str) -> None:
    assert searched(typed) == meant


@pytest.mark.parametrize(
    ("british", "spelt"),
    [
        ("colour", "color"),
        ("coloured", "colored"),
        ("organise", "organize"),
        ("organising", "organizing"),
        ("hospitalisation", "hospitalization"),
        ("analysed", "analyzed"),
        ("labelling", "labeling"),
        ("tyres", "tires"),
        ("manoeuvring", "maneuvering"),
        ("paediatrician", "pediatrician"),
    ],
)
def test_british_spellings_are_searched_as_american_ones(british: str, spelt: str) -> None:
    assert american(british) == spelt
    assert american(spelt) == spelt


@pytest.mark.parametrize(
    "word", "advise supervise exercise advertising revised analyses programmed promise".split()
)
def test_words_that_are_spelt_alike_stay_as_they_are(word: str) -> None:
    assert american(word) == word


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("please show me tasks about nursing", "nursing"),
        ("i want to find out about welding", "welding"),
        ("how do i become a pilot", "pilot"),
        ("which jobs use lasers", "use lasers"),
        ("which jobs pay people to look at stars", "look at stars"),
        ("which careers let me work with animals", "work with animals"),
        ("which jobs help people with drugs", "help people with drugs"),
        ("difference between a chef and a cook", "chef and a cook"),
        ("what are the best jobs for painters", "for painters"),
        ("jobs that work with animals", "work with animals"),
        ("paralegal jobs", "paralegal"),
        ("jobs", "jobs"),
        ("what jobs", "what jobs"),
        ("find jobs for clients", "find jobs for clients"),
        ("find people jobs", "find people jobs"),
        ("interview for a job", "interview for a job"),
        ("help people into a new job", "help people into a new job"),
        ("get rid of rats", "get rid of rats"),
        ("show animals", "show animals"),
    ],
)
def test_words_that_only_ask_are_left_out_if_others_are_there(typed: str, meant: str) -> None:
    assert searched(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("IT", "information technology"),
        ("it", "information technology"),
        ("IT manager", "information technology manager"),
        ("check it", "check it"),
        ("CHECK IT", "check it"),
    ],
)
def test_it_is_information_technology_where_it_is_no_pronoun(typed: str, meant: str) -> None:
    assert searched(typed) == meant


@pytest.mark.parametrize("typed", ["ai", "fix kids", "app", "colour tyre"])
def test_what_stands_for_something_else_is_no_beginning_of_a_longer_word(typed: str) -> None:
    assert parse(typed).prefix
    assert not reworded(parse(typed))[0].prefix


def test_other_words_are_still_being_typed() -> None:
    assert reworded(parse("colour hai"))[0].prefix
    assert not reworded(parse("colour hair "))[0].prefix


@pytest.mark.parametrize("typed", ["put out fires", "colour", "IT", "jobs with children"])
def test_what_is_searched_exactly_stays_as_it_is(typed: str) -> None:
    query = parse(typed, verbatim=True)
    assert reworded(query) == (query, ())
    quoted = parse(f'"{typed}"')
    assert reworded(quoted) == (quoted, ())


def test_other_words_than_those_that_were_typed_are_said_to_be() -> None:
    _, others = reworded(parse("jobs that put out fires in the IT programme "))
    assert others == (
        Correction("put out fires", "fight fires"),
        Correction("it", "information technology"),
        Correction("programme", "program"),
    )
    assert reworded(parse("which jobs use lasers"))[1] == ()


@given(st.lists(st.sampled_from(sorted({w for phrase in PHRASES for w in phrase})), max_size=14))
def test_what_is_searched_is_within_the_limits(found: list[str]) -> None:
    query, _ = reworded(parse(" ".join(found)))
    assert len(query.words) <= 2 * len(found)
    assert bool(query.words) == bool(found)


def test_every_phrase_and_abbreviation_is_written_as_a_query_has_it() -> None:
    for typed, meant in PHRASES.items():
        assert words(" ".join(typed)) == list(typed)
        assert words(" ".join(meant)) == list(meant)
        assert not any(word in LAY_WORDS for word in typed if len(typed) == 1)
    for word in ABBREVIATIONS:
        assert words(word) == [word]


def test_what_a_phrase_becomes_holds_no_other_phrase() -> None:
    for meant in PHRASES.values():
        assert searched(f"{' '.join(meant)} ") == " ".join(meant)


@pytest.mark.parametrize(
    ("typed", "job"),
    [
        ("Do I need to be good at maths to be an architect?", "architect"),
        ("what qualifications do i need to become a store manager", "store manager"),
        ("I want to be a pilot when I grow up", "pilot"),
        ("what does a paralegal do all day", "paralegal"),
        ("how much do nurses earn", "nurses"),
        ("skills needed for a project manager", "project manager"),
        ("a typical day for a chef", "chef"),
        ("jobs similar to teacher", "teacher"),
        ("paralegal duties", "paralegal"),
        ("nursing tasks", "nursing"),
        ("store manager job responsibilities", "store manager"),
        ("duties of paralegals", "paralegals"),
        ("tasks of a nurse", "nurse"),
        ("electrician salary", "electrician"),
        ("average lift engineer salary uk", "lift engineer"),
        ("nurse hourly rate", "nurse"),
        ("salary lift engineer", "lift engineer"),
        ("pay of lift engineers", "lift engineers"),
        ("what is the salary of a nurse", "nurse"),
        ("average salary for nurses in texas", "nurses"),
        ("are nurses well paid", "nurses"),
        ("is being a nurse well paid", "nurse"),
        ("does plumbing pay well", "plumbing"),
        ("do plumbers make good money", "plumbers"),
        ("how much is a plumber paid", "plumber"),
        ("how well paid are electricians", "electricians"),
    ],
)
def test_a_question_about_a_job_asks_for_the_job(typed: str, job: str) -> None:
    asked = job_asked(parse(typed))
    assert asked is not None
    assert " ".join(asked.words) == job


@pytest.mark.parametrize(
    "typed",
    [
        "alternatives to being an accountant",
        "what do I do all day",
        "what does it cost to make a film",
        "be a nurse",
        "manage the work of a team",
        "how is pay determined",
        "which jobs pay the most",
        "is my job well paid",
        "do lawyers make a will",
        "move goods from truck to dock",
        "carry food from kitchen to table",
        "go from door to door",
        "how do i stop being a nurse",
    ],
)
def test_other_questions_ask_for_what_they_say(typed: str) -> None:
    assert job_asked(parse(typed)) is None


def test_what_is_ruled_out_is_not_searched() -> None:
    assert searched("work with numbers without being an accountant") == "work with numbers"
    assert searched("help people but not in healthcare") == "help people"
    assert searched("work outdoors but no heavy lifting") == "work outdoors"
    listed = "duties including but not limited to cleaning"
    assert searched(listed) == listed


@pytest.mark.parametrize(
    ("typed", "job"),
    [
        ("from waitress to nurse how hard is it", "nurse"),
        ("from cashier to accountant", "accountant"),
        ("i want to go from retail to being a paralegal", "paralegal"),
        ("moving from accounting into data science", "data science"),
        ("want to stop teaching and become a data analyst", "data analyst"),
        ("quit my office job to become a baker", "baker"),
    ],
)
def test_who_changes_jobs_asks_for_the_new_one(typed: str, job: str) -> None:
    asked = job_asked(parse(typed))
    assert asked is not None
    assert " ".join(asked.words) == job


def test_a_question_to_be_searched_exactly_stays() -> None:
    assert job_asked(parse("what does a paralegal do all day", verbatim=True)) is None
