"""Microsoft, "Working with AI": how Bing Copilot was used, and for which occupations → records.

What comes in: tables in `extra/microsoft_working_with_ai/` below the sources folder, as published
at https://github.com/microsoft/working-with-ai. `iwa_metrics.csv` has what was counted, by
intermediate activity; its ids are those of O*NET 29.0, so an activity is known by its title.
`soc_ai_applicability_scores.csv` has what the study works out from it for occupations, and
`soc_metrics.csv` what that is made of. Each of the three can be missing. Called by `index.corpus`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from index.records.assistants import CopilotSide, CopilotUse
from index.records.measures import Applicability, ApplicabilitySide, SocScore
from index.records.published import Source, SourceFile
from index.sources.folders import Folder, open_folder
from index.sources.scores import soc_scores
from index.sources.tables import Ledger, read_rows
from index.sources.values import Cell, number, number_or_none, plain_text

KEY: Final = "working-with-ai"
FOLDER: Final = ("extra", "microsoft_working_with_ai")
_ACTIVITIES: Final = "iwa_metrics.csv"
_SCORES: Final = "soc_ai_applicability_scores.csv"
_PARTS: Final = "soc_metrics.csv"
_SIDES: Final = ("user", "ai")
_OF_USE: Final = ("share", "completion", "impact_scope", "feedback_positive_fraction")
_OF_PARTS: Final = (
    "ai_applicability_score",
    "coverage",
    "completion",
    "impact_scope",
    "feedback_positive_fraction",
)
# Sums of shares and of weights can be a rounding error off.
_TOLERANCE: Final = 1e-9
_SOC: Final = re.compile(r"[0-9]{2}-[0-9]{4}")


class CopilotRow(NamedTuple):
    """A row of `iwa_metrics.csv`."""

    activity_id: str
    """In O*NET 29.0."""
    title: str
    use: CopilotUse


class WorkingWithAI:
    """The study's data. Every method reads its file anew and raises SourceError; without the file
    there is nothing to read."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._ledger = Ledger(KEY)

    @property
    def source(self) -> Source:
        return Source(
            key=KEY,
            name="Working with AI",
            publisher="Tomlinson, Jaffe, Wang, Counts and Suri (Microsoft)",
            release="arXiv 2507.07935",
            date=None,
            licence="CC BY 4.0",
            licence_url="https://creativecommons.org/licenses/by/4.0/",
            url="https://github.com/microsoft/working-with-ai",
            attribution=(
                "Use of Bing Copilot by work activity, and AI applicability of occupations, from"
                " Kiran Tomlinson, Sonia Jaffe, Will Wang, Scott Counts and Siddharth Suri,"
                " “Working with AI: Measuring the Applicability of Generative AI to Occupations”"
                " (arXiv 2507.07935). Used under CC BY 4.0; turned into percent and joined to"
                " O*NET’s activities and occupations of today by Taskdex."
            ),
        )

    @property
    def files(self) -> tuple[SourceFile, ...]:
        """The files that have been read so far, by path."""
        return self._ledger.files

    @property
    def has_activities(self) -> bool:
        return self._folder.has(_ACTIVITIES)

    @property
    def has_scores(self) -> bool:
        return self._folder.has(_SCORES)

    def activity_use(self) -> Iterator[CopilotRow]:
        """One for each intermediate activity; ids and titles are unique."""
        for first, second, sides in self._rows(_ACTIVITIES, "IWA", _OF_USE):
            use = (_use(side) for side in sides)
            yield CopilotRow(plain_text(first), plain_text(second), CopilotUse(*use))

    def applicability(self) -> Iterator[SocScore]:
        """The score of each SOC occupation, 0 to 1; its codes can stand for several."""
        if self.has_scores:
            yield from soc_scores(
                self._folder,
                _SCORES,
                self._ledger,
                "applicability",
                ("SOC Code", "title", "ai_applicability_score"),
            )

    def applicability_parts(self) -> Iterator[Applicability]:
        """What the score of each SOC occupation is made of; codes are unique."""
        for code, _, sides in self._rows(_PARTS, "SOC Code", _OF_PARTS):
            if not _SOC.fullmatch(code.text):
                raise code.error(f"is {code.text[:40]!r}, which is no SOC code.")
            yield Applicability(code.text, *(_part(side) for side in sides))

    def _rows(
        self, name: str, key: str, figures: Sequence[str]
    ) -> Iterator[tuple[Cell, Cell, tuple[list[Cell], list[Cell]]]]:
        """Key, title, and the figures of what people wanted and of what the model did."""
        if not self._folder.has(name):
            return
        columns = [f"{figure}_{side}" for side in _SIDES for figure in figures]
        path = self._folder.display(name)
        seen: set[str] = set()
        for line, texts in read_rows(
            self._folder, name, (key, "title", *columns), self._ledger, delimiter=",", quoted=True
        ):
            first, title, *cells = (
                Cell(text, path, line, column)
                for text, column in zip(texts, (key, "title", *columns), strict=True)
            )
            for cell in (first, title):
                if cell.text in seen:
                    raise cell.error(f"is {cell.text[:60]!r}, which an earlier row has already.")
                seen.add(cell.text)
            yield first, title, (cells[: len(figures)], cells[len(figures) :])


def _percent(cell: Cell) -> float:
    return 100 * min(number(cell, 0, 1, tolerance=_TOLERANCE), 1.0)


def _percents(cells: Sequence[Cell]) -> list[float | None]:
    fractions = (number_or_none(cell, 0, 1) for cell in cells)
    return [None if each is None else 100 * each for each in fractions]


def _use(cells: list[Cell]) -> CopilotSide:
    share, *parts = cells
    return CopilotSide(_percent(share), *_percents(parts))


def _part(cells: list[Cell]) -> ApplicabilitySide:
    score, coverage, *parts = cells
    return ApplicabilitySide(number(score, 0, 1), _percent(coverage), *_percents(parts))


def find_working_with_ai(sources: Path) -> WorkingWithAI | None:
    """The study below the sources folder; None if it is not there."""
    place = sources.joinpath(*FOLDER)
    if not place.is_dir():
        return None
    folder = open_folder(sources, place)
    there = any(folder.has(name) for name in (_ACTIVITIES, _SCORES, _PARTS))
    return WorkingWithAI(folder) if there else None
