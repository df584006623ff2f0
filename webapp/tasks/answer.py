"""What the box at the top of a task page says. Called by `webapp.tasks.page`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from index.facts.intervals import counted
from index.records.entries import TaskEntry
from index.records.joined import Rating
from index.records.terms import Raters
from webapp.tasks.usage import UsageView, newest
from webapp.text import charts, vocabulary
from webapp.text.activity_use import UseView, shares
from webapp.text.answers import (
    NOT_A_PREDICTION,
    NOT_JUDGED,
    Answer,
    Said,
    Verdict,
    raters_say,
)
from webapp.text.charts import Bar

HALF: Final = 50.0
MOSTLY: Final = 60.0
"""Percent of the conversations from which on one side does most of the work."""
ASKED: Final[Mapping[Raters | None, str]] = {
    "incumbents": "of workers surveyed say it is part of the job.",
    "experts": "of experts surveyed say it is part of the job.",
    "analysts": "is its relevance to the job, as O*NET’s analysts judge.",
    None: "of those surveyed say it is part of the job.",
}
"""Whose answers the relevance is; analysts are no sample of anybody, and their number is not
published."""
NAMED: Final = 42.0
"""Percent of a bar from which on a part has room for its name beside its figure."""


def task_answer(
    entry: TaskEntry,
    views: Sequence[UsageView],
    release_names: Sequence[str],
    kinds: Sequence[UseView] = (),
) -> Answer:
    """The box of one task.

    `views` are of the releases of the Index that observed it, `release_names` those of all that
    were read; both oldest first. `kinds` are the activities that the task is part of: they speak
    where it has no use of its own.
    """
    latest, last = newest(views), views[-1] if views else None
    lately = last is not None and last.usage.measures.release == release_names[-1]
    kind = None if views else next((one for one in kinds if shares(one)[0]), None)
    exposure = entry.exposure
    could = (
        Said(NOT_JUDGED)
        if exposure is None
        else Said(raters_say(exposure.gpt4, exposure.human), (exposure.source,))
    )
    return Answer(
        heading="What AI means for this task",
        sentences=(
            could,
            Said(_people_use(latest, last, kind, lately=lately, by_programs=bool(entry.api_usage))),
        ),
        caveat=NOT_A_PREDICTION,
        verdicts=tuple(_verdicts(entry, latest, last, kind, lately=lately)),
        raters=None if exposure is None else charts.rater_scale(exposure.gpt4, exposure.human),
    )


def _people_use(
    latest: UsageView | None,
    last: UsageView | None,
    kind: UseView | None,
    *,
    lately: bool,
    by_programs: bool,
) -> str:
    if last is None or latest is None:
        seen = (
            "No conversation with Claude was observed on this task, but programs use Claude for it."
            if by_programs
            else "No use of Claude was observed for this task."
        )
        if kind is not None:
            return f"{seen} People use AI for the wider activity that it is part of."
        return f"{seen} People may still use AI for it, with Claude or another assistant."
    if not lately:
        return "People have used Claude for this kind of task, but not in the newest figures."
    side = _side(latest)
    often = "mostly" if _is_most(latest) else "often"
    if side == "together":
        return (
            "People already use Claude for this kind of task, "
            f"{often} with person and AI working together."
        )
    if side == "handed":
        return f"People already use Claude for this kind of task, {often} handing the work over."
    if side == "even":
        return (
            "People already use Claude for this kind of task. "
            "Some work on it together, some hand it over."
        )
    return "People already use Claude for this kind of task. How they share the work is not known."


def _side(view: UsageView) -> str:
    """`together`, `handed`, `even`, or empty: not known which side does most of the work."""
    if view.together_percent is None or view.handed_percent is None:
        # One side alone is the greater one if even all the rest could not outweigh it.
        if view.one_side and view.classified_percent >= MOSTLY:
            return view.one_side
        return ""
    if view.together_percent >= MOSTLY:
        return "together"
    return "handed" if view.handed_percent >= MOSTLY else "even"


def _is_most(view: UsageView) -> bool:
    """Whether the greater side is more than half of the conversations as far as their number can
    tell: the 95 % interval lies above 50 %. Without a count there is no interval."""
    found = view.together if _side(view) == "together" else view.handed
    if found is None:
        return True
    if not view.one_side:
        # Both sides are known: their part of the conversations with a known pattern.
        known = round(found.total * view.classified_percent / 100)
        percent = view.together_percent if _side(view) == "together" else view.handed_percent
        found = counted(percent, known)
    return found is None or found.interval[0] >= HALF


def _verdicts(
    entry: TaskEntry,
    latest: UsageView | None,
    last: UsageView | None,
    kind: UseView | None,
    *,
    lately: bool,
) -> Iterator[Verdict]:
    yield _use(last, lately=lately)
    if kind is not None:
        yield _kind_of_work(kind)
    if latest is not None:
        yield _who(latest)
    yield _central(entry)


def _kind_of_work(kind: UseView) -> Verdict:
    """What is known of the activity; its figures are named as such, and never as the task's."""
    names, found, sources = shares(kind)
    activity = vocabulary.untitled(kind.use.activity.title)
    return Verdict(
        "What is known of the wider activity?",
        Said(f"People use {vocabulary.listed(names)}"),
        Said(
            f"“{activity}” is {vocabulary.listed(found)}. "
            "That covers all its tasks; the share of this one is not known.",
            sources,
        ),
    )


