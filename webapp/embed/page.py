"""`/embed`: what a partner has chosen in, the code to copy out. Called by the view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from index.encyclopedia import Encyclopedia
from index.errors import NotFoundError, QueryError
from index.query import FILTERS, Query
from index.records.entries import MajorGroup
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
from webapp.http.release import occupation_or_none
from webapp.search.called import Choice, choice, occupation_called
from webapp.search.home import first_tasks
from webapp.text import vocabulary

FIELDS: Final = ("show", "q", "occupation", "group", "task", "theme", "accent", "height")
OF_THE_CODE: Final = ("show", "height")
"""Fields that are no parameters of a frame."""
MORE: Final = (*FILTERS, "occupation", "sort", "verbatim", "hl")
"""What a search has besides: its page leads here with it, and no field shows it."""
HEIGHTS: Final = range(80, 5001)
"""Pixels that a frame may be high."""
SHOWN: Final = ("search", "card")
OWN_ACCENT: Final = "0b5563"
"""--accent of static/css/tokens.css, in light."""
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
    height: str
    """Pixels of the plain frame; empty: the usual ones."""
    more: addresses.Parameters
    """The other parameters of a search, of `MORE`."""


@dataclass(frozen=True, slots=True)
class EmbedCode:
    """embed/code.html: what to copy, and how it looks."""

    problem: str = ""
    """Why there is none; empty: there is."""
    choice: Choice | None = None
    """What may be meant by a name, where it is not clear: then there is no code yet."""
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
    own_accent: str
    elements: str
    """The script and one element of each kind, to copy."""
    allowed: tuple[str, ...]
    """Origins that may frame the embeds; empty: nobody but this site may."""
    anyone: bool
    """Any site under https may."""
    origin: str
    """Of this site, for the policies of others."""
    pinned_script: str
    plain: str
    """This page without what no field shows."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What is shown."""

    element: str
    src: str
    height: int


def read_form(args: MultiDict[str, str]) -> EmbedForm:
    """Raises QueryError only for a field that is given twice: a wrong value is said beside it.

    Several groups or occupations fit into no field, but a search may have them.
    """
    several = {name for name in ("occupation", "group") if len(args.getlist(name)) > 1}
    given = {name: "" if name in several else one(args, name)[:MAX_FIELD] for name in FIELDS}
    given["show"] = given["show"] if given["show"] in SHOWN else "search"
    # A colour picker always has a colour: ours is the one that nobody chose.
    given["accent"] = given["accent"].removeprefix("#")
    if given["accent"].lower() == OWN_ACCENT:
        given["accent"] = ""
    more = [
        (name, value[:MAX_FIELD])
        for name in MORE
        if name not in FIELDS or name in several
        for value in args.getlist(name)
        if value
    ]
    return EmbedForm(**given, more=more)


def address_of(form: EmbedForm) -> str:
    """The page with this form filled in."""
    filled = [(name, value) for name in FIELDS if (value := getattr(form, name))] + form.more
    return addresses.with_parameters(
        addresses.path("embed.embed"), [] if filled == [("show", "search")] else filled
    )


def embed_page(
    encyclopedia: Encyclopedia, form: EmbedForm, ancestors: Sequence[str], spoken: str
) -> EmbedPage:
    """What the page shows; `ancestors` are the sources that may frame the embeds, `spoken` is the
    reader's language."""
    others = tuple(one for one in ancestors if not one.startswith("'"))
    return EmbedPage(
        form=replace(form, occupation=name_of(encyclopedia, form.occupation)),
        own_accent=OWN_ACCENT,
        code=code(encyclopedia, form, spoken),
        groups=encyclopedia.groups(),
        allowed=others,
        anyone="https:" in others,
        origin=addresses.base(),
        pinned_script=str(snippets.pinned_script()),
        plain=address_of(replace(form, more=[])),
        elements=both_elements(encyclopedia),
    )


def name_of(encyclopedia: Encyclopedia, text: str) -> str:
    """The title to a code; whatever else was typed stays as it is."""
    match = addresses.OCCUPATION_CODE.fullmatch(text.strip())
    if match is None:
        return text
    found = occupation_or_none(encyclopedia, f"{match[1]}.{match[2] or '00'}")
    return text if found is None else found.title


