"""`/software`: products by demand. `/software/<slug>`: the occupations that use a product."""

from __future__ import annotations

from flask import Blueprint, Response, redirect
from werkzeug.wrappers import Response as AnyResponse

from webapp.formats import alternates, json_bodies
from webapp.http import addresses, render
from webapp.http.release import current
from webapp.software.page import citation, software_list, software_page

blueprint = Blueprint("software", __name__)


@blueprint.get("/software")
def software() -> Response:
    encyclopedia = current()

    return render.page("software/list.html", lambda: software_list(encyclopedia))


@blueprint.get("/software/<name>")
def product(name: str) -> AnyResponse:
    stem, ending = alternates.split(name)
    slug = stem.lower()
    encyclopedia = current()
    entry = encyclopedia.software_entry(slug)
    path = addresses.software(slug)
    canonical = f"{path}.{ending}" if ending else path
    if addresses.asked_for() != canonical:
        return redirect(canonical, 308)
    if ending == "json":
        return render.json(lambda: json_bodies.software_entry(entry, encyclopedia.release))
    if ending in alternates.CITED:
        return alternates.citation_file(citation(encyclopedia, entry), ending)
    if ending == "md":
        return render.markdown("software/page.md", lambda: software_page(encyclopedia, entry), path)
    return render.page(
        "software/page.html",
        lambda: software_page(encyclopedia, entry),
        links=alternates.header(path),
    )
