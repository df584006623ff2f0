"""`/glossary`: every term and abbreviation, each with one meaning."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response

from webapp.formats import linked_data
from webapp.http import render
from webapp.text.glossary import GROUPS, Group

blueprint = Blueprint("glossary", __name__)


@dataclass(frozen=True, slots=True)
class GlossaryPage:
    """about/glossary.html"""

    groups: tuple[Group, ...]
    json_ld: str


@blueprint.get("/glossary")
def glossary() -> Response:
    return render.page(
        "about/glossary.html",
        lambda: GlossaryPage(GROUPS, linked_data.script(linked_data.glossary(GROUPS))),
    )
