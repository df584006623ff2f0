"""The searches that one answer makes: of the engine, by words that were read and corrected, and
with the software that they name. Called by the modules beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from index.answering.names import EscoNames
from index.answering.products import products, said_of
from index.catalogue import Catalogue
from index.engines.deadline import Deadline
from index.engines.protocol import OccupationHit, Results, SearchEngine, with_corrections
from index.errors import EngineError
from index.query import FILTERS, Query
from index.records.entries import SoftwareHits
from index.relevance.rewording import job_asked, reworded, says_nothing
from index.relevance.stems import stem
from index.text import STOP_WORDS, words

Found = TypeVar("Found")


class Searching:
    """The searches of one answer, which have one time together. Of one thread."""

    def __init__(self, engine: SearchEngine, catalogue: Catalogue, names: EscoNames) -> None:
        self._engine = engine
        self._catalogue = catalogue
        self._deadline = engine.deadline()
        self._part: Deadline | None = None
        """What a search may take that the answer can do without, while there is one."""
        self._is_late = False
        """Such a search took too long."""
        self.names = names
        self.is_partial = False
        """The time was too short for some search."""

    def of_engine(self, query: Query) -> Results:
        """What the engine finds by the very words. Raises EngineError."""
        found = self._engine.search(query, self._part or self._deadline)
        self.is_partial |= found.partial
        return found

    def if_time(self, search: Callable[[], Found]) -> Found | None:
        """What a search finds that the answer can do without, in half of the time that is left at
        the most; None: that was too short, for this one or one before it."""
        if self._part is not None:  # a search within such a search
            return search()
        if not self._is_late and not self._deadline.passed:
            self._part = part = self._deadline.half()
            try:
                return search()
            except EngineError:
                if not part.passed:
                    raise
                self._is_late = True
            finally:
                self._part = None
        self.is_partial = True
        return None

    def by_words(self, typed: Query, asked: Query) -> Results:
        """What is found by what is asked for a query that was typed. Raises EngineError."""
        asked = self.spelt(self._about_the_job(asked))
        meant, others = reworded(asked)
        typed = _with_note_on_words(typed, meant)
        if typed.is_wordless:
            return nothing(typed)
        software = products(self._catalogue.software, asked, meant)
        found = self._beside_software(meant, software)
        corrections = (*others, *found.corrections)
        if found.corrections:
            # Corrected words mean what they mean when they are typed so: a phrase, a product.
            corrected = with_corrections(meant, found.corrections)
            meant, others = reworded(corrected)
            typed = _with_note_on_words(typed, meant)
            if typed.is_wordless:
                return replace(nothing(typed), corrections=corrections)
            software = products(self._catalogue.software, corrected, meant)
            if meant != corrected or software.is_certain:
                again = self.if_time(lambda: self._beside_software(meant, software))
                if again is not None:
                    found = again
                    corrections = (*corrections, *others, *found.corrections)
        return replace(
            found,
            query=replace(typed, notes=(*typed.notes, *found.notes)) if found.notes else typed,
            corrections=corrections,
            software=software if typed.kind is None else SoftwareHits(),
        )

    def occupations_like(self, query: Query) -> tuple[OccupationHit, ...]:
        """The occupation that the words alone find first; empty: they find none in time."""
        alone = replace(query, kind="occupation", page=1, size=1, filters={}, sort="best")
        found = self.if_time(lambda: self.by_words(alone, alone))
        return found.occupations.hits if found else ()

    def occupation_with_all(self, query: Query) -> OccupationHit | None:
        """The same, if one of its titles has all the words, apart from stop words."""
        able = (hit for hit in self.occupations_like(query) if has_words(hit, query.words))
        return next(able, None)

    def spelt(self, query: Query) -> Query:
        """The query with words together or apart as the release writes them."""
        return self._engine.spelt(query, self._catalogue.software.well_known)

    def is_title(self, query: Query) -> bool:
        """Whether it is a title of O*NET as it stands."""
        return self._engine.is_title(query)

    def is_job(self, query: Query) -> bool:
        """Whether it is a title of O*NET, in its words or others, or a name of ESCO."""
        return self.is_title(reworded(query)[0]) or bool(self.names.within(query))

    def _about_the_job(self, asked: Query) -> Query:
        """The job alone, where a query asks about one, and it is one."""
        job = job_asked(asked)
        if job is None:
            return asked
        if self.is_title(asked):  # "pay clerk"
            return asked
        if self.is_title(reworded(job)[0]):
            return job
        # "nursing tasks": no title, but what an occupation with such a title does; and not
        # "cleaning duties", which enough statements name.
        does = len(job.words) == 1 and job.words[0].endswith("ing")
        if not does:
            return asked
        tasks = self.if_time(lambda: self.of_engine(replace(asked, kind="task", size=1)))
        if tasks is None or not tasks.dropped:
            return asked
        is_one = bool(self.names.within(job)) or self.occupation_with_all(job)
        return job if is_one else asked

    def _beside_software(self, meant: Query, software: SoftwareHits) -> Results:
        """Asks the engine, with what software the words name."""
        catalogued = self._catalogue.software
        uses = {} if meant.verbatim else catalogued.uses(meant.words)
        if software.is_certain or uses:
            # A product's name is not a slip of the pen for the next best word.
            meant = replace(meant, as_spelt=software.is_certain, uses=uses)
            if software.is_certain:
                named = [software]
            else:
                named = [catalogued.named((word,), 1, unfinished=False) for word in uses]
            meant = replace(meant, beside=said_of(named, meant))
        return self.of_engine(meant)


def has_words(hit: OccupationHit, asked: Sequence[str]) -> bool:
    """Whether a title of an occupation has all the words, apart from stop words."""
    wanted = {stem(word) for word in asked if word not in STOP_WORDS}
    titles = (hit.title, hit.lay_title or "")
    return any(wanted <= {stem(word) for word in words(title)} for title in titles)


def _with_note_on_words(typed: Query, meant: Query) -> Query:
    """What was typed, with a note where its words in O*NET's words tell nothing of work: it is
    wordless then, unless it may begin a word that does."""
    note = says_nothing(meant)
    if not note or note in typed.notes:
        return typed
    begins = meant.prefix and len(meant.words) == 1
    return replace(typed, notes=(*typed.notes, note), is_wordless=not begins)


def nothing(query: Query) -> Results:
    """The answer to what cannot be searched."""
    none = {name: dict.fromkeys(values, 0) for name, values in FILTERS.items()}
    return Results(query, facets=none)
