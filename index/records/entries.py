"""What a reader gets: made by `index.encyclopedia`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from index.quick import quick
from index.records.assistants import CopilotUse, MonthShare
from index.records.joined import ActivityPath, Exposure, ForeignTitle, Rating, Usage
from index.records.labour import Labour, OccupationFigures
from index.records.measures import Applicability, OccupationMeasure
from index.records.published import (
    EmergingTask,
    ExposureMeans,
    JobZone,
    Occupation,
    Source,
    SourceFile,
    TaskStatement,
    WorkActivity,
)
from index.records.terms import ExposureLabel, Level, Raters, TaskType


@quick(frozen=True, slots=True)
class EmergingEntry:
    """A proposed statement, with the occupation and the statement that it is about."""

    task: EmergingTask
    occupation_title: str
    original_text: str | None
    """Of the task that a revision replaces: today's, or the last known; None: nothing is revised,
    or no release that was read has the task."""


@quick(frozen=True, slots=True)
class MajorGroup:
    """A major group of the 2018 Standard Occupational Classification."""

    code: str
    title: str
    occupation_count: int
    task_count: int


@quick(frozen=True, slots=True)
class TaskCounts:
    """What the tasks at or below an activity are like."""

    gpt4: Mapping[str, int]
    """Each of LABELS → tasks with that label by GPT-4."""
    human: Mapping[str, int]
    """Likewise by the human raters."""
    observed: int
    """Tasks seen in at least one release of the Index."""


@quick(frozen=True, slots=True)
class OccupationSummary:
    """An occupation in a list."""

    code: str
    title: str
    task_count: int
    beta_gpt4: float | None
    """Mean β of its tasks by GPT-4's labels; None: not labelled."""


@quick(frozen=True, slots=True)
class RatedOccupation:
    """An occupation that both raters of the exposure study have labelled."""

    code: str
    title: str
    gpt4: float
    """Mean β of its tasks by GPT-4's labels, 0 to 1: `occ_level.csv`, as published."""
    human: float
    """Likewise by the human raters'."""


@quick(frozen=True, slots=True)
class UsedTask:
    """A task that AI was used for, in one release of the Index."""

    task_id: int
    text: str
    occupation_title: str
    share_percent: float
    """Of all conversations of the sample."""
    release: str
    task_count: int
    """Tasks that the published text stands for, this one included: the share is theirs together."""


@quick(frozen=True, slots=True)
class TaskSummary:
    """A task in a list."""

    task_id: int
    text: str
    type: TaskType | None
    occupation_code: str
    occupation_title: str
    importance: float | None
    rank: int | None
    rated_tasks: int | None
    relevance_percent: float | None
    rated_by: Raters | None
    """None: not rated, or the publisher does not say."""
    exposure: ExposureLabel | None
    """GPT-4's label; None: not labelled."""
    human_exposure: ExposureLabel | None
    observed: bool
    """Seen in at least one release of the Index."""
    latest_share_percent: float | None
    """Share in the newest release that publishes one, to sort by: one that was rounded to 0 counts
    as 0 here."""


@quick(frozen=True, slots=True)
class TaskFigures:
    """A task in a ranking."""

    task_id: int
    text: str
    occupation_code: str
    occupation_title: str
    importance: float | None
    exposure: ExposureLabel | None
    human_exposure: ExposureLabel | None
    beta: float | None
    """Of GPT-4's label: E0 0, E2 0.5, E1 1; None: not labelled."""
    rater_gap: float | None
    """How far the labels of the two raters lie apart on the same scale; None: one is missing."""
    share_percent: float | None
    """In the newest release of the Index; None: not observed in it, or rounded to zero."""
    share_percent_at_most: float | None
    release: str | None
    shared_count: int | None
    """Other tasks that the same published text stands for."""


@quick(frozen=True, slots=True)
class ActivitySummary:
    """A work activity in a list."""

    activity_id: str
    level: Level
    title: str
    task_count: int


