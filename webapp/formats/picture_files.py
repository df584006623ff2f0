"""The files of a picture: SVG for print and other sites, CSV with its figures. Called by views."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask import Response, render_template

from index.errors import NotFoundError
from webapp.http import addresses, render
from webapp.text.charts import in_pixels
from webapp.text.pictures import Picture

MEDIA_TYPES: Final = {"svg": "image/svg+xml", "csv": "text/csv"}


def answer(pictures: Mapping[str, Picture], file: str, page_path: str, stem: str) -> Response:
    """`patterns.svg` of the page at this path. Raises NotFoundError.

    A file to keep, not a page to look at: the site's policy would take the colours from it there.
    """
    name, _, ending = file.rpartition(".")
    if ending not in MEDIA_TYPES or name not in pictures:
        raise NotFoundError(f"There is no picture {file[:40]!r} on this page.")
    picture = pictures[name]
    response = render.text(
        picture.spreadsheet
        if ending == "csv"
        else lambda: in_pixels(
            render_template(
                "pictures/file.svg", page=picture, address=addresses.absolute(page_path)
            )
        ),
        MEDIA_TYPES[ending],
    )
    response.headers["Content-Disposition"] = (
        f'attachment; filename="taskdex-{stem}-{name}.{ending}"'
    )
    return response


def paths(pictures: Mapping[str, Picture], page_path: str) -> Mapping[str, str]:
    """Name of each picture → where its files are, without their ending."""
    return {name: f"{page_path}/{name}" for name in pictures}
