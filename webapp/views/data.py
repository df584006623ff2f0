"""`/data`: the release as files. `/data/<file>`: one of them, whole or in part."""

from __future__ import annotations

import re
from typing import Final

from flask import Blueprint, Response, request, send_file
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from webapp import addresses, linked_data, render
from webapp.contexts import DataPage
from webapp.shelf import current

blueprint = Blueprint("data", __name__)

MEDIA_TYPES: Final = {
    ".csv": "text/csv",
    ".jsonl": "application/x-ndjson",
    ".json": "application/json",
    ".sqlite": "application/vnd.sqlite3",
}
_ONE_RANGE = re.compile(r"bytes=(?:[0-9]+-[0-9]*|-[0-9]+)", re.IGNORECASE)


@blueprint.get("/data")
def data() -> Response:
    encyclopedia = current()
    files = encyclopedia.downloads()
    return render.page(
        "pages/data.html",
        lambda: DataPage(
            files=files,
            json_ld=linked_data.script(linked_data.dataset(encyclopedia.release, files)),
        ),
        links=(f'<{addresses.absolute("/data")}>; rel="canonical"',),
    )


@blueprint.get("/data/<name>")
def download(name: str) -> Response:
    """Only names that the release's manifest lists are files here; anything else is a 404."""
    file = current().download(name)
    ending = f".{name.rpartition('.')[2]}"
    response = send_file(
        file.path,
        mimetype=MEDIA_TYPES.get(ending, "text/plain"),
        as_attachment=True,
        download_name=file.name,
        conditional=False,
        etag=file.sha256,
    )
    # The checksum says all: a time would be that of this machine's build.
    del response.headers["Last-Modified"]
    response.headers["Cache-Control"] = render.PAGE_CACHE
    response.headers["Access-Control-Allow-Origin"] = "*"
    environ = dict(request.environ)
    if request.method != "GET" or not _ONE_RANGE.fullmatch(environ.get("HTTP_RANGE", "")):
        # A range that cannot be read, and several at once, are answered with the whole file.
        environ.pop("HTTP_RANGE", None)
    try:
        response.make_conditional(environ, accept_ranges=True, complete_length=file.byte_count)
    except RequestedRangeNotSatisfiable:
        response.close()
        raise
    return response
