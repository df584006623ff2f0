"""An app on the sample's release, and one on a home without any."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from webapp import create_app
from webapp.config import Config


@pytest.fixture(scope="session")
def app(sample_home: Path) -> Flask:
    made = create_app(Config(home=sample_home))
    made.testing = False  # errors become pages, as in production
    return made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def empty_client(tmp_path: Path) -> FlaskClient:
    """A client of a server that has no release."""
    return create_app(Config(home=tmp_path)).test_client()


@pytest.fixture(scope="session")
def full_app(full_home: Path) -> Flask:
    return create_app(Config(home=full_home))


@pytest.fixture
def full_client(full_app: Flask) -> FlaskClient:
    return full_app.test_client()
