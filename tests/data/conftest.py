"""The full release, for tests that state its figures."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index import Encyclopedia

RELEASE = "30.3"


@pytest.fixture(scope="session")
def onet_30_3(full: Encyclopedia) -> Encyclopedia:
    """The full release, if it is of the O*NET release whose figures the tests state."""
    if (release := full.release.onet.release) != RELEASE:
        pytest.skip(f"states figures of O*NET {RELEASE}; TASKDEX_SOURCES holds {release}")
    return full


@pytest.fixture(scope="session")
def database(full_home: Path) -> Iterator[sqlite3.Connection]:
    """The catalogue itself."""
    path = full_home / "current" / "catalogue.sqlite"
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        yield connection
