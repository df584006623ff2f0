"""`/embed`: a partner chooses what to show, sees it, and copies the code; and what it needs.

`/_/embed` is its fragment with code and preview, `/_/embed/choices` the one with what a name
in it may mean, for htmx.
"""

from __future__ import annotations

from flask import Blueprint, Response, current_app, request

from webapp.embed.page import address_of, code, embed_page, meant, read_form
from webapp.http import addresses, render
from webapp.http.release import current
from webapp.search.called import Choice
from webapp.server.security import frame_ancestors

blueprint = Blueprint("embed", __name__)


@blueprint.get("/embed")
def embed() -> Response:
    encyclopedia = current()
    form = read_form(request.args)
    ancestors = frame_ancestors(current_app.extensions["taskdex-config"])
    return render.page(
        "embed/page.html",
        lambda: embed_page(encyclopedia, form, ancestors),
        key=f"{address_of(form)}|{ancestors}",
    )


@blueprint.get("/_/embed")
def embed_fragment() -> Response:
    encyclopedia = current()
    form = read_form(request.args)
    return render.fragment(
        "embed/code.html",
        lambda: code(encyclopedia, form),
        key=f"{addresses.base()}{address_of(form)}",
        title="Show Taskdex on your site – Taskdex",
        replace=address_of(form),
    )


@blueprint.get("/_/embed/choices")
def choices() -> Response:
    encyclopedia = current()
    form = read_form(request.args)

    def offered() -> tuple[Choice, ...]:
        found = meant(encyclopedia, form)
        return (found,) if isinstance(found, Choice) else ()

    return render.fragment(
        "search/choices.html",
        offered,
        key=f"{addresses.base()}{address_of(form)}",
        title="Show Taskdex on your site – Taskdex",
    )