def _use(last: UsageView | None, *, lately: bool) -> Verdict:
    question = "Do people use AI for it?"
    if last is None:
        return Verdict(
            question,
            Said("Not observed"),
            Said("It is not in the sample of conversations, or too rarely. That is not zero use."),
        )
    source = (last.usage.source,)
    measures = last.usage.measures
    details = []
    if measures.share_percent is None and measures.share_percent_at_most is None:
        details.append("Its share of Claude conversations is not published.")
    else:
        share = vocabulary.share_of(measures)
        often = vocabulary.one_in(measures.share_percent).removesuffix(" conversations")
        details.append(
            f"{share[0].upper()}{share[1:]} of Claude conversations{f', {often}' if often else ''}."
        )
    if measures.conversation_count is not None:
        count = vocabulary.counted(measures.conversation_count, "conversation")
        details.append(f"The sample has {count} of the kind.")
    if last.text_task_count > 1:
        details.append(f"{last.text_task_count} tasks share this wording and the figure.")
    if not lately:
        details.append("Newer releases do not have it.")
    short = "Yes, with Claude" if lately else "Yes, in earlier figures"
    return Verdict(question, Said(short), Said(" ".join(details), source))


def _who(latest: UsageView) -> Verdict:
    question = "Who does the work?"
    source = (latest.usage.source,)
    together, handed = latest.together_percent, latest.handed_percent
    if together is not None and handed is not None:
        often = "Mostly" if _is_most(latest) else "Often"
        short = {
            "together": f"{often} person and AI together",
            "handed": f"{often} handed to AI",
            "even": "Both ways",
        }[_side(latest)]
        detail = (
            f"{vocabulary.percent(together)} together, {vocabulary.percent(handed)} handed over, "
            "of the conversations whose pattern is known."
        )
    elif latest.one_side:
        known = vocabulary.percent(latest.classified_percent)
        side = "person and AI together" if latest.one_side == "together" else "handed to AI"
        often = "Mostly" if _is_most(latest) else "Often"
        short = f"{often if _side(latest) else 'Partly'} {side}"
        found = latest.together or latest.handed
        sure = f" ({vocabulary.sureness(found)})" if found else ""
        detail = (
            f"At least {known} of the conversations{sure}. How the rest divides is not published."
            if latest.shows_unknown
            else f"{known[0].upper()}{known[1:]} of the conversations{sure}."
        )
    else:
        short = "Not known"
        detail = "Which way people work is not published for this task."
    return Verdict(question, Said(short, source), Said(detail, source), _split(latest))


def _split(view: UsageView) -> Bar | None:
    """Who does the work, as parts of all conversations; None: neither side is published."""
    if not view.classified_percent:
        return None
    parts = (
        ("Together", "task_iteration", view.together_of_all),
        ("Handed over", "directive", view.handed_of_all),
        ("No pattern", "none", view.none_percent),
        ("Not published", "not_published", view.unknown_percent if view.shows_unknown else None),
    )
    return charts.bar(
        [
            (
                name,
                kind,
                size,
                f"{vocabulary.percent(size)} {name.lower()}"
                if size >= NAMED
                else vocabulary.percent(size),
            )
            for name, kind, size in parts
            if size
        ]
    )


def _central(entry: TaskEntry) -> Verdict:
    question = "How central is it to the job?"
    kind = (
        f"A {entry.task.type} task."
        if entry.task.type
        else "Whether it is a core task is not published."
    )
    rating = entry.rating
    if rating is None:
        return Verdict(
            question, Said("Not rated"), Said(f"O*NET publishes no rating of it. {kind}")
        )
    source = (rating.source,)
    if rating.rank is None:
        short = Said("Not ranked")
        parts = ["Its importance is not published."]
    else:
        tasks = "task" if rating.rated_tasks == 1 else "tasks"
        short = Said(f"{vocabulary.rank(rating.rank, rating.rated_tasks)} {tasks}", source)
        tied = f", {vocabulary.ties(rating.tied_with)}" if rating.tied_with else ""
        parts = [f"by importance{tied}."]
    return Verdict(question, short, Said(" ".join([*parts, *_asked(rating), kind]), source))


def _asked(rating: Rating) -> Sequence[str]:
    if rating.relevance_percent is None:
        return ()
    share = vocabulary.percent(rating.relevance_percent)
    return (f"{share[0].upper()}{share[1:]} {ASKED[rating.rated_by]}",)
