"""The pictures of a task page as files. Called by the view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.records.entries import TaskSummary
from index.records.published import Source
from webapp.tasks.page import TaskPage
from webapp.text import vocabulary
from webapp.text.pictures import Picture


def pictures(
    page: TaskPage, tasks: Sequence[TaskSummary], study: tuple[Source, ...]
) -> Mapping[str, Picture]:
    """Those that the page has, by the name of their files.

    `tasks` are the occupation's, `study` is where their labels come from: a task without one does
    not name it among its sources.
    """
    entry, job = page.entry, page.entry.occupation.title
    found = {}
    exposure = entry.exposure
    if exposure is not None and page.answer.raters is not None:
        raters = {"GPT-4": exposure.gpt4, "Human raters": exposure.human}
        found["answer"] = Picture(
            f"Could AI halve the time it takes? {page.title}",
            (("", page.answer.raters),),
            ("rater", "exposure", "code"),
            tuple(
                (rater, vocabulary.exposure_words(label) if label else None, label)
                for rater, label in raters.items()
            ),
            (exposure.source,),
        )
    found["labels"] = Picture(
        f"AI exposure of the {vocabulary.counted(len(tasks), 'task')} of {job}",
        (("GPT-4", page.stack), ("Human raters", page.stack_human)),
        ("task_id", "task", "gpt4", "human"),
        tuple((one.task_id, one.text, one.exposure, one.human_exposure) for one in tasks),
        study,
    )
    latest = page.latest
    if latest is not None and latest.bar is not None:
        found["patterns"] = Picture(
            f"How people and AI work together, {latest.usage.measures.release}: {page.title}",
            (("", latest.bar),),
            ("pattern", "percent_of_conversations"),
            tuple((vocabulary.PATTERN_NAMES[row.pattern], row.percent) for row in latest.rows),
            (latest.usage.source,),
        )
    if page.trend is not None:
        found["trend"] = Picture(
            f"Share of Claude conversations, by release of the Economic Index: {page.title}",
            (("", page.trend),),
            ("release", "share_percent"),
            tuple((row.release, row.share_percent) for row in page.releases),
            tuple(used.source for used in entry.usage),
        )
    if page.plot is not None and entry.rating is not None:
        found["importance"] = Picture(
            f"Importance of the tasks of {job}, 1 to 5: {page.title}",
            (("", page.plot),),
            ("task_id", "task", "importance"),
            tuple((one.task_id, one.text, one.importance) for one in tasks),
            (entry.rating.source,),
        )
    return found
