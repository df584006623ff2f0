"""Jobs in the order of a figure: those that a query wishes for ("well paid jobs"), and those of
a question about AI that names none. Called by `answering` and `ai_questions`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from index.answering.searching import Searching
from index.catalogue.occupations import OccupationReader
from index.engines.protocol import Hits, OccupationHit, Results
from index.query import Query
from index.records.entries import OccupationSummary
from index.records.labour import OccupationFigures
from index.relevance.intents import Aim
from index.relevance.weights import ASIDE
from index.relevance.wishes import Wished, wished

TASKS_OF_FIRST: Final = "The tasks are those of the first three of these jobs."
"""Beside jobs in the order of a figure."""


def with_wish(
    query: Query, found: Results, search: Searching, occupations: OccupationReader
) -> Results:
    """With the figures that a query asks for ("well paid jobs")."""
    # As the release spells it, too: "lowincome" asks for what "low-income" asks for.
    asked = wished(query) or wished(search.spelt(replace(query, prefix=False)))
    return found if asked is None else in_order(query, asked, found, search, occupations)


def may_order(query: Query) -> bool:
    """Whether nothing was chosen that an order of jobs cannot have."""
    is_of_jobs = query.kind in (None, "task", "occupation")
    return is_of_jobs and query.filters.keys() <= {"group", "zone"} and query.sort == "best"


def in_order(
    query: Query, asked: Wished, found: Results, search: Searching, occupations: OccupationReader
) -> Results:
    """The occupations in the order of the figures that are asked for, and the tasks of the first of
    them: words alone would find well diggers."""
    asked = replace(asked, zones=_as_numbered(asked.zones, occupations))
    found = replace(found, wished=asked)
    if not may_order(query):
        return found
    ranked = _ranked(_meant(asked, query, occupations), least=_order(asked)[1])
    if not ranked:
        return found
    hits = _page(ranked, query)
    notes = (*found.query.notes, *_pay_note(asked))
    if query.kind != "task":
        found = replace(found, occupations=hits)
    # The first of all, whichever page of their tasks is asked for.
    first = tuple(hit.occupation_code for hit in ranked[:ASIDE])
    theirs = replace(query, words=(), prefix=False, filters={"occupation": first}, kind="task")
    tasks = None
    if query.kind != "occupation":
        tasks = search.if_time(lambda: search.of_engine(theirs))
    if tasks is None:
        return replace(found, query=replace(found.query, notes=notes))
    return replace(
        found,
        query=replace(found.query, notes=(*notes, TASKS_OF_FIRST)),
        tasks=tasks.tasks,
        facets=tasks.facets,
        dropped=(),
    )


def _order(asked: Wished) -> tuple[str, bool]:
    """The figure that comes first, and whether the lowest does."""
    return asked.figures[0] if asked.figures else ("employment", False)


def _meant(
    asked: Wished, query: Query, occupations: OccupationReader
) -> Iterator[tuple[float | None, OccupationFigures]]:
    """The occupations that are asked for, each with the figure that puts it in order."""
    figure, _ = _order(asked)
    chosen = query.filters.get("zone", ()), query.filters.get("group", ())
    is_restricted = asked.is_of_ai and len(asked.figures) > 1
    quarter = _quarter(occupations, *asked.figures[-1]) if is_restricted else None
    for each in occupations.all_figures:
        if (
            _is_in(each, asked.zones, asked.groups)
            and _is_in(each, *chosen)
            and (quarter is None or each.code in quarter)
            and (
                asked.paid is None
                or asked.paid.holds(each.median_annual_pay or each.annual_top_code)
            )
        ):
            yield getattr(each, figure), each


def _pay_note(asked: Wished) -> tuple[str, ...]:
    if asked.paid is None:
        return ()
    within = f" in job zone {' or '.join(asked.zones)}" if asked.zones else ""
    return (f"Jobs{within} with a median annual pay of {asked.paid}.",)


def by_ai(occupations: OccupationReader, query: Query, aim: Aim) -> Hits[OccupationHit]:
    """Occupations by observed exposure, if use is asked for, else by the mean exposure of their
    tasks; the highest or the lowest first. Those without the figure are left out."""
    figures = (
        [(each.observed_exposure, each) for each in occupations.all_figures]
        if aim is Aim.USED
        else [(each.beta_gpt4, each) for each in occupations.all(None)]
    )
    return _page(_ranked(figures, least=aim is Aim.UNTOUCHED), query)


def _quarter(occupations: OccupationReader, figure: str, least: bool) -> frozenset[str]:
    """Codes of the quarter of occupations that have most of a figure, or least."""
    ranked = _ranked(
        ((getattr(each, figure), each) for each in occupations.all_figures), least=least
    )
    return frozenset(hit.occupation_code for hit in ranked[: len(ranked) // 4])


def shown(query: Query) -> slice:
    """Which of all hits of a kind are shown: a page of them, or the few beside other kinds."""
    start = (query.page - 1) * query.size if query.kind else 0
    return slice(start, start + (query.size if query.kind else ASIDE))


def _as_numbered(zones: Sequence[str], occupations: OccupationReader) -> tuple[str, ...]:
    """The zones by the release's numbers: from O*NET 30.3 on, 2 stands for 1, too."""
    if "1" in zones and all(each.job_zone != 1 for each in occupations.all_figures):
        return tuple(sorted({"2", *zones} - {"1"}))
    return tuple(zones)


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
        OccupationHit(code, 0.0 - sorted_by, each.title, (), each.task_count, None)
        for sorted_by, code, each in order
    )


def _page(ranked: Sequence[OccupationHit], query: Query) -> Hits[OccupationHit]:
    return Hits(len(ranked), tuple(ranked[shown(query)]))
