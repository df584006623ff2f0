"""Figures by SOC code → occupations: pay, outlook, and measures of how far AI reaches them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from index.corpus.publishers import Publishers
from index.progress import Step
from index.records.labour import SocOutlook, SocPay
from index.records.measures import (
    MEASURES,
    Applicability,
    MeasureName,
    OccupationMeasure,
    SocScore,
    standing,
)
from index.records.published import ExposureMeans, OccupationLabel
from index.soc import published_code
from index.sources import microsoft

AnyFigures = TypeVar("AnyFigures")


@dataclass(frozen=True, slots=True)
class Figures:
    """Of occupations; fields as in `Corpus`."""

    pay: Mapping[str, SocPay] | None
    outlook: Mapping[str, SocOutlook] | None
    measures: tuple[OccupationMeasure, ...]
    applicability: Mapping[str, Applicability]


def read_figures(
    found: Publishers,
    occupations: Iterable[str],
    labels: Iterable[OccupationLabel],
    step: Step,
) -> Figures:
    """`labels` are the study's own means of occupations."""
    pay: Mapping[str, SocPay] | None = None
    outlook: Mapping[str, SocOutlook] | None = None
    if found.statistics is not None:
        step("BLS: pay and jobs")
        pay = _by_occupation(occupations, {one.soc_code: one for one in found.statistics.figures()})
    if found.projections is not None:
        step("BLS: outlook")
        projected = {one.soc_code: one for one in found.projections.figures()}
        outlook = _by_occupation(occupations, projected)
    scores = _study_scores(labels)
    if found.working is not None and found.working.has_scores:
        step("Working with AI: applicability")
        scores["applicability"] = found.working.applicability()
    if found.observed is not None:
        step("Economic Index: observed exposure")
        scores["observed_exposure"] = found.observed.scores()
    for release in found.index:  # oldest first: the newest that has them stays
        if shares := release.occupation_shares():
            scores["conversations"] = shares
    measures = _measures(occupations, scores)
    parts = {} if found.working is None else _parts_of(found.working, measures)
    return Figures(pay, outlook, measures, parts)


def _by_occupation(
    occupations: Iterable[str], figures: Mapping[str, AnyFigures]
) -> dict[str, AnyFigures]:
    """Occupation → its figures by SOC code; without the occupations that there are none of."""
    codes = {code: published_code(code, figures) for code in occupations}
    return {code: figures[found] for code, found in codes.items() if found is not None}


def _study_scores(labels: Iterable[OccupationLabel]) -> dict[MeasureName, Iterable[SocScore]]:
    """The study's own means by both raters; it names O*NET occupations, not SOC codes."""
    known = sorted(labels, key=lambda label: label.occupation_code)
    raters: tuple[tuple[MeasureName, Callable[[OccupationLabel], ExposureMeans]], ...] = (
        ("beta_gpt4", lambda label: label.gpt4),
        ("beta_human", lambda label: label.human),
    )
    return {
        name: [
            SocScore(name, label.occupation_code, "", means(label).beta, None) for label in known
        ]
        for name, means in raters
    }


def _measures(
    occupations: Iterable[str], scores: Mapping[MeasureName, Iterable[SocScore]]
) -> tuple[OccupationMeasure, ...]:
    """Scores by code become measures of occupations, ranked among all that have one."""
    codes = sorted(occupations)
    found: list[OccupationMeasure] = []
    for name in MEASURES:
        by_code = {score.soc_code: score for score in scores.get(name, ())}
        own = {code: by_code[code] for code in codes if code in by_code}
        found += standing(name, {**_by_occupation(codes, by_code), **own})
    return tuple(found)


def _parts_of(
    working: microsoft.WorkingWithAI, measures: Iterable[OccupationMeasure]
) -> dict[str, Applicability]:
    """SOC code → what its AI applicability is made of, for the codes that occupations have."""
    used = {each.soc_code for each in measures if each.measure == "applicability"}
    parts = (part for part in working.applicability_parts() if part.soc_code in used)
    return {part.soc_code: part for part in parts}
