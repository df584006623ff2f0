"""Addresses of one query's results, and of what is beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from index.query import Query
from webapp.http import addresses
from webapp.http.site import Link
from webapp.text import vocabulary


@dataclass(frozen=True, slots=True)
class WayOut:
    """A change of a query that found no task. None: this part of it stays as it is."""

    label: str
    task_count: int
    """Tasks that it gives."""
    filters: Mapping[str, tuple[str, ...]] | None = None
    verbatim: bool | None = None
    text: str | None = None


class Links:
    """Addresses of one query's results, and of what is beside them."""

    def __init__(self, query: Query) -> None:
        self.query = query
        self.typed = typed_filters(query)
        self._page = addresses.path("search.search")
        self._fragment = addresses.path("search.search_fragment")

    def address(self, **changes: object) -> str:
        """The address that gives this query's results, with changes."""
        return addresses.with_parameters(self._page, self._parameters(changes))

    def link(self, label: str, note: str = "", *, current: bool = False, **changes: object) -> Link:
        """A link to this query's results with changes, for htmx too."""
        found = self._parameters(changes)
        page = addresses.with_parameters(self._page, found)
        return Link(label, page, note, self._fragment + page[len(self._page) :], current)

    def ordinary(self, label: str, note: str = "", **changes: object) -> Link:
        """Likewise where the box itself changes, which a fragment cannot do."""
        return Link(label, self.address(**changes), note)

    def way_out(self, way: WayOut) -> Link:
        """A link to what a change gives, with the number of tasks."""
        query, note = self.query, vocabulary.counted(way.task_count, "task")
        if way.text is not None:
            return self.ordinary(way.label, note, text=way.text, page=1)
        filters = query.filters if way.filters is None else way.filters
        verbatim = query.verbatim if way.verbatim is None else way.verbatim
        # What is dropped may stand in the box, which is then changed as well.
        text = query.text
        for name, value in self.typed:
            if value not in filters.get(name, ()):
                text = typed_filters(replace(query, text=text)).get((name, value), text)
        if text == query.text:
            return self.link(way.label, note, filters=filters, verbatim=verbatim, page=1)
        kept = self.untyped(filters)
        return self.ordinary(way.label, note, text=text, filters=kept, verbatim=verbatim, page=1)

    def _parameters(self, changes: Mapping[str, object]) -> addresses.Parameters:
        if self.typed and "text" not in changes:
            # A filter that stands in the box is not repeated beside it.
            filters = changes.get("filters", self.query.filters)
            assert isinstance(filters, Mapping)
            changes = {**changes, "filters": self.untyped(filters)}
        return addresses.parameters(self.query, **changes)

    def untyped(self, filters: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        """Filters without those that stand in the box."""
        return {
            name: tuple(value for value in values if (name, value) not in self.typed)
            for name, values in filters.items()
        }


def typed_filters(query: Query) -> dict[tuple[str, str], str]:
    """Filters that stand in the box: (name, value) → the text of the box without them."""
    found: dict[tuple[str, str], str] = {}
    if ":" not in query.text and "occupation" not in query.filters:
        return found
    for name, values in query.filters.items():
        for value in values:
            spellings = {value, value.removesuffix(".00")}
            # An occupation's code may stand there alone.
            named = f"(?:{name}:)?" if name == "occupation" else f"{name}:"
            pattern = "|".join(map(re.escape, sorted(spellings, reverse=True)))
            without, count = re.subn(
                rf"(?:^|(?<=\s)){named}(?:{pattern})(?=\s|$)\s*",
                "",
                query.text,
                flags=re.IGNORECASE,
            )
            if count:
                found[name, value] = without
    return found
