"""Software of a catalogue, by name and by occupation. Called by `index.encyclopedia`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from math import log1p
from typing import NamedTuple

from index.catalogue import summaries
from index.catalogue.database import Database, columns
from index.catalogue.sources import ONET, Sources
from index.errors import NotFoundError
from index.records.entries import (
    OccupationSummary,
    Software,
    SoftwareEntry,
    SoftwareHits,
    SoftwareInOccupation,
)
from index.relevance.english import usual
from index.software import SHORTEST_PREFIX, asked

MAX_WORDS = 6
"""A query with more words names no product."""

WELL_KNOWN = 20
"""Occupations that use a product from which on it goes by its name without its maker's."""

PLAIN = 2.5
"""How usual in English a word is that is no name before it is a word."""
USERS, PLAIN_USERS = 5, 10
"""Occupations that must use what a word names, so that they are meant by it; the same for a word
that is English."""
MOST_USERS = 300
"""Occupations from which on it says nothing who uses it: "Word", "Excel"."""
REMEMBERED = 500
"""Words of which the occupations are kept."""

_LAST = "\U0010ffff"  # sorts behind every letter
_SUMMARY = columns(Software, "software")


class SoftwareReader:
    """The software of an opened catalogue."""

    def __init__(self, database: Database, sources: Sources) -> None:
        self._database = database
        self._sources = sources
        # A method would hold its reader, which holds the cache: a cycle keeps the file open.
        self._uses = lru_cache(maxsize=REMEMBERED)(partial(_uses_of, database))
        self._names = lru_cache(maxsize=1)(partial(_names, database))

    def entry(self, slug: str) -> SoftwareEntry:
        """Raises NotFoundError."""
        found = self._database.records(
            Software, f"SELECT {_SUMMARY} FROM software WHERE slug = :slug", slug=slug
        )
        if not found:
            raise NotFoundError(f"There is no software {slug[:40]!r}.")
        return SoftwareEntry(
            software=found[0],
            in_demand=self._occupations(slug, in_demand=True),
            others=self._occupations(slug, in_demand=False),
            sources=self._sources.of_keys([ONET]),
        )

    def _occupations(self, slug: str, *, in_demand: bool) -> tuple[OccupationSummary, ...]:
        return summaries.occupations(
            self._database,
            "JOIN occupation_software AS used USING (occupation_code)"
            " WHERE used.slug = :slug AND used.in_demand = :in_demand ORDER BY occupation.title",
            slug=slug,
            in_demand=in_demand,
        )

    def all(self) -> tuple[Software, ...]:
        """What employers ask for in most occupations first, then what is used in most."""
        return self._database.records(
            Software,
            f"SELECT {_SUMMARY} FROM software"
            " ORDER BY in_demand_count DESC, occupation_count DESC, slug",
        )

    def of_occupation(self, code: str) -> tuple[SoftwareInOccupation, ...]:
        """In demand first, then hot, then by name."""
        return self._database.records(
            SoftwareInOccupation,
            "SELECT slug, name, category, is_hot, in_demand"
            " FROM occupation_software JOIN software USING (slug) WHERE occupation_code = :code"
            " ORDER BY in_demand DESC, is_hot DESC, name COLLATE NOCASE",
            code=code,
        )

    def named(self, query_words: Sequence[str], size: int, *, unfinished: bool) -> SoftwareHits:
        """Products that have every word of a query in their names, the best known first.

        A product is meant if the query is its name, with its maker's or without, or if one of the
        words occurs in names of software only: "power" alone names none. `unfinished`: letters
        may follow the last word.
        """
        wanted = asked(query_words)
        if not wanted or len(wanted) > MAX_WORDS:
            return SoftwareHits()
        *others, last = wanted
        names = self._names()
        if not names.all.issuperset(others):  # nearly always, and at every keystroke
            return SoftwareHits()
        found = []
        if last in names.all and names.may_mean(wanted):
            found = self._with_words(wanted, last, least=0)
        goes_on = unfinished and len(last) >= SHORTEST_PREFIX
        if not found and goes_on and (names.begin(last) or names.may_mean(wanted)):
            found = self._with_words(wanted, last + _LAST, least=WELL_KNOWN)
        # "teamwork" and "mitre" are English first, and names of products that few use.
        plain = all(usual(word) >= PLAIN for word in wanted)
        told = [one.product for one in found if one.tells]
        is_well_known = any(product.occupation_count >= WELL_KNOWN for product in told)
        return SoftwareHits(
            total=len(found),
            hits=tuple(one.product for one in found[:size]),
            is_certain=is_well_known or bool(told and not plain),
            is_well_known=is_well_known,
        )

    @property
    def well_known(self) -> frozenset[str]:
        """Words that name a product by themselves which many occupations use."""
        return self._names().well_known

    def uses(self, query_words: Sequence[str]) -> Mapping[str, Mapping[str, float]]:
        """Words of a query that name software → the occupations that use it → how much it is
        theirs: 1 where it is most.

        It is an occupation's own if employers often ask for it, and if the occupation uses much of
        that category: Photoshop is a graphic designer's before it is a clerk's.
        """
        names = self._names().alone.intersection(asked(query_words))
        used = {word: self._uses(word) for word in names}
        return {word: uses for word, uses in used.items() if uses}

    def _with_words(self, wanted: Sequence[str], end: str, *, least: int) -> list[_Named]:
        """Products that `least` occupations use, by the words of their names. The last word is any
        from the last that is wanted up to `end`."""
        last, *others = (wanted[-1], *{*wanted[:-1]})
        other_words = {f"word_{number}": word for number, word in enumerate(others)}
        has = "EXISTS (SELECT 1 FROM software_word AS w WHERE w.slug = software.slug AND "
        among = "".join(f" OR w.word = :{name}" for name in other_words)
        statement = (
            f"SELECT {has} w.is_telling AND (w.word BETWEEN :last AND :end{among})) AS tells,"
            f" {_SUMMARY} FROM software WHERE slug IN (SELECT slug FROM software_word"
            "   WHERE word BETWEEN :last AND :end AND occupation_count >= :least)"
            + "".join(f" AND {has} w.word = :{name})" for name in other_words)
            + " AND (tells OR short_name = :name"
            "   OR (short_name LIKE :maker_and_name AND software.occupation_count >= :known))"
            " ORDER BY in_demand_count DESC, software.occupation_count DESC, slug"
        )
        name = " ".join(wanted)
        rows = self._database.rows(
            statement,
            last=last,
            end=end,
            least=least,
            name=name,
            maker_and_name=f"% {name}",
            known=WELL_KNOWN,
            **other_words,
        )
        return [
            _Named(
                bool(row["tells"]),
                Software(
                    slug=row["slug"],
                    name=row["name"],
                    category=row["category"],
                    is_hot=bool(row["is_hot"]),
                    occupation_count=row["occupation_count"],
                    in_demand_count=row["in_demand_count"],
                ),
            )
            for row in rows
        ]


