"""Changes between releases, counted again straight from the publishers' files."""

from __future__ import annotations

import csv
import gzip
import re
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index import Encyclopedia
from index.records.terms import ChangeKind
from webapp import create_app
from webapp.config import Config

pytestmark = pytest.mark.full

Row = Mapping[str, str]
COLUMNS: Mapping[ChangeKind, str] = {
    "reworded": "Task",
    "retyped": "Task Type",
    "moved": "O*NET-SOC Code",
}


def table(path: Path, key: str) -> dict[str, Row]:
    """A table of O*NET's by the cells of one column; tabs, no quoting."""
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row[key]: row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        }


@pytest.fixture(scope="module")
def folders(full_sources: Path) -> list[Path]:
    """Unpacked releases, oldest first."""
    found = [path for path in (full_sources / "onet").iterdir() if path.is_dir()]
    return sorted(found, key=lambda path: [int(n) for n in re.findall(r"\d+", path.name)])


@pytest.fixture(scope="module")
def reader(full_home: Path) -> FlaskClient:
    return create_app(Config(home=full_home)).test_client()


def test_every_step_has_the_changes_that_the_files_have(
    full: Encyclopedia, folders: list[Path]
) -> None:
    steps = full.steps()
    assert len(steps) == len(folders) - 1
    for step, (older, newer) in zip(reversed(steps), pairwise(folders), strict=True):
        assert step.name == "-".join(
            ".".join(re.findall(r"\d+", path.name)) for path in (older, newer)
        )
        before = table(older / "Task Statements.txt", "Task ID")
        after = table(newer / "Task Statements.txt", "Task ID")
        assert (step.older_task_count, step.newer_task_count) == (len(before), len(after))
        expected: dict[ChangeKind, set[str]] = {
            "added": after.keys() - before.keys(),
            "retired": before.keys() - after.keys(),
        }
        for kind, column in COLUMNS.items():
            both = before.keys() & after.keys()
            expected[kind] = {i for i in both if before[i][column] != after[i][column]}
        counts = full.change_counts(step)
        for kind, ids in expected.items():
            found = full.changes(step, kind)
            assert {str(change.task_id) for change in found} == ids, (step.name, kind)
            assert len(found) == len(ids) == counts.get(kind, 0)
        types = Counter(
            (before[i]["Task Type"], after[i]["Task Type"]) for i in expected["retyped"]
        )
        told = {
            tuple("n/a" if one is None else one.capitalize() for one in (old, new)): count
            for old, new, count in full.retypings(step)
        }
        assert told == types


def test_occupations_are_compared_where_both_releases_list_them(
    full: Encyclopedia, folders: list[Path]
) -> None:
    name = "Occupation Data.txt"
    for step, (older, newer) in zip(reversed(full.steps()), pairwise(folders), strict=True):
        known = (older / name).exists() and (newer / name).exists()
        assert step.occupations_compared == known
        if not known:
            continue
        before, after = (table(path / name, "O*NET-SOC Code") for path in (older, newer))
        assert len(full.changes(step, "occupation-added")) == len(after.keys() - before.keys())
        assert len(full.changes(step, "occupation-removed")) == len(before.keys() - after.keys())
        renamed = [
            i for i in before.keys() & after.keys() if before[i]["Title"] != after[i]["Title"]
        ]
        assert len(full.changes(step, "occupation-renamed")) == len(renamed)


def test_from_29_1_to_30_1_the_figures_are_those_counted_beforehand(
    onet_30_3: Encyclopedia,
) -> None:
    step = next((step for step in onet_30_3.steps() if step.name == "29.1-30.1"), None)
    if step is None:
        pytest.skip("TASKDEX_SOURCES holds other releases of O*NET than 29.1 and 30.1")
    assert onet_30_3.change_counts(step) == {
        "added": 21,
        "reworded": 5,
        "retyped": 477,
        "retired": 21,
    }
    assert onet_30_3.retypings(step) == (
        (None, "core", 273),
        ("core", "supplemental", 112),
        ("supplemental", "core", 56),
        (None, "supplemental", 36),
    )


def test_emerging_tasks_are_those_of_the_newest_release(
    full: Encyclopedia, folders: list[Path]
) -> None:
    with (folders[-1] / "Emerging Tasks.txt").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    expected = sorted((r["O*NET-SOC Code"], r["Task"], r["Original Task ID"]) for r in rows)
    found = full.emerging()
    assert expected == sorted(
        (one.task.occupation_code, one.task.text, str(one.task.original_task_id or "n/a"))
        for one in found
    )
    originals = {(r["Task"], r["Original Task"]) for r in rows if r["Category"] == "Revision"}
    assert originals == {
        (one.task.text, one.original_text) for one in found if one.task.category == "Revision"
    }


def test_pages_of_changes_are_light_and_every_one_answers(
    full: Encyclopedia, reader: FlaskClient
) -> None:
    listed = re.findall(
        r"<loc>http://localhost(/changes[^<]*)</loc>", reader.get("/sitemap-1.xml").text
    )
    assert len(listed) > 2 * len(full.steps())
    for address in listed:
        response = reader.get(address)
        assert response.status_code == 200
        assert len(gzip.compress(response.data)) < 60_000, address


def test_every_reworded_task_of_today_says_what_it_was(
    full: Encyclopedia, reader: FlaskClient
) -> None:
    today = set(full.task_ids())
    for step in full.steps():
        for change in full.changes(step, "reworded"):
            if change.task_id in today:
                text = reader.get(f"/tasks/task-{change.task_id}").text
                assert f"Worded differently until O*NET {step.older}" in text
