"""What the datasets say together: made by `index.corpus`, kept by `index.catalogue`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from index.quick import quick
from index.records.assistants import CopilotUse, MonthShare
from index.records.labour import SocOutlook, SocPay
from index.records.measures import Applicability, MeasurePair, OccupationMeasure
from index.records.published import (
    EmergingTask,
    JobZone,
    LayTitle,
    Occupation,
    OccupationLabel,
    RelatedOccupation,
    SoftwareUse,
    Source,
    SourceFile,
    TaskStatement,
    UsageText,
    WorkActivity,
)
from index.records.terms import ChangeKind, ExposureLabel, Interval, Matching, Raters


@quick(frozen=True, slots=True)
class Rating:
    """How a task is rated, and where that puts it among the rated tasks of its occupation."""

    importance: float | None
    """1 (not important) to 5 (extremely important): scale IM. None: only the relevance is known."""
    importance_interval: Interval | None
    relevance_percent: float | None
    """Percent of respondents to whom the task is relevant: scale RT. None: not published."""
    relevance_interval: Interval | None
    rank: int | None
    """1 is the highest importance; tied tasks share the better rank. None: no importance."""
    rated_tasks: int
    """Tasks of the occupation that have an importance rating: the rank's denominator."""
    tied_with: int | None
    """How many other tasks of the occupation have exactly this importance."""
    respondents: int | None
    """Who responded, not who were asked."""
    low_precision: bool | None
    """The publisher recommends not to rely on the figure; None: it does not say."""
    date: str
    rated_by: Raters | None
    """Whose answers these are; None: the publisher does not say."""
    source: Source


@quick(frozen=True, slots=True)
class Exposure:
    """How exposed a task is to language models, by two raters."""

    gpt4: ExposureLabel
    human: ExposureLabel | None
    gpt4_alternative: ExposureLabel | None
    alpha: float
    beta: float
    gamma: float
    automation: str
    automation_second: str | None
    """GPT-4's label when it was asked again; None: not in the files that were read."""
    automation_human: str | None
    """The human raters' label; None: not among the tasks they labelled, or not in these files."""
    labelled_text: str | None
    """The statement that was labelled, where today's has other words; None: the same words."""
    source: Source

    @property
    def raters_agree(self) -> bool | None:
        """Whether GPT-4 and the human raters gave the same label; None: one label is not given."""
        return None if self.human is None else self.gpt4 == self.human


@quick(frozen=True, slots=True)
class Usage:
    """How AI was used on a task's text in one release of the Index."""

    measures: UsageText
    matched_by: Matching
    shared_with: tuple[int, ...]
    """Other task ids that the same published text stands for: the figures are theirs as well."""
    source: Source


@quick(frozen=True, slots=True)
class ActivityPath:
    """A detailed work activity with the two levels above it."""

    dwa: WorkActivity
    iwa: WorkActivity
    gwa: WorkActivity
    task_count: int
    """Tasks linked to the DWA, this one included."""
    occupation_count: int


@quick(frozen=True, slots=True)
class RetiredTask:
    """A task id that an older release had and the newest does not."""

    task_id: int
    occupation_code: str
    text: str
    last_release: str
    successor_id: int | None
    """A task of today with the same normalised text, or the one that revises it."""
    source: Source


@quick(frozen=True, slots=True)
class Change:
    """What a release of O*NET says otherwise than the one before it in the sources folder.

    Columns are those of `Task Statements.txt` and `Occupation Data.txt`.
    """

    older: str
    newer: str
    kind: ChangeKind
    task_id: int | None
    """None: the occupation itself changed."""
    occupation_code: str
    """In the newer release; of what it does not have any more, in the older one."""
    occupation_title: str
    """In the newest release that has it; empty where no release that was read has its title."""
    text: str
    """Column `Task`, likewise; empty for a change of the occupation itself."""
    before: str | None
    """Reworded: `Task`; retyped: `Task Type` (None: `n/a`); moved: `O*NET-SOC Code`; renamed:
    `Title`. None where something was added, retired or removed."""
    after: str | None


@quick(frozen=True, slots=True)
class ReleaseStep:
    """Two releases of O*NET that follow one another in the sources folder, compared."""

    older: str
    newer: str
    older_date: str | None
    """When it was published, in the publisher's own words; None: not known."""
    newer_date: str | None
    older_task_count: int
    newer_task_count: int
    occupations_compared: bool
    """False: one of the two came without `Occupation Data.txt`."""

    @property
    def name(self) -> str:
        """`29.1-30.1`, as addresses have it."""
        return f"{self.older}-{self.newer}"


