"""Questions about AI: index.relevance.intents."""

from __future__ import annotations

import pytest

from index.query import parse
from index.relevance.intents import Aim, asks_of_own_job, clauses, intended, supposed
from index.text import STOP_WORDS


@pytest.mark.parametrize(
    ("typed", "aim", "about"),
    [
        ("which jobs will ChatGPT replace first", Aim.EXPOSED, ""),
        ("automation risk for radiologists", Aim.EXPOSED, "radiologists"),
        ("will AI replace accountants", Aim.EXPOSED, "accountants"),
        ("what can AI do for bookkeepers", Aim.EXPOSED, "bookkeepers"),
        ("robots replacing warehouse pickers", Aim.EXPOSED, "warehouse pickers"),
        ("will robots take over nursing", Aim.EXPOSED, "nursing"),
        ("physical jobs with no AI exposure", Aim.UNTOUCHED, "physical"),
        ("jobs safe from AI", Aim.UNTOUCHED, ""),
        ("tasks AI can't do", Aim.UNTOUCHED, ""),
        ("how is AI used by lawyers", Aim.USED, "lawyers"),
        ("claude usage in newsrooms", Aim.USED, "newsrooms"),
    ],
)
def test_a_question_about_ai_is_one(typed: str, aim: Aim, about: str) -> None:
    found = intended(parse(typed))
    assert found is not None
    assert found.aim is aim
    left = set(found.query.words) - set("how by for from in is with what can".split())
    assert left == set(about.split())


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ai",
        "artificial intelligence engineer",
        "AI translation of legal contracts",
        "machine learning",
        "automation engineer",
        "repair robots without damage",
        "use machines to replace worn parts",
        "risk assessment for automated systems",
        "assess the risk of fire",
        '"will ai replace me"',
    ],
)
def test_what_only_names_ai_or_machines_is_none(typed: str) -> None:
    assert intended(parse(typed)) is None


def test_searching_exactly_reads_no_question() -> None:
    assert intended(parse("will AI replace accountants", verbatim=True)) is None


def test_physical_jobs_are_a_kind_of_jobs() -> None:
    found = intended(parse("physical jobs with no AI exposure"))
    assert found is not None
    assert found.is_kind


def test_which_tasks_are_no_kind_of_tasks() -> None:
    found = intended(parse("which tasks of a software developer could an LLM do"))
    assert found is not None
    assert not found.is_kind


@pytest.mark.parametrize(
    ("typed", "aim", "about"),
    [
        ("wil chatgtp replace acountants", Aim.EXPOSED, "acountants"),
        ("artifical inteligence replacing lawyers", Aim.EXPOSED, "lawyers"),
        ("claud usage in newsrooms", Aim.USED, "newsrooms"),
    ],
)
def test_names_of_ai_are_known_with_a_letter_wrong(typed: str, aim: Aim, about: str) -> None:
    found = intended(parse(typed))
    assert found is not None
    assert found.aim is aim
    assert set(found.query.words) - {"in"} == {about}


@pytest.mark.parametrize("typed", ["card use by tellers", "artifical inteligence", "bart affects"])
def test_other_words_are_no_names_of_ai(typed: str) -> None:
    assert intended(parse(typed)) is None


@pytest.mark.parametrize(
    ("typed", "about"),
    [
        ("which parts of a paralegal's job could AI speed up", "paralegal"),
        ("AI jobs nursing", "nursing"),
        ("paralegal AI", "paralegal"),
        ("AI for real estate agents", "real estate agents"),
        ("how could ChatGPT speed up a translator's day", "translator"),
        ("could robots do a nurse's job", "nurse"),
        ("social worker AI", "social worker"),
        ("accountant chatgtp", "accountant"),
        ("how exposed are accountants", "accountants"),
        ("how exposed is my job", ""),
        ("how exposed am I", ""),
    ],
)
def test_a_question_about_ai_may_show_by_its_subject(typed: str, about: str) -> None:
    content = [
        " ".join(word for word in guess.intent.query.words if word not in STOP_WORDS)
        for guess in supposed(parse(typed))
    ]
    assert about in content


def test_a_word_of_questions_may_be_one_of_a_title() -> None:
    first, second = supposed(parse("parts salespersons and AI"))
    assert first.intent.query.words == ("parts", "salespersons", "and")
    assert second.intent.query.words == ("salespersons", "and")


@pytest.mark.parametrize(("typed", "may_be"), [("AI jobs nursing", True), ("ethics AI", False)])
def test_a_piece_of_a_title_is_enough_beside_jobs(typed: str, may_be: bool) -> None:
    assert {guess.may_be_part for guess in supposed(parse(typed))} == {may_be}


@pytest.mark.parametrize(
    "typed",
    [
        "ai",
        "ai jobs",
        "AI ethics",
        "AI engineer jobs",
        "train AI models",
        "automation engineer",
        "repair robots without damage",
        "how do welders use robots",
        "how exposed to dust are miners",
        "exposed to asbestos",
        '"paralegal AI"',
    ],
)
def test_what_ai_is_part_of_is_not_asked_about(typed: str) -> None:
    assert supposed(parse(typed)) == ()


def test_searching_exactly_supposes_nothing() -> None:
    assert supposed(parse("paralegal AI", verbatim=True)) == ()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (
            "could AI speed up a cook's job, and do people use it?",
            ["could ai speed up a cook job and", "do people use it"],
        ),
        ("will AI replace cooks? is it used?", ["will ai replace cooks", "is it used"]),
        ("what does a cook do, could AI help", ["what does a cook do", "could ai help"]),
        ("how do cooks use AI and is it safe", ["how do cooks use ai and", "is it safe"]),
        ("will AI replace cooks and waiters", []),
        ("which jobs, tasks and roles use AI", []),
        ("and could AI help", []),
        ('"could AI help" and is it used', []),
    ],
)
def test_a_question_may_have_several_clauses(typed: str, read: list[str]) -> None:
    assert [" ".join(clause.words) for clause in clauses(parse(typed))] == read


def test_only_the_last_clause_is_still_being_typed() -> None:
    first, last = clauses(parse("could AI help cooks and is it us"))
    assert (first.prefix, last.prefix) == (False, True)


@pytest.mark.parametrize(
    "typed", ["is my job safe", "is my job at risk from AI", "will my job be safe"]
)
def test_a_question_about_ones_own_job_names_none(typed: str) -> None:
    query = parse(typed)
    assert asks_of_own_job(query)
    assert [guess.intent.query.words for guess in supposed(query)][-1] == ()


@pytest.mark.parametrize(
    "typed", ["keep my job site safe", "is my job interesting", "safe", "will my job be a career"]
)
def test_other_words_about_a_job_are_no_such_question(typed: str) -> None:
    assert not asks_of_own_job(parse(typed))


def test_beside_ones_own_job_another_one_may_be_named() -> None:
    named = [guess.intent.query.words for guess in supposed(parse("is my job safe as a nurse"))]
    assert ("nurse",) in [words[-1:] for words in named]
