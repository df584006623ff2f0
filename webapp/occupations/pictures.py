"""The pictures of an occupation page as files. Called by the view."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from index.facts.measures import KINDS
from webapp.occupations.page import OccupationPage
from webapp.text.pictures import Picture, of_counts

MEASURED: Final = ("eloundou", "working-with-ai", "observed-exposure")
"""Sources of the measures side by side."""


def pictures(page: OccupationPage) -> Mapping[str, Picture]:
    """Those that the page has, by the name of their files."""
    entry, title = page.entry, page.entry.occupation.title
    found = {}
    counted = of_counts(
        f"Tasks of {title} by how much AI could help",
        page.answer,
        (("GPT-4", entry.exposure_gpt4.counts), ("Human raters", entry.exposure_human.counts)),
        tuple(one for one in entry.sources if one.key == "eloundou"),
    )
    if counted is not None:
        found["answer"] = counted
    if page.plot is not None:
        found["importance"] = Picture(
            f"Importance of the tasks of {title}, 1 to 5",
            (("", page.plot),),
            ("task_id", "task", "importance"),
            tuple((one.task_id, one.text, one.importance) for one in entry.tasks),
            tuple(one for one in entry.sources if one.key == "onet"),
        )
    if page.standings is not None:
        found["measures"] = Picture(
            f"How far AI reaches {title}: percentile among all occupations, by measure",
            (("", page.standings),),
            ("measure", "value", "rank", "occupations", "percentile"),
            tuple(
                (KINDS[one.measure].name, one.value, one.rank, one.occupations, one.percentile)
                for one in entry.measures
            ),
            tuple(one for one in entry.sources if one.key in MEASURED),
        )
    return found
