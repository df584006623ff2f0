"""Employment Projections → outlook by occupation.

What comes in: the workbook of the national employment matrix (`occupation.xlsx`, as published), of
which table 1.2 is read. Called by `index.corpus`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from index.records.labour import SocOutlook
from index.records.published import Source, SourceFile
from index.sources.bls.files import workbooks
from index.sources.folders import Folder
from index.sources.tables import Ledger
from index.sources.values import Cell, number, plain_text
from index.sources.workbooks import Header, Workbook

_WORKBOOK = re.compile(r"occupation(?:_([0-9]{4})-([0-9]{4}))?\.xlsx")
_TABLE: Final = "Table 1.2"
_PERIOD = re.compile(r"([0-9]{4})–([0-9]{4})")
_SOC = re.compile(r"[0-9]{2}-[0-9]{4}")
_MISSING: Final = "—"
_PER_THOUSAND: Final = 1000


class EmploymentProjections:
    """One edition of the projections. Raises SourceError where it is not as it should be."""

    def __init__(self, folder: Folder, name: str) -> None:
        """Reads the table's heading, which names the years."""
        self._ledger = Ledger("bls-projections")
        self._workbook = Workbook(folder, name)
        heading = next(self._workbook.rows(_TABLE, Ledger("")), (1, [""]))[1]
        period = _PERIOD.search(heading[0] if heading else "")
        if period is None:
            raise self._workbook.error(1, f"{_TABLE} does not say for which years it is.")
        self.first, self.last = int(period[1]), int(period[2])
        self.release = f"{self.first}–{self.last % 100:02}"

    @property
    def source(self) -> Source:
        return Source(
            key="bls-projections",
            name="Employment Projections",
            publisher="U.S. Bureau of Labor Statistics",
            release=self.release,
            date=None,
            licence="Public domain",
            licence_url="https://www.bls.gov/bls/linksite.htm",
            url="https://www.bls.gov/emp/tables/occupational-projections-and-characteristics.htm",
            attribution=(
                "Outlook from the Employment Projections of the U.S. Bureau of Labor Statistics,"
                f" {self.release}."
            ),
        )

    @property
    def files(self) -> tuple[SourceFile, ...]:
        return self._ledger.files

    def figures(self) -> Iterator[SocOutlook]:
        """The line items, each once; some are several of the classification together."""
        rows = self._workbook.rows(_TABLE, self._ledger)
        header = self._header(rows)
        code_column = next(name for name in header.names if name.endswith("Matrix code"))
        title_column = code_column.removesuffix("code") + "title"
        years = f"{self.first}–{self.last % 100:02}"
        columns = {
            "people_first": f"Employment, {self.first}",
            "people_last": f"Employment, {self.last}",
            "change": f"Employment change, numeric, {years}",
            "growth": f"Employment change, percent, {years}",
            "openings": f"Occupational openings, {years} annual average",
            "education": "Typical education needed for entry",
            "experience": "Work experience in a related occupation",
            "training": "Typical on-the-job training needed to attain competency in the occupation",
            "type": "Occupation type",
        }
        for name in (title_column, *columns.values()):
            header.place(name)
        seen: set[str] = set()
        for line, row in rows:
            cells = header.cells(line, row)
            if cells[columns["type"]].text != "Line item":
                continue
            code = cells[code_column]
            if not _SOC.fullmatch(code.text) or code.text in seen:
                raise code.error(f"is {code.text[:40]!r}: no code, or one that an earlier row has.")
            seen.add(code.text)
            of = {short: cells[name] for short, name in columns.items()}
            growth, openings = of["growth"], of["openings"]
            yield SocOutlook(
                soc_code=code.text,
                title=plain_text(cells[title_column]),
                first_year=self.first,
                last_year=self.last,
                people_first=_people(of["people_first"], 0),
                people_last=_people(of["people_last"], 0),
                change=_people(of["change"], -1e6),
                growth_percent=None if _none(growth) else round(number(growth, -100), 1),
                openings=None if _none(openings) else _people(openings, 0),
                education=_words(of["education"]),
                experience=_words(of["experience"]),
                training=_words(of["training"]),
            )

    def _header(self, rows: Iterator[tuple[int, list[str]]]) -> Header:
        for line, row in rows:
            if any(name.endswith("Matrix code") for name in row):
                return Header(self._workbook, line, row)
        raise self._workbook.error(None, f"{_TABLE} has no header.")


def _none(cell: Cell) -> bool:
    return cell.text == _MISSING


def _people(cell: Cell, lowest: float) -> int:
    """Thousands with one decimal → people, to the hundred."""
    return round(round(number(cell, lowest), 1) * _PER_THOUSAND)


def _words(cell: Cell) -> str | None:
    return None if _none(cell) else plain_text(cell)


def find_projections(sources: Path) -> EmploymentProjections | None:
    """The newest edition, if there is one."""
    found = [
        EmploymentProjections(folder, name) for folder, name, _ in workbooks(sources, _WORKBOOK)
    ]
    return max(found, key=lambda each: each.last, default=None)
