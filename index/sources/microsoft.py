"""Microsoft, "Working with AI": how far an assistant serves occupations → records.

What comes in: `soc_ai_applicability_scores.csv` in `extra/microsoft_working_with_ai/` below the
sources folder, as published at https://github.com/microsoft/working-with-ai. Called by
`index.corpus`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from index.measures import SocScore
from index.records import Source, SourceFile
from index.sources.folders import Folder, open_folder
from index.sources.scores import soc_scores
from index.sources.tables import Ledger

FOLDER: Final = ("extra", "microsoft_working_with_ai")
_SCORES: Final = "soc_ai_applicability_scores.csv"


class WorkingWithAI:
    """The study's data. Every method reads its file anew and raises SourceError."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._ledger = Ledger("working-with-ai")

    @property
    def source(self) -> Source:
        return Source(
            key="working-with-ai",
            name="Working with AI",
            publisher="Tomlinson, Jaffe, Wang, Counts and Suri (Microsoft)",
            release="arXiv 2507.07935",
            date=None,
            licence="CC BY 4.0",
            licence_url="https://creativecommons.org/licenses/by/4.0/",
            url="https://github.com/microsoft/working-with-ai",
            attribution=(
                "AI applicability from Kiran Tomlinson, Sonia Jaffe, Will Wang, Scott Counts and"
                " Siddharth Suri, “Working with AI” (arXiv 2507.07935), under CC BY 4.0."
            ),
        )

    @property
    def files(self) -> tuple[SourceFile, ...]:
        """The files that have been read so far, by path."""
        return self._ledger.files

    def applicability(self) -> Iterator[SocScore]:
        """The score of each SOC occupation, 0 to 1; its codes can stand for several."""
        yield from soc_scores(
            self._folder,
            _SCORES,
            self._ledger,
            "applicability",
            ("SOC Code", "title", "ai_applicability_score"),
        )


def find_working_with_ai(sources: Path) -> WorkingWithAI | None:
    """The study below the sources folder; None if it is not there."""
    place = sources.joinpath(*FOLDER)
    if not place.is_dir():
        return None
    folder = open_folder(sources, place)
    return WorkingWithAI(folder) if folder.has(_SCORES) else None