@quick(frozen=True, slots=True)
class ForeignTitle:
    """What ESCO calls an occupation in another language or in British English, through one of its
    own occupations."""

    occupation_code: str
    language: str
    """ISO 639-1: `es`."""
    title: str
    is_preferred: bool
    """ESCO prefers it to the other names of its occupation."""
    concept_uri: str
    match: str
    """How ESCO's occupation was found to be this one: the crosswalk's own word, or `same title`
    where no crosswalk has it and its English labels are job titles of this occupation."""
    confidence: float
    """How sure that is, 0 to 1."""


@quick(frozen=True, slots=True)
class Conflict:
    """Something in which the datasets, or the rows of one, do not agree."""

    kind: str
    meaning: str
    count: int
    examples: tuple[str, ...]


@quick(frozen=True, slots=True)
class JoinedText:
    """A usage text, and the tasks of today that it stands for."""

    measures: UsageText
    source: Source
    task_ids: Mapping[int, Matching]


@quick(frozen=True, slots=True)
class JoinedActivity:
    """What one release of the Index says of a work activity, and which of today it is."""

    activity_id: str
    measures: UsageText
    """`text` is the activity's title as published."""
    source: Source


@quick(frozen=True, slots=True)
class Corpus:
    """Everything that a release is built from."""

    sources: tuple[Source, ...]
    files: tuple[SourceFile, ...]
    occupations: Mapping[str, Occupation]
    job_zones: tuple[JobZone, ...]
    lay_titles: tuple[LayTitle, ...]
    related: tuple[RelatedOccupation, ...]
    software: tuple[SoftwareUse, ...]
    tasks: Mapping[int, TaskStatement]
    ratings: Mapping[int, Rating]
    activities: Mapping[str, WorkActivity]
    task_activities: Mapping[int, tuple[str, ...]]
    """Task id → its DWAs."""
    exposures: Mapping[int, Exposure]
    occupation_labels: Mapping[str, OccupationLabel]
    usage: tuple[JoinedText, ...]
    retired: tuple[RetiredTask, ...]
    steps: tuple[ReleaseStep, ...]
    """Newest first."""
    changes: tuple[Change, ...]
    """Of all steps, in their order."""
    emerging: tuple[EmergingTask, ...]
    coverage: Mapping[str, object]
    conflicts: tuple[Conflict, ...]
    missing: tuple[str, ...]
    """Optional files that were not there."""
    foreign_titles: tuple[ForeignTitle, ...] = ()
    """By occupation, language and confidence; none without ESCO and a crosswalk."""
    pay: Mapping[str, SocPay] | None = None
    """Occupation → pay and jobs, of it or of several together; None: there is no such source."""
    outlook: Mapping[str, SocOutlook] | None = None
    """Occupation → outlook, likewise."""
    measures: tuple[OccupationMeasure, ...] = ()
    """Of how far AI reaches occupations, in the order of MEASURES."""
    measure_pairs: tuple[MeasurePair, ...] = ()
    """How far each two measures agree over all occupations."""
    applicability: Mapping[str, Applicability] = field(default_factory=dict)
    """SOC code → what its AI applicability is made of."""

    @property
    def employment(self) -> Mapping[str, int]:
        """SOC code → how many people in the United States work in it; without the codes of which
        the publisher gives no figure of their own."""
        return {
            pay.soc_code: pay.people
            for code, pay in (self.pay or {}).items()
            if pay.soc_code == code[:7] and pay.people is not None
        }

    activity_usage: tuple[JoinedActivity, ...] = ()
    """Observed use of activities of all levels, oldest release first."""
    api_usage: tuple[JoinedText, ...] = ()
    """What programs that call the model do, by task text: never part of `usage`."""
    copilot: Mapping[str, CopilotUse] | None = None
    """Intermediate activity → how Bing Copilot was used for it; None: without the source."""
    chatgpt: tuple[MonthShare, ...] | None = None
    """By activity of today, then by month; None: without the source."""

    def importance(self, task_id: int) -> float | None:
        """None: nobody has rated it."""
        rating = self.ratings.get(task_id)
        return rating.importance if rating else None

    @property
    def observed(self) -> frozenset[int]:
        """Tasks that were seen in any release of the Index."""
        return frozenset(task_id for text in self.usage for task_id in text.task_ids)

    @property
    def latest_shares(self) -> Mapping[int, float]:
        """Task → its share in the newest release of the Index that publishes one, to sort by: a
        share that was rounded to 0 counts as 0 here, and is below all others.
        """
        return {
            task_id: text.measures.share_percent or 0.0
            for text in self.usage  # oldest release first
            for task_id in text.task_ids
            if (text.measures.share_percent, text.measures.share_percent_at_most) != (None, None)
        }
