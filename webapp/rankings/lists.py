"""Which rankings there are, and what each shows. Called by the modules beside it, by the list of
occupations, the frames and the API.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from index.facts.fact import Fact
from index.facts.rankings import ROWS

Kind = Literal["occupations", "tasks"]


@dataclass(frozen=True, slots=True)
class RankingList:
    """One ranking."""

    name: str
    """The last part of its address."""
    kind: Kind
    title: str
    question: str
    """What it answers."""
    sort: str
    """The fact that it is sorted by unless something else is asked for."""
    columns: tuple[str, ...]
    """Facts shown, in order; the others are in the files."""
    grouped: bool = False
    """Occupations that share one figure of employment stand as one."""

    def facts(self) -> tuple[Fact, ...]:
        """Of its columns."""
        return ROWS[self.kind].some(*self.columns)

    @property
    def sortable(self) -> tuple[str, ...]:
        """Facts that it can be sorted by."""
        return tuple(name for name in self.columns if name not in ("exposure", "human_exposure"))


_LABOUR: Final = ("employment", "median_annual_pay", "growth_percent")


def _occupations(name: str, title: str, question: str, *first: str) -> RankingList:
    others = (*_LABOUR, "beta_gpt4", "observed_exposure")
    columns = (*first, *(other for other in others if other not in first))
    return RankingList(
        name, "occupations", title, question, first[0], columns, first[0] == "exposed_jobs"
    )


def _tasks(name: str, title: str, question: str, sort: str) -> RankingList:
    columns = ("exposure", "human_exposure", "beta", "rater_gap", "share_percent", "importance")
    return RankingList(name, "tasks", title, question, sort, columns)


LISTS: Final[Mapping[str, RankingList]] = {
    one.name: one
    for one in (
        _occupations(
            "occupations-by-exposure",
            "Occupations by AI exposure",
            "In which occupations could a language model speed up most of the work?",
            "beta_gpt4",
            "beta_human",
        ),
        _occupations(
            "occupations-by-observed-use",
            "Occupations by observed exposure",
            "In which occupations was most of the exposed work seen in use of Claude?",
            "observed_exposure",
        ),
        _occupations(
            "occupations-by-applicability",
            "Occupations by AI applicability",
            "Which occupations do work that Bing Copilot was used for often and with success?",
            "applicability",
        ),
        _occupations(
            "occupations-by-rater-disagreement",
            "Occupations on which the raters disagree",
            "On which occupations do GPT-4 and human raters differ most about AI exposure?",
            "rater_gap",
            "beta_gpt4",
            "beta_human",
        ),
        _occupations(
            "occupations-by-growth",
            "Occupations by projected growth",
            "Which occupations are projected to grow or shrink most?",
            "growth_percent",
            "openings",
        ),
        _occupations(
            "occupations-by-pay",
            "Occupations by pay",
            "Which occupations pay the most?",
            "median_annual_pay",
        ),
        _occupations(
            "jobs-in-exposed-work",
            "Jobs in exposed work",
            "Which occupations employ the most people in exposed work?",
            "exposed_jobs",
        ),
        _tasks(
            "tasks-by-exposure",
            "Tasks by AI exposure",
            "Which tasks could a language model speed up?",
            "beta",
        ),
        _tasks(
            "tasks-by-observed-use",
            "Tasks by observed AI use",
            "Which tasks is Claude used for most?",
            "share_percent",
        ),
        _tasks(
            "tasks-by-rater-disagreement",
            "Tasks on which the raters disagree",
            "On which tasks do GPT-4 and human raters differ most about AI exposure?",
            "rater_gap",
        ),
    )
}
"""Name → ranking, in the order in which `/rankings` shows them."""
SORTS: Final = tuple(dict.fromkeys(name for one in LISTS.values() for name in one.sortable))
"""Figures that at least one ranking can be sorted by."""
BROWSED: Final = RankingList(
    "occupations",
    "occupations",
    "Occupations",
    "All occupations, sorted",
    "employment",
    (*_LABOUR, "openings", "beta_gpt4", "beta_human", "applicability", "observed_exposure"),
)
"""The list of `/occupations`, sorted by a column; no ranking of its own."""
