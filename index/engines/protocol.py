"""What a search engine is to the rest of the project: a protocol, and what it answers.

Implemented by the two packages beside it, called by `index.answering`.
Hits carry all that a result line shows, so that no result page makes a trip to the catalogue.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import field, replace
from html import escape
from typing import TYPE_CHECKING, Generic, Literal, Protocol, TypeVar

from index.engines.columns import TASK_COLUMNS, task_rows
from index.engines.deadline import Deadline
from index.query import Correction, Query, Sort
from index.quick import quick
from index.records.entries import SoftwareHits
from index.records.terms import ExposureLabel, Level, TaskType
from index.relevance.wishes import Wished

if TYPE_CHECKING:
    from pandas import DataFrame

HitType = TypeVar("HitType", covariant=True)

By = Literal["words", "meaning"]
Standing = Literal["onet", "english", "unknown"]
"""What is known of a word: texts of O*NET have it, it is at least English, or neither."""

Spans = tuple[tuple[int, int], ...]
"""Where the matched words stand in a text: start and end of each, in order, not overlapping."""


@quick(frozen=True, slots=True)
class SameStatement:
    """A task of another occupation that has the very same statement."""

    task_id: int
    occupation_code: str
    occupation_title: str


@quick(frozen=True, slots=True)
class TaskHit:
    """A task on a result line."""

    task_id: int
    score: float
    """Comparable within one answer only."""
    text: str
    spans: Spans
    type: TaskType | None
    occupation_code: str
    occupation_title: str
    importance: float | None
    rank: int | None
    rated_tasks: int | None
    exposure: ExposureLabel | None
    human_exposure: ExposureLabel | None
    observed: bool
    missing: tuple[str, ...] = ()
    """Words that were asked for and that the statement does not have."""
    by: By = "words"
    """Why it was found. What is only related by meaning has no spans and no missing words."""
    same: tuple[SameStatement, ...] = ()
    """All tasks with the same statement in other occupations, found or not, by title."""
    repeats: int | None = None
    """The task of the same page that has the same statement and stands higher: sorted by "best",
    what repeats stands after the first three."""


@quick(frozen=True, slots=True)
class OccupationHit:
    """An occupation on a result line."""

    occupation_code: str
    score: float
    title: str
    spans: Spans
    task_count: int
    lay_title: str | None
    """The lay title that was meant, where the title itself does not say why this was found."""
    lay_title_spans: Spans = ()


@quick(frozen=True, slots=True)
class ActivityHit:
    """A work activity on a result line."""

    activity_id: str
    score: float
    level: Level
    title: str
    spans: Spans
    task_count: int


@quick(frozen=True, slots=True)
class Hits(Generic[HitType]):
    """The hits of one kind: the page asked for, and how many there are in all."""

    total: int = 0
    hits: tuple[HitType, ...] = ()
    related: int = 0
    """How many more are listed because they are related by meaning: `total` and the counts of
    filters leave them out, pages do not."""

    @property
    def listed(self) -> int:
        """How many there are on all pages together."""
        return self.total + self.related


def with_corrections(query: Query, corrections: Iterable[Correction]) -> Query:
    """The query as an engine searched it, with the words that it put in the place of others."""
    text = f" {' '.join(query.words)} "
    for correction in corrections:
        text = text.replace(f" {correction.typed} ", f" {correction.searched} ")
    return replace(query, words=tuple(text.split()))


def _shown(value: object) -> str:
    return "" if value is None else escape(str(value))


@quick(frozen=True, slots=True)
class NameRead:
    """A name of an occupation in ESCO: in another language, or in British English."""

    language: str
    """ISO 639-1; British English is `en`."""
    name: str
    """As it is written in that language."""
    occupation_code: str
    occupation_title: str


@quick(frozen=True, slots=True)
class Results:
    """One answer."""

    query: Query
    tasks: Hits[TaskHit] = field(default_factory=Hits)
    occupations: Hits[OccupationHit] = field(default_factory=Hits)
    activities: Hits[ActivityHit] = field(default_factory=Hits)
    named: str | None = None
    """The code of the occupation whose title was typed: of a few that have it, the likeliest one.
    None: it is no title, or one of many. Of a question about AI: the one that it is about."""
    may_name: tuple[str, ...] = ()
    """Codes of the occupations shown first, where the query is a title of many."""
    compared: tuple[str, ...] = ()
    """Codes of the occupations that the query asks to compare, at least two."""
    software: SoftwareHits = field(default_factory=SoftwareHits)
    """Products that the query names; they come from the catalogue, whatever the engine."""
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Filter → value → how many tasks choosing it gives, with all other chosen filters applied."""
    corrections: tuple[Correction, ...] = ()
    dropped: tuple[str, ...] = ()
    """Words that were made optional because too few tasks hold all of them."""
    chosen_order: Sort | None = None
    """The order that a question about AI chose; None: that of the query."""
    understood: str = ""
    """What the query was read as, where that chose filter or order, for the person who typed it;
    searching exactly undoes it."""
    read_as: tuple[NameRead, ...] = ()
    """Names of ESCO that the query is, the likeliest first; that one was searched. Empty: its
    words were; searching exactly does so."""
    wished: Wished | None = None
    """Figures that the query asks for, which rankings answer; None: it asks for none."""
    notes: tuple[str, ...] = ()
    """How the query was understood, in words for the person who typed it."""
    partial: bool = False
    """The time budget ran out; there may be more."""

    def __repr__(self) -> str:
        counts = (
            (self.tasks.total, "task", "tasks"),
            (self.occupations.total, "occupation", "occupations"),
            (self.activities.total, "activity", "activities"),
        )
        counted = ", ".join(f"{n:,} {one if n == 1 else several}" for n, one, several in counts)
        return f"<Results {self.query.text!r}: {counted}>"

    def to_frame(self) -> DataFrame:
        """The tasks of this page as a pandas data frame, a row each: what is missing is NA."""
        from pandas import DataFrame  # for notebooks, where it is

        return DataFrame(task_rows(self.tasks.hits), columns=list(TASK_COLUMNS)).convert_dtypes()

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        names = ("task_id", "text", "occupation_title", "importance", "exposure")
        head = "".join(f"<th>{name.replace('_', ' ')}</th>" for name in names)
        rows = "".join(
            f"<tr>{''.join(f'<td>{_shown(getattr(hit, name))}</td>' for name in names)}</tr>"
            for hit in self.tasks.hits
        )
        return f"<p>{escape(repr(self)[1:-1])}</p><table><tr>{head}</tr>{rows}</table>"

    def suggestions(self, size: int) -> tuple[str, ...]:
        """Up to `size` completions of the query: titles first, then statements."""
        if self.query.is_blank:
            return ()
        found = [
            *(hit.title for hit in self.occupations.hits),
            *(hit.title.rstrip(".") for hit in self.activities.hits),
            *(hit.text.rstrip(".") for hit in self.tasks.hits),
        ]
        return tuple(dict.fromkeys(found))[:size]


class SearchEngine(Protocol):
    """A searchable copy of the tasks, occupations and activities of one release."""

    def deadline(self) -> Deadline:
        """When an answer that begins now is to be given, by the engine's clock and budget."""

    def search(self, query: Query, deadline: Deadline | None = None) -> Results:
        """Answers a query; never raises for what a person typed. Where the time is over, some of
        it is missing, and the results are partial.

        `deadline`: of the answer that this is part of; None: it is one by itself.
        Raises EngineError if the engine cannot answer at all.
        """

    def standing(
        self, word: str, *, unfinished: bool, misspelt: bool = False, names: int = 0
    ) -> Standing:
        """What is known of a word as English; `unfinished`: more letters may follow, `misspelt`: it
        may be a slip. `names`: how many names in other languages begin so."""

    def spelt(self, query: Query, names: Container[str]) -> Query:
        """The query with words together or apart as the release writes them; `names` of software
        are written together where they are no two words of its texts."""

    def is_title(self, query: Query) -> bool:
        """Whether a query is a title of an occupation, or the beginning of some."""

    def ready(self) -> bool:
        """Whether a real query gets a real answer; never raises."""

    def close(self) -> None:
        """Lets go of files and connections."""
