"""The Economic Index on occupations: its measure of observed exposure → records.

What comes in: `aei/labor_market_impacts/job_exposure.csv` below the sources folder. Called by
`index.corpus`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from index.records.measures import SocScore
from index.records.published import Source, SourceFile
from index.sources.folders import Folder, open_folder
from index.sources.scores import soc_scores
from index.sources.tables import Ledger

_FILE: Final = "job_exposure.csv"
_DATASET: Final = "https://huggingface.co/datasets/Anthropic/EconomicIndex"


class ObservedExposure:
    """The file of occupations. Raises SourceError where it is not as it should be."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._ledger = Ledger("observed-exposure")

    @property
    def source(self) -> Source:
        return Source(
            key="observed-exposure",
            name="Anthropic Economic Index, labor market impacts",
            publisher="Anthropic",
            release="March 2026",
            date=None,
            licence="CC BY 4.0",
            licence_url="https://creativecommons.org/licenses/by/4.0/",
            url=f"{_DATASET}/tree/main/labor_market_impacts",
            attribution=(
                "Observed exposure from the Anthropic Economic Index, labor market impacts, by"
                " Anthropic. Used under CC BY 4.0; joined to O*NET occupations by Taskdex."
            ),
        )

    @property
    def files(self) -> tuple[SourceFile, ...]:
        return self._ledger.files

    def scores(self) -> Iterator[SocScore]:
        """The observed exposure of each SOC occupation, 0 to 1."""
        yield from soc_scores(
            self._folder,
            _FILE,
            self._ledger,
            "observed_exposure",
            ("occ_code", "title", "observed_exposure"),
        )


def find_observed_exposure(sources: Path) -> ObservedExposure | None:
    """The file below the sources folder; None if it is not there."""
    place = sources / "aei" / "labor_market_impacts"
    if not place.is_dir():
        return None
    folder = open_folder(sources, place)
    return ObservedExposure(folder) if folder.has(_FILE) else None