class _Named(NamedTuple):
    """A product that a query may mean."""

    tells: bool
    """One of the words occurs in names of software only."""
    product: Software


class _Names(NamedTuple):
    """The words in names of software, some thousands: most queries name none, and need not ask the
    database to see that."""

    all: frozenset[str]
    alone: frozenset[str]
    """Those that name a product by themselves."""
    telling: frozenset[str]
    """Those that occur in names of software only."""
    known: list[str]
    """The telling ones of well-known products, in order."""
    well_known: frozenset[str]
    """Those that name a well-known product by themselves."""
    whole: frozenset[str]
    """Names without such words, as a query has them; of well-known products without their makers',
    too."""

    def may_mean(self, wanted: Sequence[str]) -> bool:
        """Whether finished words may mean a product."""
        return not self.telling.isdisjoint(wanted) or " ".join(wanted) in self.whole

    def begin(self, beginning: str) -> bool:
        """Whether any word begins so that means a well-known product."""
        place = bisect_left(self.known, beginning)
        return place < len(self.known) and self.known[place].startswith(beginning)


def _names(database: Database) -> _Names:
    # Each word is kept once, however many sets it is in.
    every = {word: word for word in database.column("SELECT DISTINCT word FROM software_word")}
    are_telling = "SELECT DISTINCT word FROM software_word WHERE is_telling"
    telling = frozenset(every[word] for word in database.column(are_telling))
    known = database.column(f"{are_telling} AND occupation_count >= :known", known=WELL_KNOWN)
    whole, alone = set(), set(telling)
    well_known = {every[word] for word in known}
    for row in database.rows("SELECT short_name, occupation_count FROM software"):
        name, is_known = row["short_name"], row["occupation_count"] >= WELL_KNOWN
        if is_known and name in every:
            alone.add(every[name])
            well_known.add(every[name])
        parts = name.split(" ")
        for start in range(len(parts) if is_known else 1):
            if telling.isdisjoint(parts[start:]):
                whole.add(" ".join(parts[start:]))
    return _Names(
        frozenset(every),
        frozenset(alone),
        telling,
        sorted(every[word] for word in known),
        frozenset(well_known),
        frozenset(whole),
    )


def _uses_of(database: Database, word: str) -> Mapping[str, float]:
    """Occupation → how much a word of a product's name speaks for it, 0 to 1; empty: nothing."""
    (names,) = database.rows(
        "SELECT MAX(software.occupation_count) AS most_users, MAX(is_hot) AS is_hot"
        " FROM software_word JOIN software USING (slug) WHERE word = :word",
        word=word,
    )
    if names["most_users"] > MOST_USERS:
        return {}
    own: dict[str, float] = {}
    for row in database.rows(
        "SELECT occupation_code, in_demand, same_category"
        " FROM software_word JOIN occupation_software USING (slug) WHERE word = :word",
        word=word,
    ):
        value = (1 + row["in_demand"]) * log1p(row["same_category"])
        code = row["occupation_code"]
        own[code] = max(own.get(code, 0.0), value)
    # What employers ask for is known by its name, however few use it: "TikTok".
    if not names["is_hot"] and len(own) < (PLAIN_USERS if usual(word) >= PLAIN else USERS):
        return {}
    most = max(own.values())
    return {code: value / most for code, value in own.items()}
