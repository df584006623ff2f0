"""What we say of an occupation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple, get_args

from index.facts.fact import INDEX, ONET, STUDY, Fact, Facts, Origin
from index.facts.foreign import FOREIGN_TITLE
from index.facts.labour import EMPLOYMENT, OUTLOOK, PAY, why_no_pay
from index.facts.measures import AGREEMENTS, APPLICABILITY, MEASURE
from index.facts.names import (
    OCCUPATION_CODE,
    OCCUPATION_SUMMARY,
    OCCUPATION_TITLE,
    OCCUPATION_URL,
)
from index.facts.null import (
    NO_FIGURE,
    NO_MEAN,
    NO_ZONE,
    NOT_IN_RELEASE,
    NOT_PUBLISHED,
    ROUNDED_TO_ZERO,
    Null,
)
from index.facts.software import SOFTWARE_IN_OCCUPATION
from index.facts.sources import SOURCES
from index.facts.statements import TASK_ID
from index.facts.tasks import TASK_SUMMARY
from index.facts.usage import USAGE
from index.records.entries import EmergingEntry, ExposureProfile, OccupationEntry, TaskShare
from index.records.measures import Agreement, agreement

_DATA: Final = "Occupation Data.txt"
_EMERGING: Final = "Emerging Tasks.txt"


class ReleaseShares(NamedTuple):
    """Tasks of an occupation that one release of the Index saw."""

    release: str
    shares: Sequence[TaskShare]


class WholeOccupation(NamedTuple):
    """An occupation with what is kept beside its entry."""

    entry: OccupationEntry
    shares: Sequence[TaskShare]
    """Oldest release first."""
    emerging: Sequence[EmergingEntry]

    @property
    def usage(self) -> Sequence[ReleaseShares]:
        """By release."""
        found: dict[str, list[TaskShare]] = {}
        for share in self.shares:
            found.setdefault(share.release, []).append(share)
        return [ReleaseShares(release, shares) for release, shares in found.items()]


def _mean(score: str) -> Callable[[ExposureProfile], float | None]:
    return lambda profile: None if profile.means is None else getattr(profile.means, score)


def _count(label: str) -> Callable[[ExposureProfile], int]:
    return lambda profile: profile.counts.get(label, 0)


EXPOSURE_PROFILE: Final[Facts[ExposureProfile]] = Facts(
    "ExposureProfile",
    "An occupation’s exposure by one rater. The means are the study’s own, over the tasks that it "
    "looked at: core tasks count 1 and all others one half. The counts are of today’s tasks, and "
    "count each once.",
    *(
        Fact(
            name=score,
            kind="number",
            meaning=f"Mean {score} of its tasks; a core task counts 1, any other one half.",
            null=(NO_MEAN,),
            high=1,
            origin=Origin(STUDY, "occ_level.csv", f"dv_rating_{score}, human_rating_{score}"),
            read=_mean(score),
        )
        for score in ("alpha", "beta", "gamma")
    ),
    *(
        Fact(
            name=label,
            kind="integer",
            meaning=f"Tasks that are {label}.",
            read=_count(label),
        )
        for label in ("E0", "E1", "E2", "unlabelled")
    ),
)


def _why_no_share(share: TaskShare) -> Null:
    return NOT_PUBLISHED if share.share_percent_at_most is None else ROUNDED_TO_ZERO


OCCUPATION_USAGE: Final[Facts[ReleaseShares]] = Facts(
    "OccupationUsage",
    "Tasks of the occupation that one release of the Index saw.",
    Fact(name="release", meaning="Release of the Index, YYYY-MM-DD.", origin=Origin(INDEX)),
    Fact(
        name="observed_tasks",
        kind="integer",
        meaning="How many were observed.",
        low=1,
        read=lambda seen: len(seen.shares),
    ),
    Fact(
        name="shares",
        kind="record",
        meaning="The largest first.",
        of=Facts(
            "",
            "A task and its share.",
            TASK_ID,
            Fact(
                name="share_percent",
                kind="number",
                meaning="Share of all conversations of the sample.",
                null=USAGE["share_percent"].null,
                why=_why_no_share,
                unit="percent",
                high=100,
                origin=Origin(INDEX),
                shown_as="share",
            ),
            replace(USAGE["share_percent_at_most"], read=""),
            Fact(
                name="other_tasks_of_the_text",
                kind="integer",
                meaning="Other tasks that the same published text stands for: do not add them up.",
                read="shared_count",
            ),
        ),
        many=True,
    ),
)
EMERGING_TASK: Final[Facts[EmergingEntry]] = Facts(
    "EmergingTask",
    "A statement that O*NET proposes and has not taken up as a task.",
    Fact(
        name="task",
        meaning="The statement, word for word.",
        origin=Origin(ONET, _EMERGING, "Task"),
        read="task.text",
    ),
    Fact(
        name="category",
        meaning="Whether it would replace a task.",
        values=("new", "revision"),
        origin=Origin(ONET, _EMERGING, "Category"),
        read=lambda entry: entry.task.category.lower(),
    ),
    Fact(
        name="revises",
        kind="record",
        meaning="",
        null=(Null("", "it is a new task"),),
        of=Facts(
            "",
            "The task that it would replace.",
            Fact(
                name="task_id",
                kind="integer",
                meaning=TASK_ID.meaning,
                low=1,
                origin=Origin(ONET, _EMERGING, "Original Task ID"),
                read="task.original_task_id",
            ),
            Fact(
                name="task",
                meaning="Its statement of today, or the last known one.",
                null=(Null("", "no release that was read has the task"),),
                origin=Origin(ONET, "Task Statements.txt", "Task"),
                read="original_text",
            ),
        ),
        read=lambda entry: None if entry.task.original_task_id is None else entry,
    ),
    Fact(
        name="date",
        meaning="When it was proposed, MM/YYYY.",
        origin=Origin(ONET, _EMERGING, "Date"),
        read="task.date",
    ),
    Fact(
        name="origin",
        meaning="Who proposed it, in O*NET’s words.",
        null=(NOT_PUBLISHED,),
        origin=Origin(ONET, _EMERGING, "Domain Source"),
        read=lambda entry: entry.task.origin or None,
    ),
)


def _why_no_applicability(whole: WholeOccupation) -> Null:
    """A release can have the score alone: its parts stand in a file of their own."""
    measured = any(one.measure == "applicability" for one in whole.entry.measures)
    return NO_FIGURE if whole.entry.figures.has_applicability and not measured else NOT_IN_RELEASE


OCCUPATION: Final[Facts[WholeOccupation]] = Facts(
    "Occupation",
    "An occupation with all its tasks.",
    OCCUPATION_CODE.within("entry.occupation"),
    OCCUPATION_TITLE.within("entry.occupation"),
    Fact(
        name="description",
        meaning="What people in it do.",
        origin=Origin(ONET, _DATA, "Description"),
        read="entry.occupation.description",
        term="description",
    ),
    Fact(
        name="major_group",
        kind="record",
        meaning="",
        of=Facts(
            "",
            "Major group of the 2018 Standard Occupational Classification.",
            Fact(
                name="code",
                meaning="Two digits.",
                pattern="^[0-9]{2}$",
                read="occupation.major_group",
            ),
            Fact(name="title", meaning="Its title.", read="group_title"),
        ),
        read="entry",
    ),
    Fact(
        name="job_zone",
        kind="integer",
        meaning="Preparation usually needed, 1 (little) to 5 (extensive); from O*NET 30.3 on, 2 "
        "stands for zones 1 and 2 together.",
        null=(NO_ZONE,),
        low=1,
        high=5,
        origin=Origin(ONET, "Job Zones.txt", "Job Zone"),
        read="entry.occupation.job_zone",
        label="Preparation",
    ),
    Fact(
        name="titles",
        meaning="Other titles, in alphabetical order.",
        of=Fact(
            name="title",
            meaning="A job title.",
            origin=Origin(ONET, "Job Titles.txt", "Job Title"),
        ),
        many=True,
        read="entry.titles",
    ),
    Fact(
        name="foreign_titles",
        kind="record",
        meaning="Names in ESCO, by language; in each the surest first.",
        of=FOREIGN_TITLE,
        many=True,
        read="entry.foreign_titles",
    ),
    Fact(
        name="tasks",
        kind="record",
        meaning="Rated ones first, the most important at the top.",
        of=TASK_SUMMARY,
        many=True,
        read="entry.tasks",
    ),
    Fact(
        name="exposure",
        kind="record",
        meaning="",
        of=Facts(
            "",
            "Exposure of its tasks, by rater.",
            *(
                Fact(
                    name=rater,
                    kind="record",
                    meaning="",
                    of=EXPOSURE_PROFILE,
                    read=f"exposure_{rater}",
                )
                for rater in ("gpt4", "human")
            ),
        ),
        read="entry",
    ),
    replace(
        EMPLOYMENT,
        read="entry.figures.employment",
        why=lambda whole: why_no_pay(whole.entry.figures),
    ),
    Fact(
        name="pay",
        kind="record",
        meaning="",
        null=(NOT_IN_RELEASE, NO_FIGURE),
        of=PAY,
        read="entry.labour.pay",
        why=lambda whole: NO_FIGURE if whole.entry.labour.has_pay else NOT_IN_RELEASE,
    ),
    Fact(
        name="outlook",
        kind="record",
        meaning="",
        null=(NOT_IN_RELEASE, NO_FIGURE),
        of=OUTLOOK,
        read="entry.labour.outlook",
        why=lambda whole: NO_FIGURE if whole.entry.labour.has_outlook else NOT_IN_RELEASE,
    ),
    Fact(
        name="measures",
        kind="record",
        meaning="How far AI reaches it, by measure.",
        of=MEASURE,
        many=True,
        read="entry.measures",
    ),
    Fact(
        name="applicability",
        kind="record",
        meaning="",
        null=(NOT_IN_RELEASE, NO_FIGURE),
        why=_why_no_applicability,
        of=APPLICABILITY,
        read="entry.applicability",
    ),
    Fact(
        name="measures_agreement",
        meaning=" ".join(f"{name}: {words}" for name, words in AGREEMENTS.items()),
        null=(Null("", "it has fewer than two measures"),),
        values=get_args(Agreement),
        read=lambda whole: agreement(whole.entry.measures),
    ),
    Fact(
        name="usage",
        kind="record",
        meaning="By release of the Index, oldest first.",
        of=OCCUPATION_USAGE,
        many=True,
    ),
    Fact(
        name="emerging",
        kind="record",
        meaning="Statements that O*NET proposes, new ones first.",
        of=EMERGING_TASK,
        many=True,
    ),
    Fact(
        name="related",
        kind="record",
        meaning="Related occupations, the closest first.",
        of=OCCUPATION_SUMMARY,
        many=True,
        read="entry.related",
    ),
    Fact(
        name="software",
        kind="record",
        meaning="Products used: those in demand first, then hot ones.",
        of=SOFTWARE_IN_OCCUPATION,
        many=True,
        read="entry.software",
    ),
    OCCUPATION_URL.within("entry.occupation"),
    SOURCES.within("entry"),
)
