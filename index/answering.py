"""What a query asks for → what engine, software and names of ESCO are asked, and one answer of
all of it. Called by `index.encyclopedia`.

A query is read as the first of these that it can be: a name of ESCO, in another language or in
British English, a question about AI, a comparison, words. Words may wish for jobs by a figure,
which rankings answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.catalogue import Catalogue
from index.engines.english_names import EnglishNames
from index.engines.foreign import Foreign, ForeignReading
from index.engines.protocol import (
    ActivityHit,
    Hits,
    NameRead,
    OccupationHit,
    Results,
    SearchEngine,
    with_corrections,
)
from index.engines.questions import OCCUPATIONS_BY_USE, WHICH_JOB, Subject, has_words, planned
from index.query import FILTERS, Query
from index.records.entries import OccupationSummary, SoftwareHits
from index.records.labour import OccupationFigures
from index.records.published import ENGLISH
from index.relevance.comparisons import compared, joined
from index.relevance.intents import Aim, Intent, asks_of_own_job, clauses, intended, supposed
from index.relevance.rewording import job_asked, reworded, says_nothing, without_asking
from index.relevance.spellings import american
from index.relevance.weights import ASIDE
from index.relevance.wishes import wished, wished_of_ai
from index.text import STOP_WORDS, words

SOFTWARE_HITS = 3
"""How many products an answer shows."""
TASKS_OF_FIRST = "The tasks are those of the first three of these jobs."
"""Beside jobs in the order of a figure."""


class Answering:
    """Answers queries over one release. Safe to share between threads."""

    def __init__(
        self,
        engine: SearchEngine,
        catalogue: Catalogue,
        names: Foreign | None,
        english: EnglishNames | None,
    ) -> None:
        """`names` is None where the release has none in other languages than English, `english`
        where it has none of ESCO's in British English."""
        self._engine = engine
        self._catalogue = catalogue
        self._names = names
        self._english = english
        # Names of ESCO lead to occupations by their place in this list.
        self._occupations = catalogue.occupations.all(None) if names or english else ()

    def answer(self, query: Query) -> Results:
        """Answers a parsed query. Raises EngineError."""
        query = self._with_note_on_codes(query)
        if query.is_wordless:
            return _nothing(query)
        asked = self._asked_about_ai(query)
        if asked and asked[1]:  # "will AI replace infirmiers" is no name of these words alone
            return self._answer_about_ai(query, *asked)
        if read := self.names_read(query):
            return self._answer_named(query, read)
        if asked:
            return self._answer_about_ai(query, *asked)
        if (names := compared(query)) and (found := self._answer_comparing(query, names)):
            return found
        found = self._answer(query, query)
        if found.named is None and query.kind != "activity":
            found = self._with_wish(query, found)
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

    def _answer_comparing(self, query: Query, names: Sequence[tuple[str, ...]]) -> Results | None:
        """Answers a query that asks to compare, without the words that only ask; None: these are no
        titles of several occupations."""
        codes: dict[str, None] = {}
        partial = False
        for words_of in names:
            name = reworded(replace(query, words=words_of, prefix=False))[0]
            if not self._engine.is_title(name):
                return None
            alone = replace(name, kind="occupation", page=1, size=1, filters={}, sort="best")
            named = self._answer(alone, alone)
            partial = partial or named.partial
            codes |= dict.fromkeys(hit.occupation_code for hit in named.occupations.hits)
        if len(codes) < 2:
            return None
        wanted = tuple(word for name in names for word in ("or", *name))[1:]
        found = self._answer(query, replace(query, words=wanted))
        # A task is one of these or of those: none has to hold the words of both.
        partial = partial or found.partial
        return replace(found, compared=tuple(codes), dropped=(), partial=partial)

    def names_read(self, query: Query) -> Sequence[ForeignReading]:
        """Names of ESCO that a query is, or asks about in English; none if that is one of O*NET's
        titles, or the name of a software product."""
        if not (self._names or self._english):
            return ()
        if read := self._named_by_esco(query):
            # O*NET knows a backer, and no "Bäcker".
            is_as_typed = not query.text.isascii() and _same(read[0].title, query.text)
            return () if not is_as_typed and self._is_otherwise_known(query) else read
        for asked in (without_asking(query), job_asked(query)):
            if asked and asked.words != query.words and (read := self._names_within(asked)):
                return read
        return ()

    def _names_within(self, query: Query) -> Sequence[ForeignReading]:
        """Names that words of a question in English are: "is fontanero well paid". Who asks so is
        answered alike in any browser."""
        return self.names_read(replace(query, spoken=""))

    def _named_by_esco(self, query: Query) -> Sequence[ForeignReading]:
        """Names in the language that was chosen, then whole English ones, then others."""
        standing = self._engine.standing
        english = self._english.whole(query) if self._english else ()
        if english and (query.language or query.spoken or ENGLISH) == ENGLISH:
            return english
        foreign = self._names.read(query, standing) if self._names else ()
        if foreign or english or self._english is None:
            return foreign or english
        return self._english.begun(query, standing)

    def _is_otherwise_known(self, query: Query) -> bool:
        """Whether a query that may be a name of ESCO is one of O*NET's titles, or software."""
        spelt = replace(query, words=tuple(map(american, query.words)))
        is_title = self._engine.is_title(query) or self._engine.is_title(spelt)
        return is_title or self._is_product(query)

    def _is_product(self, query: Query) -> bool:
        """Whether a query that may be a name of ESCO is rather software: a well-known product,
        or one whose name was typed to its end."""
        if not all(sign.isascii() for sign in query.text if sign.isalpha()):
            return False  # "maço" begins "maçon", and not "macOS"
        found = self._software(query, query)
        return found.is_certain and (found.is_well_known or not query.prefix)

    def deciding_languages(self, query: Query) -> tuple[str, ...]:
        """Those (ISO 639-1) for whose readers a query is another name than for any other reader."""
        if self._names is None or query.language:
            return ()
        read = self.names_read(replace(query, spoken=""))
        # Nearly all queries are English, and begin no name.
        if not read and not self._names.may_begin(query):
            return ()
        return tuple(
            language
            for language in self._names.languages
            if self.names_read(replace(query, spoken=language)) != read
        )

    def _answer_named(self, query: Query, read: Sequence[ForeignReading]) -> Results:
        """Answers a query that is a name of ESCO. The engine is asked for its occupation: by the
        title in O*NET's words or, of an English name, by its own words, corrected
        as any others, which find what is like it."""
        named = tuple(map(self._name_read, read))
        is_english = named[0].language == ENGLISH
        sought = tuple(
            word
            for word in words(named[0].name if is_english else named[0].occupation_title)
            if is_english or word not in STOP_WORDS  # a title's "and" is nothing to mark
        )
        asked = replace(query, words=sought, prefix=False, means=read[0].occupations)
        if is_english:
            found = self._answer(query, asked)
        else:
            found = self._engine.search(replace(asked, as_spelt=True))
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
                for each in listed[_shown(query)]
            ),
        )

    def _name_read(self, reading: ForeignReading) -> NameRead:
        occupation = self._occupations[reading.occupations[0]]
        return NameRead(reading.language, reading.title, occupation.code, occupation.title)

    def _answer(self, query: Query, asked: Query) -> Results:
        """Answers what is asked by a query that was typed."""
        asked = self._engine.spelt(self._about_the_job(asked), self._catalogue.software.well_known)
        meant, others = reworded(asked)
        if note := says_nothing(meant):
            query = replace(query, notes=(*query.notes, note))
            if not meant.prefix or len(meant.words) > 1:
                return _nothing(replace(query, is_wordless=True))
        software = self._software(asked, meant)
        found = self._search(meant, software)
        corrections = (*others, *found.corrections)
        if found.corrections:
            # Corrected words mean what they mean when they are typed so: a phrase, a product.
            corrected = with_corrections(meant, found.corrections)
            meant, others = reworded(corrected)
            software = self._software(corrected, meant)
            if meant != corrected or software.is_certain:
                found = self._search(meant, software)
                corrections = (*corrections, *others, *found.corrections)
        return replace(
            found,
            query=replace(query, notes=(*query.notes, *found.notes)) if found.notes else query,
            corrections=corrections,
            software=software if query.kind is None else SoftwareHits(),
        )

    def _about_the_job(self, asked: Query) -> Query:
        """The job alone, where a query asks about one, and it is one."""
        job = job_asked(asked)
        if job is None:
            return asked
        if self._engine.is_title(asked):  # "pay clerk"
            return asked
        if self._engine.is_title(reworded(job)[0]):
            return job
        # "nursing tasks": no title, but what an occupation with such a title does; and not
        # "cleaning duties", which enough statements name.
        does = len(job.words) == 1 and job.words[0].endswith("ing")
        if not does or not self._engine.search(replace(asked, kind="task", size=1)).dropped:
            return asked
        return job if self._occupation_named(job) else asked

    def _search(self, meant: Query, software: SoftwareHits) -> Results:
        """Asks the engine, with what software the words name."""
        uses = {} if meant.verbatim else self._catalogue.software.uses(meant.words)
        if software.is_certain or uses:
            # A product's name is not a slip of the pen for the next best word.
            meant = replace(meant, as_spelt=software.is_certain, uses=uses)
            named = [software] if software.is_certain else [self._named(word) for word in uses]
            meant = replace(meant, beside=_said_of(named, meant))
        return self._engine.search(meant)

    def _named(self, word: str) -> SoftwareHits:
        return self._catalogue.software.named((word,), 1, unfinished=False)

    def _software(self, query: Query, meant: Query) -> SoftwareHits:
        """Products that a query names, as typed or else in O*NET's words."""
        if query.phrases:
            return SoftwareHits()
        named = self._catalogue.software.named
        found = named(query.words, SOFTWARE_HITS, unfinished=query.prefix)
        if not found.total and meant.words != query.words:  # "which jobs use excel"
            found = named(meant.words, SOFTWARE_HITS, unfinished=meant.prefix)
        return found

    def _asked_about_ai(self, query: Query) -> tuple[Intent, Subject | None] | None:
        """A question about AI, and the occupation that it is about, if it is about one.

        Of several clauses the first that has both decides: "could AI speed up a paralegal's job,
        and do people use it?".
        """
        first = None
        for clause in clauses(query):
            read = self._asked_in(clause)
            if read and read[1] and self._is_whole_title(read[0].query):
                return read
            first = first or read
        whole = self._asked_in(query)
        if whole and first:
            return replace(whole[0], aim=first[0].aim), whole[1]
        return whole

    def _asked_in(self, query: Query) -> tuple[Intent, Subject | None] | None:
        """The same, of one clause or of all words together."""
        intent = intended(query)
        if intent is None:
            intent = self._intended_of_an_occupation(query)
            return (intent, self._occupation_named(intent.query)) if intent else None
        subject = None if intent.is_kind else self._occupation_named(intent.query)
        if subject is None and not intent.query.is_blank:
            # "does a paralegal use AI daily": words of the question are left beside the title.
            for guess in supposed(query):
                about = guess.intent.query
                if self._is_whole_title(about) and (named := self._occupation_named(about)):
                    return replace(intent, query=about, is_kind=False), named
        return intent, subject

    def _answer_about_ai(self, query: Query, intent: Intent, subject: Subject | None) -> Results:
        """A question about AI: its words choose filter and order, unless these were chosen."""
        plan = planned(intent, query, subject)
        if subject is None and intent.aim is Aim.EXPOSED and (names := joined(intent.query)):
            # "will AI replace nurses and doctors"
            both = self._answer_comparing(query, names)
            if both:
                return replace(both, understood=plan.told)
        found = self._answer(query, plan.query)
        told = plan.told
        if plan.query.is_blank and subject is None and query.kind in (None, "occupation"):
            hits = self._by_ai(query, intent.aim)
            found = replace(found, occupations=hits, wished=wished_of_ai(intent.aim, query))
            told += OCCUPATIONS_BY_USE if intent.aim is Aim.USED and hits.total else ""
            if asks_of_own_job(query):
                notes = (*found.query.notes, WHICH_JOB)
                found = replace(found, query=replace(found.query, notes=notes))
        order = None if plan.query.sort == query.sort else plan.query.sort
        found = replace(found, understood=told, chosen_order=order)
        return replace(found, named=subject.code, read_as=subject.read_as) if subject else found

    def _intended_of_an_occupation(self, query: Query) -> Intent | None:
        """A question about AI that only its subject shows to be one: "paralegal AI"."""
        guesses = supposed(query)
        if guesses and self._engine.is_title(query):
            return None
        for guess in guesses:
            about = guess.intent.query
            may_be = guess.may_be_part or self._is_job(about)
            if about.is_blank or (may_be and self._occupation_named(about)):
                return guess.intent
        return None

    def _is_whole_title(self, query: Query) -> bool:
        """Whether the words, apart from stop words, are a title."""
        content = tuple(word for word in query.words if word not in STOP_WORDS)
        return bool(content) and self._is_job(replace(query, words=content))

    def _is_job(self, query: Query) -> bool:
        """Whether the words are a title of O*NET or a name of ESCO."""
        return self._engine.is_title(reworded(query)[0]) or bool(self._names_within(query))

    def _occupation_named(self, query: Query) -> Subject | None:
        """The occupation that words name as ESCO does, or whose title has them all, if the best one
        is such."""
        if query.is_blank:
            return None
        if named := tuple(map(self._name_read, self._names_within(query))):
            return Subject(named[0].occupation_code, named[0].occupation_title, named)
        alone = replace(query, kind="occupation", page=1, size=1, filters={}, sort="best")
        for hit in self._answer(alone, alone).occupations.hits:
            if has_words(hit, alone.words):
                return Subject(hit.occupation_code, hit.title)
        return None

    def _by_ai(self, query: Query, aim: Aim) -> Hits[OccupationHit]:
        """Occupations by observed exposure, if use is asked for, else by the mean exposure of their
        tasks; the highest or the lowest first. Those without the figure are left out."""
        figures = (
            [(each.observed_exposure, each) for each in self._catalogue.occupations.all_figures]
            if aim is Aim.USED
            else [(each.beta_gpt4, each) for each in self._catalogue.occupations.all(None)]
        )
        return _page(_ranked(figures, least=aim is Aim.UNTOUCHED), query)

    def _with_wish(self, query: Query, found: Results) -> Results:
        """With the figures that a query asks for ("well paid jobs"), the occupations in their
        order, and the tasks of the first of them: words alone would find well diggers."""
        whole = replace(query, prefix=False)
        # As the release spells it, too: "lowincome" asks for what "low-income" asks for.
        asked = wished(query) or wished(
            self._engine.spelt(whole, self._catalogue.software.well_known)
        )
        if asked is None:
            return found
        found = replace(found, wished=asked)
        if not query.filters.keys() <= {"group", "zone"} or query.sort != "best":
            return found
        figure, least = asked.figures[0] if asked.figures else ("employment", False)
        chosen = query.filters.get("zone", ()), query.filters.get("group", ())
        figures = (
            (getattr(each, figure), each)
            for each in self._catalogue.occupations.all_figures
            if _is_in(each, asked.zones, asked.groups) and _is_in(each, *chosen)
        )
        ranked = _ranked(figures, least=least)
        if not ranked:
            return found
        hits = _page(ranked, query)
        if query.kind == "occupation":
            return replace(found, occupations=hits)
        # The first of all, whichever page of their tasks is asked for.
        first = tuple(hit.occupation_code for hit in ranked[:ASIDE])
        theirs = replace(query, words=(), prefix=False, filters={"occupation": first})
        tasks = self._engine.search(replace(theirs, kind="task"))
        notes = (*found.query.notes, TASKS_OF_FIRST)
        return replace(
            found,
            query=replace(found.query, notes=notes),
            occupations=found.occupations if query.kind else hits,
            tasks=tasks.tasks,
            facets=tasks.facets,
            partial=found.partial or tasks.partial,
            dropped=(),
        )


