"""A sample with word vectors of our own making: those that the module of a test has as AXES."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.build import build
from index.relevance.meaning import Meaning, open_meaning
from index.relevance.vectors import WordVectors
from index.sources import sample as packaged


@pytest.fixture(scope="module")
def release(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the release."""
    axes = request.module.AXES
    home = tmp_path_factory.mktemp("home")
    file = home / "vectors.npz"
    WordVectors.of(list(axes), np.array(list(axes.values()), dtype=np.float32)).save(file)
    build(packaged.folder(), home, is_sample=True, quiet=True, vectors=str(file))
    return (home / "current").resolve()


@pytest.fixture(scope="module")
def meaning(release: Path) -> Meaning:
    opened = open_meaning(release)
    assert opened is not None
    return opened
