"""The one door for readers: catalogue and engine of one release behind one object.

Called by the web app, the command line and anyone who imports Taskdex as a library.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from index import release
from index.catalogue import EXPORTS, FILE_NAME, TWINS, Catalogue
from index.engines import foreign
from index.engines.backends import Backend, backend, check_built_for
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
from index.engines.questions import OCCUPATIONS_BY_USE, has_words, planned
from index.engines.setting import WHOOSH
from index.errors import EngineError, NotFoundError, ReleaseError
from index.home import default_home
from index.labour import OccupationFigures
from index.measures import MeasurePair, OccupationMeasure
from index.query import DEFAULT_SIZE, FILTERS, Query, parse
from index.records import (
    PACKED,
    ActivityEntry,
    ActivitySummary,
    Change,
    ChangeKind,
    Download,
    EmergingEntry,
    MajorGroup,
    OccupationCount,
    OccupationEntry,
    OccupationSummary,
    RatedOccupation,
    ReleaseInfo,
    ReleaseStep,
    RetiredTask,
    Software,
    SoftwareEntry,
    SoftwareHits,
    Source,
    TaskEntry,
    TaskFigures,
    TaskShare,
    TaskSummary,
    UsedTask,
)
from index.release import Manifest
from index.relevance.comparisons import compared
from index.relevance.intents import Intent, Wish, clauses, intended, supposed
from index.relevance.rewording import job_asked, reworded
from index.relevance.weights import ASIDE
from index.text import STOP_WORDS, words

logger = logging.getLogger("taskdex")

SOFTWARE_HITS = 3
"""How many products an answer shows."""


class Encyclopedia:
    """A release, opened for reading. Safe to share between threads."""

    def __init__(
        self,
        manifest: Manifest,
        catalogue: Catalogue,
        engine: SearchEngine | None,
        names: Foreign | None = None,
    ) -> None:
        """`engine` is None where only the pages can be served, `names` where the release has none
        in other languages than English."""
        self._manifest = manifest
        self._info = manifest.info()
        self._catalogue = catalogue
        self._engine = engine
        self._names = names
        # Names in other languages lead to occupations by their place in this list.
        self._named = catalogue.occupations.all(None) if names else ()

    @classmethod
    def open(
        cls,
        home: Path | str | None = None,
        *,
        search_budget_ms: float | None = None,
        engine: str = WHOOSH,
    ) -> Encyclopedia:
        """Opens the current release of a home, or the newest whole one if it is damaged.

        `home` of None: TASKDEX_HOME, else where the command line has it (`index.home`).
        `search_budget_ms` bounds each search; None: the engine's own budget. `engine` is what
        TASKDEX_ENGINE may be. Raises ReleaseError if there is no release, EngineError if there is
        no such engine.
        """
        home = default_home() if home is None else Path(home)
        searched_with = backend(engine)
        current = release.current_id(home)
        ids = [current] if current else []
        ids += [release_id for release_id in release.release_ids(home) if release_id != current]
        refused: list[str] = []
        for release_id in ids:
            try:
                folder = release.folder_of(home, release_id)
                opened = cls.open_release(folder, search_budget_ms, searched_with)
            except (ReleaseError, EngineError) as error:
                logger.error("%s", error)
                refused.append(str(error))
                continue
            if refused:
                logger.error("Serving release %s instead.", release_id)
            return opened
        # Nothing is whole. Pages are better than nothing, where at least the catalogue is.
        for release_id in ids:
            try:
                return cls._open_pages(release.folder_of(home, release_id))
            except ReleaseError:
                continue
        raise ReleaseError(
            " ".join(refused)
            or f"There is no release in {home}. Build one with"
            ' "taskdex build", or "taskdex build --sample".'
        )

    @classmethod
    def open_release(
        cls,
        folder: Path,
        search_budget_ms: float | None = None,
        searched_with: Backend | None = None,
    ) -> Encyclopedia:
        """Opens one release. Raises ReleaseError or EngineError if any part of it is damaged, or
        if it was built for another engine than the one that is set (by default the embedded)."""
        manifest = release.verify(folder)
        searched_with = searched_with or backend()
        check_built_for(manifest, searched_with)
        catalogue = Catalogue(folder / FILE_NAME)
        try:
            engine = searched_with.open(folder, manifest.versions, search_budget_ms)
            names = foreign.open_names(folder)
        except BaseException:
            catalogue.close()
            raise
        return cls(manifest, catalogue, engine, names)

    @classmethod
    def _open_pages(cls, folder: Path) -> Encyclopedia:
        """Opens a release whose engine is damaged: everything but search works."""
        manifest = release.verify(folder, below=FILE_NAME)
        logger.error("Release %s is served without search.", manifest.release_id)
        return cls(manifest, Catalogue(folder / FILE_NAME), None)

    @property
    def release(self) -> ReleaseInfo:
        """What the open release says of itself."""
        return self._info

    @property
    def engine(self) -> SearchEngine | None:
        """The engine itself, for benchmarks; None where only the pages are served."""
        return self._engine

    @property
    def languages(self) -> tuple[str, ...]:
        """ISO 639-1, those other than English that this release has names of occupations in."""
        return self._names.languages if self._names else ()

    # --- search ---------------------------------------------------------------------------------

    def search(
        self,
        text: str,
        *,
        kind: str | None = None,
        sort: str = "best",
        page: int = 1,
        size: int = DEFAULT_SIZE,
        verbatim: bool = False,
        language: str = "",
        **filters: Iterable[str],
    ) -> Results:
        """Parses and answers what a person typed.

        `filters` are those of `index.query.FILTERS`, and `occupation`: `exposure=["E2"]`.
        Raises QueryError for a parameter that cannot have its value, EngineError without an engine.
        """
        query = parse(
            text,
            filters=filters,
            kind=kind,
            sort=sort,
            page=page,
            size=size,
            verbatim=verbatim,
            language=language,
        )
        return self.answer(query)

    def answer(self, query: Query) -> Results:
        """Answers a parsed query. Raises EngineError without an engine."""
        if self._engine is None:
            raise EngineError("There is no search engine in this release.")
        if query.is_wordless:
            none = {name: dict.fromkeys(values, 0) for name, values in FILTERS.items()}
            return Results(query, facets=none)
        if read := self.names_read(query):
            return self._answer_named(query, read)
        if asked := self._asked_about_ai(query):
            return self._answer_about_ai(query, *asked)
        if names := compared(query):
            return self._answer_comparing(query, names)
        found = self._answer(query, query)
        if found.named is None and self._is_title_of_many(query):
            first = tuple(hit.occupation_code for hit in found.occupations.hits)
            found = replace(found, may_name=first)
        return found

    def _is_title_of_many(self, query: Query) -> bool:
        """Whether a query that names no single occupation is a title all the same."""
        assert self._engine is not None
        is_wanted = query.kind is None and bool(query.words)
        return is_wanted and self._engine.is_title(replace(query, prefix=False))

    def _answer_comparing(self, query: Query, names: Sequence[tuple[str, ...]]) -> Results:
        """Answers a query that asks to compare; where these are titles of occupations, without the
        words that only ask."""
        assert self._engine is not None
        codes: dict[str, None] = {}
        for words_of in names:
            name = reworded(replace(query, words=words_of, prefix=False))[0]
            if not self._engine.is_title(name):
                return self._answer(query, query)
            alone = replace(name, kind="occupation", page=1, size=1, filters={}, sort="best")
            hits = self._answer(alone, alone).occupations.hits
            codes |= dict.fromkeys(hit.occupation_code for hit in hits)
        wanted = tuple(word for name in names for word in ("or", *name))[1:]
        found = self._answer(query, replace(query, words=wanted))
        # A task is one of these or of those: none has to hold the words of both.
        return replace(found, compared=tuple(codes), dropped=()) if len(codes) > 1 else found

    def names_read(self, query: Query) -> Sequence[ForeignReading]:
        """Names in other languages that a query is; none if it is an English title, or the name of
        a software product. Raises EngineError without an engine."""
        if self._names is None:
            return ()
        if self._engine is None:
            raise EngineError("There is no search engine in this release.")
        read = self._names.read(query, self._engine.standing)
        if not read or self._engine.is_title(query):
            return ()
        # No product's name has an accent: "maço" begins "maçon", and not "macOS".
        if query.text.isascii() and self._software(query, query).is_certain:
            return ()
        return read

    def depends_on_language(self, query: Query, language: str) -> bool:
        """Whether a query is read otherwise for a reader of this language (ISO 639-1)."""
        if query.language or self._names is None or self._engine is None:
            return False
        own, any_other = (replace(query, spoken=each) for each in (language, ""))
        return self.names_read(own) != self.names_read(any_other)

    def _answer_named(self, query: Query, read: Sequence[ForeignReading]) -> Results:
        """Answers a query that names an occupation in another language."""
        assert self._engine is not None
        assert self._names is not None
        found = self._engine.search(self._names.query_of(query, read[0]))
        named = tuple(map(self._name_read, read))
        if query.kind in (None, "activity"):
            found = replace(found, activities=self._activities_of(named[0].occupation_code, query))
        return replace(found, query=query, read_as=named)

    def _activities_of(self, code: str, query: Query) -> Hits[ActivityHit]:
        """What an occupation does, where a name in another language says nothing of activities."""
        listed = self._catalogue.activities.of_occupation(code)
        return Hits(
            len(listed),
            tuple(
                ActivityHit(each.activity_id, 0.0, each.level, each.title, (), each.task_count)
                for each in listed[_shown(query)]
            ),
        )

    def _name_read(self, reading: ForeignReading) -> NameRead:
        occupation = self._named[reading.occupations[0]]
        return NameRead(reading.language, reading.title, occupation.code, occupation.title)

    def _answer(self, query: Query, asked: Query) -> Results:
        """Answers what is asked by a query that was typed."""
        assert self._engine is not None
        asked = self._engine.spelt(self._about_the_job(asked), self._catalogue.software.well_known)
        meant, others = reworded(asked)
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
        assert self._engine is not None
        job = job_asked(asked)
        if job is None:
            return asked
        if self._engine.is_title(reworded(job)[0]):
            return job
        # "nursing tasks": no title, but what an occupation with such a title does; and not
        # "cleaning duties", which enough statements name.
        does = len(job.words) == 1 and job.words[0].endswith("ing")
        is_job = does and self._engine.search(asked).dropped and self._occupation_named(job)
        return job if is_job else asked

    def _search(self, meant: Query, software: SoftwareHits) -> Results:
        """Asks the engine, with what software the words name."""
        assert self._engine is not None
        uses = {} if meant.verbatim else self._catalogue.software.uses(meant.words)
        if software.is_certain or uses:
            # A product's name is not a slip of the pen for the next best word.
            meant = replace(meant, as_spelt=software.is_certain, uses=uses)
            meant = replace(meant, beside=_said_of(software, meant))
        return self._engine.search(meant)

    def _software(self, query: Query, meant: Query) -> SoftwareHits:
        """Products that a query names, as typed or else in O*NET's words."""
        if query.phrases:
            return SoftwareHits()
        named = self._catalogue.software.named
        found = named(query.words, SOFTWARE_HITS, unfinished=query.prefix)
        if not found.total and meant.words != query.words:  # "which jobs use excel"
            found = named(meant.words, SOFTWARE_HITS, unfinished=meant.prefix)
        return found

    def _asked_about_ai(self, query: Query) -> tuple[Intent, OccupationHit | None] | None:
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
            return replace(whole[0], wish=first[0].wish), whole[1]
        return whole

    def _asked_in(self, query: Query) -> tuple[Intent, OccupationHit | None] | None:
        """The same, of one clause or of all words together."""
        intent = intended(query)
        if intent is None:
            intent = self._intended_of_an_occupation(query)
            return (intent, self._occupation_named(intent.query)) if intent else None
        title = None if intent.is_kind else self._occupation_named(intent.query)
        if title is None and not intent.query.is_blank:
            # "does a paralegal use AI daily": words of the question are left beside the title.
            for guess in supposed(query):
                about = guess.intent.query
                if self._is_whole_title(about) and (named := self._occupation_named(about)):
                    return replace(intent, query=about, is_kind=False), named
        return intent, title

    def _answer_about_ai(
        self, query: Query, intent: Intent, title: OccupationHit | None
    ) -> Results:
        """A question about AI: its words choose filter and order, unless these were chosen."""
        plan = planned(intent, query, title)
        found = self._answer(query, plan.query)
        told = plan.told
        if plan.query.is_blank and title is None and query.kind in (None, "occupation"):
            hits = self._by_ai(query, intent.wish)
            found = replace(found, occupations=hits)
            told += OCCUPATIONS_BY_USE if intent.wish is Wish.USED and hits.total else ""
        order = None if plan.query.sort == query.sort else plan.query.sort
        named = title.occupation_code if title else found.named
        return replace(found, understood=told, chosen_order=order, named=named)

    def _intended_of_an_occupation(self, query: Query) -> Intent | None:
        """A question about AI that only its subject shows to be one: "paralegal AI"."""
        assert self._engine is not None
        guesses = supposed(query)
        if guesses and self._engine.is_title(query):
            return None
        for guess in guesses:
            about = guess.intent.query
            may_be = guess.may_be_part or self._engine.is_title(reworded(about)[0])
            if about.is_blank or (may_be and self._occupation_named(about)):
                return guess.intent
        return None

    def _is_whole_title(self, query: Query) -> bool:
        """Whether the words, apart from stop words, are a title."""
        assert self._engine is not None
        content = tuple(word for word in query.words if word not in STOP_WORDS)
        return bool(content) and self._engine.is_title(reworded(replace(query, words=content))[0])

    def _occupation_named(self, query: Query) -> OccupationHit | None:
        """The occupation whose title has all the words of a query, if the best one is such."""
        if query.is_blank:
            return None
        alone = replace(query, kind="occupation", page=1, size=1, filters={}, sort="best")
        for hit in self._answer(alone, alone).occupations.hits:
            if has_words(hit, alone.words):
                return hit
        return None

    def _by_ai(self, query: Query, wish: Wish) -> Hits[OccupationHit]:
        """Occupations by observed exposure, if use is asked for, else by the mean exposure of their
        tasks; the highest or the lowest first. Those without the figure are left out."""
        sign = 1 if wish is Wish.UNTOUCHED else -1
        figures = (
            [(each.observed_exposure, each) for each in self.occupation_figures()]
            if wish is Wish.USED
            else [(each.beta_gpt4, each) for each in self.occupations()]
        )
        order = sorted(
            (sign * value, each.code, each)
            for value, each in figures
            if value is not None and each.task_count
        )
        return Hits(
            len(order),
            tuple(
                OccupationHit(code, -sorted_by, each.title, (), each.task_count, None)
                for sorted_by, code, each in order[_shown(query)]
            ),
        )

    def suggest(self, text: str, size: int = 8) -> tuple[str, ...]:
        """Completions of what was typed. Raises EngineError without an engine."""
        return self.answer(parse(text)).suggestions(size)

    def engine_ready(self) -> bool:
        """Whether a real query gets a real answer."""
        return self._engine is not None and self._engine.ready()

    # --- entries --------------------------------------------------------------------------------

    def task(self, task_id: int) -> TaskEntry:
        """Raises NotFoundError."""
        return self._catalogue.tasks.entry(task_id)

    def tasks(self, task_ids: Sequence[int]) -> tuple[TaskEntry, ...]:
        """In the order in which they are asked for; ids that no task has are left out."""
        return self._catalogue.tasks.entries(task_ids)

    def retired_task(self, task_id: int) -> RetiredTask | None:
        """A task that older releases had; None if no release known to us had it."""
        for task in self._catalogue.tasks.retired([task_id]):
            return task
        return None

    def retired_tasks(self, task_ids: Sequence[int]) -> tuple[RetiredTask, ...]:
        """In the order in which they are asked for; ids that no older release had are left out."""
        return self._catalogue.tasks.retired(task_ids)

    def similar(self, task_id: int, size: int = 8) -> tuple[TaskSummary, ...]:
        """Tasks of other occupations that share work activities and words, closest first."""
        return self._catalogue.tasks.similar(task_id, size)

    def task_summary(self, task_id: int) -> TaskSummary:
        """Raises NotFoundError."""
        return self._catalogue.tasks.summary(task_id)

    def task_summaries(self, task_ids: Sequence[int]) -> tuple[TaskSummary, ...]:
        """In the order in which they are asked for; ids that no task has are left out."""
        return self._catalogue.tasks.summaries(task_ids)

    def occupation(self, code: str) -> OccupationEntry:
        """Raises NotFoundError."""
        return self._catalogue.occupations.entry(code)

    def occupation_tasks(self, code: str) -> tuple[TaskSummary, ...]:
        """Rated ones first, by descending importance; none: there is no such occupation."""
        return self._catalogue.occupations.tasks(code)

    def activity(self, activity_id: str, page: int = 1, size: int = 50) -> ActivityEntry:
        """Raises NotFoundError."""
        return self._catalogue.activities.entry(activity_id, page, size)

    def shares(self, code: str) -> tuple[TaskShare, ...]:
        """What the Index observed of an occupation's tasks: oldest release first, then by share."""
        return self._catalogue.occupations.shares(code)

    def activity_occupations(self, activity_id: str) -> tuple[OccupationCount, ...]:
        """Occupations with tasks at or below an activity, those with the most of them first."""
        return self._catalogue.activities.occupations(activity_id)

    # --- browsing -------------------------------------------------------------------------------

    def software(self) -> tuple[Software, ...]:
        """All products, those that employers ask for in most occupations first."""
        return self._catalogue.software.all()

    def software_entry(self, slug: str) -> SoftwareEntry:
        """Raises NotFoundError."""
        return self._catalogue.software.entry(slug)

    def groups(self) -> tuple[MajorGroup, ...]:
        """The major groups that have occupations, by code."""
        return self._catalogue.occupations.groups()

    def occupations(self, group: str | None = None) -> tuple[OccupationSummary, ...]:
        """All occupations, or those of one major group (two digits), by code."""
        return self._catalogue.occupations.all(group)

    def figures(self, code: str) -> OccupationFigures:
        """Pay, jobs and outlook of one occupation. Raises NotFoundError."""
        return self._catalogue.occupations.figures(code)

    def occupation_figures(self) -> tuple[OccupationFigures, ...]:
        """Of all occupations what they are listed and ranked by, by code."""
        return self._catalogue.occupations.all_figures

    def measured_by(self, measures: Iterable[OccupationMeasure]) -> tuple[Source, ...]:
        """Where measures of how far AI reaches an occupation come from."""
        return self._catalogue.occupations.measured_by(measures)

    def measure_pairs(self) -> tuple[MeasurePair, ...]:
        """How far each two measures put all occupations in the same order."""
        return self._catalogue.occupations.measure_pairs

    def ranked_tasks(
        self,
        sort: str,
        codes: Sequence[str] | None = None,
        *,
        reverse: bool = False,
        start: int = 0,
        size: int = 100,
    ) -> tuple[int, tuple[tuple[int, TaskFigures], ...]]:
        """How many tasks have a figure (of `task_figures`), and a part of them with their rank;
        `codes`: only those of these occupations."""
        return self._catalogue.rankings.tasks(sort, codes, reverse=reverse, start=start, size=size)

    def activities(self, parent_id: str | None = None) -> tuple[ActivitySummary, ...]:
        """The GWAs, or the activities right below another one, by id."""
        return self._catalogue.activities.below(parent_id)

    def task_ids(self) -> Iterator[int]:
        """Ids of all live tasks, ascending."""
        return iter(self._catalogue.tasks.ids())

    def activity_ids(self) -> tuple[str, ...]:
        """Ids of the work activities of all levels, ascending."""
        return self._catalogue.activities.ids()

    def most_exposed(self, size: int) -> tuple[RatedOccupation, ...]:
        """Occupations with the highest mean exposure by GPT-4's labels."""
        return self._catalogue.findings.most_exposed(size)

    def most_disputed(self, size: int) -> tuple[RatedOccupation, ...]:
        """Occupations on which GPT-4 and the human raters differ most."""
        return self._catalogue.findings.most_disputed(size)

    def most_used(self, size: int) -> tuple[UsedTask, ...]:
        """Tasks with the largest share in the newest release of the Index."""
        return self._catalogue.findings.most_used(size)

    # --- changes between releases of O*NET ------------------------------------------------------

    def steps(self) -> tuple[ReleaseStep, ...]:
        """Consecutive releases of O*NET that were compared, newest first; none if there was one."""
        return self._catalogue.changes.steps()

    def change_counts(self, step: ReleaseStep) -> Mapping[ChangeKind, int]:
        """How many changes of each kind a step has; a kind without any is not there."""
        return self._catalogue.changes.counts(step.newer)

    def changes(
        self, step: ReleaseStep, kind: ChangeKind, size: int | None = None, first: int = 0
    ) -> tuple[Change, ...]:
        """Changes of one kind in a step, by occupation and task: `size` of them from `first` on.

        `size` of None: all that there are.
        """
        return self._catalogue.changes.of_kind(step.newer, kind, size, first)

    def retypings(self, step: ReleaseStep) -> tuple[tuple[str | None, str | None, int], ...]:
        """From which type to which, and how many tasks, the most first; None: not classified."""
        return self._catalogue.changes.retypings(step.newer)

    def rewordings(self, task_id: int) -> tuple[Change, ...]:
        """How a task's statement changed between the releases that were compared, newest first."""
        return self._catalogue.changes.rewordings(task_id)

    def emerging(self, code: str | None = None) -> tuple[EmergingEntry, ...]:
        """Statements that O*NET proposes, for all occupations or for one, by occupation."""
        if code is None:
            return self._catalogue.changes.emerging()
        return self._catalogue.changes.emerging_of_occupation(code)

    def proposals(self, task_id: int) -> tuple[EmergingEntry, ...]:
        """Statements that O*NET proposes in the place of a task."""
        return self._catalogue.changes.proposals(task_id)

    # --- downloads ------------------------------------------------------------------------------

    def downloads(self) -> tuple[Download, ...]:
        """The exports and the catalogue itself, by name, with what the manifest says of them."""
        return self._files_in(EXPORTS, FILE_NAME)

    def packed(self, name: str) -> Download | None:
        """The download of this name packed with gzip; None: the release has it in one form only."""
        return next((file for file in self._files_in(TWINS) if file.name == name + PACKED), None)

    def _files_in(self, folder: str, *others: str) -> tuple[Download, ...]:
        return tuple(
            Download(
                file.path.rpartition("/")[2],
                self._catalogue.path.parent / file.path,
                file.sha256,
                file.byte_count,
            )
            for file in self._manifest.files
            if file.path.rpartition("/")[0] == folder or file.path in others
        )

    def download(self, name: str) -> Download:
        """Raises NotFoundError: only what the manifest lists is given away."""
        for file in self.downloads():
            if file.name == name:
                return file
        raise NotFoundError(f"There is no download {name[:40]!r}.")

    # --- closing --------------------------------------------------------------------------------

    def close(self) -> None:
        """Lets go of the release's files."""
        self._catalogue.close()
        if self._engine is not None:
            self._engine.close()

    def __enter__(self) -> Encyclopedia:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _shown(query: Query) -> slice:
    """Which of all hits of a kind are shown: a page of them, or the few beside other kinds."""
    start = (query.page - 1) * query.size if query.kind else 0
    return slice(start, start + (query.size if query.kind else ASIDE))


def _said_of(software: SoftwareHits, query: Query) -> tuple[str, ...]:
    """What the product is for whose name a query is, in words that were not typed: "sage" names
    accounting software."""
    if not software.hits or not (software.is_certain or query.uses.keys() >= {*query.words}):
        return ()
    product = software.hits[0]
    name = words(product.name)
    if not all(any(own.startswith(word) for own in name) for word in query.words):
        return ()
    said = (*STOP_WORDS, *query.words)
    return tuple(word for word in words(product.category) if word not in said)
