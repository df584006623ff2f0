"""`/sitemap.xml`: an index of parts; `/sitemap-<n>.xml`: addresses of live pages, canonical ones.

There is no `lastmod`: a page changes with the release or with our templates, and neither has a
time that would be true of a single page.
"""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, render_template

from index.encyclopedia import Encyclopedia
from index.errors import NotFoundError
from webapp.changes import views as changes
from webapp.http import addresses, render
from webapp.http.release import current
from webapp.rankings.lists import LISTS

blueprint = Blueprint("sitemap", __name__)

PART: Final = 10_000
"""Addresses in a part; the protocol allows 50,000."""
PAGES: Final = (
    *("home.home", "occupations.occupations", "activities.activities", "methodology.methodology"),
    "glossary.glossary",
    *(
        "sources.sources",
        "changes.changes",
        "data.data",
        "data.use",
        "api_page.page",
        "about.about",
    ),
    *("software.software", "rankings.rankings", "compare.compare", "embed.embed"),
)


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    encyclopedia = current()

    def make() -> str:
        count = -(-len(paths(encyclopedia)) // PART)
        urls = [
            addresses.absolute(addresses.sitemap_part(number)) for number in range(1, count + 1)
        ]
        return render_template(
            "about/sitemap.xml", urls=urls, outer="sitemapindex", inner="sitemap"
        )

    return render.text(make, "application/xml")


@blueprint.get("/sitemap-<int:number>.xml")
def part(number: int) -> Response:
    encyclopedia = current()
    found = paths(encyclopedia)[(number - 1) * PART : number * PART] if number else ()
    if not found:
        raise NotFoundError(f"There is no part {number} of the sitemap.")
    return render.text(
        lambda: render_template(
            "about/sitemap.xml",
            urls=[addresses.absolute(path) for path in found],
            outer="urlset",
            inner="url",
        ),
        "application/xml",
    )


def paths(encyclopedia: Encyclopedia) -> tuple[str, ...]:
    """Every live page, each once."""
    return (
        *(addresses.path(page) for page in PAGES),
        *map(addresses.ranking, LISTS),
        *changes.paths(encyclopedia),
        *(addresses.occupation(one.code) for one in encyclopedia.occupations()),
        *(addresses.activity(activity_id) for activity_id in encyclopedia.activity_ids()),
        *(addresses.software(one.slug) for one in encyclopedia.software()),
        *(addresses.task(task_id) for task_id in encyclopedia.task_ids()),
    )
