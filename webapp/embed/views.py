"""`/embed`: a partner chooses what to show, sees it, and copies the code; and what it needs.

`/_/embed` is its fragment with code and preview, `/_/embed/choices` the one with what a name
in it may mean, for htmx.
"""

from __future__ import annotations

from flask import Blueprint, Response, current_app, request

from webapp.embed.page import address_of, code, embed_page, meant, name_in, read_form
from webapp.http import addresses, render
from webapp.http.release import current
from webapp.search.called import Choice
from webapp.search.spoken import heard_in, varied
from webapp.server.security import frame_ancestors

blueprint = Blueprint("embed", __name__)


@blueprint.get("/embed")
def embed() -> Response:
    encyclopedia = current()
    form = read_form(request.args)
    ancestors = frame_ancestors(current_app.extensions["taskdex-config"])
    spoken, is_decided = heard_in(encyclopedia, name_in(form))
    response = render.page(
        "embed/page.html",
        lambda: embed_page(encyclopedia, form, ancestors, spoken),
        key=f"{address_of(form)}|{ancestors}|{spoken}",
    )
    return varied(response, is_decided=is_decided)


@blueprint.get("/_/embed")
def embed_fragment() -> Response:
    encyclopedia = current()
    form = read_form(request.args)
    spoken, is_decided = heard_in(encyclopedia, name_in(form))
    response = render.fragment(
        "embed/code.html",
        lambda: code(encyclopedia, form, spoken),
        key=f"{addresses.base()}{address_of(form)}|{spoken}",
        title="Show Taskdex on your site – Taskdex",
        replace=address_of(form),
    )
    return varied(response, is_decided=is_decided)


@blueprint.get("/_/embed/choices")
def choices() -> Response:
    encyclopedia = current()
    form = read_form(request.args)
    spoken, is_decided = heard_in(encyclopedia, name_in(form))

    def offered() -> tuple[Choice, ...]:
        found = meant(encyclopedia, form, spoken)
        return (found,) if isinstance(found, Choice) else ()

    response = render.fragment(
        "search/choices.html",
        offered,
        key=f"{addresses.base()}{address_of(form)}|{spoken}",
        title="Show Taskdex on your site – Taskdex",
    )
    return varied(response, is_decided=is_decided)
