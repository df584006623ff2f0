"""`/oembed?url=…`: how to show one of our pages on another site (oEmbed 1.0), as JSON or XML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit
from xml.etree import ElementTree

from flask import Blueprint, Response, current_app, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from index.encyclopedia import Encyclopedia
from index.errors import NotFoundError, QueryError
from index.query import whole_number
from webapp.embed import snippets
from webapp.embed.appearance import Appearance
from webapp.embed.frame_pages import canonical_of, frame_query, search_address, within
from webapp.http import addresses, errors, render
from webapp.http.arguments import one
from webapp.http.problems import PROBLEMS
from webapp.http.release import current
from webapp.rankings.asked import read as read_ranking
from webapp.rankings.lists import LISTS, RankingList
from webapp.rankings.page import path_of
from webapp.rankings.page import title_of as title_of_ranking
from webapp.search.reading import title_of
from webapp.server.security import HostGate
from webapp.text import vocabulary
from webapp.text.citations import NAME

blueprint = Blueprint("oembed", __name__)

WIDTH: Final = 600
"""Pixels, where there is room."""
MAX_PIXELS: Final = 10_000
FITTING: Final = "display:block;border:0;max-width:100%"
"""A column that is narrower than the answer's width gets a frame that is as narrow."""
CACHE_AGE_S: Final = 24 * 3600
DEFAULT_PORTS: Final = {"http": 80, "https": 443}
OF_THE_PAGE: Final = ("page", "size", "kind")
"""Parameters of a search that say how the site's own page shows it."""


@dataclass(frozen=True, slots=True)
class Embeddable:
    """What is shown for a page."""

    title: str
    frame: str
    """Path of the frame."""
    page: str
    """Address of the page, for those to whom the frame is not shown."""
    height: int | None = snippets.SEARCH_HEIGHT
    """Pixels of the frame; None: a card, which is as high as its width asks for."""


@blueprint.get("/oembed")
def oembed() -> Response:
    url = one(request.args, "url")
    if not url:
        raise QueryError("url", "is missing: it is the address of the page to embed.")
    answer_format = one(request.args, "format") or "json"
    if answer_format not in ("json", "xml"):
        return errors.problem(
            501,
            f"The parameter “format” is json or xml; {answer_format[:20]!r} is not.",
            PROBLEMS["format-not-spoken"],
            {"parameter": "format"},
        )
    max_width, max_height = pixels("maxwidth"), pixels("maxheight")
    found = embeddable(current(), url)

    def make() -> dict[str, object]:
        width = min(WIDTH, max_width or WIDTH)
        height = snippets.card_height(width) if found.height is None else found.height
        height += snippets.LINK_HEIGHT
        return answer(found, width, min(height, max_height or height))

    key = f"{max_width}|{max_height}|{url}"
    if answer_format == "xml":
        return render.text(lambda: as_xml(make()), "text/xml", key=key)
    return render.json(make, key=key)


def pixels(name: str) -> int | None:
    """A bound that the asking site sets; None: it sets none. Raises QueryError."""
    given = request.args.getlist(name)
    number = whole_number(name, given, MAX_PIXELS)
    if number == 0:
        raise QueryError(name, "is a number of pixels, and 0 leaves no room.")
    return number if given else None


def answer(found: Embeddable, width: int, height: int) -> dict[str, object]:
    """The frame and the link under it, which together have this width and height."""
    label = f"{found.title} ({NAME})"
    frame = snippets.iframe(
        addresses.absolute(found.frame),
        label,
        str(width),
        max(1, height - snippets.LINK_HEIGHT),
        style=FITTING,
    )
    return {
        "version": "1.0",
        "type": "rich",
        "title": found.title,
        "provider_name": NAME,
        "provider_url": addresses.absolute(addresses.home()),
        "cache_age": CACHE_AGE_S,
        "html": f"{frame}\n{snippets.link(found.page, label)}",
        "width": width,
        "height": height,
    }


def as_xml(given: Mapping[str, object]) -> str:
    root = ElementTree.Element("oembed")
    for name, value in given.items():
        ElementTree.SubElement(root, name).text = str(value)
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n{text}\n'


# --- which page is meant -------------------------------------------------------------------------


def embeddable(encyclopedia: Encyclopedia, url: str) -> Embeddable:
    """The page at an address of ours. Raises NotFoundError for any other address."""
    unknown = NotFoundError(f"{url[:80]!r} is no task, occupation, ranking or search of this site.")
    try:
        parts = urlsplit(url)
        if not is_ours(parts):
            raise unknown
    except ValueError:
        raise unknown from None
    adapter = current_app.create_url_adapter(request)
    assert adapter is not None  # there is a request
    try:
        endpoint, values = adapter.match(
            addresses.meant(unquote(parts.path.removeprefix(request.script_root))), method="GET"
        )
    except HTTPException:
        raise unknown from None
    name = str(values.get("name", ""))
    if endpoint == "tasks.task" and (match := addresses.TASK_NAME.fullmatch(name)):
        task_id = int(match[1])
        return Embeddable(
            vocabulary.untitled(encyclopedia.task_summary(task_id).text),
            addresses.task_frame(task_id),
            addresses.absolute(addresses.task(task_id)),
            height=None,
        )
    try:
        if endpoint == "rankings.ranking" and name in LISTS:
            return _ranking(LISTS[name], parts.query)
        if endpoint == "occupations.occupation" and addresses.OCCUPATION_CODE.fullmatch(name):
            query = frame_query(MultiDict({"occupation": name}))
            title = f"Tasks of {within(encyclopedia, query)}"
            code = name if "." in name else f"{name}.00"
            page = addresses.absolute(addresses.occupation(code))
            return Embeddable(title, search_address(query, Appearance()), page)
        if endpoint == "search.search":
            args = MultiDict(parse_qsl(parts.query, keep_blank_values=True))
            for of_the_page in OF_THE_PAGE:
                args.poplist(of_the_page)
            query = frame_query(args)
            within(encyclopedia, query)  # an occupation that is not there cannot be shown
            return Embeddable(
                title_of(query), search_address(query, Appearance()), canonical_of(query)
            )
    except QueryError:
        raise unknown from None
    raise unknown


def _ranking(ranking: RankingList, query: str) -> Embeddable:
    """Raises QueryError."""
    asked = read_ranking(ranking, MultiDict(parse_qsl(query, keep_blank_values=True)))
    frame = addresses.with_parameters(
        addresses.ranking_frame(ranking.name), asked.parameters(paged=False)
    )
    page = addresses.absolute(path_of(asked, paged=False))
    return Embeddable(title_of_ranking(asked), frame, page, snippets.RANKING_HEIGHT)


def is_ours(parts: SplitResult) -> bool:
    """Whether an address is one of this site. Raises ValueError for a port that is none."""
    if parts.scheme not in DEFAULT_PORTS or "@" in parts.netloc or parts.hostname is None:
        return False
    gate = cast(HostGate, current_app.extensions["taskdex-gate"])
    asked, own = (urlsplit(base) for base in (request.url_root, addresses.base()))
    ports = {each.port or DEFAULT_PORTS[each.scheme] for each in (asked, own)}
    port = parts.port or DEFAULT_PORTS[parts.scheme]
    return gate.admits(parts.netloc) and port in {*ports, *DEFAULT_PORTS.values()}
