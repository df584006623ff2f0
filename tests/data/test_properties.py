"""What holds of every task of the full release."""

from __future__ import annotations

import csv
import sqlite3
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from index import Encyclopedia
from index.records.terms import PATTERNS

pytestmark = pytest.mark.full

Database = sqlite3.Connection


def onet_rows(sources: Path, release: str, name: str) -> list[dict[str, str]]:
    """A table as it is published, read in the simplest way there is."""
    folder = sources / "onet" / f"db_{release.replace('.', '_')}_text"
    lines = (folder / name).read_text(encoding="utf-8").splitlines()
    header = lines[0].split("\t")
    return [dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:]]


# --- ratings -------------------------------------------------------------------------------------


def test_a_rank_is_one_more_than_the_number_of_higher_ones(database: Database) -> None:
    occupations: dict[str, list[tuple[float, int, int, int]]] = defaultdict(list)
    for code, *figures in database.execute(
        "SELECT occupation_code, importance, rank, rated_tasks, tied_with FROM task"
        " WHERE importance IS NOT NULL"
    ):
        occupations[code].append(tuple(figures))
    assert len(occupations) > 800
    for rated in occupations.values():
        importances = [importance for importance, *_ in rated]
        for importance, rank, denominator, tied_with in rated:
            assert rank == 1 + sum(other > importance for other in importances)
            assert tied_with == importances.count(importance) - 1
            assert denominator == len(importances)
        assert min(rank for _, rank, _, _ in rated) == 1


def test_without_importance_there_is_neither_rank_nor_tie(database: Database) -> None:
    assert database.execute(
        "SELECT count(*) FROM task WHERE (importance IS NULL) <> (rank IS NULL)"
        " OR (importance IS NULL) <> (tied_with IS NULL)"
    ).fetchone() == (0,)


@pytest.mark.parametrize(("scale", "column"), [("IM", "importance"), ("RT", "relevance_percent")])
def test_ratings_are_those_of_the_file_and_missing_is_never_zero(
    full: Encyclopedia, full_sources: Path, database: Database, scale: str, column: str
) -> None:
    published = {
        int(row["Task ID"]): float(row["Data Value"])
        for row in onet_rows(full_sources, full.release.onet.release, "Task Ratings.txt")
        if row["Scale ID"] == scale
    }
    ours = dict(database.execute(f"SELECT task_id, {column} FROM task"))
    assert {task_id: value for task_id, value in ours.items() if value is not None} == published


def test_figures_lie_in_their_range(database: Database) -> None:
    assert database.execute(
        "SELECT count(*) FROM task WHERE importance NOT BETWEEN 1 AND 5"
        " OR relevance_percent NOT BETWEEN 0 AND 100 OR importance_lower > importance_upper"
    ).fetchone() == (0,)
    percents = [f"{pattern}_percent" for pattern in PATTERNS] + ["work_percent", "share_percent"]
    for name in percents:
        wrong = f"SELECT count(*) FROM usage WHERE {name} NOT BETWEEN 0 AND 100"
        assert database.execute(wrong).fetchone() == (0,)


# --- activities ----------------------------------------------------------------------------------


def test_every_task_has_an_activity_with_three_levels(full: Encyclopedia) -> None:
    for task_id in full.task_ids():
        paths = full.task(task_id).activities
        assert paths, task_id
        for path in paths:
            assert (path.dwa.level, path.iwa.level, path.gwa.level) == ("dwa", "iwa", "gwa")
            assert path.dwa.parent_id == path.iwa.activity_id
            assert path.iwa.parent_id == path.gwa.activity_id
            assert path.gwa.parent_id is None
            assert path.task_count >= path.occupation_count >= 1


def test_activities_count_the_tasks_below_them_once(full: Encyclopedia) -> None:
    below: dict[str, set[int]] = defaultdict(set)
    for task_id in full.task_ids():
        for path in full.task(task_id).activities:
            for activity in (path.dwa, path.iwa, path.gwa):
                below[activity.activity_id].add(task_id)
    for gwa in full.activities():
        assert gwa.task_count == len(below[gwa.activity_id])
        for iwa in full.activities(gwa.activity_id):
            assert iwa.task_count == len(below[iwa.activity_id])
            for dwa in full.activities(iwa.activity_id):
                assert dwa.task_count == len(below[dwa.activity_id])


# --- use -----------------------------------------------------------------------------------------


def test_sharing_a_text_is_mutual_and_means_the_same_figures(full: Encyclopedia) -> None:
    uses = {
        (task_id, usage.source.release): usage
        for task_id in full.task_ids()
        for usage in full.task(task_id).usage
    }
    assert sum(bool(usage.shared_with) for usage in uses.values()) > 100
    for (task_id, release), usage in uses.items():
        for other in usage.shared_with:
            theirs = uses[other, release]
            assert task_id in theirs.shared_with
            assert theirs.measures.text == usage.measures.text
            assert theirs.measures.patterns == usage.measures.patterns
            assert theirs.measures.share_percent == usage.measures.share_percent


