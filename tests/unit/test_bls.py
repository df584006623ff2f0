"""Workbooks of pay and outlook: what is read of them, what is refused, and how they are joined."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from index import corpus
from index.engines.titled import Titled, write
from index.errors import SourceError
from index.lexicon.joints import Joints
from index.records.labour import SocOutlook, SocPay
from index.soc import published_code
from index.sources.bls import find_projections, find_statistics
from tests.support import ART, FUN, write_everything
from tests.workbooks import (
    OUTLOOK_TITLE,
    PAY_HEADER,
    Cells,
    pay_row,
    write_outlook,
    write_pay,
    write_workbook,
)

NURSES = ("29-1141", "Registered Nurses", "detailed", 3_300_000)
HOURLY, ANNUAL = (31.5, 38.0, 45.12, 54.0, 66.33), (65_000, 80_000, 93_850, 112_000, 138_000)


def pay(sources: Path) -> dict[str, SocPay]:
    statistics = find_statistics(sources)
    assert statistics is not None
    return {each.soc_code: each for each in statistics.figures()}


def outlook(sources: Path) -> dict[str, SocOutlook]:
    projections = find_projections(sources)
    assert projections is not None
    return {each.soc_code: each for each in projections.figures()}


def test_detailed_occupations_are_read_with_all_percentiles(tmp_path: Path) -> None:
    write_pay(tmp_path, [pay_row("11-1011")], 2024)
    path = write_pay(
        tmp_path,
        [
            ("29-1140", "Registered Nurses", "broad", 1, *HOURLY, *ANNUAL, "", ""),
            (*NURSES, *HOURLY, *ANNUAL, "", ""),
        ],
    )
    (nurses,) = pay(tmp_path).values()
    assert (nurses.soc_code, nurses.people) == ("29-1141", 3_300_000)
    assert (nurses.annual.p10, nurses.annual.median, nurses.annual.p90) == (65_000, 93_850, 138_000)
    assert (nurses.hourly.p25, nurses.hourly.p75) == (38.0, 54.0)
    assert (nurses.only, nurses.annual.top_code) == (None, None)
    statistics = find_statistics(tmp_path)
    assert statistics is not None
    assert statistics.source.release == "May 2025"
    list(statistics.figures())
    (file,) = statistics.files
    assert (file.path, file.row_count) == (path.relative_to(tmp_path).as_posix(), 2)


def test_pay_without_a_count_of_people_is_kept(tmp_path: Path) -> None:
    write_pay(tmp_path, [pay_row("29-1129", "**", 60_000.0)])
    found = pay(tmp_path)["29-1129"]
    assert (found.people, found.annual.median) == (None, 60_000)


def test_not_available_and_top_coded_are_two_things(tmp_path: Path) -> None:
    missing, top = ("*",) * 5, ("#",) * 4
    actors: Cells = ("27-2011", "Actors", "detailed", 55_000, *HOURLY, *missing, "", "TRUE")
    surgeons: Cells = ("29-1240", "Surgeons", "detailed", 5, 70.0, *top, 150_000, *top, "", "")
    write_pay(tmp_path, [actors, surgeons])
    found = pay(tmp_path)
    assert found["27-2011"].annual == type(found["27-2011"].annual)(*[None] * 6)
    assert (found["27-2011"].only, found["27-2011"].hourly.median) == ("hourly", 45.12)
    year = found["29-1240"].annual
    assert (year.p10, year.median, year.top_code) == (150_000, None, 239_200)
    assert found["29-1240"].hourly.top_code == 115


def test_the_zip_as_published_is_read_as_well(tmp_path: Path) -> None:
    path = write_pay(tmp_path, [pay_row("29-1129")])
    with zipfile.ZipFile(path.with_name("oesm25nat.zip"), "w") as archive:
        archive.write(path, f"oesm25nat/{path.name}")
    path.unlink()
    assert list(pay(tmp_path)) == ["29-1129"]


@pytest.mark.parametrize(
    "row",
    [
        ("29-1141", "Nurses", "detailed", "many", *HOURLY, *ANNUAL, "", ""),
        ("29-1141", "Nurses", "detailed", 5, "x", *HOURLY[1:], *ANNUAL, "", ""),
        ("29-1141", "Nurses", "detailed", 5, *HOURLY, "*", *["#"] * 4, "", ""),
        ("nurses", "Nurses", "detailed", 5, *HOURLY, *ANNUAL, "", ""),
    ],
)
def test_a_wrong_cell_is_an_error_with_file_and_line(tmp_path: Path, row: Cells) -> None:
    write_pay(tmp_path, [row])
    with pytest.raises(SourceError, match=r"national_M2025_dl\.xlsx, line 2"):
        pay(tmp_path)


def test_a_top_code_that_the_notes_do_not_explain_is_an_error(tmp_path: Path) -> None:
    row = ("29-1240", "Surgeons", "detailed", 5, *HOURLY, *ANNUAL[:4], "#", "", "")
    write_pay(tmp_path, [row], note="no word of it")
    with pytest.raises(SourceError, match="no note of the workbook"):
        pay(tmp_path)


@pytest.mark.parametrize("row", [pay_row("29-1129"), ()])
def test_a_code_twice_and_a_missing_column_are_errors(tmp_path: Path, row: Cells) -> None:
    path = write_pay(tmp_path, [pay_row("29-1129"), row])
    if not row:
        write_workbook(path, {"Sheet": [PAY_HEADER[:-1]]})
    with pytest.raises(SourceError, match=r"an earlier row has|no column"):
        pay(tmp_path)


@pytest.mark.parametrize("content", [b"<html>", b"PK"])
def test_a_damaged_workbook_is_an_error(tmp_path: Path, content: bytes) -> None:
    write_pay(tmp_path, []).write_bytes(content)
    write_outlook(tmp_path, []).write_bytes(content)
    with pytest.raises(SourceError, match="not a whole workbook"):
        pay(tmp_path)
    with pytest.raises(SourceError, match="not a whole workbook"):
        outlook(tmp_path)


@pytest.mark.parametrize("reference", ["", "7", "ABCDEFGH1", "ä1"])
def test_a_cell_that_no_sheet_can_have_is_an_error(tmp_path: Path, reference: str) -> None:
    path = write_pay(tmp_path, [pay_row("29-1129")])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b'r="B2"', f'r="{reference}"'.encode())
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(SourceError, match=r"national_M2025_dl\.xlsx, line 2: Has no cell"):
        pay(tmp_path)


def test_every_damage_of_the_archive_is_an_error_with_the_file(tmp_path: Path) -> None:
    path = write_pay(tmp_path, [pay_row("29-1129")])
    whole = path.read_bytes()
    refused: list[str] = []
    for place in range(0, len(whole), 7):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        try:
            pay(tmp_path)
        except SourceError as error:
            refused.append(str(error))
    assert len(refused) > 100
    assert all("national_M2025_dl.xlsx" in each for each in refused)


def test_without_the_workbooks_there_is_neither_pay_nor_outlook(tmp_path: Path) -> None:
    assert find_statistics(tmp_path) is None
    assert find_projections(tmp_path) is None


def test_line_items_of_the_projections_are_read(tmp_path: Path) -> None:
    item = ("    Nurses", "29-1141", "Line item", 3391.0, 3557.1, 166.1, 4.9000000000000004, 189.1)
    wood = ("Model makers", "51-7031", "Line item", 0.9, 0.9, 0, -4.5, "—")
    write_outlook(
        tmp_path,
        [
            ("Total", "00-0000", "Summary", 1, 1, 1, 1, 1, "—", "—", "—"),
            (*item, "Bachelor's degree", "None", "—"),
            (*wood, "—", "—", "—"),
        ],
    )
    found = outlook(tmp_path)
    assert list(found) == ["29-1141", "51-7031"]
    assert found["29-1141"] == SocOutlook(
        *("29-1141", "Nurses", 2024, 2034, 3_391_000, 3_557_100, 166_100, 4.9, 189_100),
        *("Bachelor's degree", "None", None),
    )
    assert (found["51-7031"].change, found["51-7031"].openings) == (0, None)


@pytest.mark.parametrize("title", ["Table 1.2 of no years", OUTLOOK_TITLE.replace("2034", "2033")])
def test_projections_of_other_years_than_their_columns_are_an_error(
    tmp_path: Path, title: str
) -> None:
    write_outlook(tmp_path, [], title)
    with pytest.raises(SourceError, match=r"for which years|There is no column"):
        outlook(tmp_path)


@pytest.mark.parametrize(
    ("occupation", "expected"),
    [
        ("29-1141.03", "29-1141"),
        ("31-1121.00", "31-1120"),
        ("53-1042.01", "53-1047"),
        ("55-3016.00", None),
    ],
)
def test_an_occupation_is_published_under_its_code_or_that_of_several(
    occupation: str, expected: str | None
) -> None:
    assert published_code(occupation, {"29-1141", "31-1120", "53-1047"}) == expected


def test_occupations_share_the_figures_of_their_code(tmp_path: Path) -> None:
    write_everything(tmp_path)
    joined = corpus.read(tmp_path)
    assert joined.pay is not None
    assert joined.outlook is not None
    assert list(joined.pay) == [ART]
    assert FUN not in joined.outlook
    assert {"bls-oews", "bls-projections"} <= {source.key for source in joined.sources}
    assert joined.coverage["occupations_with_pay"] == 1


def test_the_prior_is_flat_without_the_source_and_higher_for_what_more_people_do(
    tmp_path: Path,
) -> None:
    write_everything(tmp_path / "sources")
    bls = tmp_path / "sources" / "extra" / "bls"
    for path in bls.iterdir():
        path.unlink()
    flat = corpus.read(tmp_path / "sources")
    write(flat, tmp_path, Joints([]))
    assert set(Titled(tmp_path).prior.tolist()) == {0.0}
    first, second = sorted({code[:7] for code in flat.occupations})[:2]
    write_pay(tmp_path / "sources", [pay_row(first, 100), pay_row(second, 1_000_000)])
    known = corpus.read(tmp_path / "sources")
    write(known, tmp_path, Joints([]))
    prior = dict(zip(sorted(known.occupations), Titled(tmp_path).prior.tolist(), strict=True))
    few = [value for code, value in prior.items() if code.startswith(first)]
    many = [value for code, value in prior.items() if code.startswith(second)]
    assert max(few) < 0 < min(many)
