"""A query that is a name of ESCO, in another language or in British English: the same of every
engine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index import Encyclopedia
from index.build import build
from index.engines.protocol import NameRead
from index.engines.setting import WHOOSH
from index.query import Correction, Query, parse
from tests.support import ART, FUN, write_everything

ENGINES = ("whoosh", pytest.param("opensearch", marks=pytest.mark.opensearch))
PATIENCE_MS = 60_000


@pytest.fixture(scope="module", params=ENGINES)
def small(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Encyclopedia]:
    setting = WHOOSH
    if request.param == "opensearch":
        setting = request.getfixturevalue("cluster").setting
    folder = tmp_path_factory.mktemp("named")
    write_everything(folder / "sources")
    build(folder / "sources", folder / "home", quiet=True, engine=setting)
    with Encyclopedia.open(folder / "home", search_budget_ms=PATIENCE_MS, engine=setting) as opened:
        yield opened


@pytest.mark.parametrize(
    "typed", ["Kunsttherapeutin", "kunsttherap", "arteterapeuta ", "artetrapeuta"]
)
def test_the_occupation_of_a_name_is_the_first_and_so_are_its_tasks(
    small: Encyclopedia, typed: str
) -> None:
    results = small.search(typed)
    assert results.occupations.hits[0].occupation_code == ART
    own = {task.task_id for task in small.occupation(ART).tasks}
    assert {hit.task_id for hit in results.tasks.hits[: len(own)]} == own
    assert [(one.occupation_code, one.occupation_title) for one in results.read_as] == [
        (ART, "Art Therapists")
    ]
    assert results.corrections == ()
    assert results.dropped == ()
    assert results.query.text == typed


def test_the_name_and_its_language_are_told(small: Encyclopedia) -> None:
    (read,) = small.search("animadora").read_as
    assert read == NameRead("es", "animadora", FUN, "Recreational Therapists")


def test_an_english_name_of_esco_leads_to_its_occupation_too(small: Encyclopedia) -> None:
    for typed in ("healing arts facilitator", "Healing Arts Facilitators ", "healing arts facil"):
        results = small.search(typed)
        (read,) = results.read_as
        assert read == NameRead("en", "healing arts facilitator", ART, "Art Therapists")
        assert results.occupations.hits[0].occupation_code == ART
        own = {task.task_id for task in small.occupation(ART).tasks}
        assert {hit.task_id for hit in results.tasks.hits[: len(own)]} == own
    for typed in ("cheerer", "cheerer jobs", "cheerer duties", "how much do cheerers earn"):
        assert [one.occupation_code for one in small.search(typed).read_as] == [FUN]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("cheerer salary", FUN),
        ("are cheerers well paid?", FUN),
        ("average pay of healing arts facilitators", ART),
        ("is kunsttherapeut well paid", ART),
        ("kunsttherapeutin salary", ART),
    ],
)
def test_words_about_pay_around_a_name_leave_the_name(
    small: Encyclopedia, typed: str, code: str
) -> None:
    results = small.search(typed)
    assert [one.occupation_code for one in results.read_as] == [code]
    assert (results.named, results.occupations.hits[0].occupation_code) == (code, code)
    assert results.dropped == ()


def test_words_about_pay_around_a_title_of_onet_leave_the_title(small: Encyclopedia) -> None:
    for typed in ("art therapist salary", "are art therapists well paid"):
        results = small.search(typed)
        assert (results.named, results.read_as, results.dropped) == (ART, (), ())


@pytest.mark.parametrize(
    ("typed", "language", "code"),
    [
        ("will AI replace cheerers?", "en", FUN),
        ("cheerer ai", "en", FUN),
        ("will AI replace Kunsttherapeuten", "de", ART),
        ("kunsttherapeut chatgpt", "de", ART),
        ("could AI help a cheerer, and do people use it?", "en", FUN),
    ],
)
def test_a_question_about_ai_is_about_the_occupation_of_a_name(
    small: Encyclopedia, typed: str, language: str, code: str
) -> None:
    results = small.search(typed)
    (read,) = results.read_as
    assert (read.language, read.occupation_code) == (language, code)
    told = f"Read as a question about AI: tasks of {read.occupation_title}, the ones"
    assert results.understood.startswith(told)
    assert results.named == code
    assert {hit.occupation_code for hit in results.tasks.hits} == {code}
    assert results.tasks.total == len(small.occupation(code).tasks)


def test_no_word_of_an_english_name_is_replaced_in_silence(small: Encyclopedia) -> None:
    for typed in ("recreatoinal cheerer", "recreatoinal chee"):
        results = small.search(typed)
        assert [one.name for one in results.read_as] == ["recreatoinal cheerer"]
        assert results.corrections == (Correction("recreatoinal", "recreational"),)


def test_filters_kinds_and_pages_hold_as_for_any_query(small: Encyclopedia) -> None:
    exposed = small.search("kunsttherapeut", exposure=["E2"])
    assert {hit.exposure for hit in exposed.tasks.hits} == {"E2"}
    assert exposed.tasks.total == small.search("kunsttherapeut").facets["exposure"]["E2"]
    jobs = small.search("kunsttherapeut", kind="occupation", size=1)
    assert [hit.occupation_code for hit in jobs.occupations.hits] == [ART]
    assert jobs.tasks.total == 0


@pytest.mark.parametrize(
    "typed",
    ["art therapists", "lead games", "kunsttherapeut games", '"kunsttherapeut"', "photoshop"],
)
def test_english_stays_english(small: Encyclopedia, typed: str) -> None:
    assert small.search(typed).read_as == ()


def test_searched_exactly_a_name_is_only_a_word(small: Encyclopedia) -> None:
    results = small.search("kunsttherapeut", verbatim=True)
    assert results.read_as == ()
    assert results.tasks.total == 0


def test_completions_are_of_the_occupation_that_is_named(small: Encyclopedia) -> None:
    assert small.suggest("kunsttherap")[0] == "Art Therapists"


def test_the_engine_says_what_is_english(small: Encyclopedia) -> None:
    engine = small.engine
    assert engine is not None
    assert engine.standing("games", unfinished=False) == "onet"
    assert engine.standing("gam", unfinished=True) == "onet"
    assert engine.standing("game", unfinished=True, names=100) == "onet"
    assert engine.standing("artw", unfinished=True, names=100) == "unknown"
    assert engine.standing("kunsttherapeut", unfinished=False) == "unknown"
    assert engine.standing("artwrok", unfinished=False) == "unknown"
    assert engine.standing("artwrok", unfinished=False, misspelt=True) == "english"
    assert [engine.is_title(each) for each in titles()] == [True, True, False]


def test_what_onet_calls_a_job_is_no_name_of_esco(small: Encyclopedia) -> None:
    for typed in ("art therapist", "recreational therapist", "healing arts", "arts facilitator"):
        assert small.search(typed).read_as == ()
    assert small.search("healing arts facilitator", verbatim=True).read_as == ()


def titles() -> list[Query]:
    return [parse("Art Therapists"), parse("art therapist "), parse("kunsttherapeut")]
