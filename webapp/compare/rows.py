"""Up to four tasks or occupations side by side: entries in, a table's columns and rows out.

Every row has a cell for every column, and a missing figure says why it is missing. Called by
`webapp.compare.views`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from index.facts.assistants import CHATGPT_NEWEST, COPILOT_FACT
from index.facts.exposure import EXPOSURE
from index.facts.fact import Fact
from index.facts.labour import FIGURES
from index.facts.measures import REACH
from index.facts.occupations import OCCUPATION, WholeOccupation
from index.facts.ratings import RATING
from index.facts.tasks import TASK
from index.records.entries import ActivityUse, OccupationEntry, TaskEntry, TaskShare
from index.records.terms import EXPOSURE_LABELS
from webapp.http import addresses
from webapp.http.site import Link
from webapp.tasks.usage import UsageView
from webapp.text import charts, vocabulary
from webapp.text.charts import Bar

MOST: Final = 3
"""Tasks named for each occupation."""
T = TypeVar("T")
Occupation = tuple[OccupationEntry, Sequence[TaskShare]]
Observed = tuple[TaskEntry, UsageView | None]
"""A task, and the newest release that observed it."""


@dataclass(frozen=True, slots=True)
class CompareCell:
    """What one of those compared has in one row."""

    text: str
    missing: bool = False
    """The text says why there is no figure."""
    note: str = ""
    links: tuple[Link, ...] = ()
    glyph: str = ""
    """The exposure label whose glyph goes with it; empty: none."""
    key: str = ""
    """The interaction pattern whose key goes with it; empty: none."""
    bar: Bar | None = None
    bar_title: str = ""


@dataclass(frozen=True, slots=True)
class CompareRow:
    """A measure."""

    label: str
    cells: tuple[CompareCell, ...]


@dataclass(frozen=True, slots=True)
class CompareGroup:
    """Measures under one heading."""

    heading: str
    rows: tuple[CompareRow, ...]
    note: str = ""
    """What its rows have to be read with."""
    has_bars: bool = False
    """Of exposure labels: a legend stands with the heading."""


def value(text: str, note: str = "") -> CompareCell:
    return CompareCell(text, note=note)


def missing(word: str, note: str = "") -> CompareCell:
    return CompareCell(word, missing=True, note=note)


def row(label: str, items: Iterable[T], cell: Callable[[T], CompareCell]) -> CompareRow:
    return CompareRow(label, tuple(map(cell, items)))


def fact_row(fact: Fact, entries: Sequence[object], part: Fact | None = None) -> CompareRow:
    """A fact of each entry, or of that part of it which has the fact."""

    def cell(entry: object) -> CompareCell:
        record = entry if part is None else part.reader(entry)
        absent = fact.missing(record) if part is None or record is not None else part.null[0]
        if absent is not None:
            return missing(absent.word)
        if fact.name in CELLS:
            return CELLS[fact.name](record)
        found = fact.reader(record)
        if fact.values == EXPOSURE_LABELS:
            return CompareCell(found, note=vocabulary.exposure_name(found), glyph=found)
        return value(vocabulary.figure(fact, found))

    return row(fact.label, entries, cell)


CELLS: Final[dict[str, Callable[[Any], CompareCell]]] = {
    "importance": lambda rating: value(
        vocabulary.decimal(rating.importance), "low precision" if rating.low_precision else ""
    ),
    "rank": lambda rating: value(
        vocabulary.rank(rating.rank, rating.rated_tasks), vocabulary.ties(rating.tied_with or 0)
    ),
    "respondents": lambda rating: value(
        vocabulary.number(rating.respondents), vocabulary.month(rating.date)
    ),
    "job_zone": lambda whole: value(f"zone {whole.entry.job_zone.zone}", whole.entry.job_zone.name),
}
"""Facts whose figure does not stand alone."""


# --- tasks -----------------------------------------------------------------------------------


def task_groups(items: Sequence[Observed], releases: Sequence[str]) -> tuple[CompareGroup, ...]:
    """Everything that a task page says in figures; `releases` of the Index, oldest first."""
    entries = [entry for entry, _ in items]
    shared = {
        dwa
        for dwa in _dwas(entries[0])
        if len(entries) > 1 and all(dwa in _dwas(entry) for entry in entries)
    }
    return (
        CompareGroup(
            "AI exposure",
            tuple(fact_row(fact, entries, TASK["exposure"]) for fact in EXPOSURE.shown()),
        ),
        CompareGroup(
            "Observed AI use",
            (
                *(
                    row(f"Share of conversations, {name}", entries, _share_in(name))
                    for name in releases
                ),
                row("Patterns of the release of", items, _pattern_release),
                *(
                    row(vocabulary.PATTERN_NAMES[name], items, _pattern(name))
                    for name in vocabulary.PATTERN_NAMES
                    if any(_has_pattern(view, name) for _, view in items)
                ),
                row("Working with it", items, _together),
                row("Handing it over", items, _handed),
            ),
        ),
        CompareGroup(
            "Ratings",
            tuple(
                fact_row(fact, entries, TASK["rating"])
                for fact in RATING.shown("rated_by", "importance", "importance_ci", "rank")
            ),
            "They come from different people for different occupations: compare them with care.",
        ),
        CompareGroup(
            "The task",
            (
                row("Occupation", entries, _occupation_of),
                row("Type", entries, _type_of),
                row("Detailed activities", entries, lambda entry: _activities(entry, shared)),
            ),
        ),
        CompareGroup(
            "This kind of work: figures of the activity, each of another whole",
            (
                row("Bing Copilot: share of conversations", entries, _kind_of_work(_by_copilot)),
                row(
                    "ChatGPT: share of work-related messages",
                    entries,
                    _kind_of_work(_by_chatgpt),
                ),
            ),
        ),
    )


def _dwas(entry: TaskEntry) -> set[str]:
    return {path.dwa.activity_id for path in entry.activities}


def _occupation_of(entry: TaskEntry) -> CompareCell:
    code = entry.occupation.code
    return CompareCell("", links=(Link(entry.occupation.title, addresses.occupation(code)),))


def _type_of(entry: TaskEntry) -> CompareCell:
    name = vocabulary.type_name(entry.task.type)
    return value(name) if entry.task.type else missing(name)


def _activities(entry: TaskEntry, shared: set[str]) -> CompareCell:
    if not entry.activities:
        return missing(vocabulary.NOT_PUBLISHED)
    return CompareCell(
        "",
        links=tuple(
            Link(
                vocabulary.untitled(path.dwa.title),
                addresses.activity(path.dwa.activity_id),
                note="in all of these" if path.dwa.activity_id in shared else "",
            )
            for path in entry.activities
        ),
    )


def _share_in(release: str) -> Callable[[TaskEntry], CompareCell]:
    def cell(entry: TaskEntry) -> CompareCell:
        used = next((one for one in entry.usage if one.measures.release == release), None)
        if used is None:
            return missing(vocabulary.NOT_OBSERVED)
        if used.measures.share_percent is None and used.measures.share_percent_at_most is None:
            return missing(vocabulary.NOT_PUBLISHED)
        others = len(used.shared_with)
        return value(
            vocabulary.share_of(used.measures),
            f"with {vocabulary.counted(others, 'other task')} of the same text" if others else "",
        )

    return cell


def _pattern_release(item: Observed) -> CompareCell:
    _, view = item
    if view is None:
        return missing(vocabulary.NOT_OBSERVED)
    if not view.rows:
        return missing(vocabulary.NOT_PUBLISHED)
    return CompareCell(view.usage.measures.release, bar=view.bar, bar_title="Interaction patterns")


def _has_pattern(view: UsageView | None, name: str) -> bool:
    return view is not None and any(one.pattern == name for one in view.rows)


def _pattern(name: str) -> Callable[[Observed], CompareCell]:
    def cell(item: Observed) -> CompareCell:
        _, view = item
        if view is None:
            return missing(vocabulary.NOT_OBSERVED)
        found = next((one.words for one in view.rows if one.pattern == name), None)
        if found is not None:
            return CompareCell(found, key=name)
        if name == "not_published" and view.rows:
            return value("0%", "everything is published")
        return missing(vocabulary.NOT_PUBLISHED)

    return cell


def _together(item: Observed) -> CompareCell:
    return _side(item, "together")


def _handed(item: Observed) -> CompareCell:
    return _side(item, "handed")


def _side(item: Observed, side: str) -> CompareCell:
    _, view = item
    if view is None:
        return missing(vocabulary.NOT_OBSERVED)
    found = view.together_percent if side == "together" else view.handed_percent
    if view.one_side == side:
        return value(f"at least {vocabulary.percent(view.classified_percent, 1)}", "of all")
    if found is None:
        return missing(vocabulary.NOT_PUBLISHED)
    return value(
        vocabulary.percent(found),
        f"of the {vocabulary.percent(view.classified_percent, 1)} whose pattern is published",
    )


def _kind_of_work(figure: Callable[[ActivityUse], str]) -> Callable[[TaskEntry], CompareCell]:
    """The figure of each of its intermediate activities: theirs, and not the task's."""

    def cell(entry: TaskEntry) -> CompareCell:
        if not entry.kinds_of_work:
            return missing("no work activity")
        return CompareCell(
            "",
            links=tuple(
                Link(
                    vocabulary.untitled(use.activity.title),
                    addresses.activity(use.activity.activity_id),
                    note=figure(use),
                )
                for use in entry.kinds_of_work
            ),
        )

    return cell


