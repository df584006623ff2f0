"""Measures of occupations: how they are read, ranked and compared with one another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index import corpus
from index.errors import SourceError
from index.records.measures import (
    MEASURES,
    ApplicabilitySide,
    MeasureName,
    OccupationMeasure,
    SocScore,
    agreement,
    pairs,
    standing,
)
from index.sources.aei import find_observed_exposure
from index.sources.microsoft import find_working_with_ai
from tests.support import ART, write_everything, write_parts, write_scores, write_table


def score(code: str, value: float | None) -> SocScore:
    return SocScore("applicability", code[:7], "Some", value, None if value is not None else 0.005)


def measure(percentile: float) -> OccupationMeasure:
    return OccupationMeasure(ART, "applicability", 0.5, None, 1, 10, percentile, "29-1129", 1)


def test_equals_share_the_better_rank_and_the_middle_of_their_percentiles() -> None:
    codes = {"11-1011.00": 0.9, "13-1011.00": 0.4, "13-1012.00": 0.4, "15-1011.00": 0.1}
    scores = {code: score(code, value) for code, value in codes.items()}
    found = {each.occupation_code: each for each in standing("applicability", scores)}
    assert [found[code].rank for code in codes] == [1, 2, 2, 4]
    assert [found[code].percentile for code in codes] == [100.0, 50.0, 50.0, 0.0]
    assert {each.occupations for each in found.values()} == {4}


def test_occupations_of_one_code_are_counted_and_tie() -> None:
    scores = {code: score(code, 0.4) for code in ("29-1141.00", "29-1141.03", "29-1128.00")}
    found = {each.occupation_code: each for each in standing("applicability", scores)}
    assert found["29-1141.03"].occupation_count == 2
    assert found["29-1128.00"].occupation_count == 1
    assert {each.rank for each in found.values()} == {1}


def test_a_rounded_zero_is_ranked_last_and_stays_an_upper_bound() -> None:
    scores = {"11-1011.00": score("11-1011", None), "13-1011.00": score("13-1011", 0.01)}
    last, first = standing("conversations", scores)
    assert (last.value, last.at_most, last.rank) == (None, 0.005, 2)
    assert first.rank == 1


def test_the_only_occupation_of_a_measure_is_first() -> None:
    (only,) = standing("applicability", {"11-1011.00": score("11-1011", 0.2)})
    assert (only.rank, only.occupations, only.percentile) == (1, 1, 0.0)


@pytest.mark.parametrize(
    ("percentiles", "expected"),
    [
        ((), None),
        ((10.0,), None),
        ((10.0, 35.0), "agree"),
        ((10.0, 20.0, 60.0), "differ"),
        ((10.0, 60.1), "disagree"),
    ],
)
def test_measures_agree_as_far_as_their_percentiles_lie_together(
    percentiles: tuple[float, ...], expected: str | None
) -> None:
    assert agreement([measure(each) for each in percentiles]) == expected


def test_both_tables_are_read(tmp_path: Path) -> None:
    write_scores(tmp_path, {"29-1129": 0.25}, {"29-1125": 0.0})
    working, observed = find_working_with_ai(tmp_path), find_observed_exposure(tmp_path)
    assert working is not None
    assert observed is not None
    (applicable,) = working.applicability()
    assert (applicable.soc_code, applicable.value) == ("29-1129", 0.25)
    (seen,) = observed.scores()
    assert seen == replace(applicable, measure="observed_exposure", soc_code="29-1125", value=0.0)
    assert working.files[0].row_count == observed.files[0].row_count == 1


@pytest.mark.parametrize("row", [("29", "x", 0.1), ("29-1129", "x", 1.5), ("29-1129", "x", "")])
def test_a_wrong_score_is_an_error_with_file_and_line(
    tmp_path: Path, row: tuple[object, ...]
) -> None:
    write_scores(tmp_path, {"29-1129": 0.25}, {})
    path = tmp_path / "extra/microsoft_working_with_ai/soc_ai_applicability_scores.csv"
    write_table(path, [("SOC Code", "title", "ai_applicability_score"), row], ",")
    working = find_working_with_ai(tmp_path)
    assert working is not None
    with pytest.raises(SourceError, match=r"applicability_scores\.csv, line 2"):
        list(working.applicability())


def test_without_the_files_there_are_the_studys_own_means_alone(tmp_path: Path) -> None:
    write_everything(tmp_path)
    full = corpus.read(tmp_path)
    assert {each.measure for each in full.measures} >= set(MEASURES[:4])
    assert {"working-with-ai", "observed-exposure"} <= {source.key for source in full.sources}
    for path in tmp_path.rglob("*.csv"):
        if path.parent.name in ("microsoft_working_with_ai", "labor_market_impacts"):
            path.unlink()
    assert find_working_with_ai(tmp_path) is None
    few = corpus.read(tmp_path)
    assert {each.measure for each in few.measures} == {"beta_gpt4", "beta_human"}
    assert few.coverage["occupations_with_applicability"] == 0


def ranked(name: MeasureName, values: dict[str, float | None]) -> list[OccupationMeasure]:
    scores = {f"{code}.00": score(code, value) for code, value in values.items()}
    return list(standing(name, scores))


def test_measures_are_compared_by_rank_over_the_occupations_that_have_both() -> None:
    first = ranked("beta_gpt4", {"11-1011": 0.1, "11-1021": 0.2, "11-1031": 0.9, "13-1011": 0.5})
    second = ranked("applicability", {"11-1011": 0.4, "11-1021": 0.3, "11-1031": 0.1})
    (pair,) = pairs([*second, *first])
    assert (pair.first, pair.second, pair.occupations) == ("beta_gpt4", "applicability", 3)
    assert pair.rank_correlation == pytest.approx(-1.0)


def test_equals_share_their_place_in_a_comparison_and_a_rounded_zero_is_the_lowest() -> None:
    first = ranked("beta_gpt4", {"11-1011": 0.1, "11-1021": 0.2, "11-1031": 0.2, "13-1011": 0.5})
    second = ranked("conversations", {"11-1011": None, "11-1021": 1, "11-1031": 2, "13-1011": 3})
    (pair,) = pairs([*first, *second])
    # Places 1, 2.5, 2.5, 4 against 1, 2, 3, 4: Pearson of these.
    assert pair.rank_correlation == pytest.approx(4.5 / (4.5 * 5) ** 0.5)


@pytest.mark.parametrize("values", [{"11-1011": 0.4}, {"11-1011": 0.4, "11-1021": 0.4}])
def test_measures_that_cannot_be_compared_say_so(values: dict[str, float | None]) -> None:
    (pair,) = pairs([*ranked("beta_gpt4", values), *ranked("beta_human", values)])
    assert (pair.rank_correlation, pair.occupations) == (None, len(values))


def test_what_applicability_is_made_of_is_read_in_percent(tmp_path: Path) -> None:
    goal, action = (0.4, 1.0000000000000002, 0.9, 0.5, 0.7), (0.2, 0.0, 0.8, 0.25, "")
    write_parts(tmp_path, [("29-1129", "Therapists", *goal, *action)])
    working = find_working_with_ai(tmp_path)
    assert working is not None
    (found,) = working.applicability_parts()
    assert found.soc_code == "29-1129"
    assert found.goal == ApplicabilitySide(0.4, 100.0, 90.0, 50.0, 70.0)
    assert found.action == ApplicabilitySide(0.2, 0.0, 80.0, 25.0, None)
    assert not [*working.applicability(), *working.activity_use()]


@pytest.mark.parametrize(
    "row",
    [
        ("29", "Others", *[0.5] * 10),
        ("29-1129", "Others", *[0.5] * 10),
        ("29-1125", "Others", 1.5, *[0.5] * 9),
        ("29-1125", "Others", 0.5, "", *[0.5] * 8),
    ],
)
def test_a_wrong_part_is_an_error_with_file_and_line(
    tmp_path: Path, row: tuple[object, ...]
) -> None:
    write_parts(tmp_path, [("29-1129", "Therapists", *[0.5] * 10), row])
    working = find_working_with_ai(tmp_path)
    assert working is not None
    with pytest.raises(SourceError, match=r"soc_metrics\.csv, line 3"):
        list(working.applicability_parts())


def test_one_study_is_one_source_whichever_of_its_files_are_there(tmp_path: Path) -> None:
    write_everything(tmp_path)
    folder = tmp_path / "extra" / "microsoft_working_with_ai"
    whole = corpus.read(tmp_path)
    assert [source.key for source in whole.sources].count("working-with-ai") == 1
    of_study = [file.path for file in whole.files if file.source_key == "working-with-ai"]
    assert len(of_study) == 3
    (folder / "iwa_metrics.csv").unlink()
    without_activities = corpus.read(tmp_path)
    assert without_activities.copilot is None
    assert without_activities.applicability.keys() == {"29-1129"}
    (folder / "soc_ai_applicability_scores.csv").unlink()
    assert corpus.read(tmp_path).applicability == {}
    (folder / "soc_metrics.csv").unlink()
    assert "working-with-ai" not in {source.key for source in corpus.read(tmp_path).sources}


def test_shares_of_occupations_are_read_from_the_newest_index(tmp_path: Path) -> None:
    write_everything(tmp_path)
    (path,) = tmp_path.glob("aei/release_2026_06_26/data/*.csv")
    head = "2026-05-01,2026-06-01,GLOBAL,global"
    rows = [
        f"{head},soc_occupation,0,pct,0.25,Therapists,29-1129",
        f"{head},soc_occupation,0,pct,0.0,Recreational Therapists,29-1125",
        f"{head},soc_occupation,1,pct,9.0,Healthcare,29-0000",
        f"{head},soc_occupation,0,directive,60,Therapists,29-1129",
    ]
    path.write_text(path.read_text() + "\n".join(rows) + "\n")
    found = {
        each.occupation_code: (each.value, each.at_most, each.rank)
        for each in corpus.read(tmp_path).measures
        if each.measure == "conversations"
    }
    assert found == {ART: (0.25, None, 1), "29-1125.00": (None, 0.005, 2)}
