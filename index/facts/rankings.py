"""What we say of an occupation and of a task in a ranking."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final, NamedTuple

from index.facts.fact import Fact, Facts
from index.facts.labour import FIGURES
from index.facts.measures import REACH
from index.facts.names import OCCUPATION_CODE, OCCUPATION_NAME, OCCUPATION_TITLE, OCCUPATION_URL
from index.facts.null import NOT_LABELLED, NOT_OBSERVED, NOT_PUBLISHED, ROUNDED_TO_ZERO, Null
from index.facts.occupations import OCCUPATION
from index.facts.statements import STATEMENT, TASK_ID, URL
from index.facts.tasks import TASK_SUMMARY
from index.records.entries import TaskFigures
from index.records.labour import OccupationFigures


class RankedOccupation(NamedTuple):
    """An occupation, and its place."""

    rank: int
    figures: OccupationFigures
    occupation_count: int = 1
    """O*NET occupations that stand here as one, since they share one figure of employment."""

    @property
    def exposed_jobs(self) -> int | None:
        """Employment times mean exposure; None: one of the two is missing."""
        jobs, beta = self.figures.employment, self.figures.beta_gpt4
        return None if jobs is None or beta is None else round(jobs * beta)

    @property
    def rater_gap(self) -> float | None:
        """How far the two raters lie apart."""
        gpt4, human = self.figures.beta_gpt4, self.figures.beta_human
        return None if gpt4 is None or human is None else round(abs(gpt4 - human), 4)


class RankedTask(NamedTuple):
    """A task, and its place."""

    rank: int
    task: TaskFigures


RANK: Final = Fact(
    name="rank",
    kind="integer",
    meaning="Place in the list as it is filtered and sorted; equals share the better one.",
    low=1,
)


def _within(fact: Fact) -> Fact:
    """The same of a row that has the figures as a part."""
    reader, why = fact.reader, fact.why
    return replace(
        fact,
        read=lambda row: reader(row.figures),
        why=None if why is None else lambda row: why(row.figures),
    )


def _why_no_jobs(row: RankedOccupation) -> Null:
    part = FIGURES["employment"] if row.figures.employment is None else REACH["beta_gpt4"]
    return part.missing(row.figures) or NOT_PUBLISHED


def _why_no_gap(row: RankedOccupation) -> Null:
    return REACH["beta_human"].missing(row.figures) or NOT_PUBLISHED


RANKED_OCCUPATION: Final[Facts[RankedOccupation]] = Facts(
    "RankedOccupation",
    "An occupation in a ranking.",
    RANK,
    OCCUPATION_CODE.within("figures"),
    OCCUPATION_TITLE.within("figures"),
    Fact(
        name="occupation_count",
        kind="integer",
        meaning="O*NET occupations that stand here as one, since they share one figure; the first "
        "is named. 1 but for the list of jobs in exposed work.",
        low=1,
    ),
    replace(OCCUPATION["job_zone"], read="figures.job_zone", label=""),
    *(_within(fact) for fact in FIGURES),
    *(_within(fact) for fact in REACH),
    Fact(
        name="exposed_jobs",
        kind="integer",
        meaning="Number of jobs times mean exposure β by GPT-4’s labels: an estimate of how many "
        "jobs’ worth of tasks are exposed, not of jobs lost. Worked out by Taskdex.",
        null=(*FIGURES["employment"].null, *REACH["beta_gpt4"].null[1:]),
        why=_why_no_jobs,
        shown_as="estimate",
        label="Employment × exposure",
    ),
    Fact(
        name="rater_gap",
        kind="number",
        meaning="How far mean exposure β by GPT-4 and by human raters lie apart, 0 to 1. Worked "
        "out by Taskdex.",
        null=REACH["beta_human"].null,
        high=1,
        why=_why_no_gap,
        label="Raters apart",
    ),
    OCCUPATION_URL.within("figures"),
)


def _why_no_share(row: RankedTask) -> Null:
    if row.task.release is None:
        return NOT_OBSERVED
    return NOT_PUBLISHED if row.task.share_percent_at_most is None else ROUNDED_TO_ZERO


def _why_no_rater_gap(row: RankedTask) -> Null:
    return NOT_LABELLED if row.task.exposure is None else NOT_PUBLISHED


def _of_task(fact: Fact) -> Fact:
    """A fact of a task in a list."""
    reader, why = fact.reader, fact.why
    return replace(
        fact,
        read=lambda row: reader(row.task),
        why=None if why is None else lambda row: why(row.task),
    )


RANKED_TASK: Final[Facts[RankedTask]] = Facts(
    "RankedTask",
    "A task in a ranking.",
    RANK,
    _of_task(TASK_ID),
    _of_task(STATEMENT),
    Fact(
        name="occupation",
        kind="record",
        meaning="",
        of=OCCUPATION_NAME,
        read="task",
    ),
    replace(
        TASK_SUMMARY["importance"],
        null=(Null("not rated", "or the importance is not published"),),
        read="task.importance",
        why=None,
        label="Importance",
    ),
    replace(_of_task(TASK_SUMMARY["exposure"]), label="GPT-4’s label"),
    replace(
        TASK_SUMMARY["human_exposure"],
        read="task.human_exposure",
        why=_why_no_rater_gap,
        label="Human raters’ label",
    ),
    Fact(
        name="beta",
        kind="number",
        meaning="Exposure by GPT-4’s label: E0 0, E2 0.5, E1 1.",
        null=(NOT_LABELLED,),
        high=1,
        read="task.beta",
        label="Exposure β",
    ),
    Fact(
        name="rater_gap",
        kind="number",
        meaning="How far the labels of GPT-4 and of human raters lie apart on the scale of β: 1 is "
        "E0 against E1. Worked out by Taskdex.",
        null=(NOT_LABELLED, NOT_PUBLISHED),
        high=1,
        read="task.rater_gap",
        why=_why_no_rater_gap,
        label="Raters apart",
    ),
    Fact(
        name="share_percent",
        kind="number",
        meaning="Share of all conversations with Claude in the newest release of the Index.",
        null=(NOT_OBSERVED, NOT_PUBLISHED, ROUNDED_TO_ZERO),
        unit="percent",
        high=100,
        read="task.share_percent",
        why=_why_no_share,
        shown_as="share",
        label="Share of Claude conversations",
    ),
    Fact(
        name="release",
        meaning="That release of the Index.",
        null=(NOT_OBSERVED,),
        read="task.release",
    ),
    Fact(
        name="shared_count",
        kind="integer",
        meaning="Other tasks that the same published text stands for: the share is theirs as well.",
        null=(NOT_OBSERVED,),
        read="task.shared_count",
    ),
    replace(URL, read="task.task_id"),
)
Row = RankedOccupation | RankedTask
ROWS: Final[dict[str, Facts[Any]]] = {"occupations": RANKED_OCCUPATION, "tasks": RANKED_TASK}
"""What is ranked → its facts."""
