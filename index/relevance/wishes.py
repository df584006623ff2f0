"""What figure of jobs a query asks for, where it names no job: "highest paid jobs", "well paid jobs
without a degree". Pure; called by `index.answering`, and answered by rankings.

A figure is asked for by the words that its fact declares (`index.facts`), a major group by those of
its title. Every word of the query must say something here: who asks for more than the data have
("best jobs for introverts") is promised nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Final

from index.facts.labour import FIGURES
from index.lists import table, word_set
from index.query import Query
from index.relevance.intents import Aim
from index.relevance.pay import PayRange, pay_named
from index.soc import MAJOR_GROUP_TITLES
from index.text import STOP_WORDS, words

MOST_WORDS: Final = 12
_FIGURES: Final = {word: (fact.name, False) for fact in FIGURES for word in fact.asked} | {
    word: (fact.name, True) for fact in FIGURES for word in fact.asked_least
}
"""Word → the figure that it asks for, and whether for the least of it."""
_JOBS: Final = frozenset(
    "job jobs career careers occupation occupations profession professions".split()
)
_WORK: Final = frozenset("position positions role roles work".split())
"""What means jobs only where an order is asked for: not "work with money"."""
_MOST: Final = word_set("wish_most")
_LEAST: Final = word_set("wish_least")
_WITHOUT: Final = frozenset("no not without dont doesnt".split())
_HELD: Final = {"".join(said): zones for said, zones in table("zones_held").items()}
"""What people have, in one word → the job zones that mostly ask for it."""
_LACKED: Final = {"".join(said): zones for said, zones in table("zones_lacked").items()}
"""What they do without → the job zones that hardly ask for it."""
_GENERAL: Final = frozenset("degree diploma education".split())
"""Say nothing more beside what degree or school it is."""
_VAGUE: Final = word_set("wish_vague")
_GROUPS: Final = {
    word: frozenset(code for code, title in MAJOR_GROUP_TITLES.items() if word in words(title))
    for title in MAJOR_GROUP_TITLES.values()
    for word in words(title)
    if word not in STOP_WORDS
}
"""Word of the title of a major group → the groups that have it."""
_ORDERS: Final = _MOST | _LEAST
_ZONES: Final = frozenset(_HELD) | frozenset(_LACKED)
_IN_ONE: Final = frozenset(_GROUPS) | _ZONES
"""Words that a query may write as two."""
_PAY: Final = "median_annual_pay"
_SIZE: Final = "employment"
_LARGE: Final = frozenset({"biggest", "largest"})
"""Ask for the size of jobs, where they put no other figure in order."""
_APART: Final = frozenset({"but", "with"})
"""What stands on one side of these has no part in what is denied on the other."""
_MEANT: Final = frozenset(_FIGURES) | _IN_ONE | _JOBS | _WORK | _ORDERS | _WITHOUT | _APART
_SAY_NOTHING: Final = STOP_WORDS | word_set("wish_fillers")
_KNOWN: Final = _MEANT | _SAY_NOTHING


@dataclass(frozen=True, slots=True)
class Wished:
    """Jobs or tasks that are asked for by their figures."""

    figures: tuple[tuple[str, bool], ...] = ()
    """Facts that put them in order, each with whether the lowest come first; empty: none is asked
    for, only job zones are."""
    zones: tuple[str, ...] = ()
    """Job zones, any of which they have; empty: all."""
    groups: tuple[str, ...] = ()
    """Major groups, likewise."""
    paid: PayRange | None = None
    """What they pay; None: whatever it is."""
    is_of_ai: bool = False
    """The last figure is a measure of AI; if there are others, only the quarter of occupations is
    meant that has most of it, or least."""


def wished(query: Query) -> Wished | None:
    """None: the query asks for something else, or for more than figures say."""
    paid, others = pay_named(query)
    return _wished(query, paid, others, is_of_ai=False)


def wished_beside_ai(aim: Aim, query: Query, about: Collection[str]) -> Wished | None:
    """The jobs that a question about AI asks for, the measure of AI last: "well paid jobs safe from
    AI", "legal jobs that use AI". None: all jobs, or more than figures say. `about`: words of the
    question that are not of AI."""
    paid, others = pay_named(query)
    kept = [
        word
        for place, word in enumerate(others)
        if word in about or word in _JOBS | _WORK or _denies_preparation(others, place)
    ]
    found = _wished(query, paid, kept, is_of_ai=True)
    return found and replace(found, figures=(*found.figures, _measure_of_jobs(aim)), is_of_ai=True)


def without_wishes(query: Query) -> Query:
    """The query without pay, and without what denies preparation: the "no" of "no degree" says
    nothing of AI."""
    _, others = pay_named(query)
    kept = tuple(
        word for place, word in enumerate(others) if not _denies_preparation(others, place)
    )
    return query if kept == query.words else replace(query, words=kept)


def _denies_preparation(said: Sequence[str], place: int) -> bool:
    """Whether jobs are asked for that do without what follows: "that don't need a degree"."""
    if said[place] not in _WITHOUT:
        return False
    following = _in_one(said[place + 1 :])
    return next((word for word in following if word not in _SAY_NOTHING), "") in _ZONES


def _wished(
    query: Query, paid: PayRange | None, words: Sequence[str], *, is_of_ai: bool
) -> Wished | None:
    """`words`: those of the query that say neither pay nor AI. `is_of_ai`: a measure of AI puts the
    jobs in order, if nothing else does."""
    found = _without_counts(list(_in_one(words)))
    if (
        not 2 <= len(query.words) <= MOST_WORDS
        or not _KNOWN.issuperset(found)
        or query.phrases
        or query.excluded
        or query.verbatim
    ):
        return None
    said = [word for word in found if word in _MEANT]
    figures, zones, groups = _figures(said), _zones(said), _groups(said)
    if figures is None or zones is None or groups is None:
        return None
    figures = figures or _without_name(said, paid)
    if not (figures or zones or (is_of_ai and groups)):
        return None
    is_ordered = is_of_ai or paid is not None or (bool(figures) and not _ORDERS.isdisjoint(said))
    is_of_jobs = not _JOBS.isdisjoint(said) or (is_ordered and not _WORK.isdisjoint(said))
    if not is_of_jobs and (is_of_ai or groups or not is_ordered):
        return None
    return Wished(figures, zones, groups, paid)


def _without_name(said: Sequence[str], paid: PayRange | None) -> tuple[tuple[str, bool], ...]:
    """The figure that is asked for without its name: "jobs over 80k", "largest occupations"."""
    if paid is not None:
        return ((_PAY, False),)
    is_of_size = not (_LARGE.isdisjoint(said) or _JOBS.isdisjoint(said))
    return ((_SIZE, False),) if is_of_size else ()


def _in_one(typed: Sequence[str]) -> Iterator[str]:
    """The words, in one those that titles of major groups or the lists of what jobs ask for write
    so: "health care", "high school"."""
    place = 0
    while place < len(typed):
        together = "".join(typed[place : place + 2])
        is_one = together in _IN_ONE and typed[place] not in _GROUPS
        yield together if is_one else typed[place]
        place += 2 if is_one else 1


def _without_counts(found: Sequence[str]) -> Sequence[str]:
    """Without how many jobs are asked for: "top 10 highest paid jobs"."""
    beside_orders = {
        near for place, word in enumerate(found) if word in _MOST for near in (place - 1, place + 1)
    }
    return [
        word
        for place, word in enumerate(found)
        if not (word.isdecimal() and place in beside_orders)
    ]


def wished_of_ai(aim: Aim, query: Query) -> Wished:
    """What a question about AI asks for that names neither a job nor anything done in one."""
    if {"task", "tasks"}.isdisjoint(query.words):
        return Wished((_measure_of_jobs(aim),))
    return Wished((("share_percent" if aim is Aim.USED else "beta", aim is Aim.UNTOUCHED),))


def _measure_of_jobs(aim: Aim) -> tuple[str, bool]:
    """What a question about AI puts jobs in order by, and whether the least comes first."""
    return "observed_exposure" if aim is Aim.USED else "beta_gpt4", aim is Aim.UNTOUCHED


def _figures(said: Sequence[str]) -> tuple[tuple[str, bool], ...] | None:
    """The figures, each in the order that the word beside it asks for; None: that is nonsense, or a
    word asks for the least of nothing ("worst jobs that pay")."""
    found: dict[str, bool] = {}
    bound: set[int] = set()
    for place, word in enumerate(said):
        if word not in _FIGURES:
            continue
        name, of_least = _FIGURES[word]
        beside = [near for near in (place - 1, place + 1) if 0 <= near < len(said)]
        order = next((near for near in beside if said[near] in _ORDERS and near not in bound), None)
        if order is not None:
            bound.add(order)
            if said[order] in _LEAST:
                if of_least:
                    return None  # "least declining"
                of_least = True
        if found.setdefault(name, of_least) != of_least:
            return None
    is_loose = any(word in _LEAST and place not in bound for place, word in enumerate(said))
    return None if is_loose else tuple(found.items())


def _zones(said: Sequence[str]) -> tuple[str, ...] | None:
    """The job zones that ask for what is said, or hardly ask for it; None: no zones answer that
    ("jobs with training"), or something else is denied ("jobs that do not pay well")."""
    if any(word in _WITHOUT and after not in _ZONES for word, after in pairwise([*said, ""])):
        return None
    found: set[str] = set()
    for is_without, run in _runs(said):
        named = [word for word in run if word not in _GENERAL] or run
        zones_of = _LACKED if is_without else _HELD
        if any(word not in zones_of for word in named):
            return None
        zones = [frozenset(zones_of[word]) for word in named]
        found |= frozenset.intersection(*zones) if is_without else frozenset.union(*zones)
    return tuple(sorted(found))


def _runs(said: Sequence[str]) -> Iterator[tuple[bool, list[str]]]:
    """Words of preparation that stand together, and whether jobs without it are asked for."""
    before = ""
    for is_zone, run in groupby(said, key=_ZONES.__contains__):
        together = list(run)
        if is_zone:
            yield before in _WITHOUT, together
        before = together[-1]


def _groups(said: Sequence[str]) -> tuple[str, ...] | None:
    """The major groups that have all words of theirs that are said, or else any of them; None: only
    words are said that tell nothing."""
    own = [word for word in said if word in _GROUPS]
    if not own:
        return ()
    if _VAGUE.issuperset(own):
        return None
    groups = [_GROUPS[word] for word in own]
    return tuple(sorted(frozenset.intersection(*groups) or frozenset.union(*groups)))
