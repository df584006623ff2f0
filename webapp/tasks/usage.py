"""How AI was used on a task: what the Index published of it → rows, shares and bars. Called by the
pages of tasks and of comparisons.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from index.encyclopedia import Encyclopedia
from index.facts import intervals
from index.facts.fact import Fact
from index.facts.intervals import Counted, counted
from index.facts.labels import NEW_POPULATIONS
from index.facts.usage import USAGE
from index.records.entries import TaskSummary
from index.records.joined import Usage
from index.records.terms import PATTERNS, Interval
from webapp.text import charts, vocabulary
from webapp.text.charts import Bar

SHARED = 10
TOGETHER = ("task_iteration", "learning", "validation")
HANDED = ("directive", "feedback_loop")
NEARLY_NOTHING = 0.05  # percent; what rounding leaves over is not a part


@dataclass(frozen=True, slots=True)
class PatternRow:
    """One interaction pattern in one release; `not_published` is what is missing to 100 %."""

    pattern: str
    percent: float | None
    """None: not published."""
    group: str
    """`together`, `handed` or empty."""
    words: str
    """The figure in words; of one that was rounded to 0, its upper bound."""
    counted: Counted | None
    """With its count and interval; None: the release gives no counts."""


@dataclass(frozen=True, slots=True)
class UsageView:
    """How AI was used on a task in one release of the Index."""

    usage: Usage
    rows: tuple[PatternRow, ...]
    """With a value, largest first, then what is not published; empty: no pattern is published."""
    withheld: tuple[str, ...]
    """Names of the patterns without a value of their own."""
    names_none: bool
    """All of them are: no pattern has a value."""
    bar: Bar | None
    together_percent: float | None
    """Task iteration, learning and validation, of the conversations with a published pattern;
    None: only one side, or neither, has a published pattern."""
    handed_percent: float | None
    """Directive and feedback loop, likewise."""
    one_side: str
    """`together` or `handed`: the only side with a published pattern; empty: both or none."""
    split: Bar | None
    """Working with it, handing it over, and the rest, of all conversations; None: neither side
    has a published pattern."""
    together_of_all: float | None
    """Percent of all conversations of the task, as far as published; None: not published."""
    handed_of_all: float | None
    together: Counted | None
    """The same with its count and interval; None: not published, or no count is."""
    handed: Counted | None
    share: Counted | None
    """Of all conversations of the sample; None: no count is published."""
    has_counts: bool
    none_percent: float | None
    """Percent in which no pattern was recognised; None: not published."""
    unknown_percent: float
    """Percent of all conversations whose pattern is not published."""
    classified_percent: float
    """How many percent of the conversations have one of these five patterns published."""
    shows_unknown: bool
    """It is more than what rounding leaves over."""
    shared_with: tuple[TaskSummary, ...]
    """Other tasks with the same text; at most ten."""
    more_shared: int
    """How many there are beside these ten."""
    text_task_count: int
    """Tasks of this text, this one among them."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A further measure of use, from the newest release that publishes it for the task."""

    label: str
    value: str
    release: str
    anchor: str


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """One release of the Index on the time line of a task."""

    release: str
    share_percent: float | None
    """None: not published, or rounded to 0."""
    share: str
    """The same in words."""
    observed: bool
    patterns: Mapping[str, str]
    """Published patterns and what is missing to 100 %, in words; empty: the release has none."""
    anchor: str
    interval: Interval | None
    """Of the share, 95 %; None: no count is published."""
    new_population: str
    """Why no line leads here from the release before; empty: one may."""

    @property
    def has_figure(self) -> bool:
        """There is a share, or an upper bound of one."""
        return self.share not in ("", vocabulary.NOT_PUBLISHED)


def newest(views: Sequence[UsageView]) -> UsageView | None:
    """Of the newest release that publishes a pattern, else of the newest; None: not observed."""
    named = (view for view in reversed(views) if any(row.pattern in PATTERNS for row in view.rows))
    return next(named, views[-1] if views else None)


