"""The page of results: a query in, what is searched for it and shown of it out. Called by the
view."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.encyclopedia import Encyclopedia
from index.query import Query
from webapp.search.ask import ask
from webapp.search.reading import Warnings
from webapp.search.results import SearchResults, page_count, search_results
from webapp.search.ways_out import find_ways_out


@dataclass(frozen=True, slots=True)
class SearchPage:
    """search/page.html"""

    title: str
    results: SearchResults
    canonical: str

    @property
    def partial(self) -> bool:
        return self.results.partial


def results_of(encyclopedia: Encyclopedia, query: Query, warnings: Warnings) -> SearchResults:
    """Everything that is searched for an answer, and then what is shown of it: behind the last page
    that page, with a note."""
    results = ask(encyclopedia, query)
    last = page_count(results)
    if query.page > last > 0:
        note = f"There is no such page. This is the last one, page {last}."
        query = replace(query, page=last, notes=(*query.notes, note))
        results = ask(encyclopedia, query)
    return search_results(encyclopedia, results, find_ways_out(encyclopedia, results), warnings)
