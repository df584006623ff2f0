"""Names of an occupation in ESCO, as its page shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index.records.joined import ForeignTitle
from index.records.published import ENGLISH
from index.text import form_key, words
from webapp.text.languages import language, tag


@dataclass(frozen=True, slots=True)
class NamesInLanguage:
    """occupations/names.html"""

    tag: str
    """Of the language, for the attribute `lang`."""
    language: str
    """Its name in English."""
    names: tuple[str, ...]
    """The surest first."""


def by_language(
    titles: Iterable[ForeignTitle], of_onet: Iterable[str]
) -> tuple[NamesInLanguage, ...]:
    """By the languages' names; English ones without those that O*NET has as well (`of_onet`)."""
    # Titles of O*NET are in the plural: "Art Therapists".
    there = {form_key(words(title)) for title in of_onet}
    found: dict[str, list[str]] = {}
    for title in titles:
        if title.language != ENGLISH or form_key(words(title.title)) not in there:
            found.setdefault(title.language, []).append(title.title)
    lines = (NamesInLanguage(tag(code), language(code), tuple(own)) for code, own in found.items())
    return tuple(sorted(lines, key=lambda line: line.language))