def test_a_task_has_at_most_one_text_a_release(database: Database) -> None:
    twice = (
        "SELECT count(*) FROM (SELECT 1 FROM task_usage JOIN usage USING (usage_id)"
        " GROUP BY task_id, release HAVING count(*) > 1)"
    )
    assert database.execute(twice).fetchone() == (0,)


def test_patterns_are_those_of_the_file_and_missing_is_never_zero(
    full_sources: Path, database: Database
) -> None:
    folder = full_sources / "aei" / "release_2026_01_15"
    (path,) = folder.rglob("aei_raw_claude_ai_*.csv")
    published: dict[str, dict[str, float]] = defaultdict(dict)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            wanted = row["facet"] == "onet_task::collaboration" and row["geo_id"] == "GLOBAL"
            if wanted and row["variable"] == "onet_task_collaboration_pct":
                text, _, pattern = row["cluster_name"].rpartition("::")
                published[text][pattern.replace(" ", "_")] = float(row["value"])
    columns = ", ".join(f"{pattern}_percent" for pattern in PATTERNS)
    rows = database.execute(f"SELECT text, {columns} FROM usage WHERE release = '2026-01-15'")
    checked = 0
    for text, *values in rows:
        ours = {p: v for p, v in zip(PATTERNS, values, strict=True) if v is not None}
        assert ours == published.get(text, {}), text
        checked += bool(ours)
    assert checked > 2000


def test_the_latest_share_is_that_of_the_newest_release_that_gives_one(full: Encyclopedia) -> None:
    for task_id in full.task_ids():
        shares = [usage.measures.share_percent for usage in full.task(task_id).usage]
        given = [share for share in shares if share is not None]
        summary = full.task_summary(task_id)
        assert summary.latest_share_percent == (given[-1] if given else None), task_id
        assert summary.observed == bool(shares)


# --- the release as a whole ----------------------------------------------------------------------


def test_references_lead_somewhere(database: Database) -> None:
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize(
    ("field", "table"),
    [
        ("task_count", "task"),
        ("occupation_count", "occupation"),
        ("activity_count", "activity"),
        ("lay_title_count", "lay_title"),
    ],
)
def test_the_manifest_counts_what_the_catalogue_holds(
    full: Encyclopedia, database: Database, field: str, table: str
) -> None:
    (count,) = database.execute(f"SELECT count(*) FROM {table}").fetchone()
    assert getattr(full.release, field) == count > 0


def test_coverage_counts_what_the_catalogue_holds(full: Encyclopedia, database: Database) -> None:
    counts = {
        "tasks_rated": "FROM task WHERE importance IS NOT NULL",
        "tasks_with_relevance": "FROM task WHERE relevance_percent IS NOT NULL",
        "tasks_untyped": "FROM task WHERE type IS NULL",
        "tasks_labelled": "FROM exposure",
        "tasks_labelled_in_other_words": "FROM exposure WHERE labelled_text IS NOT NULL",
        "tasks_on_which_raters_disagree": "FROM exposure WHERE human <> gpt4",
    }
    for name, rows in counts.items():
        counted = database.execute(f"SELECT count(*) {rows}").fetchone()
        assert counted == (full.release.coverage[name],), name
    (observed,) = database.execute("SELECT count(DISTINCT task_id) FROM task_usage").fetchone()
    assert full.release.coverage["tasks_observed"] == observed


def test_every_statement_is_that_of_the_file(
    full: Encyclopedia, full_sources: Path, database: Database
) -> None:
    rows = onet_rows(full_sources, full.release.onet.release, "Task Statements.txt")
    types = {"Core": "core", "Supplemental": "supplemental"}
    published = [
        (int(row["Task ID"]), row["O*NET-SOC Code"], row["Task"], types.get(row["Task Type"]))
        for row in rows
    ]
    ours = database.execute("SELECT task_id, occupation_code, text, type FROM task").fetchall()
    assert ours == sorted(published)


def test_occupations_list_the_rated_first_by_importance(full: Encyclopedia) -> None:
    for occupation in full.occupations():
        importances = [task.importance for task in full.occupation(occupation.code).tasks]
        rated = [importance for importance in importances if importance is not None]
        assert importances[: len(rated)] == rated
        assert all(one >= other for one, other in pairwise(rated))
        assert occupation.task_count == len(importances)


def test_retired_ids_are_not_ids_of_today_and_their_successors_are(
    full: Encyclopedia, database: Database
) -> None:
    live = set(full.task_ids())
    retired = database.execute("SELECT task_id, successor_id FROM retired_task").fetchall()
    assert retired
    for task_id, successor in retired:
        assert task_id not in live
        assert successor is None or successor in live
