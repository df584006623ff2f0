"""What every SearchEngine must do, on the sample and on the full data.

Behaviour only, never scores: how an engine ranks is measured elsewhere. What is right is worked out
by brute force from the catalogue, or from what the engine says to simpler queries.
"""

from __future__ import annotations

import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from index import Encyclopedia
from index.build import build
from index.engines.deadline import Deadline
from index.engines.protocol import (
    ActivityHit,
    Hits,
    OccupationHit,
    Results,
    SearchEngine,
    Spans,
    TaskHit,
    with_corrections,
)
from index.engines.setting import WHOOSH
from index.engines.whoosh import WhooshEngine
from index.engines.whoosh.tasks import TaskSearch
from index.errors import EngineError, QueryError
from index.query import FILTERS, KINDS, MAX_SIZE, MAX_WORDS, SORTS, Correction, Query, Sort, parse
from index.records.entries import SoftwareHits
from index.records.terms import Kind
from index.relevance.lay_words import LAY_WORDS
from index.relevance.phrases import PHRASES
from index.relevance.rewording import reworded
from index.relevance.stems import stem
from index.relevance.weights import FIRST_TASKS
from index.text import tokens, words
from tests.spelling import spellings
from tests.support import ART, DWA, FUN, write_everything, write_onet

PATIENCE_MS = 60_000
"""What a search may take here: an answer must not depend on how busy the machine is."""
ENGINES = ("whoosh", pytest.param("opensearch", marks=pytest.mark.opensearch))
ENOUGH = 10
"""From so many tasks with all words on, nothing is relaxed."""
BETA = {"E0": 0.0, "E1": 1.0, "E2": 0.5}

# Words that an engine may make optional without saying so: they are never what is looked for.
FUNCTION_WORDS = frozenset(
    """about after against along also among another around because been before behind being between
    both cannot could does doing during each either every following from have having here including
    into itself more most must neither other others over rather same should since some such than
    that their them then there these they this those through toward under until upon used uses using
    various very were what when where whether which while whose will with within without would
    your""".split()
)

hypothesis = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])

NUMBER = st.integers(0, 99_999)

Item = TypeVar("Item")


def pick(items: Sequence[Item], number: int) -> Item:
    """One of the items. The vocabulary is not known when strategies are made, numbers are."""
    return items[number * 7919 % len(items)]


@dataclass(frozen=True)
class Facts:
    """What the catalogue says of a task, as far as it can be filtered and sorted by."""

    text: str
    values: Mapping[str, str]
    """Filter → value."""
    keys: Mapping[Sort, Any]
    """Sort order → what it sorts by, lowest first; None goes last."""


