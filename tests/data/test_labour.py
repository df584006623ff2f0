"""Every figure of pay, jobs, outlook and measures on the full data, against the publishers' files
as they are, read here without our loaders."""

from __future__ import annotations

import csv
import html
import math
import re
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from index.encyclopedia import Encyclopedia
from index.facts.rankings import RankedOccupation, RankedTask
from index.records.labour import SocPay
from webapp.rankings.asked import Asked
from webapp.rankings.lists import LISTS
from webapp.rankings.ranked import ranked

pytestmark = pytest.mark.full

Sheet = list[dict[str, str]]
_CELL = re.compile(r'<c r="([A-Z]+)[0-9]+"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
_ROW = re.compile(r"<row [^>]*>(.*?)</row>", re.DOTALL)
_TEXT = re.compile(r"<t(?: [^>]*)?>(.*?)</t>", re.DOTALL)
TOGETHER = {
    "21-1018": ("21-1011", "21-1014"),
    "25-2052": ("25-2055", "25-2056"),
    "25-9045": ("25-9042", "25-9043", "25-9049"),
    "51-2028": ("51-2022", "51-2023"),
    "53-1047": ("53-1042", "53-1043", "53-1044", "53-1049"),
}
"""Codes that the Bureau has made for several occupations of the classification."""


def sheet(path: Path, number: int, header: int) -> Sheet:
    """The rows of a sheet below its header (counted from 0), column → text."""
    with zipfile.ZipFile(path) as archive:
        strings = archive.read("xl/sharedStrings.xml").decode()
        rows = archive.read(f"xl/worksheets/sheet{number}.xml").decode()
    texts = [
        html.unescape("".join(_TEXT.findall(item)))
        for item in re.findall(r"<si>(.*?)</si>", strings, re.DOTALL)
    ]
    found: list[dict[str, str]] = []
    for row in _ROW.findall(rows):
        cells = {}
        for column, attributes, content in _CELL.findall(row):
            value = re.search(r"<v>(.*?)</v>", content)
            if value:
                shared = 't="s"' in attributes
                cells[column] = texts[int(value[1])] if shared else value[1]
        found.append(cells)
    names = found[header]
    return [
        {name: cells.get(column, "") for column, name in names.items()}
        for cells in found[header + 1 :]
    ]


def code_of(occupation: str, published: dict[str, dict[str, str]]) -> str | None:
    soc = occupation[:7]
    for code, members in TOGETHER.items():
        if soc in members:
            assert soc not in published
            return code if code in published else None
    return next((code for code in (soc, soc[:-1] + "0") if code in published), None)


@pytest.fixture(scope="module")
def wages(full_sources: Path) -> dict[str, dict[str, str]]:
    rows = sheet(full_sources / "extra/bls/national_M2025_dl.xlsx", 1, 0)
    return {row["OCC_CODE"]: row for row in rows if row["O_GROUP"] == "detailed"}


@pytest.fixture(scope="module")
def projected(full_sources: Path) -> dict[str, dict[str, str]]:
    rows = sheet(full_sources / "extra/bls/occupation_2024-2034.xlsx", 3, 1)
    return {
        row["2024 National Employment Matrix code"]: row
        for row in rows
        if row["Occupation type"] == "Line item"
    }


def check_pay(found: SocPay, row: dict[str, str]) -> None:
    assert found.title == row["OCC_TITLE"].strip()
    assert found.people == int(row["TOT_EMP"])
    for basis, letter in ((found.annual, "A"), (found.hourly, "H")):
        for name in ("p10", "p25", "median", "p75", "p90"):
            column = f"{letter}_{'MEDIAN' if name == 'median' else 'PCT' + name[1:]}"
            text, value = row[column], getattr(basis, name)
            if text in ("*", "#"):
                assert value is None
                assert (basis.top_code is not None) == (text == "#")
            else:
                assert value == pytest.approx(float(text), abs=0.005)


def test_pay_and_jobs_of_every_occupation_are_those_of_the_workbook(
    full: Encyclopedia, wages: dict[str, dict[str, str]]
) -> None:
    codes = [one.code for one in full.occupation_figures()]
    shared = Counter(code_of(code, wages) for code in codes)
    assert shared["29-1141"] == 5
    used = set()
    for code in codes:
        pay, published = full.occupation(code).labour.pay, code_of(code, wages)
        assert (pay is None) == (published is None), code
        if pay is not None and published is not None:
            assert pay.figures.soc_code == published
            assert pay.occupation_count == shared[published]
            check_pay(pay.figures, wages[published])
            used.add(published)
    assert used == set(wages), "every row of the workbook is an occupation's"


def test_the_outlook_of_every_occupation_is_that_of_the_workbook(
    full: Encyclopedia, projected: dict[str, dict[str, str]]
) -> None:
    used = set()
    years = "2024–34"
    for figures in full.occupation_figures():
        outlook = full.occupation(figures.code).labour.outlook
        published = code_of(figures.code, projected)
        assert (outlook is None) == (published is None), figures.code
        if outlook is None or published is None:
            continue
        row, found = projected[published], outlook.figures
        used.add(published)
        assert (found.soc_code, found.first_year, found.last_year) == (published, 2024, 2034)
        for value, column in (
            (found.people_first, "Employment, 2024"),
            (found.people_last, "Employment, 2034"),
            (found.change, f"Employment change, numeric, {years}"),
            (found.openings, f"Occupational openings, {years} annual average"),
        ):
            assert value == round(float(row[column]) * 10) * 100
        growth = float(row[f"Employment change, percent, {years}"])
        assert found.growth_percent == pytest.approx(growth, abs=0.05)
        assert found.education == row["Typical education needed for entry"]
        assert figures.growth_percent == found.growth_percent
    assert used == set(projected)


@pytest.mark.parametrize(
    ("measure", "name", "columns"),
    [
        (
            "applicability",
            "extra/microsoft_working_with_ai/soc_ai_applicability_scores.csv",
            ("SOC Code", "ai_applicability_score"),
        ),
        (
            "observed_exposure",
            "aei/labor_market_impacts/job_exposure.csv",
            ("occ_code", "observed_exposure"),
        ),
    ],
)
def test_measures_by_soc_code_are_those_of_the_file(
    full: Encyclopedia, full_sources: Path, measure: str, name: str, columns: tuple[str, str]
) -> None:
    with (full_sources / name).open(encoding="utf-8", newline="") as file:
        rows = {row[columns[0]]: row for row in csv.DictReader(file)}
    figures = full.occupation_figures()
    expected = {
        one.code: float(rows[published][columns[1]])
        for one in figures
        if (published := code_of(one.code, rows)) is not None
    }
    given = {one.code: getattr(one, measure) for one in figures}
    assert {code: value for code, value in given.items() if value is not None} == expected
    codes = {code_of(code, rows) for code in expected}
    assert codes == set(rows), "every row of the file is an occupation's"
    for code in list(expected)[::9]:
        found = next(one for one in full.occupation(code).measures if one.measure == measure)
        higher = sum(value > expected[code] for value in expected.values())
        assert (found.rank, found.occupations) == (higher + 1, len(expected))


def places(figures: list[float]) -> list[float]:
    """Mean place of each figure, counted and not looked up: another way than ours."""
    return [
        sum(other < one for other in figures) + (sum(other == one for other in figures) + 1) / 2
        for one in figures
    ]


def test_measures_agree_over_all_occupations_as_counted_from_their_figures(
    full: Encyclopedia,
) -> None:
    by_measure: dict[str, dict[str, float]] = {}
    for one in full.occupation_figures():
        for each in full.occupation(one.code).measures:
            by_measure.setdefault(each.measure, {})[one.code] = each.value or 0.0
    pairs = full.measure_pairs()
    assert len(pairs) == len(by_measure) * (len(by_measure) - 1) // 2 >= 6
    for pair in pairs:
        first, second = by_measure[pair.first], by_measure[pair.second]
        both = sorted(first.keys() & second.keys())
        assert pair.occupations == len(both) > 700
        theirs, others = (places([figures[code] for code in both]) for figures in (first, second))
        middle = (len(both) + 1) / 2
        together = sum((a - middle) * (b - middle) for a, b in zip(theirs, others, strict=True))
        spread = [math.sqrt(sum((a - middle) ** 2 for a in each)) for each in (theirs, others)]
        assert pair.rank_correlation == pytest.approx(together / spread[0] / spread[1], abs=1e-9)


def test_what_applicability_is_made_of_is_that_of_the_file(
    full: Encyclopedia, full_sources: Path
) -> None:
    path = full_sources / "extra/microsoft_working_with_ai/soc_metrics.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = {row["SOC Code"]: row for row in csv.DictReader(file)}
    columns = {
        "coverage_percent": "coverage",
        "completed_percent": "completion",
        "scope_percent": "impact_scope",
        "liked_percent": "feedback_positive_fraction",
    }
    used = set()
    for one in full.occupation_figures():
        found, published = full.occupation(one.code).applicability, code_of(one.code, rows)
        assert (found is None) == (published is None) == (one.applicability is None), one.code
        if found is None or published is None:
            continue
        row = rows[published]
        used.add(published)
        assert found.soc_code == published
        for side, name in ((found.goal, "user"), (found.action, "ai")):
            assert side.score == float(row[f"ai_applicability_score_{name}"])
            for ours, column in columns.items():
                expected = 100 * float(row[f"{column}_{name}"])
                assert getattr(side, ours) == pytest.approx(expected, abs=1e-9), one.code
        assert one.applicability == pytest.approx((found.goal.score + found.action.score) / 2)
    assert used == set(rows), "every row of the file is an occupation's"


def test_jobs_in_exposed_work_count_no_job_twice(
    full: Encyclopedia, wages: dict[str, dict[str, str]]
) -> None:
    """Asked: "which 20 occupations employ most people in exposed work?" has an address."""

    asked = Asked(LISTS["jobs-in-exposed-work"], "exposed_jobs", size=20)
    rows = ranked(full, asked).rows
    codes = [row.figures.pay_soc for row in rows if isinstance(row, RankedOccupation)]
    assert len(set(codes)) == len(codes) == 20
    means: dict[str, list[float]] = {}
    for one in full.occupation_figures():
        if one.task_count and one.beta_gpt4 is not None and one.pay_soc is not None:
            means.setdefault(one.pay_soc, []).append(one.beta_gpt4)
    weighed = {
        soc: int(wages[soc]["TOT_EMP"]) * sum(betas) / len(betas) for soc, betas in means.items()
    }
    assert codes == sorted(weighed, key=lambda soc: -weighed[soc])[:20]


def test_raters_disagree_most_in_law_on_tasks_of_law(full: Encyclopedia) -> None:
    """The question "which tasks do raters disagree on most in law?" has an address."""

    asked = Asked(LISTS["tasks-by-rater-disagreement"], "rater_gap", group="23", size=50)
    found = ranked(full, asked)
    gaps = []
    for row in found.rows:
        assert isinstance(row, RankedTask)
        entry = full.task(row.task.task_id)
        assert entry.occupation.code.startswith("23-")
        assert entry.exposure is not None
        scale = {"E0": 0.0, "E2": 0.5, "E1": 1.0}
        assert entry.exposure.human is not None
        gap = abs(scale[entry.exposure.gpt4] - scale[entry.exposure.human])
        assert row.task.rater_gap == gap
        gaps.append(gap)
    assert gaps == sorted(gaps, reverse=True)
