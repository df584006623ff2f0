"""Measures of how far AI reaches occupations ↔ rows of their tables.

Called by `index.catalogue.writer`, and by the reader of occupations.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import Any, Final

from index.catalogue.database import columns
from index.catalogue.software_rows import Table
from index.catalogue.use_rows import SIDES
from index.records.joined import Corpus
from index.records.measures import Applicability, ApplicabilitySide, MeasurePair, OccupationMeasure

_FIGURES: Final = tuple(columns(ApplicabilitySide).split(", "))
APPLICABILITY_COLUMNS: Final = tuple(f"{side}_{name}" for side in SIDES for name in _FIGURES)
"""Columns of table `soc_applicability` beside its key."""


def tables(corpus: Corpus) -> Iterator[Table]:
    """Measures of occupations, what one of them is made of, and how they agree."""
    names = columns(OccupationMeasure)
    yield Table("occupation_measure", names, map(attrgetter(*names.split(", ")), corpus.measures))
    figures = attrgetter("soc_code", *(f"{side}.{name}" for side in SIDES for name in _FIGURES))
    yield Table(
        "soc_applicability",
        f"soc_code, {', '.join(APPLICABILITY_COLUMNS)}",
        map(figures, corpus.applicability.values()),
    )
    names = columns(MeasurePair)
    yield Table("measure_pair", names, map(attrgetter(*names.split(", ")), corpus.measure_pairs))


def applicability(row: Mapping[str, Any]) -> Applicability:
    """A row of table `soc_applicability`."""
    goal, action = (
        ApplicabilitySide(**{name: row[f"{side}_{name}"] for name in _FIGURES}) for side in SIDES
    )
    return Applicability(row["soc_code"], goal, action)
