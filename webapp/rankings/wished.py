"""Figures that a query asks for → the rankings that answer. Called by the search and by the API."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from typing import Final

from index.encyclopedia import Encyclopedia
from index.engines.protocol import Results
from index.facts.fact import Json
from index.facts.rankings import RANKED_OCCUPATION, RankedOccupation
from index.records.published import Source
from webapp.http import addresses
from webapp.http.site import Link
from webapp.rankings.asked import PAY, VALUES, Asked
from webapp.rankings.lists import BROWSED, LISTS, RankingList
from webapp.rankings.page import browse_path, cell, path_of, title_of
from webapp.rankings.ranked import ranked, sources_of
from webapp.text import vocabulary
from webapp.text.citations import short_name

MOST: Final = 4
"""Rankings that are named."""


def rankings_for(encyclopedia: Encyclopedia, results: Results) -> tuple[Link, ...]:
    """The rankings that a query asks for, with the filters chosen; those of which the release has
    no figure are left out, and so are all where a filter is chosen that rankings have not."""
    wished, filters = results.wished, results.query.filters
    if wished is None or not VALUES.keys() >= filters.keys():
        return ()
    asked = [
        Asked(_list_of(figure), figure, reverse=least, zone=zone, group=group, pay=pay)
        for (figure, least), pay, zone, group in product(
            # Of a quarter by a measure of AI no ranking knows.
            (wished.figures[-1:] if wished.is_of_ai else wished.figures)
            or ((BROWSED.sort, False),),
            _bands(results),
            _both(wished.zones, filters.get("zone", ())),
            _both(wished.groups, filters.get("group", ())),
        )
    ]
    named = [one for one in asked[:MOST] if ranked(encyclopedia, one).total]
    return tuple(_link(one, is_wider=_is_wider(results, one)) for one in named)


def _both(said: Sequence[str], chosen: Sequence[str]) -> Sequence[str]:
    """The values that are said and chosen; what is neither leaves all."""
    if said and chosen:
        return [value for value in said if value in chosen]
    return said or chosen or ("",)


def _bands(results: Results) -> Sequence[str]:
    """The bands of the pay that is asked for, the highest first; all, where none is."""
    paid = results.wished and results.wished.paid
    if not paid:
        return ("",)
    return [name for name, (_, low, high) in reversed([*PAY.items()]) if paid.meets(low, high)]


def _is_wider(results: Results, asked: Asked) -> bool:
    """Whether a ranking has other pay, too, than what is asked for."""
    paid = results.wished and results.wished.paid
    if not paid or not asked.pay:
        return False
    _, low, high = PAY[asked.pay]
    return not paid.covers(low, high)


def _list_of(figure: str) -> RankingList:
    """The ranking that this figure puts in order; where none does, all occupations by it."""
    for ranking in LISTS.values():
        if ranking.sort == figure:
            return ranking
    return replace(BROWSED, title=f"Occupations by {RANKED_OCCUPATION[figure].label.lower()}")


def _link(asked: Asked, *, is_wider: bool) -> Link:
    of_all = asked.ranking.name == BROWSED.name
    path = browse_path(asked) if of_all else path_of(asked)
    meaning = vocabulary.ZONES.get(asked.zone, "").partition(": ")[2]
    notes = [meaning, "and other pay" if is_wider else ""]
    return Link(title_of(asked), path, ", ".join(filter(None, notes)))


def figure_of(encyclopedia: Encyclopedia, results: Results, code: str) -> str:
    """The first figure that a query asks for, of one occupation, in words and with its source, or
    why it has none; empty: the query asks for none, or the release lacks the source.

    Without a figure it is employment, which puts those of a job zone in order."""
    if results.wished is None:
        return ""
    figures = results.wished.figures
    fact = RANKED_OCCUPATION[figures[0][0] if figures else BROWSED.sort]
    sources = sources_of(encyclopedia, fact.name)
    if not sources:
        return ""
    row = RankedOccupation(0, encyclopedia.figures(code))
    value = cell(row, fact)
    label = fact.label[:1].lower() + fact.label[1:]
    if value.missing:
        return f"{label} {value.text}"
    said = [", ".join(map(short_name, sources))]
    covered = _covered(row, sources)
    if covered > 1:
        said.append(f"for {covered} occupations together")
    return f"{label} {value.text} ({'; '.join(said)})"


def _covered(row: RankedOccupation, sources: Sequence[Source]) -> int:
    """How many occupations a figure of these sources is published for as one."""
    counts = {
        "bls-oews": row.figures.pay_occupations,
        "bls-projections": row.figures.outlook_occupations,
    }
    return max(counts.get(source.key) or 1 for source in sources)


def as_json(encyclopedia: Encyclopedia, results: Results) -> list[Json]:
    """The same for programs."""
    return [
        {"title": link.label, "url": addresses.absolute(link.path)}
        for link in rankings_for(encyclopedia, results)
    ]
