"""One file over HTTP: an address → a whole file on disk, resumed where it was cut off.

Called by `index.sources.download`. Nothing here knows what the files are about. Two pieces are
joined only if the server says of both that they are of the same file: its ETag, its date and its
length. Otherwise the file is fetched from the start, which costs time, and no wrong byte.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import zipfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from email.message import Message
from enum import Enum, auto
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from index.errors import DownloadError
from index.sources.web import NETWORK_ERRORS, Client, RefusedError

MAX_RESUMES = 3
"""How often a body that was cut off is taken up again before we give up."""
_CHUNK_BYTES = 1 << 18
_LEAST_PIECE_BYTES = 1 << 15
_WEB_PAGES = ("text/html", "application/xhtml+xml")
_CONTENT_RANGE = re.compile(r"bytes +(?:([0-9]{1,18})-[0-9]{1,18}|\*) */ *([0-9]{1,18}|\*)", re.I)

Progress = Callable[[int, int | None], None]
"""Takes how many bytes are there by now, and how many there will be (None: not known)."""


class WrongContentError(DownloadError):
    """A file came, and not the one that its address promises."""


class _After(Enum):
    """What is to be done after a request."""

    DONE = auto()
    NEXT = auto()
    """The server sent all that it wanted to, and there is more."""
    RESUME = auto()
    """The body was cut off."""
    START_OVER = auto()
    """What is there and what came do not belong together."""


@dataclass(frozen=True, slots=True)
class Version:
    """What a server says of the file as it is now; None: it does not say."""

    etag: str | None
    last_modified: str | None
    total: int | None
    """Bytes of the whole file."""

    @property
    def validator(self) -> str | None:
        """What If-Range takes, strong ETags alone; None: this file cannot be resumed."""
        if self.etag and not self.etag.startswith(("W/", "w/")) and self.etag != '""':
            return self.etag
        return self.last_modified

    def may_be_joined_with(self, rest: Version) -> bool:
        """Whether an answer to If-Range is certainly of this file.

        The validator that was asked for has to be there again; of the others, those that are.
        """
        if self.validator not in (rest.etag, rest.last_modified):
            return False
        pairs = zip(self.told, rest.told, strict=True)
        return all(mine is None or theirs in (None, mine) for mine, theirs in pairs)

    def is_cut_short_in(self, anew: Version) -> bool:
        """Whether a "whole" file is the same one with another length: a tail, told to be all."""
        is_same = self.validator in (anew.etag, anew.last_modified)
        return is_same and None not in (self.total, anew.total) and self.total != anew.total

    @property
    def told(self) -> tuple[str | int | None, ...]:
        return self.etag, self.last_modified, self.total


class _Part(NamedTuple):
    """What has arrived so far."""

    size: int
    version: Version


class _Range(NamedTuple):
    """What Content-Range says; None: it does not."""

    first: int | None
    total: int | None


def download(client: Client, url: str, part: Path, progress: Progress) -> None:
    """Brings the file at `url` to `part`, whole; goes on with what `part` holds already.

    Raises DownloadError, and leaves at `part` what can be resumed, and nothing else.
    """
    breaks = 0
    while True:
        before = _known_part(url, part)
        after = _receive(client, url, part, before, progress)
        if after is _After.DONE:
            _sidecar(part).unlink(missing_ok=True)
            return
        if after is _After.START_OVER:
            discard(part)
        arrived = part.stat().st_size - (before.size if before else 0) if part.exists() else 0
        # One who gives the file piece by piece, each of them whole, gets on all the same.
        if after is not _After.NEXT or arrived < _LEAST_PIECE_BYTES:
            breaks += 1
        if breaks > MAX_RESUMES:
            raise DownloadError(
                f"{url}: the connection broke off {breaks} times. What has arrived is "
                'kept: run "taskdex fetch" again to go on from there.'
            )


def _receive(
    client: Client, url: str, part: Path, before: _Part | None, progress: Progress
) -> _After:
    """One request, for what is not there yet."""
    asked = {}
    if before is not None:
        asked["Range"] = f"bytes={before.size}-"
        asked["If-Range"] = before.version.validator or ""
    try:
        response = client.open(url, asked)
    except RefusedError as error:
        if error.status == 416 and before is not None:
            # Either the part is whole already, or it is not of this file.
            return _after_unsatisfied(before, error.headers)
        if error.status == 304 and before is not None:
            return _After.START_OVER  # an answer to another question
        raise
    with response:
        if before is not None and not _can_be_joined(response.headers):
            return _After.START_OVER
        _check_kind(url, response)
        sent = _content_range(response.headers)
        is_part = response.status == 206 or sent.first is not None
        now = _version(response.headers, sent.total if is_part else _length(response.headers))
        first = 0
        if before is None:
            if is_part and sent.first != 0:
                raise DownloadError(
                    f"{url}: the server sent a part of the file, which was not asked for."
                )
        elif is_part:
            if sent.first is None or sent.first > before.size:
                return _After.START_OVER
            if not before.version.may_be_joined_with(now):
                return _After.START_OVER
            first = sent.first
            # What only the first answer said still holds.
            pairs = zip(before.version.told, now.told, strict=True)
            now = Version(*(new if old is None else old for old, new in pairs))  # type: ignore[arg-type]
        elif before.version.is_cut_short_in(now):
            return _After.START_OVER
        if is_part and now.total is None:
            return _After.START_OVER  # nobody could say when it is whole
        if not first:
            discard(part)
        _sidecar(part).write_text(json.dumps({"url": url, **asdict(now)}))
        return _write_body(url, response, part, first, now.total, progress)


def _after_unsatisfied(before: _Part, headers: Message) -> _After:
    """416: there is nothing from that byte on."""
    now = _version(headers, _content_range(headers).total)
    known = before.version
    is_same = now.etag in (None, known.etag) and now.last_modified in (None, known.last_modified)
    is_whole = now.total == before.size and known.total in (None, before.size)
    return _After.DONE if is_same and is_whole else _After.START_OVER


def check_contents(url: str, part: Path) -> None:
    """Looks whether a whole file is what its name says. Raises DownloadError, removing it."""
    if not urlsplit(url).path.endswith((".zip", ".xlsx")):  # a workbook is an archive as well
        return
    try:
        with zipfile.ZipFile(part) as archive:
            broken = archive.testzip()
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        discard(part)
        raise WrongContentError(f"{url}: what came is not a zip archive: {error}.") from error
    if broken is not None:
        discard(part)
        raise WrongContentError(f"{url}: the zip archive that came is damaged at {broken!r}.")


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


def _known_part(url: str, part: Path) -> _Part | None:
    """What is there and can be gone on with; None: the file is to be fetched from the start."""
    try:
        known = json.loads(_sidecar(part).read_text())
        size = part.stat().st_size
        version = Version(**{field.name: known[field.name] for field in fields(Version)})
    except (OSError, ValueError, TypeError, KeyError):
        return None
    is_kind = all(isinstance(text, str | None) for text in (version.etag, version.last_modified))
    if known.get("url") != url or not size or not is_kind or version.validator is None:
        return None
    return _Part(size, version) if isinstance(version.total, int | None) else None


def _version(headers: Message, total: int | None) -> Version:
    date = headers.get("Last-Modified") or None
    # What changed in this second may change again in it, and keep its date.
    if date is not None and date == headers.get("Date"):
        date = None
    return Version(headers.get("ETag") or None, date, total)


def _length(headers: Message) -> int | None:
    length = headers.get("Content-Length", "")
    return int(length) if length.isascii() and length.isdigit() else None


def _content_range(headers: Message) -> _Range:
    match = _CONTENT_RANGE.fullmatch(headers.get("Content-Range", "").strip())
    if match is None:
        return _Range(None, None)
    return _Range(int(match[1]) if match[1] else None, int(match[2]) if match[2] != "*" else None)


def _can_be_joined(headers: Message) -> bool:
    """Whether a body is bytes of the file, and not of another form of it."""
    return _is_plain(headers) and headers.get_content_maintype() != "multipart"


def _is_plain(headers: Message) -> bool:
    return headers.get("Content-Encoding", "").strip().lower() in ("", "identity")


def _check_kind(url: str, response: http.client.HTTPResponse) -> None:
    headers = response.headers
    if headers.get_content_type() in _WEB_PAGES and "Content-Type" in headers:
        raise WrongContentError(
            f"{url}: the server sent a web page instead of the file. Open the address in a "
            "browser; a login or a proxy may stand in the way."
        )
    if not _is_plain(headers):
        raise DownloadError(f"{url}: the server sent the file in an encoding that was not asked.")
    if response.status not in (200, 206):
        raise DownloadError(f"{url}: the server answered {response.status}, which is no file.")


def _write_body(
    url: str,
    response: http.client.HTTPResponse,
    part: Path,
    first: int,
    total: int | None,
    progress: Progress,
) -> _After:
    """Puts the body into the part, from its byte `first` on; what stood there goes."""
    size = first
    cut_off = False
    with part.open("ab") as file:
        file.truncate(first)
        while True:
            try:
                chunk = response.read(_CHUNK_BYTES)
            except http.client.IncompleteRead as error:
                chunk, cut_off = error.partial, True
            except NETWORK_ERRORS:
                cut_off = True
                break
            if chunk and not size:
                _check_beginning(url, chunk, part)
            file.write(chunk)
            size += len(chunk)
            progress(size, total)
            if cut_off or not chunk:
                break
    if total is not None and size > total:
        discard(part)
        if first:
            return _After.START_OVER
        raise DownloadError(f"{url}: {size} bytes came, but {total} were announced.")
    if cut_off:
        return _After.RESUME
    if not size:
        discard(part)
        raise WrongContentError(f"{url}: the server sent an empty file.")
    return _After.DONE if total is None or size == total else _After.NEXT


def _check_beginning(url: str, chunk: bytes, part: Path) -> None:
    """No file of ours begins as a web page does, or as the message of a service: {"error": …}."""
    beginning = chunk.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if beginning == b"<":
        discard(part)
        raise WrongContentError(f"{url}: the server sent a web page instead of the file.")
    if beginning == b"{" and not urlsplit(url).path.endswith(".json"):
        discard(part)
        message = " ".join(chunk[:200].decode("utf-8", "replace").split())
        raise WrongContentError(f"{url}: the server sent a message instead of the file: {message}")
    if urlsplit(url).path.endswith(".zip") and not chunk.startswith(b"PK"):
        discard(part)
        raise WrongContentError(f"{url}: the server sent something that is not a zip archive.")
