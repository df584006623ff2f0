"""What the API answers, as JSON without HTTP. Called by `webapp.api.views`, and by the API's
description for examples that are true.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, TypeVar

from flask import current_app

from index.encyclopedia import Encyclopedia
from index.engines.protocol import Results
from index.errors import NotFoundError
from index.facts.fact import Json
from index.facts.occupations import WholeOccupation
from index.query import MAX_PAGE
from index.records.terms import Level
from webapp.about import provenance
from webapp.formats import json_bodies
from webapp.http import addresses
from webapp.http.pager import Pages
from webapp.rankings.wished import as_json

Record = TypeVar("Record")

MAX_QUERY_BYTES: Final = 8000
"""Of the query in the address, as it is sent: about what the server takes in the first line of a
request. A search is cut and says so; this is for what nobody typed."""
DEFAULT_SUGGESTIONS: Final = 8
MAX_SUGGESTIONS: Final = 20
LIST_SIZE: Final = 100
MAX_LIST_SIZE: Final = 1000
MAX_LIST_PAGE: Final = 100_000


@dataclass(frozen=True, slots=True)
class Listing:
    """The part of a list that was asked for."""

    page: int = 1
    size: int = LIST_SIZE


def search(encyclopedia: Encyclopedia, results: Results) -> tuple[Json, Pages]:
    """An answer to a search; its pages are those of the kind asked for, or of the tasks."""
    query = results.query
    total = {
        "occupation": results.occupations.total,
        "activity": results.activities.total,
    }.get(query.kind or "", results.tasks.listed)
    pages = Pages(
        addresses.path("api.search"),
        addresses.parameters(query, page=1),
        query.page,
        query.size,
        total,
        MAX_PAGE,
    )
    body = json_bodies.results(results, encyclopedia.release)
    return body | {"rankings": as_json(encyclopedia, results)}, pages


def tasks(encyclopedia: Encyclopedia, listing: Listing) -> tuple[Json, Pages]:
    """All tasks, by id."""
    pages = _pages("api.tasks", listing, encyclopedia.release.task_count)
    start = (listing.page - 1) * listing.size
    found = encyclopedia.task_summaries(
        list(islice(encyclopedia.task_ids(), start, start + listing.size))
    )
    return _list(encyclopedia, pages, [json_bodies.task_line(one) for one in found])


def occupations(
    encyclopedia: Encyclopedia, listing: Listing, groups: Sequence[str] = ()
) -> tuple[Json, Pages]:
    """All occupations, or those of some major groups, by code."""
    found = [one for one in encyclopedia.occupations() if not groups or one.code[:2] in groups]
    pages = _pages("api.occupations", listing, len(found), [("group", code) for code in groups])
    return _list(
        encyclopedia, pages, [json_bodies.occupation_summary(one) for one in _part(found, listing)]
    )


def activities(
    encyclopedia: Encyclopedia, listing: Listing, level: Level | None = None, parent: str = ""
) -> tuple[Json, Pages]:
    """Activities by id: the generalized ones, or those right below another; or all of a level.

    Raises NotFoundError if there is no such parent.
    """
    if parent:
        encyclopedia.activity(parent, size=1)  # an activity without children is no error
    found = encyclopedia.activities(parent or None)
    while level is not None and found and found[0].level != level:
        found = tuple(below for one in found for below in encyclopedia.activities(one.activity_id))
    parameters = [("parent", parent)] if parent else []
    if level is not None:
        parameters.append(("level", level))
    pages = _pages("api.activities", listing, len(found), parameters)
    return _list(
        encyclopedia, pages, [json_bodies.activity_summary(one) for one in _part(found, listing)]
    )


def software(encyclopedia: Encyclopedia, listing: Listing) -> tuple[Json, Pages]:
    """All software products, those in demand in most occupations first."""
    found = encyclopedia.software()
    pages = _pages("api.software", listing, len(found))
    return _list(encyclopedia, pages, [json_bodies.software(one) for one in _part(found, listing)])


def product(encyclopedia: Encyclopedia, slug: str) -> Json:
    """Raises NotFoundError."""
    return json_bodies.software_entry(encyclopedia.software_entry(slug), encyclopedia.release)


def groups(encyclopedia: Encyclopedia) -> Json:
    """The major groups that have occupations."""
    return {
        "groups": [
            {
                "code": group.code,
                "title": group.title,
                "occupation_count": group.occupation_count,
                "task_count": group.task_count,
            }
            for group in encyclopedia.groups()
        ],
        "release": encyclopedia.release.release_id,
    }


def task(encyclopedia: Encyclopedia, task_id: int) -> Json:
    """Raises NotFoundError."""
    return json_bodies.task(encyclopedia.task(task_id), encyclopedia.release)


def occupation(encyclopedia: Encyclopedia, code: str) -> Json:
    """Raises NotFoundError."""
    whole = WholeOccupation(
        encyclopedia.occupation(code), encyclopedia.shares(code), encyclopedia.emerging(code)
    )
    return json_bodies.occupation(whole, encyclopedia.release)


def compare(encyclopedia: Encyclopedia, kind: str, names: Sequence[str]) -> Json:
    """Tasks or occupations in the order asked for, and those that there are not.

    Raises NotFoundError if there is none of them.
    """
    found: list[Json] = []
    missing: list[Json] = []
    for name in names:
        try:
            if kind == "tasks":
                found.append(task(encyclopedia, int(name)))
            else:
                found.append(occupation(encyclopedia, name))
        except NotFoundError as error:
            gone = encyclopedia.retired_task(int(name)) if kind == "tasks" else None
            missing.append(
                {
                    "name": name,
                    "detail": str(error),
                    "retired": None if gone is None else json_bodies.retired(gone),
                }
            )
    if not found:
        raise NotFoundError(" ".join(str(one["detail"]) for one in missing))
    return {
        "kind": kind,
        "tasks": found if kind == "tasks" else [],
        "occupations": found if kind == "occupations" else [],
        "missing": missing,
        "url": addresses.absolute(addresses.comparison(kind, names)),
        "release": encyclopedia.release.release_id,
    }


def sources(encyclopedia: Encyclopedia) -> Json:
    return provenance.sources(encyclopedia.release)


def releases(encyclopedia: Encyclopedia) -> Json:
    version: str = current_app.extensions["taskdex-version"]
    return provenance.releases(encyclopedia.release, encyclopedia.downloads(), version)


def _pages(
    endpoint: str, listing: Listing, total: int, parameters: addresses.Parameters | None = None
) -> Pages:
    """Raises NotFoundError for a page behind the last one."""
    size = [] if listing.size == LIST_SIZE else [("size", str(listing.size))]
    pages = Pages(
        addresses.path(endpoint), [*(parameters or []), *size], listing.page, listing.size, total
    )
    if listing.page > pages.last:
        raise NotFoundError(f"There is no page {listing.page}: the last one is {pages.last}.")
    return pages


def _part(found: Sequence[Record], listing: Listing) -> Sequence[Record]:
    start = (listing.page - 1) * listing.size
    return found[start : start + listing.size]


def _list(encyclopedia: Encyclopedia, pages: Pages, hits: list[Json]) -> tuple[Json, Pages]:
    body: Json = {
        "total": pages.total,
        "page": pages.page,
        "size": pages.size,
        "page_count": pages.last,
        "hits": hits,
        "release": encyclopedia.release.release_id,
    }
    return body, pages
