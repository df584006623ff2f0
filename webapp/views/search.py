"""`/search`: results as a page; `/_/search`: the same results as a fragment, for htmx.

Both read the same parameters and render the same fragment file, so that the page is complete
without JavaScript, and a fragment never stands at an address that a person sees.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final, Protocol
from urllib.parse import urlsplit

from flask import Blueprint, Response, request, url_for
from werkzeug.datastructures import MultiDict

from index.encyclopedia import Encyclopedia
from index.engine import Results, TaskHit
from index.errors import QueryError
from index.query import FILTERS, LABELS, MAX_PAGE, SORTS, Query, choose, parse, whole_number
from webapp import addresses, render, words
from webapp.contexts import (
    FilterGroup,
    Kind,
    Link,
    Option,
    SearchPage,
    SearchResults,
    TaskLine,
    TitleLine,
)
from webapp.marks import marked
from webapp.shelf import current, shelf
from webapp.views.home import examples

blueprint = Blueprint("search", __name__)

BOX_ID: Final = "q"
FORM_ID: Final = "search"
FILTER_NAMES: Final = (*FILTERS, "occupation")
LEGENDS: Final = {
    "exposure": "AI exposure, GPT-4’s label",
    "human": "AI exposure, people’s label",
    "type": "Type",
    "used": "Observed in AI use",
    "importance": "Importance",
    "zone": "Job zone",
    "group": "Major group",
}
FIELD_NAMES: Final = {
    "occupation": "the occupation",
    "activity": "its work activities",
    "text": "the text",
}
WINDOW: Final = 2
"""Pages linked on either side of the current one."""


class _LinkMaker(Protocol):
    """Makes a link to this query's results with changes."""

    def __call__(
        self, label: str, note: str = "", *, current: bool = False, **changes: object
    ) -> Link: ...


Warnings = dict[tuple[str, str], str]
"""Filter and value as given → what is wrong with it."""


@blueprint.get("/search")
def search() -> Response:
    encyclopedia = current()
    query, warnings = read_query(request.args)
    address = address_of(query)
    return render.page(
        "pages/search.html",
        lambda: SearchPage(
            title=title_of(query),
            results=build(encyclopedia, encyclopedia.answer(query), warnings),
            canonical=addresses.absolute(address),
        ),
        key=f"{address}|{query.text}|{query.notes}|{sorted(warnings)}",
    )


@blueprint.get("/_/search")
def search_fragment() -> Response:
    encyclopedia = current()
    typing = render.source_id() == BOX_ID
    query, warnings = read_query(request.args, typing=typing)
    address = address_of(query)
    shown = urlsplit(request.headers.get("HX-Current-URL", ""))
    same = f"{shown.path}?{shown.query}" == address or (shown.path == address and not shown.query)
    # Typing replaces the address; what is submitted or chosen gets one of its own. But the first
    # letter on another page must not take that page out of the history.
    submitted = render.source_id() == FORM_ID
    stay = (same and not submitted) or (typing and shown.path == url_for("search.search"))
    return render.fragment(
        "fragments/results.html",
        lambda: build(encyclopedia, encyclopedia.answer(query), warnings),
        key=f"{address}|{query.text}|{query.notes}|{sorted(warnings)}",
        title=f"{title_of(query)} – Taskdex",
        push=None if stay else address,
        replace=address if stay else None,
    )


def read_query(args: MultiDict[str, str], *, typing: bool = False) -> tuple[Query, Warnings]:
    """The query of an address, and filters that cannot be, which are left out of it.

    `typing` drops what belonged to the words before the last keystroke. Raises QueryError for any
    other parameter that cannot have its value.
    """
    filters: dict[str, list[str]] = {}
    warnings: Warnings = {}
    for name in FILTER_NAMES:
        for value in args.getlist(name):
            if not value:
                continue
            try:
                choose(filters, name, value)
            except QueryError as error:
                warnings[name, value] = error.problem
    query = parse(
        _one(args, "q", ""),
        filters=filters,
        kind=_one(args, "kind", "") or None,
        sort=_one(args, "sort", "") or "best",
        page=1 if typing else whole_number("page", args.getlist("page"), 1),
        size=whole_number("size", args.getlist("size"), 20),
        verbatim=not typing and _one(args, "verbatim", "") in ("1", "true", "yes"),
    )
    return query, warnings


def _one(args: MultiDict[str, str], name: str, default: str) -> str:
    values = args.getlist(name)
    if len(values) > 1:
        raise QueryError(name, "is given more than once.")
    return values[0] if values else default


