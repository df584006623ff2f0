"""A work activity."""

from __future__ import annotations

from typing import Final

from index.facts.null import Null
from index.query import MAX_PAGE
from webapp.api.schemas.parts import SUMMARY, activity_id, code, level, release, url
from webapp.api.shapes import ONET, Schema, maybe, record, ref, several, text, whole

SCHEMAS: Final[dict[str, Schema]] = {
    "Activity": record(
        "A work activity with a page of the tasks at or below it.",
        id=activity_id(),
        level=level(),
        title=text("Its title.", source=ONET),
        description=maybe(
            text("What it is.", source=ONET), Null("", "published for generalized activities only")
        ),
        parent=maybe(
            ref("ActivityName", "The activity above."), Null("", "it is a generalized activity")
        ),
        children=several(ref("ActivitySummary"), "The activities right below it."),
        tasks=record(
            "Tasks at or below it, each once.",
            total=whole("How many there are in all."),
            page=whole("This page.", 1, MAX_PAGE),
            page_count=whole("Pages in all.", 1),
            hits=several(ref("TaskLine"), "The most important first."),
        ),
        occupation_count=whole("Occupations of these tasks."),
        occupations=several(
            record(
                "An occupation and its part of these tasks.",
                code=code(),
                title=text("Its title.", source=ONET),
                task_count=whole("Its tasks at or below the activity.", 1),
                url=url("occupation"),
            ),
            "All of them, those with the most tasks first.",
        ),
        url=url("activity"),
        sources=several(ref("Source"), "Of every figure in this answer."),
        release=release(),
    ),
    "TaskLine": record(
        "A task in a list over several occupations.", **SUMMARY, occupation=ref("OccupationName")
    ),
    "ActivitySummary": record(
        "A work activity in a list.",
        id=activity_id(),
        level=level(),
        title=text("Its title.", source=ONET),
        task_count=whole("Tasks at or below it."),
        url=url("activity"),
    ),
}