def _same(name: str, text: str) -> bool:
    """Whether a text is a name, letter for letter, accents included."""
    return name.casefold() == text.strip().casefold()


def _nothing(query: Query) -> Results:
    """The answer to what cannot be searched."""
    none = {name: dict.fromkeys(values, 0) for name, values in FILTERS.items()}
    return Results(query, facets=none)


def _is_in(one: OccupationFigures, zones: Sequence[str], groups: Sequence[str]) -> bool:
    """Whether an occupation is in one of the job zones and major groups; of none given, in any."""
    return (not zones or str(one.job_zone) in zones) and (not groups or one.group_code in groups)


def _ranked(
    figures: Iterable[tuple[float | None, OccupationFigures | OccupationSummary]], *, least: bool
) -> tuple[OccupationHit, ...]:
    """Occupations by a figure, the highest or the lowest first; those without it are left out."""
    sign = 1 if least else -1
    order = sorted(
        (sign * value, each.code, each)
        for value, each in figures
        if value is not None and each.task_count
    )
    return tuple(
        OccupationHit(code, -sorted_by, each.title, (), each.task_count, None)
        for sorted_by, code, each in order
    )


def _page(ranked: Sequence[OccupationHit], query: Query) -> Hits[OccupationHit]:
    return Hits(len(ranked), tuple(ranked[_shown(query)]))


def _shown(query: Query) -> slice:
    """Which of all hits of a kind are shown: a page of them, or the few beside other kinds."""
    start = (query.page - 1) * query.size if query.kind else 0
    return slice(start, start + (query.size if query.kind else ASIDE))


def _said_of(named: Iterable[SoftwareHits], query: Query) -> tuple[str, ...]:
    """What the products are for that a query names, in words that were not typed: "sage" names
    accounting software."""
    said = (*STOP_WORDS, *query.words)
    categories = [software.hits[0].category for software in named if software.hits]
    found = (word for category in categories for word in words(category) if word not in said)
    return tuple(dict.fromkeys(found))
