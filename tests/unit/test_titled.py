"""What is taken for a title, and whose it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.corpus import read
from index.engines.titled import Named, Titled, write
from index.lexicon.joints import Joints
from index.query import parse
from index.records.published import LayTitle, Occupation
from index.relevance.weights import FEW_TASKS
from tests.support import write_everything

NURSES, TEACHERS, COACHES, MODELS = "29-1141.00", "25-2031.00", "27-2022.00", "41-9012.00"
OFFICIAL = {
    NURSES: "Registered Nurses",
    TEACHERS: "Secondary School Teachers",
    COACHES: "Coaches and Scouts",
    MODELS: "Models",
}
LAY = [
    (NURSES, "Staff Nurse"),
    (NURSES, "Registered Nurse (RN)"),
    (TEACHERS, "Instructor"),
    (COACHES, "Instructor"),
    (TEACHERS, "High School Teacher"),
    (TEACHERS, "High School Teacher of English"),
    (TEACHERS, "High School Chemistry Teacher"),
    (TEACHERS, "Music Teacher"),
    (TEACHERS, "Art Teacher"),
    (COACHES, "High School Coach"),
    (MODELS, "Photography"),
    (NURSES, "Chief"),
    (MODELS, "Chief"),
    (MODELS, "Supermodel"),
]


@pytest.fixture(scope="module")
def titled(tmp_path_factory: pytest.TempPathFactory) -> Titled:
    folder = tmp_path_factory.mktemp("titles")
    write_everything(folder / "sources")
    read_in = read(folder / "sources")
    first = next(iter(read_in.tasks.values()))
    task = replace(first, occupation_code=NURSES, text="Use photography. Keep photography tidy.")
    written = replace(
        read_in,
        occupations={code: Occupation(code, title, "", None) for code, title in OFFICIAL.items()},
        lay_titles=tuple(LayTitle(code, title, None) for code, title in LAY),
        tasks={n: replace(task, task_id=n) for n in range(1, 10)},
        related=(),
        software=(),
    )
    write(written, folder, Joints([]))
    return Titled(folder)


def codes(named: Named | None) -> list[str]:
    return [] if named is None else [sorted(OFFICIAL)[number] for number in named.occupations]


@pytest.mark.parametrize(
    ("typed", "owners"),
    [
        ("registered nurses ", [NURSES]),
        ("Registered nurse ", [NURSES]),
        ("RN", [NURSES]),
        ("staff nurses ", [NURSES]),
        ("registered nur", [NURSES]),
        ("high school ch", []),  # a word is missing, and one title begins so: it shows nothing
        ("high school coa", [COACHES]),  # letters alone are missing
        ("high school ", [TEACHERS]),  # most who begin so, though it is no title
        ("school high ", []),
        ("instruc", [TEACHERS, COACHES]),
        ("photo", []),  # a word of its own
        ("pho", []),
        ("high school teach", [TEACHERS]),
        ("staff ", []),
        ("nurse registered", []),
        ("staff nurse or music teacher", [NURSES, TEACHERS]),
        ("staff nurses vs music teachers ", [NURSES, TEACHERS]),
        ("staff nurse or photography", []),
        ("staff nurse or juggler", []),
        ('"staff nurse"', []),
        ("staff nurse -school", []),
    ],
)
def test_a_title_is_known_by_its_words_their_forms_and_its_beginning(
    titled: Titled, typed: str, owners: list[str]
) -> None:
    assert codes(titled.named(parse(typed))) == owners


def test_what_only_lacks_letters_of_a_title_leads_as_the_title_does(titled: Titled) -> None:
    whole, begun = titled.named(parse("instructor")), titled.named(parse("instructo"))
    assert whole is not None
    assert whole.leads
    assert whole == begun


def test_one_word_that_begins_a_title_is_none_yet(titled: Titled) -> None:
    """It may begin a name in another language."""
    typed = ("instruc", "instructor", "registered nur", "registered nurse ", "high school ")
    assert [titled.is_title(parse(text)) for text in typed] == [False, True, True, True, False]


def test_all_owners_of_a_title_are_named(titled: Titled) -> None:
    named = titled.named(parse("instructor"))
    assert sorted(codes(named)) == sorted([TEACHERS, COACHES])
    assert named is not None
    assert not named.official


def test_exactly_as_typed_knows_no_other_forms(titled: Titled) -> None:
    assert codes(titled.named(parse("staff nurse", verbatim=True))) == [NURSES]
    assert titled.named(parse("staff nurses", verbatim=True)) is None


def test_a_title_that_is_also_what_statements_are_about_does_not_lead(titled: Titled) -> None:
    by_title = {
        text: titled.named(parse(text)) for text in ("photography", "staff nurse", "models")
    }
    assert {text: named and named.leads for text, named in by_title.items()} == {
        "photography": False,
        "staff nurse": True,
        "models": True,
    }


def test_who_has_no_tasks_is_not_meant_where_others_have_them(titled: Titled) -> None:
    """Nearly all of them are catch-alls: "doctor" is not first of all "Physicians, All Other"."""
    assert codes(titled.named(parse("chief"))) == [NURSES]
    assert codes(titled.named(parse("photography "))) == [MODELS]
    assert titled.prior[sorted(OFFICIAL).index(MODELS)] < 0


def test_a_query_ends_as_titles_do_if_many_titles_end_so(titled: Titled) -> None:
    """There is a "River Rat", but who wants to "get rid of rats" names no one."""
    assert titled.may_lead(parse("kind teacher "))
    assert titled.may_lead(parse("kind teachers "))
    assert not titled.may_lead(parse("call the chief "))


def test_a_query_that_begins_as_statements_do_tells_what_is_done(titled: Titled) -> None:
    assert titled.is_work(parse("use cameras "))
    assert not titled.is_work(parse("use teacher "))
    assert not titled.is_work(parse("photography "))
    assert not titled.is_work(parse(""))


def test_a_title_of_few_means_one_of_them_and_a_title_of_many_none() -> None:
    assert Named((), (1, 2, 3), leads=True).means_one
    assert not Named((), tuple(range(37)), leads=True).means_one
    assert not Named((), (1,), leads=False).means_one
    assert not Named((), (1, 2), leads=True, are_several=True).means_one


def test_what_lacks_whole_words_of_a_title_may_be_about_something_else(titled: Titled) -> None:
    """A "high school" is no teacher; "high school teach" is one, however many tasks have it."""
    some, half = titled.named(parse("high school")), titled.named(parse("high school teach"))
    assert some is not None
    assert half is not None
    assert (some.is_begun, half.is_begun) == (True, False)
    assert some.leads_before(FEW_TASKS - 1)
    assert not some.leads_before(FEW_TASKS)
    assert half.leads_before(FEW_TASKS)


def test_a_title_that_ends_in_another_one_says_who_as_well(titled: Titled) -> None:
    named = titled.named(parse("supermodel"))
    assert named is not None
    assert named.leads


def test_a_title_with_an_everyday_word_in_it_is_that_title(titled: Titled) -> None:
    # "bsn" stands for nurse, "lorry" for truck; no title here has that.
    named = titled.named(parse("staff bsn "))
    assert named is not None
    assert named == titled.named(parse("staff nurse "))
    assert titled.named(parse("staff lorry ")) is None
