"""What figure of jobs a query asks for, where it names no job: "highest paid jobs", "well paid jobs
without a degree". Pure; called by `index.answering`, and answered by rankings.

A figure is asked for by the words that its fact declares (`index.facts`), a major group by those of
its title. Every word of the query must say something here: who asks for more than the data have
("best jobs for introverts") is promised nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from index.facts.labour import FIGURES
from index.query import Query
from index.relevance.intents import Wish
from index.soc import MAJOR_GROUP_TITLES
from index.text import STOP_WORDS, words

MOST_WORDS: Final = 12
_FIGURES: Final = {word: (fact.name, False) for fact in FIGURES for word in fact.asked} | {
    word: (fact.name, True) for fact in FIGURES for word in fact.asked_least
}
"""Word → the figure that it asks for, and whether for the least of it."""
_JOBS: Final = frozenset(
    """job jobs career careers occupation occupations profession professions role roles position
    positions work""".split()
)
_MOST: Final = frozenset(
    """best better big biggest fast fastest good great high higher highest large largest lots most
    much quickly strong top well""".split()
)
_LEAST: Final = frozenset(
    "bad badly fewest least low lower lowest poor poorly slow slowest slowly worst".split()
)
_WITHOUT: Final = frozenset("no not without dont doesnt".split())
_ASKING: Final = frozenset(
    """dont doesnt find list lots need needed needing needs require required requires requiring show
    that""".split()
)
_LACKED: Final = {
    **dict.fromkeys(
        "college degree diploma education qualifications training university".split(), ("1", "2")
    ),
    "experience": ("1",),
}
"""What a job asks for → the job zones that hardly ask for it, as O*NET describes its zones."""
_HELD: Final = {
    **dict.fromkeys("apprenticeship associate associates vocational".split(), ("3",)),
    **dict.fromkeys("bachelor bachelors degree".split(), ("4",)),
    **dict.fromkeys("doctorate doctoral master masters phd".split(), ("5",)),
}
"""What people have → the job zones that mostly ask for it."""
_VAGUE: Final = frozenset(
    """care general life material moving operations personal physical related serving service
    specific support technical""".split()
)
_GROUPS: Final = {
    word: frozenset(code for code, title in MAJOR_GROUP_TITLES.items() if word in words(title))
    for title in MAJOR_GROUP_TITLES.values()
    for word in words(title)
    if word not in STOP_WORDS
}
"""Word of the title of a major group → the groups that have it; vague ones only tell those apart
that other words name."""
_TELLING: Final = frozenset(_FIGURES) | frozenset(_LACKED) | frozenset(_HELD)
_KNOWN: Final = (
    _TELLING | _JOBS | _MOST | _LEAST | _WITHOUT | _ASKING | frozenset(_GROUPS) | STOP_WORDS
)


@dataclass(frozen=True, slots=True)
class Wished:
    """Jobs or tasks that are asked for by their figures."""

    figures: tuple[str, ...]
    """Facts of rankings that put them in order; empty: none is asked for, only job zones are."""
    least: bool = False
    """The lowest first."""
    zones: tuple[str, ...] = ()
    """Job zones, any of which they have; empty: all."""
    groups: tuple[str, ...] = ()
    """Major groups, likewise."""


def wished(query: Query) -> Wished | None:
    """None: the query asks for something else, or for more than figures say."""
    asked = query.words
    if (
        not 2 <= len(asked) <= MOST_WORDS
        or not _KNOWN.issuperset(asked)
        or _TELLING.isdisjoint(asked)
        or query.phrases
        or query.excluded
        or query.verbatim
    ):
        return None
    figures = dict.fromkeys(_FIGURES[word] for word in asked if word in _FIGURES)
    zones, groups = _zones(asked), _groups(asked)
    of_jobs = not _JOBS.isdisjoint(asked)
    has_order = not (_MOST | _LEAST).isdisjoint(asked)
    if zones is None or groups is None or not (of_jobs or (figures and has_order)):
        return None
    least = not _LEAST.isdisjoint(asked) or any(of_least for _, of_least in figures)
    return Wished(tuple(name for name, _ in figures), least, zones, groups)


def wished_of_ai(wish: Wish, query: Query) -> Wished:
    """What a question about AI asks for that names neither a job nor anything done in one."""
    of_tasks = not {"task", "tasks"}.isdisjoint(query.words)
    if wish is Wish.USED:
        return Wished(("share_percent" if of_tasks else "observed_exposure",))
    return Wished(("beta" if of_tasks else "beta_gpt4",), least=wish is Wish.UNTOUCHED)


def _zones(asked: Sequence[str]) -> tuple[str, ...] | None:
    """The job zones that ask for what is said, or hardly ask for it; None: no zones answer that
    ("jobs with training", "jobs that do not pay well")."""
    found: dict[str, None] = {}
    is_without = False
    for word in asked:
        is_without |= word in _WITHOUT
        if word in _FIGURES and is_without and not found:
            return None
        if word in _LACKED or word in _HELD:
            zones = (_LACKED if is_without else _HELD).get(word)
            if zones is None:
                return None
            found |= dict.fromkeys(zones)
    return tuple(sorted(found))


def _groups(asked: Sequence[str]) -> tuple[str, ...] | None:
    """The major groups that have all words of theirs that are said, or else any of them; None: only
    words are said that tell nothing."""
    said = [word for word in asked if word in _GROUPS]
    if not said:
        return ()
    if _VAGUE.issuperset(said):
        return None
    groups = [_GROUPS[word] for word in said]
    return tuple(sorted(frozenset.intersection(*groups) or frozenset.union(*groups)))
