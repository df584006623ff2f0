"""How many SQL statements an answer takes, however many tasks it shows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index import Encyclopedia
from webapp import create_app
from webapp.config import Config

LIMITS = {
    "/api/v1/tasks?size=100": 5,
    "/api/v1/tasks?size=3": 5,
    "/tasks/task-{task}": 17,
    "/tasks/task-{task}.md": 17,
    "/tasks/task-{task}.json": 9,
    "/occupations/{occupation}": 16,
    "/activities/{activity}": 12,
    "/compare?tasks={task},{other}": 20,
}
"""Address → the most statements that its first answer may take."""


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every statement that SQLite runs on a catalogue from now on."""
    ran: list[str] = []
    connect = sqlite3.connect

    def traced(name: str, *, uri: bool, check_same_thread: bool) -> sqlite3.Connection:
        connection = connect(name, uri=uri, check_same_thread=check_same_thread)
        connection.set_trace_callback(ran.append)
        return connection

    monkeypatch.setattr("index.catalogue.database.sqlite3.connect", traced)
    return ran


def counts(home: Path, statements: list[str], tasks: list[int]) -> Iterator[tuple[str, int]]:
    """Each address with the statements of its first answer, from a cold cache."""
    with Encyclopedia.open(home) as encyclopedia:
        entries = encyclopedia.tasks(tasks)
        activities = [path.dwa.activity_id for entry in entries for path in entry.activities]
    for number, entry in enumerate(entries):
        names = {
            "task": entry.task.task_id,
            "other": entries[number - 1].task.task_id,
            "occupation": entry.occupation.code,
            "activity": activities[number % len(activities)],
        }
        client: FlaskClient = create_app(Config(home=home)).test_client()
        for pattern in LIMITS:
            client.get("/about")  # opens the release
            statements.clear()
            assert client.get(pattern.format(**names)).status_code == 200
            assert statements
            yield pattern, len(statements)


def test_an_answer_takes_few_statements(small_home: Path, statements: list[str]) -> None:
    for pattern, count in counts(small_home, statements, [1, 2, 3, 4]):
        assert count <= LIMITS[pattern], (pattern, statements)


@pytest.mark.full
def test_an_answer_takes_few_statements_however_much_there_is(
    full_home: Path, statements: list[str]
) -> None:
    """Among them a statement that many others share, with use in every release of the Index."""
    with Encyclopedia.open(full_home) as encyclopedia:
        found = encyclopedia.tasks([*encyclopedia.task_ids()])
        most = max(found, key=lambda entry: sum(len(use.shared_with) for use in entry.usage))
        widest = max(found, key=lambda entry: len(entry.activities))
    for pattern, count in counts(
        full_home, statements, [19156, most.task.task_id, widest.task.task_id]
    ):
        assert count <= LIMITS[pattern], (pattern, statements)
