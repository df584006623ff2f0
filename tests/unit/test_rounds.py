"""Questions that go together in one request, and what is kept of their answers:
index.engines.opensearch.rounds, index.engines.opensearch.cache."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from index.engines.opensearch.cache import Cache
from index.engines.opensearch.rounds import Asking, Body, Question, Response, ask
from index.errors import EngineError


class Sent:
    """Answers every search with its own number, and keeps what went together."""

    def __init__(self) -> None:
        self.rounds: list[list[int]] = []

    def __call__(self, bodies: list[Body]) -> list[Response]:
        self.rounds.append([body["number"] for body in bodies])
        return [{"answer": body["number"]} for body in bodies]


def asking(*rounds: Sequence[int]) -> Asking[list[int]]:
    """A question of some rounds, which returns what it was answered."""
    found: list[int] = []
    for numbers in rounds:
        answers = yield [{"number": number} for number in numbers]
        found += [answer["answer"] for answer in answers]
    return found


def test_questions_that_do_not_wait_for_one_another_go_together() -> None:
    sent = Sent()
    tasks, activities = Question(asking([1, 2], [3])), Question(asking([10], [11], [12]))
    assert ask(sent, tasks, activities) == [1, 2, 3]
    assert sent.rounds == [[1, 2, 10], [3, 11]]
    assert not activities.is_done
    jobs = Question(asking([20]))
    assert ask(sent, jobs, activities) == [20]
    assert sent.rounds[2:] == [[20, 12]]
    assert ask(sent, activities) == [10, 11, 12]
    assert len(sent.rounds) == 3


def test_a_question_that_needs_nothing_is_answered_without_asking() -> None:
    sent = Sent()
    assert ask(sent, Question(asking()), Question(asking([1]))) == []
    assert sent.rounds == []


def test_a_failed_round_leaves_what_was_found_before() -> None:
    def refuse(_: list[Body]) -> list[Response]:
        raise EngineError("away")

    tasks, activities = Question(asking([1])), Question(asking([10], [11]))
    ask(Sent(), tasks, activities)
    with pytest.raises(EngineError):
        ask(refuse, activities)
    assert tasks.found == [1]
    assert ask(Sent(), activities) == [10, 11]


def test_only_what_is_not_kept_is_fetched_and_the_oldest_goes_first() -> None:
    fetched: list[str] = []

    def fetch(keys: Sequence[str]) -> list[str]:
        fetched.extend(keys)
        return [key.upper() for key in keys]

    kept: Cache[str, str] = Cache(2)
    assert kept.get(["a", "b", "a"], fetch) == {"a": "A", "b": "B"}
    assert kept.get(["a"], fetch) == {"a": "A"}
    assert kept.get(["c"], fetch) == {"c": "C"}
    assert fetched == ["a", "b", "c"]
    kept.get(["a"], fetch)
    assert fetched == ["a", "b", "c"]
    kept.get(["b"], fetch)
    assert fetched == ["a", "b", "c", "b"]


def test_more_than_fits_is_given_all_the_same() -> None:
    kept: Cache[int, int] = Cache(2)
    assert kept.get(range(5), lambda keys: list(keys)) == {n: n for n in range(5)}
