"""`/compare?tasks=19156,19147`, `/compare?occupations=…`: up to four of them side by side.

The address holds the list; nothing is remembered anywhere else. What of the list cannot be shown
is said on the page, and the rest is compared. `add` is what a person types to add another one: a
name, a code or an address. `/_/compare` is the fragment with what may be meant by it, for htmx.
"""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, redirect, request
from werkzeug.datastructures import MultiDict

from index.encyclopedia import Encyclopedia
from webapp.compare.asked import KINDS, Asked, asked_for, name_in
from webapp.compare.page import beginning, occupations, tasks
from webapp.http import addresses, render
from webapp.http.arguments import one
from webapp.http.release import current
from webapp.search.called import Choice, choice, occupation_named
from webapp.search.spoken import heard_in, varied

blueprint = Blueprint("compare", __name__)

MAX_TYPED: Final = 300


@blueprint.get("/compare")
def compare() -> Response:
    encyclopedia = current()
    asked, typed = _asked(request.args)
    texts = (*asked.texts, *filter(None, [typed]))
    spoken, is_decided = heard_in(encyclopedia, *texts)
    if typed and (found := _named(encyclopedia, asked, typed, spoken)) is not None:
        moved = redirect(addresses.comparison(found.kind, found.names), 302)
        assert isinstance(moved, Response)
        return varied(moved, is_decided=is_decided)
    choices = tuple(_choice(encyclopedia, asked, text, spoken) for text in texts)
    if asked.names:
        show = tasks if asked.kind == "tasks" else occupations
        page = show(encyclopedia, asked.names, choices, typed)
    else:
        page = beginning(encyclopedia, choices, typed)
    response = render.page(
        "compare/page.html",
        lambda: page,
        key=f"{asked.kind}={','.join(asked.names)}|{texts}|{spoken}",
        status=200 if page.columns or not asked.names else 404,
        links=(f'<{page.canonical}>; rel="canonical"',) if page.columns else (),
    )
    return varied(response, is_decided=is_decided)


@blueprint.get("/_/compare")
def choices() -> Response:
    encyclopedia = current()
    asked, typed = _asked(request.args)
    spoken, is_decided = heard_in(encyclopedia, typed)
    response = render.fragment(
        "search/choices.html",
        lambda: (_choice(encyclopedia, asked, typed, spoken),) if typed else (),
        key=f"{asked.kind}={','.join(asked.names)}|{typed}|{spoken}",
        title="Compare – Taskdex",
    )
    return varied(response, is_decided=is_decided)


def _asked(args: MultiDict[str, str]) -> tuple[Asked, str]:
    """The list, and what was typed beside it. Raises QueryError."""
    return asked_for(args), one(args, "add").strip()[:MAX_TYPED]


def _named(encyclopedia: Encyclopedia, asked: Asked, typed: str, spoken: str) -> Asked | None:
    """The list with what was typed, if that is clear: a code, an id, an address, a title of one."""
    for kind in KINDS if not asked.kind else (asked.kind,):
        if (name := name_in(kind, typed)) is not None:
            return asked.with_name(kind, name)
    if asked.kind == "tasks":
        return None
    if (code := occupation_named(encyclopedia, typed, spoken)) is not None:
        return asked.with_name("occupations", code)
    return None


def _choice(encyclopedia: Encyclopedia, asked: Asked, text: str, spoken: str) -> Choice:
    def path_of(kind: str, name: str) -> str:
        return addresses.comparison(kind, dict.fromkeys((*asked.names, name)))

    return choice(encyclopedia, asked.kind, text, path_of, asked.names, spoken)
