"""A name that was typed → tasks and occupations that may be meant. Called by the comparison, by
`/embed` and by the API."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Final

from index.encyclopedia import Encyclopedia
from index.query import parse
from index.text import words
from webapp.http.site import Link
from webapp.search.ask import ask
from webapp.text import vocabulary

OFFERED: Final = 6
"""Of each kind."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A kind of thing that may be meant."""

    heading: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """search/choices.html: what may be meant by a text."""

    text: str
    offered: tuple[Offered, ...]
    """Empty: nothing comes near it."""


def occupations_called(
    encyclopedia: Encyclopedia, text: str, spoken: str = ""
) -> tuple[tuple[str, str], ...]:
    """Code and title of those that come nearest, the best first. `spoken` is the reader's
    language, which decides between names; empty: none does."""
    query = replace(parse(text, kind="occupation", size=OFFERED), spoken=spoken)
    hits = ask(encyclopedia, query).occupations.hits
    return tuple((hit.occupation_code, hit.title) for hit in hits)


def tasks_called(
    encyclopedia: Encyclopedia, text: str, spoken: str = ""
) -> tuple[tuple[str, str], ...]:
    """Id, and statement with occupation, likewise."""
    query = replace(parse(text, kind="task", size=OFFERED), spoken=spoken)
    hits = ask(encyclopedia, query).tasks.hits
    return tuple(
        (str(hit.task_id), f"{vocabulary.untitled(hit.text)} ({hit.occupation_title})")
        for hit in hits
    )


def occupation_called(encyclopedia: Encyclopedia, text: str) -> str | None:
    """The code of the occupation whose official title this is; None: it is none."""
    sought = words(text)
    return next(
        (code for code, title in occupations_called(encyclopedia, text) if words(title) == sought),
        None,
    )


def occupation_named(encyclopedia: Encyclopedia, text: str, spoken: str = "") -> str | None:
    """The code of the one occupation that a title names, official or lay, misspelt or begun, as a
    search reads it; None: it is no title, or one of many."""
    return ask(encyclopedia, replace(parse(text, size=1), spoken=spoken)).named


def choice(
    encyclopedia: Encyclopedia,
    kind: str,
    text: str,
    path_of: Callable[[str, str], str],
    without: Collection[str] = (),
    spoken: str = "",
) -> Choice:
    """What may be meant; `kind` of "" is either. `path_of` kind and name is where a link leads; its
    note is what says the same in a box: a title, or the number of a task. `without` are names that
    are chosen already."""
    offered = []
    for each, heading, called in (
        ("occupations", "Occupations", occupations_called),
        ("tasks", "Tasks", tasks_called),
    ):
        if kind not in ("", each):
            continue
        links = tuple(
            Link(label, path_of(each, name), label if each == "occupations" else name)
            for name, label in called(encyclopedia, text, spoken)
            if name not in without
        )
        if links:
            offered.append(Offered(heading, links))
    return Choice(text, tuple(offered))
