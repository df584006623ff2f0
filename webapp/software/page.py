"""Software products."""

from __future__ import annotations

from dataclasses import dataclass

from index.records import Software, SoftwareEntry
from webapp.http.site import Alternate
from webapp.text.citations import Citation


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