class Subject:
    """An engine, and what is known of the documents in it."""

    def __init__(self, open_: Callable[[], SearchEngine], encyclopedia: Encyclopedia) -> None:
        self.open = open_
        self.engine = open_()
        self.encyclopedia = encyclopedia
        self._found: dict[tuple[str, Kind], list[Any]] = {}

    def search(self, text: str, **parameters: Any) -> Results:  # noqa: ANN401
        return self.engine.search(parse(text, **parameters))

    def hits(self, text: str, kind: Kind = "task", **parameters: Any) -> list[Any]:  # noqa: ANN401
        """All hits of one kind; of tasks those that were found by words."""
        found = self.listed(text, kind, **parameters)
        return [hit for hit in found if kind != "task" or hit.by == "words"]

    def listed(self, text: str, kind: Kind, **parameters: Any) -> list[Any]:  # noqa: ANN401
        """All hits of one kind, page by page, those related by meaning among them."""
        found: list[Any] = []
        for page in range(1, 500):
            results = self.search(text, kind=kind, page=page, size=MAX_SIZE, **parameters)
            hits = of_kind(results, kind).hits
            found += hits
            if len(hits) < MAX_SIZE:
                break
        return found

    def ids(self, text: str, kind: Kind = "task") -> list[Any]:
        """Ids of all hits, searched exactly as typed."""
        if (text, kind) not in self._found:
            hits = self.hits(text, kind, verbatim=True)
            self._found[text, kind] = [id_of(hit) for hit in hits]
        return self._found[text, kind]

    @cached_property
    def tasks(self) -> Mapping[int, Facts]:
        return dict(facts_of(self.encyclopedia))

    @cached_property
    def written(self) -> Mapping[int, tuple[str, ...]]:
        """Task → the words of its statement."""
        return {task_id: tuple(words(facts.text)) for task_id, facts in self.tasks.items()}

    @cached_property
    def holders(self) -> Mapping[str, set[int]]:
        """Word → the tasks whose statements hold it."""
        holders: dict[str, set[int]] = defaultdict(set)
        for task_id, written in self.written.items():
            for word in written:
                holders[word].add(task_id)
        return holders

    def standing(self, word: str, kind: Kind) -> set[Any]:
        """What holds a word: of statements by the words themselves, else by what is found."""
        if kind == "task":
            return self.holders.get(word, set())
        return set(self.ids(f"{word} ", kind))

    @cached_property
    def common(self) -> list[str]:
        """Those of the telling words that an engine has no reason to read as something else."""
        return [word for word in self.telling if len(self.holders[word]) >= ENOUGH // 3]

    @cached_property
    def telling(self) -> list[str]:
        """Words to search for: neither function words nor so common that paging takes long."""
        most = max(300, len(self.tasks) // 50)
        return sorted(
            word
            for word, holders in self.holders.items()
            if len(word) >= 4
            and word.isalpha()
            and word not in FUNCTION_WORDS
            and len(holders) <= most
        )


def facts_of(encyclopedia: Encyclopedia) -> Iterator[tuple[int, Facts]]:
    for summary in encyclopedia.occupations():
        entry = encyclopedia.occupation(summary.code)
        zone = entry.occupation.job_zone
        for task in entry.tasks:
            importance = task.importance
            band = "unrated"
            if importance is not None:
                band = "4-5" if importance >= 4 else "3-4" if importance >= 3 else "1-3"
            share, relevance = task.latest_share_percent, task.relevance_percent
            yield (
                task.task_id,
                Facts(
                    text=task.text,
                    values={
                        "exposure": task.exposure or "unlabelled",
                        "human": task.human_exposure or "unlabelled",
                        "type": task.type or "untyped",
                        "group": summary.code[:2],
                        "zone": "none" if zone is None else str(zone),
                        "used": "yes" if task.observed else "no",
                        "importance": band,
                        "rated_by": "unrated"
                        if importance is None and task.relevance_percent is None
                        else task.rated_by or "unknown",
                        "occupation": summary.code,
                    },
                    keys={
                        "importance": None if importance is None else -importance,
                        "relevance": None if relevance is None else -relevance,
                        "exposure": -BETA[task.exposure] if task.exposure else None,
                        "use": None if share is None else -share,
                        "occupation": task.occupation_title,
                    },
                ),
            )


def of_kind(results: Results, kind: Kind) -> Hits[Any]:
    found: Mapping[Kind, Hits[Any]] = {
        "task": results.tasks,
        "occupation": results.occupations,
        "activity": results.activities,
    }
    return found[kind]


def id_of(hit: TaskHit | OccupationHit | ActivityHit) -> int | str:
    if isinstance(hit, TaskHit):
        return hit.task_id
    return hit.occupation_code if isinstance(hit, OccupationHit) else hit.activity_id


DATA = ("sample", pytest.param("full", marks=pytest.mark.full))


@pytest.fixture(scope="session", params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session", params=DATA)
def subject(request: pytest.FixtureRequest, engine_name: str) -> Iterator[Subject]:
    """The engine over a release that was built for it, and the release's catalogue."""
    setting = WHOOSH
    home: Path
    if engine_name == "opensearch":
        home = request.getfixturevalue(f"{request.param}_cluster_home")
        setting = request.getfixturevalue("cluster").setting
    else:
        home = request.getfixturevalue(f"{request.param}_home")

    def opened() -> Encyclopedia:
        return Encyclopedia.open(home, search_budget_ms=PATIENCE_MS, engine=setting)

    def engine() -> SearchEngine:
        found = opened().engine
        assert found is not None
        return found

    with opened() as encyclopedia:
        made = Subject(engine, encyclopedia)
        yield made
        made.engine.close()


# --- words ---------------------------------------------------------------------------------------


def test_the_engine_is_ready(subject: Subject) -> None:
    assert subject.engine.ready()


def test_every_spelling_finds_the_same_in_the_same_order(subject: Subject) -> None:
    pairs = spellings(subject.encyclopedia)
    assert pairs
    for spelt in random.Random(1).sample(pairs, min(40, len(pairs))):
        for end in ("", " "):
            first, *others = (subject.search(one + end) for one in spelt)
            for other in others:
                for kind in KINDS:
                    assert [*map(id_of, of_kind(other, kind).hits)] == [
                        *map(id_of, of_kind(first, kind).hits)
                    ], (spelt, kind)
                assert (other.tasks.total, other.facets) == (first.tasks.total, first.facets)


def test_a_word_in_two_spellings_is_marked_in_both(subject: Subject) -> None:
    """What stands together and is searched apart is marked as a whole, where it stands."""
    for spelt in random.Random(2).sample(
        pairs := spellings(subject.encyclopedia), min(10, len(pairs))
    ):
        for hit in subject.search(f"{spelt[-1]} ").tasks.hits:
            assert [*hit.spans] == sorted(hit.spans)
            marked = {hit.text[start:end].lower() for start, end in hit.spans}
            assert not any("\u00ad" in word or " " in word for word in marked)
            assert "\u00ad" not in hit.text


def test_a_finished_word_finds_every_statement_that_holds_it(subject: Subject) -> None:
    for word in random.Random(1).sample(subject.telling, 50):
        assert subject.holders[word] <= set(subject.ids(f"{word} ")), word


def test_a_finished_word_finds_no_longer_words(subject: Subject) -> None:
    assert subject.ids("ther")
    assert subject.ids("ther ") == []


@hypothesis
@given(number=NUMBER, length=st.integers(3, 12))
def test_an_unfinished_word_finds_all_words_that_begin_so(
    subject: Subject, number: int, length: int
) -> None:
    prefix = pick(subject.telling, number)[:length]
    beginning = [held for other, held in subject.holders.items() if other.startswith(prefix)]
    holders = set.union(*beginning)
    found = set(subject.ids(prefix))
    assert holders <= found
    if len(holders) >= ENOUGH:
        # Beyond these, no more than what it finds as a word of its own.
        assert found <= holders | set(subject.ids(f"{prefix} "))


def test_only_the_last_word_can_be_unfinished(subject: Subject) -> None:
    # "cli" is no word of any statement, but many begin so.
    assert subject.ids("cli")
    assert set(subject.ids("cli therapy ")) <= set(subject.ids("therapy "))
    assert set(subject.ids("therapy cli")) & set(subject.ids("cli"))


@hypothesis
@given(numbers=st.lists(NUMBER, min_size=2, max_size=4))
def test_statements_with_all_words_come_first_and_what_was_relaxed_is_said(
    subject: Subject, numbers: list[int]
) -> None:
    drawn = list(dict.fromkeys(pick(subject.common, number) for number in numbers))
    text = " ".join(drawn) + " "
    found = subject.ids(text)
    dropped = subject.search(text, verbatim=True).dropped
    full = set.intersection(*(set(subject.ids(f"{word} ")) for word in drawn))
    assert set(found[: len(full)]) == full
    assert set(found) <= set.union(*(set(subject.ids(f"{word} ")) for word in drawn))
    assert set(dropped) <= set(drawn)
    # What is not said to be dropped is in every one of the first hits.
    for word in set(drawn) - set(dropped):
        assert set(found[:ENOUGH]) <= set(subject.ids(f"{word} ")), word
    if len(full) >= ENOUGH:
        assert (dropped, len(found)) == ((), len(full))
    if len(found) > len(full):
        assert dropped


@hypothesis
@given(number=NUMBER)
def test_words_are_dropped_only_if_too_few_statements_have_them_all(
    subject: Subject, number: int
) -> None:
    written = pick(list(subject.written.values()), number)
    chosen = [word for word in dict.fromkeys(written) if word in subject.telling][:3]
    results = subject.search(" ".join(chosen) + " ", verbatim=True)
    if results.dropped:
        assert len(set.intersection(*(set(subject.ids(f"{w} ")) for w in chosen))) < ENOUGH


@hypothesis
@given(numbers=st.lists(NUMBER, min_size=2, max_size=4))
def test_a_hit_says_which_words_it_lacks(subject: Subject, numbers: list[int]) -> None:
    drawn = list(dict.fromkeys(pick(subject.common, number) for number in numbers))
    results = subject.search(" ".join(drawn) + " ", size=MAX_SIZE, verbatim=True)
    for hit in results.tasks.hits:
        assert set(hit.missing) == {
            word for word in results.dropped if hit.task_id not in set(subject.ids(f"{word} "))
        }
        assert not set(hit.missing) & set(subject.written[hit.task_id])


def test_function_words_alone_still_find_something(subject: Subject) -> None:
    for text in ("the ", "of the ", "to ", "and or "):
        assert subject.search(text).tasks.total > 0, text


def test_case_accents_and_apostrophes_make_no_difference(subject: Subject) -> None:
    plain = subject.ids("client's therapy ")
    assert plain
    for same in ("CLIENT’S Therapy ", "Client´s thérapy ", "client's\tTHERAPY\n"):
        assert subject.ids(same) == plain, same


# --- typing errors, ids and codes ----------------------------------------------------------------


def misspell(word: str, place: int, how: str) -> str:
    """One edit, of anything but the first letter."""
    place = 1 + place % (len(word) - 2)
    if how == "swap":
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    put = {"leave out": "", "put in": f"x{word[place]}", "replace": "x"}[how]
    return word[:place] + put + word[place + 1 :]


@hypothesis
@given(
    number=NUMBER,
    place=st.integers(0, 20),
    how=st.sampled_from(("swap", "leave out", "put in", "replace")),
)
def test_a_typing_error_is_corrected_and_labelled(
    subject: Subject, number: int, place: int, how: str
) -> None:
    typed = misspell(pick([w for w in subject.telling if len(w) >= 6], number), place, how)
    as_typed = subject.search(f"{typed} ", verbatim=True)
    results = subject.search(f"{typed} ", size=MAX_SIZE)
    assert any(of_kind(results, kind).total for kind in KINDS)
    if not results.corrections:
        assert as_typed.tasks.total <= results.tasks.total
        return
    # Where statements hold the very word that was typed, it was meant; a stem is no word.
    assert typed not in subject.holders
    (correction,) = results.corrections
    assert correction.typed == typed
    assert correction.searched != typed
    meant = subject.search(f"{correction.searched} ", size=MAX_SIZE)
    assert meant.corrections == ()
    assert what_was_found(results) == what_was_found(meant)


def what_was_found(results: Results) -> Results:
    # Whose title a query may be, and whose product, is told of what was typed alone.
    return replace(results, query=parse(""), corrections=(), may_name=(), software=SoftwareHits())


PHRASED = sorted({" ".join(typed) for typed in PHRASES})


@settings(hypothesis, max_examples=60)
@given(
    numbers=st.lists(NUMBER, min_size=1, max_size=3),
    how=st.sampled_from(("swap", "leave out", "put in", "replace")),
    ending=st.sampled_from(("", " ")),
)
@example(numbers=[0], how="swap", ending=" ")
def test_a_correction_gives_exactly_what_the_corrected_words_give(
    subject: Subject, numbers: list[int], how: str, ending: str
) -> None:
    """Whichever words: everyday ones, and those that O*NET has other words for, as well."""
    first, *others = numbers
    pools: tuple[Sequence[str], ...] = (sorted(subject.holders), PHRASED, sorted(LAY_WORDS))
    drawn = [pick(pick(pools, first), first), *(pick(sorted(subject.holders), n) for n in others)]
    right = words(" ".join(drawn))[:MAX_WORDS]
    place = first % len(right)
    typed = list(right)
    if len(right[place]) >= 4:
        typed[place] = misspell(right[place], first, how)
    finds_what_its_correction_finds(subject, " ".join(typed) + ending)


@pytest.mark.parametrize(
    "typed", ["thme ", "other ohter", "durnig during ", "cut the grass membxrs populations "]
)
def test_a_correction_to_a_function_word_or_to_talk_gives_what_that_gives(
    subject: Subject, typed: str
) -> None:
    finds_what_its_correction_finds(subject, typed)


def finds_what_its_correction_finds(subject: Subject, typed: str) -> None:
    query = parse(typed)
    results = subject.encyclopedia.answer(query)
    corrected = " ".join(with_corrections(query, results.corrections).words)
    # What stands for something else is whole: "app" is a software application, and no beginning.
    endings = (" ",) if typed.endswith(" ") else ("", " ")
    # Whether it is a sentence, from which talk is left out, is told by what was typed.
    meant = (replace(parse(corrected + ending), text=query.text) for ending in endings)
    assert what_was_found(results) in [
        what_was_found(subject.encyclopedia.answer(each)) for each in meant
    ]


def test_a_release_of_one_occupation_can_be_searched(tmp_path: Path) -> None:
    write_onet(
        tmp_path / "sources",
        [(1, ART, "Paint fences with clients.")],
        occupations={ART: "Art Therapists"},
    )
    build(tmp_path / "sources", tmp_path / "home", quiet=True)
    with Encyclopedia.open(tmp_path / "home", search_budget_ms=PATIENCE_MS) as smallest:
        for query in ("art", "art therapists", "fences clients", "therapists of art"):
            found = smallest.search(query)
            assert [hit.task_id for hit in found.tasks.hits] == [1]


def test_words_that_are_a_phrase_once_corrected_are_searched_as_one(tmp_path: Path) -> None:
    """A spread sheet is a spreadsheet, and a spraed sheet is one as well."""
    statements = [(1, ART, "Spread glue on sheets."), (2, ART, "Keep spreadsheets.")]
    write_onet(tmp_path / "sources", statements)
    build(tmp_path / "sources", tmp_path / "home", quiet=True)
    with Encyclopedia.open(tmp_path / "home", search_budget_ms=PATIENCE_MS) as small:
        right, wrong = small.search("spread sheets "), small.search("spraed sheets ")
    assert [hit.task_id for hit in right.tasks.hits] == [2]
    assert what_was_found(wrong) == what_was_found(right)
    assert wrong.corrections == (
        Correction("spraed", "spread"),
        Correction("spread sheets", "spreadsheets"),
    )


def test_a_product_that_is_named_once_corrected_is_found(tmp_path: Path) -> None:
    write_everything(tmp_path / "sources")
    statements = tmp_path / "sources/onet/db_30_3_text/Task Statements.txt"
    told = statements.read_text(encoding="utf-8")
    statements.write_text(
        told.replace("Lead games.", "Count in Microsoft Excel."), encoding="utf-8", newline=""
    )
    build(tmp_path / "sources", tmp_path / "home", quiet=True)
    with Encyclopedia.open(tmp_path / "home", search_budget_ms=PATIENCE_MS) as small:
        right, wrong = small.search("microsoft excel "), small.search("micorsoft excel ")
    assert right.software.total == 1
    assert wrong.corrections == (Correction("micorsoft", "microsoft"),)
    assert what_was_found(wrong) == what_was_found(right)


def test_a_name_is_not_a_slip_of_the_pen_and_not_like_any_other_word(subject: Subject) -> None:
    word = next(word for word in subject.telling if len(word) >= 8)
    slipped = f"{word[:4]}x{word[4:]}"
    corrected = subject.search(f"{slipped} ")
    assert corrected.corrections
    assert corrected.tasks.total
    named = subject.engine.search(replace(parse(f"{slipped} "), as_spelt=True))
    assert named.corrections == ()
    assert (named.tasks.total, named.occupations.total, named.activities.total) == (0, 0, 0)


def test_a_word_that_names_software_leads_to_those_who_use_it(subject: Subject) -> None:
    code = next(
        each.code for each in subject.encyclopedia.occupations() if each.task_count > ENOUGH
    )
    query = replace(parse("zqxvk "), uses={"zqxvk": {code: 1.0, "99-9999.00": 0.5}})
    results = subject.engine.search(query)
    assert results.corrections == ()
    assert [hit.occupation_code for hit in results.occupations.hits] == [code]
    assert {hit.occupation_code for hit in results.tasks.hits} == {code}
    assert results.tasks.total == len(subject.encyclopedia.occupation(code).tasks)


def test_what_software_is_for_tells_the_tasks_of_its_users_apart(subject: Subject) -> None:
    code = next(
        each.code for each in subject.encyclopedia.occupations() if each.task_count > ENOUGH
    )
    texts = [task.text for task in subject.encyclopedia.occupation(code).tasks]
    own = {stem(word) for text in texts for word in words(text)}
    others = [word for word in subject.telling if stem(word) not in own]
    asked = parse("zqxvk ", kind="task", size=MAX_SIZE)
    its_own = replace(asked, uses={"zqxvk": {code: 1.0}})
    # Where others use it more, theirs are the first of all tasks that are found.
    more = dict.fromkeys((each.code for each in subject.encyclopedia.occupations()), 1.0)
    behind_others = replace(
        asked, uses={"zqxvk": {**more, code: 0.1}}, filters={"occupation": (code,)}
    )

    def order(asked: Query) -> list[int]:
        return [hit.task_id for hit in subject.engine.search(asked).tasks.hits]

    for query in (its_own, behind_others):
        orders = [order(replace(query, beside=(word,))) for word in others[:20]]
        assert all(sorted(each) == sorted(order(query)) for each in orders)
        assert any(each != order(query) for each in orders)


def test_what_is_known_is_never_corrected(subject: Subject) -> None:
    for word in random.Random(2).sample(subject.telling, 50):
        assert subject.search(f"{word} ").corrections == (), word
        assert subject.search(word[:4]).corrections == (), word[:4]


def test_short_words_are_never_corrected(subject: Subject) -> None:
    for word in ("arx", "atr", "plxn", "x", "zq"):
        assert subject.search(f"{word} ").corrections == (), word


def test_a_word_misspelt_among_others_is_the_only_one_corrected(subject: Subject) -> None:
    results = subject.search("art theraphy sessions ")
    (correction,) = results.corrections
    assert (correction.typed, correction.searched) == ("theraphy", "therapy")
    assert results.query.text == "art theraphy sessions "
    meant = subject.search("art therapy sessions ")
    assert [hit.task_id for hit in results.tasks.hits] == [h.task_id for h in meant.tasks.hits]


def test_where_few_words_tell_one_of_the_first_tasks_is_of_the_first_occupation(
    subject: Subject,
) -> None:
    checked = 0
    for word in random.Random(5).sample(subject.common, min(25, len(subject.common))):
        text = f"{word} "
        results = subject.search(text)
        if subject.engine.is_title(parse(text)) or not results.occupations.hits:
            continue
        code = results.occupations.hits[0].occupation_code
        own = subject.search(f"{text} occupation:{code}", kind="task").tasks
        if own.total and results.tasks.listed >= FIRST_TASKS:
            of_first = [
                {hit.occupation_code, *(each.occupation_code for each in hit.same)}
                for hit in results.tasks.hits[:FIRST_TASKS]
            ]
            assert any(code in codes for codes in of_first), word
            checked += 1
    assert checked


def test_pages_of_few_words_hold_every_task_once(subject: Subject) -> None:
    for word in random.Random(6).sample(subject.common, 5):
        listed = [
            hit.task_id
            for page in range(1, 5)
            for hit in subject.search(f"{word} ", kind="task", page=page, size=10).tasks.hits
        ]
        expected = subject.search(f"{word} ", kind="task", size=40).tasks.hits
        assert set(listed) == {hit.task_id for hit in expected}, word
        assert len(listed) == len(set(listed)), word


def test_the_id_of_a_task_leads_to_it(subject: Subject) -> None:
    for text in ("19156", "task-19156", "Task 19156", "task #19156", " TASK-19156 "):
        results = subject.search(text)
        assert results.tasks.hits[0].task_id == 19156, text
        assert len({hit.task_id for hit in results.tasks.hits}) == len(results.tasks.hits)


def test_the_code_of_an_occupation_leads_to_its_tasks(subject: Subject) -> None:
    of_it = {
        task_id
        for task_id, facts in subject.tasks.items()
        if facts.values["occupation"] == "29-1129.01"
    }
    assert of_it
    for text in ("29-1129.01", "occupation:29-1129.01"):
        assert {hit.task_id for hit in subject.hits(text)} == of_it, text


def test_a_title_names_its_occupation_whatever_kind_is_wanted(subject: Subject) -> None:
    for text in ("art therapist", "Art Therapists "):
        assert subject.search(text).named == "29-1129.01", text
        assert subject.search(text, kind="task").named == "29-1129.01", text
    for text in ("", "therapy ", "art ", '"art therapist"'):
        assert subject.search(text).named is None, text


# --- marks ---------------------------------------------------------------------------------------


def marked_texts(results: Results) -> Iterator[tuple[Kind, str, Spans]]:
    for task in results.tasks.hits:
        if task.by == "words":
            yield "task", task.text, task.spans
    for occupation in results.occupations.hits:
        yield "occupation", occupation.title, occupation.spans
        yield "occupation", occupation.lay_title or "", occupation.lay_title_spans
    for activity in results.activities.hits:
        yield "activity", activity.title, activity.spans


def begins_alike(one: str, other: str) -> bool:
    return one[:3] == other[: len(one[:3])] or other[:3] == one[: len(other[:3])]


def assert_marks_are_right(subject: Subject, results: Results) -> None:
    query, others = reworded(results.query)
    corrections = [each for each in results.corrections if each not in others]
    typed = {word for correction in corrections for word in words(correction.typed)}
    sought = {*query.words, *(word for phrase in query.phrases for word in phrase)} - typed
    corrected = {word for correction in results.corrections for word in words(correction.searched)}
    corrected |= {other for word in sought for other in LAY_WORDS.get(word, ())}
    halves = {word[place:] for word in sought for place in range(2, len(word))}
    for kind, text, spans in marked_texts(results):
        told = (query.text, text, spans)
        before = 0
        for start, end in spans:
            assert before <= start < end <= len(text), told
            before = end
            # A mark begins where a word begins (or the second half of one that is searched apart),
            # and what it marks is a form of a word sought: it begins like it, or (feet for foot,
            # repair for fix) is found wherever it stands.
            if text[start - 1 : start].isalnum():
                (token,) = (each for each in tokens(text) if each.start < start < each.end)
                first, second = text[token.start : start], text[start : token.end]
                apart, joined = f"{first} {second} ", f"{first}{second} "
                assert subject.ids(apart, kind) == subject.ids(joined, kind), told
            (written,) = words(text[start:end])
            assert any(begins_alike(written, word) for word in sought | corrected | halves) or any(
                subject.standing(written, kind) <= set(subject.ids(f"{word} ", kind))
                for word in sought | corrected
            ), (*told, written)
        for token in tokens(text):
            if token.word in sought:
                marked = {place for start, end in spans for place in range(start, end)}
                assert marked.issuperset(range(token.start, token.end)), (*told, token)


@hypothesis
@given(numbers=st.lists(NUMBER, min_size=1, max_size=4), length=st.integers(4, 80))
def test_marks_are_matched_words_and_only_those(
    subject: Subject, numbers: list[int], length: int
) -> None:
    text = " ".join(pick(subject.telling, number) for number in numbers)[:length]
    for kind in (None, "occupation", "activity"):
        assert_marks_are_right(subject, subject.search(text, kind=kind))


def test_marks_are_right_in_statements_found_by_a_phrase(subject: Subject) -> None:
    results = subject.search('"art therapy" sessions')
    assert results.tasks.total
    assert_marks_are_right(subject, results)


# --- kinds and pages -----------------------------------------------------------------------------


def test_one_answer_holds_all_kinds(subject: Subject) -> None:
    results = subject.search("therapists")
    assert results.occupations.total >= 2
    assert all("Therapists" in hit.title for hit in results.occupations.hits)
    assert results.tasks.total > 0
    if subject.encyclopedia.release.activity_count:
        assert subject.search("therapy").activities.total > 0


def test_beside_tasks_stand_no_more_than_three_of_each_other_kind(subject: Subject) -> None:
    for text in ("t", "therapists", "art ", "a"):
        results = subject.search(text, size=5)
        assert len(results.tasks.hits) == min(5, results.tasks.total)
        for kind in ("occupation", "activity"):
            hits = of_kind(results, kind)
            assert len(hits.hits) == min(3, hits.total), (text, kind)


def test_one_kind_wanted_is_the_only_one_and_has_the_same_total(subject: Subject) -> None:
    for text in ("t", "art ", "therapists", "plan"):
        everything = subject.search(text)
        for kind in KINDS:
            results = subject.search(text, kind=kind)
            assert of_kind(results, kind).total == of_kind(everything, kind).total, (text, kind)
            others = [of_kind(results, other) for other in KINDS if other != kind]
            assert all(hits == Hits() for hits in others)


@hypothesis
@given(
    numbers=st.lists(NUMBER, min_size=1, max_size=3),
    ending=st.sampled_from(("", " ")),
    kind=st.sampled_from(KINDS),
    sort=st.sampled_from(SORTS),
    size=st.integers(1, 60),
)
def test_pages_neither_repeat_nor_leave_out(
    subject: Subject, numbers: list[int], ending: str, kind: Kind, sort: Sort, size: int
) -> None:
    text = " ".join(pick(subject.telling, number) for number in numbers) + ending
    total = of_kind(subject.search(text, kind=kind, sort=sort), kind).listed
    found: list[int | str] = []
    for page in range(1, min(10, -(-total // size)) + 1):
        results = subject.search(text, kind=kind, sort=sort, page=page, size=size)
        hits = of_kind(results, kind)
        assert hits.listed == total
        assert len(hits.hits) == min(size, total - len(found))
        found += [id_of(hit) for hit in hits.hits]
    assert len(set(found)) == len(found)
    everything = [id_of(hit) for hit in subject.listed(text, kind, sort=sort)]
    assert len(everything) == total
    if kind == "task" and sort == "best":  # what repeats a statement is none of the first three
        firsts = first_of_each_statement(subject, found)
        assert firsts == first_of_each_statement(subject, everything)[: len(firsts)]
    else:
        assert found == everything[: len(found)]


def first_of_each_statement(subject: Subject, task_ids: Sequence[Any]) -> list[int]:
    firsts: dict[tuple[str, ...], int] = {}
    for task_id in task_ids:
        firsts.setdefault(subject.written[task_id], task_id)
    return list(firsts.values())


@pytest.fixture(scope="session")
def repetitive(
    request: pytest.FixtureRequest, engine_name: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Encyclopedia]:
    """Three occupations keep records in the same words, two of them do more than that."""
    setting = WHOOSH
    if engine_name == "opensearch":
        setting = request.getfixturevalue("cluster").setting
    folder = tmp_path_factory.mktemp("repetitive")
    codes = {ART: "Art Therapists", FUN: "Recreational Therapists", "25-1121.00": "Art Teachers"}
    statements = [
        (1, ART, "Keep records of attendance."),
        (2, FUN, "Keep records, of attendance"),
        (3, "25-1121.00", "Keep records of attendance."),
        (4, FUN, "Keep the records of those whose attendance is paid."),
        (5, ART, "Paint fences."),
    ]
    importance = {1: 3.0, 2: 4.5, 3: 4.0, 4: 2.0, 5: 1.0}
    write_onet(folder / "sources", statements, importance=importance, occupations=codes)
    build(folder / "sources", folder / "home", quiet=True, engine=setting)
    with Encyclopedia.open(folder / "home", search_budget_ms=PATIENCE_MS, engine=setting) as opened:
        yield opened


def test_a_statement_of_several_occupations_is_one_result_with_the_others_named(
    repetitive: Encyclopedia,
) -> None:
    found = repetitive.search("keep records attendance ").tasks
    assert found.total == len(found.hits) == 4
    first, second, *repeating = found.hits
    assert first.repeats is None
    assert {first.task_id, *(hit.task_id for hit in repeating)} == {1, 2, 3}
    assert (second.task_id, second.same, second.repeats) == (4, (), None)
    assert {hit.repeats for hit in repeating} == {first.task_id}
    for hit in (first, *repeating):
        titles = [one.occupation_title for one in hit.same]
        assert titles == sorted(
            {"Art Therapists", "Recreational Therapists", "Art Teachers"} - {hit.occupation_title}
        )
        assert {hit.task_id, *(one.task_id for one in hit.same)} == {1, 2, 3}
        codes = {repetitive.task_summary(one.task_id).occupation_code for one in hit.same}
        assert codes == {one.occupation_code for one in hit.same}


def test_pages_of_repeated_statements_keep_every_task(repetitive: Encyclopedia) -> None:
    ids: list[int] = []
    for page in (1, 2):
        found = repetitive.search("keep records attendance ", page=page, size=2).tasks
        assert (found.total, len(found.hits)) == (4, 2)
        above = {hit.task_id for hit in found.hits}
        assert all(hit.repeats is None or hit.repeats in above for hit in found.hits)
        ids += [hit.task_id for hit in found.hits]
    assert sorted(ids) == [1, 2, 3, 4]


def test_an_order_that_was_chosen_is_kept_where_statements_repeat(
    repetitive: Encyclopedia,
) -> None:
    found = repetitive.search("keep records attendance ", sort="importance").tasks
    assert [hit.task_id for hit in found.hits] == [2, 3, 1, 4]
    assert {hit.repeats for hit in found.hits} == {None}
    assert [len(hit.same) for hit in found.hits] == [2, 2, 2, 0]


def test_an_occupation_chosen_hides_no_other_that_has_the_statement(
    repetitive: Encyclopedia,
) -> None:
    found = repetitive.search(f"keep records occupation:{ART} ").tasks
    assert [(hit.task_id, hit.repeats) for hit in found.hits] == [(1, None)]
    assert [one.task_id for one in found.hits[0].same] == [3, 2]


def test_the_page_after_the_last_one_is_empty(subject: Subject) -> None:
    results = subject.search("art ", page=500, size=100)
    assert results.tasks.hits == ()
    assert results.tasks.total > 0


def test_hits_say_what_the_catalogue_says(subject: Subject) -> None:
    results = subject.search("therapy sessions", size=20)
    for hit in results.tasks.hits:
        summary = subject.encyclopedia.task_summary(hit.task_id)
        for name in ("text", "type", "occupation_code", "occupation_title", "importance"):
            assert getattr(hit, name) == getattr(summary, name)
        for name in ("rank", "rated_tasks", "exposure", "human_exposure", "observed"):
            assert getattr(hit, name) == getattr(summary, name)
    for occupation in results.occupations.hits:
        entry = subject.encyclopedia.occupation(occupation.occupation_code)
        assert occupation.title == entry.occupation.title
        assert occupation.task_count == len(entry.tasks)
        assert occupation.lay_title is None or occupation.lay_title in entry.titles
    for activity in results.activities.hits:
        found = subject.encyclopedia.activity(activity.activity_id)
        assert (activity.title, activity.level) == (found.activity.title, found.activity.level)
        assert activity.task_count == found.task_count


# --- phrases and exclusion -----------------------------------------------------------------------


@hypothesis
@given(number=NUMBER, start=st.integers(0, 40), length=st.integers(2, 4))
def test_a_phrase_finds_the_statements_that_hold_it_and_no_others(
    subject: Subject, number: int, start: int, length: int
) -> None:
    written = pick(list(subject.written.values()), number)
    start %= len(written)
    phrase = written[start : start + length]
    padded = f" {' '.join(phrase)} "
    holders = {
        task_id
        for task_id in subject.holders[phrase[0]]
        if padded in f" {' '.join(subject.written[task_id])} "
    }
    assert set(subject.ids(f'"{" ".join(phrase)}"')) == holders


def test_words_in_another_order_are_not_the_phrase(subject: Subject) -> None:
    assert subject.search('"art therapy"').tasks.total > 0
    assert subject.search('"therapy art"', verbatim=True).tasks.total == 0


@hypothesis
@given(number=NUMBER, other_number=NUMBER)
def test_an_excluded_word_takes_its_statements_out_and_no_others(
    subject: Subject, number: int, other_number: int
) -> None:
    word = pick(subject.common, number)
    together = {
        other
        for task_id in subject.holders[word]
        for other in subject.written[task_id]
        if other in subject.common
    }
    excluded = pick(sorted(together), other_number)
    kept = subject.ids(f"{word} -{excluded}")
    assert not set(kept) & subject.holders[excluded]
    out = set(subject.ids(f"{excluded} "))
    if len(subject.holders[excluded]) >= ENOUGH:
        # Within a page, tasks that repeat a statement come last; the pages differ here.
        assert set(kept) == set(subject.ids(f"{word} ")) - out


def test_a_phrase_can_be_excluded(subject: Subject) -> None:
    everything, phrase = set(subject.ids("therapy ")), set(subject.ids('"art therapy"'))
    assert phrase
    assert phrase < everything
    assert set(subject.ids('therapy -"art therapy"')) == everything - phrase


def test_an_excluded_word_is_in_no_title_of_an_occupation(subject: Subject) -> None:
    with_it = subject.search("therapist ", kind="occupation", size=MAX_SIZE).occupations.hits
    without = subject.search("therapist -art ", kind="occupation", size=MAX_SIZE).occupations.hits
    assert any("art" in words(hit.title) for hit in with_it)
    assert not any("art" in words(f"{hit.title} {hit.lay_title}") for hit in without)


def test_nothing_but_an_exclusion_finds_all_others(subject: Subject) -> None:
    assert set(subject.ids('-"art therapy"')) == set(subject.tasks) - set(
        subject.ids('"art therapy"')
    )


# --- filters, counts, orders ---------------------------------------------------------------------

POOL = ("", "art", "therapy ", "plan treatment ", '"art therapy"', "t", "clients -art", "reports")
CHOICES = [(name, value) for name, values in FILTERS.items() for value in values]


def chosen_filters() -> st.SearchStrategy[dict[str, list[str]]]:
    choices = {
        name: st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True)
        for name, values in FILTERS.items()
    }
    codes = st.sampled_from(("29-1129.01", "29-1125.00", "99-9999.99"))
    choices["occupation"] = st.lists(codes, min_size=1, max_size=2, unique=True)
    return st.sets(st.sampled_from(sorted(choices)), max_size=4).flatmap(
        lambda names: st.fixed_dictionaries({name: choices[name] for name in sorted(names)})
    )


@settings(hypothesis, max_examples=60)
@given(text=st.sampled_from(POOL), filters=chosen_filters())
def test_counts_are_those_of_a_recount(
    subject: Subject, text: str, filters: dict[str, list[str]]
) -> None:
    """A filter's own alternatives are counted as if it were not chosen."""
    results = subject.search(text, filters=filters, verbatim=True)

    def passes(task_id: int, *, besides: str = "") -> bool:
        values = subject.tasks[task_id].values
        return all(values[name] in kept for name, kept in filters.items() if name != besides)

    found = subject.ids(text)
    assert results.tasks.total == sum(passes(task_id) for task_id in found)
    assert set(results.facets) == set(FILTERS)
    for name, allowed in FILTERS.items():
        counted = Counter(
            subject.tasks[task_id].values[name]
            for task_id in found
            if passes(task_id, besides=name)
        )
        assert results.facets[name] == {value: counted[value] for value in allowed}, name
    assert all(passes(hit.task_id) for hit in results.tasks.hits)


@hypothesis
@given(text=st.sampled_from(POOL), filters=chosen_filters(), choice=st.sampled_from(CHOICES))
def test_a_count_is_what_choosing_it_gives(
    subject: Subject, text: str, filters: dict[str, list[str]], choice: tuple[str, str]
) -> None:
    name, value = choice
    counted = subject.search(text, filters=filters).facets[name][value]
    chosen = subject.search(text, filters={**filters, name: [value]})
    assert chosen.tasks.total == counted


def test_a_filter_typed_is_a_filter_chosen(subject: Subject) -> None:
    typed = subject.search("therapy exposure:E2 type:supplemental ")
    chosen = subject.search("therapy ", filters={"exposure": ["e2"], "type": ["supplemental"]})
    assert [hit.task_id for hit in typed.tasks.hits] == [hit.task_id for hit in chosen.tasks.hits]
    assert typed.facets == chosen.facets


def test_filters_neither_relax_nor_correct(subject: Subject) -> None:
    plain = subject.search("therapy sessions artwork ")
    narrowed = subject.search("therapy sessions artwork ", filters={"exposure": ["E2"]})
    assert narrowed.dropped == plain.dropped
    assert narrowed.corrections == plain.corrections
    assert narrowed.tasks.total <= plain.tasks.total


def test_an_unknown_filter_is_an_error(subject: Subject) -> None:
    with pytest.raises(QueryError, match="colour"):
        subject.search("art", filters={"colour": ["red"]})
    with pytest.raises(QueryError, match="exposure"):
        subject.search("art", filters={"exposure": ["E9"]})


@pytest.mark.parametrize("sort", [sort for sort in SORTS if sort != "best"])
@pytest.mark.parametrize("text", ["", "therapy ", "plan treatment "])
def test_each_order_sorts_by_what_it_says(subject: Subject, sort: Sort, text: str) -> None:
    found: list[int] = []
    for page in range(1, 12):
        results = subject.search(text, sort=sort, page=page, size=MAX_SIZE)
        found += [hit.task_id for hit in results.tasks.hits]
    everything = found
    if len(found) > 1000 or results.tasks.total > len(found):
        last = -(-results.tasks.total // MAX_SIZE)
        end = subject.search(text, sort=sort, page=last, size=MAX_SIZE).tasks.hits
        everything = found + [hit.task_id for hit in end if hit.task_id not in set(found)]
    keys = [subject.tasks[task_id].keys[sort] for task_id in everything]
    given_keys = [key for key in keys if key is not None]
    assert keys[: len(given_keys)] == sorted(given_keys)
    assert sort != "importance" or not given_keys or len(set(given_keys)) > 1


def test_an_order_changes_nothing_but_the_order(subject: Subject) -> None:
    best = subject.hits("therapy ")
    for sort in SORTS:
        assert {hit.task_id for hit in subject.hits("therapy ", sort=sort)} == {
            hit.task_id for hit in best
        }


# --- odd input -----------------------------------------------------------------------------------

ODD = (
    "\x00", "a\x00b", "\ud800", "art \udfff therapy", "😀", "👩‍⚕️ nurse", "\u202eart", "a\u200bb",
    "e\u0301" * 300, "z" * 10_000, "art " * 3000, "*", "t*", "*a*", "?*?*", "t:[a TO z]",
    r'r"(.*)*x"', "t~9", "x^1e308", "a AND OR NOT b", "art AND", "NOT",
    "(" * 200 + "art" + ")" * 200, "'; DROP TABLE task",
    '"' * 999, '"', '""', '"art', 'art"', '-"', "-", "--", "- -", "-art", "--art", ":", "exposure:",
    "exposure:E9", ":E2", "occupation:x", "type:core", "\\", "\\\\", "'", "''",
    "%", "%00", "<script>alert(1)</script>", "{{7*7}}", "../../etc/passwd", "\r\nSet-Cookie: a=b",
    "½ cup", "ﷺ", "ǅ", "İstanbul", "ß", "ﬁx", "…", "™", "r.n.", "c++", "c#", "\U0010ffff", "\uffff",
    "a" * 199 + "😀", "1e999", "NaN", "٣٩٢", "art\u2028therapy", "the", "-the", "the -the", "0",
)  # fmt: skip


def assert_answers(subject: Subject, text: str) -> None:
    for kind in (None, *KINDS):
        results = subject.search(text, kind=kind)
        assert isinstance(results, Results)
        assert len(results.tasks.hits) <= results.tasks.listed
        for _, shown, spans in marked_texts(results):
            assert all(0 <= start < end <= len(shown) for start, end in spans)
    assert len(subject.engine.search(parse(text)).suggestions(5)) <= 5


@pytest.mark.parametrize("text", ODD, ids=ascii)
def test_odd_input_gets_an_answer(subject: Subject, text: str) -> None:
    assert_answers(subject, text)


@settings(hypothesis, max_examples=80)
@given(text=st.text(max_size=60) | st.text(alphabet="at*?-:\"'() ~^[]{}\\/.&|+!E2", max_size=40))
def test_whatever_is_typed_gets_an_answer(subject: Subject, text: str) -> None:
    assert_answers(subject, text)


def test_no_syntax_of_an_engine_can_be_reached(subject: Subject) -> None:
    for text in ("t* ", "*herapy ", "therap? ", "text:therapy ", "[a TO z] ", "therapi~2 "):
        found = subject.ids(text)
        plain = subject.ids(" ".join(parse(text).words) + " ")
        assert found == plain, text


def test_a_blank_query_finds_all_tasks_and_nothing_else(subject: Subject) -> None:
    for text in ("", " ", "\t", "-", "…", '""'):
        results = subject.search(text)
        assert results.tasks.total == len(subject.tasks), text
        assert results.occupations == Hits()
        assert results.activities == Hits()
        assert (results.dropped, results.corrections) == ((), ())


def test_what_no_document_has_is_not_found(subject: Subject) -> None:
    results = subject.search("qqzzqqzz ", verbatim=True)
    assert [of_kind(results, kind).total for kind in KINDS] == [0, 0, 0]
    assert all(count == 0 for counts in results.facets.values() for count in counts.values())


def test_searching_exactly_corrects_nothing(subject: Subject) -> None:
    assert subject.search("theraphy sesions ", verbatim=True).corrections == ()


def test_suggestions_are_few_different_and_not_blank(subject: Subject) -> None:
    for text in ("t", "ther", "art th", "plan"):
        suggested = subject.engine.search(parse(text)).suggestions(4)
        assert 0 < len(suggested) <= 4
        assert len(set(suggested)) == len(suggested)
        assert all(suggestion.strip() for suggestion in suggested)


# --- the same answer, always ---------------------------------------------------------------------

QUERIES = [
    parse(text, sort=sort, size=50)
    for text in (*POOL, "ther", "therapist sessio", "theraphy", "art studio counseling patients")
    for sort in ("best", "importance")
]


def test_the_same_question_gets_the_same_answer(subject: Subject) -> None:
    first = [subject.engine.search(query) for query in QUERIES]
    assert [subject.engine.search(query) for query in reversed(QUERIES)] == first[::-1]
    again = subject.open()
    assert [again.search(query) for query in QUERIES] == first
    again.close()


def test_eight_threads_get_the_answers_of_one(subject: Subject) -> None:
    alone = [subject.engine.search(query) for query in QUERIES]
    fresh = subject.open()  # nothing of it is warm
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(fresh.search, QUERIES * 8))
    assert answers == alone * 8
    fresh.close()


QUESTION, COMPARISON = "will ai replace art therapists", "art therapists vs recreational therapists"
"""Answers that need more than one search."""


def test_beyond_its_time_a_search_gives_what_it_has_and_says_so(sample_home: Path) -> None:
    with Encyclopedia.open(sample_home, search_budget_ms=0.000_001) as hurried:
        results = hurried.search("art therapy")
    assert results.partial
    assert results.tasks.total > 0
    assert results.occupations == Hits()
    with Encyclopedia.open(sample_home, search_budget_ms=PATIENCE_MS) as patient:
        assert not patient.search("art therapy").partial


def test_beyond_its_time_a_search_has_what_costs_next_to_nothing(tmp_path: Path) -> None:
    write_everything(tmp_path / "sources")
    build(tmp_path / "sources", tmp_path / "home", quiet=True)
    with Encyclopedia.open(tmp_path / "home", search_budget_ms=0.000_001) as hurried:
        title = hurried.activity(DWA).activity.title
        results = hurried.search(title)
    assert results.partial
    assert DWA in {hit.activity_id for hit in results.activities.hits}


def test_waiting_for_a_turn_costs_no_answers(
    sample_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a busy machine a thread stands still for longer than it works."""
    with Encyclopedia.open(sample_home, search_budget_ms=PATIENCE_MS) as calm:
        expected = calm.search("art therapy")
    with Encyclopedia.open(sample_home, search_budget_ms=300) as busy:
        busy.search("art therapy")  # whatever is made once is made
        found = TaskSearch.match

        def wait(tasks: TaskSearch, query: Query) -> object:
            time.sleep(0.4)
            return found(tasks, query)

        monkeypatch.setattr(TaskSearch, "match", wait)
        assert busy.search("art therapy") == expected


def test_all_searches_of_an_answer_share_its_time(
    sample_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = TaskSearch.match

    def work(tasks: TaskSearch, query: Query) -> object:
        end = time.thread_time() + 0.2
        while time.thread_time() < end:
            pass
        return found(tasks, query)

    with Encyclopedia.open(sample_home, search_budget_ms=300) as opened:
        monkeypatch.setattr(TaskSearch, "match", work)
        assert opened.search(QUESTION).partial  # whose job it is, and its tasks
        assert opened.search(COMPARISON).partial


def test_what_stands_between_compared_names_is_not_marked(tmp_path: Path) -> None:
    statements = [(1, ART, "Lift or wash patients of nurses."), (2, FUN, "Ask nurses or doctors.")]
    write_onet(tmp_path / "sources", statements, occupations={ART: "Nurses", FUN: "Doctors"})
    build(tmp_path / "sources", tmp_path / "home", quiet=True)
    with Encyclopedia.open(tmp_path / "home", search_budget_ms=PATIENCE_MS) as small:
        found = small.search("nurse vs doctor")
    assert set(found.compared) == {ART, FUN}
    marked = {hit.text[start:end] for hit in found.tasks.hits for start, end in hit.spans}
    assert marked == {"nurses", "doctors"}


@pytest.mark.parametrize("asked", [QUESTION, COMPARISON])
def test_an_answer_is_partial_if_one_of_its_searches_is(
    sample_home: Path, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    """As on a cluster that takes long to tell which occupation is meant."""
    found = WhooshEngine.search

    def cut_off(engine: WhooshEngine, query: Query, deadline: Deadline | None = None) -> Results:
        return replace(found(engine, query, deadline), partial=query.kind == "occupation")

    with Encyclopedia.open(sample_home, search_budget_ms=PATIENCE_MS) as opened:
        assert not opened.search(asked).partial
        monkeypatch.setattr(WhooshEngine, "search", cut_off)
        assert opened.search(asked).partial


@pytest.mark.parametrize("asked", [QUESTION, COMPARISON])
def test_what_an_answer_can_do_without_leaves_time_for_the_tasks(
    sample_home: Path, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    """As on a cluster that does not answer while it is to tell which occupation is meant."""
    found = WhooshEngine.search
    now = 0.0
    late: list[Query] = []

    def hang(engine: WhooshEngine, query: Query, deadline: Deadline | None = None) -> Results:
        nonlocal now
        assert deadline is not None
        if query.kind == "occupation":
            now += deadline.left_s + 0.001
            late.append(query)
        if deadline.passed:
            raise EngineError("The cluster did not answer in time.")
        return found(engine, query, deadline)

    with Encyclopedia.open(sample_home) as opened:
        monkeypatch.setattr(WhooshEngine, "search", hang)
        monkeypatch.setattr(WhooshEngine, "deadline", lambda _: Deadline(1.5, lambda: now))
        results = opened.search(asked)
    assert results.partial
    assert results.tasks.hits
    assert len(late) == 1  # it is not asked again what takes too long


def test_a_word_of_the_description_makes_no_lay_title(tmp_path: Path) -> None:
    """The description stands behind the last lay title, and is no part of it."""
    write_everything(tmp_path / "sources")
    build(tmp_path / "sources", tmp_path / "home", quiet=True)
    with Encyclopedia.open(tmp_path / "home") as small:
        hits = small.search("certified art ", kind="occupation").occupations.hits
        found = small.search("barkeep recreational therapists ", kind="occupation").occupations.hits
    assert hits[0].lay_title == "Certified Art Psychotherapist"
    assert found[0].lay_title is None


def test_a_word_of_a_phrase_is_not_said_to_be_dropped(subject: Subject) -> None:
    results = subject.search('"art therapy"')
    assert results.tasks.total > 0
    assert results.dropped == ()
    assert all(hit.missing == () for hit in results.tasks.hits)


def test_a_word_of_another_language_finds_no_occupation(subject: Subject) -> None:
    """Runs of letters find what is spelt alike, and not whatever ends in the same letters."""
    assert subject.search("Krankenschwester ").occupations == Hits()


# --- titles --------------------------------------------------------------------------------------


def test_an_official_title_leads_to_its_occupation_and_its_tasks(subject: Subject) -> None:
    written = subject.encyclopedia.occupations()
    titles = Counter(one.title.lower() for one in written)
    for one in written[:: max(1, len(written) // 40)]:
        if titles[one.title.lower()] > 1 or len(words(one.title)) > 10:
            continue
        query = reworded(parse(" ".join(words(one.title)), size=MAX_SIZE))[0]
        results = subject.engine.search(replace(query, as_spelt=True))
        assert results.occupations.hits[0].occupation_code == one.code, one.title
        own = [hit.occupation_code == one.code for hit in results.tasks.hits]
        count = len(subject.encyclopedia.occupation(one.code).tasks)
        assert all(own[:count]), one.title
        assert sum(own) == count


# --- meaning -------------------------------------------------------------------------------------

# Queries whose words few or no statements hold.
MEANT = ("punters ", "haggle with suppliers ", "painting for fun with pals ", "doodle portraits ")


def related(results: Results) -> list[TaskHit]:
    return [hit for hit in results.tasks.hits if hit.by == "meaning"]


def test_what_is_related_by_meaning_is_marked_nowhere_and_counted_apart(subject: Subject) -> None:
    for text in (*MEANT, "art sketches with clients ", "zyx haggle "):
        everything = subject.search(text, kind="task", size=MAX_SIZE)
        found = related(everything)
        assert len(found) == everything.tasks.related <= ENOUGH * 2, text
        assert everything.tasks.listed == len(everything.tasks.hits), text
        assert all(hit.spans == () == hit.missing for hit in found)
        assert sum(everything.facets["type"].values()) == everything.tasks.total, text
        by_words = {hit.task_id for hit in everything.tasks.hits} - {h.task_id for h in found}
        assert len(by_words) == everything.tasks.total, text


def test_pages_go_through_what_is_related_too(subject: Subject) -> None:
    for text in MEANT:
        whole = subject.search(text, kind="task", size=MAX_SIZE).tasks
        pages = [
            hit.task_id
            for page in range(1, -(-whole.listed // 7) + 1)
            for hit in subject.search(text, kind="task", size=7, page=page).tasks.hits
        ]
        # Tasks that repeat a statement come last on each page, be it large or small.
        assert len(set(pages)) == len(pages)
        if whole.listed <= MAX_SIZE:
            assert set(pages) == {hit.task_id for hit in whole.hits}, text
        assert len(pages) == min(whole.listed, MAX_SIZE) or whole.listed > MAX_SIZE


def test_what_is_meant_literally_is_found_by_words_alone(subject: Subject) -> None:
    for text in ('"haggle with suppliers"', "haggle -suppliers", '"punters"'):
        assert not subject.search(text).tasks.related, text
    for text in MEANT:
        assert not subject.search(text, verbatim=True).tasks.related, text


def test_where_enough_tasks_hold_all_words_meaning_changes_nothing(subject: Subject) -> None:
    for word in random.Random(5).sample([w for w in subject.telling if len(w) > 4], 20):
        results = subject.search(f"{word} ")
        if results.tasks.total >= ENOUGH:
            assert not results.tasks.related, word
            literal = subject.search(f"{word} ", kind="task", size=MAX_SIZE).tasks.hits
            assert {hit.by for hit in literal} == {"words"}, word


def test_a_filter_lets_through_no_other_related_task(subject: Subject) -> None:
    for text in MEANT:
        for label in ("E0", "E1", "E2"):
            filters = {"exposure": [label]}
            hits = related(subject.search(text, kind="task", size=MAX_SIZE, filters=filters))
            values = {subject.tasks[hit.task_id].values["exposure"] for hit in hits}
            assert values <= {label}, (text, label)
        assert not subject.search(text, sort="importance").tasks.related


def test_what_no_statement_says_is_found_by_its_meaning(subject: Subject) -> None:
    """Words that people type and O*NET does not use."""
    if len(subject.tasks) < 10_000:
        pytest.skip("the sample has too few tasks to mean something by")
    for text, meant in {
        "grill burgers ": "food preparation",
        "tidy hotel bedrooms ": "make beds",
        "chop down trees ": "trim off the tops and limbs of trees",
    }.items():
        hits = subject.search(text, kind="task", size=10).tasks.hits
        by_meaning = [hit.text.lower() for hit in hits if hit.by == "meaning"]
        assert any(meant in found for found in by_meaning), text
