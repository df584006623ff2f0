"""Apps on the sample's release, on a small one in which every table has a row, on the full one,
and on a home without any."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import make_server

from index.build import build
from tests.support import write_everything
from webapp import close, create_app
from webapp.config import Config


@pytest.fixture(scope="session")
def app(sample_home: Path) -> Iterator[Flask]:
    made = create_app(Config(home=sample_home))
    made.testing = False  # errors become pages, as in production
    yield made
    close(made)


@pytest.fixture(scope="session")
def small_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release in which every table has a row: work activities and retired tasks too."""
    sources, home = tmp_path_factory.mktemp("small-sources"), tmp_path_factory.mktemp("small")
    write_everything(sources)
    build(sources, home, quiet=True)
    return home


@pytest.fixture(scope="session")
def small_app(small_home: Path) -> Iterator[Flask]:
    made = create_app(Config(home=small_home, search_budget_ms=60_000))
    made.testing = False
    yield made
    close(made)


@pytest.fixture
def small_client(small_app: Flask) -> FlaskClient:
    return small_app.test_client()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="module")
def served(app: Flask) -> Iterator[str]:
    """The address of a real server of the sample's release."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def empty_client(tmp_path: Path) -> FlaskClient:
    """A client of a server that has no release."""
    return create_app(Config(home=tmp_path)).test_client()


@pytest.fixture(scope="session")
def full_app(full_home: Path) -> Iterator[Flask]:
    made = create_app(Config(home=full_home))
    yield made
    close(made)


@pytest.fixture
def full_client(full_app: Flask) -> FlaskClient:
    return full_app.test_client()
