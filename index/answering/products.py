"""Software that a query names, from the catalogue. Pure but for that; called by the modules beside
it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from index.catalogue.software import SoftwareReader
from index.query import Query
from index.records.entries import SoftwareHits
from index.text import STOP_WORDS, words

SHOWN: Final = 3
"""How many products an answer shows."""


def products(software: SoftwareReader, typed: Query, meant: Query) -> SoftwareHits:
    """Products that a query names, as typed or else in O*NET's words."""
    if typed.phrases:
        return SoftwareHits()
    found = software.named(typed.words, SHOWN, unfinished=typed.prefix)
    if not found.total and meant.words != typed.words:  # "which jobs use excel"
        found = software.named(meant.words, SHOWN, unfinished=meant.prefix)
    return found


def said_of(named: Iterable[SoftwareHits], query: Query) -> tuple[str, ...]:
    """What the products are for that a query names, in words that were not typed: "sage" names
    accounting software."""
    said = (*STOP_WORDS, *query.words)
    categories = [software.hits[0].category for software in named if software.hits]
    found = (word for category in categories for word in words(category) if word not in said)
    return tuple(dict.fromkeys(found))
