"""Claims about a server with and without a release, and with a search engine that is down."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from flask.testing import FlaskClient

from index.encyclopedia import Encyclopedia
from index.errors import EngineError
from webapp.app import close, create_app
from webapp.config import Config
from webapp.http.release import OPENS_AGAIN, SEARCH_AGAIN_AFTER_S


def test_up_and_ready(client: FlaskClient) -> None:
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").get_json()["status"] == "ready"


@pytest.mark.parametrize(
    "address", ["/", "/search?q=art", "/tasks/task-19156", "/occupations", "/about"]
)
def test_without_a_release_pages_say_what_to_run(empty_client: FlaskClient, address: str) -> None:
    response = empty_client.get(address)
    assert response.status_code == 503
    assert "taskdex build" in response.text
    assert "Retry-After" in response.headers


def test_without_a_release_the_process_is_up_and_not_ready(empty_client: FlaskClient) -> None:
    assert empty_client.get("/healthz").status_code == 200
    assert empty_client.get("/readyz").status_code == 503
    with empty_client.get("/static/css/base.css") as response:
        assert response.status_code == 200
    api = empty_client.get("/api/v1/tasks/19156")
    assert (api.status_code, api.mimetype) == (503, "application/problem+json")
    fragment = empty_client.get("/_/search?q=a", headers={"HX-Request": "true"})
    assert fragment.status_code == 503
    assert 'id="results"' in fragment.text


@pytest.fixture
def engine_down() -> Iterator[None]:
    def fail(*_: object, **__: object) -> None:
        raise EngineError("The index is gone.")

    with (
        patch.object(Encyclopedia, "answer", fail),
        patch.object(Encyclopedia, "engine_ready", lambda _: False),
    ):
        yield


@pytest.mark.usefixtures("engine_down")
def test_without_an_engine_entries_work_and_search_says_so(client: FlaskClient) -> None:
    assert client.get("/tasks/task-19156").status_code == 200
    assert client.get("/occupations/29-1129.01").status_code == 200
    for address in ("/search?q=unasked", "/_/search?q=unasked", "/api/v1/search?q=unasked"):
        response = client.get(address)
        assert response.status_code == 503
        assert "Search is not available" in response.text
    assert client.get("/readyz").status_code == 503


def test_a_search_that_is_whole_again_is_taken_up_without_a_restart(
    sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    shutil.copytree(sample_home, home, symlinks=True)
    index = home / "current" / "whoosh"
    index.rename(tmp_path / "taken away")
    now = time.monotonic()
    monkeypatch.setattr("webapp.http.release.time.monotonic", lambda: now)
    app = create_app(Config(home=home))
    client = app.test_client()
    assert client.get("/tasks/task-19156").status_code == 200
    assert client.get("/search?q=art").status_code == 503
    now += SEARCH_AGAIN_AFTER_S
    assert client.get("/search?q=art").status_code == 503
    tried_again()
    assert client.get("/search?q=art").status_code == 503  # still damaged
    (tmp_path / "taken away").rename(index)
    client.get("/search?q=art")
    tried_again()
    assert client.get("/search?q=art").status_code == 503  # not tried with each request
    now += SEARCH_AGAIN_AFTER_S
    client.get("/search?q=art")
    tried_again()
    assert client.get("/search?q=art").status_code == 200
    assert client.get("/readyz").status_code == 200
    close(app)


def tried_again() -> None:
    """Waits for the attempt that a request began, if it did."""
    for thread in threading.enumerate():
        if thread.name == OPENS_AGAIN:
            thread.join()


def test_no_request_waits_while_search_is_tried_again(
    sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    shutil.copytree(sample_home, home, symlinks=True)
    (home / "current" / "whoosh").rename(tmp_path / "taken away")
    now = time.monotonic()
    monkeypatch.setattr("webapp.http.release.time.monotonic", lambda: now)
    app = create_app(Config(home=home))
    client = app.test_client()
    opens = Encyclopedia.open
    may_open = threading.Event()
    attempts: list[Encyclopedia] = []

    def open_late(*arguments: Any, **options: Any) -> Encyclopedia:  # noqa: ANN401
        assert may_open.wait(60)
        attempts.append(opens(*arguments, **options))
        return attempts[-1]

    closed: list[Encyclopedia] = []
    closes = Encyclopedia.close

    def close_and_note(encyclopedia: Encyclopedia) -> None:
        closes(encyclopedia)
        closed.append(encyclopedia)

    monkeypatch.setattr(Encyclopedia, "open", open_late)
    monkeypatch.setattr(Encyclopedia, "close", close_and_note)
    for _ in range(3):
        now += SEARCH_AGAIN_AFTER_S
        with ThreadPoolExecutor(1) as visitor:
            asked = visitor.submit(client.get, "/tasks/task-19156")
            try:
                assert asked.result(timeout=30).status_code == 200
            finally:
                if asked.running():
                    may_open.set()
    (tmp_path / "taken away").rename(home / "current" / "whoosh")
    close(app)
    may_open.set()
    tried_again()
    assert len(attempts) == 1  # one at a time
    assert attempts[0] in closed  # it came too late


def test_an_unexpected_error_leaks_nothing(client: FlaskClient) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("/secret/path")

    with patch.object(Encyclopedia, "task", fail):
        for address in ("/tasks/task-19156", "/api/v1/tasks/19156"):
            response = client.get(address)
            assert response.status_code == 500
            assert "secret" not in response.text
