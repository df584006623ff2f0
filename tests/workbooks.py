"""Workbooks as the Bureau of Labor Statistics publishes them, for tests."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OUTER = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_INNER = "http://schemas.openxmlformats.org/package/2006/relationships"

Cells = Sequence[str | float]

PAY_HEADER = (
    *("OCC_CODE", "OCC_TITLE", "O_GROUP", "TOT_EMP"),
    *("H_PCT10", "H_PCT25", "H_MEDIAN", "H_PCT75", "H_PCT90"),
    *("A_PCT10", "A_PCT25", "A_MEDIAN", "A_PCT75", "A_PCT90", "ANNUAL", "HOURLY"),
)
NOTE = "#  = indicates a wage equal to or greater than $115.00 per hour or $239,200 per year "
OUTLOOK_TITLE = "Table 1.2 Occupational projections, 2024–2034, and worker characteristics"
OUTLOOK_HEADER = (
    "2024 National Employment Matrix title",
    "2024 National Employment Matrix code",
    "Occupation type",
    "Employment, 2024",
    "Employment, 2034",
    "Employment change, numeric, 2024–34",
    "Employment change, percent, 2024–34",
    "Occupational openings, 2024–34 annual average",
    "Typical education needed for entry",
    "Work experience in a related occupation",
    "Typical on-the-job training needed to attain competency in the occupation",
)


def write_workbook(path: Path, sheets: Mapping[str, Sequence[Cells]]) -> None:
    """Texts are shared, numbers stand in place, empty cells are left out."""
    rows = [row for sheet in sheets.values() for row in sheet]
    texts = list(dict.fromkeys(cell for row in rows for cell in row if isinstance(cell, str)))
    places = {text: place for place, text in enumerate(texts)}
    strings = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
    path.parent.mkdir(parents=True, exist_ok=True)
    listed, related = [], []
    parts = {"xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{strings}</sst>'}
    for number, (title, sheet) in enumerate(sheets.items(), start=1):
        listed.append(f'<sheet name={quoteattr(title)} sheetId="{number}" r:id="rId{number}"/>')
        related.append(f'<Relationship Id="rId{number}" Target="worksheets/sheet{number}.xml"/>')
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{_MAIN}"><sheetData>{_rows(sheet, places)}</sheetData></worksheet>'
        )
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OUTER}"><sheets>{"".join(listed)}</sheets>'
        "</workbook>"
    )
    parts["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="{_INNER}">{"".join(related)}</Relationships>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)  # by its name alone, it holds the time


def _rows(sheet: Sequence[Cells], places: Mapping[str, int]) -> str:
    written = []
    for line, row in enumerate(sheet, start=1):
        cells = []
        for place, cell in enumerate(row):
            if cell != "":
                kind, value = (' t="s"', places[cell]) if isinstance(cell, str) else ("", cell)
                cells.append(f'<c r="{chr(ord("A") + place)}{line}"{kind}><v>{value}</v></c>')
        written.append(f'<row r="{line}">{"".join(cells)}</row>')
    return "".join(written)


def pay_row(code: str, people: str | int = 1000, median: str | float = 50_000.0) -> Cells:
    """A detailed occupation; its other percentiles lie around the median."""
    if isinstance(median, str):
        return (code, "Some", "detailed", people, *[median] * 10, "", "")
    annual = [median * part for part in (0.5, 0.75, 1, 1.25, 1.5)]
    return (code, "Some", "detailed", people, *(each / 2080 for each in annual), *annual, "", "")


def write_pay(sources: Path, rows: Sequence[Cells], year: int = 2025, note: str = NOTE) -> Path:
    """The national workbook; `rows` under PAY_HEADER. Returns its path."""
    path = sources / "extra" / "bls" / f"national_M{year}_dl.xlsx"
    write_workbook(path, {f"national_M{year}_dl": [PAY_HEADER, *rows], "Notes": [(note,)]})
    return path


def write_outlook(sources: Path, rows: Sequence[Cells], title: str = OUTLOOK_TITLE) -> Path:
    """The projections; `rows` under OUTLOOK_HEADER. Returns its path."""
    path = sources / "extra" / "bls" / "occupation.xlsx"
    table = [(title,), OUTLOOK_HEADER, *rows, ("Footnotes:",)]
    write_workbook(path, {"Index": [("Tables",)], "Table 1.2": table})
    return path
