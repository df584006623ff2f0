"""No sentence says more than its source: whose answers they are, of what whole, in which release.

Found by reading rendered pages as somebody would who knows the datasets; each kind has a test.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.encyclopedia import Encyclopedia
from index.records.entries import TaskEntry
from index.records.joined import Rating, Usage
from tests.support import ART, IWA, unwrapped
from webapp.tasks.answer import task_answer
from webapp.tasks.usage import usage_view
from webapp.text import vocabulary

RELEASE = "2026-01-15"


@pytest.fixture(scope="module")
def small(small_home: Path) -> Iterator[Encyclopedia]:
    with Encyclopedia.open(small_home) as opened:
        yield opened


def said(entry: TaskEntry, used: Usage | None = None) -> str:
    """All that the box of a task says."""
    views = [] if used is None else [usage_view(used, {})]
    return " ".join(task_answer(entry, views, [RELEASE]).texts())


def test_use_by_programs_is_use_of_claude(small: Encyclopedia) -> None:
    """Tasks that programs alone use Claude for were said to have no use of it."""
    entry = small.task(2)
    assert entry.api_usage
    text = said(replace(entry, usage=()))
    assert "No conversation with Claude was observed on this task, but programs use Claude" in text
    assert "No use of Claude" not in text
    assert "No use of Claude was observed for this task." in said(replace(small.task(1), usage=()))


@pytest.mark.parametrize(
    ("patterns", "count", "word"),
    [
        # 19 of 29 is 47% to 80%: it may be less than half.
        ({"task_iteration": 65.5}, 29, "often with person and AI"),
        ({"task_iteration": 65.5}, 2900, "mostly with person and AI"),
        ({"task_iteration": 65.5}, None, "mostly with person and AI"),
        ({"directive": 60.0, "task_iteration": 35.0}, 20, "often handing"),
        ({"directive": 60.0, "task_iteration": 35.0}, 2000, "mostly handing"),
    ],
)
def test_most_is_only_said_of_what_the_number_of_conversations_bears_out(
    small: Encyclopedia, patterns: dict[str, float], count: int | None, word: str
) -> None:
    entry = small.task(2)
    used = entry.usage[0]
    measures = replace(used.measures, release=RELEASE, patterns=patterns, conversation_count=count)
    text = said(entry, replace(used, measures=measures))
    assert word in text
    assert word.split()[0].capitalize() in text


def rated(rating: Rating, **changes: object) -> Rating:
    return replace(rating, **changes)  # type: ignore[arg-type]


def test_analysts_are_no_sample_of_analysts(small: Encyclopedia) -> None:
    entry = small.task(1)
    assert entry.rating is not None
    by_analysts = replace(entry, rating=rated(entry.rating, rated_by="analysts"))
    text = said(by_analysts)
    assert "97% is its relevance to the job, as O*NET’s analysts judge." in text
    assert "of O*NET’s analysts" not in text


def test_why_a_task_is_not_rated_is_not_known(
    small: Encyclopedia, small_client: FlaskClient
) -> None:
    text = said(replace(small.task(1), rating=None))
    assert "O*NET publishes no rating of it." in text
    assert "asked" not in text
    assert "asked about it" not in small_client.get("/api/openapi.json").text


def test_a_count_over_all_releases_is_not_put_down_to_one(small_client: FlaskClient) -> None:
    text = unwrapped(small_client.get(f"/occupations/{ART}").text)
    assert (
        "Conversations with Claude were seen on 2 of the 2 tasks, in one release of the Index or "
        "more." in text
    )
    assert "People were seen" not in text


def test_completed_is_what_a_classifier_judges(small_client: FlaskClient) -> None:
    for address in ("/tasks/task-1", "/tasks/task-1.md"):
        text = unwrapped(small_client.get(address).text)
        assert "classifier judges" in text
        assert "by what the person wanted" in text


def test_the_last_release_is_the_last_of_those_read(small_client: FlaskClient) -> None:
    text = unwrapped(small_client.get("/tasks/task-9").text)
    assert "Of the releases read here, O*NET 29.1 is the last that has it" in text


@pytest.mark.parametrize(("value", "words"), [(0.0029, "under 0.01"), (0.0, "0.00"), (0.005, None)])
def test_what_is_above_zero_is_not_rounded_to_it(value: float, words: str | None) -> None:
    shown = vocabulary.decimal(value)
    assert shown == words if words else shown != "0.00"


@pytest.mark.parametrize(
    ("value", "words"), [(1_684_144, "1,680,000"), (995_500, "996,000"), (43, "43"), (0, "0")]
)
def test_a_product_of_estimates_is_rounded(value: int, words: str) -> None:
    assert vocabulary.estimate(value) == words


def test_tasks_and_occupations_are_counted_apart(small_client: FlaskClient) -> None:
    """93 of O*NET’s occupations have no tasks."""
    for address in ("/", "/sources", "/llms.txt", "/search"):
        text = unwrapped(small_client.get(address).text)
        assert "4 tasks of 2 occupations" not in text
        assert "4 tasks and 2 occupations" in text or "4 tasks, 2 occupations" in text


def test_a_share_of_claude_conversations_is_not_called_one_of_ai_use(
    small_client: FlaskClient,
) -> None:
    addresses = (f"/occupations/{ART}", f"/occupations/{ART}.md", "/rankings/tasks-by-observed-use")
    for address in addresses:
        text = small_client.get(address).text
        assert "Share of AI use" not in text
        assert "Share of Claude conversations" in text


@pytest.mark.full
def test_an_occupation_without_tasks_shows_the_measures_of_its_code(
    full_client: FlaskClient,
) -> None:
    """The page led to a section, and named sources, that it did not have."""
    text = unwrapped(full_client.get("/occupations/11-9199.00").text)
    assert '<h2 id="measures">' in text
    assert "Published for 11-9199, which covers" in text


@pytest.mark.full
def test_one_month_alone_shows_no_change(
    full_client: FlaskClient, small_client: FlaskClient
) -> None:
    alone = "This release has no other month, so it shows no change."
    for ending in ("", ".md"):
        several = small_client.get(f"/activities/{IWA}{ending}").text
        assert "May 2026" in several
        assert alone not in several
        text = unwrapped(full_client.get(f"/activities/4.A.2.b.1.g{ending}").text)
        assert (alone in text) == ("July 2024" not in text)


@pytest.mark.full
def test_noise_is_said_where_a_share_is_zero(full_client: FlaskClient) -> None:
    text = unwrapped(full_client.get("/tasks/task-7646").text)
    assert "OpenAI adds noise, so this may not be zero" in text
