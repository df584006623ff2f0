"""Reads the publishers one after another and joins what they say.

How each thing is joined, and why so, is said where it is; what could not be joined, or only oddly,
is counted in the coverage report with examples, and nothing is guessed.
"""

from __future__ import annotations

from pathlib import Path

from index.corpus import foreign_titles, publishers
from index.corpus.changes import Snapshot, changes, steps
from index.corpus.conflicts import Conflicts
from index.corpus.core import join_activities, join_ratings, known_emerging, read_core
from index.corpus.coverage import coverage
from index.corpus.exposure import read_study
from index.corpus.figures import read_figures
from index.corpus.retired import find_retired, mentions
from index.corpus.usage import TaskTexts
from index.corpus.use import read_use
from index.errors import SourceError
from index.progress import Step
from index.records.joined import Corpus
from index.records.measures import pairs
from index.sources.onet import OnetRelease


def read(sources: Path, step: Step = lambda _: None) -> Corpus:
    """Reads a sources folder and joins what is in it.

    Raises SourceError with file, line and remedy where a file is not as it should be.
    """
    found = publishers.find(sources)
    newest = found.newest
    conflicts = Conflicts()

    step("O*NET: occupations and tasks")
    core = read_core(newest, conflicts)
    if not core.tasks:
        raise SourceError(sources / "onet", None, f"O*NET {newest.release} has no tasks at all.")
    step("O*NET: ratings")
    ratings = join_ratings(newest.task_ratings(), core.tasks, newest.source, conflicts)
    step("O*NET: work activities")
    activities = {activity.activity_id: activity for activity in newest.work_activities()}
    task_activities = join_activities(newest.activity_links(), core.tasks, activities, conflicts)

    step("GPTs are GPTs: exposure labels")
    study = read_study(found.study, core, conflicts)
    figures = read_figures(found, core.occupations, study.occupation_labels.values(), step)
    titles = foreign_titles.read_titles(
        found.names, core.occupations, core.lay_titles, conflicts, step
    )
    statements_20_1 = [pair for release in found.index for pair in release.statements_20_1()]
    texts = TaskTexts(core.tasks, statements_20_1)
    use = read_use(found, activities, texts, conflicts, step)

    step("Retired tasks and changes")
    emerging = known_emerging(newest.emerging_tasks(), core.occupations, conflicts)
    names = {code: occupation.title for code, occupation in core.occupations.items()}
    past = [_snapshot(release) for release in found.older]
    snapshots = [Snapshot(newest.release, newest.source.date, core.tasks, names), *past]
    mentioned = tuple(mentions(found, past, study.labels, statements_20_1))
    retired = find_retired(mentioned, core.tasks, texts.today, emerging)
    return Corpus(
        sources=found.sources,
        files=found.files,
        occupations=core.occupations,
        job_zones=core.job_zones,
        lay_titles=core.lay_titles,
        related=core.related,
        software=core.software,
        tasks=core.tasks,
        ratings=ratings,
        activities=activities,
        task_activities=task_activities,
        exposures=study.exposures,
        occupation_labels=study.occupation_labels,
        usage=use.usage,
        retired=retired,
        steps=steps(snapshots),
        changes=changes(snapshots),
        emerging=emerging,
        coverage=coverage(
            core, ratings, task_activities, study.exposures, use, figures, titles.coverage
        ),
        conflicts=conflicts.report(),
        missing=found.missing,
        foreign_titles=titles.titles,
        pay=figures.pay,
        outlook=figures.outlook,
        measures=figures.measures,
        measure_pairs=tuple(pairs(figures.measures)),
        applicability=figures.applicability,
        activity_usage=use.activity_usage,
        api_usage=use.api_usage,
        copilot=use.copilot,
        chatgpt=use.chatgpt,
    )


def _snapshot(release: OnetRelease) -> Snapshot:
    """What a release lists, to be compared with its neighbours."""
    return Snapshot(
        release=release.release,
        date=release.source.date,
        tasks={task.task_id: task for task in release.task_statements()},
        titles={one.code: one.title for one in release.occupations()}
        if release.lists_occupations
        else None,
    )
