"""What stands out in a release."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from index.catalogue.database import Database
from index.catalogue.findings import FindingReader

MEANS = {"11-1": (0.9, 0.8), "11-2": (0.9, 0.2), "11-3": (0.1, 0.5), "11-4": (0.5, 0.5)}
"""Occupation → mean β by GPT-4 and by human raters."""
SHARES: dict[str, list[tuple[int, float | None]]] = {
    "2026-01-15": [(1, 9.0)],
    "2026-03-24": [(2, 0.5), (3, None), (4, 2.0)],
}
"""Release → text and share; tasks 4 and 5 have the last text."""


@pytest.fixture
def reader(tmp_path: Path) -> FindingReader:
    path = tmp_path / "catalogue.sqlite"
    with sqlite3.connect(path) as made:
        made.executescript(
            "CREATE TABLE occupation (occupation_code, title);"
            "CREATE TABLE occupation_exposure (occupation_code, rater, beta);"
            "CREATE TABLE task (task_id, occupation_code, text);"
            "CREATE TABLE usage (usage_id, release, share_percent);"
            "CREATE TABLE task_usage (task_id, usage_id);"
        )
        for code, means in MEANS.items():
            made.execute("INSERT INTO occupation VALUES (?, ?)", (code, f"Job {code}"))
            for rater, beta in zip(("gpt4", "human"), means, strict=True):
                made.execute(
                    "INSERT INTO occupation_exposure VALUES (?, ?, ?)", (code, rater, beta)
                )
        made.execute("INSERT INTO occupation VALUES ('11-5', 'Not in the study')")
        for release, texts in SHARES.items():
            for usage_id, share in texts:
                made.execute("INSERT INTO usage VALUES (?, ?, ?)", (usage_id, release, share))
        for task_id, usage_id in ((1, 1), (2, 2), (3, 3), (4, 4), (5, 4)):
            made.execute("INSERT INTO task VALUES (?, '11-1', ?)", (task_id, f"Task {task_id}."))
            made.execute("INSERT INTO task_usage VALUES (?, ?)", (task_id, usage_id))
    made.close()
    return FindingReader(Database(path))


def test_the_most_exposed_come_first_of_equals_those_that_people_call_so(
    reader: FindingReader,
) -> None:
    assert [one.code for one in reader.most_exposed(9)] == ["11-1", "11-2", "11-4", "11-3"]
    assert len(reader.most_exposed(2)) == 2


def test_raters_disagree_in_both_directions(reader: FindingReader) -> None:
    found = reader.most_disputed(3)
    assert [(one.code, one.gpt4, one.human) for one in found] == [
        ("11-2", 0.9, 0.2),
        ("11-3", 0.1, 0.5),
        ("11-1", 0.9, 0.8),
    ]


def test_use_is_that_of_the_newest_release_one_line_a_text(reader: FindingReader) -> None:
    found = reader.most_used(9)
    assert [(one.task_id, one.share_percent, one.task_count) for one in found] == [
        (4, 2.0, 2),
        (2, 0.5, 1),
    ]
    assert {one.release for one in found} == {"2026-03-24"}
