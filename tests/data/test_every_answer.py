"""Claims about the answer boxes of the full data: what every one of them keeps to."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from index.encyclopedia import Encyclopedia
from webapp.activities.answer import activity_answer
from webapp.http.release import index_releases
from webapp.occupations.answer import occupation_answer
from webapp.tasks.answer import task_answer
from webapp.tasks.usage import usage_views
from webapp.text.activity_use import use_view
from webapp.text.answers import Answer

pytestmark = pytest.mark.full

EVERY = 7
"""Of 18,796 tasks each 7th: about 2,700, of all occupations and in every state."""
LONGEST = 25
"""Words in a sentence."""


def complaints(name: str, answer: Answer) -> Iterator[str]:
    """What is wrong with the texts of a box."""
    for text in answer.texts():
        if re.search(r"\bNone\b|\bnan\b|\.\.|\s[.,]|  |[{}]", text):
            yield f"{name}: {text}"
        for sentence in re.split(r"(?<=[.?!;])\s", text):
            if len(sentence.split()) > LONGEST:
                yield f"{name}: {len(sentence.split())} words: {sentence}"
    for one in answer.sentences:
        if not one.text.endswith("."):
            yield f"{name}: no full stop: {one.text}"
    for verdict in answer.verdicts:
        if not verdict.detail.text.endswith("."):
            yield f"{name}: no full stop: {verdict.detail.text}"
        if not set(verdict.short.sources) <= set(verdict.detail.sources):
            yield f"{name}: the source of {verdict.short.text} is not shown"
    if not 1 <= len(answer.sentences) <= 4:
        yield f"{name}: {len(answer.sentences)} sentences"


def test_every_answer_of_a_task_can_be_read(full: Encyclopedia) -> None:
    names = index_releases(full.release)
    found: list[str] = []
    shapes = set()
    for task_id in list(full.task_ids())[::EVERY]:
        entry = full.task(task_id)
        kinds = tuple(map(use_view, entry.kinds_of_work))
        answer = task_answer(entry, usage_views(full, entry.usage), names, kinds)
        found += complaints(f"task {task_id}", answer)
        shapes.add(re.sub(r"[\d.,%]+", "#", " ".join(one.text for one in answer.sentences)))
    assert found == []
    # Value, zero, not observed and not rated: the sample of tasks has met many states.
    assert len(shapes) > 20


def test_every_answer_of_an_occupation_can_be_read(full: Encyclopedia) -> None:
    found: list[str] = []
    for one in full.occupations():
        entry = full.occupation(one.code)
        answer = occupation_answer(entry, full.shares(one.code), "/tasks")
        found += complaints(f"occupation {one.code}", answer)
        assert bool(answer.bars) == any(task.exposure for task in entry.tasks)
    assert found == []


def test_every_answer_of_an_activity_can_be_read(full: Encyclopedia) -> None:
    found: list[str] = []
    for activity_id in full.activity_ids():
        entry = full.activity(activity_id)
        assert sum(entry.counts.gpt4.values()) == entry.task_count
        assert sum(entry.counts.human.values()) == entry.task_count
        found += complaints(f"activity {activity_id}", activity_answer(entry))
    assert found == []