def typed_filters(
    query: Query, chosen: Mapping[str, tuple[str, ...]]
) -> dict[tuple[str, str], str]:
    """Filters that stand in the box: (name, value) → the text of the box without them."""
    found: dict[tuple[str, str], str] = {}
    for name, values in chosen.items():
        for value in values:
            spellings = {value, value.removesuffix(".00")}
            pattern = "|".join(
                re.escape(f"{name}:{spelling}") for spelling in sorted(spellings, reverse=True)
            )
            without, count = re.subn(
                rf"(?:^|(?<=\s))(?:{pattern})(?=\s|$)\s*", "", query.text, flags=re.IGNORECASE
            )
            if count:
                found[name, value] = without
    return found


def address_of(query: Query, endpoint: str = "search.search", /, **changes: object) -> str:
    """The address that gives this query's results, with changes."""
    typed = typed_filters(query, query.filters)
    filters = changes.pop("filters", query.filters)
    assert isinstance(filters, Mapping)
    kept = {
        name: tuple(value for value in values if (name, value) not in typed)
        for name, values in filters.items()
    }
    return addresses.with_parameters(
        url_for(endpoint), addresses.parameters(query, filters=kept, **changes)
    )


def title_of(query: Query) -> str:
    return f"{query.text.strip()}: search" if query.text.strip() else "Search"


