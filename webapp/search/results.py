"""An engine's answer → what the fragment of results shows. Called by `webapp.search.views`.

A page of results is made at every keystroke: what does not depend on the query is made once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import Final

from flask import request
from markupsafe import Markup

from index.encyclopedia import Encyclopedia
from index.engines.protocol import Results, TaskHit
from index.query import DEFAULT_SIZE, FILTERS, LABELS, MAX_PAGE, SORTS, Query, parse
from index.records import ExposureLabel, TaskType
from webapp.http import addresses
from webapp.http.release import shelf
from webapp.http.site import Link
from webapp.search.examples import examples
from webapp.search.page import (
    FilterGroup,
    Kind,
    Option,
    SearchResults,
    TaskFacts,
    TaskLine,
    TitleLine,
)
from webapp.server import request_log
from webapp.text import vocabulary
from webapp.text.highlight import marked

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
WINDOW: Final = 2
"""Pages linked on either side of the current one."""
LONG: Final = 8
"""A filter with more values than this is folded, and shows only those that have tasks."""
MAX_TRIES: Final = 3
"""Further searches that an answer without tasks may cost, to find a way out."""

Warnings = dict[tuple[str, str], str]
"""Filter and value as given → what is wrong with it."""


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


def build(encyclopedia: Encyclopedia, results: Results, warnings: Warnings) -> SearchResults:
    """What the fragment shows."""
    query = results.query
    links = Links(query)
    link = links.link
    blank = query.is_blank and not query.filters
    total = {
        "occupation": results.occupations.total,
        "activity": results.activities.total,
    }.get(query.kind or "", results.tasks.total)
    pages = min(-(-total // query.size), MAX_PAGE)
    found = (
        results.tasks.total
        + results.occupations.total
        + results.activities.total
        + results.software.total
    )
    without_tasks = not blank and query.kind in (None, "task") and not results.tasks.total
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
        found=found,
        corrected=corrected_text(results),
        verbatim=link(query.text.strip(), verbatim=True, page=1) if results.corrections else None,
        as_typed=query.verbatim,
        corrections_on=link("Search with corrections", verbatim=False, page=1)
        if query.verbatim
        else None,
        dropped=results.dropped,
        notes=tuple(notes),
        partial=results.partial,
        kinds=tuple(kinds_of(results, links)) if not blank else (),
        kept=tuple(kept_of(query, links)),
        all_kinds=link("All results", kind=None, page=1) if query.kind else None,
        total=results.tasks.total,
        first=(query.page - 1) * query.size + 1,
        tasks=tuple(map(task_line, results.tasks.hits)) if not blank else (),
        filters=tuple(filters_of(results, links.typed)) if not blank else (),
        chosen=tuple(chosen_of(encyclopedia, results, links)),
        clear=link("Clear all filters", filters={}, page=1) if query.filters else None,
        sorts=tuple(
            Option(f"sort-{name}", name, vocabulary.SORTS[name], 0, name == query.sort, False)
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
        without_tasks=without_tasks,
        ways_out=tuple(ways_out(encyclopedia, results, links)) if without_tasks else (),
        examples=examples(encyclopedia) if blank or not found else (),
        groups=encyclopedia.groups() if blank else (),
    )


def kept_of(query: Query, links: Links) -> Iterator[tuple[str, str]]:
    """What the address holds beside the box, the filters that are shown, and the order."""
    if query.kind is not None:
        yield "kind", query.kind
    for code in links.untyped(query.filters).get("occupation", ()):
        yield "occupation", code
    if query.size != DEFAULT_SIZE:
        yield "size", str(query.size)
    if query.verbatim:
        yield "verbatim", "1"


def corrected_text(results: Results) -> str:
    """The text of the box with the words that were searched instead; empty: none were."""
    if not results.corrections:
        return ""
    text = results.query.text.strip()
    for word in results.corrections:
        searched = word.searched.replace("\\", r"\\")
        typed = r"\W+".join(map(re.escape, word.typed.split()))
        text = re.sub(rf"(?<!\w){typed}(?!\w)", searched, text, flags=re.IGNORECASE)
    return text


def status_of(results: Results, blank: bool) -> str:
    """How much was found, in one line."""
    if blank:
        return ""
    tasks, occupations, activities, software = (
        results.tasks.total,
        results.occupations.total,
        results.activities.total,
        results.software.total,
    )
    if not (tasks or occupations or activities or software):
        return "Nothing found"
    parts = []
    if results.query.kind in (None, "task"):
        parts.append(vocabulary.counted(tasks, "task") if tasks else "No tasks")
    if occupations:
        parts.append(vocabulary.counted(occupations, "occupation"))
    if activities:
        parts.append(vocabulary.counted(activities, "work activity", "work activities"))
    if software:
        parts.append(vocabulary.counted(software, "software product"))
    return vocabulary.listed(parts)


def task_line(hit: TaskHit) -> TaskLine:
    facts = task_facts(
        request.script_root,
        hit.task_id,
        hit.occupation_code,
        hit.occupation_title,
        hit.type,
        hit.rank,
        hit.rated_tasks,
        hit.importance,
        hit.exposure,
        hit.human_exposure,
        hit.observed,
    )
    return TaskLine(marked(hit.text, hit.spans), facts, hit.missing)


@lru_cache(maxsize=4096)
def task_facts(
    _script_root: str,
    task_id: int,
    occupation_code: str,
    occupation_title: str,
    type: TaskType | None,
    rank: int | None,
    rated_tasks: int | None,
    importance: float | None,
    exposure: ExposureLabel | None,
    human_exposure: ExposureLabel | None,
    observed: bool,
) -> TaskFacts:
    """What the line of a task says beside the statement; addresses depend on the script root."""
    return TaskFacts(
        path=addresses.task(task_id),
        occupation=occupation_title,
        occupation_path=addresses.occupation(occupation_code),
        type=vocabulary.type_name(type),
        rank=None if rank is None else vocabulary.rank(rank, rated_tasks),
        importance=importance,
        exposure=exposure or "unlabelled",
        human_exposure=human_exposure or "unlabelled",
        observed=observed,
    )


def kinds_of(results: Results, links: Links) -> Iterator[Kind]:
    """Software, occupations and activities, where any were found."""
    query = results.query
    if results.software.total:
        yield Kind(
            "Software",
            results.software.total,
            tuple(
                TitleLine(
                    addresses.software(one.slug),
                    Markup.escape(one.name),
                    one.occupation_count,
                    "occupation",
                    None,
                    f"in demand in {one.in_demand_count:,}" if one.in_demand_count else "",
                )
                for one in results.software.hits
            ),
            None,
        )
    if results.occupations.total:
        hits = results.occupations
        yield Kind(
            "Occupations",
            hits.total,
            tuple(
                TitleLine(
                    addresses.occupation(hit.occupation_code),
                    marked(hit.title, hit.spans),
                    hit.task_count,
                    "task",
                    None if hit.lay_title is None else marked(hit.lay_title, hit.lay_title_spans),
                    "",
                )
                for hit in hits.hits
            ),
            links.link(f"All {hits.total:,} occupations", kind="occupation", page=1)
            if query.kind is None and hits.total > len(hits.hits)
            else None,
        )
    if results.activities.total:
        found = results.activities
        yield Kind(
            "Work activities",
            found.total,
            tuple(
                TitleLine(
                    addresses.activity(hit.activity_id),
                    marked(vocabulary.untitled(hit.title), hit.spans),
                    hit.task_count,
                    "task",
                    None,
                    vocabulary.LEVELS[hit.level].partition(" ")[0].lower(),
                )
                for hit in found.hits
            ),
            links.link(f"All {found.total:,} work activities", kind="activity", page=1)
            if query.kind is None and found.total > len(found.hits)
            else None,
        )


# --- filters -------------------------------------------------------------------------------------


def filters_of(results: Results, typed: Mapping[tuple[str, str], str]) -> Iterator[FilterGroup]:
    """Each filter with its values and their counts, if there are any tasks to choose from."""
    for name, legend in LEGENDS.items():
        counts = results.facets.get(name, {})
        chosen = results.query.filters.get(name, ())
        # Of a short list everything stays where it is while one types; a long one is cut.
        long = len(FILTERS[name]) > LONG
        options = [
            _option(name, value, label, count, value in chosen, (name, value) in typed)
            for value, label in choices(name)
            if (count := counts.get(value, 0)) or value in chosen or not long
        ]
        if chosen or (len(options) > 1 and any(counts.values())):
            if long:
                options.sort(key=lambda option: -option.count)
            folded = len(options) > LONG
            yield FilterGroup(name, legend, tuple(options), folded, folded and bool(chosen))


# Options repeat from answer to answer but for their counts, and many of these repeat as well.
@lru_cache(maxsize=4096)
def _option(name: str, value: str, label: str, count: int, chosen: bool, typed: bool) -> Option:
    return Option(
        id=f"filter-{name}-{value}",
        value=value,
        label=label,
        count=count,
        chosen=chosen,
        typed=typed,
        glyph=value if name in ("exposure", "human") else "",
    )


def choices(name: str) -> list[tuple[str, str]]:
    """The values of a filter with their names, in the order in which they are shown."""
    if name == "group":
        return list(shelf().group_titles.items())
    return _CHOICES[name]


def value_label(name: str, value: str) -> str:
    """A filter's value in words."""
    if name in ("exposure", "human"):
        named = vocabulary.exposure_name(value)
        return named if value == "unlabelled" else f"{value} {named}"
    if name == "group":
        return shelf().group_titles.get(value, value)
    if name == "used":
        return "observed" if value == "yes" else vocabulary.NOT_OBSERVED
    if name == "importance":
        return vocabulary.IMPORTANCE_BANDS[value]
    if name == "zone":
        return vocabulary.ZONES[value]
    return vocabulary.TYPES[value]


