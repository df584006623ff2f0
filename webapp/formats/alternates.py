"""The other formats of an entry: which there are, how a page links them, and the citation files.

Called by the views of tasks, occupations, activities and software.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from flask import Response

from webapp.http import addresses, render
from webapp.http.site import Alternate
from webapp.text.citations import Citation

MEDIA_TYPES: Final = {
    "bib": ("application/x-bibtex", "BibTeX"),
    "ris": ("application/x-research-info-systems", "RIS"),
    "csl.json": ("application/vnd.citationstyles.csl+json", "CSL-JSON"),
    "md": ("text/markdown", "Markdown"),
    "json": ("application/json", "JSON"),
    "csv": ("text/csv", "CSV of its tasks"),
}
"""Ending of the address → media type, and what the link to it is called."""
CITED: Final = ("bib", "ris", "csl.json")
FORMATS: Final = (*CITED, "md", "json")
"""What every entry has."""


def split(name: str, formats: Iterable[str] = FORMATS) -> tuple[str, str]:
    """`task-1.CSL.json` → `task-1` and `csl.json`; an empty ending: the page itself."""
    for ending in sorted(formats, key=len, reverse=True):
        if name.lower().endswith(f".{ending}"):
            return name[: -len(ending) - 1], ending
    return name, ""


def of(path: str, formats: Iterable[str] = FORMATS) -> tuple[Alternate, ...]:
    """The formats of the page at this path."""
    return tuple(
        Alternate(
            label,
            media_type,
            f"{path}.{ending}",
            addresses.absolute(f"{path}.{ending}"),
            ending in CITED,
        )
        for ending, (media_type, label) in MEDIA_TYPES.items()
        if ending in formats
    )


def header(
    path: str, formats: Iterable[str] = FORMATS, canonical: str | None = None
) -> tuple[str, ...]:
    """Values of the page's Link header; `canonical` is its path if it is not the one to cite."""
    return (
        f'<{addresses.absolute(canonical or path)}>; rel="canonical"',
        f'<{addresses.absolute(path)}>; rel="cite-as"',
        *(f'<{one.url}>; rel="alternate"; type="{one.media_type}"' for one in of(path, formats)),
    )


def list_header(path: str) -> tuple[str, ...]:
    """Values of the Link header of a list of entries, which is nothing to be cited."""
    url = addresses.absolute(path)
    return (
        f'<{url}>; rel="canonical"',
        f'<{url}.md>; rel="alternate"; type="{MEDIA_TYPES["md"][0]}"',
    )


def citation_file(citation: Citation, ending: str) -> Response:
    """The citation in one of the formats of `CITED`."""
    write = {"bib": citation.bibtex, "ris": citation.ris, "csl.json": citation.csl_json}[ending]
    return render.text(write, MEDIA_TYPES[ending][0], filename=f"{citation.key}.{ending}")
