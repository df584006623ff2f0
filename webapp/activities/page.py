"""Work activities: records in, what the pages show out. Called by the views."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import url_for

from index.encyclopedia import Encyclopedia
from index.records.entries import ActivityEntry, ActivitySummary, OccupationCount
from webapp.activities.answer import activity_answer
from webapp.formats import alternates, linked_data
from webapp.http import addresses
from webapp.http.pager import window
from webapp.http.site import Alternate, Link, Sections
from webapp.text.activity_use import UseView, use_view
from webapp.text.answers import Answer
from webapp.text.citations import Citation, cite
from webapp.text.pictures import Picture, of_counts
from webapp.text.vocabulary import untitled

OCCUPATIONS: Final = 24
"""Shown at once on the first page; the others are behind a disclosure."""
OCCUPATIONS_A_PAGE: Final = 150
"""An activity has at most as many occupations as tasks, so its pages have room for all of them."""
FAMILIES: Final = {
    "4.A.1": "Information input",
    "4.A.2": "Mental processes",
    "4.A.3": "Work output",
    "4.A.4": "Interacting with others",
}
"""Headings of O*NET's content model above the generalized activities."""


@dataclass(frozen=True, slots=True)
class ActivityPage:
    """activities/page.html"""

    entry: ActivityEntry
    answer: Answer
    occupations: tuple[OccupationCount, ...]
    """Those with the most tasks of this activity; empty on all pages but the first."""
    more_occupations: tuple[OccupationCount, ...]
    """Those that follow and belong on this page."""
    first_occupation: int
    """Number of the first one on this page."""
    last_occupation: int
    """Number of the last one."""
    shows_some: bool
    """Not all of them are on this page."""
    further_occupations: Link | None
    """To the page with those after them; None: there are no more."""
    asked: int
    """The page that the address names: beyond the last one, the last one is shown."""
    pages: tuple[Link, ...]
    previous: Link | None
    next: Link | None
    use: UseView
    """Observed use of the activity, on its first page."""
    sections: Sections
    alternates: tuple[Alternate, ...]
    citation: Citation
    json_ld: str

    @property
    def pictures(self) -> Mapping[str, str]:
        """Name of each picture that the page has → where its files are, without their ending."""
        there = {"answer": self.answer.bars, "months": self.use.trend}
        path = addresses.activity(self.entry.activity.activity_id)
        return {name: f"{path}/{name}" for name, drawing in there.items() if drawing}


@dataclass(frozen=True, slots=True)
class ActivityFamily:
    """Generalized activities under one heading of O*NET's content model."""

    code: str
    title: str
    branches: tuple[tuple[ActivitySummary, tuple[ActivitySummary, ...]], ...]
    """Each generalized activity with the intermediate ones below it."""


@dataclass(frozen=True, slots=True)
class ActivitiesPage:
    """activities/list.html"""

    families: tuple[ActivityFamily, ...]


def pictures(page: ActivityPage) -> Mapping[str, Picture]:
    """The pictures of the page as files, by the name of their files."""
    entry = page.entry
    counted = of_counts(
        f"Tasks by how much AI could help: {untitled(entry.activity.title)}",
        page.answer,
        (("GPT-4", entry.counts.gpt4), ("Human raters", entry.counts.human)),
        tuple(one for one in entry.sources if one.key == "eloundou"),
    )
    found = {} if counted is None else {"answer": counted}
    use = page.use.use
    if page.use.trend is not None and use.chatgpt_source is not None:
        found["months"] = Picture(
            "Share of work-related messages to ChatGPT in the United States, by month: "
            f"{untitled(entry.activity.title)}",
            (("", page.use.trend),),
            ("month", "share_percent"),
            tuple((one.month, one.share_percent) for one in use.chatgpt),
            (use.chatgpt_source,),
        )
    return found


def families(encyclopedia: Encyclopedia) -> tuple[ActivityFamily, ...]:
    """The hierarchy's two upper levels, by the headings above them."""
    found: dict[str, list[tuple[ActivitySummary, tuple[ActivitySummary, ...]]]] = {}
    for top in encyclopedia.activities():
        code = ".".join(top.activity_id.split(".")[:3])
        found.setdefault(code, []).append((top, encyclopedia.activities(top.activity_id)))
    return tuple(
        ActivityFamily(code, FAMILIES.get(code, "Further activities"), tuple(branches))
        for code, branches in found.items()
    )


def citation(encyclopedia: Encyclopedia, entry: ActivityEntry) -> Citation:
    activity_id = entry.activity.activity_id
    return cite(
        f"activity-{activity_id}",
        entry.activity.title,
        addresses.absolute(addresses.activity(activity_id)),
        encyclopedia.release.release_id,
        entry.sources,
    )


def activity_page(
    encyclopedia: Encyclopedia, entry: ActivityEntry, *, asked: int = 1
) -> ActivityPage:
    """What the page shows; `asked` is the page of tasks that the address names."""
    activity_id = entry.activity.activity_id

    def link(number: int, label: str = "", section: str = "tasks") -> Link:
        path = (
            addresses.activity(activity_id)
            if number == 1
            else url_for("activities.activity", name=activity_id, page=number)
        )
        return Link(label or str(number), f"{path}#{section}", current=number == entry.page)

    numbers = window(entry.page, entry.page_count)
    occupations = encyclopedia.activity_occupations(activity_id)
    start = (entry.page - 1) * OCCUPATIONS_A_PAGE
    here = occupations[start : start + OCCUPATIONS_A_PAGE]
    open_count = OCCUPATIONS if entry.page == 1 else 0
    return ActivityPage(
        entry=entry,
        answer=activity_answer(entry),
        occupations=here[:open_count],
        more_occupations=here[open_count:],
        first_occupation=start + 1,
        last_occupation=start + len(here),
        shows_some=len(here) < entry.occupation_count,
        further_occupations=link(entry.page + 1, "The next occupations", "occupations")
        if start + len(here) < len(occupations) and here
        else None,
        asked=asked,
        pages=tuple(map(link, numbers)) if entry.page_count > 1 else (),
        previous=link(entry.page - 1, "Previous") if entry.page > 1 else None,
        next=link(entry.page + 1, "Next") if entry.page < entry.page_count else None,
        use=use_view(entry.use),
        sections=(
            ("answer", "In short"),
            *((("below", "Activities below it"),) if entry.children else ()),
            *((("occupations", "Occupations"),) if here else ()),
            *((("use", "Observed AI use"),) if entry.page == 1 else ()),
            *(("tasks", "Tasks"), ("sources", "Sources"), ("cite", "Cite")),
        ),
        alternates=alternates.of(addresses.activity(activity_id)),
        citation=citation(encyclopedia, entry),
        json_ld=linked_data.script(linked_data.activity(entry)),
    )
