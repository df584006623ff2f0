"""Use by work activity: index.sources.microsoft and .signals, index.corpus.activity_uses."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from index import corpus
from index.errors import SourceError
from index.records.assistants import CopilotSide, CopilotUse, MonthShare
from index.sources.microsoft import find_working_with_ai
from index.sources.signals import Signals, find_signals
from tests.support import (
    ART,
    DWA,
    GWA,
    IWA,
    SIGNALS_FILE,
    write_api,
    write_copilot,
    write_everything,
    write_long,
    write_nodes,
    write_onet,
    write_signals,
)

OLD = "4.A.1.a.1.I01"
ROW = (OLD, "Study art.", 0.25, 0.5, 0.6, 0.7, 0.125, 0.8, "", 0.9)


def test_a_row_has_what_people_wanted_and_what_the_model_did(tmp_path: Path) -> None:
    write_copilot(tmp_path, [ROW])
    found = find_working_with_ai(tmp_path)
    assert found is not None
    ((activity_id, title, use),) = found.activity_use()
    assert (activity_id, title) == (OLD, "Study art.")
    assert use == CopilotUse(
        CopilotSide(25.0, 50.0, 60.0, 70.0), CopilotSide(12.5, 80.0, None, 90.0)
    )
    assert [file.row_count for file in found.files] == [1]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (("4.A.1.a.1.I02", "Show art.", 1.5, *ROW[3:]), "share_user.*from 0 to 1"),
        (("4.A.1.a.1.I02", "Show art.", "", *ROW[3:]), "share_user.*empty"),
        (("4.A.1.a.1.I02", "", *ROW[2:]), "title.*empty"),
        ((OLD, "Show art.", *ROW[2:]), "IWA.*earlier row"),
        (("4.A.1.a.1.I02", *ROW[1:]), "title.*earlier row"),
    ],
)
def test_a_wrong_row_of_copilot_is_refused(
    tmp_path: Path, row: tuple[object, ...], problem: str
) -> None:
    write_copilot(tmp_path, [ROW, row])
    found = find_working_with_ai(tmp_path)
    assert found is not None
    with pytest.raises(SourceError, match=problem) as caught:
        list(found.activity_use())
    assert caught.value.line == 3


def signals(sources: Path) -> Signals:
    found = find_signals(sources)
    assert found is not None
    return found


def test_shares_come_by_activity_and_month_and_the_rest_is_left_out(tmp_path: Path) -> None:
    write_signals(
        tmp_path,
        [("2024-07-01", OLD, 0.001), ("2026-06-01", OLD, 0), ("2026-06-01", "Other IWA", 0.9)],
    )
    found = signals(tmp_path)
    assert list(found.shares()) == [MonthShare(OLD, "2024-07", 0.1), MonthShare(OLD, "2026-06", 0)]
    assert found.source.release == "months to 2026-06"


def test_the_table_is_found_in_the_archive_as_published(tmp_path: Path) -> None:
    write_signals(tmp_path / "unpacked", [("2026-06-01", OLD, 0.25)])
    table = tmp_path / "unpacked" / "extra" / "openai_signals" / SIGNALS_FILE
    folder = tmp_path / "extra" / "openai_signals"
    folder.mkdir(parents=True)
    with zipfile.ZipFile(folder / "data-download-csv.zip", "w") as archive:
        archive.writestr(f"__MACOSX/public_release_csv/._{SIGNALS_FILE}", "\0\0")
        archive.writestr(f"__MACOSX/public_release_csv/{SIGNALS_FILE}", "\0\0")
        archive.writestr("public_release_csv/share_of_messages_by_topic.csv", "a\n1\n")
        archive.write(table, f"public_release_csv/{SIGNALS_FILE}")
    found = signals(tmp_path)
    assert list(found.shares()) == [MonthShare(OLD, "2026-06", 25.0)]
    (file,) = found.files
    assert file.path.endswith(f"data-download-csv.zip!public_release_csv/{SIGNALS_FILE}")


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (("June", OLD, 0.1), "not a month"),
        (("2026-13-01", OLD, 0.1), "not a month"),
        (("2026-06-01", OLD, 0.1), "a second time in 2026-06"),
        (("2026-05-01", OLD, 1.1), "from 0 to 1"),
    ],
)
def test_a_wrong_row_of_signals_is_refused(
    tmp_path: Path, row: tuple[str, str, object], problem: str
) -> None:
    write_signals(tmp_path, [("2026-06-01", OLD, 0.2), row])
    with pytest.raises(SourceError, match=problem) as caught:
        list(signals(tmp_path).shares())
    assert caught.value.line == 3


# --- joins ---------------------------------------------------------------------------------------


def onet(sources: Path) -> None:
    write_onet(sources, [(1, ART, "Show artwork.")], links=[(1, DWA)])


def test_ids_of_older_releases_lead_through_the_title_to_those_of_today(tmp_path: Path) -> None:
    onet(tmp_path)
    write_copilot(tmp_path, [ROW, ("4.A.9.a.1.I07", "Juggle.", *ROW[2:])])
    write_signals(tmp_path, [("2026-06-01", OLD, 0.2), ("2026-06-01", "4.A.9.a.1.I09", 0.1)])
    joined = corpus.read(tmp_path)
    assert list(joined.copilot or ()) == [IWA]
    assert joined.chatgpt == (MonthShare(IWA, "2026-06", 20.0),)
    (conflict,) = (one for one in joined.conflicts if one.kind == "use-of-no-activity")
    assert conflict.count == 2
    assert "4.A.9.a.1.I09" in " ".join(conflict.examples)


def test_without_a_list_of_titles_older_ids_are_not_guessed(tmp_path: Path) -> None:
    onet(tmp_path)
    write_signals(tmp_path, [("2026-06-01", OLD, 0.2), ("2026-06-01", IWA, 0.3)])
    joined = corpus.read(tmp_path)
    assert joined.chatgpt == (MonthShare(IWA, "2026-06", 30.0),)


def test_the_index_has_figures_of_activities_on_their_own_level(tmp_path: Path) -> None:
    onet(tmp_path)
    write_nodes(
        tmp_path,
        [("show artwork.", 1, 0.5)],
        [
            *(("Study art.", 2, 0.4), ("Review art for treatment.", 1, 0.0)),
            *(("Getting Information", 3, 5), ("Study art.", 1, 9)),
        ],
    )
    joined = corpus.read(tmp_path)
    found = {one.activity_id: one.measures for one in joined.activity_usage}
    assert {name: one.share_percent for name, one in found.items()} == {IWA: 0.4, DWA: None, GWA: 5}
    assert found[DWA].share_percent_at_most == 0.005
    assert [text.measures.share_percent for text in joined.usage] == [0.5]


def test_use_through_the_api_is_never_part_of_use_in_chats(tmp_path: Path) -> None:
    onet(tmp_path)
    row = ("onet_task", "onet_task_pct", "show artwork.")
    write_long(tmp_path, [(*row, 1)])
    write_api(tmp_path, [(*row, 7)])
    joined = corpus.read(tmp_path)
    assert [text.measures.share_percent for text in joined.usage] == [1]
    assert [text.measures.share_percent for text in joined.api_usage] == [7]
    assert joined.api_usage[0].source.key == "index-api-2026-01-15"
    assert joined.latest_shares == {1: 1}


def test_all_of_these_sources_can_be_missing(tmp_path: Path) -> None:
    onet(tmp_path)
    joined = corpus.read(tmp_path)
    assert (joined.copilot, joined.chatgpt) == (None, None)
    assert (joined.activity_usage, joined.api_usage) == ((), ())


def test_coverage_counts_what_has_been_joined(tmp_path: Path) -> None:
    write_everything(tmp_path)
    coverage = corpus.read(tmp_path).coverage
    assert coverage["activities_with_copilot_use"] == 1
    assert coverage["activities_with_chatgpt_use"] == 1
    assert coverage["activities_with_index_use"] == 3
    assert coverage["tasks_observed_through_the_api"] == 2
