"""One file over HTTP: an address → a whole file on disk, resumed where it was cut off.

Called by `index.sources.download`. Nothing here knows what the files are about.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import ssl
import zipfile
from collections.abc import Callable
from email.message import Message
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import IO, NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from index.errors import DownloadError

MAX_RESUMES = 3
"""How often a body that was cut off is taken up again before we give up."""
_CHUNK_BYTES = 1 << 18
_HTML_BEGINNINGS = (b"<!doctype", b"<html", b"<head")
_CONTENT_RANGE = re.compile(r"bytes (?:([0-9]+)-[0-9]+|\*)/([0-9]+|\*)")
_NETWORK_ERRORS = (OSError, http.client.HTTPException)

Progress = Callable[[int, int | None], None]
"""Takes how many bytes are there by now, and how many there will be (None: not known)."""


class UnreachableError(DownloadError):
    """The publisher did not answer at all: trying its other files has no point."""


class Answer(NamedTuple):
    """The part of a response that a transfer goes by."""

    offset: int
    """At which byte of the file the body begins."""
    total: int | None
    """Bytes of the whole file; None: not said."""
    validator: str | None
    """What If-Range takes; None: this file cannot be resumed."""


class _Redirects(HTTPRedirectHandler):
    max_redirections = 5
    max_repeats = 2

    def redirect_request(
        self,
        req: Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> Request | None:
        old, new = urlsplit(req.full_url).scheme, urlsplit(newurl).scheme
        if new not in ("http", "https") or (old, new) == ("https", "http"):
            raise HTTPError(req.full_url, code, f"redirects to {newurl[:200]}", headers, fp)
        redirected = super().redirect_request(req, fp, code, msg, headers, newurl)
        if redirected is not None and req.get_method() == "HEAD":
            redirected.method = "HEAD"
        return redirected


class Client:
    """Asks for files. One for each call of `fetch`."""

    def __init__(self, timeout_s: float) -> None:
        """`timeout_s`: how long to wait for a connection, and for each piece of a body."""
        self.timeout_s = timeout_s
        self._opener = OpenerDirector()
        for handler in (
            ProxyHandler(),
            HTTPHandler(),
            HTTPSHandler(context=ssl.create_default_context()),
            HTTPDefaultErrorHandler(),
            _Redirects(),
            HTTPErrorProcessor(),
        ):
            self._opener.add_handler(handler)
        try:
            release = version("taskdex")
        except PackageNotFoundError:
            release = "unknown"
        self._agent = f"Taskdex/{release} (python-urllib)"

    def exists(self, url: str, timeout_s: float | None = None) -> bool:
        """Whether the server says that there is such a file.

        Raises UnreachableError if it does not answer.
        """
        try:
            with self._open(Request(url, method="HEAD"), timeout_s or self.timeout_s) as response:  # noqa: S310 - `_open` checks the scheme
                return bool(response.status == 200)
        except HTTPError as error:
            error.close()
            return False

    def download(self, url: str, part: Path, progress: Progress) -> None:
        """Brings the file at `url` to `part`, whole; goes on with what `part` holds already.

        Raises DownloadError, and leaves at `part` what can be resumed, and nothing else.
        """
        resumes = 0
        while True:
            if self._receive(url, part, progress):
                _sidecar(part).unlink(missing_ok=True)
                return
            if resumes == MAX_RESUMES:
                raise DownloadError(
                    f"{url}: the connection broke off {resumes + 1} times. What has arrived is "
                    'kept: run "taskdex fetch" again to go on from there.'
                )
            resumes += 1

    def _receive(self, url: str, part: Path, progress: Progress) -> bool:
        """One request; returns whether the file is whole now."""
        offset, validator = _resumable(url, part)
        request = Request(url)  # noqa: S310 - `_open` checks the scheme
        if validator is not None:
            request.add_header("Range", f"bytes={offset}-")
            request.add_header("If-Range", validator)
        try:
            response = self._open(request, self.timeout_s)
        except HTTPError as error:
            error.close()
            if error.code == 416 and validator is not None:
                # Either the part is whole already, or it is not of this file: start over.
                total = _content_range(error.headers)[1]
                if total == offset:
                    return True
                discard(part)
                return False
            raise DownloadError(
                f"{url}: the server answered {error.code} {error.reason}. Look whether the "
                "publisher has moved the file."
            ) from error
        with response:
            answer = _check_answer(url, response, offset)
            if answer.offset != offset or validator is None:
                discard(part)
            _sidecar(part).write_text(json.dumps({"url": url, "validator": answer.validator}))
            return _write_body(url, response, part, answer, progress)

    def _open(self, request: Request, timeout_s: float) -> http.client.HTTPResponse:
        """Raises HTTPError for an answer that is not 2xx, UnreachableError for none."""
        url = request.full_url
        if urlsplit(url).scheme not in ("http", "https"):
            raise DownloadError(f"{url}: only http and https addresses are fetched.")
        request.add_header("User-Agent", self._agent)
        request.add_header("Accept-Encoding", "identity")
        try:
            response = self._opener.open(request, timeout=timeout_s)
        except HTTPError:
            raise
        except (URLError, *_NETWORK_ERRORS) as error:
            reason = error.reason if isinstance(error, URLError) else error
            raise UnreachableError(
                f"{urlsplit(url).netloc} does not answer ({reason}). Look whether this machine is "
                "online, and whether it needs a proxy (HTTPS_PROXY)."
            ) from error
        assert isinstance(response, http.client.HTTPResponse)
        return response


def check_contents(url: str, part: Path) -> None:
    """Looks whether a whole file is what its name says. Raises DownloadError, removing it."""
    if not urlsplit(url).path.endswith(".zip"):
        return
    try:
        with zipfile.ZipFile(part) as archive:
            broken = archive.testzip()
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        discard(part)
        raise DownloadError(f"{url}: what came is not a zip archive: {error}.") from error
    if broken is not None:
        discard(part)
        raise DownloadError(f"{url}: the zip archive that came is damaged at {broken!r}.")


def discard(part: Path) -> None:
    """Removes a part and what is known of it."""
    part.unlink(missing_ok=True)
    _sidecar(part).unlink(missing_ok=True)


def publish(finished: Path, target: Path) -> None:
    """Puts a finished file in its place: whoever looks sees the old one or the new one, whole."""
    with finished.open("rb+") as file:
        os.fsync(file.fileno())
    finished.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _sidecar(part: Path) -> Path:
    return part.with_name(f"{part.name}.json")


def _resumable(url: str, part: Path) -> tuple[int, str | None]:
    """How much of the file is there, and the validator to go on with (None: start over)."""
    try:
        known = json.loads(_sidecar(part).read_text())
        size = part.stat().st_size
    except (OSError, ValueError):
        return 0, None
    if not isinstance(known, dict) or known.get("url") != url or not size:
        return 0, None
    validator = known.get("validator")
    return (size, validator) if isinstance(validator, str) else (0, None)


def _content_range(headers: Message) -> tuple[int | None, int | None]:
    """First byte and total of a Content-Range; None where it does not say."""
    match = _CONTENT_RANGE.fullmatch(headers.get("Content-Range", "").strip())
    if match is None:
        return None, None
    return (
        int(match[1]) if match[1] else None,
        int(match[2]) if match[2] != "*" else None,
    )


def _check_answer(url: str, response: http.client.HTTPResponse, offset: int) -> Answer:
    headers = response.headers
    if headers.get_content_type() == "text/html" and "Content-Type" in headers:
        raise DownloadError(
            f"{url}: the server sent a web page instead of the file. Open the address in a "
            "browser; a login or a proxy may stand in the way."
        )
    if headers.get("Content-Encoding", "identity") != "identity":
        raise DownloadError(f"{url}: the server sent the file in an encoding that was not asked.")
    etag = headers.get("ETag")
    # If-Range takes strong validators only.
    validator = etag if etag and not etag.startswith("W/") else headers.get("Last-Modified")
    if response.status == 206:
        first, total = _content_range(headers)
        if first != offset:
            raise DownloadError(f"{url}: the server sent another part than the one asked for.")
        return Answer(offset, total, validator)
    if response.status != 200:
        raise DownloadError(f"{url}: the server answered {response.status}, which is no file.")
    length = headers.get("Content-Length", "")
    return Answer(0, int(length) if length.isascii() and length.isdigit() else None, validator)


def _write_body(
    url: str,
    response: http.client.HTTPResponse,
    part: Path,
    answer: Answer,
    progress: Progress,
) -> bool:
    """Appends the body to the part; returns whether the file is whole."""
    size = answer.offset
    cut_off = False
    with part.open("ab") as file:
        while True:
            try:
                chunk = response.read(_CHUNK_BYTES)
            except http.client.IncompleteRead as error:
                chunk, cut_off = error.partial, True
            except _NETWORK_ERRORS:
                cut_off = True
                break
            if chunk and not size:
                _check_beginning(url, chunk, part)
            file.write(chunk)
            size += len(chunk)
            progress(size, answer.total)
            if cut_off or not chunk:
                break
    if answer.total is not None and size > answer.total:
        discard(part)
        raise DownloadError(f"{url}: {size} bytes came, but {answer.total} were announced.")
    return not cut_off and (answer.total is None or size == answer.total)


def _check_beginning(url: str, chunk: bytes, part: Path) -> None:
    beginning = chunk.lstrip(b"\xef\xbb\xbf \t\r\n")[:16].lower()
    if beginning.startswith(_HTML_BEGINNINGS):
        discard(part)
        raise DownloadError(f"{url}: the server sent a web page instead of the file.")
    if urlsplit(url).path.endswith(".zip") and not chunk.startswith(b"PK"):
        discard(part)
        raise DownloadError(f"{url}: the server sent something that is not a zip archive.")
