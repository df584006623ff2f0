"""The filters of a page of results: their values in words with their counts, and those chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from index.encyclopedia import Encyclopedia
from index.engines.protocol import Results
from index.query import FILTERS
from index.quick import quick
from webapp.http.release import occupation_or_none, open_release
from webapp.http.site import Link, Option
from webapp.search.links import Links
from webapp.text import vocabulary

LEGENDS: Final = {
    "exposure": "AI exposure, GPT-4’s label",
    "human": "AI exposure, human raters’ label",
    "type": "Type",
    "used": "Observed in AI use",
    "importance": "Importance",
    "rated_by": "Rated by",
    "zone": "Job zone",
    "group": "Major group",
}
LONG: Final = 8
"""A filter with more values than this is folded, and shows only those that have tasks."""


@quick(frozen=True, slots=True)
class FilterGroup:
    """A filter with its values."""

    name: str
    legend: str
    options: tuple[Option, ...]
    folded: bool
    """Long: behind a disclosure."""
    opened: bool
    """Something of it is chosen, so the disclosure is open at first."""


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
        return list(open_release().group_titles.items())
    return _CHOICES[name]


def value_label(name: str, value: str) -> str:
    """A filter's value in words."""
    if name in ("exposure", "human"):
        return vocabulary.exposure_coded(value)
    if name == "group":
        return open_release().group_titles.get(value, value)
    if name == "used":
        return "observed" if value == "yes" else vocabulary.NOT_OBSERVED
    if name == "importance":
        return vocabulary.IMPORTANCE_BANDS[value]
    if name == "rated_by":
        return vocabulary.RATED_BY[value]
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
    found = occupation_or_none(encyclopedia, code)
    return code if found is None else found.title
