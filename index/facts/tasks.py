"""What we say of a task: its statement, rating, exposure and observed use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from operator import attrgetter, itemgetter
from typing import Any, Final, get_args

from index.facts import intervals, labels
from index.facts.assistants import CHATGPT_NEWEST, COPILOT_FACT
from index.facts.fact import INDEX, ONET, STUDY, Fact, Facts, Origin
from index.facts.names import (
    ACTIVITY_ID,
    ACTIVITY_NAME,
    ACTIVITY_TITLE,
    ACTIVITY_URL,
    LEVELS,
    OCCUPATION_CODE,
    OCCUPATION_LINK,
    OCCUPATION_NAME,
)
from index.facts.null import (
    NO_COUNT,
    NO_IMPORTANCE,
    NO_RATERS,
    NO_TYPE,
    NOT_IN_RELEASE,
    NOT_LABELLED,
    NOT_PUBLISHED,
    NOT_RATED,
    ROUNDED_TO_ZERO,
    WITHHELD,
    Null,
)
from index.facts.sources import SOURCES
from index.records.entries import ActivityUse, TaskEntry, TaskSummary
from index.records.joined import ActivityPath, Exposure, Rating, RetiredTask, Usage
from index.records.terms import (
    EXPOSURE_LABELS,
    PATTERNS,
    RATERS,
    ROUNDED_TO_ZERO_PERCENT,
    Interval,
    Matching,
    TaskType,
)

_STATEMENTS: Final = "Task Statements.txt"
_RATINGS: Final = "Task Ratings.txt"
_LABELS: Final = "full_labelset.tsv"
_AUTOMATION: Final = "automation_gpt4_human_labels.tsv"

TASK_ID: Final = Fact(
    name="task_id",
    kind="integer",
    meaning="O*NET’s number of the task, and the key to it everywhere here.",
    low=1,
    origin=Origin(ONET, _STATEMENTS, "Task ID"),
)
STATEMENT: Final = Fact(
    name="task",
    meaning="The statement, word for word.",
    origin=Origin(ONET, _STATEMENTS, "Task"),
    read="text",
)
TYPE: Final = Fact(
    name="type",
    meaning="Core: relevance of at least 67% and importance of at least 3, as published.",
    null=(NO_TYPE,),
    origin=Origin(ONET, _STATEMENTS, "Task Type"),
    values=get_args(TaskType),
    label="Type",
)
URL: Final = Fact(
    name="url",
    kind="address",
    meaning="The page of the task; with .json after it, these facts.",
    link="task",
    read="task_id",
)

# --- rating --------------------------------------------------------------------------------------

_RANKED: Final = (NO_IMPORTANCE,)

RATING: Final[Facts[Rating]] = Facts(
    "Rating",
    "How workers, experts or analysts rate the task.",
    Fact(
        name="rated_by",
        meaning="Whose answers they are: incumbents (people who do the job), experts on the "
        "occupation, or analysts of O*NET.",
        null=(NO_RATERS,),
        values=RATERS,
        origin=Origin(ONET, _RATINGS, "Domain Source"),
        label="Rated by",
        shown_as="raters",
    ),
    Fact(
        name="importance",
        kind="number",
        meaning="Mean of the answers, from 1 (not important) to 5 (extremely important).",
        null=(NOT_PUBLISHED,),
        unit="points of scale IM",
        low=1,
        high=5,
        origin=Origin(ONET, _RATINGS, "Data Value, scale IM"),
        label="Importance, 1 to 5",
    ),
    Fact(
        name="importance_ci",
        kind="interval",
        meaning="95% confidence interval.",
        null=(NOT_PUBLISHED,),
        origin=Origin(ONET, _RATINGS, "Lower CI Bound, Upper CI Bound, scale IM"),
        read="importance_interval",
        label="95% confidence interval",
    ),
    Fact(
        name="relevance_percent",
        kind="number",
        meaning="Respondents who say that the task is part of the job.",
        null=(NOT_PUBLISHED,),
        unit="percent",
        high=100,
        origin=Origin(ONET, _RATINGS, "Data Value, scale RT"),
        label="Relevance to the job",
    ),
    Fact(
        name="relevance_ci",
        kind="interval",
        meaning="95% confidence interval.",
        null=(NOT_PUBLISHED,),
        unit="percent",
        origin=Origin(ONET, _RATINGS, "Lower CI Bound, Upper CI Bound, scale RT"),
        read="relevance_interval",
    ),
    Fact(
        name="rank",
        kind="integer",
        meaning="Place by importance among the rated tasks of the occupation, 1 the highest; tied "
        "tasks share the better one. Worked out by Taskdex.",
        null=_RANKED,
        low=1,
        label="Rank in its occupation",
    ),
    Fact(
        name="rated_tasks",
        kind="integer",
        meaning="Tasks of the occupation that have an importance.",
    ),
    Fact(
        name="tied_with",
        kind="integer",
        meaning="Other tasks of the occupation with exactly this importance.",
        null=_RANKED,
    ),
    Fact(
        name="respondents",
        kind="integer",
        meaning="How many responded, which is not how many were asked.",
        null=(NOT_PUBLISHED,),
        origin=Origin(ONET, _RATINGS, "N"),
        label="People who responded",
    ),
    Fact(
        name="low_precision",
        kind="boolean",
        meaning="The publisher recommends not to rely on a figure.",
        null=(Null("", "the publisher does not say"),),
        origin=Origin(ONET, _RATINGS, "Recommend Suppress"),
    ),
    Fact(
        name="date",
        meaning="Month of the survey, MM/YYYY.",
        example="08/2021",
        origin=Origin(ONET, _RATINGS, "Date"),
    ),
)

# --- exposure ------------------------------------------------------------------------------------


def _label(name: str, meaning: str, column: str, label: str, *null: Null) -> Fact:
    return Fact(
        name=name,
        meaning=meaning,
        null=null,
        values=EXPOSURE_LABELS,
        origin=Origin(STUDY, _LABELS, column),
        label=label,
    )


def _score(name: str, meaning: str, label: str = "") -> Fact:
    return Fact(
        name=name,
        kind="number",
        meaning=meaning,
        high=1,
        origin=Origin(STUDY, _LABELS, name),
        label=label,
    )


EXPOSURE: Final[Facts[Exposure]] = Facts(
    "Exposure",
    "Whether a language model could cut the time for the task by half, by two raters.",
    _label("gpt4", f"GPT-4’s label. {labels.EXPOSURES}.", "gpt4_exposure", "GPT-4’s label"),
    _label(
        "human",
        f"The human raters’ label. {labels.EXPOSURES}.",
        "human_exposure_agg",
        "Human raters’ label",
        NOT_PUBLISHED,
    ),
    _label(
        "gpt4_alternative",
        "GPT-4’s label under a second wording of the rubric.",
        "gpt4_exposure_alt_rubric",
        "",
        NOT_PUBLISHED,
    ),
    _score("alpha", "α of GPT-4’s label: 1 if E1, else 0."),
    _score("beta", "β of GPT-4’s label: E1 counts 1, E2 one half.", "β of GPT-4’s label, 0 to 1"),
    _score("gamma", "γ of GPT-4’s label: 1 if E1 or E2, else 0."),
    Fact(
        name="automation",
        meaning="GPT-4’s estimate of automation, T0 (lowest of five levels) to T4 (highest).",
        example="T1",
        origin=Origin(STUDY, _LABELS, "gpt4_automation"),
        label="GPT-4’s automation label",
    ),
    Fact(
        name="automation_second",
        meaning="The same, when GPT-4 was asked again: often another level.",
        null=(NOT_IN_RELEASE,),
        example="T2",
        origin=Origin(STUDY, _AUTOMATION, "gpt4_automation"),
        label="GPT-4’s automation label, asked again",
    ),
    Fact(
        name="automation_human",
        meaning="Human raters’ automation label, T0 to T4: 100 tasks of the study have one.",
        null=(Null("not labelled", "not among the 100 tasks that human raters labelled"),),
        example="T1",
        origin=Origin(STUDY, _AUTOMATION, "human_automation"),
        label="Human raters’ automation label",
    ),
    Fact(
        name="labelled_text",
        meaning="The statement that was labelled.",
        null=(Null("", "it had the words of today"),),
        origin=Origin(STUDY, _LABELS, "Task"),
    ),
)

# --- observed use --------------------------------------------------------------------------------


def _measure(name: str, meaning: str, facet: str, label: str = "", unit: str = "") -> Fact:
    """A figure of the text, in one release of the Index."""
    return Fact(
        name=name,
        kind="number",
        meaning=meaning,
        null=(NOT_PUBLISHED,),
        unit=unit,
        high=100 if unit == "percent" else None,
        origin=Origin(INDEX, "aei_*.csv", facet),
        read=f"measures.{name}",
        label=label,
    )


def _part(name: str, facet: str, meaning: str) -> Fact:
    """The share of a pattern or a use case, in a mapping of them."""
    sentence = f"{meaning[0].upper()}{meaning[1:]}."
    found = _measure(name, sentence, f"onet_task::{facet}, {name}", unit="percent")
    return replace(found, null=(WITHHELD,), read=itemgetter(name))


def _why_no_share(used: Usage) -> Null:
    return NOT_PUBLISHED if used.measures.share_percent_at_most is None else ROUNDED_TO_ZERO


PATTERN_SHARES: Final[Facts[Mapping[str, float | None]]] = Facts(
    "",
    "Percent of the task’s conversations, by how person and model worked together.",
    *(_part(name, "collaboration", labels.PATTERNS[name]) for name in PATTERNS),
)
USE_CASE_SHARES: Final[Facts[Mapping[str, float | None]]] = Facts(
    "",
    "Percent of the task’s conversations, by what they were for.",
    *(_part(name, "use_case", title) for name, title in labels.USE_CASES.items()),
)


def _sureness(name: str, read: Callable[[Usage], intervals.Counted | None]) -> Fact:
    """The interval of a percentage that has a count behind it."""

    def interval(used: Usage) -> Interval | None:
        found = read(used)
        return None if found is None else found.interval

    return Fact(
        name=name,
        kind="interval",
        meaning="95% interval (Wilson), of sampling alone. Worked out by Taskdex.",
        null=(NO_COUNT,),
        unit="percent",
        read=interval,
    )


def _sureness_of(name: str, percent: Callable[[Usage], float | None]) -> Fact:
    """The interval of a percentage of the task’s conversations."""
    return _sureness(
        name, lambda used: intervals.counted(percent(used), used.measures.conversation_count)
    )


def _sureness_of_parts(meaning: str, part: str, names: Iterable[str]) -> Facts[Usage]:
    """The intervals of percentages that a field maps names to."""

    def percent(name: str) -> Callable[[Usage], float | None]:
        return lambda used: getattr(used.measures, part)[name]

    return Facts("", meaning, *(_sureness_of(name, percent(name)) for name in names))


_PATTERNS_CI: Final = _sureness_of_parts(
    "How sure the percentages of the patterns are.", "patterns", PATTERNS
)
_USE_CASES_CI: Final = _sureness_of_parts(
    "How sure the percentages of the use cases are.", "use_case", labels.USE_CASES
)
USAGE: Final[Facts[Usage]] = Facts(
    "Usage",
    "How AI was used on the task, in one release of the Index, worldwide.",
    Fact(
        name="release",
        meaning="Release of the Index, YYYY-MM-DD.",
        example="2026-01-15",
        origin=Origin(INDEX),
        read="measures.release",
    ),
    replace(
        _measure(
            "share_percent",
            "Share of all conversations of the sample.",
            "onet_task_pct",
            unit="percent",
        ),
        null=(ROUNDED_TO_ZERO, NOT_PUBLISHED),
        why=_why_no_share,
        shown_as="share",
    ),
    replace(
        _measure(
            "share_percent_at_most",
            "Upper bound of a share that the publisher rounded to 0.00, so that it is null.",
            "pct",
            unit="percent",
        ),
        null=(Null("", "the share was not rounded to 0"),),
    ),
    Fact(
        name="rounded_to_zero",
        meaning="Other percentages that the publisher rounded to 0.00, by name: null here, and "
        f"at most {ROUNDED_TO_ZERO_PERCENT:g} percent.",
        origin=Origin(INDEX, "aei_*.csv"),
        of=Fact(name="name", meaning="Name of a pattern, a use case or a figure."),
        many=True,
        read="measures.rounded_away",
    ),
    Fact(
        name="new_population",
        meaning="Why the figures cannot be set against those of earlier releases.",
        null=(Null("", "they can"),),
        read=lambda used: labels.NEW_POPULATIONS.get(used.measures.release),
    ),
    replace(
        _measure("conversation_count", "Conversations about the task’s text.", "onet_task_count"),
        kind="integer",
    ),
    replace(
        _measure("conversations", "The same as conversation_count.", "onet_task_count"),
        kind="integer",
        read="measures.conversation_count",
    ),
    _sureness("share_percent_ci", intervals.of_share),
    Fact(name="patterns", kind="record", meaning="", of=PATTERN_SHARES, read="measures.patterns"),
    Fact(name="patterns_ci", kind="record", meaning="", of=_PATTERNS_CI, read=lambda used: used),
    Fact(name="use_case", kind="record", meaning="", of=USE_CASE_SHARES, read="measures.use_case"),
    Fact(name="use_case_ci", kind="record", meaning="", of=_USE_CASES_CI, read=lambda used: used),
    replace(
        _measure(
            "autonomy_mean",
            "Autonomy of the model, 1 (none) to 5 (full).",
            "onet_task::ai_autonomy",
            "Autonomy of the AI, from 1 (none) to 5 (full)",
        ),
        low=1,
        high=5,
        places=1,
    ),
    replace(
        _measure(
            "human_only_ability_yes_percent",
            "Conversations in which a person could do it without AI.",
            "onet_task::human_only_ability, yes",
            "A person could have done it without AI",
            "percent",
        ),
        shown_as="conversations",
    ),
    _measure(
        "task_success_percent",
        "Conversations in which the model succeeded.",
        "onet_task::task_success, yes",
        "Conversations in which it succeeded",
        "percent",
    ),
    _measure(
        "multitasking_percent",
        "Conversations with several tasks at once.",
        "onet_task::multitasking, yes",
        "Conversations with several tasks at once",
        "percent",
    ),
    *(
        _sureness_of(f"{name}_ci", attrgetter(f"measures.{name}"))
        for name in (
            "human_only_ability_yes_percent",
            "task_success_percent",
            "multitasking_percent",
        )
    ),
    _measure(
        "human_only_hours_mean",
        "Time that a person alone would need.",
        "onet_task::human_only_time",
        "Time that a person alone would need, on average",
        "hours",
    ),
    _measure(
        "human_with_ai_minutes_mean",
        "Time that the person took with AI.",
        "onet_task::human_with_ai_time",
        "Time that the person took with AI, on average",
        "minutes",
    ),
    _measure(
        "human_education_years_mean",
        "Schooling needed to understand the request.",
        "onet_task::human_education_years",
        "Schooling needed to understand the request",
        "years",
    ),
    _measure(
        "ai_education_years_mean",
        "Schooling needed to understand the answer.",
        "onet_task::ai_education_years",
        "Schooling needed to understand the answer",
        "years",
    ),
    Fact(
        name="matched_by",
        meaning="How the published text was joined to the task: text (the same words), "
        "onet-20.1-id (the number that the text had in O*NET 20.1) or task-id (the number that the "
        "Index gives).",
        values=get_args(Matching),
    ),
    Fact(
        name="shared_with",
        meaning="Other tasks that the same published text stands for: the figures are theirs as "
        "well, and must not be added up.",
        of=TASK_ID,
        many=True,
    ),
)

INDEX_USE: Final[Facts[Usage]] = Facts(
    "IndexUse",
    "How AI was used on a work activity, in one release of the Index, worldwide.",
    *(fact for fact in USAGE if fact.name not in ("matched_by", "shared_with")),
)
"""The same figures as those of a task, of the activity itself."""
KIND_OF_WORK: Final[Facts[ActivityUse]] = Facts(
    "KindOfWork",
    "An intermediate work activity of the task, and how assistants are used for it. The figures "
    "cover all tasks of the activity together, and each has a different base, so do not compare "
    "them.",
    *(fact.within("activity") for fact in (ACTIVITY_ID, ACTIVITY_TITLE, ACTIVITY_URL)),
    COPILOT_FACT,
    CHATGPT_NEWEST,
    Fact(
        name="index",
        kind="record",
        meaning="The newest release of the Index that has the activity.",
        null=(NOT_PUBLISHED,),
        of=INDEX_USE,
        read=lambda use: use.index[-1] if use.index else None,
    ),
)

# --- the task ------------------------------------------------------------------------------------

ACTIVITY_PATH: Final[Facts[ActivityPath]] = Facts(
    "ActivityPath",
    "A detailed work activity with the two levels above it.",
    *(Fact(name=level, kind="record", meaning="", of=ACTIVITY_NAME) for level in LEVELS),
    Fact(
        name="task_count",
        kind="integer",
        meaning="Tasks linked to the detailed activity, this one included.",
        low=1,
    ),
    Fact(name="occupation_count", kind="integer", meaning="Occupations of these tasks.", low=1),
)
TASK: Final[Facts[TaskEntry]] = Facts(
    "Task",
    "Everything the datasets say of one task.",
    TASK_ID.within("task"),
    STATEMENT.within("task"),
    URL.within("task"),
    TYPE.within("task"),
    Fact(name="occupation", kind="record", meaning="", of=OCCUPATION_LINK),
    Fact(name="rating", kind="record", meaning="", null=(NOT_RATED,), of=RATING),
    Fact(
        name="activities",
        kind="record",
        meaning="Its detailed work activities.",
        of=ACTIVITY_PATH,
        many=True,
    ),
    Fact(name="exposure", kind="record", meaning="", null=(NOT_LABELLED,), of=EXPOSURE),
    Fact(
        name="usage",
        kind="record",
        meaning="One entry for each release of the Index that saw the task, oldest first. Empty: "
        "not observed, which is not zero.",
        of=USAGE,
        many=True,
    ),
    Fact(
        name="api_usage",
        kind="record",
        meaning="The same of the API: what programs that call the model do, not people in a chat. "
        "Another population: never add it to usage. Empty: not observed there, or not in this "
        "release.",
        of=USAGE,
        many=True,
    ),
    Fact(
        name="kinds_of_work",
        kind="record",
        meaning="Use of its intermediate work activities.",
        of=KIND_OF_WORK,
        many=True,
    ),
    SOURCES,
)

BULK_TASK: Final[Facts[TaskEntry]] = Facts(
    "BulkTask",
    "A line of the bulk file: a Task whose addresses begin at the root of the site, and whose "
    "sources are keys of those in `datapackage.json` and `/api/v1/sources`. The use of its work "
    "activities stands in the files of activities, once for all tasks.",
    *(fact for fact in TASK if fact.name not in ("sources", "kinds_of_work")),
    # In full they would be half of the file.
    Fact(
        name="sources",
        meaning="Of every figure in this line.",
        of=Fact(name="key", meaning="Key of a source."),
        many=True,
        read=lambda entry: [source.key for source in entry.sources],
    ),
)

# --- a task in a list ----------------------------------------------------------------------------

_UNKNOWN: Final = (NOT_RATED, NOT_PUBLISHED)


def _unrated(task: TaskSummary) -> Null:
    """Why one figure of a rating is missing: with another one there, it is not published."""
    known = task.importance is not None or task.relevance_percent is not None
    return NOT_PUBLISHED if known else NOT_RATED


def _in_list(fact: Fact) -> Fact:
    return replace(fact, null=_UNKNOWN, why=_unrated)


TASK_SUMMARY: Final[Facts[TaskSummary]] = Facts(
    "TaskSummary",
    "A task in a list.",
    TASK_ID,
    STATEMENT,
    TYPE,
    _in_list(RATING["importance"]),
    _in_list(RATING["rank"]),
    _in_list(RATING["rated_tasks"]),
    _in_list(RATING["relevance_percent"]),
    replace(
        RATING["rated_by"],
        null=(NOT_RATED, NO_RATERS),
        why=lambda task: NO_RATERS if _unrated(task) is NOT_PUBLISHED else NOT_RATED,
    ),
    replace(EXPOSURE["gpt4"], name="exposure", null=(NOT_LABELLED,)),
    replace(
        EXPOSURE["human"],
        name="human_exposure",
        null=(NOT_LABELLED, NOT_PUBLISHED),
        why=lambda task: NOT_LABELLED if task.exposure is None else NOT_PUBLISHED,
    ),
    Fact(
        name="observed",
        kind="boolean",
        meaning="Whether any release of the Index here saw the task. False is not zero use.",
    ),
    URL,
)
_OCCUPATION: Final = Fact(
    name="occupation", kind="record", meaning="", of=OCCUPATION_NAME, read=lambda task: task
)
TASK_LINE: Final[Facts[TaskSummary]] = Facts(
    "TaskLine", "A task in a list over several occupations.", *TASK_SUMMARY, _OCCUPATION
)

SAME_STATEMENT: Final[Facts[Any]] = Facts(
    "SameStatement",
    "A task of another occupation with the very same statement.",
    TASK_ID,
    _OCCUPATION,
    URL,
)
TASK_HIT: Final[Facts[Any]] = Facts(
    "TaskHit",
    "A task found.",
    *TASK_SUMMARY.some("task_id", "task", "type", "exposure", "human_exposure", "importance"),
    *TASK_SUMMARY.some("rank", "rated_tasks", "observed"),
    _OCCUPATION,
    URL,
    Fact(
        name="same_statement",
        kind="record",
        meaning="The tasks of other occupations that have this statement, word for word, found or "
        "not; by the occupation’s title.",
        of=SAME_STATEMENT,
        many=True,
        read="same",
    ),
    replace(
        TASK_ID,
        name="repeats",
        meaning="The hit above, on this page, that has the same statement: a list may leave this "
        "one out. Sorted by best, none of the first three hits of a page is one.",
        null=(Null("", "no hit above has the statement"),),
        origin=None,
    ),
)
"""Of what a search engine found, which has the attributes of a summary."""

# --- a task of older releases --------------------------------------------------------------------

RETIRED_TASK: Final[Facts[RetiredTask]] = Facts(
    "RetiredTask",
    "A task of older releases of O*NET.",
    TASK_ID,
    replace(STATEMENT, meaning="Its last wording."),
    replace(
        OCCUPATION_CODE,
        name="occupation_code",
        null=(Null("", "the release that had it does not say"),),
        read=lambda gone: gone.occupation_code or None,
    ),
    Fact(
        name="last_release",
        meaning="The last release of O*NET that had it.",
        example="29.1",
    ),
    Fact(
        name="successor",
        kind="record",
        meaning="",
        null=(Null("", "none is known"),),
        of=Facts(
            "",
            "The task that came after it.",
            replace(TASK_ID, read="successor_id"),
            replace(URL, read="successor_id"),
        ),
        read=lambda gone: None if gone.successor_id is None else gone,
    ),
    replace(URL, meaning="Its page."),
)
