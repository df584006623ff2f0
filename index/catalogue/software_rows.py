"""Corpus in, the catalogue's tables of software out. Called by `index.catalogue.writer`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from index.records.joined import Corpus
from index.records.published import SoftwareUse
from index.software import is_telling, short_name, slugs
from index.text import words

Values = tuple[object, ...]
"""Of one row, in the order of the columns that are named with it."""


class Table(NamedTuple):
    """What is written to a table."""

    name: str
    columns: str
    """With commas between them, as SQL has them."""
    rows: Iterable[Values]


def tables(corpus: Corpus) -> Iterator[Table]:
    """Parents before children."""
    uses: dict[str, list[SoftwareUse]] = defaultdict(list)
    for use in corpus.software:
        uses[use.name].append(use)
    slug_of = slugs(uses)
    vocabulary = _vocabulary(corpus) if uses else frozenset()
    products: list[Values] = []
    named: set[tuple[str, str, bool, int]] = set()
    for name, slug in slug_of.items():
        used = uses[name]
        # A few products stand in two categories; the one named most often is shown.
        categories = Counter(use.category for use in used)
        category = min(categories, key=lambda each: (-categories[each], each))
        in_demand = sum(use.in_demand for use in used)
        is_hot = any(use.is_hot for use in used)
        products.append((slug, name, short_name(name), category, is_hot, len(used), in_demand))
        named |= {(word, slug, is_telling(word, vocabulary), len(used)) for word in words(name)}
    yield Table(
        "software",
        "slug, name, short_name, category, is_hot, occupation_count, in_demand_count",
        products,
    )
    yield Table("software_word", "word, slug, is_telling, occupation_count", sorted(named))
    category_of = {slug: category for slug, _, _, category, *_ in products}
    listed = [(use.occupation_code, slug_of[use.name], use.in_demand) for use in corpus.software]
    beside = Counter((code, category_of[slug]) for code, slug, _ in listed)
    yield Table(
        "occupation_software",
        "occupation_code, slug, in_demand, same_category",
        sorted((*use, beside[use[0], category_of[use[1]]]) for use in listed),
    )


def _vocabulary(corpus: Corpus) -> frozenset[str]:
    """Every word of what can be found otherwise."""
    texts = (
        *(task.text for task in corpus.tasks.values()),
        *(occupation.title for occupation in corpus.occupations.values()),
        *(title.title for title in corpus.lay_titles),
        *(activity.title for activity in corpus.activities.values()),
    )
    return frozenset(word for text in texts for word in words(text))
