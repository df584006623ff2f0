"""Releases of the Anthropic Economic Index: index.sources.aei."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import SourceError
from index.records.published import UsageText
from index.records.terms import PATTERNS
from index.sources.aei import IndexRelease, find_releases

LONG_HEADER = (
    *("geo_id", "geography", "date_start", "date_end", "platform_and_product"),
    *("facet", "level", "variable", "cluster_name", "value"),
)
NODE_HEADER = (
    *("date_start", "date_end", "geo_id", "geo_level", "category_name", "hierarchy_level"),
    *("metric_id", "value", "node_name", "node_external_id"),
)
LONG_FILE = "data/intermediate/aei_raw_claude_ai_2025-11-13_to_2025-11-20.csv"
NODE_FILE = "data/aei_claude_ai_2026-06-26.csv"
Cells = Sequence[object]


def long_row(facet: str, variable: str, cluster: str, value: object, geo: str = "GLOBAL") -> Cells:
    days = ("2025-11-13", "2025-11-20")
    return (geo, "global", *days, "Claude AI", facet, 0, variable, cluster, value)


def part_row(variable: str, text: str, part: str | None, value: object) -> Cells:
    """A row of a facet `onet_task::…`: `use_case_pct` of the part `work` of a text."""
    cluster = text if part is None else f"{text}::{part}"
    return long_row(
        f"onet_task::{variable.rpartition('_')[0]}", f"onet_task_{variable}", cluster, value
    )


def node_row(
    metric: str,
    value: object,
    *,
    text: str = "Fix teeth.",
    task_id: object = 392,
    month: int = 5,
    level: object = 0,
    geo_level: str = "global",
    category: str = "onet",
) -> Cells:
    days = (f"2026-{month:02}-01", f"2026-{month + 1:02}-01")
    return (*days, "GLOBAL", geo_level, category, level, metric, value, text, task_id)


def as_csv(*rows: Cells) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()


def release(tmp_path: Path, folder: str, files: dict[str, str]) -> IndexRelease:
    for name, text in files.items():
        path = tmp_path / "aei" / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (found,) = find_releases(tmp_path)
    return found


def long(tmp_path: Path, *rows: Cells) -> IndexRelease:
    return release(tmp_path, "release_2026_01_15", {LONG_FILE: as_csv(LONG_HEADER, *rows)})


def node(tmp_path: Path, *rows: Cells) -> IndexRelease:
    return release(tmp_path, "release_2026_06_26", {NODE_FILE: as_csv(NODE_HEADER, *rows)})


def published(text: UsageText) -> dict[str, float]:
    """The patterns that are published."""
    return {name: value for name, value in text.patterns.items() if value is not None}


# --- shares and fractions ------------------------------------------------------------------------


def test_shares_are_percent_of_conversations_and_none_is_no_task(tmp_path: Path) -> None:
    found = release(
        tmp_path,
        "release_2025_02_10",
        {"onet_task_mappings.csv": "task_name,pct\nfix teeth.,0.25\nnone,0.5\n"},
    )
    (text,) = found.usage_texts()
    assert (text.text, text.share_percent, text.task_id) == ("fix teeth.", 0.25, None)
    assert published(text) == {}
    assert set(text.patterns) == set(PATTERNS)
    assert found.period is None
    assert (found.release, found.source.key) == ("2025-02-10", "aei-2025-02-10")


FRACTIONS = "task_name,feedback_loop,directive,task_iteration,validation,learning,filtered\n"


def fractions(tmp_path: Path, row: str) -> UsageText:
    found = release(
        tmp_path,
        "release_2025_03_27",
        {
            "task_pct_v2.csv": "task_name,pct\na,1.5\n",
            "automation_vs_augmentation_by_task.csv": FRACTIONS + row,
        },
    )
    assert found.missing == ("onet_task_statements.csv",)
    (text,) = found.usage_texts()
    return text


def test_fractions_become_percent_and_a_hidden_pattern_is_not_zero(tmp_path: Path) -> None:
    text = fractions(tmp_path, "a,0.0,0.5,0.25,0.0,0.0,0.25\n")
    assert text.share_percent == 1.5
    assert published(text) == {"directive": 50, "task_iteration": 25, "not_classified": 25}


def test_a_pattern_of_zero_is_zero_where_nothing_is_hidden(tmp_path: Path) -> None:
    text = fractions(tmp_path, "a,0.0,0.5,0.5,0.0,0.0,0.0\n")
    assert text.patterns["learning"] == 0
    assert text.patterns["not_classified"] == 0
    assert text.patterns["none"] is None


def test_statements_of_20_1_come_by_task_id(tmp_path: Path) -> None:
    found = release(
        tmp_path,
        "release_2025_03_27",
        {
            "task_pct_v2.csv": "task_name,pct\na,1.5\n",
            "onet_task_statements.csv": 'Task ID,Task\n8823,"Direct, or coordinate."\n',
        },
    )
    assert list(found.statements_20_1()) == [(8823, "Direct, or coordinate.")]
    assert found.missing == ("automation_vs_augmentation_by_task.csv",)


# --- long ----------------------------------------------------------------------------------------


def test_every_measure_of_the_long_layout_is_read(tmp_path: Path) -> None:
    text = "fix teeth: all of them."
    found = long(
        tmp_path,
        long_row("onet_task", "onet_task_pct", text, 0.0043),
        long_row("onet_task", "onet_task_count", text, 43),
        part_row("collaboration_pct", text, "task iteration", 60),
        part_row("collaboration_pct", text, "not_classified", 40),
        part_row("collaboration_count", text, "directive", 3),
        part_row("use_case_pct", text, "work", 63),
        part_row("use_case_pct", text, "not_classified", 37),
        part_row("human_only_ability_pct", text, "yes", 67),
        part_row("human_only_ability_pct", text, "no", 33),
        part_row("task_success_pct", text, "yes", 70),
        part_row("multitasking_pct", text, "yes", 9),
        part_row("ai_autonomy_mean", text, "value", 3.6),
        part_row("ai_autonomy_median", text, "value", 4),
        part_row("human_only_time_mean", text, None, 3.1),
        part_row("human_with_ai_time_mean", text, None, 15),
        part_row("human_education_years_mean", text, None, 12.2),
        part_row("ai_education_years_mean", text, None, 12.1),
        part_row("new_measure_pct", text, "yes", 1),
    )
    (usage,) = found.usage_texts()
    assert usage == UsageText(
        release="2026-01-15",
        text=text,
        task_id=None,
        share_percent=0.0043,
        conversation_count=43,
        patterns=dict.fromkeys(PATTERNS) | {"task_iteration": 60.0, "not_classified": 40.0},
        use_case={"work": 63.0, "coursework": None, "personal": None},
        human_only_ability_yes_percent=67.0,
        task_success_percent=70.0,
        multitasking_percent=9.0,
        autonomy_mean=3.6,
        human_only_hours_mean=3.1,
        human_with_ai_minutes_mean=15.0,
        human_education_years_mean=12.2,
        ai_education_years_mean=12.1,
    )
    assert found.period == "2025-11-13 to 2025-11-20"


def test_other_places_other_facets_and_pseudo_tasks_are_left_out(tmp_path: Path) -> None:
    found = long(
        tmp_path,
        long_row("onet_task", "onet_task_pct", "fix teeth.", 3, geo="GB"),
        long_row("request", "request_pct", "fix teeth.", 3),
        long_row("onet_task", "onet_task_pct", "none", 3),
        long_row("onet_task", "onet_task_pct", "not_classified", 3),
        long_row("onet_task::collaboration", "onet_task_collaboration_pct", "none::directive", 3),
        long_row("onet_task", "onet_task_pct", "fix cars.", 1),
    )
    assert [(text.text, text.share_percent) for text in found.usage_texts()] == [("fix cars.", 1)]


def test_a_text_may_have_patterns_and_no_share(tmp_path: Path) -> None:
    (text,) = long(
        tmp_path,
        long_row("onet_task::collaboration", "onet_task_collaboration_pct", "a::learning", 60),
    ).usage_texts()
    assert (text.share_percent, published(text)) == (None, {"learning": 60})


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (long_row("onet_task", "onet_task_pct", "a", 1), "a second time"),
        (long_row("onet_task", "onet_task_pct", "b", 101), "from 0 to 100"),
        (long_row("onet_task", "onet_task_pct", "b", "nan"), "not a number"),
        (long_row("onet_task", "onet_task_pct", "<b>b</b>", 1), "HTML"),
        (
            long_row("onet_task::ai_autonomy", "onet_task_ai_autonomy_mean", "b::value", 5.5),
            "from 1 to 5",
        ),
        (
            long_row("onet_task::collaboration", "onet_task_collaboration_pct", "b::dancing", 1),
            "not a known pattern",
        ),
    ],
)
def test_a_wrong_cell_is_refused_with_its_line(tmp_path: Path, row: Cells, problem: str) -> None:
    found = long(tmp_path, long_row("onet_task", "onet_task_pct", "a", 1), row)
    with pytest.raises(SourceError, match=problem) as caught:
        list(found.usage_texts())
    assert caught.value.line == 3


@given(st.lists(st.floats(0, 100), min_size=1, max_size=6))
def test_every_percentage_comes_out_as_it_went_in(values: list[float]) -> None:
    import tempfile

    rows = [
        long_row("onet_task::collaboration", "onet_task_collaboration_pct", f"a::{name}", value)
        for name, value in zip(PATTERNS, values, strict=False)
    ]
    with tempfile.TemporaryDirectory() as folder:
        (text,) = long(Path(folder), *rows).usage_texts()
    assert list(published(text).values()) == values


# --- node ----------------------------------------------------------------------------------------


def test_the_node_layout_gives_task_ids_and_tolerates_new_metrics(tmp_path: Path) -> None:
    found = node(
        tmp_path,
        node_row("pct", 0.02),
        node_row("collaboration_feedback_loop_pct", 16),
        node_row("collaboration_bucket_automation_pct", 49),
        node_row("use_case_work_pct", 45),
        node_row("human_only_ability_pct", 88),
        node_row("human_only_time_mean", 4.59),
        node_row("artifact_none_pct", 7),
        node_row("ai_autonomy_mean", ""),
        node_row("pct", 3, level=1, text="A DWA."),
        node_row("pct", 3, geo_level="country"),
        node_row("pct", 3, category="request"),
    )
    (text,) = found.usage_texts()
    assert (text.text, text.task_id, text.share_percent) == ("Fix teeth.", 392, 0.02)
    assert published(text) == {"feedback_loop": 16}
    assert (text.human_only_ability_yes_percent, text.human_only_hours_mean) == (88, 4.59)
    assert text.use_case["work"] == 45
    assert text.autonomy_mean is None


def test_a_zero_of_the_node_layout_is_an_upper_bound_since_it_is_rounded(tmp_path: Path) -> None:
    found = node(
        tmp_path,
        node_row("pct", "0.0"),
        node_row("collaboration_directive_pct", "0.0"),
        node_row("collaboration_learning_pct", 0.01),
        node_row("use_case_personal_pct", 0),
        node_row("multitasking_pct", "0.00"),
        node_row("human_with_ai_time_mean", 0),
    )
    (text,) = found.usage_texts()
    assert (text.share_percent, text.share_percent_at_most) == (None, 0.005)
    assert text.rounded_away == ("directive", "personal", "multitasking_percent")
    assert published(text) == {"learning": 0.01}
    assert (text.use_case["personal"], text.multitasking_percent) == (None, None)
    assert text.human_with_ai_minutes_mean == 0
    with pytest.raises(SourceError, match="a second time"):
        list(node(tmp_path / "2", node_row("pct", 0), node_row("pct", 0)).usage_texts())


def test_a_zero_of_other_layouts_stays_a_zero(tmp_path: Path) -> None:
    (text,) = long(tmp_path, long_row("onet_task", "onet_task_pct", "a", 0)).usage_texts()
    assert (text.share_percent, text.share_percent_at_most) == (0, None)


def test_of_several_months_the_newest_is_taken(tmp_path: Path) -> None:
    found = node(tmp_path, node_row("pct", 2, month=5), node_row("pct", 1, month=4))
    assert [text.share_percent for text in found.usage_texts()] == [2]
    assert found.period == "2026-05-01 to 2026-05-31"


def test_one_text_under_two_task_ids_stays_two(tmp_path: Path) -> None:
    found = node(tmp_path, node_row("pct", 2), node_row("pct", 1, task_id="7"))
    assert [text.task_id for text in found.usage_texts()] == [392, 7]


def test_a_cell_that_is_given_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"line 3.*a second time"):
        list(node(tmp_path, node_row("pct", 2), node_row("pct", 1)).usage_texts())


# --- finding releases ----------------------------------------------------------------------------


def test_releases_come_oldest_first_from_folders_and_zips(tmp_path: Path) -> None:
    (tmp_path / "aei").mkdir()
    with zipfile.ZipFile(tmp_path / "aei" / "release_2026_01_15.zip", "w") as archive:
        table = as_csv(LONG_HEADER, long_row("onet_task", "onet_task_pct", "a", 1))
        archive.writestr(f"release_2026_01_15/{LONG_FILE}", table)
    for folder in ("release_2025_02_10", "labor_market_impacts", "release_2026_02_02"):
        (tmp_path / "aei" / folder).mkdir()
    (tmp_path / "aei/release_2025_02_10/onet_task_mappings.csv").write_text("task_name,pct\na,1\n")
    (tmp_path / "aei/release_2026_02_02/x.csv.part").write_text("broken off")
    found = find_releases(tmp_path)
    assert [release.release for release in found] == ["2025-02-10", "2026-01-15"]
    assert [len(list(release.usage_texts())) for release in found] == [1, 1]
    assert found[1].files[0].path == f"aei/release_2026_01_15.zip!{LONG_FILE}"


def test_the_api_file_beside_the_chat_file_is_not_read(tmp_path: Path) -> None:
    api_row = long_row("onet_task", "onet_task_pct", "b", 2)
    files = {
        LONG_FILE: as_csv(LONG_HEADER, long_row("onet_task", "onet_task_pct", "a", 1)),
        LONG_FILE.replace("claude_ai", "1p_api"): as_csv(LONG_HEADER, api_row),
    }
    found = release(tmp_path, "release_2026_01_15", files)
    assert [text.text for text in found.usage_texts()] == ["a"]


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({"data/new.csv": "a,b\n"}, "no file of a layout that is known"),
        (
            {"data/aei_claude_ai_2027.csv": "a,b\n1,2\n"},
            "The layout is not known; the columns are a, b",
        ),
        ({"data/aei_claude_ai_1.csv": "a\n", "aei_claude_ai_2.csv": "a\n"}, "several files"),
        ({"data/aei_claude_ai_2027.csv": "<!doctype html>\n"}, "web page"),
    ],
)
def test_a_release_in_an_unknown_layout_is_refused(
    tmp_path: Path, files: dict[str, str], problem: str
) -> None:
    with pytest.raises(SourceError, match=problem):
        release(tmp_path, "release_2027_01_01", files)


def test_a_renamed_column_is_refused(tmp_path: Path) -> None:
    table = as_csv([*NODE_HEADER[:-1], "node_id"], node_row("pct", 1))
    found = release(tmp_path, "release_2026_06_26", {NODE_FILE: table})
    with pytest.raises(SourceError, match="no column 'node_external_id'"):
        list(found.usage_texts())
