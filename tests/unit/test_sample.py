"""The sample that comes with the project."""

from __future__ import annotations

import pytest

from index.sources import aei, eloundou, onet, sample


@pytest.fixture
def release() -> onet.OnetRelease:
    (found,) = onet.find_releases(sample.folder())
    return found


def test_it_has_27_tasks_of_two_occupations(release: onet.OnetRelease) -> None:
    assert release.is_complete
    assert {o.code: o.title for o in release.occupations()} == {
        "29-1129.01": "Art Therapists",
        "29-1125.00": "Recreational Therapists",
    }
    codes = [task.occupation_code for task in release.task_statements()]
    assert (codes.count("29-1129.01"), codes.count("29-1125.00")) == (16, 11)


def test_it_holds_what_the_pages_state_of_their_own_tasks(release: onet.OnetRelease) -> None:
    tasks = {task.task_id: task for task in release.task_statements()}
    assert {i: tasks[i].type for i in (392, 19147, 19156)} == {
        392: "core",
        19147: "core",
        19156: "supplemental",
    }
    assert tasks[19156].text == "Coordinate art showcases to display artwork produced by clients."
    relevance = {r.task_id: r.value for r in release.task_ratings() if r.scale == "RT"}
    assert relevance == {392: 89, 19147: 97, 19156: 78}


def test_what_the_pages_do_not_state_is_not_there(release: onet.OnetRelease) -> None:
    rated = {r.task_id for r in release.task_ratings() if r.scale == "IM"}
    assert len(rated) == 25
    assert not rated & {392, 19156}
    stand_ins = {t.task_id for t in release.task_statements()} - {392, 19147, 19156}
    assert stand_ins == set(range(9000001, 9000025))
    assert list(release.work_activities()) == []
    assert list(release.activity_links()) == []


def test_it_has_the_labels_of_three_tasks() -> None:
    study = eloundou.find_study(sample.folder())
    assert study is not None
    labels = {label.task_id: label for label in study.task_labels()}
    assert {i: (label.gpt4, label.beta) for i, label in labels.items()} == {
        392: ("E0", 0.0),
        19147: ("E0", 0.0),
        19156: ("E2", 0.5),
    }
    assert {label.human for label in labels.values()} == {None}
    assert {label.automation for label in labels.values()} == {"T1"}


def test_it_has_the_use_of_one_task() -> None:
    (release,) = aei.find_releases(sample.folder())
    (text,) = release.usage_texts()
    assert release.release == "2026-01-15"
    assert (text.patterns["task_iteration"], text.patterns["not_classified"]) == (60, None)
    assert (text.use_case["work"], text.autonomy_mean) == (63, 3.6)
    assert text.human_only_ability_yes_percent == 67
    assert text.share_percent is None
