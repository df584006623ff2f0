"""`/software`: products by demand. `/software/<slug>`: the occupations that use a product."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, redirect
from werkzeug.wrappers import Response as AnyResponse

from index.encyclopedia import Encyclopedia
from index.records import SoftwareEntry
from webapp.formats import alternates, json_bodies, linked_data
from webapp.http import addresses, render
from webapp.http.release import current
from webapp.software.page import SoftwareListPage, SoftwarePage
from webapp.text.citations import Citation, cite

blueprint = Blueprint("software", __name__)

LISTED: Final = 200
"""Products on the list; search finds the others."""


@blueprint.get("/software")
def software() -> Response:
    encyclopedia = current()

    def build() -> SoftwareListPage:
        found = encyclopedia.software()
        return SoftwareListPage(found[:LISTED], len(found))

    return render.page("software/list.html", build)


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
        return render.markdown("software/page.md", lambda: build(encyclopedia, entry), path)
    return render.page(
        "software/page.html", lambda: build(encyclopedia, entry), links=alternates.header(path)
    )


def citation(encyclopedia: Encyclopedia, entry: SoftwareEntry) -> Citation:
    slug = entry.software.slug
    return cite(
        f"software-{slug}",
        entry.software.name,
        addresses.absolute(addresses.software(slug)),
        encyclopedia.release.release_id,
        entry.sources,
    )


def build(encyclopedia: Encyclopedia, entry: SoftwareEntry) -> SoftwarePage:
    """What the page of a product shows."""
    return SoftwarePage(
        entry=entry,
        alternates=alternates.of(addresses.software(entry.software.slug)),
        citation=citation(encyclopedia, entry),
        json_ld=linked_data.script(linked_data.software(entry)),
    )
