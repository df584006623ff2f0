"""The occupations, activities and software found. Called by `webapp.search.results`."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from markupsafe import Markup

from index.encyclopedia import Encyclopedia
from index.engines.protocol import Results
from index.quick import quick
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
    query = results.query
    others = [hit for hit in results.occupations.hits if hit.occupation_code not in above]
    if results.software.total:
        yield TitleGroup(
            "software",
            "Software",
            results.software.total,
            tuple(
                TitleLine(
                    addresses.software(one.slug),
                    Markup.escape(one.name),
                    one.occupation_count,
                    "occupation",
                    None,
                    f"in demand in {one.in_demand_count:,}" if one.in_demand_count else "",
                )
                for one in results.software.hits
            ),
            None,
        )
    if others:
        hits = results.occupations
        yield TitleGroup(
            "occupation",
            "Other occupations" if above else "Occupations",
            max(hits.total - len(above), len(others)),
            tuple(
                TitleLine(
                    addresses.occupation(hit.occupation_code),
                    marked(hit.title, hit.spans),
                    hit.task_count,
                    "task",
                    None if hit.lay_title is None else marked(hit.lay_title, hit.lay_title_spans),
                    figure_of(encyclopedia, results, hit.occupation_code),
                )
                for hit in others
            ),
            links.link(f"All {hits.total:,} occupations", kind="occupation", page=1)
            if query.kind is None and hits.total > len(hits.hits)
            else None,
        )
    if results.activities.total:
        found = results.activities
        yield TitleGroup(
            "activity",
            "Work activities",
            found.total,
            tuple(
                TitleLine(
                    addresses.activity(hit.activity_id),
                    marked(vocabulary.untitled(hit.title), hit.spans),
                    hit.task_count,
                    "task",
                    None,
                    vocabulary.LEVELS[hit.level].partition(" ")[0].lower(),
                )
                for hit in found.hits
            ),
            links.link(f"All {found.total:,} work activities", kind="activity", page=1)
            if query.kind is None and found.total > len(found.hits)
            else None,
        )
