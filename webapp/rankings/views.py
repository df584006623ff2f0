"""`/rankings`: which there are. `/rankings/jobs-in-exposed-work`: one, with filters and orders."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from index.errors import NotFoundError
from webapp.formats import alternates
from webapp.http import addresses, render
from webapp.http.release import current
from webapp.rankings.asked import Asked, read
from webapp.rankings.lists import LISTS
from webapp.rankings.page import (
    FORMATS,
    all_rankings,
    citation,
    path_of,
    ranking_page,
    spreadsheet,
)
from webapp.rankings.ranked import body, existing

blueprint = Blueprint("rankings", __name__)


@blueprint.get("/rankings")
def rankings() -> Response:
    encyclopedia = current()
    return render.page(
        "rankings/list.html",
        lambda: all_rankings(encyclopedia),
        links=alternates.list_header(addresses.path("rankings.rankings")),
    )


@blueprint.get("/rankings.md")
def as_markdown() -> Response:
    """The same for programs that read text."""
    encyclopedia = current()
    path = addresses.path("rankings.rankings")
    return render.markdown("rankings/list.md", lambda: all_rankings(encyclopedia), path)


@blueprint.get("/rankings/<name>")
def ranking(name: str) -> AnyResponse:
    stem, ending = alternates.split(name, FORMATS)
    encyclopedia = current()
    if stem.lower() not in LISTS:
        raise NotFoundError(f"No ranking is called {stem[:40]!r}.")
    canonical = addresses.ranking(stem.lower(), f".{ending}" if ending else "")
    if addresses.asked_for() != canonical:
        parameters = list(request.args.items(multi=True))
        return redirect(addresses.with_parameters(canonical, parameters), 308)
    asked = read(LISTS[stem.lower()], request.args, any_page=not ending)
    key = f"{asked.parameters()}|{asked.size}"
    if ending == "csv":
        return render.text(
            lambda: spreadsheet(encyclopedia, asked),
            "text/csv",
            key=key,
            filename=f"taskdex-{asked.ranking.name}.csv",
        )
    if ending == "md":
        return render.markdown(
            "rankings/page.md", lambda: ranking_page(encyclopedia, asked), path_of(asked), key=key
        )
    if ending == "json":
        return render.json(lambda: body(encyclopedia, existing(encyclopedia, asked)), key=key)
    if ending:
        return alternates.citation_file(citation(encyclopedia, asked), ending)
    return render.page(
        "rankings/page.html",
        lambda: ranking_page(encyclopedia, asked),
        key=key,
        links=_links(asked),
    )


def _links(asked: Asked) -> tuple[str, ...]:
    """Values of the Link header."""
    url = addresses.absolute(path_of(asked, paged=False))
    return (
        f'<{url}>; rel="canonical"',
        f'<{url}>; rel="cite-as"',
        *(
            f'<{addresses.absolute(path_of(asked, ending, paged=False))}>; rel="alternate";'
            f' type="{alternates.MEDIA_TYPES[ending][0]}"'
            for ending in FORMATS
        ),
    )
