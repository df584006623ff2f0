"""The start, lists and comparisons."""

from __future__ import annotations

from typing import Final

from index.facts.null import Null
from webapp.api.schemas.parts import page_of, release
from webapp.api.shapes import Schema, address, choice, maybe, record, ref, several, text, whole

SCHEMAS: Final[dict[str, Schema]] = {
    "Start": record(
        "What the API has.",
        name=text("Its name."),
        version=text("Of the addresses; changes to it add and never take away."),
        documentation=address("The page for people."),
        description=address("The OpenAPI document."),
        endpoints={
            "type": "object",
            "description": "Endpoint → its address, as a template (RFC 6570).",
            "additionalProperties": text("An address."),
        },
        release=release(),
    ),
    "Tasks": page_of("TaskLine", "all tasks, by id"),
    "Occupations": page_of("OccupationSummary", "occupations, by code"),
    "Activities": page_of("ActivitySummary", "work activities, by id"),
    "SoftwareList": page_of("Software", "software products, most in demand first"),
    "Groups": record(
        "The major groups that have occupations.",
        groups=several(
            record(
                "A major group of the 2018 Standard Occupational Classification.",
                code=text("Two digits: what the filter `group` takes.", pattern="^[0-9]{2}$"),
                title=text("Its title."),
                occupation_count=whole("Its occupations.", 1),
                task_count=whole("Their tasks."),
            ),
            "By code.",
        ),
        release=release(),
    ),
    "Comparison": record(
        "Up to four tasks or occupations, in the order asked for.",
        kind=choice(("tasks", "occupations"), "Which of the two lists is filled."),
        tasks=several(ref("Task"), "As each has it alone."),
        occupations=several(ref("Occupation"), "As each has it alone."),
        missing=several(
            record(
                "Something asked for that this release has not.",
                name=text("As asked for."),
                detail=text("What is the matter with it."),
                retired=maybe(ref("RetiredTask"), Null("", "it is not known to have been retired")),
            ),
            "What could not be compared.",
        ),
        url=address("The comparison as a page."),
        release=release(),
    ),
}
