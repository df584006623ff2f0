"""Properties that several schemas share. Called by the modules beside it."""

from __future__ import annotations

from typing import Final, get_args

from index.records.terms import Level
from webapp.api.answers import MAX_LIST_PAGE, MAX_LIST_SIZE
from webapp.api.shapes import Schema, number, record, ref, several, text, whole

LEVELS: Final = get_args(Level)


def release() -> Schema:
    return text("The release of Taskdex that answered.", example="onet-30.3-6f34d49d53")


def marked(what: str) -> Schema:
    return text(f"The {what} as HTML, escaped, with `<mark>` around the words found.")


def score() -> Schema:
    return number("How well it fits. Comparable within one answer only.", None)


def found(name: str, what: str) -> Schema:
    return record(
        f"{what} found.",
        total=whole("How many there are in all."),
        hits=several(ref(name), "Those on this page, the best first."),
    )


def page_of(name: str, what: str) -> Schema:
    return record(
        f"One page of {what}.",
        total=whole("Records in the whole list."),
        page=whole("This page.", 1, MAX_LIST_PAGE),
        size=whole("Records on a page.", 1, MAX_LIST_SIZE),
        page_count=whole("Pages in all; an empty list has one.", 1),
        hits=several(ref(name), "The records."),
        release=release(),
    )
