"""What we say of how AI was used on a task, and on its kinds of work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from operator import attrgetter, itemgetter
from typing import Final, get_args

from index.facts import intervals, labels
from index.facts.assistants import CHATGPT_NEWEST, COPILOT_FACT
from index.facts.fact import INDEX, Fact, Facts, Origin
from index.facts.names import ACTIVITY_ID, ACTIVITY_TITLE, ACTIVITY_URL
from index.facts.null import NO_COUNT, NOT_PUBLISHED, ROUNDED_TO_ZERO, WITHHELD, Null
from index.facts.statements import TASK_ID
from index.records.entries import ActivityUse
from index.records.joined import Usage
from index.records.terms import PATTERNS, ROUNDED_TO_ZERO_PERCENT, Interval, Matching


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
