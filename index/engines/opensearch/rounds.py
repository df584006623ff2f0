"""Several questions to one index, asked together: a round costs as much as its slowest question.

A question is a generator: it yields the searches it needs, is sent their answers, and returns what
it made of them. Most need one round; a question that found too little yields again.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any, Generic, TypeVar

Body = dict[str, Any]
Response = dict[str, Any]
Found = TypeVar("Found")
Asking = Generator[list[Body], list[Response], Found]
Send = Callable[[list[Body]], list[Response]]
"""Sends some searches together. Raises EngineError."""


class Question(Generic[Found]):
    """A generator under way."""

    def __init__(self, asking: Asking[Found]) -> None:
        self._asking = asking
        self.needs: list[Body] = []
        """The searches whose answers it waits for; none once it is done."""
        self.is_done = False
        self.take(None)

    def take(self, answers: list[Response] | None) -> None:
        """Goes on with the answers to what it needs; a generator is begun by being sent None."""
        try:
            self.needs = self._asking.send(answers)  # type: ignore[arg-type]
        except StopIteration as stop:
            self.found: Found = stop.value
            self.needs, self.is_done = [], True


def ask(send: Send, wanted: Question[Found], *alongside: Question[Any]) -> Found:
    """Rounds until the wanted one is done; others go along with it as far as they get."""
    while not wanted.is_done:
        waiting = [question for question in (wanted, *alongside) if not question.is_done]
        answers = send([body for question in waiting for body in question.needs])
        for question in waiting:
            own, answers = answers[: len(question.needs)], answers[len(question.needs) :]
            question.take(own)
    return wanted.found
