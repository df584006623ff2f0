"""Pay and outlook of occupations → rows of their tables. Called by `index.catalogue.writer`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import Final

from index.catalogue.database import columns
from index.catalogue.software_rows import Table
from index.records.joined import Corpus
from index.records.labour import SocOutlook, SocPay, Wages

_WAGES: Final = columns(Wages).split(", ")
BASES: Final = ("annual", "hourly")
WAGE_COLUMNS: Final = tuple(f"{basis}_{name}" for basis in BASES for name in _WAGES)
"""Columns of table `soc_pay` that hold wages."""


def tables(corpus: Corpus) -> Iterator[Table]:
    """Figures, each once, and who has them."""
    pay, outlook = corpus.pay or {}, corpus.outlook or {}
    names = ("soc_code", "title", "people", "only")
    wages = [f"{basis}.{name}" for basis in BASES for name in _WAGES]
    yield Table(
        "soc_pay",
        ", ".join((*names, *WAGE_COLUMNS)),
        map(attrgetter(*names, *wages), {each.soc_code: each for each in pay.values()}.values()),
    )
    of_outlook = columns(SocOutlook)
    yield Table(
        "soc_outlook",
        of_outlook,
        map(
            attrgetter(*of_outlook.split(", ")),
            {each.soc_code: each for each in outlook.values()}.values(),
        ),
    )
    datasets: tuple[tuple[str, Mapping[str, SocPay] | Mapping[str, SocOutlook]], ...]
    datasets = (("pay", pay), ("outlook", outlook))
    yield Table(
        "occupation_soc",
        "dataset, occupation_code, soc_code",
        (
            (dataset, code, figures.soc_code)
            for dataset, found in datasets
            for code, figures in found.items()
        ),
    )