def build(encyclopedia: Encyclopedia, results: Results, warnings: Warnings) -> SearchResults:
    """What the fragment shows."""
    query = results.query

    def link(label: str, note: str = "", *, current: bool = False, **changes: object) -> Link:
        return Link(
            label,
            address_of(query, **changes),
            note,
            address_of(query, "search.search_fragment", **changes),
            current,
        )

    blank = query.is_blank and not query.filters
    pages = min(-(-results.tasks.total // query.size), MAX_PAGE)
    total = results.tasks.total
    if query.kind == "occupation":
        pages, total = -(-results.occupations.total // query.size), results.occupations.total
    elif query.kind == "activity":
        pages, total = -(-results.activities.total // query.size), results.activities.total
    corrected = query.text.strip()
    for word in results.corrections:
        corrected = re.sub(
            rf"(?<!\w){re.escape(word.typed)}(?!\w)", word.searched, corrected, flags=re.IGNORECASE
        )
    found = results.tasks.total + results.occupations.total + results.activities.total
    notes = [*query.notes]
    notes += [
        f"The filter “{name}: {value[:40]}” was left out: it {problem}"
        for (name, value), problem in warnings.items()
    ]
    if total and query.page > pages:
        notes.append(f"There is no page {query.page}: the last one is {pages}.")
    return SearchResults(
        query=query.text,
        blank=blank,
        status=status_of(results, blank),
        corrected=corrected if results.corrections else "",
        verbatim=link(query.text.strip(), verbatim=True, page=1) if results.corrections else None,
        dropped=results.dropped,
        notes=tuple(notes),
        partial=results.partial,
        kinds=tuple(kinds_of(results, link)) if not blank else (),
        kind=query.kind or "",
        all_kinds=link("All results", kind=None, page=1) if query.kind else None,
        total=results.tasks.total,
        first=(query.page - 1) * query.size + 1,
        tasks=tuple(map(task_line, results.tasks.hits)) if not blank else (),
        filters=tuple(filters_of(results)) if not blank else (),
        chosen=tuple(chosen_of(query, link)),
        clear=link("Clear all filters", filters={}, page=1) if query.filters else None,
        sorts=tuple(
            Option(f"sort-{name}", name, words.SORTS[name], 0, name == query.sort, False)
            for name in SORTS
        ),
        pages=tuple(
            link(str(page), page=page, current=page == query.page)
            for page in range(max(1, query.page - WINDOW), min(pages, query.page + WINDOW) + 1)
        )
        if pages > 1
        else (),
        previous=link("Previous", page=query.page - 1) if 1 < query.page <= pages else None,
        next=link("Next", page=query.page + 1) if query.page < pages else None,
        ways_out=tuple(ways_out(encyclopedia, query, link)) if not found and query.filters else (),
        examples=examples(encyclopedia) if blank or not found else (),
        groups=encyclopedia.groups() if blank else (),
    )


def status_of(results: Results, blank: bool) -> str:
    """How much was found, in one line."""
    if blank:
        return ""
    parts = []
    kind = results.query.kind
    if kind in (None, "task") and (results.tasks.total or not kind):
        parts.append(words.counted(results.tasks.total, "task"))
    if results.occupations.total:
        parts.append(words.counted(results.occupations.total, "occupation"))
    if results.activities.total:
        parts.append(words.counted(results.activities.total, "work activity", "work activities"))
    if not results.tasks.total and not results.occupations.total and not results.activities.total:
        return "Nothing found"
    return words.listed(parts)


def task_line(hit: TaskHit) -> TaskLine:
    return TaskLine(
        path=addresses.task(hit.task_id),
        text=marked(hit.text, hit.spans),
        occupation=hit.occupation_title,
        occupation_path=addresses.occupation(hit.occupation_code),
        type=words.type_name(hit.type),
        rank=None if hit.rank is None else words.rank(hit.rank, hit.rated_tasks),
        importance=hit.importance,
        exposure=hit.exposure or "unlabelled",
        human_exposure=hit.human_exposure or "unlabelled",
        observed=hit.observed,
        why=""
        if not hit.fields or "text" in hit.fields
        else words.listed(FIELD_NAMES.get(name, name) for name in hit.fields),
    )


def kinds_of(results: Results, link: _LinkMaker) -> list[Kind]:
    """Occupations and activities, where any were found."""
    kinds = []
    query = results.query
    if results.occupations.total:
        hits = results.occupations
        kinds.append(
            Kind(
                "Occupations",
                hits.total,
                tuple(
                    TitleLine(
                        addresses.occupation(hit.occupation_code),
                        marked(hit.title, hit.spans),
                        hit.task_count,
                        None
                        if hit.lay_title is None
                        else marked(hit.lay_title, hit.lay_title_spans),
                        "",
                    )
                    for hit in hits.hits
                ),
                link(f"All {hits.total:,} occupations", kind="occupation", page=1)
                if query.kind is None and hits.total > len(hits.hits)
                else None,
            )
        )
    if results.activities.total:
        found = results.activities
        kinds.append(
            Kind(
                "Work activities",
                found.total,
                tuple(
                    TitleLine(
                        addresses.activity(hit.activity_id),
                        marked(words.untitled(hit.title), hit.spans),
                        hit.task_count,
                        None,
                        words.LEVELS[hit.level].partition(" ")[0].lower(),
                    )
                    for hit in found.hits
                ),
                link(f"All {found.total:,} work activities", kind="activity", page=1)
                if query.kind is None and found.total > len(found.hits)
                else None,
            )
        )
    return kinds


def filters_of(results: Results) -> list[FilterGroup]:
    """Each filter with the values that have tasks or are chosen, and their counts."""
    query = results.query
    typed = typed_filters(query, query.filters)
    groups = []
    for name, legend in LEGENDS.items():
        counts = results.facets.get(name, {})
        chosen = query.filters.get(name, ())
        options = [
            Option(
                id=f"filter-{name}-{value}",
                value=value,
                label=value_label(name, value),
                count=counts.get(value, 0),
                chosen=value in chosen,
                typed=(name, value) in typed,
                glyph=value if name in ("exposure", "human") else "",
            )
            for value in FILTERS[name]
            if counts.get(value, 0) or value in chosen
        ]
        if len(options) > 1 or any(option.chosen for option in options):
            if name == "group":
                options.sort(key=lambda option: -option.count)
            groups.append(
                FilterGroup(name, legend, tuple(options), name in ("zone", "group") and not chosen)
            )
    return groups


def value_label(name: str, value: str) -> str:
    """A filter's value in words."""
    if name in ("exposure", "human"):
        return (
            words.exposure_name(value)
            if value == "unlabelled"
            else f"{value} {words.exposure_name(value)}"
        )
    if name == "group":
        return shelf().group_titles.get(value, value)
    if name == "used":
        return "observed" if value == "yes" else words.NOT_OBSERVED
    if name == "importance":
        return words.IMPORTANCE_BANDS[value]
    if name == "zone":
        return words.ZONES[value]
    if name == "type":
        return words.TYPES[value]
    return value


def chosen_of(query: Query, link: _LinkMaker) -> list[Link]:
    """The chosen filters, each leading to the results without it."""
    typed = typed_filters(query, query.filters)
    found = []
    for name, values in query.filters.items():
        legend = LEGENDS.get(name, "Occupation")
        for value in values:
            label = f"{legend}: {value_label(name, value)}"
            rest = {**query.filters, name: tuple(other for other in values if other != value)}
            if (name, value) in typed:
                # The box itself changes, so this is an ordinary link.
                path = addresses.with_parameters(
                    url_for("search.search"),
                    addresses.parameters(
                        query,
                        text=typed[name, value],
                        filters={
                            n: tuple(v for v in vs if (n, v) not in typed) for n, vs in rest.items()
                        },
                        page=1,
                    ),
                )
                found.append(Link(label, path))
            else:
                found.append(link(label, filters=rest, page=1))
    return found


def ways_out(encyclopedia: Encyclopedia, query: Query, link: _LinkMaker) -> list[Link]:
    """For each chosen filter: what leaving it out would give."""
    found = []
    for name in query.filters:
        rest = {other: values for other, values in query.filters.items() if other != name}
        total = encyclopedia.answer(
            replace(query, filters=rest, page=1, size=1, kind="task")
        ).tasks.total
        if total:
            label = f"Without the filter on {LEGENDS.get(name, 'occupation').lower()}"
            found.append(link(label, words.counted(total, "task"), filters=rest, page=1))
    return found


assert tuple(words.EXPOSURE) == LABELS
