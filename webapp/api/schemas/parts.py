"""Properties that several schemas share. Called by the modules beside it."""

from __future__ import annotations

from typing import Final, get_args

from index.facts.null import NO_TYPE, NOT_LABELLED, NOT_PUBLISHED, NOT_RATED, Null
from index.records import EXPOSURE_LABELS, Level, TaskType
from webapp.api.answers import MAX_LIST_PAGE, MAX_LIST_SIZE
from webapp.api.shapes import (
    ONET,
    STUDY,
    Schema,
    address,
    choice,
    flag,
    maybe,
    number,
    percent,
    record,
    ref,
    several,
    text,
    whole,
)
from webapp.text import vocabulary

UNKNOWN: Final = (NOT_RATED, NOT_PUBLISHED)
"""Of a rating in a list: the task has none, or not this figure."""

LEVELS: Final = get_args(Level)
LABEL_MEANINGS: Final = "; ".join(
    f"{label}: {vocabulary.EXPOSURE[label].name}" for label in EXPOSURE_LABELS
)


def task_id() -> Schema:
    return whole("O*NET’s number of the task, and the key to it everywhere here.", 1, source=ONET)


def statement() -> Schema:
    return text("The statement, word for word.", source=ONET)


def task_type() -> Schema:
    return maybe(
        choice(
            get_args(TaskType),
            "Core: relevance of at least 67% and importance of at least 3, as published.",
            source=ONET,
        ),
        NO_TYPE,
    )


def importance(*null: Null) -> Schema:
    return maybe(
        number(
            "Mean of workers’ answers, from 1 (not important) to 5 (extremely important).",
            *(1, 5),
            unit="points of scale IM",
            source=ONET,
        ),
        *null,
    )


def relevance(*null: Null) -> Schema:
    return maybe(
        percent("Workers asked who say that the task is part of the job.", source=ONET), *null
    )


def rank(*null: Null) -> Schema:
    return maybe(
        whole("Place by importance in the occupation; tied tasks share the better one.", 1),
        *null,
    )


def rated_tasks() -> Schema:
    return whole("Tasks of the occupation that have an importance.")


def label(rater: str, description: str = "") -> Schema:
    return choice(
        EXPOSURE_LABELS, description or f"{rater}’s label. {LABEL_MEANINGS}.", source=STUDY
    )


def gpt4_label() -> Schema:
    return maybe(label("GPT-4"), NOT_LABELLED)


def human_label() -> Schema:
    return maybe(label("The annotators"), NOT_LABELLED, NOT_PUBLISHED)


def observed() -> Schema:
    return flag("Whether any release of the Index here saw the task. False is not zero use.")


def code() -> Schema:
    return text("O*NET-SOC code.", pattern=r"^[0-9]{2}-[0-9]{4}\.[0-9]{2}$", source=ONET)


def activity_id() -> Schema:
    return text("Id in O*NET’s content model.", example="4.A.2.b.2.o.9", source=ONET)


def level() -> Schema:
    return choice(LEVELS, "Generalized, intermediate or detailed.", source=ONET)


def url(what: str) -> Schema:
    return address(f"The page of the {what}; with .json after it, these facts.")


def release() -> Schema:
    return text("The release of Taskdex that answered.", example="onet-30.3-6f34d49d53")


def marked(what: str) -> Schema:
    return text(f"The {what} as HTML, escaped, with `<mark>` around the words found.")


def score() -> Schema:
    return number("How well it fits. Comparable within one answer only.", None)


def task_count(what: str) -> Schema:
    return whole(f"Tasks of the {what}.")


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


SUMMARY: Final[dict[str, Schema]] = {
    "task_id": task_id(),
    "task": statement(),
    "type": task_type(),
    "importance": importance(*UNKNOWN),
    "rank": rank(*UNKNOWN),
    "rated_tasks": maybe(rated_tasks(), *UNKNOWN),
    "relevance_percent": relevance(*UNKNOWN),
    "exposure": gpt4_label(),
    "human_exposure": human_label(),
    "observed": observed(),
    "url": url("task"),
}
SOURCE: Final[dict[str, Schema]] = {
    "key": text("Stable within a release.", example="aei-2026-01-15"),
    "name": text("Of the dataset."),
    "publisher": text("Who publishes it."),
    "release": text("The publisher’s own name for the release."),
    "date": maybe(
        text("When it was published, in the publisher’s words."), Null("", "it does not say")
    ),
    "licence": text("Short name of the licence.", example="CC BY 4.0"),
    "licence_url": address("The licence."),
    "url": address("Where the publisher offers it."),
    "attribution": text("The credit line that the licence asks for: show it with the figures."),
}
