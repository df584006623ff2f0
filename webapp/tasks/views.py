"""`/tasks/task-19156`: everything the datasets say of one task, as a page and in other formats."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median
from typing import Final

from flask import Blueprint, Response, redirect
from werkzeug.wrappers import Response as AnyResponse

from index.encyclopedia import Encyclopedia
from index.errors import NotFoundError
from index.records import PATTERNS, RetiredTask, TaskEntry, Usage, UsageText
from webapp.changes.lines import earlier_wordings, emerging_lines, task_or_none
from webapp.formats import alternates, json_bodies, linked_data
from webapp.http import addresses, errors, render
from webapp.http.addresses import MAX_COMPARED
from webapp.http.problems import PROBLEMS
from webapp.http.release import current, index_releases
from webapp.tasks.page import Measure, PatternRow, ReleaseRow, RetiredPage, TaskPage, UsageView
from webapp.text import charts, vocabulary
from webapp.text.citations import Citation, cite

blueprint = Blueprint("tasks", __name__)

SIBLINGS = 14
SHARED = 10
TOGETHER = ("task_iteration", "learning", "validation")
HANDED = ("directive", "feedback_loop")
NEARLY_NOTHING = 0.05  # percent; what rounding leaves over is not a part


@blueprint.get("/tasks/<name>")
def task(name: str) -> AnyResponse:
    stem, ending = alternates.split(name)
    match = addresses.TASK_NAME.fullmatch(stem)
    if match is None:
        raise NotFoundError(f"No task is called {name[:40]!r}.")
    task_id = int(match[1])
    encyclopedia = current()
    path = addresses.task(task_id)
    canonical = f"{path}.{ending}" if ending else path
    if addresses.asked_for() != canonical:
        return redirect(canonical, 308)
    if ending == "json":
        return as_json(encyclopedia, task_id)
    try:
        entry = encyclopedia.task(task_id)
    except NotFoundError:
        if ending or (gone := retired(encyclopedia, task_id)) is None:
            raise
        return gone
    if ending in alternates.CITED:
        return alternates.citation_file(citation(encyclopedia, entry), ending)
    if ending == "md":
        return render.markdown("tasks/page.md", lambda: build(encyclopedia, entry), path)
    return render.page(
        "tasks/page.html", lambda: build(encyclopedia, entry), links=alternates.header(path)
    )


def as_json(encyclopedia: Encyclopedia, task_id: int) -> Response:
    """The facts of the page for programs."""
    try:
        entry = encyclopedia.task(task_id)
    except NotFoundError:
        if (gone := encyclopedia.retired_task(task_id)) is None:
            raise
        return retired_as_json(gone)
    return render.json(lambda: json_bodies.task(entry, encyclopedia.release))


def retired_as_json(gone: RetiredTask) -> Response:
    """A task of older releases, for programs: what it said and what came after it."""
    return errors.problem(
        410,
        f"Task {gone.task_id} is retired: it was last in O*NET {gone.last_release}.",
        PROBLEMS["retired"],
        {"retired": json_bodies.retired(gone)},
    )


def citation(encyclopedia: Encyclopedia, entry: TaskEntry) -> Citation:
    task_id = entry.task.task_id
    return cite(
        f"task-{task_id}",
        entry.task.text,
        addresses.absolute(addresses.task(task_id)),
        encyclopedia.release.release_id,
        entry.sources,
    )


def retired(encyclopedia: Encyclopedia, task_id: int) -> Response | None:
    """410 with the last text and what came after it; None if no release had such a task."""
    gone = encyclopedia.retired_task(task_id)
    if gone is None:
        return None
    return render.page(
        "tasks/retired.html",
        lambda: RetiredPage(
            task=gone,
            occupation=next(
                (
                    one
                    for one in encyclopedia.occupations(gone.occupation_code[:2])
                    if one.code == gone.occupation_code
                ),
                None,
            ),
            successor=task_or_none(encyclopedia, gone.successor_id),
            proposals=()
            if gone.successor_id is not None
            else emerging_lines(encyclopedia, encyclopedia.proposals(task_id)),
        ),
        status=410,
    )


def build(encyclopedia: Encyclopedia, entry: TaskEntry) -> TaskPage:
    """What the page shows."""
    task_id = entry.task.task_id
    siblings = encyclopedia.siblings(task_id)
    similar = encyclopedia.similar(task_id)
    exposure = entry.exposure
    occupation = encyclopedia.occupation(entry.occupation.code)
    counts = occupation.exposure_gpt4.counts
    counts_human = occupation.exposure_human.counts
    views = [usage_view(encyclopedia, used) for used in entry.usage]
    releases = release_rows(index_releases(encyclopedia.release), entry.usage, views)
    measures, unpublished = measures_of(entry.usage)
    return TaskPage(
        entry=entry,
        title=vocabulary.untitled(entry.task.text),
        plot=None
        if entry.rating is None or entry.rating.importance is None
        else charts.strip(
            [one.importance for one in siblings if one.importance is not None],
            entry.rating.importance,
        ),
        counts=counts,
        counts_human=counts_human,
        spread=spread([one.importance for one in occupation.tasks if one.importance is not None]),
        stack=charts.exposure_bar(counts, exposure.gpt4 if exposure else "unlabelled"),
        stack_human=charts.exposure_bar(counts_human, exposure.human if exposure else "unlabelled"),
        compare=addresses.comparison("tasks", [task_id]),
        compare_similar=addresses.comparison(
            "tasks", [task_id, *(one.task_id for one in similar[: MAX_COMPARED - 1])]
        ),
        disagreements=sum(
            one.exposure is not None
            and one.human_exposure is not None
            and one.exposure != one.human_exposure
            for one in occupation.tasks
        ),
        latest=newest(views),
        last=views[-1] if views else None,
        measures=measures,
        unpublished=unpublished,
        releases=releases,
        patterns=frozenset(name for row in releases for name in row.patterns),
        trend=charts.trend(
            [
                (row.release, row.share_percent, vocabulary.share(row.share_percent, ""))
                for row in releases
            ]
        ),
        siblings=siblings[:SIBLINGS],
        sibling_count=len(siblings),
        similar=similar,
        earlier=earlier_wordings(encyclopedia, task_id),
        proposals=emerging_lines(encyclopedia, encyclopedia.proposals(task_id)),
        citation=citation(encyclopedia, entry),
        alternates=alternates.of(addresses.task(task_id)),
        json_ld=linked_data.script(linked_data.task(entry)),
    )


def spread(importances: Sequence[float]) -> tuple[tuple[str, float], ...]:
    """The strip plot in figures; empty where one task is all there is."""
    if len(importances) < 2:
        return ()
    return (
        ("Highest", max(importances)),
        ("Middle (median)", median(importances)),
        ("Lowest", min(importances)),
    )


def newest(views: Sequence[UsageView]) -> UsageView | None:
    """Of the newest release that publishes a pattern, else of the newest; None: not observed."""
    named = (view for view in reversed(views) if any(row.pattern in PATTERNS for row in view.rows))
    return next(named, views[-1] if views else None)


def usage_view(encyclopedia: Encyclopedia, usage: Usage) -> UsageView:
    """The patterns of one release, made up to 100 %."""
    patterns = usage.measures.patterns
    named = [name for name in PATTERNS if name != "not_classified"]
    known = {name: value for name in named if (value := patterns.get(name)) is not None}
    rest = max(0.0, 100.0 - sum(known.values()))
    rows: list[PatternRow] = []
    bar = None
    if known or patterns.get("not_classified") is not None:
        ordered = sorted(known.items(), key=lambda item: -item[1])
        rows = [PatternRow(name, value, group_of(name)) for name, value in ordered]
        if rest > NEARLY_NOTHING:
            rows.append(PatternRow("not_published", rest, ""))
        bar = charts.bar(
            [
                (
                    vocabulary.PATTERN_NAMES[row.pattern],
                    row.pattern,
                    row.percent or 0.0,
                    vocabulary.percent(row.percent, 1),
                )
                for row in rows
            ]
        )
    together = sum(known.get(name, 0.0) for name in TOGETHER)
    handed = sum(known.get(name, 0.0) for name in HANDED)
    classified = together + handed
    sides = [
        any(name in known for name in TOGETHER),
        any(name in known for name in HANDED),
    ]
    both = all(sides) and classified > 0
    unknown = max(0.0, 100.0 - classified - known.get("none", 0.0))
    return UsageView(
        usage=usage,
        rows=tuple(rows),
        withheld=tuple(
            vocabulary.PATTERN_NAMES[name].lower() for name in named if name not in known
        ),
        bar=bar,
        together_percent=100 * together / classified if both else None,
        handed_percent=100 * handed / classified if both else None,
        split=charts.bar(
            [
                (name, kind, size, vocabulary.percent(size, 1))
                for name, kind, size in (
                    ("Working with it", "task_iteration", together),
                    ("Handing it over", "directive", handed),
                    ("No pattern", "none", known.get("none", 0.0)),
                    ("Not published", "not_published", unknown),
                )
                if size > NEARLY_NOTHING
            ]
        )
        if classified
        else None,
        together_of_all=together if sides[0] else None,
        handed_of_all=handed if sides[1] else None,
        none_percent=known.get("none"),
        unknown_percent=unknown,
        one_side="" if both or not any(sides) else "together" if sides[0] else "handed",
        classified_percent=classified,
        shared_with=tuple(
            found
            for task_id in usage.shared_with[:SHARED]
            if (found := task_or_none(encyclopedia, task_id)) is not None
        ),
    )


def measures_of(usage: Sequence[Usage]) -> tuple[tuple[Measure, ...], tuple[str, ...]]:
    """Every further measure from the newest release that has it, and those that none has."""
    found: list[Measure] = []
    missing: list[str] = []
    for label, words_of in MEASURES:
        for used in reversed(usage):
            if value := words_of(used.measures):
                release, key = used.measures.release, used.source.key
                found.append(Measure(label, value, release, f"source-{key}"))
                break
        else:
            missing.append(label[0].lower() + label[1:].partition(",")[0])
    return tuple(found), tuple(missing)


def _known(value: float | None, in_words: Callable[[float], str]) -> str:
    return "" if value is None else in_words(value)


def _use_case(measures: UsageText) -> str:
    values = {
        vocabulary.USE_CASES[name].lower(): measures.use_case.get(name)
        for name in vocabulary.USE_CASES
    }
    known = [
        f"{name} {vocabulary.percent(value)}" for name, value in values.items() if value is not None
    ]
    missing = [name for name, value in values.items() if value is None]
    if not known:
        return ""
    return ", ".join(known) + (
        f" ({vocabulary.listed(missing)} {vocabulary.NOT_PUBLISHED})" if missing else ""
    )


MEASURES: Final[tuple[tuple[str, Callable[[UsageText], str]], ...]] = (
    ("What it was for", _use_case),
    (
        "Autonomy of the AI, from 1 (none) to 5 (full)",
        lambda m: _known(m.autonomy_mean, lambda value: vocabulary.decimal(value, 1)),
    ),
    (
        "A person could have done it without AI",
        lambda m: _known(
            m.human_only_ability_yes_percent,
            lambda value: f"in {vocabulary.percent(value)} of conversations",
        ),
    ),
    (
        "Time that a person alone would need, on average",
        lambda m: _known(m.human_only_hours_mean, vocabulary.hours),
    ),
    (
        "Time that the person took with AI, on average",
        lambda m: _known(m.human_with_ai_minutes_mean, vocabulary.minutes),
    ),
    (
        "Conversations in which it succeeded",
        lambda m: _known(m.task_success_percent, vocabulary.percent),
    ),
    (
        "Conversations with several tasks at once",
        lambda m: _known(m.multitasking_percent, vocabulary.percent),
    ),
    (
        "Schooling needed to understand the request",
        lambda m: _known(m.human_education_years_mean, lambda value: f"{value:.1f} years"),
    ),
    (
        "Schooling needed to understand the answer",
        lambda m: _known(m.ai_education_years_mean, lambda value: f"{value:.1f} years"),
    ),
)


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
            rows.append(ReleaseRow(name, None, False, {}, f"source-aei-{name}"))
            continue
        used, view = by_release[name]
        rows.append(
            ReleaseRow(
                name,
                used.measures.share_percent,
                True,
                # Where the patterns add up to all conversations, nothing of them is unpublished.
                ({"not_published": 0.0} if view.rows else {})
                | {row.pattern: row.percent for row in view.rows if row.percent is not None},
                f"source-{used.source.key}",
            )
        )
    return tuple(sorted(rows, key=lambda row: row.release))
