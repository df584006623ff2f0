"""Rankings, as `webapp.rankings.ranked` answers them."""

from __future__ import annotations

from typing import Final

from index.facts.null import Null
from index.facts.rankings import RANKED_OCCUPATION, RANKED_TASK
from index.query import MAX_PAGE
from webapp.api.schemas.parts import release
from webapp.api.schemas.promised import schema
from webapp.api.shapes import (
    Schema,
    address,
    choice,
    flag,
    maybe,
    record,
    ref,
    several,
    text,
    whole,
)
from webapp.rankings.asked import MAX_SIZE, VALUES
from webapp.rankings.lists import LISTS

_KINDS: Final = ("occupations", "tasks")
_ALL: Final = Null("", "all")

SCHEMAS: Final[dict[str, Schema]] = {
    "RankedOccupation": schema(RANKED_OCCUPATION),
    "RankedTask": schema(RANKED_TASK),
    "Rankings": record(
        "Which rankings there are.",
        rankings=several(
            record(
                "A ranking.",
                name=choice(LISTS, "The last part of its address."),
                title=text("Its title."),
                question=text("What it answers."),
                kind=choice(_KINDS, "What is ranked."),
                sort=text("The figure that it is sorted by."),
                sorts=several(text("A figure."), "What else it can be sorted by."),
                url=address("Its page."),
            ),
            "In the order of the page.",
        ),
        measure_pairs=several(
            ref("MeasurePair"), "How far the measures of occupations agree, each with each."
        ),
        release=release(),
    ),
    "Ranking": record(
        "One page of a ranking.",
        name=choice(LISTS, "The last part of its address."),
        title=text("Its title."),
        kind=choice(_KINDS, "Which of the two lists is filled."),
        url=address("Its page, with the same filters."),
        sort=text("The figure that it is sorted by."),
        reverse=flag("Whether the lowest come first."),
        filters=record(
            "What it is narrowed to.",
            **{
                name: maybe(choice(values, f"Value of the filter {name}."), _ALL)
                for name, values in VALUES.items()
            },
        ),
        total=whole("Rows in the whole list."),
        page=whole("This page.", 1, MAX_PAGE),
        size=whole("Rows on a page.", 1, MAX_SIZE),
        page_count=whole("Pages in all; an empty list has one.", 1),
        occupations=several(ref("RankedOccupation"), "In order."),
        tasks=several(ref("RankedTask"), "In order."),
        sources=several(text("Key of a source, as in `/api/v1/sources`."), "Of its figures."),
        release=release(),
    ),
}
