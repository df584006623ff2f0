"""What changed between two releases of O*NET: index.corpus.changes."""

from __future__ import annotations

from collections.abc import Mapping

from index.corpus.changes import Snapshot, changes, steps
from index.records.joined import Change
from index.records.published import TaskStatement
from index.records.terms import TaskType
from tests.support import ART, FUN

Listed = Mapping[int, tuple[str, str, TaskType | None]]
"""Task id → occupation code, statement, type."""
TITLES = {ART: "Art Therapists", FUN: "Recreational Therapists"}


def snapshot(release: str, tasks: Listed, titles: Mapping[str, str] | None = None) -> Snapshot:
    return Snapshot(
        release,
        f"Month of {release}",
        {
            task_id: TaskStatement(task_id, code, text, kind, None, "08/2021")
            for task_id, (code, text, kind) in tasks.items()
        },
        titles,
    )


def told(found: tuple[Change, ...]) -> list[tuple[str, int | None, str | None, str | None]]:
    return [(one.kind, one.task_id, one.before, one.after) for one in found]


def test_a_release_has_no_changes_against_one_that_lists_the_same() -> None:
    tasks: Listed = {1: (ART, "Draw.", "core"), 2: (FUN, "Play.", None)}
    pair = [snapshot("30.3", tasks, TITLES), snapshot("30.1", tasks, TITLES)]
    assert changes(pair) == ()
    (step,) = steps(pair)
    assert (step.name, step.older_date, step.newer_date) == (
        "30.1-30.3",
        "Month of 30.1",
        "Month of 30.3",
    )
    assert (step.older_task_count, step.newer_task_count) == (2, 2)
    assert step.occupations_compared


def test_a_single_release_has_nothing_to_be_compared_with() -> None:
    alone = [snapshot("30.3", {1: (ART, "Draw.", "core")}, TITLES)]
    assert (steps(alone), changes(alone)) == ((), ())


def test_every_kind_of_change_of_a_task_is_found() -> None:
    older: Listed = {
        1: (ART, "Draw.", "core"),
        2: (ART, "Paint well.", None),
        3: (ART, "Sing.", "core"),
        4: (ART, "Dance.", "core"),
    }
    newer: Listed = {
        1: (ART, "Draw.", "core"),
        2: (ART, "Paint.", "core"),
        3: (FUN, "Sing.", "core"),
        5: (FUN, "Play.", "supplemental"),
    }
    found = changes([snapshot("30.3", newer, TITLES), snapshot("29.1", older, TITLES)])
    assert told(found) == [
        ("added", 5, None, None),
        ("reworded", 2, "Paint well.", "Paint."),
        ("retyped", 2, None, "core"),
        ("moved", 3, ART, FUN),
        ("retired", 4, None, None),
    ]
    assert {(one.older, one.newer) for one in found} == {("29.1", "30.3")}
    by_kind = {one.kind: one for one in found}
    assert (by_kind["retired"].text, by_kind["retired"].occupation_title) == (
        "Dance.",
        "Art Therapists",
    )
    assert (by_kind["moved"].occupation_code, by_kind["reworded"].text) == (FUN, "Paint.")


def test_a_comma_is_a_rewording() -> None:
    found = changes(
        [
            snapshot("30.3", {1: (ART, "Draw such as this.", None)}),
            snapshot("29.1", {1: (ART, "Draw, such as this.", None)}),
        ]
    )
    assert [one.kind for one in found] == ["reworded"]


def test_a_type_that_is_withdrawn_is_a_change_as_well() -> None:
    found = changes(
        [snapshot("30.3", {1: (ART, "Draw.", None)}), snapshot("29.1", {1: (ART, "Draw.", "core")})]
    )
    assert told(found) == [("retyped", 1, "core", None)]


def test_occupations_are_compared_by_code() -> None:
    older = snapshot("29.1", {}, {ART: "Art Therapists", "11-1011.00": "Chiefs"})
    newer = snapshot("30.3", {}, {ART: "Therapists, Art", FUN: "Recreational Therapists"})
    found = changes([newer, older])
    assert [(one.kind, one.occupation_code, one.before, one.after) for one in found] == [
        ("occupation-added", FUN, None, None),
        ("occupation-renamed", ART, "Art Therapists", "Therapists, Art"),
        ("occupation-removed", "11-1011.00", None, None),
    ]
    assert found[2].occupation_title == "Chiefs"
    assert {one.task_id for one in found} == {None}


def test_without_a_list_of_occupations_none_is_said_to_be_new() -> None:
    older = snapshot("29.1", {1: (ART, "Draw.", None)})
    newer = snapshot("30.3", {}, TITLES)
    found = changes([newer, older])
    assert told(found) == [("retired", 1, None, None)]
    assert found[0].occupation_title == "Art Therapists"
    (step,) = steps([newer, older])
    assert not step.occupations_compared


def test_each_release_is_compared_with_the_one_before_it_newest_first() -> None:
    chain = [
        snapshot("30.3", {1: (ART, "C.", None)}),
        snapshot("30.1", {1: (ART, "B.", None)}),
        snapshot("29.1", {1: (ART, "A.", None)}),
    ]
    assert [step.name for step in steps(chain)] == ["30.1-30.3", "29.1-30.1"]
    assert [(one.older, one.before, one.after) for one in changes(chain)] == [
        ("30.1", "B.", "C."),
        ("29.1", "A.", "B."),
    ]


def test_a_task_that_comes_back_is_added_again() -> None:
    listed: Listed = {1: (ART, "Draw.", None)}
    chain = [snapshot("30.3", listed), snapshot("30.1", {}), snapshot("29.1", listed)]
    assert [(one.newer, one.kind) for one in changes(chain)] == [
        ("30.3", "added"),
        ("30.1", "retired"),
    ]
