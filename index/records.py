"""The vocabulary: every record that passes between modules. Imports nothing of ours but those of
pay and outlook, `index.labour`, and of other assistants, `index.assistants`.

`None` always means that the publisher gives no value, and the docstring of the field says why
that can be. It never stands for zero.

Three layers, in the order of the data flow:

1. what a publisher's row says (made by `index.sources`),
2. what the datasets say together (made by `index.corpus`, kept by `index.catalogue`),
3. what a reader gets (made by `index.encyclopedia`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, get_args

from index.assistants import CopilotUse, MonthShare
from index.labour import Labour, OccupationFigures, SocOutlook, SocPay
from index.measures import Applicability, MeasurePair, OccupationMeasure

TaskType = Literal["core", "supplemental"]
ExposureLabel = Literal["E0", "E1", "E2"]
Level = Literal["gwa", "iwa", "dwa"]
Kind = Literal["task", "occupation", "activity"]
Raters = Literal["incumbents", "experts", "analysts"]
"""Whom O*NET has the ratings of a task from: people who do the job, experts on it, or analysts."""
Matching = Literal["text", "onet-20.1-id", "task-id"]
"""How a usage text was joined to a task: by its normalised text, through the Task ID of the
O*NET 20.1 statement with that text, or by the Task ID that the publisher gives."""
ChangeKind = Literal[
    "added",
    "reworded",
    "retyped",
    "moved",
    "retired",
    "occupation-added",
    "occupation-renamed",
    "occupation-removed",
]
"""What can become of a task or of an occupation from one release of O*NET to the next."""
Interval = tuple[float, float]
"""Lower and upper bound of a published 95 % confidence interval, in the unit of the figure."""

EXPOSURE_LABELS: tuple[ExposureLabel, ...] = ("E0", "E1", "E2")
UNLABELLED = "unlabelled"
"""What stands in the place of a label where a task has none."""
LABELS = (*EXPOSURE_LABELS, UNLABELLED)
PATTERNS = (
    "directive",
    "feedback_loop",
    "task_iteration",
    "learning",
    "validation",
    "none",
    "not_classified",
)
"""Collaboration patterns of the Anthropic Economic Index, in the order in which we show them."""
RATERS: tuple[Raters, ...] = get_args(Raters)
USE_CASES = ("work", "coursework", "personal")
"""What the Index says that conversations were for, in the order in which we show it."""
CHANGE_KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)
"""In the order in which we show them."""
ROUNDED_TO_ZERO_PERCENT = 0.005
"""Releases of the Index in the node layout round percentages to two decimals: a 0.00 of theirs is
anything up to this."""
PACKED = ".gz"
"""Ending of a download that is packed with gzip."""


# --- provenance --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """One release of one dataset."""

    key: str
    """Stable within a release of ours: `onet`, `eloundou`, `aei-2026-01-15`."""
    name: str
    publisher: str
    release: str
    """The publisher's own name for the release: `30.3`, `2026-01-15`."""
    date: str | None
    """When it was published, in the publisher's own words; None where it does not say."""
    licence: str
    licence_url: str
    url: str
    attribution: str
    """The credit line that the licence asks for."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file that was read for a release."""

    source_key: str
    path: str
    """Relative to the sources folder, with `!` before the name of a member of a zip."""
    sha256: str
    byte_count: int
    row_count: int


# --- 1. what a publisher's row says --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TaskStatement:
    """O*NET, `Task Statements.txt`."""

    task_id: int
    occupation_code: str
    text: str
    type: TaskType | None
    """None: not classified yet (`n/a`)."""
    respondents: int | None
    """`Incumbents Responding`; None: `n/a`."""
    date: str
    """Month of the survey, `MM/YYYY`."""


@dataclass(frozen=True, slots=True)
class ScaleRating:
    """O*NET, `Task Ratings.txt`, one row of scale IM (1–5) or RT (percent)."""

    task_id: int
    scale: Literal["IM", "RT"]
    value: float
    respondents: int | None
    standard_error: float | None
    interval: Interval | None
    low_precision: bool | None
    """`Recommend Suppress` is `Y`; None: the publisher does not say."""
    date: str
    rated_by: Raters | None
    """`Domain Source`; None: the publisher does not say."""


@dataclass(frozen=True, slots=True)
class Occupation:
    """O*NET, `Occupation Data.txt` with `Job Zones.txt`."""

    code: str
    """O*NET-SOC 2019 code, `29-1129.01`."""
    title: str
    description: str
    job_zone: int | None
    """None: no zone has been assigned. From 30.3 on, 2 stands for zones 1 and 2 together."""

    @property
    def major_group(self) -> str:
        """The two digits of the SOC major group."""
        return self.code[:2]


@dataclass(frozen=True, slots=True)
class LayTitle:
    """O*NET, `Job Titles.txt` or `Alternate Titles.txt`, and `Sample of Reported Titles.txt`."""

    occupation_code: str
    title: str
    short_title: str | None


ENGLISH: Final = "en"
"""The language of O*NET; of ESCO's names it means British English."""