_CHOICES: Final = {
    name: [(value, value_label(name, value)) for value in values]
    for name, values in FILTERS.items()
    if name != "group"
}


def chosen_of(encyclopedia: Encyclopedia, results: Results, links: Links) -> Iterator[Link]:
    """The chosen filters, each leading to the results without it."""
    query = results.query
    for name, values in query.filters.items():
        legend = LEGENDS.get(name, "Occupation")
        for value in values:
            if name == "occupation":
                label = f"Occupation: {occupation_title(encyclopedia, results, value)}"
            else:
                label = f"{legend}: {value_label(name, value)}"
            rest = {**query.filters, name: tuple(other for other in values if other != value)}
            if (name, value) in links.typed:
                yield links.ordinary(
                    label, text=links.typed[name, value], filters=links.untyped(rest), page=1
                )
            else:
                yield links.link(label, filters=rest, page=1)


def occupation_title(encyclopedia: Encyclopedia, results: Results, code: str) -> str:
    """The title to a code that was chosen; the code itself if there is no such occupation."""
    for hit in results.tasks.hits:
        if hit.occupation_code == code:
            return hit.occupation_title
    for one in encyclopedia.occupations(code[:2]):
        if one.code == code:
            return one.title
    return code


# --- nothing found -------------------------------------------------------------------------------