def _by_copilot(use: ActivityUse) -> str:
    if use.copilot is None:
        return vocabulary.status(use, COPILOT_FACT)
    return vocabulary.share(use.copilot.goal.share_percent)


def _by_chatgpt(use: ActivityUse) -> str:
    if not use.chatgpt:
        return vocabulary.status(use, CHATGPT_NEWEST)
    newest = use.chatgpt[-1]
    return f"{vocabulary.share(newest.share_percent)} ({vocabulary.month(newest.month)})"


# --- occupations -----------------------------------------------------------------------------


def occupation_groups(
    items: Sequence[Occupation], releases: Sequence[str], shared: Sequence[frozenset[int]] = ()
) -> tuple[CompareGroup, ...]:
    """What the occupation pages say in figures. `shared`: of each occupation those of its tasks
    whose kind of work another one of them has as well; none: only one is shown."""
    entries = [entry for entry, _ in items]
    wholes = [WholeOccupation(entry, shares, ()) for entry, shares in items]
    pairs = list(zip(entries, shared, strict=True)) if shared else []
    return (
        CompareGroup(
            "AI exposure of its tasks",
            (
                row("By GPT-4", entries, lambda entry: _labels(entry, "gpt4")),
                row("By human raters", entries, lambda entry: _labels(entry, "human")),
                row("Mean (β) by GPT-4, 0 to 1", entries, lambda entry: _mean(entry, "gpt4")),
                row(
                    "Mean (β) by human raters, 0 to 1",
                    entries,
                    lambda entry: _mean(entry, "human"),
                ),
                *(
                    fact_row(fact, [entry.figures for entry in entries])
                    for fact in REACH.beside("beta_gpt4", "beta_human")
                ),
            ),
            has_bars=True,
        ),
        CompareGroup(
            "Observed AI use of its tasks",
            (
                row("In any release", entries, _observed),
                *(row(f"Release {name}", items, _observed_in(name)) for name in releases[-1:]),
                row("Largest shares", items, _largest),
            ),
        ),
        *(
            [
                CompareGroup(
                    "Same and different tasks",
                    (
                        row("In shared kinds of work", pairs, lambda pair: _kinds(pair, same=True)),
                        row("Only here", pairs, lambda pair: _kinds(pair, same=False)),
                    ),
                    "A kind of work is shared if two of these have tasks of the same intermediate"
                    " work activity. The most important tasks come first.",
                )
            ]
            if pairs
            else []
        ),
        CompareGroup(
            "Pay, jobs and outlook",
            tuple(fact_row(fact, [entry.figures for entry in entries]) for fact in FIGURES.shown()),
        ),
        CompareGroup(
            "The occupation",
            (
                row("Major group", entries, lambda entry: value(entry.group_title)),
                *(fact_row(fact, wholes) for fact in OCCUPATION.shown()),
                row("Tasks", entries, _task_count),
                row("Most important tasks", entries, _most_important),
            ),
        ),
    )


