"""Figures of a release in, the rows of a ranking out. Called by the modules beside it, by the
frames and the API.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from index.encyclopedia import Encyclopedia
from index.errors import NotFoundError
from index.facts.fact import Json
from index.facts.measures import PAIR
from index.facts.rankings import ROWS, RankedOccupation, RankedTask
from index.records.labour import OccupationFigures
from index.records.published import Source
from webapp.http import addresses
from webapp.rankings.asked import Asked
from webapp.rankings.lists import LISTS, RankingList


@dataclass(frozen=True, slots=True)
class Ranked:
    """A page of a ranking."""

    asked: Asked
    rows: Sequence[RankedOccupation | RankedTask]
    total: int
    """Rows on all pages: those that have the figure sorted by, and pass the filters."""
    left_out: int
    """Occupations that pass the filters and have no such figure; 0 of tasks: not counted."""
    beyond: int = 0
    """The page asked for, where there is none so far on and this is the last one; 0: it is this
    one."""

    @property
    def page_count(self) -> int:
        return max(1, -(-self.total // self.asked.size))


def ranked(encyclopedia: Encyclopedia, asked: Asked, *, everything: bool = False) -> Ranked:
    """The page asked for; `everything`: all pages as one."""
    start, size = ((asked.page - 1) * asked.size, asked.size) if not everything else (0, 10**9)
    if asked.ranking.kind == "tasks":
        codes = None
        if asked.is_filtered:
            codes = [one.code for one in encyclopedia.occupation_figures() if asked.has(one)]
        total, found = encyclopedia.ranked_tasks(
            asked.sort, codes, reverse=asked.reverse, start=start, size=size
        )
        return Ranked(asked, [RankedTask(place, task) for place, task in found], total, 0)
    rows = _candidates(encyclopedia.occupation_figures(), asked)
    placed, missing = _placed(rows, asked)
    return Ranked(asked, placed[start : start + size], len(placed), missing)


def nearest(encyclopedia: Encyclopedia, asked: Asked) -> Ranked:
    """The page asked for, or the last one where there is none so far on."""
    found = ranked(encyclopedia, asked)
    if asked.page > found.page_count:
        found = ranked(encyclopedia, replace(asked, page=found.page_count))
        return replace(found, beyond=asked.page)
    return found


def existing(encyclopedia: Encyclopedia, asked: Asked) -> Ranked:
    """The page asked for. Raises NotFoundError for one behind the last."""
    found = ranked(encyclopedia, asked)
    if asked.page > found.page_count:
        raise NotFoundError(f"There is no page {asked.page}: the last one is {found.page_count}.")
    return found


def _candidates(figures: Sequence[OccupationFigures], asked: Asked) -> list[RankedOccupation]:
    """Occupations that pass the filters, those of one figure as one where the ranking says so."""
    passing = [one for one in figures if one.task_count and asked.has(one)]
    if not asked.ranking.grouped:
        return [RankedOccupation(0, one) for one in passing]
    sharing: dict[str, list[OccupationFigures]] = {}
    for one in passing:
        sharing.setdefault(one.pay_soc or one.code, []).append(one)
    by_code = {one.code: one for one in figures}
    return [
        # The code .00 stands for all of its SOC occupation, even where it has no tasks of its own.
        RankedOccupation(
            0,
            replace(by_code.get(f"{soc}.00", members[0]), beta_gpt4=_mean(members)),
            len(members),
        )
        for soc, members in sharing.items()
    ]


def _mean(members: Sequence[OccupationFigures]) -> float | None:
    """Mean exposure of occupations that share a figure of employment; how many people are in each
    of them is not known, so they count alike."""
    known = [one.beta_gpt4 for one in members if one.beta_gpt4 is not None]
    return sum(known) / len(known) if known else None


def _placed(rows: Sequence[RankedOccupation], asked: Asked) -> tuple[list[RankedOccupation], int]:
    """Rows in order with their ranks, and how many have no such figure."""
    read = ROWS["occupations"][asked.sort].reader

    def figure(row: RankedOccupation) -> Any:  # noqa: ANN401  (a number of either kind)
        value = read(row)
        if value is None and asked.sort == "median_annual_pay":
            return row.figures.annual_top_code  # so much or more: above all that are given
        return value

    known = [(value, row) for row in rows if (value := figure(row)) is not None]
    known.sort(key=lambda pair: pair[0], reverse=not asked.reverse)
    placed: list[RankedOccupation] = []
    last, place = None, 0
    for number, (value, row) in enumerate(known, start=1):
        if value != last:
            last, place = value, number
        placed.append(row._replace(rank=place))
    return placed, len(rows) - len(known)


def sources(encyclopedia: Encyclopedia, ranking: RankingList) -> tuple[Source, ...]:
    """Of the figures that a ranking shows."""
    wanted = {"onet"}
    for fact in ranking.facts():
        wanted.update(_KEYS.get(fact.name, ()))
    index = [one.key for one in encyclopedia.release.sources if one.key.startswith("aei-2")]
    if "share_percent" in ranking.columns and index:
        wanted.add(max(index))
    return tuple(one for one in encyclopedia.release.sources if one.key in wanted)


def sources_of(encyclopedia: Encyclopedia, figure: str) -> tuple[Source, ...]:
    """Of one figure of occupations; empty: the release was built without them."""
    keys = _KEYS.get(figure, ())
    return tuple(one for one in encyclopedia.release.sources if one.key in keys)


_KEYS = {
    "employment": ("bls-oews",),
    "median_annual_pay": ("bls-oews",),
    "growth_percent": ("bls-projections",),
    "openings": ("bls-projections",),
    "beta_gpt4": ("eloundou",),
    "beta_human": ("eloundou",),
    "rater_gap": ("eloundou",),
    "beta": ("eloundou",),
    "exposed_jobs": ("bls-oews", "eloundou"),
    "applicability": ("working-with-ai",),
    "observed_exposure": ("observed-exposure",),
}
"""Fact → the keys of its sources."""


def listed(encyclopedia: Encyclopedia) -> Json:
    """All rankings as JSON."""
    return {
        "rankings": [
            {
                "name": one.name,
                "title": one.title,
                "question": one.question,
                "kind": one.kind,
                "sort": one.sort,
                "sorts": list(one.sortable),
                "url": addresses.absolute(addresses.ranking(one.name)),
            }
            for one in LISTS.values()
        ],
        "measure_pairs": [
            PAIR.json(pair, addresses.links()) for pair in encyclopedia.measure_pairs()
        ],
        "release": encyclopedia.release.release_id,
    }


def body(encyclopedia: Encyclopedia, found: Ranked) -> Json:
    """The page as JSON."""
    asked = found.asked
    facts, links = ROWS[asked.ranking.kind], addresses.links()
    return {
        "name": asked.ranking.name,
        "title": asked.ranking.title,
        "kind": asked.ranking.kind,
        "url": addresses.absolute(
            addresses.with_parameters(addresses.ranking(asked.ranking.name), asked.parameters())
        ),
        "sort": asked.sort,
        "reverse": asked.reverse,
        "filters": {
            "group": asked.group or None,
            "zone": asked.zone or None,
            "pay": asked.pay or None,
        },
        "total": found.total,
        "page": asked.page,
        "size": asked.size,
        "page_count": found.page_count,
        "occupations": [facts.json(row, links) for row in found.rows]
        if asked.ranking.kind == "occupations"
        else [],
        "tasks": [facts.json(row, links) for row in found.rows]
        if asked.ranking.kind == "tasks"
        else [],
        "sources": [one.key for one in sources(encyclopedia, asked.ranking)],
        "release": encyclopedia.release.release_id,
    }
