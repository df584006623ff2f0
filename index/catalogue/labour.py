"""Pay and outlook of an occupation, out of a catalogue. Called by `index.catalogue.occupations`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from index.catalogue.database import Database, columns
from index.catalogue.labour_rows import BASES
from index.catalogue.sources import OUTLOOK, PAY, Sources
from index.records.labour import Labour, Outlook, Pay, SocOutlook, SocPay, Wages

_OUTLOOK: Final = columns(SocOutlook).split(", ")
_WAGES: Final = columns(Wages).split(", ")
_FIGURES: Final = """
    SELECT figures.*, (SELECT count(*) FROM occupation_soc AS other
                        WHERE other.dataset = :dataset
                          AND other.soc_code = figures.soc_code) AS occupation_count
      FROM occupation_soc JOIN {table} AS figures USING (soc_code)
     WHERE dataset = :dataset AND occupation_code = :code"""


class LabourReader:
    """What the Bureau of Labor Statistics says, of an opened catalogue."""

    def __init__(self, database: Database, sources: Sources) -> None:
        self._database = database
        self._has_pay = PAY in sources.by_key
        self._has_outlook = OUTLOOK in sources.by_key

    def of_occupation(self, code: str) -> Labour:
        pay = self._figures("pay", code) if self._has_pay else None
        outlook = self._figures("outlook", code) if self._has_outlook else None
        return Labour(
            pay=None if pay is None else Pay(soc_pay(pay), pay["occupation_count"]),
            outlook=None
            if outlook is None
            else Outlook(
                SocOutlook(**{name: outlook[name] for name in _OUTLOOK}),
                outlook["occupation_count"],
            ),
            has_pay=self._has_pay,
            has_outlook=self._has_outlook,
        )

    def _figures(self, dataset: str, code: str) -> Mapping[str, Any] | None:
        return self._database.row(
            _FIGURES.format(table=f"soc_{dataset}"), dataset=dataset, code=code
        )


def soc_pay(row: Mapping[str, Any]) -> SocPay:
    """A row of table `soc_pay`."""
    annual, hourly = (Wages(**{name: row[f"{basis}_{name}"] for name in _WAGES}) for basis in BASES)
    return SocPay(
        soc_code=row["soc_code"],
        title=row["title"],
        people=row["people"],
        annual=annual,
        hourly=hourly,
        only=row["only"],
    )
