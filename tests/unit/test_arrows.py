"""Who may import whom: the contracts of [tool.importlinter] in pyproject.toml hold."""

from __future__ import annotations

import shutil
import sys
import tomllib
from pathlib import Path

import pytest

from tests.support import ROOT, run

LINT = Path(sys.executable).with_name("lint-imports")


def test_the_arrows_point_as_drawn() -> None:
    done = run([LINT, "--no-cache"])
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    assert f"Contracts: {len(contracts)} kept, 0 broken." in done.stdout


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The packages and their contracts, to be changed."""
    for package in ("index", "webapp"):
        ignored = shutil.ignore_patterns("__pycache__", "sample")
        shutil.copytree(ROOT / package, tmp_path / package, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_a_copy_is_looked_at_as_the_checkout_is(copy: Path) -> None:
    run([LINT, "--no-cache"], cwd=copy, PYTHONPATH=str(copy))


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("index/records.py", "from index import errors"),
        ("index/query.py", "from index.engines.protocol import Results"),
        ("index/engines/protocol.py", "import webapp"),
        ("index/release.py", "import whoosh.index"),
        ("index/catalogue/schema.py", "from index import corpus"),
        ("index/sources/onet.py", "from index.sources import aei"),
        ("index/corpus/usage.py", "from index.corpus import coverage"),
        ("index/facts/null.py", "from index.facts import fact"),
        ("index/facts/fact.py", "from index import text"),
        ("index/facts/tasks.py", "from index.catalogue import Catalogue"),
        ("index/facts/tasks.py", "import sqlite3"),
        ("index/text.py", "from flask import Flask"),
        ("index/unplaced.py", ""),
        ("webapp/text/vocabulary.py", "from index.catalogue import Catalogue"),
        ("webapp/text/vocabulary.py", "from index.engines.whoosh.searcher import ASIDE"),
        ("webapp/tasks/views.py", "from index.relevance import weights"),
        ("webapp/tasks/views.py", "from index.lexicon import correction"),
        ("webapp/text/charts.py", "from flask import request"),
        ("webapp/text/citations.py", "from webapp.http import addresses"),
        ("webapp/http/errors.py", "from webapp.embed import frames"),
        ("webapp/http/render.py", "from webapp.server import security"),
        ("webapp/server/metrics.py", "from webapp.search import ask"),
        ("webapp/server/worker.py", "from webapp.http import render"),
        ("webapp/formats/alternates.py", "from webapp.tasks import page"),
        ("webapp/tasks/page.py", "from webapp.occupations import task_table"),
        ("webapp/tasks/views.py", "from webapp.compare import rows"),
        ("webapp/changes/page.py", "from webapp.tasks import usage"),
        ("webapp/search/results.py", "from webapp.search import ask"),
        ("webapp/search/links.py", "from webapp.search import ways_out"),
        ("webapp/embed/views.py", "from webapp.api import answers"),
        ("webapp/unplaced.py", ""),
    ],
)
def test_an_arrow_that_points_elsewhere_is_noticed(copy: Path, module: str, line: str) -> None:
    with (copy / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    with pytest.raises(AssertionError, match=r"BROKEN|unplaced"):
        run([LINT, "--no-cache"], cwd=copy, PYTHONPATH=str(copy))
