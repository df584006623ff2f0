"""The occupations, activities and software found. Called by `webapp.search.results`."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from markupsafe import Markup

from index.encyclopedia import Encyclopedia
from index.engines.protocol import ActivityHit, Hits, OccupationHit, Results
from index.query import Query
from index.quick import quick
from index.records.entries import SoftwareHits
from index.records.terms import Kind
from webapp.http import addresses
from webapp.http.site import Link
from webapp.rankings.wished import figure_of
from webapp.search.links import Links
from webapp.text import vocabulary
from webapp.text.highlight import marked


@quick(frozen=True, slots=True)
class TitleLine:
    """An occupation, an activity or a software product found."""

    path: str
    title: Markup
    count: int
    counted: str
    """What the count counts: `task`, or `occupation` for software."""
    also: Markup | None
    """The lay title that was meant; None: the title itself says why it was found."""
    remark: str
    """The level of an activity, where a product is in demand, or the figure that the query asks
    for; empty: none of these."""


@quick(frozen=True, slots=True)
class TitleGroup:
    """Occupations, activities or software found."""

    kind: str
    """`occupation`, `activity` or `software`."""
    heading: str
    total: int
    lines: tuple[TitleLine, ...]
    more: Link | None
    """To all of them; None: all are shown."""


def title_groups_of(
    encyclopedia: Encyclopedia, results: Results, links: Links, above: Collection[str]
) -> Iterator[TitleGroup]:
    """Software, occupations and activities, where any were found; but not the occupations (codes)
    whose cards stand above them."""
    others = [hit for hit in results.occupations.hits if hit.occupation_code not in above]
    if results.software.total:
        yield _software(results.software)
    if others:
        lines = tuple(
            _occupation_line(hit, figure_of(encyclopedia, results, hit.occupation_code))
            for hit in others
        )
        yield TitleGroup(
            "occupation",
            "Other occupations" if above else "Occupations",
            max(results.occupations.total - len(above), len(others)),
            lines,
            _to_all(results.query, results.occupations, links, "occupation", "occupations"),
        )
    if results.activities.total:
        yield TitleGroup(
            "activity",
            "Work activities",
            results.activities.total,
            tuple(map(_activity_line, results.activities.hits)),
            _to_all(results.query, results.activities, links, "activity", "work activities"),
        )


def _software(found: SoftwareHits) -> TitleGroup:
    lines = tuple(
        TitleLine(
            addresses.software(one.slug),
            Markup.escape(one.name),
            one.occupation_count,
            "occupation",
            None,
            f"in demand in {one.in_demand_count:,}" if one.in_demand_count else "",
        )
        for one in found.hits
    )
    return TitleGroup("software", "Software", found.total, lines, None)


def _occupation_line(hit: OccupationHit, figure: str) -> TitleLine:
    return TitleLine(
        addresses.occupation(hit.occupation_code),
        marked(hit.title, hit.spans),
        hit.task_count,
        "task",
        None if hit.lay_title is None else marked(hit.lay_title, hit.lay_title_spans),
        figure,
    )


def _activity_line(hit: ActivityHit) -> TitleLine:
    return TitleLine(
        addresses.activity(hit.activity_id),
        marked(vocabulary.untitled(hit.title), hit.spans),
        hit.task_count,
        "task",
        None,
        vocabulary.LEVELS[hit.level].partition(" ")[0].lower(),
    )


def _to_all(
    query: Query,
    found: Hits[OccupationHit] | Hits[ActivityHit],
    links: Links,
    kind: Kind,
    name: str,
) -> Link | None:
    """None: all are shown, or one kind alone, whose pages have links of their own."""
    if query.kind is not None or found.total <= len(found.hits):
        return None
    return links.link(f"All {found.total:,} {name}", kind=kind, page=1)