def usage_views(encyclopedia: Encyclopedia, usage: Sequence[Usage]) -> list[UsageView]:
    """One for each release, with the other tasks that its figures stand for."""
    shared = {task_id for used in usage for task_id in used.shared_with[:SHARED]}
    others = {one.task_id: one for one in encyclopedia.task_summaries(sorted(shared))}
    return [usage_view(used, others) for used in usage]


def usage_view(usage: Usage, others: Mapping[int, TaskSummary]) -> UsageView:
    """The patterns of one release, made up to 100 %."""
    total = usage.measures.conversation_count
    # What was rounded to 0 takes no room in a bar and adds nothing to a sum that it could change.
    patterns = {**usage.measures.patterns, **dict.fromkeys(usage.measures.rounded_away, 0.0)}
    named = [name for name in PATTERNS if name != "not_classified"]
    known = {name: value for name in named if (value := patterns.get(name)) is not None}
    has_patterns = bool(known) or patterns.get("not_classified") is not None
    rows = _pattern_rows(usage, known) if has_patterns else ()
    together = sum(known.get(name, 0.0) for name in TOGETHER)
    handed = sum(known.get(name, 0.0) for name in HANDED)
    classified = together + handed
    knows_together = any(name in known for name in TOGETHER)
    knows_handed = any(name in known for name in HANDED)
    both = knows_together and knows_handed and classified > 0
    unknown = max(0.0, 100.0 - classified - known.get("none", 0.0))
    one_side = ""
    if not both:
        one_side = "together" if knows_together else "handed" if knows_handed else ""
    shared_with = tuple(
        others[task_id] for task_id in usage.shared_with[:SHARED] if task_id in others
    )
    return UsageView(
        usage=usage,
        rows=rows,
        withheld=tuple(
            vocabulary.PATTERN_NAMES[name].lower() for name in named if name not in known
        ),
        names_none=not known,
        bar=_pattern_bar(rows) if has_patterns else None,
        together_percent=100 * together / classified if both else None,
        handed_percent=100 * handed / classified if both else None,
        split=_split_bar(together, handed, known.get("none", 0.0), unknown) if classified else None,
        together_of_all=together if knows_together else None,
        handed_of_all=handed if knows_handed else None,
        together=counted(together, total) if knows_together else None,
        handed=counted(handed, total) if knows_handed else None,
        share=intervals.of_share(usage),
        has_counts=total is not None,
        none_percent=known.get("none"),
        unknown_percent=unknown,
        one_side=one_side,
        classified_percent=classified,
        shows_unknown=unknown > NEARLY_NOTHING,
        shared_with=shared_with,
        more_shared=len(usage.shared_with) - len(shared_with),
        text_task_count=len(usage.shared_with) + 1,
    )


def _pattern_rows(usage: Usage, known: Mapping[str, float]) -> tuple[PatternRow, ...]:
    """The published patterns, the largest first, and what is missing to 100 %."""
    rounded_away, total = usage.measures.rounded_away, usage.measures.conversation_count
    rows = [
        PatternRow(name, value, group_of(name), vocabulary.ROUNDED_TO_ZERO, None)
        if name in rounded_away
        else PatternRow(
            name, value, group_of(name), vocabulary.percent(value, 1), counted(value, total)
        )
        for name, value in sorted(known.items(), key=lambda item: -item[1])
    ]
    rest = max(0.0, 100.0 - sum(known.values()))
    if rest > NEARLY_NOTHING:
        words = vocabulary.percent(rest, 1)
        rows.append(PatternRow("not_published", rest, "", words, counted(rest, total)))
    return tuple(rows)


def _pattern_bar(rows: Sequence[PatternRow]) -> Bar:
    return charts.bar(
        [
            (vocabulary.PATTERN_NAMES[row.pattern], row.pattern, row.percent or 0.0, row.words)
            for row in rows
        ]
    )


def _split_bar(together: float, handed: float, none: float, unknown: float) -> Bar:
    """Percent of all conversations: those together with the AI, and those that hand it the work."""
    parts = (
        ("Working with it", "task_iteration", together),
        ("Handing it over", "directive", handed),
        ("No pattern", "none", none),
        ("Not published", "not_published", unknown),
    )
    return charts.bar(
        [
            (name, kind, size, vocabulary.percent(size, 1))
            for name, kind, size in parts
            if size > NEARLY_NOTHING
        ]
    )


