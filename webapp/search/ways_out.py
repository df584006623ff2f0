"""Where no task was found: what to change, and how many tasks that gives. Called by those
who call `results`, before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from index.encyclopedia import Encyclopedia
from index.engines.protocol import Results
from index.query import Query, parse
from webapp.search.ask import ask
from webapp.search.filters import LEGENDS
from webapp.search.links import WayOut
from webapp.search.remarks import corrected_text, lacks_tasks

MAX_TRIES: Final = 3
"""Further searches that an answer without tasks may cost, to find a way out."""


def find_ways_out(encyclopedia: Encyclopedia, results: Results) -> tuple[WayOut, ...]:
    """Filters first, whose counts the answer has already; at most MAX_TRIES further searches."""
    query = results.query
    if not lacks_tasks(results):
        return ()
    tries = iter(range(MAX_TRIES))

    def count(changed: Query) -> int:
        return 0 if (answer := attempt(changed)) is None else answer.tasks.total

    def attempt(changed: Query) -> Results | None:
        return None if next(tries, None) is None else ask(encyclopedia, changed)

    found: list[WayOut] = []
    for name in query.filters:
        rest = {other: values for other, values in query.filters.items() if other != name}
        if name in results.facets:
            # The counts of a filter are those without it.
            total = sum(results.facets[name].values())
        else:
            total = count(replace(query, filters=rest, page=1, size=1, kind="task"))
        if total:
            label = f"Without the filter on {LEGENDS.get(name, 'Occupation')}"
            found.append(WayOut(label, total, filters=rest))
    if not found and len(query.filters) > 1:
        total = count(replace(query, filters={}, page=1, size=1, kind="task"))
        if total:
            found.append(WayOut("Without any filter", total, filters={}))
    if not found and query.verbatim:
        answer = attempt(replace(query, verbatim=False, page=1, size=1))
        if answer is not None and answer.corrections and answer.tasks.total:
            label = f"Did you mean {corrected_text(answer)}?"
            found.append(WayOut(label, answer.tasks.total, verbatim=False))
    if not found:
        for text in islice(simpler(query), MAX_TRIES):
            total = count(
                parse(text, filters=query.filters, size=1, kind="task", verbatim=query.verbatim)
            )
            if total:
                found.append(WayOut(f"Search for {text.strip()}", total, text=text))
    return tuple(found)


def simpler(query: Query) -> Iterator[str]:
    """Texts that ask for less: without exclusions, without quotation marks, one word fewer."""
    if query.excluded:
        yield " ".join(_pieces(query, phrases=True))
    if query.phrases:
        yield " ".join(_pieces(query, phrases=False))
    loose = [*_pieces(query, phrases=True)]
    if len(loose) > 1:
        for place in range(len(loose)):
            yield " ".join(loose[:place] + loose[place + 1 :])


def _pieces(query: Query, *, phrases: bool) -> Iterator[str]:
    for phrase in query.phrases:
        yield f'"{" ".join(phrase)}"' if phrases else " ".join(phrase)
    yield from query.words