def name_in(form: EmbedForm) -> str:
    """What was typed for the task or the job that is shown."""
    return form.task if form.show == "card" else form.occupation


def meant(encyclopedia: Encyclopedia, form: EmbedForm, spoken: str) -> EmbedForm | Choice:
    """The form with codes and numbers in the place of names; or what a name may mean."""

    def path_of(kind: str, name: str) -> str:
        chosen = replace(form, task=name) if kind == "tasks" else replace(form, occupation=name)
        return address_of(chosen)

    typed = name_in(form)
    text = typed.strip().rstrip("/").rpartition("/")[2]  # of a pasted address the end
    if not text:
        return form
    if form.show == "card":
        match = addresses.TASK_NAME.fullmatch(text)
        if match is None:
            return choice(encyclopedia, "tasks", typed, path_of, spoken=spoken)
        return replace(form, task=match[1])
    if addresses.OCCUPATION_CODE.fullmatch(text):
        return replace(form, occupation=text)
    found = occupation_called(encyclopedia, typed)
    if found is None:
        return choice(encyclopedia, "occupations", typed, path_of, spoken=spoken)
    return replace(form, occupation=found)


def code(encyclopedia: Encyclopedia, typed: EmbedForm, spoken: str) -> EmbedCode:
    """What to copy for a form, or what is wrong with it."""
    form = meant(encyclopedia, typed, spoken)
    if isinstance(form, Choice):
        return EmbedCode(choice=form)
    given = MultiDict(
        (name, value)
        for name in FIELDS
        if name not in OF_THE_CODE and (value := getattr(form, name))
    )
    try:
        appearance, height = read_appearance(given), read_height(form.height)
        if form.show == "card":
            return card_code(encyclopedia, form.task, appearance, height)
        for name, value in form.more:
            given.add(name, value)
        return search_code(encyclopedia, frame_query(given), appearance, height)
    except QueryError as error:
        return EmbedCode(f"“{error.parameter}” {error.problem}")


def read_height(text: str) -> int | None:
    """None: nothing was given. Raises QueryError."""
    if not text.strip():
        return None
    if not text.strip().isascii() or not text.strip().isdigit() or int(text) not in HEIGHTS:
        least, most = HEIGHTS[0], HEIGHTS[-1]
        raise QueryError("height", f"is a number of pixels from {least} to {most:,}.")
    return int(text)


def search_code(
    encyclopedia: Encyclopedia, query: Query, appearance: Appearance, height: int | None = None
) -> EmbedCode:
    """Raises QueryError."""
    place = within(encyclopedia, query)
    return both(
        Frame("task-search", search_address(query, appearance), height or snippets.SEARCH_HEIGHT),
        f"Search work tasks in {place}" if place else "Search work tasks",
        frame_parameters(query, appearance),
        canonical_of(query),
    )


def both_elements(encyclopedia: Encyclopedia) -> str:
    """The script, a search and a card, as they stand in a page."""
    search = search_code(encyclopedia, frame_query(MultiDict()), Appearance())
    card = card_code(encyclopedia, "", Appearance())
    return f"{search.script}\n{search.element}\n{card.element}"


def card_code(
    encyclopedia: Encyclopedia, text: str, appearance: Appearance, height: int | None = None
) -> EmbedCode:
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
        Frame("task-card", src, height or snippets.CARD_HEIGHT),
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
        element=str(snippets.element(frame.element, single(attributes), link)),
        url=url,
        oembed=addresses.absolute(addresses.oembed(url, "json")),
        # Without JavaScript the iframe inside shows; with it, it is never loaded.
        preview=snippets.element(frame.element, single(attributes), plain),
    )


def single(attributes: addresses.Parameters) -> addresses.Parameters:
    """An attribute has one value: several values of a filter are typed, before all words."""
    names = [name for name, _ in attributes]
    typed = [f"{name}:{value}" for name, value in attributes if names.count(name) > 1]
    if not typed:
        return attributes
    words = [value for name, value in attributes if name == "q"]
    rest = [pair for pair in attributes if pair[0] != "q" and names.count(pair[0]) == 1]
    return [("q", " ".join([*typed, *words])), *rest]
