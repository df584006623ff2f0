"""An app to abuse, and a home to damage."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from webapp import close, create_app
from webapp.config import Config


@pytest.fixture(scope="session")
def app(sample_home: Path) -> Iterator[Flask]:
    made = create_app(Config(home=sample_home))
    made.testing = False  # errors become pages, as in production
    yield made
    close(made)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def home(sample_home: Path, tmp_path: Path) -> Path:
    """A home of one's own with the sample's release."""
    return Path(shutil.copytree(sample_home, tmp_path / "home", symlinks=True))