@dataclass(frozen=True, slots=True)
class ConceptLabel:
    """ESCO, `occupations_<language>.csv`: what an occupation of ESCO is called."""

    concept_uri: str
    language: str
    """Two letters, as in the name of the file: `es`."""
    label: str
    """One form: of "enfermero/enfermera" there are two labels."""
    is_preferred: bool
    """Column `preferredLabel`; False: one of `altLabels`."""


@dataclass(frozen=True, slots=True)
class ConceptMatch:
    """A crosswalk: an occupation of ESCO, and one of O*NET-SOC that is like it."""

    concept_uri: str
    occupation_code: str
    match: str
    """How good it is, in the publisher's own word: `exactMatch`, `confidence 2`."""
    confidence: float
    """The same as a number, 0 to 1, set by Taskdex: see `index.sources.esco`."""


@dataclass(frozen=True, slots=True)
class RelatedOccupation:
    """O*NET, `Related Occupations.txt`."""

    occupation_code: str
    related_code: str
    tier: str
    """`Primary-Short`, `Primary-Long` or `Supplemental`."""
    position: int


@dataclass(frozen=True, slots=True)
class JobZone:
    """O*NET, `Job Zone Reference.txt`."""

    zone: int
    name: str
    education: str
    experience: str
    training: str


@dataclass(frozen=True, slots=True)
class SoftwareUse:
    """O*NET, `Software Skills.txt` or `Technology Skills.txt`: a product used in an occupation."""

    occupation_code: str
    name: str
    """Columns Workplace Example, Example."""
    category: str
    """Columns Element Name, Commodity Title."""
    is_hot: bool
    """Hot Technology: often asked for by employers, over all occupations."""
    in_demand: bool
    """In Demand: often asked for by employers in this occupation."""


@dataclass(frozen=True, slots=True)
class WorkActivity:
    """A generalized, intermediate or detailed work activity of the O*NET content model."""

    activity_id: str
    level: Level
    title: str
    parent_id: str | None
    """The IWA of a DWA, the GWA of an IWA; None for a GWA."""
    description: str | None
    """Published for GWAs only."""


@dataclass(frozen=True, slots=True)
class EmergingTask:
    """O*NET, `Emerging Tasks.txt`: a statement proposed for an occupation."""

    occupation_code: str
    text: str
    category: Literal["New", "Revision"]
    original_task_id: int | None
    """The task that a revision replaces."""
    date: str
    origin: str = ""
    """Column `Domain Source`, in the publisher's words: `Incumbent`; empty: not given."""


@dataclass(frozen=True, slots=True)
class TaskLabel:
    """Eloundou et al., `full_labelset.tsv`."""

    task_id: int
    occupation_code: str
    text: str
    gpt4: ExposureLabel
    """Column `gpt4_exposure`."""
    human: ExposureLabel | None
    """Column `human_exposure_agg`; None: not given (`n/a` in the sample)."""
    gpt4_alternative: ExposureLabel | None
    """Column `gpt4_exposure_alt_rubric`; None: not given (`n/a` in the sample)."""
    alpha: float
    beta: float
    gamma: float
    """E1; E1 + 0.5·E2; E1 + E2: of the GPT-4 label."""
    automation: str
    """Column `gpt4_automation`, T0 to T4."""


@dataclass(frozen=True, slots=True)
class AutomationLabel:
    """Eloundou et al., `automation_gpt4_human_labels.tsv`: the automation rubric, asked again."""

    task_id: int
    gpt4: str
    """Column `gpt4_automation`, T0 to T4: often another one than in `full_labelset.tsv`."""
    human: str | None
    """Column `human_automation`, T0 to T4; None: not among the 100 that human raters labelled."""


@dataclass(frozen=True, slots=True)
class ExposureMeans:
    """Means of α, β, γ over the tasks of an occupation, by one rater (0–1).

    As the study weights them: a core task counts 1, and every other one ½.
    """

    alpha: float
    beta: float
    gamma: float


@dataclass(frozen=True, slots=True)
class OccupationLabel:
    """Eloundou et al., `occ_level.csv`."""

    occupation_code: str
    gpt4: ExposureMeans
    human: ExposureMeans


@dataclass(frozen=True, slots=True)
class UsageText:
    """What one release of the Anthropic Economic Index says of one task text, worldwide.

    Every figure is None where the release has no such measure or does not publish the cell
    (fewer than 15 conversations): not published, never zero.
    """

    release: str
    text: str
    task_id: int | None
    """Published in the node layout (2026-06-26) only."""
    share_percent: float | None
    """Percent of all conversations of the sample."""
    conversation_count: int | None
    patterns: Mapping[str, float | None]
    """Collaboration pattern (each of PATTERNS) → percent of this text's conversations."""
    use_case: Mapping[str, float | None]
    """`work`, `coursework`, `personal` → percent."""
    human_only_ability_yes_percent: float | None
    """Conversations in which a human could do the task without AI."""
    task_success_percent: float | None
    multitasking_percent: float | None
    autonomy_mean: float | None
    """1 (none) to 5 (full)."""
    human_only_hours_mean: float | None
    human_with_ai_minutes_mean: float | None
    human_education_years_mean: float | None
    ai_education_years_mean: float | None
    share_percent_at_most: float | None = None
    """Upper bound of a share that the publisher rounded to 0; None: it did not."""
    rounded_away: tuple[str, ...] = ()
    """Other percentages that it rounded to 0, and that are None here for that reason: names of
    patterns, use cases and fields, in the order of the file."""


