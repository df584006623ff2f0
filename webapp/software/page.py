"""Software products: records in, what the pages show out. Called by the views."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from index.encyclopedia import Encyclopedia
from index.records import Software, SoftwareEntry
from webapp.formats import alternates, linked_data
from webapp.http import addresses
from webapp.http.site import Alternate
from webapp.text.citations import Citation, cite

LISTED: Final = 200
"""Products on the list; search finds the others."""


@dataclass(frozen=True, slots=True)
class SoftwareListPage:
    """software/list.html"""

    products: tuple[Software, ...]
    total: int
    """Of all products, listed or not."""


@dataclass(frozen=True, slots=True)
class SoftwarePage:
    """software/page.html"""

    entry: SoftwareEntry
    alternates: tuple[Alternate, ...]
    citation: Citation
    json_ld: str


def citation(encyclopedia: Encyclopedia, entry: SoftwareEntry) -> Citation:
    slug = entry.software.slug
    return cite(
        f"software-{slug}",
        entry.software.name,
        addresses.absolute(addresses.software(slug)),
        encyclopedia.release.release_id,
        entry.sources,
    )


def software_list(encyclopedia: Encyclopedia) -> SoftwareListPage:
    """What the list shows."""
    found = encyclopedia.software()
    return SoftwareListPage(found[:LISTED], len(found))


def software_page(encyclopedia: Encyclopedia, entry: SoftwareEntry) -> SoftwarePage:
    """What the page of a product shows."""
    return SoftwarePage(
        entry=entry,
        alternates=alternates.of(addresses.software(entry.software.slug)),
        citation=citation(encyclopedia, entry),
        json_ld=linked_data.script(linked_data.software(entry)),
    )
