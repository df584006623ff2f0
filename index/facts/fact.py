"""What a fact is, and how records become JSON by their facts.

Called by the modules beside it, which declare facts, and by everything that shows them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, Final, Generic, Literal, TypeVar

from index.facts.null import Null

Json = dict[str, object]
Kind = Literal["integer", "number", "string", "boolean", "address", "interval", "record"]
Format = Literal["", "share", "conversations", "raters", "growth", "rounded", "estimate"]
R = TypeVar("R")

ONET: Final = "O*NET"
STUDY: Final = "GPTs are GPTs"
SIGNALS: Final = "OpenAI Signals"
INDEX: Final = "Anthropic Economic Index"
OEWS: Final = "Occupational Employment and Wage Statistics"
WORKING_WITH_AI: Final = "Working with AI"
PROJECTIONS: Final = "Employment Projections"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a publisher has it."""

    dataset: str
    table: str = ""
    """File, or kind of file where the name changes from release to release."""
    column: str = ""

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.dataset, self.table, self.column)))


@dataclass(frozen=True, slots=True)
class Links:
    """How pages are addressed by whoever writes the JSON."""

    task: Callable[[int], str]
    occupation: Callable[[str], str]
    activity: Callable[[str], str]
    software: Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that we say of a record, under one name."""

    name: str
    """Its key in JSON: a promise to others. Add to them, never rename one."""
    meaning: str
    """A sentence or two, for whoever reads nothing else."""
    kind: Kind = "string"
    null: tuple[Null, ...] = ()
    """Why it can be missing; empty: it is always there."""
    unit: str = ""
    origin: Origin | None = None
    """None: made by Taskdex."""
    read: str | Callable[[Any], Any] = ""
    """Where the record has it: the path of an attribute, or a function for what needs one; empty:
    the attribute of the same name."""
    why: Callable[[Any], Null] | None = None
    """Which of several reasons it is missing for."""

    low: float | None = 0
    """Of integers and numbers."""
    high: float | None = None
    values: tuple[str, ...] = ()
    """All that it can be; empty: any text."""
    pattern: str = ""
    example: str = ""

    of: Facts[Any] | Fact | None = None
    """What it is made of: the facts of another record, or of each thing in a list of values."""
    many: bool = False
    """A list, which can be empty and is never null."""
    link: Literal["", "task", "occupation", "activity", "software"] = ""
    """The page whose address it is, by the value read."""

    label: str = ""
    """Its name on pages, in comparisons and Markdown; empty: it has no line of its own."""
    places: int | None = None
    """Decimals shown to people; None: those that the unit has."""
    shown_as: Format = ""
    """How people see it, where its unit does not say."""
    term: str = ""
    """Its name in schema.org's vocabulary; empty: that has no such word."""
    asked: tuple[str, ...] = ()
    """Words with which people ask for jobs that have much of it ("well *paid* jobs"),"""
    asked_least: tuple[str, ...] = ()
    """and with which they ask for those that have least."""

    @property
    def reader(self) -> Callable[[Any], Any]:
        """What takes the value out of the record."""
        return self.read if callable(self.read) else attrgetter(self.read or self.name)

    def within(self, part: str) -> Fact:
        """The same fact of a record that has this one as a part."""
        assert not callable(self.read)
        return replace(self, read=f"{part}.{self.read or self.name}")

    def missing(self, record: object) -> Null | None:
        """Why a record has no value; None: it has one."""
        if self.reader(record) is not None:
            return None
        return self.null[0] if self.why is None else self.why(record)


class Facts(Generic[R]):
    """The facts of one kind of record, in the order of its JSON."""

    def __init__(self, name: str, meaning: str, *facts: Fact) -> None:
        """`name` is that of its JSON Schema; empty: it occurs within another one only."""
        self.name = name
        self.meaning = meaning
        self._facts = {fact.name: fact for fact in facts}
        self._reads = tuple((fact.name, fact.reader) for fact in facts)
        self._turns = tuple(
            (fact.name, turn) for fact in facts if (turn := _turning(fact)) is not None
        )

    def __getitem__(self, name: str) -> Fact:
        return self._facts[name]

    def __iter__(self) -> Iterator[Fact]:
        return iter(self._facts.values())

    def some(self, *names: str) -> tuple[Fact, ...]:
        """Facts by name, in another order."""
        return tuple(self._facts[name] for name in names)

    def shown(self, *first: str) -> tuple[Fact, ...]:
        """Facts that have a line on pages: these, then any other."""
        return (*self.some(*first), *self.beside(*first))

    def beside(self, *own: str) -> tuple[Fact, ...]:
        """Facts that have a line on pages, but for those that a page shows in a way of its own."""
        return tuple(fact for fact in self if fact.label and fact.name not in own)

    def json(self, record: R, links: Links) -> Json:
        """The record as JSON has it."""
        found = {name: read(record) for name, read in self._reads}
        for name, turn in self._turns:
            found[name] = turn(found[name], links)
        return found


Turn = Callable[[Any, Links], object]


_PAGES: Final[dict[str, Turn]] = {
    "task": lambda task_id, links: links.task(task_id),
    "occupation": lambda code, links: links.occupation(code),
    "activity": lambda activity_id, links: links.activity(activity_id),
    "software": lambda slug, links: links.software(slug),
}


def _turning(fact: Fact) -> Turn | None:
    """What makes the value read into JSON; None: it is JSON already."""
    if fact.link:
        return _PAGES[fact.link]
    if isinstance(fact.of, Facts):
        json = fact.of.json
        if fact.many:
            return lambda value, links: [json(one, links) for one in value]
        return lambda value, links: None if value is None else json(value, links)
    if fact.many:
        return lambda value, links: list(value)
    if fact.kind == "interval":
        return lambda value, links: None if value is None else list(value)
    return None
