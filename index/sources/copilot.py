"""Microsoft, "Working with AI": how Bing Copilot was used, by intermediate activity → records.

What comes in: `extra/microsoft_working_with_ai/iwa_metrics.csv` below the sources folder, as
published at https://github.com/microsoft/working-with-ai. Its ids are those of O*NET 29.0, so an
activity is known by its title. Called by `index.corpus`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from index.assistants import CopilotSide, CopilotUse
from index.records import Source, SourceFile
from index.sources.folders import Folder, open_folder
from index.sources.tables import Ledger, read_rows
from index.sources.values import Cell, number, number_or_none, plain_text

KEY: Final = "copilot"
_PLACE: Final = ("extra", "microsoft_working_with_ai")
_FILE: Final = "iwa_metrics.csv"
_SIDES: Final = ("user", "ai")
_FIGURES: Final = ("share", "completion", "impact_scope", "feedback_positive_fraction")
# The sum of shares of divided conversations can be a rounding error off.
_TOLERANCE: Final = 1e-9


class CopilotRow(NamedTuple):
    """A row of the file."""

    activity_id: str
    """In O*NET 29.0."""
    title: str
    use: CopilotUse


class CopilotStudy:
    """The study's file. Raises SourceError where it is not as it should be."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._ledger = Ledger(KEY)
        self.missing: tuple[str, ...] = ()

    @property
    def source(self) -> Source:
        return Source(
            key=KEY,
            name="Working with AI, work activities",
            publisher="Tomlinson, Jaffe, Wang, Counts and Suri (Microsoft)",
            release="arXiv 2507.07935",
            date=None,
            licence="CC BY 4.0",
            licence_url="https://creativecommons.org/licenses/by/4.0/",
            url="https://github.com/microsoft/working-with-ai",
            attribution=(
                "Use of Bing Copilot by work activity from Kiran Tomlinson, Sonia Jaffe, Will Wang,"
                " Scott Counts and Siddharth Suri, “Working with AI: Measuring the Applicability of"
                " Generative AI to Occupations” (arXiv 2507.07935). Used under CC BY 4.0; turned"
                " into percent and joined to O*NET’s activities of today by Taskdex."
            ),
        )

    @property
    def files(self) -> tuple[SourceFile, ...]:
        return self._ledger.files

    def rows(self) -> Iterator[CopilotRow]:
        """One for each intermediate activity; ids and titles are unique."""
        columns = [f"{figure}_{side}" for side in _SIDES for figure in _FIGURES]
        path = self._folder.display(_FILE)
        seen: set[str] = set()
        for line, (activity_id, title, *texts) in read_rows(
            self._folder,
            _FILE,
            ("IWA", "title", *columns),
            self._ledger,
            delimiter=",",
            quoted=True,
        ):
            id_cell = Cell(activity_id, path, line, "IWA")
            title_cell = Cell(title, path, line, "title")
            for cell in (id_cell, title_cell):
                if cell.text in seen:
                    raise cell.error(f"is {cell.text[:60]!r}, which an earlier row has already.")
                seen.add(cell.text)
            cells = [
                Cell(text, path, line, column) for text, column in zip(texts, columns, strict=True)
            ]
            yield CopilotRow(
                plain_text(id_cell),
                plain_text(title_cell),
                CopilotUse(_side(cells[: len(_FIGURES)]), _side(cells[len(_FIGURES) :])),
            )


def _side(cells: list[Cell]) -> CopilotSide:
    share, *parts = cells
    fractions = [number_or_none(cell, 0, 1) for cell in parts]
    completed, scope, liked = (None if part is None else 100 * part for part in fractions)
    return CopilotSide(100 * number(share, 0, 1, tolerance=_TOLERANCE), completed, scope, liked)


def find_copilot(sources: Path) -> CopilotStudy | None:
    """None: the file is not there."""
    place = sources.joinpath(*_PLACE)
    if not place.is_dir():
        return None
    folder = open_folder(sources, place)
    return CopilotStudy(folder) if folder.has(_FILE) else None
