"""`/embed`: what a partner has chosen in, the code to copy out. Called by the view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from index.encyclopedia import Encyclopedia
from index.errors import NotFoundError, QueryError
from index.query import Query
from index.records import MajorGroup
from webapp.embed import snippets
from webapp.embed.appearance import Appearance, read_appearance
from webapp.embed.frame_pages import (
    canonical_of,
    frame_parameters,
    frame_query,
    search_address,
    within,
)
from webapp.http import addresses
from webapp.http.arguments import one
from webapp.search.home import first_tasks
from webapp.text import vocabulary

FIELDS: Final = ("show", "q", "occupation", "group", "task", "theme", "accent")
SHOWN: Final = ("search", "card")
MAX_FIELD: Final = 200
"""Characters of a field that are kept."""


@dataclass(frozen=True, slots=True)
class EmbedForm:
    """What a partner has chosen, as given."""

    show: str
    """`search` or `card`."""
    q: str
    occupation: str
    group: str
    task: str
    theme: str
    accent: str


@dataclass(frozen=True, slots=True)
class EmbedCode:
    """embed/code.html: what to copy, and how it looks."""

    problem: str = ""
    """Why there is none; empty: there is."""
    iframe: str = ""
    script: str = ""
    element: str = ""
    url: str = ""
    """Of the page that is shown: what an editor that knows oEmbed takes."""
    oembed: str = ""
    """What such an editor asks."""
    preview: Markup | None = None
    """As HTML; None: there is a problem."""


@dataclass(frozen=True, slots=True)
class EmbedPage:
    """embed/page.html"""

    form: EmbedForm
    code: EmbedCode
    groups: tuple[MajorGroup, ...]
    example_task: int
    elements: str
    """The script and one element of each kind, to copy."""
    allowed: tuple[str, ...]
    """Origins that may frame the embeds; empty: nobody but this site may."""
    anyone: bool
    """Any site under https may."""
    origin: str
    """Of this site, for the policies of others."""
    pinned_script: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What is shown."""

    element: str
    src: str
    height: int


def read_form(args: MultiDict[str, str]) -> EmbedForm:
    """Raises QueryError only for a field that is given twice: a wrong value is said beside it."""
    given = {name: one(args, name)[:MAX_FIELD] for name in FIELDS}
    given["show"] = given["show"] if given["show"] in SHOWN else "search"
    return EmbedForm(**given)


def address_of(form: EmbedForm) -> str:
    """The page with this form filled in."""
    filled = [(name, value) for name in FIELDS if (value := getattr(form, name))]
    return addresses.with_parameters(
        addresses.path("embed.embed"), [] if filled == [("show", "search")] else filled
    )


def embed_page(encyclopedia: Encyclopedia, form: EmbedForm, ancestors: Sequence[str]) -> EmbedPage:
    """What the page shows; `ancestors` are the sources that may frame the embeds."""
    others = tuple(one for one in ancestors if not one.startswith("'"))
    return EmbedPage(
        form=form,
        code=code(encyclopedia, form),
        groups=encyclopedia.groups(),
        example_task=first_tasks(encyclopedia)[0].task_id,
        allowed=others,
        anyone="https:" in others,
        origin=addresses.base(),
        pinned_script=str(snippets.pinned_script()),
        elements=both_elements(encyclopedia),
    )


def code(encyclopedia: Encyclopedia, form: EmbedForm) -> EmbedCode:
    """What to copy for a form, or what is wrong with it."""
    given = MultiDict(
        (name, value) for name in FIELDS if name != "show" and (value := getattr(form, name))
    )
    try:
        appearance = read_appearance(given)
        if form.show == "card":
            return card_code(encyclopedia, form.task, appearance)
        return search_code(encyclopedia, frame_query(given), appearance)
    except QueryError as error:
        return EmbedCode(f"“{error.parameter}” {error.problem}")


def search_code(encyclopedia: Encyclopedia, query: Query, appearance: Appearance) -> EmbedCode:
    """Raises QueryError."""
    place = within(encyclopedia, query)
    return both(
        Frame("task-search", search_address(query, appearance), snippets.SEARCH_HEIGHT),
        f"Search work tasks in {place}" if place else "Search work tasks",
        frame_parameters(query, appearance),
        canonical_of(query),
    )


def both_elements(encyclopedia: Encyclopedia) -> str:
    """The script, a search and a card, as they stand in a page."""
    search = search_code(encyclopedia, frame_query(MultiDict()), Appearance())
    card = card_code(encyclopedia, "", Appearance())
    return f"{search.script}\n{search.element}\n{card.element}"


def card_code(encyclopedia: Encyclopedia, text: str, appearance: Appearance) -> EmbedCode:
    """Raises QueryError."""
    match = addresses.TASK_NAME.fullmatch(text.strip()) if text else None
    if text and match is None:
        raise QueryError("task", f"is the number of a task, such as 19156; {text[:20]!r} is not.")
    task_id = int(match[1]) if match else first_tasks(encyclopedia)[0].task_id
    try:
        task = encyclopedia.task_summary(task_id)
    except NotFoundError:
        raise QueryError("task", f"names none that Taskdex has: there is no {task_id}.") from None
    src = addresses.with_parameters(addresses.task_frame(task_id), appearance.parameters)
    return both(
        Frame("task-card", src, snippets.CARD_HEIGHT),
        vocabulary.untitled(task.text),
        [("task", str(task_id)), *appearance.parameters],
        addresses.absolute(addresses.task(task_id)),
    )


def both(frame: Frame, label: str, attributes: addresses.Parameters, url: str) -> EmbedCode:
    """The code of one frame in every form."""
    plain = snippets.iframe(addresses.absolute(frame.src), label, "100%", frame.height)
    link = snippets.link(url, f"{label} (Taskdex)")
    return EmbedCode(
        iframe=f"{plain}\n{link}",
        script=str(snippets.script()),
        element=str(snippets.element(frame.element, attributes, link)),
        url=url,
        oembed=addresses.absolute(addresses.oembed(url, "json")),
        # Without JavaScript the iframe inside shows; with it, it is never loaded.
        preview=snippets.element(frame.element, attributes, plain),
    )