def measures_of(usage: Sequence[Usage]) -> tuple[tuple[Measure, ...], tuple[str, ...]]:
    """Every further measure from the newest release that has it, and those that none has."""
    found: list[Measure] = []
    missing: list[str] = []
    for label, in_words in [("What it was for", _use_case), *map(_measure, MEASURES)]:
        for used in reversed(usage):
            if value := in_words(used):
                release, key = used.measures.release, used.source.key
                found.append(Measure(label, value, release, f"source-{key}"))
                break
        else:
            missing.append(label[0].lower() + label[1:].partition(",")[0])
    return tuple(found), tuple(missing)


def _measure(fact: Fact) -> tuple[str, Callable[[Usage], str]]:
    """Its name, and its figure in one release; empty: not published there."""

    def in_words(used: Usage) -> str:
        if fact.name in used.measures.rounded_away:
            return vocabulary.ROUNDED_TO_ZERO
        value = fact.reader(used)
        if value is None:
            return ""
        words = vocabulary.figure(fact, value)
        if fact.unit != "percent":
            return words
        return words + _sureness(counted(value, used.measures.conversation_count))

    return fact.label, in_words


def _sureness(found: Counted | None) -> str:
    """What stands after a percentage; empty where no count is published."""
    return f" ({vocabulary.sureness(found)})" if found else ""


def _use_case(used: Usage) -> str:
    values = {
        vocabulary.USE_CASES[name].lower(): used.measures.use_case.get(name)
        for name in vocabulary.USE_CASES
    }
    rounded = set(used.measures.rounded_away)
    known = [
        f"{name} {vocabulary.ROUNDED_TO_ZERO}"
        if value is None
        else f"{name} {vocabulary.percent(value)}"
        + _sureness(counted(value, used.measures.conversation_count))
        for name, value in values.items()
        if value is not None or name in rounded
    ]
    missing = [name for name, value in values.items() if value is None and name not in rounded]
    if not known:
        return ""
    said = ", ".join(known)
    if not missing:
        return said
    others = f"{vocabulary.listed(missing)} {vocabulary.NOT_PUBLISHED}"
    return f"{said[:-1]}; {others})" if said.endswith(")") else f"{said} ({others})"


MEASURES: Final = USAGE.shown(
    *("autonomy_mean", "human_only_ability_yes_percent"),
    *("human_only_hours_mean", "human_with_ai_minutes_mean"),
)
"""Measures of use beside share and patterns, in the order of the page."""


def group_of(pattern: str) -> str:
    return "together" if pattern in TOGETHER else "handed" if pattern in HANDED else ""


def release_rows(
    names: Sequence[str], usage: Sequence[Usage], views: Sequence[UsageView]
) -> tuple[ReleaseRow, ...]:
    """One row for each release of the Index, observed or not, oldest first."""
    by_release = {
        used.measures.release: (used, view) for used, view in zip(usage, views, strict=True)
    }
    rows = []
    for name in dict.fromkeys([*names, *by_release]):
        if name not in by_release:
            rows.append(
                ReleaseRow(
                    name, None, "", False, {}, f"source-aei-{name}", None, new_population(name)
                )
            )
            continue
        used, view = by_release[name]
        rows.append(
            ReleaseRow(
                name,
                used.measures.share_percent,
                vocabulary.share_of(used.measures),
                True,
                # Where the patterns add up to all conversations, nothing of them is unpublished.
                ({"not_published": vocabulary.percent(0.0, 1)} if view.rows else {})
                | {row.pattern: row.words for row in view.rows if row.percent is not None},
                f"source-{used.source.key}",
                view.share.interval if view.share else None,
                new_population(name),
            )
        )
    return tuple(sorted(rows, key=lambda row: row.release))


def new_population(release: str) -> str:
    """Why a release cannot be set against the ones before it; empty: it can."""
    return NEW_POPULATIONS.get(release, "")
