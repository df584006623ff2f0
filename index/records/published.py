"""What a publisher's row says: made by `index.sources`, one record for a row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from index.quick import quick
from index.records.terms import ExposureLabel, Interval, Level, Raters, TaskType


@quick(frozen=True, slots=True)
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


@quick(frozen=True, slots=True)
class SourceFile:
    """One file that was read for a release."""

    source_key: str
    path: str
    """Relative to the sources folder, with `!` before the name of a member of a zip."""
    sha256: str
    byte_count: int
    row_count: int


@quick(frozen=True, slots=True)
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


@quick(frozen=True, slots=True)
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


@quick(frozen=True, slots=True)
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


@quick(frozen=True, slots=True)
class LayTitle:
    """O*NET, `Job Titles.txt` or `Alternate Titles.txt`, and `Sample of Reported Titles.txt`."""

    occupation_code: str
    title: str
    short_title: str | None


ENGLISH: Final = "en"
"""The language of O*NET; of ESCO's names it means British English."""


@quick(frozen=True, slots=True)
class ConceptLabel:
    """ESCO, `occupations_<language>.csv`: what an occupation of ESCO is called."""

    concept_uri: str
    language: str
    """Two letters, as in the name of the file: `es`."""
    label: str
    """One form: of "enfermero/enfermera" there are two labels."""
    is_preferred: bool
    """Column `preferredLabel`; False: one of `altLabels`."""


@quick(frozen=True, slots=True)
class ConceptMatch:
    """A crosswalk: an occupation of ESCO, and one of O*NET-SOC that is like it."""

    concept_uri: str
    occupation_code: str
    match: str
    """How good it is, in the publisher's own word: `exactMatch`, `confidence 2`."""
    confidence: float
    """The same as a number, 0 to 1, set by Taskdex: see `index.sources.esco`."""


@quick(frozen=True, slots=True)
class RelatedOccupation:
    """O*NET, `Related Occupations.txt`."""

    occupation_code: str
    related_code: str
    tier: str
    """`Primary-Short`, `Primary-Long` or `Supplemental`."""
    position: int


@quick(frozen=True, slots=True)
class JobZone:
    """O*NET, `Job Zone Reference.txt`."""

    zone: int
    name: str
    education: str
    experience: str
    training: str


@quick(frozen=True, slots=True)
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


@quick(frozen=True, slots=True)
class WorkActivity:
    """A generalized, intermediate or detailed work activity of the O*NET content model."""

    activity_id: str
    level: Level
    title: str
    parent_id: str | None
    """The IWA of a DWA, the GWA of an IWA; None for a GWA."""
    description: str | None
    """Published for GWAs only."""


@quick(frozen=True, slots=True)
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


@quick(frozen=True, slots=True)
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


@quick(frozen=True, slots=True)
class AutomationLabel:
    """Eloundou et al., `automation_gpt4_human_labels.tsv`: the automation rubric, asked again."""

    task_id: int
    gpt4: str
    """Column `gpt4_automation`, T0 to T4: often another one than in `full_labelset.tsv`."""
    human: str | None
    """Column `human_automation`, T0 to T4; None: not among the 100 that human raters labelled."""


@quick(frozen=True, slots=True)
class ExposureMeans:
    """Means of α, β, γ over the tasks of an occupation, by one rater (0–1).

    As the study weights them: a core task counts 1, and every other one ½.
    """

    alpha: float
    beta: float
    gamma: float


@quick(frozen=True, slots=True)
class OccupationLabel:
    """Eloundou et al., `occ_level.csv`."""

    occupation_code: str
    gpt4: ExposureMeans
    human: ExposureMeans


@quick(frozen=True, slots=True)
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
