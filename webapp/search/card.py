"""The occupation that a query names, or several of them, in short: an answer in, a card out that
stands above all other results. Called by `webapp.search.results`.

A card is made once for each occupation: it is shown at every letter of the same title.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from flask import request

from index.encyclopedia import Encyclopedia
from index.engines.protocol import Results
from index.records.entries import TaskSummary
from index.records.labour import OccupationFigures
from index.records.terms import label_counts
from webapp.http import addresses
from webapp.http.site import Link
from webapp.search.links import Links
from webapp.text import charts, vocabulary
from webapp.text.answers import place_among
from webapp.text.charts import Bar

TOP_TASKS: Final = 3


@dataclass(frozen=True, slots=True, eq=False)
class OccupationCard:
    """macros/cards.html; told apart by identity, since the same one is shown again and again."""

    code: str
    title: str
    path: str
    figures: tuple[str, ...]
    """Pay, jobs and outlook, as far as they are known."""
    exposed: str
    """How many of its tasks are exposed, in words; empty: none of them is labelled."""
    place: str
    """How exposed that makes it among all occupations; empty: not known."""
    labels: tuple[tuple[str, str], ...]
    """Each label that tasks have, and how many have it in words."""
    bar: Bar
    used: str
    """For how many of them use of AI was observed."""
    tasks: tuple[Link, ...]
    """The most important ones."""
    tasks_heading: str
    all_tasks: str


@dataclass(frozen=True, slots=True)
class Candidates:
    """macros/cards.html: several occupations, of which one is meant or which are to be compared."""

    heading: str
    comparison: str
    """The address of the comparison that was asked for; empty: one of them is meant."""
    cards: tuple[OccupationCard, ...]
    more: Link | None
    """To all occupations found; None: they are shown."""


def card_of(encyclopedia: Encyclopedia, results: Results) -> OccupationCard | None:
    """The card of the occupation that the query names; None: it names none, or filters or a page
    were chosen."""
    if results.named is None or _is_narrowed(results):
        return None
    return _card(encyclopedia, request.script_root, results.named)


def candidates_of(encyclopedia: Encyclopedia, results: Results, links: Links) -> Candidates | None:
    """The occupations of which one may be meant, or which are to be compared; None: the query names
    one or none, or filters or a page were chosen."""
    codes = results.compared or results.may_name
    if not codes or _is_narrowed(results):
        return None
    made = (_card(encyclopedia, request.script_root, code) for code in codes)
    cards = tuple(card for card in made if card is not None)
    if len(cards) < 2:
        return None
    if not results.compared:
        total = results.occupations.total
        more = links.link(f"All {total:,} occupations", kind="occupation", page=1)
        return Candidates(
            "Which occupation do you mean?", "", cards, more if total > len(cards) else None
        )
    return Candidates(
        "Compare side by side", addresses.comparison("occupations", codes), cards, None
    )


def _is_narrowed(results: Results) -> bool:
    query = results.query
    return bool(query.filters) or query.page > 1 or query.sort != "best"


@lru_cache(maxsize=512)
def _card(encyclopedia: Encyclopedia, _script_root: str, code: str) -> OccupationCard | None:
    """Addresses depend on the script root. None: the occupation has no tasks."""
    tasks = encyclopedia.occupation_tasks(code)
    if not tasks:
        return None
    counts = label_counts(task.exposure for task in tasks)
    path = addresses.occupation(code)
    return OccupationCard(
        code=code,
        title=tasks[0].occupation_title,
        path=path,
        figures=tuple(labour(encyclopedia.figures(code))),
        exposed=exposed(counts["E1"] + counts["E2"], len(tasks) - counts["unlabelled"]),
        place=place_among(encyclopedia.measures(code)),
        labels=tuple(
            (label, f"{counts[label]} {vocabulary.exposure_words(label)}")
            for label in vocabulary.LABEL_ORDER
            if counts[label]
        ),
        bar=charts.exposure_bar(counts),
        used=used(tasks),
        tasks=tuple(
            Link(vocabulary.untitled(task.text), addresses.task(task.task_id))
            for task in tasks[:TOP_TASKS]
        ),
        tasks_heading="Most important tasks"
        if all(task.rank is not None for task in tasks[:TOP_TASKS])
        else "Tasks",
        all_tasks=f"All {vocabulary.counted(len(tasks), 'task')}" if len(tasks) > 1 else "Its task",
    )


def labour(given: OccupationFigures) -> Iterator[str]:
    """Pay, jobs and outlook in a few words each; what is not known is left out, and the page says
    why."""
    if given.median_annual_pay is not None:
        yield f"{vocabulary.dollars(given.median_annual_pay)} a year (median)"
    elif given.annual_top_code is not None:
        yield f"{vocabulary.dollars(given.annual_top_code)} a year or more (median)"
    elif given.median_hourly_pay is not None:
        yield f"{vocabulary.dollars_and_cents(given.median_hourly_pay)} an hour (median)"
    if given.employment is not None:
        yield f"{vocabulary.number(given.employment)} jobs in the U.S."
    if given.growth_percent is not None:
        yield f"outlook: {vocabulary.growth(given.growth_percent)}"
    shared = max(given.pay_occupations or 1, given.outlook_occupations or 1)
    if shared > 1:
        yield f"published for {shared} occupations together"


def exposed(count: int, of: int) -> str:
    """18, 22 → a sentence's end: "18 of 22 tasks"."""
    return f"{count} of {vocabulary.counted(of, 'task')}" if of else ""


def used(tasks: Sequence[TaskSummary]) -> str:
    count = sum(task.observed for task in tasks)
    if not count:
        return f"Use of AI for its tasks: {vocabulary.NOT_OBSERVED}"
    whole = vocabulary.counted(len(tasks), "task")
    return f"Conversations with Claude were seen on {count} of its {whole}"
