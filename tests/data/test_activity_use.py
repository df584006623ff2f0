"""Figures of every activity against the publishers’ files, read by plain csv, not by ours."""

from __future__ import annotations

import csv
import sqlite3
from collections import defaultdict
from pathlib import Path

import pytest

from index import Encyclopedia

pytestmark = pytest.mark.full

COPILOT = Path("extra", "microsoft_working_with_ai", "iwa_metrics.csv")
SIGNALS = Path(
    "extra", "openai_signals", "usa_share_of_work_related_messages_by_onet_iwa_month.csv"
)
FIGURES = {
    "share_percent": "share",
    "completed_percent": "completion",
    "scope_percent": "impact_scope",
    "liked_percent": "feedback_positive_fraction",
}


def rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        pytest.skip(f"TASKDEX_SOURCES has no {path.name}")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def intermediate(full: Encyclopedia) -> list[str]:
    return [
        below.activity_id for top in full.activities() for below in full.activities(top.activity_id)
    ]


def test_every_intermediate_activity_has_the_figures_of_copilot(
    full: Encyclopedia, full_sources: Path
) -> None:
    published = {row["title"]: row for row in rows(full_sources / COPILOT)}
    ids = intermediate(full)
    assert len(ids) == len(published) == 332
    for activity_id in ids:
        entry = full.activity(activity_id)
        row = published.pop(entry.activity.title)
        assert entry.use.copilot is not None
        for side, theirs in ((entry.use.copilot.goal, "user"), (entry.use.copilot.action, "ai")):
            for ours, column in FIGURES.items():
                text = row[f"{column}_{theirs}"]
                expected = 100 * float(text) if text else None
                assert getattr(side, ours) == pytest.approx(expected, abs=1e-9), activity_id
    assert published == {}


def test_every_month_of_chatgpt_is_there_and_nothing_else(
    full: Encyclopedia, full_sources: Path
) -> None:
    # Titles of the ids up to O*NET 30.2, as Microsoft's file has them: another way than ours.
    titles = {row["IWA"]: row["title"] for row in rows(full_sources / COPILOT)}
    published: dict[str, dict[str, float]] = defaultdict(dict)
    for row in rows(full_sources / SIGNALS):
        if row["iwa_cleaned"] in titles:
            title = titles[row["iwa_cleaned"]]
            published[title][row["month"][:7]] = 100 * float(row["share_of_messages"])
    assert len(published) == 164
    found = {}
    for activity_id in intermediate(full):
        entry = full.activity(activity_id)
        if entry.use.chatgpt:
            found[entry.activity.title] = {
                one.month: one.share_percent for one in entry.use.chatgpt
            }
    assert found == published


def test_every_task_shows_its_activities_figures_and_no_others(full: Encyclopedia) -> None:
    with_chatgpt = 0
    for task_id in list(full.task_ids())[::7]:
        entry = full.task(task_id)
        expected = list(dict.fromkeys(path.iwa.activity_id for path in entry.activities))
        assert [kind.activity.activity_id for kind in entry.kinds_of_work] == expected
        for kind in entry.kinds_of_work:
            assert kind == full.activity(kind.activity.activity_id).use
        with_chatgpt += any(kind.chatgpt for kind in entry.kinds_of_work)
    assert with_chatgpt > 1_000


def test_every_share_and_pattern_of_the_api_is_that_of_its_file(
    full: Encyclopedia, full_sources: Path, database: sqlite3.Connection
) -> None:
    checked = 0
    for path in sorted(full_sources.glob("aei/release_*/**/aei_raw_1p_api_*.csv")):
        release = path.relative_to(full_sources / "aei").parts[0][-10:].replace("_", "-")
        shares: dict[str, float] = {}
        directive: dict[str, float] = {}
        for row in rows(path):
            if row["geo_id"] != "GLOBAL":
                continue
            if row["variable"] == "onet_task_pct":
                shares[row["cluster_name"]] = float(row["value"])
            if row["variable"] == "onet_task_collaboration_pct":
                text, _, pattern = row["cluster_name"].rpartition("::")
                if pattern == "directive":
                    directive[text] = float(row["value"])
        found = database.execute(
            "SELECT text, share_percent, directive_percent FROM api_usage WHERE release = ?",
            (release,),
        ).fetchall()
        assert len(found) > 1_000
        for text, share, percent in found:
            assert share == shares.get(text), text
            assert percent == directive.get(text), text
        checked += 1
    assert checked == 3
    (in_chats,) = database.execute(
        "SELECT count(*) FROM usage WHERE source_key LIKE 'index-api%'"
    ).fetchone()
    assert in_chats == 0
