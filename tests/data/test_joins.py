"""How many records of each publisher find their task: the figures that were counted beforehand."""

from __future__ import annotations

import csv
import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from index import Encyclopedia
from index.text import matching_key

pytestmark = pytest.mark.full

Database = sqlite3.Connection


def test_the_release_has_what_its_publishers_announce(onet_30_3: Encyclopedia) -> None:
    coverage = onet_30_3.release.coverage
    assert (coverage["tasks"], coverage["tasks_untyped"]) == (18_796, 845)
    assert (coverage["occupations"], coverage["occupations_with_tasks"]) == (1_016, 923)
    assert coverage["tasks_with_activities"] == 18_796


def test_levels_of_activities(onet_30_3: Encyclopedia, database: Database) -> None:
    """All 41 GWAs of the model have tasks in 30.3; up to 30.2 it was 37."""
    levels = dict(database.execute("SELECT level, count(*) FROM activity GROUP BY level"))
    assert (levels["dwa"], levels["iwa"], levels["gwa"]) == (2_087, 332, 41)
    links = database.execute("SELECT count(*) FROM task_activity GROUP BY task_id").fetchall()
    assert {count for (count,) in links} == {1, 2, 3, 4, 5}


def test_occupations_with_ratings_and_with_ties(
    onet_30_3: Encyclopedia, database: Database
) -> None:
    rated = "SELECT count(DISTINCT occupation_code) FROM task WHERE importance IS NOT NULL"
    assert database.execute(rated).fetchone() == (894,)
    assert database.execute(f"{rated} AND tied_with > 0").fetchone() == (711,)


def test_use_in_january_2026_by_text_and_through_the_20_1_ids(
    onet_30_3: Encyclopedia, database: Database
) -> None:
    tasks = dict(
        database.execute(
            "SELECT matched_by, count(*) FROM task_usage JOIN usage USING (usage_id)"
            " WHERE release = '2026-01-15' GROUP BY matched_by"
        )
    )
    assert tasks == {"text": 3_657, "onet-20.1-id": 111}
    # 2,803 texts match a statement. Of one, every task has a text of its own that is published
    # as well and differs by a comma: it stands for no task.
    texts = (
        "SELECT count(DISTINCT usage_id) FROM task_usage JOIN usage USING (usage_id)"
        " WHERE release = '2026-01-15' AND matched_by = 'text'"
    )
    assert database.execute(texts).fetchone() == (2_802,)


def test_labels_join_by_id(onet_30_3: Encyclopedia) -> None:
    assert onet_30_3.release.coverage["tasks_labelled"] == 18_739


def test_of_58_edited_texts_57_have_other_words_and_one_lost_a_comma(
    onet_30_3: Encyclopedia, full_sources: Path, database: Database
) -> None:
    """Two counts of the same thing: character by character, and by words. The page says that a
    label is of another wording, so it goes by words; task 18000 lost a comma and no more."""
    today = dict(database.execute("SELECT task_id, text FROM task"))
    path = full_sources / "eloundou" / "full_labelset.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        labelled = {
            int(float(row["Task ID"])): row["Task"]
            for row in csv.DictReader(file, delimiter="\t")
            if int(float(row["Task ID"])) in today
        }
    edited = {i for i, text in labelled.items() if text.strip() != today[i]}
    reworded = {i for i, text in labelled.items() if matching_key(text) != matching_key(today[i])}
    assert (len(edited), len(reworded), edited - reworded) == (58, 57, {18_000})
    ours = database.execute("SELECT task_id FROM exposure WHERE labelled_text IS NOT NULL")
    assert {task_id for (task_id,) in ours} == reworded
    assert onet_30_3.release.coverage["tasks_labelled_in_other_words"] == 57


def test_texts_shared_by_several_tasks_are_counted_as_one(
    onet_30_3: Encyclopedia, database: Database
) -> None:
    texts = [text for (text,) in database.execute("SELECT text FROM task")]
    for normal, figures in ((str.lower, (398, 1_658, 34)), (matching_key, (411, 1_698, 34))):
        groups = Counter(normal(text) for text in texts)
        shared = [count for count in groups.values() if count > 1]
        assert (len(shared), sum(shared), max(shared)) == figures
    usage = onet_30_3.release.coverage["usage"]
    assert isinstance(usage, dict)
    january = usage["2026-01-15"]
    assert january["shared_texts"] == 145
    assert january["tasks"] == january["tasks_by_text"] + january["tasks_by_onet-20.1-id"]
