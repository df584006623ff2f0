"""A query is read as the first of these that it can be: a question about AI that names a job, a
name of ESCO, any other question about AI, a comparison, words. Words may wish for jobs by a figure,
which rankings answer. Called by `index.encyclopedia`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.answering import ai_questions, comparing
from index.answering.by_figure import shown, with_wish
from index.answering.names import EscoNames
from index.answering.searching import Searching, nothing
from index.catalogue import Catalogue
from index.engines.foreign import ForeignReading
from index.engines.protocol import ActivityHit, Hits, Results, SearchEngine
from index.query import Query
from index.records.published import ENGLISH
from index.relevance.comparisons import compared
from index.text import STOP_WORDS, words


class Answering:
    """Answers queries over one release. Safe to share between threads."""

    def __init__(self, engine: SearchEngine, catalogue: Catalogue, names: EscoNames) -> None:
        self._engine = engine
        self._catalogue = catalogue
        self.names = names

    def answer(self, query: Query) -> Results:
        """Answers a parsed query. Raises EngineError."""
        query = self._with_note_on_codes(query)
        if query.is_wordless:
            return nothing(query)
        search = Searching(self._engine, self._catalogue, self.names)
        found = self._answer(query, search)
        return replace(found, partial=True) if search.is_partial else found

    def _answer(self, query: Query, search: Searching) -> Results:
        occupations = self._catalogue.occupations
        question = ai_questions.question_in(query, search)
        # "will AI replace infirmiers" is no name of these words alone.
        if not (question and question.subject) and (readings := self.names.read(query)):
            return self._answer_named(query, readings, search)
        if question:
            return ai_questions.answered(query, question, search, occupations)
        if (names := compared(query)) and (both := comparing.answered(query, names, search)):
            return both
        found = search.by_words(query, query)
        if found.named is None and query.kind != "activity":
            found = with_wish(query, found, search, occupations)
        if found.named is None and self._is_title_of_many(query):
            first = tuple(hit.occupation_code for hit in found.occupations.hits)
            found = replace(found, may_name=first)
        return found

    def _with_note_on_codes(self, query: Query) -> Query:
        """Says of codes that no occupation has that this is why nothing is found: those of the
        classification of 2010 are still in use elsewhere."""
        codes = query.filters.get("occupation", ())
        unknown = [code for code in codes if code not in self._catalogue.occupations.codes]
        if not unknown:
            return query
        note = (
            f"This release has no occupation {', '.join(unknown[:3])}. Many codes changed in 2019:"
            " search for the title instead."
        )
        return replace(query, notes=(*query.notes, note))

    def _is_title_of_many(self, query: Query) -> bool:
        """Whether a query that names no single occupation is a title all the same."""
        is_wanted = query.kind is None and bool(query.words)
        return is_wanted and self._engine.is_title(replace(query, prefix=False))

    def _answer_named(
        self, query: Query, readings: Sequence[ForeignReading], search: Searching
    ) -> Results:
        """Answers a query that is a name of ESCO. The engine is asked for its occupation: by the
        title in O*NET's words or, of an English name, by its own words, corrected
        as any others, which find what is like it."""
        named = tuple(map(self.names.occupation_of, readings))
        is_english = named[0].language == ENGLISH
        sought = tuple(
            word
            for word in words(named[0].name if is_english else named[0].occupation_title)
            if is_english or word not in STOP_WORDS  # a title's "and" is nothing to mark
        )
        asked = replace(query, words=sought, prefix=False, means=readings[0].occupations)
        if is_english:
            found = search.by_words(query, asked)
        else:
            found = search.of_engine(replace(asked, as_spelt=True))
        if query.kind in (None, "activity"):
            found = replace(found, activities=self._activities_of(named[0].occupation_code, query))
        return replace(found, query=query, read_as=named)

    def _activities_of(self, code: str, query: Query) -> Hits[ActivityHit]:
        """What an occupation does, where its name in ESCO says nothing of activities."""
        listed = self._catalogue.activities.of_occupation(code)
        return Hits(
            len(listed),
            tuple(
                ActivityHit(each.activity_id, 0.0, each.level, each.title, (), each.task_count)
                for each in listed[shown(query)]
            ),
        )
