"""`/methodology`: every measure, what it means and what it does not."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response

from index.records.measures import MeasurePair
from webapp.http import render
from webapp.http.release import current, index_releases

blueprint = Blueprint("methodology", __name__)


@dataclass(frozen=True, slots=True)
class ProsePage:
    """about/methodology.html, about/about.html"""

    group_count: int
    index_releases: tuple[str, ...]
    asked_twice: int
    """Tasks that GPT-4 has labelled twice after the automation rubric; 0: not in this release."""
    same_twice: int
    """Those of them that have the same label twice."""
    labelled_by_people: int
    """Tasks with an automation label by human raters."""
    has_names: bool
    """Whether there are names in other languages."""
    measure_pairs: tuple[MeasurePair, ...]
    """How far the measures of occupations agree, each with each."""


@blueprint.get("/methodology")
def methodology() -> Response:
    current()  # 503 without a release, as everywhere
    return render.page("about/methodology.html", prose)


def prose() -> ProsePage:
    """What the pages of prose say of the open release."""
    encyclopedia = current()

    def count(name: str) -> int:
        found = encyclopedia.release.coverage.get(name)
        return found if isinstance(found, int) else 0

    return ProsePage(
        group_count=len(encyclopedia.groups()),
        index_releases=index_releases(encyclopedia.release),
        asked_twice=count("tasks_with_a_second_automation_label"),
        same_twice=count("tasks_with_the_same_automation_label_twice"),
        labelled_by_people=count("tasks_with_an_automation_label_by_people"),
        has_names=any(source.key == "esco" for source in encyclopedia.release.sources),
        measure_pairs=encyclopedia.measure_pairs(),
    )
