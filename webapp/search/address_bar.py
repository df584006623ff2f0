"""`/opensearch.xml`: how an address bar searches here. `/suggest`: what it offers while typing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, render_template, request

from index.query import parse
from webapp.http import addresses, render
from webapp.http.arguments import one
from webapp.http.release import current
from webapp.search.ask import ask

blueprint = Blueprint("opensearch", __name__)
SUGGESTIONS: Final = 8


@dataclass(frozen=True, slots=True)
class OpenSearch:
    """search/address_bar.xml: whole addresses."""

    icon: str
    picture: str
    """The icon as PNG: not every browser takes SVG here."""
    search: str
    suggest: str
    self: str


@blueprint.get("/opensearch.xml")
def description() -> Response:
    return render.text(
        lambda: render_template(
            "search/address_bar.xml",
            page=OpenSearch(
                icon=addresses.absolute(addresses.static("img/icon.svg")),
                picture=addresses.absolute(addresses.static("img/icon-32.png")),
                search=addresses.absolute(addresses.path("search.search")),
                suggest=addresses.absolute(addresses.path("opensearch.suggest")),
                self=addresses.absolute(addresses.path("opensearch.description")),
            ),
        ),
        "application/opensearchdescription+xml",
    )


@blueprint.get("/suggest")
def suggest() -> Response:
    """What was typed, and its completions: `["fix te", ["Fix teeth", …]]`."""
    text = one(request.args, "q")
    encyclopedia = current()

    def offered() -> render.Made:
        found = ask(encyclopedia, parse(text))
        return render.Made([text, found.suggestions(SUGGESTIONS)], partial=found.partial)

    return render.json(offered, key=text, mimetype="application/x-suggestions+json")
