"""`/data`: the release as files. `/data/<file>`: one of them, whole or in part. `/data/use`:
programs that read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, render_template, send_file

from index.errors import NotFoundError
from index.records.entries import Download
from index.records.terms import PACKED
from webapp.formats import linked_data
from webapp.http import addresses, downloads, render
from webapp.http.release import current
from webapp.http.vary import depends_on
from webapp.search.spreadsheet import MAX_ROWS

blueprint = Blueprint("data", __name__)
MEDIA_TYPES: Final = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".parquet": "application/vnd.apache.parquet",
    ".sqlite": "application/vnd.sqlite3",
    PACKED: "application/gzip",
}


@dataclass(frozen=True, slots=True)
class DataPage:
    """about/data.html"""

    files: tuple[Download, ...]
    json_ld: str


@blueprint.get("/data")
def data() -> Response:
    encyclopedia = current()
    files = encyclopedia.downloads()
    return render.page(
        "about/data.html",
        lambda: DataPage(
            files=files,
            json_ld=linked_data.script(linked_data.dataset(encyclopedia.release, files)),
        ),
        links=(_canonical("data.data"),),
    )


@dataclass(frozen=True, slots=True)
class Example:
    """A program to copy."""

    name: str
    title: str
    told: str
    program: str


@dataclass(frozen=True, slots=True)
class UsePage:
    """about/use.html"""

    examples: tuple[Example, ...]
    search: str
    """Address of a search as CSV."""
    max_rows: int


EXAMPLES: Final = {
    "duckdb": (
        "DuckDB",
        "DuckDB reads the Parquet file over the web, fetching only the parts a query needs.",
    ),
    "pandas": ("pandas", "Whole tables, and the result of a search, as data frames."),
    "r": ("R", "The CSV files need no package."),
    "datasette": ("Datasette", "Every record, in SQLite, to look through in a browser."),
    "library": (
        "Python, without a server",
        "Taskdex is a library as well. Results show themselves in a notebook.",
    ),
}
"""Name of the file in `templates/about/examples` → its title, and what it does."""


@blueprint.get("/data/use")
def use() -> Response:
    """Tests run what this page tells people to run."""

    def make() -> UsePage:
        search = addresses.with_parameters(
            addresses.path("search.search_csv"), [("q", "art"), ("exposure", "E2")]
        )
        given = {
            "file": lambda name: addresses.absolute(addresses.download(name)),
            "search": addresses.absolute(search),
        }
        return UsePage(
            examples=tuple(
                Example(name, *told, render_template(f"about/examples/{name}.txt", **given))
                for name, told in EXAMPLES.items()
            ),
            search=addresses.absolute(search),
            max_rows=MAX_ROWS,
        )

    return render.page("about/use.html", make, links=(_canonical("data.use"),))


def _canonical(endpoint: str) -> str:
    return f'<{addresses.absolute(addresses.path(endpoint))}>; rel="canonical"'


@blueprint.get("/data/<name>")
def download(name: str) -> Response:
    """Only names that the release's manifest lists are files here; anything else is a 404.

    The name of a packed file without its `.gz` is the same file unpacked.
    """
    try:
        file = current().download(name)
    except NotFoundError:
        return downloads.unpacked(current().download(name + PACKED))
    if (gone := downloads.gone(file)) is not None:
        return gone
    twin = current().packed(name)
    if twin is not None and downloads.takes_gzip():
        return downloads.as_it_lies(twin, name, f"{media_type(name)}; charset=utf-8")
    response = send_file(
        file.path.absolute(),  # Flask takes another one as from its own folder
        mimetype=media_type(name),
        as_attachment=True,
        download_name=name,
        conditional=False,
        etag=file.sha256,
    )
    # The checksum says all: a time would be that of this machine's build.
    del response.headers["Last-Modified"]
    response.headers["Cache-Control"] = render.PAGE_CACHE
    if twin is not None:
        depends_on(response, "Accept-Encoding")
    return downloads.conditional(response, file.byte_count)


def media_type(name: str) -> str:
    """By the ending of a file's name."""
    return MEDIA_TYPES.get(f".{name.rpartition('.')[2]}", "text/plain")
