"""Names of an occupation in other languages, as its page shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index.records import ForeignTitle
from webapp.text.languages import language


@dataclass(frozen=True, slots=True)
class NamesInLanguage:
    """occupations/names.html"""

    code: str
    """Of the language, for the attribute `lang`."""
    language: str
    """Its name in English."""
    names: tuple[str, ...]
    """The surest first."""


def by_language(titles: Iterable[ForeignTitle]) -> tuple[NamesInLanguage, ...]:
    """By the languages' names."""
    found: dict[str, list[str]] = {}
    for title in titles:
        found.setdefault(title.language, []).append(title.title)
    lines = (NamesInLanguage(code, language(code), tuple(own)) for code, own in found.items())
    return tuple(sorted(lines, key=lambda line: line.language))
