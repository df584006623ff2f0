"""What searches and completions answer."""

from __future__ import annotations

from typing import Final, get_args

from index.engines.protocol import By
from index.facts.activities import ACTIVITY_HIT
from index.facts.foreign import NAME_READ
from index.facts.names import OCCUPATION_HIT
from index.facts.null import Null
from index.facts.tasks import TASK_HIT
from index.query import FILTERS, MAX_CHARACTERS, MAX_PAGE, MAX_SIZE
from webapp.api.schemas.parts import found, marked, release, score
from webapp.api.schemas.promised import schema
from webapp.api.shapes import (
    Schema,
    choice,
    counts,
    flag,
    maybe,
    record,
    ref,
    several,
    text,
    whole,
)

SCHEMAS: Final[dict[str, Schema]] = {
    "Search": record(
        "An answer to a search.",
        query=text(f"As searched: cleaned, and cut to {MAX_CHARACTERS} characters."),
        tasks=record(
            "Tasks found.",
            total=whole("How many were found by words: the counts of filters add up to it."),
            related=whole(
                "How many more are listed because they are related by meaning, where few tasks "
                "hold all words. Pages go through these as well."
            ),
            hits=several(ref("TaskHit"), "Those on this page, the best first."),
        ),
        occupations=found("OccupationHit", "Occupations"),
        named=maybe(
            text("The occupation whose title was typed; of a few that have it, the likeliest one."),
            Null("", "it is no title, or one of many occupations"),
        ),
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
        read_as=several(
            ref("NameRead"),
            "Names of occupations in ESCO, in other languages or British English, that the query "
            "is, the likeliest first; that one was searched. Empty: its words were searched. "
            "`verbatim=1` prevents it, and `hl` chooses where a name is one in several languages.",
        ),
        rankings=several(
            record(
                "A ranking.",
                title=text("Its title, with its filters."),
                url=text("The whole address of its page."),
            ),
            "Rankings by the figures that the query asks for (“highest paid jobs”), where it names "
            "no job. Empty: it asks for none, or for more than the data say.",
        ),
        notes=several(text("A sentence."), "What of the query was left out or not understood."),
        partial=flag(
            "The time for a search ran out: there may be more. Such an answer has no ETag."
        ),
        page=whole("This page.", 1, MAX_PAGE),
        size=whole("Hits on a page.", 1, MAX_SIZE),
        release=release(),
    ),
    "TaskHit": schema(
        TASK_HIT,
        marked=marked("statement"),
        missing=several(text("A word."), "Words asked for that the statement does not have."),
        by=choice(
            get_args(By),
            "Found by the words, or only related by meaning: then nothing is marked or missing.",
        ),
        score=score(),
    ),
    "OccupationHit": schema(OCCUPATION_HIT, marked=marked("title"), score=score()),
    "ActivityHit": schema(ACTIVITY_HIT, marked=marked("title"), score=score()),
    "NameRead": schema(NAME_READ),
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
