"""Names of ESCO that a query is, or asks about, in any language that a release has. Called by the
modules beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.answering.products import products
from index.catalogue import Catalogue
from index.engines.english_names import EnglishNames
from index.engines.foreign import Foreign, ForeignReading
from index.engines.protocol import NameRead, SearchEngine
from index.query import Query
from index.records.published import ENGLISH
from index.relevance.rewording import job_asked, without_asking
from index.relevance.spellings import american


class EscoNames:
    """Names of occupations beside O*NET's own. Safe to share between threads."""

    def __init__(
        self,
        engine: SearchEngine,
        catalogue: Catalogue,
        foreign: Foreign | None,
        english: EnglishNames | None,
    ) -> None:
        """`foreign` is None where the release has no names in other languages than English,
        `english` where it has none in British English."""
        self._engine = engine
        self._catalogue = catalogue
        self._foreign = foreign
        self._english = english
        # Names lead to occupations by their place in this list.
        self._occupations = catalogue.occupations.all(None) if foreign or english else ()

    def read(self, query: Query) -> Sequence[ForeignReading]:
        """Names that a query is, or asks about in English, the likeliest first; none if that is one
        of O*NET's titles, or the name of a software product."""
        if not (self._foreign or self._english):
            return ()
        if readings := self._spelt(query):
            # O*NET knows a backer, and no "Bäcker".
            is_as_typed = not query.text.isascii() and _same(readings[0].title, query.text)
            return () if not is_as_typed and self._is_otherwise_known(query) else readings
        for asked in (without_asking(query), job_asked(query)):
            if asked and asked.words != query.words and (readings := self.within(asked)):
                return readings
        return ()

    def within(self, query: Query) -> Sequence[ForeignReading]:
        """Names that words of a question in English are: "is fontanero well paid". Who asks so is
        answered alike in any browser."""
        return self.read(replace(query, spoken=""))

    def deciding_languages(self, query: Query) -> tuple[str, ...]:
        """Those (ISO 639-1) for whose readers a query is another name than for any other reader."""
        if self._foreign is None or query.language:
            return ()
        readings = self.within(query)
        # Nearly all queries are English, and begin no name.
        if not readings and not self._foreign.may_begin(query):
            return ()
        return tuple(
            language
            for language in self._foreign.languages
            if self.read(replace(query, spoken=language)) != readings
        )

    def occupation_of(self, reading: ForeignReading) -> NameRead:
        """A name with the occupation that it is likeliest to mean."""
        occupation = self._occupations[reading.occupations[0]]
        return NameRead(reading.language, reading.title, occupation.code, occupation.title)

    def _spelt(self, query: Query) -> Sequence[ForeignReading]:
        """Names in the language that was chosen, then whole English ones, then others."""
        standing = self._engine.standing
        english = self._english.whole(query) if self._english else ()
        if english and (query.language or query.spoken or ENGLISH) == ENGLISH:
            return english
        foreign = self._foreign.read(query, standing) if self._foreign else ()
        if foreign or english or self._english is None:
            return foreign or english
        return self._english.begun(query, standing)

    def _is_otherwise_known(self, query: Query) -> bool:
        """Whether a query that may be a name is one of O*NET's titles, or software."""
        spelt = replace(query, words=tuple(map(american, query.words)))
        is_title = self._engine.is_title(query) or self._engine.is_title(spelt)
        return is_title or self._is_product(query)

    def _is_product(self, query: Query) -> bool:
        """Whether a query that may be a name is rather software: a well-known product, or one whose
        name was typed to its end."""
        if not all(sign.isascii() for sign in query.text if sign.isalpha()):
            return False  # "maço" begins "maçon", and not "macOS"
        found = products(self._catalogue.software, query, query)
        return found.is_certain and (found.is_well_known or not query.prefix)


def _same(name: str, text: str) -> bool:
    """Whether a text is a name, letter for letter, accents included."""
    return name.casefold() == text.strip().casefold()
