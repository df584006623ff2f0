"""Eloundou et al., "GPTs are GPTs": the labels of tasks and of occupations → records.

What comes in: `eloundou/full_labelset.tsv` and `eloundou/occ_level.csv` below the sources folder,
and `automation_gpt4_human_labels.tsv` where it is there,
as published at https://github.com/openai/GPTs-are-GPTs (made from O*NET 27.2). Called by
`index.corpus`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from index.records.published import (
    AutomationLabel,
    ExposureMeans,
    OccupationLabel,
    Source,
    SourceFile,
    TaskLabel,
)
from index.records.terms import ExposureLabel
from index.sources.folders import Folder, candidates, open_folder
from index.sources.tables import Ledger, read_rows
from index.sources.values import (
    Cell,
    cells_of,
    is_missing,
    number,
    occupation_code,
    plain_text,
    whole,
)

_TASKS = "full_labelset.tsv"
_OCCUPATIONS = "occ_level.csv"
_AGAIN = "automation_gpt4_human_labels.tsv"
_LABELS: dict[str, ExposureLabel] = {"E0": "E0", "E1": "E1", "E2": "E2"}
_AUTOMATION = ("T0", "T1", "T2", "T3", "T4")
# α = E1, β = E1 + 0.5·E2, γ = E1 + E2 of the GPT-4 label.
_SCORES: dict[ExposureLabel, tuple[float, float, float]] = {
    "E0": (0.0, 0.0, 0.0),
    "E1": (1.0, 1.0, 1.0),
    "E2": (0.0, 0.5, 1.0),
}


class EloundouStudy:
    """The study's data. Every method reads its file anew and raises SourceError."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._ledger = Ledger("eloundou")

    @property
    def source(self) -> Source:
        return Source(
            key="eloundou",
            name="GPTs are GPTs",
            publisher="Eloundou, Manning, Mishkin and Rock (OpenAI and others)",
            release="arXiv 2303.10130; Science 384 (2024)",
            date=None,
            licence="MIT",
            licence_url="https://github.com/openai/GPTs-are-GPTs/blob/main/LICENSE",
            url="https://github.com/openai/GPTs-are-GPTs",
            attribution=(
                "Exposure labels from Tyna Eloundou, Sam Manning, Pamela Mishkin and Daniel Rock, "
                "“GPTs are GPTs” (arXiv 2303.10130; Science 384, 2024), data under the MIT licence."
            ),
        )

    @property
    def files(self) -> tuple[SourceFile, ...]:
        """The files that have been read so far, by path."""
        return self._ledger.files

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the files that are not there: what they would hold is not yielded."""
        return tuple(name for name in (_TASKS, _OCCUPATIONS, _AGAIN) if not self._folder.has(name))

    def task_labels(self) -> Iterator[TaskLabel]:
        """`full_labelset.tsv`; ids are unique, and α, β and γ are those of the GPT-4 label."""
        columns = (
            *("O*NET-SOC Code", "Task ID", "Task", "gpt4_exposure", "human_exposure_agg"),
            *("gpt4_exposure_alt_rubric", "alpha", "beta", "gamma", "gpt4_automation"),
        )
        seen: set[int] = set()
        for cells in self._rows(_TASKS, columns, "\t"):
            code, task_id, text, gpt4, human, alternative, *scores, automation = cells
            known_id = whole(task_id)
            if known_id in seen:
                raise task_id.error(f"is {task_id.text[:40]!r}, which an earlier row has already.")
            seen.add(known_id)
            label = _label(gpt4)
            for cell, expected in zip(scores, _SCORES[label], strict=True):
                if number(cell, 0, 1) != expected:
                    raise cell.error(f"is {cell.text[:40]}, but of label {label} it is {expected}.")
            alpha, beta, gamma = _SCORES[label]
            yield TaskLabel(
                task_id=known_id,
                occupation_code=occupation_code(code),
                text=plain_text(text),
                gpt4=label,
                human=None if is_missing(human.text) else _label(human),
                gpt4_alternative=None if is_missing(alternative.text) else _label(alternative),
                alpha=alpha,
                beta=beta,
                gamma=gamma,
                automation=_automation(automation),
            )

    def automation_labels(self) -> Iterator[AutomationLabel]:
        """`automation_gpt4_human_labels.tsv`; ids are unique, few have a human label."""
        seen: set[int] = set()
        columns = ("Task ID", "gpt4_automation", "human_automation")
        for task_id, gpt4, human in self._rows(_AGAIN, columns, "\t"):
            known_id = whole(task_id)
            if known_id in seen:
                raise task_id.error(f"is {task_id.text[:40]!r}, which an earlier row has already.")
            seen.add(known_id)
            yield AutomationLabel(
                known_id,
                _automation(gpt4),
                None if is_missing(human.text) else _automation(human),
            )

    def occupation_labels(self) -> Iterator[OccupationLabel]:
        """`occ_level.csv`; codes are unique."""
        raters = ("dv_rating", "human_rating")
        scores = [f"{rater}_{score}" for rater in raters for score in ("alpha", "beta", "gamma")]
        seen: set[str] = set()
        for code, *means in self._rows(_OCCUPATIONS, ("O*NET-SOC Code", *scores), ","):
            if code.text in seen:
                raise code.error(f"is {code.text[:40]!r}, which an earlier row has already.")
            seen.add(code.text)
            values = [number(cell, 0, 1) for cell in means]
            yield OccupationLabel(
                occupation_code=occupation_code(code),
                gpt4=ExposureMeans(*values[:3]),
                human=ExposureMeans(*values[3:]),
            )

    def _rows(
        self, name: str, columns: tuple[str, ...], delimiter: str
    ) -> Iterator[tuple[Cell, ...]]:
        """The rows of a file as cells; none if the file is not there."""
        if not self._folder.has(name):
            return
        path = self._folder.display(name)
        for line, texts in read_rows(
            self._folder, name, columns, self._ledger, delimiter=delimiter, quoted=True
        ):
            yield cells_of(texts, path, line, columns)


def find_study(sources: Path) -> EloundouStudy | None:
    """The study in `eloundou/` below the sources folder; None if neither of its files is there."""
    for path in candidates(sources):
        if path.name in ("eloundou", "eloundou.zip"):
            folder = open_folder(sources, path)
            if folder.has(_TASKS) or folder.has(_OCCUPATIONS):
                return EloundouStudy(folder)
    return None


def _automation(cell: Cell) -> str:
    if cell.text not in _AUTOMATION:
        raise cell.error(f"is {cell.text[:40]!r}: T0 to T4 are known.")
    return cell.text


def _label(cell: Cell) -> ExposureLabel:
    if cell.text not in _LABELS:
        raise cell.error(f"is {cell.text[:40]!r}: E0, E1 and E2 are known.")
    return _LABELS[cell.text]