@quick(frozen=True, slots=True)
class ActivityUse:
    """How assistants are used for one work activity: the activity's figures, and of no task."""

    activity: WorkActivity
    copilot: CopilotUse | None
    """None: it is no intermediate activity, or the source is not there."""
    copilot_source: Source | None
    """None: the source is not in this release."""
    chatgpt: tuple[MonthShare, ...]
    """Oldest first; empty: not published for it, or the source is not there."""
    chatgpt_source: Source | None
    index: tuple[Usage, ...]
    """One for each release of the Index that has it, oldest first."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """Of its figures."""
        found = [use.source for use in self.index]
        if self.copilot is not None and self.copilot_source is not None:
            found.append(self.copilot_source)
        if self.chatgpt and self.chatgpt_source is not None:
            found.append(self.chatgpt_source)
        return tuple(found)


@quick(frozen=True, slots=True)
class TaskEntry:
    """Everything a task page is made of."""

    task: TaskStatement
    occupation: Occupation
    group_title: str
    rating: Rating | None
    """None: not rated by anybody."""
    activities: tuple[ActivityPath, ...]
    exposure: Exposure | None
    """None: not labelled in the study."""
    usage: tuple[Usage, ...]
    """One for each release of the Index in which it was observed, oldest first."""
    api_usage: tuple[Usage, ...]
    """The same of programs that call the model: another population, never added to the first."""
    kinds_of_work: tuple[ActivityUse, ...]
    """Use of its intermediate activities, in the order of `activities`: figures of theirs, which
    hold for all tasks below them together."""
    sources: tuple[Source, ...]
    """Of every figure in this entry."""


@quick(frozen=True, slots=True)
class TaskShare:
    """A task of an occupation, observed in one release of the Index."""

    task_id: int
    release: str
    share_percent: float | None
    """Of all conversations of the sample; None: not published, or rounded to 0."""
    share_percent_at_most: float | None
    """Upper bound of a share that was rounded to 0."""
    shared_count: int
    """Other tasks that the same published text stands for: the share is theirs as well."""
    source_key: str


@quick(frozen=True, slots=True)
class OccupationCount:
    """An occupation, and how many of its tasks something holds."""

    code: str
    title: str
    task_count: int


@quick(frozen=True, slots=True)
class ExposureProfile:
    """An occupation's exposure by one rater."""

    means: ExposureMeans | None
    """As published in `occ_level.csv`; None: the occupation is not in it."""
    counts: Mapping[str, int]
    """Each of LABELS → tasks of today."""


@quick(frozen=True, slots=True)
class Software:
    """A software product in a list. No source says which tasks it is used for."""

    slug: str
    """Its name in addresses: `microsoft-excel`."""
    name: str
    category: str
    is_hot: bool
    occupation_count: int
    in_demand_count: int
    """In how many of these occupations it is in demand."""


@quick(frozen=True, slots=True)
class SoftwareInOccupation:
    """One product of an occupation."""

    slug: str
    name: str
    category: str
    is_hot: bool
    in_demand: bool


@quick(frozen=True, slots=True)
class SoftwareEntry:
    """Everything a software page is made of."""

    software: Software
    in_demand: tuple[OccupationSummary, ...]
    """Occupations where employers often ask for it, by title."""
    others: tuple[OccupationSummary, ...]
    """The other occupations that use it, by title."""
    sources: tuple[Source, ...]


@quick(frozen=True, slots=True)
class SoftwareHits:
    """Products that a query names."""

    total: int = 0
    hits: tuple[Software, ...] = ()
    is_certain: bool = False
    """The query is a name, or has a word that occurs in names of software only: it is not a slip
    of the pen for another word."""
    is_well_known: bool = False
    """One of those that make it certain is used in many occupations."""


@quick(frozen=True, slots=True)
class OccupationEntry:
    """Everything an occupation page is made of."""

    occupation: Occupation
    group_title: str
    job_zone: JobZone | None
    titles: tuple[str, ...]
    """Lay titles, in alphabetical order."""
    tasks: tuple[TaskSummary, ...]
    """Rated ones first, by descending importance."""
    exposure_gpt4: ExposureProfile
    exposure_human: ExposureProfile
    related: tuple[OccupationSummary, ...]
    """Closest first."""
    foreign_titles: tuple[ForeignTitle, ...]
    """By language; in each the surest first, preferred ones before others."""
    software: tuple[SoftwareInOccupation, ...]
    """In demand first, then hot, then by name."""
    labour: Labour
    figures: OccupationFigures
    """What it is listed and compared by."""
    measures: tuple[OccupationMeasure, ...]
    """In the order of MEASURES; those that have no figure of it are left out."""
    applicability: Applicability | None
    """What its AI applicability is made of; None: it has none, or the parts are not there."""
    sources: tuple[Source, ...]


@quick(frozen=True, slots=True)
class ActivityEntry:
    """Everything an activity page is made of."""

    activity: WorkActivity
    ancestors: tuple[WorkActivity, ...]
    """GWA first."""
    children: tuple[ActivitySummary, ...]
    task_count: int
    occupation_count: int
    tasks: tuple[TaskSummary, ...]
    """The page asked for, by descending importance."""
    counts: TaskCounts
    """Of all of them."""
    page: int
    page_count: int
    use: ActivityUse
    sources: tuple[Source, ...]


@quick(frozen=True, slots=True)
class ReleaseInfo:
    """What a release says of itself (its `manifest.json`)."""

    release_id: str
    is_sample: bool
    task_count: int
    occupation_count: int
    activity_count: int
    lay_title_count: int
    sources: tuple[Source, ...]
    files: tuple[SourceFile, ...]
    coverage: Mapping[str, object]
    """The coverage report: see `index.corpus`."""

    @property
    def onet(self) -> Source:
        return next(source for source in self.sources if source.key == "onet")


@quick(frozen=True, slots=True)
class Download:
    """A file of the open release that is given away as it is."""

    name: str
    path: Path
    sha256: str
    byte_count: int
