"""Occupational Employment and Wage Statistics → pay and jobs by occupation.

What comes in: the national workbook (`national_M2025_dl.xlsx`, or the zip `oesm25nat.zip` that it
is published in). Called by `index.corpus`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from index.records.labour import Basis, SocPay, Wages
from index.records.published import Source, SourceFile
from index.sources.bls.files import workbooks
from index.sources.folders import Folder
from index.sources.tables import Ledger
from index.sources.values import Cell, number, plain_text, whole
from index.sources.workbooks import Header, Workbook

_WORKBOOK = re.compile(r"national_M([0-9]{4})_dl\.xlsx")
_SOC = re.compile(r"[0-9]{2}-[0-9]{4}")
_NO_WAGE, _NO_PEOPLE, _AT_TOP = "*", "**", "#"
_COLUMNS: Final[dict[Basis, tuple[str, ...]]] = {
    "annual": ("A_PCT10", "A_PCT25", "A_MEDIAN", "A_PCT75", "A_PCT90"),
    "hourly": ("H_PCT10", "H_PCT25", "H_MEDIAN", "H_PCT75", "H_PCT90"),
}
_TOP_CODE = re.compile(
    r"# *=.*?\$([0-9,.]+[0-9]) per hour or \$([0-9,.]+[0-9]) per year", re.DOTALL
)


class EmploymentStatistics:
    """One year's national workbook. Raises SourceError where it is not as it should be."""

    def __init__(self, folder: Folder, name: str, year: str) -> None:
        self._folder = folder
        self._name = name
        self._ledger = Ledger("bls-oews")
        self.release = f"May {year}"

    @property
    def source(self) -> Source:
        return Source(
            key="bls-oews",
            name="Occupational Employment and Wage Statistics",
            publisher="U.S. Bureau of Labor Statistics",
            release=self.release,
            date=None,
            licence="Public domain",
            licence_url="https://www.bls.gov/bls/linksite.htm",
            url="https://www.bls.gov/oes/tables.htm",
            attribution=(
                "Pay and employment from the Occupational Employment and Wage Statistics of the"
                f" U.S. Bureau of Labor Statistics, {self.release}."
            ),
        )

    @property
    def files(self) -> tuple[SourceFile, ...]:
        return self._ledger.files

    def figures(self) -> Iterator[SocPay]:
        """The detailed occupations, each once; some are several of the classification together."""
        workbook = Workbook(self._folder, self._name)
        tops = _top_codes(workbook)
        rows = workbook.rows("", self._ledger)
        line, names = next(rows, (1, []))
        header = Header(workbook, line, names)
        for name in ("OCC_CODE", "OCC_TITLE", "O_GROUP", "TOT_EMP", "ANNUAL", "HOURLY"):
            header.place(name)
        for name in (*_COLUMNS["annual"], *_COLUMNS["hourly"]):
            header.place(name)
        seen: set[str] = set()
        for line, row in rows:
            cells = header.cells(line, row)
            if cells["O_GROUP"].text != "detailed":
                continue
            code = cells["OCC_CODE"]
            if not _SOC.fullmatch(code.text) or code.text in seen:
                raise code.error(f"is {code.text[:40]!r}: no code, or one that an earlier row has.")
            seen.add(code.text)
            people = cells["TOT_EMP"]
            yield SocPay(
                soc_code=code.text,
                title=plain_text(cells["OCC_TITLE"]),
                people=None if people.text == _NO_PEOPLE else whole(people),
                annual=_wages(cells, "annual", tops),
                hourly=_wages(cells, "hourly", tops),
                only=_only(cells),
            )


def _wages(cells: dict[str, Cell], basis: Basis, tops: dict[Basis, float]) -> Wages:
    found = [cells[name] for name in _COLUMNS[basis]]
    at_top = [cell for cell in found if cell.text == _AT_TOP]
    if at_top and any(cell.text == _NO_WAGE for cell in found):
        raise at_top[0].error("is at the top code, and another percentile is not available.")
    if at_top and basis not in tops:
        raise at_top[0].error("is at the top code, and no note of the workbook says what that is.")
    missing = (_NO_WAGE, _AT_TOP)
    # A year's pay is in whole dollars, an hour's in cents.
    places = 0 if basis == "annual" else 2
    values = [None if c.text in missing else _rounded(number(c, 0), places) for c in found]
    p10, p25, median, p75, p90 = values
    return Wages(p10, p25, median, p75, p90, tops[basis] if at_top else None)


def _rounded(value: float, places: int) -> float:
    """134.47999999999999 → 134.48; without places a whole number."""
    return round(value, places) if places else round(value)


def _only(cells: dict[str, Cell]) -> Basis | None:
    """The one basis that is published; None: both are."""
    bases: tuple[Basis, ...] = ("annual", "hourly")
    only: list[Basis] = [basis for basis in bases if cells[basis.upper()].text == "TRUE"]
    return only[0] if only else None


def _top_codes(workbook: Workbook) -> dict[Basis, float]:
    """What `#` stands for, as the notes of the workbook say; empty: they do not say."""
    for text in workbook.texts:
        if match := _TOP_CODE.search(text):
            hour, year = (float(part.replace(",", "")) for part in match.groups())
            return {"annual": round(year), "hourly": hour}
    return {}


def find_statistics(sources: Path) -> EmploymentStatistics | None:
    """The newest workbook, if there is one."""
    found = [(match[1], folder, name) for folder, name, match in workbooks(sources, _WORKBOOK)]
    if not found:
        return None
    year, folder, name = max(found, key=lambda each: each[0])
    return EmploymentStatistics(folder, name, year)
