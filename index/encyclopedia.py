"""The one door for readers: catalogue and engine of one release behind one object.

Called by the web app, the command line and anyone who imports Taskdex as a library.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from index import release
from index.answering import Answering, EscoNames
from index.catalogue import EXPORTS, FILE_NAME, TWINS, Catalogue
from index.engines import english_names, foreign
from index.engines.backends import Backend, backend, check_built_for
from index.engines.english_names import EnglishNames
from index.engines.foreign import Foreign, ForeignReading
from index.engines.protocol import Results, SearchEngine
from index.engines.setting import WHOOSH
from index.errors import EngineError, NotFoundError, ReleaseError
from index.home import default_home
from index.query import DEFAULT_SIZE, Query, parse
from index.records.entries import (
    ActivityEntry,
    ActivitySummary,
    Download,
    EmergingEntry,
    MajorGroup,
    OccupationCount,
    OccupationEntry,
    OccupationSummary,
    RatedOccupation,
    ReleaseInfo,
    Software,
    SoftwareEntry,
    TaskEntry,
    TaskFigures,
    TaskShare,
    TaskSummary,
    UsedTask,
)
from index.records.joined import Change, ReleaseStep, RetiredTask
from index.records.labour import OccupationFigures
from index.records.measures import MeasurePair, OccupationMeasure
from index.records.published import Source
from index.records.terms import PACKED, ChangeKind
from index.release import Manifest

logger = logging.getLogger("taskdex")


class Encyclopedia:
    """A release, opened for reading. Safe to share between threads."""

    def __init__(
        self,
        manifest: Manifest,
        catalogue: Catalogue,
        engine: SearchEngine | None,
        foreign: Foreign | None = None,
        english: EnglishNames | None = None,
    ) -> None:
        """`engine` is None where only the pages can be served, `foreign` where the release has no
        names of ESCO in other languages than English, `english` where it has none in British
        English."""
        self._manifest = manifest
        self._info = manifest.info()
        self._catalogue = catalogue
        self._engine = engine
        self._foreign = foreign
        self._answering: Answering | None = None
        if engine:
            names = EscoNames(engine, catalogue, foreign, english)
            self._answering = Answering(engine, catalogue, names)

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
        `search_budget_ms` bounds an answer, all searches of the engine that it makes together;
        None: the engine's own budget. `engine` is what TASKDEX_ENGINE may be. Raises ReleaseError
        if there is no release, EngineError if there is no such engine.
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
        with ExitStack() as opened:
            catalogue = Catalogue(folder / FILE_NAME)
            opened.callback(catalogue.close)
            engine = searched_with.open(folder, manifest.versions, search_budget_ms)
            opened.callback(engine.close)
            names = foreign.open_names(folder), english_names.open_english(folder)
            opened.pop_all()  # all is open, and stays so
        return cls(manifest, catalogue, engine, *names)

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
        return self._foreign.languages if self._foreign else ()

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
        return self._answers().answer(query)

    def esco_names(self, query: Query) -> Sequence[ForeignReading]:
        """Names of ESCO that a query is, the likeliest first; none if it is one of O*NET's titles,
        or the name of a software product. Raises EngineError without an engine."""
        return self._answers().names.read(query)

    def _answers(self) -> Answering:
        if self._answering is None:
            raise EngineError("There is no search engine in this release.")
        return self._answering

    def deciding_languages(self, query: Query) -> tuple[str, ...]:
        """Those (ISO 639-1) for whose readers a query is another name than for any other reader;
        none without an engine."""
        return self._answering.names.deciding_languages(query) if self._answering else ()

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

    def measures(self, code: str) -> tuple[OccupationMeasure, ...]:
        """How far AI reaches one occupation, by each measure that has it."""
        return self._catalogue.occupations.measures(code)

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
