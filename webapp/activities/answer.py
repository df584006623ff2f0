"""What the box at the top of an activity page says. Called by `webapp.activities.page`."""

from __future__ import annotations

from collections.abc import Iterator

from index.records.entries import ActivityEntry
from webapp.text import charts
from webapp.text.activity_use import UseView, shares, use_view
from webapp.text.answers import Answer, Said, Verdict, labelled, tasks_exposed, tasks_used
from webapp.text.vocabulary import counted, listed

NOT_SAVED = "That AI could save time does not mean that anyone uses it."


def _used(view: UseView) -> Iterator[Verdict]:
    """What other publishers say of the activity itself; nothing where none has a figure."""
    names, found, sources = shares(view)
    if found:
        yield Verdict(
            "Do people use AI for it?",
            Said(f"Yes, {listed(names)}"),
            Said(f"It is {listed(found)}. Each has its own base: do not add them.", sources)
            if len(found) > 1
            else Said(f"It is {found[0]}.", sources),
        )


def activity_answer(entry: ActivityEntry) -> Answer:
    """The box of one activity: the tasks at or below it."""
    counts = entry.counts
    study = tuple(one for one in entry.sources if one.key == "eloundou")
    index = tuple(one for one in entry.sources if one.key.startswith("aei-"))[-1:]
    onet = tuple(one for one in entry.sources if one.key == "onet")
    return Answer(
        heading="What AI means for this kind of work",
        sentences=(
            *tasks_exposed(counts.gpt4, counts.human, study),
            tasks_used(counts.observed, entry.task_count, index),
        )
        if entry.task_count
        else (Said("There is no answer for this activity: no task is linked to it."),),
        caveat=NOT_SAVED,
        verdicts=(
            *_used(use_view(entry.use)),
            Verdict(
                "How common is it?",
                Said(counted(entry.task_count, "task"), onet),
                Said(f"in {counted(entry.occupation_count, 'occupation')}.", onet),
            ),
        ),
        bars=(
            ("GPT-4", charts.exposure_bar(counts.gpt4)),
            ("Human raters", charts.exposure_bar(counts.human)),
        )
        if labelled(counts.gpt4)
        else (),
    )