def ways_out(encyclopedia: Encyclopedia, results: Results, links: Links) -> list[Link]:
    """Where no task was found: what to change, and how many tasks that gives.

    Filters first, whose counts the answer has already; at most MAX_TRIES further searches.
    """
    query = results.query
    tries = iter(range(MAX_TRIES))

    def ask(changed: Query) -> Results | None:
        return None if next(tries, None) is None else request_log.search(encyclopedia, changed)

    found: list[Link] = []
    for name in query.filters:
        rest = {other: values for other, values in query.filters.items() if other != name}
        if name in results.facets:
            # The counts of a filter are those without it.
            total = sum(results.facets[name].values())
        else:
            answer = ask(replace(query, filters=rest, page=1, size=1, kind="task"))
            total = answer.tasks.total if answer is not None else 0
        if total:
            label = f"Without the filter on {LEGENDS.get(name, 'Occupation')}"
            found.append(_changed(links, label, total, filters=rest))
    if not found and len(query.filters) > 1:
        answer = ask(replace(query, filters={}, page=1, size=1, kind="task"))
        if answer is not None and answer.tasks.total:
            found.append(_changed(links, "Without any filter", answer.tasks.total, filters={}))
    if not found and query.verbatim:
        answer = ask(replace(query, verbatim=False, page=1, size=1))
        if answer is not None and answer.corrections and answer.tasks.total:
            label = f"Did you mean {corrected_text(answer)}?"
            found.append(_changed(links, label, answer.tasks.total, verbatim=False))
    if not found:
        for text in islice(simpler(query), MAX_TRIES):
            answer = ask(
                parse(text, filters=query.filters, size=1, kind="task", verbatim=query.verbatim)
            )
            if answer is not None and answer.tasks.total:
                total = answer.tasks.total
                note = vocabulary.counted(total, "task")
                found.append(links.ordinary(f"Search for {text.strip()}", note, text=text, page=1))
    return found


def _changed(
    links: Links,
    label: str,
    total: int,
    *,
    filters: Mapping[str, tuple[str, ...]] | None = None,
    verbatim: bool | None = None,
) -> Link:
    query = links.query
    filters = query.filters if filters is None else filters
    verbatim = query.verbatim if verbatim is None else verbatim
    note = vocabulary.counted(total, "task")
    # What is dropped may stand in the box, which is then changed as well.
    text = query.text
    for name, value in links.typed:
        if value not in filters.get(name, ()):
            text = typed_filters(replace(query, text=text)).get((name, value), text)
    if text == query.text:
        return links.link(label, note, filters=filters, verbatim=verbatim, page=1)
    kept = links.untyped(filters)
    return links.ordinary(label, note, text=text, filters=kept, verbatim=verbatim, page=1)


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


assert tuple(vocabulary.EXPOSURE) == LABELS