def _kinds(pair: tuple[OccupationEntry, frozenset[int]], *, same: bool) -> CompareCell:
    """The tasks whose kind of work others have, or those whose kind of work none has."""
    entry, shared = pair
    if not entry.tasks:
        return missing("no tasks")
    found = [task for task in entry.tasks if (task.task_id in shared) is same]
    return CompareCell(
        f"{len(found)} of {vocabulary.counted(len(entry.tasks), 'task')}",
        links=tuple(
            Link(vocabulary.untitled(task.text), addresses.task(task.task_id))
            for task in found[:MOST]
        ),
    )


def _task_count(entry: OccupationEntry) -> CompareCell:
    if not entry.tasks:
        return missing("no tasks")
    rated = sum(task.importance is not None for task in entry.tasks)
    return value(vocabulary.number(len(entry.tasks)), f"{rated} rated")


def _most_important(entry: OccupationEntry) -> CompareCell:
    rated = [task for task in entry.tasks if task.importance is not None][:MOST]
    if not rated:
        return missing(vocabulary.NOT_RATED)
    return CompareCell(
        "",
        links=tuple(
            Link(
                vocabulary.untitled(task.text),
                addresses.task(task.task_id),
                note=vocabulary.decimal(task.importance),
            )
            for task in rated
        ),
    )


