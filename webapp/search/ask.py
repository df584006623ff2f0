"""A query and its answer, timed and counted. All searches of the web app go through here."""

from __future__ import annotations

from index.encyclopedia import Encyclopedia
from index.engines.protocol import Results
from index.query import Query
from webapp.http.timing import timed
from webapp.server.request_log import counters


def ask(encyclopedia: Encyclopedia, query: Query) -> Results:
    """Answers a query, and notes how long it took and whether its time was enough."""
    with timed("search"):
        results = encyclopedia.answer(query)
    if results.partial:
        counters().add(("searches_partial", 1))
    return results
