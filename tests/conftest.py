"""Releases for tests: the sample that comes with the project, and, where TASKDEX_SOURCES names a
sources folder, the full one. Each is built once a session."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

with warnings.catch_warnings():
    # Whoosh 2.7.4 has literals that Python warns of whenever it compiles them.
    warnings.simplefilter("ignore")
    from index import Encyclopedia
    from index.build import build
    from index.sources import sample as packaged

WITHOUT_DATA = "needs the publishers' files: set TASKDEX_SOURCES to a sources folder"


def pytest_report_header() -> str:
    folder = os.environ.get("TASKDEX_SOURCES")
    return f"full data: {folder}" if folder else f"full data: none ({WITHOUT_DATA})"


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a release of the packaged sample. Not to be changed: copy it for that."""
    home = tmp_path_factory.mktemp("sample")
    build(packaged.folder(), home, is_sample=True, quiet=True)
    return home


@pytest.fixture(scope="session")
def sample(sample_home: Path) -> Iterator[Encyclopedia]:
    with Encyclopedia.open(sample_home, search_budget_ms=60_000) as opened:
        yield opened


@pytest.fixture(scope="session")
def full_sources() -> Path:
    """The publishers' files; skips the test where there are none."""
    if not (folder := os.environ.get("TASKDEX_SOURCES")):
        pytest.skip(WITHOUT_DATA)
    return Path(folder)


@pytest.fixture(scope="session")
def full_home(full_sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a release of the full data (10 s). Not to be changed."""
    home = tmp_path_factory.mktemp("full")
    build(full_sources, home, quiet=True)
    return home


@pytest.fixture(scope="session")
def full(full_home: Path) -> Iterator[Encyclopedia]:
    with Encyclopedia.open(full_home, search_budget_ms=60_000) as opened:
        yield opened
