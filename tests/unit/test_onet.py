"""O*NET releases: index.sources.onet."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from index.errors import SourceError
from index.records.published import (
    EmergingTask,
    JobZone,
    LayTitle,
    Occupation,
    SoftwareUse,
    WorkActivity,
)
from index.sources.onet import OnetRelease, find_releases

Tables = dict[str, list[str]]
RATINGS = (
    "O*NET-SOC Code|Task ID|Scale ID|Category|Data Value|N|Standard Error|"
    "Lower CI Bound|Upper CI Bound|Recommend Suppress|Date|Domain Source"
)
STATEMENTS = "O*NET-SOC Code|Task ID|Task|Task Type|Incumbents Responding|Date|Domain Source"


def tables(release: str = "30.3", *, is_new_layout: bool = True) -> Tables:
    """A release of two tasks; lines with | for tabs."""
    both: Tables = {
        "Read Me.txt": [f"O*NET {release} Database", "May 2026 Release"],
        "Occupation Data.txt": [
            "O*NET-SOC Code|Title|Description",
            "29-1129.01|Art Therapists|Plan therapy.",
            "29-1125.00|Recreational Therapists|n/a",
        ],
        "Task Statements.txt": [
            STATEMENTS,
            '29-1129.01|19156|Coordinate "art" showcases.|Supplemental|32|08/2021|Incumbent',
            "29-1125.00|392|Conduct therapy sessions.|n/a|n/a|n/a|n/a",
        ],
        "Task Ratings.txt": [
            RATINGS,
            "29-1129.01|19156|IM|n/a|2.64|32|0.25|2.1|3.2|Y|08/2021|Incumbent",
            "29-1129.01|19156|RT|n/a|78.12|32|n/a|n/a|n/a|N|08/2021|Incumbent",
            "29-1129.01|19156|FT|1|7.5|32|n/a|n/a|n/a|N|08/2021|Incumbent",
            "29-1125.00|392|IM|n/a|4.1|n/a|n/a|n/a|n/a|n/a|08/2021|Incumbent",
        ],
        "Content Model Reference.txt": [
            "Element ID|Element Name|Description",
            "4.A.1.a.1|Getting Information|Observing.",
            "4.A.1.a.2|Monitoring|Not in use.",
        ],
        "Job Zones.txt": ["O*NET-SOC Code|Job Zone|Date|Domain Source", "29-1129.01|5|08/2021|A"],
        "Job Zone Reference.txt": [
            "Job Zone|Name|Experience|Education|Job Training|Examples|SVP Range",
            "5|Zone Five|Much.|School.|Some.|n/a|8",
        ],
        "Related Occupations.txt": [
            "O*NET-SOC Code|Related O*NET-SOC Code|Relatedness Tier|Index",
            "29-1129.01|29-1125.00|Primary-Short|1",
        ],
        "Sample of Reported Titles.txt": [
            "O*NET-SOC Code|Reported Job Title|Shown in My Next Move",
            "29-1129.01|ART COUNSELOR|Y",
            "29-1129.01|Art Psychotherapist|N",
        ],
        "Emerging Tasks.txt": [
            "O*NET-SOC Code|Task|Category|Original Task ID|Original Task|Date|Domain Source",
            "29-1129.01|Show art online.|Revision|19156|Coordinate.|08/2025|Expert",
        ],
    }
    if is_new_layout:
        return both | {
            "GWAs to IWAs.txt": [
                "GWA Element ID|IWA Element ID|IWA Element Name",
                "4.A.1.a.1|4.A.1.a.1.a|Study art.",
            ],
            "GWAs to IWAs to DWAs.txt": [
                "GWA Element ID|IWA Element ID|DWA Element ID|DWA Element Name",
                "4.A.1.a.1|4.A.1.a.1.a|4.A.1.a.1.a.1|Review art.",
            ],
            "Tasks to DWAs.txt": [
                "O*NET-SOC Code|Task ID|DWA Element ID|Date|Domain Source",
                "29-1129.01|19156|4.A.1.a.1.a.1|07/2014|Analyst",
            ],
            "Job Titles.txt": [
                "O*NET-SOC Code|Job Title|Short Title|Source(s)",
                "29-1129.01|Art Counselor|n/a|08",
            ],
            "Software Skills.txt": [
                "O*NET-SOC Code|Workplace Example|Element ID|Element Name|Hot Technology|In Demand",
                "29-1129.01|Tradesman&apos;s Excel|2.E.1|Spreadsheet software|Y|N",
            ],
        }
    return both | {
        "IWA Reference.txt": ["Element ID|IWA ID|IWA Title", "4.A.1.a.1|4.A.1.a.1.I01|Study art."],
        "DWA Reference.txt": [
            "Element ID|IWA ID|DWA ID|DWA Title",
            "4.A.1.a.1|4.A.1.a.1.I01|4.A.1.a.1.I01.D01|Review art.",
        ],
        "Tasks to DWAs.txt": [
            "O*NET-SOC Code|Task ID|DWA ID|Date|Domain Source",
            "29-1129.01|19156|4.A.1.a.1.I01.D01|07/2014|Analyst",
        ],
        "Alternate Titles.txt": [
            "O*NET-SOC Code|Alternate Title|Short Title|Source(s)",
            "29-1129.01|Art Counselor|AC|08",
        ],
        "Technology Skills.txt": [
            "O*NET-SOC Code|Example|Commodity Code|Commodity Title|Hot Technology|In Demand",
            "29-1129.01|Tradesman's Excel|43232110|Spreadsheet software|Y|N",
        ],
    }


def text_of(lines: list[str]) -> str:
    return "".join(f"{line}\r\n".replace("|", "\t") for line in lines)


def write(sources: Path, files: Tables, release: str = "30.3") -> Path:
    folder = sources / "onet" / f"db_{release.replace('.', '_')}_text"
    folder.mkdir(parents=True)
    for name, lines in files.items():
        (folder / name).write_bytes(text_of(lines).encode())
    return folder


def only(sources: Path) -> OnetRelease:
    (release,) = find_releases(sources)
    return release


def test_statements_keep_quotation_marks_and_tell_no_type_from_a_type(tmp_path: Path) -> None:
    write(tmp_path, tables())
    first, second = only(tmp_path).task_statements()
    assert (first.task_id, first.text) == (19156, 'Coordinate "art" showcases.')
    assert (first.type, first.respondents, first.date) == ("supplemental", 32, "08/2021")
    assert (second.type, second.respondents, second.date) == (None, None, "")


def test_ratings_are_of_importance_and_relevance_and_missing_is_none(tmp_path: Path) -> None:
    write(tmp_path, tables())
    importance, relevance, bare = only(tmp_path).task_ratings()
    assert (importance.scale, importance.value, importance.interval) == ("IM", 2.64, (2.1, 3.2))
    assert (importance.low_precision, importance.standard_error) == (True, 0.25)
    assert (relevance.scale, relevance.value, relevance.low_precision) == ("RT", 78.12, False)
    assert (bare.respondents, bare.interval, bare.low_precision) == (None, None, None)


def test_a_rating_says_whose_it_is(tmp_path: Path) -> None:
    header = (
        "Task ID|Scale ID|Data Value|N|Standard Error|Lower CI Bound|Upper CI Bound|"
        "Recommend Suppress|Date"
    )
    row = "{}|IM|4|n/a|n/a|n/a|n/a|n/a|08/2021"
    names = ("Incumbent", "Occupational Expert", "Analyst - Transition", "n/a")
    rows = [f"{row.format(number)}|{name}" for number, name in enumerate(names, start=1)]
    write(tmp_path, tables() | {"Task Ratings.txt": [f"{header}|Domain Source", *rows]})
    found = [rating.rated_by for rating in only(tmp_path).task_ratings()]
    assert found == ["incumbents", "experts", "analysts", None]
    older = tables() | {"Task Ratings.txt": [header, row.format(1)]}
    write(tmp_path / "older", older)
    assert [rating.rated_by for rating in only(tmp_path / "older").task_ratings()] == [None]
    odd = [f"{header}|Domain Source", f"{row.format(1)}|Passers-by"]
    write(tmp_path / "odd", tables() | {"Task Ratings.txt": odd})
    with pytest.raises(SourceError, match="Passers-by"):
        list(only(tmp_path / "odd").task_ratings())


@pytest.mark.parametrize("is_new_layout", [True, False])
def test_both_layouts_say_the_same(tmp_path: Path, is_new_layout: bool) -> None:
    write(tmp_path, tables(is_new_layout=is_new_layout))
    release = only(tmp_path)
    iwa_id = "4.A.1.a.1.a" if is_new_layout else "4.A.1.a.1.I01"
    dwa_id = f"{iwa_id}.1" if is_new_layout else f"{iwa_id}.D01"
    assert list(release.work_activities()) == [
        WorkActivity("4.A.1.a.1", "gwa", "Getting Information", None, "Observing."),
        WorkActivity(iwa_id, "iwa", "Study art.", "4.A.1.a.1", None),
        WorkActivity(dwa_id, "dwa", "Review art.", iwa_id, None),
    ]
    assert list(release.activity_links()) == [(19156, dwa_id)]
    assert list(release.lay_titles()) == [
        LayTitle("29-1129.01", "Art Counselor", None if is_new_layout else "AC"),
        LayTitle("29-1129.01", "Art Psychotherapist", None),
    ]
    assert release.missing == ()


def test_occupations_have_their_job_zone_and_may_lack_a_description(tmp_path: Path) -> None:
    write(tmp_path, tables())
    release = only(tmp_path)
    assert list(release.occupations()) == [
        Occupation("29-1129.01", "Art Therapists", "Plan therapy.", 5),
        Occupation("29-1125.00", "Recreational Therapists", "", None),
    ]
    assert list(release.job_zones()) == [JobZone(5, "Zone Five", "School.", "Much.", "Some.")]
    (related,) = release.related_occupations()
    assert (related.related_code, related.position) == ("29-1125.00", 1)
    assert list(release.emerging_tasks()) == [
        EmergingTask("29-1129.01", "Show art online.", "Revision", 19156, "08/2025", "Expert")
    ]


def test_the_source_carries_the_release_its_month_and_the_credit_line(tmp_path: Path) -> None:
    write(tmp_path, tables())
    source = only(tmp_path).source
    assert (source.key, source.release, source.date) == ("onet", "30.3", "May 2026")
    assert source.url.endswith("/db_30_3_text.zip")
    assert "O*NET 30.3 Database" in source.attribution
    assert "has not approved, endorsed, or tested" in source.attribution


def test_the_newest_complete_release_is_the_main_one(tmp_path: Path) -> None:
    write(tmp_path, {"Task Statements.txt": tables()["Task Statements.txt"]}, "31.0")
    write(tmp_path, tables("30.3"), "30.3")
    write(tmp_path, tables("30.1", is_new_layout=False), "30.1")
    write(tmp_path, {"Task Statements.txt": tables()["Task Statements.txt"]}, "9.0")
    releases = find_releases(tmp_path)
    assert [r.source.key for r in releases] == ["onet-31.0", "onet", "onet-30.1", "onet-9.0"]
    assert [r.is_complete for r in releases] == [False, True, True, False]
    assert "Read Me.txt" in releases[-1].missing
    assert releases[-1].source.date is None
    assert len(list(releases[-1].task_statements())) == 2
    assert list(releases[-1].task_ratings()) == []


@pytest.mark.parametrize("is_new_layout", [True, False])
def test_software_is_read_in_both_layouts(tmp_path: Path, is_new_layout: bool) -> None:
    write(tmp_path, tables(is_new_layout=is_new_layout))
    (use,) = only(tmp_path).software()
    name, kind = "Tradesman's Excel", "Spreadsheet software"
    assert use == SoftwareUse("29-1129.01", name, kind, is_hot=True, in_demand=False)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("29-1129.01|Excel|2.E.1|Spreadsheets|yes|N", "\"Hot Technology\" is 'yes': Y and N"),
        ("29-1129.01|TRADESMAN'S EXCEL|2.E.1|Spreadsheets|Y|N", "an earlier row has already"),
        ("29-1129.01|n/a|2.E.1|Spreadsheets|Y|N", '"Workplace Example" is empty'),
    ],
)
def test_software_that_cannot_be_right_is_refused(tmp_path: Path, row: str, problem: str) -> None:
    files = tables()
    files["Software Skills.txt"].append(row)
    write(tmp_path, files)
    with pytest.raises(SourceError, match=f"Software Skills.txt, line 3: .*{problem}"):
        list(only(tmp_path).software())


def test_a_missing_optional_file_is_named_and_yields_nothing(tmp_path: Path) -> None:
    files = tables()
    del files["Emerging Tasks.txt"], files["Job Titles.txt"], files["Job Zones.txt"]
    write(tmp_path, files)
    release = only(tmp_path)
    assert release.is_complete
    assert release.missing == ("Job Zones.txt", "Emerging Tasks.txt", "Job Titles.txt")
    assert list(release.emerging_tasks()) == []
    assert {o.job_zone for o in release.occupations()} == {None}
    assert len(list(release.lay_titles())) == 2


def test_a_zip_is_read_as_its_folder_is(tmp_path: Path) -> None:
    (tmp_path / "onet").mkdir()
    with zipfile.ZipFile(tmp_path / "onet" / "db_30_3_text.zip", "w") as archive:
        for name, lines in tables().items():
            archive.writestr(f"db_30_3_text/{name}", text_of(lines))
    release = only(tmp_path)
    assert len(list(release.task_statements())) == 2
    assert release.is_complete
    paths = [file.path for file in release.files]
    assert paths == [
        "onet/db_30_3_text.zip!Read Me.txt",
        "onet/db_30_3_text.zip!Task Statements.txt",
    ]
    assert release.files[1].row_count == 2


def test_a_release_under_another_ones_name_is_refused(tmp_path: Path) -> None:
    write(tmp_path, tables("30.2"), "30.3")
    with pytest.raises(SourceError, match=r"release 30\.3 by its folder"):
        find_releases(tmp_path)


def test_no_sources_are_no_releases(tmp_path: Path) -> None:
    assert find_releases(tmp_path) == ()


Reader = Callable[[OnetRelease], Iterable[object]]


@pytest.mark.parametrize(
    ("name", "line", "problem", "reader"),
    [
        ("Task Statements.txt", "29-1125.00|19156|Again.|Core|n/a|n/a|n/a", "earlier row",
         OnetRelease.task_statements),
        ("Task Statements.txt", "29-1125.00|1|New.|Main|n/a|n/a|n/a", "Core or Supplemental",
         OnetRelease.task_statements),
        ("Task Statements.txt", "29-1125.00||New.|Core|n/a|n/a|n/a", '"Task ID" is empty',
         OnetRelease.task_statements),
        ("Task Statements.txt", "29-1125.00|1|<p>New.</p>|Core|n/a|n/a|n/a", "HTML",
         OnetRelease.task_statements),
        ("Task Statements.txt", "29-1125|1|New.|Core|n/a|n/a|n/a", "O\\*NET-SOC code",
         OnetRelease.task_statements),
        ("Task Ratings.txt", "29-1125.00|392|IM|n/a|4|n/a|n/a|n/a|n/a|n/a|n/a|n/a", "earlier row",
         OnetRelease.task_ratings),
        ("Task Ratings.txt", "29-1125.00|1|IM|n/a|NaN|n/a|n/a|n/a|n/a|n/a|n/a|n/a", "not a number",
         OnetRelease.task_ratings),
        ("Task Ratings.txt", "29-1125.00|1|IM|n/a|5.5|n/a|n/a|n/a|n/a|n/a|n/a|n/a", "from 1 to 5",
         OnetRelease.task_ratings),
        ("Task Ratings.txt", "29-1125.00|1|RT|n/a|101|n/a|n/a|n/a|n/a|n/a|n/a|n/a", "from 0 to 100",
         OnetRelease.task_ratings),
        ("Task Ratings.txt", "29-1125.00|1|LV|n/a|1|n/a|n/a|n/a|n/a|n/a|n/a|n/a", "IM, RT and FT",
         OnetRelease.task_ratings),
        ("Task Ratings.txt", "29-1125.00|1|IM|n/a|3|n/a|n/a|4|2|n/a|n/a|n/a", "above the upper",
         OnetRelease.task_ratings),
        ("Task Ratings.txt", "29-1125.00|1|IM|n/a|3|n/a|n/a|n/a|n/a|X|n/a|n/a", "Y, N and n/a",
         OnetRelease.task_ratings),
        ("Occupation Data.txt", "29-1125.00|Again|n/a", "earlier row", OnetRelease.occupations),
        ("Job Zones.txt", "29-1125.00|6|n/a|n/a", "from 1 to 5", OnetRelease.occupations),
        ("GWAs to IWAs.txt", "4.A.1.a.1|4.A.1.a.1.a|Again.", "earlier row",
         OnetRelease.work_activities),
        ("GWAs to IWAs.txt", "4.A.9|4.A.9.a|Of no GWA.", "no \"Element ID\" 4.A.9",
         OnetRelease.work_activities),
        ("GWAs to IWAs to DWAs.txt", "4.A.1.a.1|4.A.9.a|4.A.9.a.1|Of no IWA.", "names no IWA",
         OnetRelease.work_activities),
        ("GWAs to IWAs to DWAs.txt", "4.A.2|4.A.1.a.1.a|4.A.1.a.1.a.2|Of two.", "not the GWA",
         OnetRelease.work_activities),
        ("Tasks to DWAs.txt", "29-1129.01|19156|4.A.1.a.1.a.1|n/a|n/a", "earlier row",
         OnetRelease.activity_links),
        ("Emerging Tasks.txt", "29-1129.01|X.|Old|n/a|n/a|n/a|n/a", "New and Revision",
         OnetRelease.emerging_tasks),
    ],
)  # fmt: skip
def test_a_wrong_row_is_refused_with_its_reason(
    tmp_path: Path, name: str, line: str, problem: str, reader: Reader
) -> None:
    files = tables()
    files[name].append(line)
    write(tmp_path, files)
    with pytest.raises(SourceError, match=problem) as caught:
        list(reader(only(tmp_path)))
    if "Element ID" not in problem:
        assert caught.value.line == len(files[name])
        assert caught.value.path == f"onet/db_30_3_text/{name}"


@pytest.mark.parametrize(("release", "date"), [("29.1", "November 2024"), ("98.1", None)])
def test_the_month_of_a_release_without_its_read_me_is_known_or_not(
    tmp_path: Path, release: str, date: str | None
) -> None:
    folder = tmp_path / "onet" / f"db_{release.replace('.', '_')}_text"
    folder.mkdir(parents=True)
    assert only(tmp_path).source.date == date