def _labels(entry: OccupationEntry, rater: str) -> CompareCell:
    profile = entry.exposure_gpt4 if rater == "gpt4" else entry.exposure_human
    if not entry.tasks:
        return missing("no tasks")
    counts = [
        f"{profile.counts[label]} {vocabulary.exposure_words(label)}"
        for label in vocabulary.LABEL_ORDER
        if profile.counts.get(label)
    ]
    return CompareCell(
        ", ".join(counts),
        bar=charts.exposure_bar(profile.counts),
        bar_title=f"Labels of the tasks of {entry.occupation.title}",
    )


def _mean(entry: OccupationEntry, rater: str) -> CompareCell:
    profile = entry.exposure_gpt4 if rater == "gpt4" else entry.exposure_human
    if profile.means is None:
        return missing(vocabulary.NOT_LABELLED)
    return value(vocabulary.decimal(profile.means.beta))


def _observed(entry: OccupationEntry) -> CompareCell:
    if not entry.tasks:
        return missing("no tasks")
    count = sum(task.observed for task in entry.tasks)
    if not count:
        return missing(vocabulary.NOT_OBSERVED)
    return value(f"{count} of {vocabulary.counted(len(entry.tasks), 'task')}")


def _observed_in(release: str) -> Callable[[Occupation], CompareCell]:
    def cell(item: Occupation) -> CompareCell:
        entry, shares = item
        if not entry.tasks:
            return missing("no tasks")
        count = sum(share.release == release for share in shares)
        if not count:
            return missing(vocabulary.NOT_OBSERVED)
        return value(f"{count} of {vocabulary.counted(len(entry.tasks), 'task')}")

    return cell


def _largest(item: Occupation) -> CompareCell:
    entry, shares = item
    if not shares:
        return missing(vocabulary.NOT_OBSERVED if entry.tasks else "no tasks")
    newest = max(share.release for share in shares)
    texts = {task.task_id: task.text for task in entry.tasks}
    return CompareCell(
        "",
        links=tuple(
            Link(
                vocabulary.untitled(texts[share.task_id]),
                addresses.task(share.task_id),
                note=vocabulary.share_of(share),
            )
            for share in shares
            if share.release == newest
        )[:MOST],
        note=f"release of {newest}",
    )
