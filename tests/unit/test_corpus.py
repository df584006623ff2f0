"""Where the datasets meet: index.corpus, on publishers' files in miniature."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from index import corpus
from index.corpus.conflicts import EXAMPLES
from index.errors import SourceError
from index.records.joined import Corpus, JoinedText
from tests.support import (
    ART,
    DWA,
    FUN,
    OTHER_DWA,
    write_labels,
    write_long,
    write_nodes,
    write_onet,
    write_shares,
    write_statements,
)


def conflict_counts(joined: Corpus) -> Mapping[str, int]:
    return {conflict.kind: conflict.count for conflict in joined.conflicts}


def used(joined: Corpus) -> dict[str, dict[int, str]]:
    """Text of the Index → its tasks and how they were found."""
    return {text.measures.text: dict(text.task_ids) for text in joined.usage}


# --- O*NET alone ---------------------------------------------------------------------------------


def test_ranks_count_from_the_highest_importance_and_ties_share_the_better_one(
    tmp_path: Path,
) -> None:
    statements = [(n, ART, f"Art {n}.") for n in (1, 2, 3, 4, 5)] + [(6, FUN, "Fun.")]
    write_onet(tmp_path, statements, importance={1: 3.0, 2: 4.5, 3: 4.5, 4: 2.0, 6: 1.0})
    ratings = corpus.read(tmp_path).ratings
    assert {i: (r.rank, r.tied_with) for i, r in ratings.items()} == {
        1: (3, 0),
        2: (1, 1),
        3: (1, 1),
        4: (4, 0),
        6: (1, 0),
    }
    assert {i: r.rated_tasks for i, r in ratings.items()} == {1: 4, 2: 4, 3: 4, 4: 4, 6: 1}


def test_relevance_without_importance_is_a_rating_without_a_rank(tmp_path: Path) -> None:
    write_onet(
        tmp_path,
        [(1, ART, "Draw."), (2, ART, "Paint.")],
        importance={1: 4.0},
        relevance={2: 80.0},
    )
    joined = corpus.read(tmp_path)
    rating = joined.ratings[2]
    assert (rating.importance, rating.rank, rating.tied_with) == (None, None, None)
    assert (rating.relevance_percent, rating.rated_tasks) == (80.0, 1)
    assert joined.ratings[1].relevance_percent is None
    assert joined.importance(2) is None
    assert joined.coverage["tasks_rated"] == 1
    assert joined.coverage["tasks_with_relevance"] == 1


def test_a_task_that_nobody_rated_has_no_rating(tmp_path: Path) -> None:
    write_onet(tmp_path, [(1, ART, "Draw.")])
    joined = corpus.read(tmp_path)
    assert joined.ratings == {}
    assert joined.exposures == {}
    assert joined.usage == ()


def test_rows_about_what_is_not_there_are_left_out_and_counted(tmp_path: Path) -> None:
    write_onet(
        tmp_path,
        [(1, ART, "Draw."), (2, "11-1011.00", "Direct.")],
        importance={1: 4.0, 7: 3.0, 8: 3.0},
        links=[(1, DWA), (1, OTHER_DWA), (7, DWA), (1, "4.A.9")],
    )
    joined = corpus.read(tmp_path)
    assert list(joined.tasks) == [1]
    assert list(joined.ratings) == [1]
    assert joined.task_activities == {1: (DWA, OTHER_DWA)}
    assert conflict_counts(joined) == {
        "task-without-occupation": 1,
        "rating-without-task": 2,
        "activity-link-to-nothing": 2,
    }


def test_the_newest_release_counts_whatever_its_number_sorts_like(tmp_path: Path) -> None:
    for release in ("9.0", "30.3", "4.9"):
        write_onet(tmp_path, [(1, ART, f"From {release}.")], release=release)
    assert corpus.read(tmp_path).tasks[1].text == "From 30.3."


def test_a_folder_without_a_release_of_onet_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        corpus.read(tmp_path)
    write_statements(tmp_path, "30.3", [(1, ART, "Draw.")], None)
    with pytest.raises(SourceError):
        corpus.read(tmp_path)


# --- exposure labels -----------------------------------------------------------------------------


def test_labels_join_by_task_id_and_an_edited_statement_says_so(tmp_path: Path) -> None:
    write_onet(tmp_path, [(1, ART, "Draw, paint."), (2, ART, "Mold clay."), (3, ART, "Sing.")])
    write_labels(
        tmp_path,
        [
            (1, ART, "draw paint", "E0", "E1"),
            (2, ART, "Mold wet clay.", "E2", "n/a"),
            (9, ART, "Gone.", "E1", "E1"),
        ],
    )
    joined = corpus.read(tmp_path)
    assert {i: e.labelled_text for i, e in joined.exposures.items()} == {
        1: None,
        2: "Mold wet clay.",
    }
    assert (joined.exposures[1].raters_agree, joined.exposures[2].raters_agree) == (False, None)
    counted = conflict_counts(joined)
    assert counted["label-of-edited-text"] == counted["label-of-retired-task"] == 1
    assert joined.coverage["tasks_labelled_in_other_words"] == 1
    assert joined.coverage["tasks_on_which_raters_disagree"] == 1


def test_means_of_occupations_that_are_no_more_are_left_out(tmp_path: Path) -> None:
    write_onet(tmp_path, [(1, ART, "Draw.")])
    figures = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
    write_labels(tmp_path, [], [(ART, *figures), ("11-1011.00", *figures)])
    assert list(corpus.read(tmp_path).occupation_labels) == [ART]


# --- observed use --------------------------------------------------------------------------------


def test_texts_match_whatever_their_case_and_punctuation(tmp_path: Path) -> None:
    write_onet(tmp_path, [(1, ART, 'Draw "art," e.g., trees.'), (2, ART, "Paint.")])
    write_shares(tmp_path, {"draw art, e.g. trees": 1.0, "none": 5.0, "not_classified": 3.0})
    joined = corpus.read(tmp_path)
    assert used(joined) == {"draw art, e.g. trees": {1: "text"}}
    assert joined.observed == {1}


def test_a_text_of_several_tasks_is_all_of_theirs_and_counted_once(tmp_path: Path) -> None:
    write_onet(tmp_path, [(1, ART, "Draw."), (2, FUN, "draw"), (3, FUN, "Sing.")])
    write_shares(tmp_path, {"draw.": 2.0})
    joined = corpus.read(tmp_path)
    # Task 1 has the very text; task 2 has no text of its own that is published.
    assert used(joined) == {"draw.": {1: "text", 2: "text"}}
    (text,) = joined.usage
    assert text.measures.share_percent == 2.0
    usage = joined.coverage["usage"]
    assert usage == {
        "2025-03-27": {"texts": 1, "tasks": 2, "shared_texts": 1, "tasks_by_text": 2},
    }


def test_where_texts_differ_by_a_comma_each_task_takes_its_own(tmp_path: Path) -> None:
    write_onet(tmp_path, [(1, ART, "Draw, paint."), (2, FUN, "Draw paint.")])
    write_shares(tmp_path, {"draw paint.": 1.0, "draw, paint.": 2.0})
    joined = corpus.read(tmp_path)
    assert used(joined) == {"draw paint.": {2: "text"}, "draw, paint.": {1: "text"}}
    assert "usage-texts-of-one-task" not in conflict_counts(joined)


def test_a_text_that_is_left_without_a_task_is_counted(tmp_path: Path) -> None:
    write_onet(tmp_path, [(1, ART, "Draw, paint.")])
    write_shares(tmp_path, {"draw paint.": 1.0, "draw, paint.": 2.0})
    joined = corpus.read(tmp_path)
    assert used(joined) == {"draw, paint.": {1: "text"}}
    assert sum(conflict_counts(joined).values()) == 1


def test_what_no_text_matches_goes_through_the_ids_of_20_1(tmp_path: Path) -> None:
    write_onet(tmp_path, [(1, ART, "Draw trees and flowers."), (2, ART, "Paint.")])
    write_shares(tmp_path, {"draw trees.": 1.0, "juggle.": 0.5}, [(1, "Draw trees."), (9, "Gone.")])
    joined = corpus.read(tmp_path)
    assert used(joined) == {"draw trees.": {1: "onet-20.1-id"}}
    assert conflict_counts(joined)["usage-of-no-task"] == 1


def test_a_task_with_a_text_of_its_own_gets_no_other_through_its_old_id(tmp_path: Path) -> None:
    write_onet(tmp_path, [(1, ART, "Draw trees.")])
    write_shares(tmp_path, {"a draw of old.": 1.0, "draw trees.": 2.0}, [(1, "A draw of old.")])
    joined = corpus.read(tmp_path)
    assert used(joined) == {"draw trees.": {1: "text"}}
    assert conflict_counts(joined)["usage-texts-of-one-task"] == 1


def test_the_20_1_ids_serve_the_other_releases_too(tmp_path: Path) -> None:
    write_onet(tmp_path, [(1, ART, "Draw trees and flowers.")])
    write_shares(tmp_path, {}, [(1, "Draw trees.")])
    write_long(tmp_path, [("onet_task", "onet_task_pct", "draw trees.", 0.5)])
    joined = corpus.read(tmp_path)
    assert [(t.source.release, dict(t.task_ids)) for t in joined.usage] == [
        ("2026-01-15", {1: "onet-20.1-id"})
    ]


def test_a_published_task_id_goes_before_the_text(tmp_path: Path) -> None:
    write_onet(tmp_path, [(1, ART, "Draw."), (2, ART, "Paint."), (3, ART, "Sing.")])
    write_nodes(tmp_path, [("draw.", 2, 1.0), ("hum.", 77, 2.0), ("sing.", "", 3.0)])
    joined = corpus.read(tmp_path)
    assert used(joined) == {"draw.": {2: "task-id"}, "sing.": {3: "text"}}
    assert conflict_counts(joined)["usage-of-no-task"] == 1


def test_figures_that_are_not_published_are_none_and_never_zero(tmp_path: Path) -> None:
    write_onet(tmp_path, [(1, ART, "Draw.")])
    write_long(
        tmp_path,
        [
            ("onet_task::collaboration", "onet_task_collaboration_pct", "draw.::directive", 40),
            ("onet_task::use_case", "onet_task_use_case_pct", "draw.::work", 0),
        ],
    )
    (text,) = corpus.read(tmp_path).usage
    measures = text.measures
    assert measures.share_percent is None
    assert measures.patterns["directive"] == 40
    assert {v for name, v in measures.patterns.items() if name != "directive"} == {None}
    assert (measures.use_case["work"], measures.use_case["personal"]) == (0, None)


def test_releases_of_the_index_come_oldest_first(tmp_path: Path) -> None:
    write_onet(tmp_path, [(1, ART, "Draw.")])
    write_nodes(tmp_path, [("draw.", 1, 3.0)])
    write_shares(tmp_path, {"draw.": 1.0})
    write_long(tmp_path, [("onet_task", "onet_task_count", "draw.", 20)])
    joined = corpus.read(tmp_path)
    assert [text.source.release for text in joined.usage] == [
        "2025-03-27",
        "2026-01-15",
        "2026-06-26",
    ]


def test_the_latest_share_is_that_of_the_newest_release_that_gives_one(tmp_path: Path) -> None:
    write_onet(tmp_path, [(1, ART, "Draw.")])
    write_shares(tmp_path, {"draw.": 1.0})
    write_long(tmp_path, [("onet_task", "onet_task_count", "draw.", 20)])
    assert corpus.read(tmp_path).latest_shares == {1: 1.0}


def test_patterns_above_100_percent_are_kept_and_counted(tmp_path: Path) -> None:
    write_onet(tmp_path, [(1, ART, "Draw.")])
    name = ("onet_task::collaboration", "onet_task_collaboration_pct")
    write_long(tmp_path, [(*name, "draw.::directive", 60), (*name, "draw.::learning", 60)])
    joined = corpus.read(tmp_path)
    assert joined.usage[0].measures.patterns["learning"] == 60
    assert conflict_counts(joined)["patterns-above-100-percent"] == 1


# --- retired tasks -------------------------------------------------------------------------------


def test_a_retired_task_is_known_by_its_newest_mention(tmp_path: Path) -> None:
    write_onet(tmp_path, [(1, ART, "Draw.")])
    write_statements(tmp_path, "29.1", [(1, ART, "Draw."), (8, ART, "Etch.")], None)
    write_labels(tmp_path, [(8, ART, "Etch in copper.", "E0", "E0"), (7, FUN, "Hum.", "E0", "E0")])
    write_shares(tmp_path, {}, [(8, "Etch of old."), (7, "Hum of old."), (6, "Whittle.")])
    retired = {task.task_id: task for task in corpus.read(tmp_path).retired}
    assert {i: (t.text, t.last_release, t.source.key) for i, t in retired.items()} == {
        6: ("Whittle.", "20.1", "aei-2025-03-27"),
        7: ("Hum.", "27.2", "eloundou"),
        8: ("Etch.", "29.1", "onet-29.1"),
    }
    assert {t.successor_id for t in retired.values()} == {None}


def test_a_successor_has_the_same_text_in_the_same_occupation_or_is_the_only_one(
    tmp_path: Path,
) -> None:
    write_onet(
        tmp_path,
        [(1, ART, "Draw."), (2, FUN, "Draw."), (3, FUN, "Sing."), (4, ART, "Show online.")],
        revisions=[(ART, "Show online.", 13)],
    )
    older = [
        (10, FUN, "draw"),
        (11, "11-1011.00", "Draw."),
        (12, ART, "Sing!"),
        (13, ART, "Show."),
        (14, ART, "Etch."),
    ]
    write_statements(tmp_path, "29.1", older, None)
    retired = {task.task_id: task.successor_id for task in corpus.read(tmp_path).retired}
    # 11 could be either of two and so is neither; 13 was revised.
    assert retired == {10: 2, 11: None, 12: 3, 13: 4, 14: None}


def test_a_successor_may_have_been_reworded_since(tmp_path: Path) -> None:
    write_onet(tmp_path, [(1, ART, "Draw it well."), (2, FUN, "Sing loudly."), (3, FUN, "Hum.")])
    write_statements(
        tmp_path, "29.1", [(1, ART, "Draw."), (10, ART, "draw"), (11, FUN, "hum")], None
    )
    write_shares(tmp_path, {}, [(2, "Sing."), (3, "Sing!"), (12, "sing"), (13, "Draw it.")])
    retired = {task.task_id: task.successor_id for task in corpus.read(tmp_path).retired}
    # 12 has words that two tasks of today once had, and no occupation to tell them apart.
    assert retired == {10: 1, 11: 3, 12: None, 13: None}


# --- the report ----------------------------------------------------------------------------------


def test_conflicts_keep_a_few_examples_and_count_all(tmp_path: Path) -> None:
    write_onet(tmp_path, [(1, ART, "Draw.")])
    write_shares(tmp_path, {f"juggle {n} balls.": 0.1 for n in range(20)})
    (conflict,) = corpus.read(tmp_path).conflicts
    assert (conflict.kind, conflict.count) == ("usage-of-no-task", 20)
    assert conflict.meaning.startswith("A published text matches no task of today and is left out.")
    assert len(conflict.examples) == EXAMPLES


def test_every_file_read_is_noted_once_with_its_source(tmp_path: Path) -> None:
    write_onet(tmp_path, [(1, ART, "Draw.")], beside=True)
    write_labels(tmp_path, [(1, ART, "Draw.", "E0", "E0")])
    write_shares(tmp_path, {"draw.": 1.0}, [(1, "Draw.")])
    joined = corpus.read(tmp_path)
    paths = [file.path for file in joined.files]
    assert len(set(paths)) == len(paths)
    on_disk = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()}
    assert set(paths) == on_disk
    assert {file.source_key for file in joined.files} == {s.key for s in joined.sources}


def test_a_step_is_told_for_each_dataset(tmp_path: Path) -> None:
    write_onet(tmp_path, [(1, ART, "Draw.")])
    write_shares(tmp_path, {"draw.": 1.0})
    told: list[str] = []
    corpus.read(tmp_path, told.append)
    assert any(step.startswith("O*NET") for step in told)
    assert any("2025-03-27" in step for step in told)


def test_each_usage_has_the_source_that_published_it(tmp_path: Path) -> None:
    write_onet(tmp_path, [(1, ART, "Draw.")])
    write_shares(tmp_path, {"draw.": 1.0})
    joined = corpus.read(tmp_path)
    (text,) = joined.usage
    assert isinstance(text, JoinedText)
    assert text.source in joined.sources
    assert text.source.release == text.measures.release


# --- changes between releases --------------------------------------------------------------------


def test_the_newest_release_is_compared_with_those_before_it(tmp_path: Path) -> None:
    write_onet(tmp_path, [(1, ART, "Draw."), (2, ART, "Paint.")], types={2: "Core"})
    write_onet(tmp_path, [(1, ART, "Draw."), (2, ART, "Paint.")], release="30.1")
    write_statements(tmp_path, "29.1", [(1, ART, "Draw it.")], None)
    joined = corpus.read(tmp_path)
    assert [(s.older, s.newer, s.occupations_compared) for s in joined.steps] == [
        ("30.1", "30.3", True),
        ("29.1", "30.1", False),
    ]
    assert [(c.newer, c.kind, c.task_id) for c in joined.changes] == [
        ("30.3", "retyped", 2),
        ("30.1", "added", 2),
        ("30.1", "reworded", 1),
    ]
    files = [file.path for file in joined.files if file.source_key == "onet-30.1"]
    assert "onet/db_30_1_text/Occupation Data.txt" in files


@pytest.mark.parametrize("absent", ["Task Statements", "Read Me", "Tasks to DWAs", "GWAs to IWAs"])
def test_a_newest_release_without_one_of_its_files_is_not_passed_over(
    tmp_path: Path, absent: str
) -> None:
    write_onet(tmp_path, [(1, ART, "Draw.")], release="30.3")
    write_onet(tmp_path, [(1, ART, "Draw!")], release="31.0")
    (tmp_path / "onet/db_31_0_text" / f"{absent}.txt").unlink()
    with pytest.raises(SourceError, match=rf"onet/db_31_0_text: .*no {absent}\.txt") as caught:
        corpus.read(tmp_path)
    assert "30.3" in str(caught.value)  # what can be done: remove the folder, and have that one


def test_a_newest_release_with_a_single_file_is_not_passed_over(tmp_path: Path) -> None:
    write_onet(tmp_path, [(1, ART, "Draw.")])
    write_statements(tmp_path, "31.0", [(1, ART, "Draw!"), (2, ART, "Not yet.")], None)
    with pytest.raises(SourceError, match=r"onet/db_31_0_text: .*Tasks to DWAs\.txt"):
        corpus.read(tmp_path)


def test_the_only_release_is_named_by_its_folder(tmp_path: Path) -> None:
    write_statements(tmp_path, "30.3", [(1, ART, "Draw.")], None)
    with pytest.raises(SourceError, match=r"onet/db_30_3_text: .*taskdex fetch"):
        corpus.read(tmp_path)


@pytest.mark.parametrize(
    "name",
    [
        *("onet/db_31_0_text/notes.txt", "onet/db_31_0_text (1)/Task Statements.txt"),
        *("onet/db_31_0_excel/Task Statements.xlsx", "onet/DB_31_0_TEXT/Task Statements.txt"),
        *("onet/db_31_0/Task Statements.txt", "aei/release_2027_01_15/data.csv.part"),
        "aei/release_2027_1_15/data.csv",
    ],
)
def test_a_folder_that_is_passed_over_is_named(tmp_path: Path, name: str) -> None:
    write_onet(tmp_path, [(1, ART, "Draw.")])
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text("?")
    joined = corpus.read(tmp_path)
    assert joined.missing[-1] == f"what is to be read in {name.rpartition('/')[0]}"
    assert "db_30_3" not in "".join(joined.missing)


def test_an_empty_folder_does_not_stand_before_its_archive(tmp_path: Path) -> None:
    write_onet(tmp_path, [(1, ART, "Draw.")])
    shutil.make_archive(str(tmp_path / "onet/db_31_0_text"), "zip", tmp_path / "onet/db_30_3_text")
    edit_read_me(tmp_path / "onet/db_31_0_text.zip")
    (tmp_path / "onet/db_31_0_text").mkdir()
    joined = corpus.read(tmp_path)
    assert {source.release for source in joined.sources} == {"31.0", "30.3"}


def test_an_archive_unpacked_into_a_folder_of_its_name_is_read(tmp_path: Path) -> None:
    write_onet(tmp_path, [(1, ART, "Draw.")])
    write_onet(tmp_path, [(1, ART, "Draw!")], release="31.0")
    inner = tmp_path / "onet/db_31_0_text"
    inner.rename(tmp_path / "inner")
    inner.mkdir()
    (tmp_path / "inner").rename(inner / inner.name)
    assert corpus.read(tmp_path).tasks[1].text == "Draw!"


def edit_read_me(path: Path) -> None:
    """Makes an archive of release 30.3 one of 31.0."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content.replace(b"O*NET 30.3", b"O*NET 31.0"))


def test_emerging_tasks_are_kept_by_occupation(tmp_path: Path) -> None:
    write_onet(
        tmp_path,
        [(1, ART, "Draw.")],
        revisions=[(ART, "Draw online.", 1), ("11-1011.00", "Rule.", 1)],
        proposals=[(FUN, "Play online."), (ART, "Sing online.")],
    )
    joined = corpus.read(tmp_path)
    assert [(e.occupation_code, e.text, e.original_task_id) for e in joined.emerging] == [
        (FUN, "Play online.", None),
        (ART, "Sing online.", None),
        (ART, "Draw online.", 1),
    ]
    assert conflict_counts(joined) == {"emerging-without-occupation": 1}
