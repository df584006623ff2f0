"""Software products: records in, what the pages show out. Called by the views."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from index.encyclopedia import Encyclopedia
from index.records.entries import OccupationSummary, Software, SoftwareEntry
from webapp.formats import alternates, linked_data
from webapp.http import addresses
from webapp.http.site import Alternate, Sections
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
class UserGroup:
    """Occupations that use a product."""

    anchor: str
    heading: str
    section: str
    """Its name in the margin."""
    occupations: tuple[OccupationSummary, ...]


@dataclass(frozen=True, slots=True)
class SoftwarePage:
    """software/page.html"""

    entry: SoftwareEntry
    groups: tuple[UserGroup, ...]
    sections: Sections
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
    groups = tuple(user_groups(entry))
    return SoftwarePage(
        entry=entry,
        groups=groups,
        sections=(
            *((group.anchor, group.section) for group in groups),
            *(("sources", "Sources"), ("cite", "Cite")),
        ),
        alternates=alternates.of(addresses.software(entry.software.slug)),
        citation=citation(encyclopedia, entry),
        json_ld=linked_data.script(linked_data.software(entry)),
    )


def user_groups(entry: SoftwareEntry) -> Iterator[UserGroup]:
    """Where employers often ask for it, and where else it is used."""
    if entry.in_demand:
        heading = "Where employers often ask for it"
        yield UserGroup("demand", heading, "In demand", entry.in_demand)
    if entry.others:
        heading = "Where it is used as well" if entry.in_demand else "Where it is used"
        yield UserGroup("used", heading, "Used", entry.others)
