"""What pages say of labels and of raters, against the publishers' files, read by plain csv."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from index import Encyclopedia

pytestmark = pytest.mark.full

SCORES = {"E0": (0.0, 0.0, 0.0), "E1": (1.0, 1.0, 1.0), "E2": (0.0, 0.5, 1.0)}


def table(path: Path, delimiter: str = "\t") -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def test_means_weigh_core_tasks_1_and_all_others_one_half(
    full: Encyclopedia, full_sources: Path
) -> None:
    """The claim of the pages: with these weights the study's labels make its published means."""
    labels = defaultdict(list)
    for row in table(full_sources / "eloundou" / "full_labelset.tsv"):
        labels[row["O*NET-SOC Code"]].append(row)
    columns = {"gpt4": "gpt4_exposure", "human": "human_exposure_agg"}
    checked, plain = 0, 0
    for summary in full.occupations():
        entry = full.occupation(summary.code)
        for rater, profile in (("gpt4", entry.exposure_gpt4), ("human", entry.exposure_human)):
            if profile.means is None:
                continue
            rows = labels[summary.code]
            weights = [1.0 if row["Task Type"] == "Core" else 0.5 for row in rows]
            scores = [SCORES[row[columns[rater]]] for row in rows]
            for place, name in enumerate(("alpha", "beta", "gamma")):
                values = [score[place] for score in scores]
                mean = sum(w * v for w, v in zip(weights, values, strict=True)) / sum(weights)
                published = getattr(profile.means, name)
                assert published == pytest.approx(mean, abs=1e-9), (summary.code, rater, name)
                plain += abs(published - sum(values) / len(values)) < 1e-9
                checked += 1
    assert checked == 6 * 923
    assert plain < checked / 2  # a mean that weighs nothing is another one


def test_automation_labels_are_those_of_the_two_files(
    full: Encyclopedia, full_sources: Path
) -> None:
    folder = full_sources / "eloundou"
    first = {int(float(row["Task ID"])): row for row in table(folder / "full_labelset.tsv")}
    again = {
        int(float(row["Task ID"])): row
        for row in table(folder / "automation_gpt4_human_labels.tsv")
    }
    by_people = 0
    for task_id in full.task_ids():
        exposure = full.task(task_id).exposure
        if exposure is None:
            assert task_id not in first
            continue
        assert exposure.automation == first[task_id]["gpt4_automation"]
        assert exposure.automation_second == again[task_id]["gpt4_automation"]
        assert (exposure.automation_human or "") == again[task_id]["human_automation"]
        by_people += exposure.automation_human is not None
    assert 90 <= by_people <= 100


def test_every_rating_names_those_who_gave_it(onet_30_3: Encyclopedia, full_sources: Path) -> None:
    path = full_sources / "onet" / "db_30_3_text" / "Task Ratings.txt"
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        published = {int(row["Task ID"]): row["Domain Source"] for row in rows}
    names = {
        "Incumbent": "incumbents",
        "Occupational Expert": "experts",
        "Analyst - Transition": "analysts",
    }
    for task_id in onet_30_3.task_ids():
        rating = onet_30_3.task(task_id).rating
        ours = None if rating is None else rating.rated_by
        assert ours == names.get(published.get(task_id, "")), task_id
    counts = Counter(names[who] for who in published.values())
    for raters, count in counts.items():
        assert onet_30_3.release.coverage[f"tasks_rated_by_{raters}"] == count
    assert counts["incumbents"] == 13_193
