"""Labels of "GPTs are GPTs" → the tasks and occupations of today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from index.corpus.conflicts import Conflicts
from index.corpus.core import Core
from index.records.joined import Exposure
from index.records.published import (
    AutomationLabel,
    OccupationLabel,
    Source,
    TaskLabel,
    TaskStatement,
)
from index.sources.eloundou import EloundouStudy
from index.text import matching_key


@dataclass(frozen=True, slots=True)
class Study:
    """The study's labels; by default there are none."""

    labels: tuple[TaskLabel, ...] = ()
    """All as published, of retired tasks too."""
    exposures: Mapping[int, Exposure] = field(default_factory=dict)
    """By task of today."""
    occupation_labels: Mapping[str, OccupationLabel] = field(default_factory=dict)
    """By occupation of today."""


def read_study(study: EloundouStudy | None, core: Core, conflicts: Conflicts) -> Study:
    """Labels of tasks and occupations, and which are of today's."""
    if study is None:
        return Study()
    labels = tuple(study.task_labels())
    again = {label.task_id: label for label in study.automation_labels()}
    return Study(
        labels,
        _join_labels(labels, again, core.tasks, study.source, conflicts),
        {
            label.occupation_code: label
            for label in study.occupation_labels()
            if label.occupation_code in core.occupations
        },
    )


def _join_labels(
    labels: Iterable[TaskLabel],
    again: Mapping[int, AutomationLabel],
    tasks: Mapping[int, TaskStatement],
    source: Source,
    conflicts: Conflicts,
) -> Mapping[int, Exposure]:
    """By task id, which is stable; a label of a statement edited since then says so.

    `again` holds the automation labels that were given a second time, by task.
    """
    exposures: dict[int, Exposure] = {}
    for label in labels:
        task = tasks.get(label.task_id)
        if task is None:
            conflicts.add(
                "label-of-retired-task",
                "The study labels a task that O*NET has since retired. The label is left out.",
                f"task {label.task_id}: {label.text}",
            )
            continue
        edited = label.text != task.text and matching_key(label.text) != matching_key(task.text)
        if edited:
            conflicts.add(
                "label-of-edited-text",
                "The study labelled an earlier wording of the task. The label is kept, and the"
                " task’s page shows that wording.",
                f"task {label.task_id}: {label.text} → {task.text}",
            )
        exposures[label.task_id] = Exposure(
            gpt4=label.gpt4,
            human=label.human,
            gpt4_alternative=label.gpt4_alternative,
            alpha=label.alpha,
            beta=label.beta,
            gamma=label.gamma,
            automation=label.automation,
            automation_second=second.gpt4 if (second := again.get(label.task_id)) else None,
            automation_human=second.human if second else None,
            labelled_text=label.text if edited else None,
            source=source,
        )
    return dict(sorted(exposures.items()))