# --- 2. what the datasets say together -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Usage:
    """How AI was used on a task's text in one release of the Index."""

    measures: UsageText
    matched_by: Matching
    shared_with: tuple[int, ...]
    """Other task ids that the same published text stands for: the figures are theirs as well."""
    source: Source


@dataclass(frozen=True, slots=True)
class ActivityPath:
    """A detailed work activity with the two levels above it."""

    dwa: WorkActivity
    iwa: WorkActivity
    gwa: WorkActivity
    task_count: int
    """Tasks linked to the DWA, this one included."""
    occupation_count: int


@dataclass(frozen=True, slots=True)
class RetiredTask:
    """A task id that an older release had and the newest does not."""

    task_id: int
    occupation_code: str
    text: str
    last_release: str
    successor_id: int | None
    """A task of today with the same normalised text, or the one that revises it."""
    source: Source


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something in which the datasets, or the rows of one, do not agree."""

    kind: str
    meaning: str
    count: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JoinedText:
    """A usage text, and the tasks of today that it stands for."""

    measures: UsageText
    source: Source
    task_ids: Mapping[int, Matching]


@dataclass(frozen=True, slots=True)
class JoinedActivity:
    """What one release of the Index says of a work activity, and which of today it is."""

    activity_id: str
    measures: UsageText
    """`text` is the activity's title as published."""
    source: Source


@dataclass(frozen=True, slots=True)
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


def label_counts(labels: Iterable[ExposureLabel | None]) -> Mapping[str, int]:
    """Each of LABELS → how many tasks have it; None: the task is not labelled."""
    counts = dict.fromkeys(LABELS, 0)
    for label in labels:
        counts[label or UNLABELLED] += 1
    return counts


# --- 3. what a reader gets -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class EmergingEntry:
    """A proposed statement, with the occupation and the statement that it is about."""

    task: EmergingTask
    occupation_title: str
    original_text: str | None
    """Of the task that a revision replaces: today's, or the last known; None: nothing is revised,
    or no release that was read has the task."""


@dataclass(frozen=True, slots=True)
class MajorGroup:
    """A major group of the 2018 Standard Occupational Classification."""

    code: str
    title: str
    occupation_count: int
    task_count: int


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """What the tasks at or below an activity are like."""

    gpt4: Mapping[str, int]
    """Each of LABELS → tasks with that label by GPT-4."""
    human: Mapping[str, int]
    """Likewise by the human raters."""
    observed: int
    """Tasks seen in at least one release of the Index."""


@dataclass(frozen=True, slots=True)
class OccupationSummary:
    """An occupation in a list."""

    code: str
    title: str
    task_count: int
    beta_gpt4: float | None
    """Mean β of its tasks by GPT-4's labels; None: not labelled."""


@dataclass(frozen=True, slots=True)
class RatedOccupation:
    """An occupation that both raters of the exposure study have labelled."""

    code: str
    title: str
    gpt4: float
    """Mean β of its tasks by GPT-4's labels, 0 to 1: `occ_level.csv`, as published."""
    human: float
    """Likewise by the human raters'."""


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class ActivitySummary:
    """A work activity in a list."""

    activity_id: str
    level: Level
    title: str
    task_count: int


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class OccupationCount:
    """An occupation, and how many of its tasks something holds."""

    code: str
    title: str
    task_count: int


@dataclass(frozen=True, slots=True)
class ExposureProfile:
    """An occupation's exposure by one rater."""

    means: ExposureMeans | None
    """As published in `occ_level.csv`; None: the occupation is not in it."""
    counts: Mapping[str, int]
    """Each of LABELS → tasks of today."""


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class SoftwareInOccupation:
    """One product of an occupation."""

    slug: str
    name: str
    category: str
    is_hot: bool
    in_demand: bool


@dataclass(frozen=True, slots=True)
class SoftwareEntry:
    """Everything a software page is made of."""

    software: Software
    in_demand: tuple[OccupationSummary, ...]
    """Occupations where employers often ask for it, by title."""
    others: tuple[OccupationSummary, ...]
    """The other occupations that use it, by title."""
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class SoftwareHits:
    """Products that a query names."""

    total: int = 0
    hits: tuple[Software, ...] = ()
    is_certain: bool = False
    """The query is a name, or has a word that occurs in names of software only: it is not a slip
    of the pen for another word."""
    is_well_known: bool = False
    """One of those that make it certain is used in many occupations."""


@dataclass(frozen=True, slots=True)
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
    applicability: Applicability | None
    """What its AI applicability is made of; None: it has none, or the parts are not there."""
    """In the order of MEASURES; those that have no figure of it are left out."""
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Download:
    """A file of the open release that is given away as it is."""

    name: str
    path: Path
    sha256: str
    byte_count: int
