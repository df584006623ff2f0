"""What the box at the top of an occupation page says. Called by `webapp.occupations.page`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from index.records.entries import OccupationEntry, TaskShare, TaskSummary
from index.records.published import Source
from webapp.text import charts, vocabulary
from webapp.text.answers import (
    NOT_A_LOSS,
    Answer,
    NamedTasks,
    Said,
    Verdict,
    labelled,
    place_among,
    tasks_exposed,
    tasks_used,
)

NAMED: Final = 3
"""Exposed tasks that the box names."""
NO_FIGURES: Final = "The Bureau of Labor Statistics has no figures for this occupation."


def occupation_answer(
    entry: OccupationEntry, shares: Sequence[TaskShare], exposed_path: str
) -> Answer:
    """The box of one occupation; `exposed_path` is where its exposed tasks are listed."""
    gpt4, human = entry.exposure_gpt4.counts, entry.exposure_human.counts
    study = tuple(one for one in entry.sources if one.key == "eloundou")
    observed = sum(task.observed for task in entry.tasks)
    return Answer(
        heading="What AI means for this job",
        sentences=(
            *tasks_exposed(gpt4, human, study),
            *_among_all(entry, study),
            tasks_used(observed, len(entry.tasks), _index(entry, shares)),
        )
        if entry.tasks
        else (Said("There is no answer for this job: O*NET lists no tasks for it."),),
        caveat=NOT_A_LOSS,
        verdicts=tuple(_verdicts(entry)),
        bars=(
            ("GPT-4", charts.exposure_bar(gpt4)),
            ("Human raters", charts.exposure_bar(human)),
        )
        if labelled(gpt4)
        else (),
        named=_named(entry, exposed_path),
    )


def _named(entry: OccupationEntry, path: str) -> NamedTasks | None:
    """The most important of the tasks that GPT-4 calls exposed."""
    tasks = [task for task in entry.tasks if task.exposure in ("E1", "E2")]
    if not tasks:
        return None
    rated = sorted((one for one in tasks if one.importance is not None), key=_importance)
    rated += [one for one in tasks if one.importance is None]
    if len(tasks) <= NAMED:
        one = len(tasks) == 1
        heading = f"{'The task' if one else 'The tasks'} that AI could speed up:"
    else:
        ranked = rated[NAMED - 1].importance is not None
        heading = (
            f"{'The most important' if ranked else 'Some of the'} tasks that AI could speed up:"
        )
    shown = tuple((one.task_id, vocabulary.untitled(one.text)) for one in rated[:NAMED])
    return NamedTasks(heading, shown, len(tasks), path)


def _importance(task: TaskSummary) -> float:
    return -(task.importance or 0.0)


def _index(entry: OccupationEntry, shares: Sequence[TaskShare]) -> tuple[Source, ...]:
    """The newest release of the Index that observed a task; none: there is none such."""
    newest = max((share.release for share in shares), default="")
    key = next((share.source_key for share in shares if share.release == newest), "")
    return tuple(one for one in entry.sources if one.key == key)


def _among_all(entry: OccupationEntry, study: tuple[Source, ...]) -> Iterator[Said]:
    """How it compares with other occupations, by the study's mean of GPT-4's labels."""
    if place := place_among(entry.measures):
        yield Said(f"By GPT-4’s labels it is {place}.", study)


def _verdicts(entry: OccupationEntry) -> Iterator[Verdict]:
    yield from _labour(entry)
    onet = tuple(one for one in entry.sources if one.key == "onet")
    if entry.job_zone is not None:
        yield Verdict(
            "How much preparation?",
            Said(_zone(entry.job_zone.name)),
            Said(f"Job zone {entry.job_zone.zone} of 5.", onet),
        )


def _labour(entry: OccupationEntry) -> Iterator[Verdict]:
    """Pay, jobs and outlook; nothing where the release does not have their source."""
    labour = entry.labour
    if labour.pay is not None:
        source = tuple(one for one in entry.sources if one.key == "bls-oews")
        figures = labour.pay.figures
        hourly = figures.only == "hourly"
        wages = figures.hourly if hourly else figures.annual
        shared = _shared(labour.pay.occupation_count)
        yield Verdict(
            "What does it pay?",
            Said(
                f"{vocabulary.wage(wages, 'median', hourly)} {'an hour' if hourly else 'a year'}"
                if wages.median is not None or wages.top_code is not None
                else "Not published",
                source,
            ),
            Said(f"Half earn more, half less.{shared}", source),
        )
        people = figures.people
        yield Verdict(
            "How many jobs are there?",
            Said("Not published" if people is None else f"{people:,}", source),
            Said(f"Wage and salary jobs in the United States.{shared}", source),
        )
    elif labour.has_pay:
        yield Verdict("What does it pay?", Said("Not published"), Said(NO_FIGURES))
    if labour.outlook is not None:
        source = tuple(one for one in entry.sources if one.key == "bls-projections")
        projected = labour.outlook.figures
        years = f"from {projected.first_year} to {projected.last_year}"
        change = projected.growth_percent
        short = "Not published" if change is None else vocabulary.growth(change)
        parts = [f"Projected change of jobs {years}."]
        if projected.openings is not None:
            parts.append(f"About {vocabulary.rounded(projected.openings)} openings a year.")
        text = " ".join(parts) + _shared(labour.outlook.occupation_count)
        yield Verdict(
            "Is it growing?", Said(vocabulary.capitalize_first(short), source), Said(text, source)
        )
    elif labour.has_outlook:
        yield Verdict("Is it growing?", Said("Not published"), Said(NO_FIGURES))


def _shared(count: int) -> str:
    return f" The figure covers {count} O*NET occupations together." if count > 1 else ""


def _zone(name: str) -> str:
    """`Job Zone Three: Medium Preparation Needed` → `Medium preparation`."""
    words = name.partition(": ")[2].removesuffix(" Needed") or name
    return words.capitalize()
