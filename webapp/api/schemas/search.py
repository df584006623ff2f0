"""What searches and completions answer."""

from __future__ import annotations

from typing import Final

from index.facts.null import Null
from index.query import FILTERS, MAX_CHARACTERS, MAX_PAGE, MAX_SIZE
from webapp.api.schemas.parts import (
    UNKNOWN,
    activity_id,
    code,
    found,
    gpt4_label,
    human_label,
    importance,
    level,
    marked,
    observed,
    rank,
    rated_tasks,
    release,
    score,
    statement,
    task_count,
    task_id,
    task_type,
    url,
)
from webapp.api.shapes import ONET, Schema, counts, flag, maybe, record, ref, several, text, whole

SCHEMAS: Final[dict[str, Schema]] = {
    "Search": record(
        "An answer to a search.",
        query=text(f"As searched: cleaned, and cut to {MAX_CHARACTERS} characters."),
        tasks=found("TaskHit", "Tasks"),
        occupations=found("OccupationHit", "Occupations"),
        activities=found("ActivityHit", "Work activities"),
        software=record(
            "Software products that the query names, up to three of them; none if one kind alone "
            "was asked for.",
            total=whole("How many there are in all."),
            hits=several(ref("Software"), "The best known first."),
        ),
        facets={
            "type": "object",
            "description": "Filter → value → how many tasks choosing it gives, with every other "
            "filter as it is. Empty if only occupations or activities were asked for.",
            "properties": {
                name: counts(f"By `{name}`.", values) for name, values in FILTERS.items()
            },
        },
        corrections=several(ref("Correction"), "Words that were searched as others."),
        dropped=several(
            text("A word."), "Words made optional, since too few tasks hold all of them."
        ),
        notes=several(text("A sentence."), "What of the query was left out or not understood."),
        partial=flag(
            "The time for a search ran out: there may be more. Such an answer has no ETag."
        ),
        page=whole("This page.", 1, MAX_PAGE),
        size=whole("Hits on a page.", 1, MAX_SIZE),
        release=release(),
    ),
    "TaskHit": record(
        "A task found.",
        task_id=task_id(),
        task=statement(),
        type=task_type(),
        exposure=gpt4_label(),
        human_exposure=human_label(),
        importance=importance(*UNKNOWN),
        rank=rank(*UNKNOWN),
        rated_tasks=maybe(rated_tasks(), *UNKNOWN),
        observed=observed(),
        occupation=ref("OccupationName"),
        url=url("task"),
        marked=marked("statement"),
        missing=several(text("A word."), "Words asked for that the statement does not have."),
        score=score(),
    ),
    "OccupationHit": record(
        "An occupation found.",
        code=code(),
        title=text("Its title.", source=ONET),
        lay_title=maybe(
            text("The job title that was meant.", source=ONET),
            Null("", "the title itself was found"),
        ),
        task_count=task_count("occupation"),
        url=url("occupation"),
        marked=marked("title"),
        score=score(),
    ),
    "ActivityHit": record(
        "A work activity found.",
        id=activity_id(),
        level=level(),
        title=text("Its title.", source=ONET),
        task_count=whole("Tasks at or below it."),
        url=url("activity"),
        marked=marked("title"),
        score=score(),
    ),
    "Correction": record(
        "A word that was searched as another one; `verbatim=1` prevents it.",
        typed=text("As typed."),
        searched=text("As searched."),
    ),
    "Suggestions": record(
        "Completions of what was typed.",
        query=text("As typed."),
        suggestions=several(text("A title or a statement."), "Titles first, then statements."),
        partial=flag("The time for a search ran out: there may be more the next time."),
        release=release(),
    ),
}
