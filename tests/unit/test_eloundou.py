"""Eloundou et al.: index.sources.eloundou."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import SourceError
from index.records.published import AutomationLabel, ExposureMeans
from index.sources.eloundou import EloundouStudy, find_study

HEADER = (
    "\tO*NET-SOC Code\tTask ID\tTask\thuman_exposure_agg\tgpt4_exposure\t"
    "gpt4_exposure_alt_rubric\tgpt4_automation\talpha\tbeta\tgamma\n"
)
ROW = "0\t29-1129.01\t19156.0\tCoordinate art.\tE0\tE2\tE1\tT1\t0.0\t0.5\t1.0\n"
MEANS = (
    "O*NET-SOC Code,Title,dv_rating_alpha,dv_rating_beta,dv_rating_gamma,"
    "human_rating_alpha,human_rating_beta,human_rating_gamma\n"
    "29-1129.01,Art Therapists,0.1,0.46,0.82,0.18,0.35,0.52\n"
)


def study(tmp_path: Path, labels: str = HEADER + ROW, means: str | None = MEANS) -> EloundouStudy:
    folder = tmp_path / "eloundou"
    folder.mkdir()
    (folder / "full_labelset.tsv").write_text(labels)
    if means is not None:
        (folder / "occ_level.csv").write_text(means)
    found = find_study(tmp_path)
    assert found is not None
    return found


def test_a_label_has_both_raters_and_the_scores_of_gpt4(tmp_path: Path) -> None:
    (label,) = study(tmp_path).task_labels()
    assert (label.task_id, label.occupation_code) == (19156, "29-1129.01")
    assert (label.gpt4, label.human, label.gpt4_alternative) == ("E2", "E0", "E1")
    assert (label.alpha, label.beta, label.gamma, label.automation) == (0.0, 0.5, 1.0, "T1")


def test_a_label_that_is_not_given_is_none(tmp_path: Path) -> None:
    row = ROW.replace("\tE0\tE2\tE1\t", "\tn/a\tE2\t\t")
    (label,) = study(tmp_path, HEADER + row).task_labels()
    assert (label.human, label.gpt4_alternative) == (None, None)


def test_occupations_have_the_means_of_both_raters(tmp_path: Path) -> None:
    found = study(tmp_path)
    (label,) = found.occupation_labels()
    assert label.gpt4 == ExposureMeans(0.1, 0.46, 0.82)
    assert label.human == ExposureMeans(0.18, 0.35, 0.52)
    assert [file.path for file in found.files] == ["eloundou/occ_level.csv"]


def test_a_missing_file_is_named_and_yields_nothing(tmp_path: Path) -> None:
    found = study(tmp_path, means=None)
    assert found.missing == ("occ_level.csv", "automation_gpt4_human_labels.tsv")
    assert list(found.occupation_labels()) == []


def test_no_folder_is_no_study(tmp_path: Path) -> None:
    assert find_study(tmp_path) is None
    (tmp_path / "eloundou").mkdir()
    assert find_study(tmp_path) is None


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("\tE2\t", "\tE3\t", "E0, E1 and E2 are known"),
        ("\tE2\t", "\tn/a\t", "E0, E1 and E2 are known"),
        ("\tE0\t", "\tX\t", "human_exposure_agg"),
        ("\tT1\t", "\tT5\t", "T0 to T4"),
        ("19156.0", "19156.5", "not a whole number"),
        ("\t0.5\t", "\t0.6\t", "of label E2 it is 0.5"),
        ("\t0.5\t", "\tnan\t", "not a number"),
        ("\t0.5\t", "\t1.5\t", "from 0 to 1"),
        ("Coordinate art.", "", "is empty"),
    ],
)
def test_a_wrong_label_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    found = study(tmp_path, HEADER + ROW.replace(old, new))
    with pytest.raises(SourceError, match=problem) as caught:
        list(found.task_labels())
    assert caught.value.line == 2


AGAIN = "gpt4_automation\tO*NET-SOC Code\tTask ID\thuman_automation\n"


def again(tmp_path: Path, *rows: str) -> EloundouStudy:
    found = study(tmp_path)
    (tmp_path / "eloundou" / "automation_gpt4_human_labels.tsv").write_text(AGAIN + "".join(rows))
    (reopened,) = [find_study(tmp_path)]
    assert found.missing == ("automation_gpt4_human_labels.tsv",)
    assert reopened is not None
    return reopened


def test_a_second_automation_label_may_come_with_one_by_people(tmp_path: Path) -> None:
    rows = ("T2\t29-1129.01\t19156\tT0\n", "T4\t29-1129.01\t19147\t\n")
    found = again(tmp_path, *rows)
    assert list(found.automation_labels()) == [
        AutomationLabel(19156, "T2", "T0"),
        AutomationLabel(19147, "T4", None),
    ]
    assert found.missing == ()


@pytest.mark.parametrize("row", ["T5\t29-1129.01\t1\t\n", "T1\t29-1129.01\t1\tT9\n"])
def test_an_unknown_automation_label_is_refused(tmp_path: Path, row: str) -> None:
    with pytest.raises(SourceError, match="T0 to T4 are known"):
        list(again(tmp_path, row).automation_labels())


def test_a_task_that_is_labelled_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"line 3.*earlier row"):
        list(study(tmp_path, HEADER + ROW + ROW).task_labels())
