"""The publishers' files over the network → a sources folder.

Called by the command line (`taskdex fetch`). What there is to download is listed in
`downloads.toml`, or in the file that TASKDEX_DOWNLOADS names. A file in place is always a whole
one: it arrives under another name, is checked, and is renamed. Beside it lies
`<file>.origin.json`, which says where it came from and what its checksum is.
"""

from __future__ import annotations

import json
import os
import re
import sys
import threading
import tomllib
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path, PurePosixPath
from time import monotonic, sleep
from typing import Literal
from urllib.parse import urlsplit

from tqdm import tqdm

from index import checksums
from index.errors import DownloadError, SourceError
from index.sources import esco_service, transfer
from index.sources.keep import ROWS_KEPT, Kept, keep_rows
from index.sources.transfer import WrongContentError, check_contents, discard, publish
from index.sources.web import Client, UnreachableError

_SHA256 = re.compile(r"[0-9a-f]{64}")
_RELEASE = re.compile(r"([0-9]{1,3})\.([0-9])")
_PATIENCE_S = 10.0
# O*NET numbers the releases of a year from .0 to .3.
_MINORS = 4
_MAX_YEARS_AHEAD = 5


@dataclass(frozen=True, slots=True)
class Download:
    """One entry of the list of downloads."""

    name: str
    dataset: str
    url: str
    path: str
    """Relative to the sources folder."""
    small: bool
    sha256: str | None = None
    """None: not pinned; what came is recorded."""
    keep: str | None = None
    """Name of a filter of `index.sources.keep`; None: the file stays as it is."""
    optional: bool = False
    """A release is whole without it: that it could not be had is said, and is no error."""
    service: str | None = None
    """Name of a web service that is asked page by page; None: the address is that of a file."""
    opt_in: bool = False
    """Only fetched where its dataset is named."""
    release: str | None = None
    """Stands for `{release}` in `url` and `path`; successors are looked for."""

    def of_release(self, release: str) -> Download:
        """The same file of another release; its checksum is not known."""
        return replace(self, release=release, sha256=None)

    @property
    def address(self) -> str:
        return self.url.replace("{release}", (self.release or "").replace(".", "_"))

    @property
    def target(self) -> str:
        return self.path.replace("{release}", (self.release or "").replace(".", "_"))


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that is in place."""

    name: str
    dataset: str
    path: Path
    url: str
    status: Literal["downloaded", "present"]
    sha256: str
    """Of the file as the publisher sent it."""
    byte_count: int
    """Of the file as the publisher sent it."""
    pinned: bool
    """The checksum was known beforehand, and is right."""
    rows_kept: int | None
    """Rows of a table that was cut down to what Taskdex reads; None: the file is as it came."""
    rows_dropped: int | None


def fetch(
    sources: Path,
    *,
    only: Sequence[str] = (),
    force: bool = False,
    catalogue: Path | None = None,
    progress: bool = True,
    timeout_s: float = 15.0,
) -> tuple[Fetched, ...]:
    """Downloads what is not there yet, and returns what is in place now.

    `only` takes names of datasets, `small` and `large`; `force` downloads what is there as well;
    `catalogue` is a list of downloads in place of ours. One file that fails does not stop the
    others: a DownloadError at the end names every failure, and what came stays. An optional file
    that fails is named on the way only.
    """
    downloads = choose(read_catalogue(catalogue), only)

    def wait(seconds: float) -> None:
        _say(progress, f"The server is busy; asking again in {seconds:.0f} seconds.")
        sleep(seconds)

    client = Client(timeout_s, sleep=wait)
    unreachable = _find_unreachable(client, downloads)
    fetched: list[Fetched] = []
    failures: dict[str, list[str]] = {}  # what is wrong → the files that it concerns
    for wanted in downloads:
        host = urlsplit(wanted.address).netloc
        problem = ""
        try:
            if host in unreachable:
                raise unreachable[host]
            fetched.append(_fetch_newest(client, sources, wanted, force, progress))
        except UnreachableError as error:
            unreachable.setdefault(host, error)
            problem = str(error)
        except DownloadError as error:
            problem = str(error)
        except OSError as error:
            problem = f"It cannot be written below {sources}: {error}."
        if problem and wanted.optional:
            _say(progress, f"Left out, {wanted.name}: {problem}")
        elif problem:
            failures.setdefault(problem, []).append(wanted.name)
    if failures:
        count = sum(map(len, failures.values()))
        lines = [f"{'; '.join(names)}: {problem}" for problem, names in failures.items()]
        summary = f"{count} of {len(downloads)} files could not be fetched"
        raise DownloadError("\n  ".join([f"{summary}:", *lines]))
    return tuple(fetched)


def read_catalogue(path: Path | None = None) -> tuple[Download, ...]:
    """The list of downloads: `path`, else what TASKDEX_DOWNLOADS names, else our own.

    Raises DownloadError for a list that cannot be read.
    """
    named = os.environ.get("TASKDEX_DOWNLOADS")
    if path is None and named:
        path = Path(named)
    try:
        if path is None:
            text = (resources.files("index.sources") / "downloads.toml").read_text("utf-8")
        else:
            text = path.read_text("utf-8")
        entries = tomllib.loads(text).get("file", [])
        return tuple(_read_entry(entry) for entry in entries)
    except (OSError, ValueError, TypeError) as error:
        raise DownloadError(f"{path or 'downloads.toml'}: cannot be read: {error}.") from error


def choose(downloads: Sequence[Download], only: Sequence[str]) -> tuple[Download, ...]:
    """The downloads of the datasets named, in the list's order; if none is named, all of them but
    those that are only fetched by name."""
    known = {download.dataset for download in downloads} | {"small", "large"}
    for name in only:
        if name not in known:
            raise DownloadError(f"There is no {name!r} to fetch: {', '.join(sorted(known))}.")
    return tuple(
        download
        for download in downloads
        if download.dataset in only
        or (not download.opt_in and (not only or ("small" if download.small else "large") in only))
    )


def find_newest(client: Client, download: Download) -> Download:
    """The same file of the newest release that the publisher has; itself if it has no releases.

    If the publisher does not answer, the release that is known is as good as any.
    """
    match = _RELEASE.fullmatch(download.release or "")
    if match is None:
        return download
    newest = download
    first_minor = int(match[2]) + 1
    for major in range(int(match[1]), int(match[1]) + _MAX_YEARS_AHEAD):
        is_known_year = first_minor > 0
        found = False
        for minor in range(first_minor, _MINORS):
            candidate = download.of_release(f"{major}.{minor}")
            try:
                if _is_there(client, candidate.address):
                    newest, found = candidate, True
                elif not is_known_year and not found:
                    # A year begins with .0: where that is not, nothing later is.
                    return newest
            except DownloadError:
                return newest
        first_minor = 0
    return newest


def _is_there(client: Client, url: str) -> bool:
    """Whether there is such a file. Some servers say so of any address: an archive is looked at."""
    is_archive = url.endswith(".zip")
    return client.exists(url) and (not is_archive or client.begins_with(url, b"PK"))


def _read_entry(entry: Mapping[str, object]) -> Download:
    """Raises ValueError or TypeError for an entry that is not as it should be."""
    download = Download(**entry)  # type: ignore[arg-type]
    texts = (download.name, download.dataset, download.url, download.path)
    if not all(isinstance(text, str) and text for text in texts):
        raise ValueError(f"an entry needs name, dataset, url and path: {entry!r}")
    path = PurePosixPath(download.target)
    if path.is_absolute() or ".." in path.parts:
        raise ValueError(f"path {download.path!r} leaves the sources folder")
    if download.sha256 is not None and not _SHA256.fullmatch(download.sha256):
        raise ValueError(f"sha256 of {download.name!r} is not 64 hexadecimal digits")
    if download.service not in (None, "esco"):
        raise ValueError(f"service {download.service!r} is not esco")
    if download.keep is not None and download.keep not in ROWS_KEPT:
        raise ValueError(f"keep {download.keep!r} is not one of {', '.join(ROWS_KEPT)}")
    return download


def _find_unreachable(client: Client, downloads: Sequence[Download]) -> dict[str, UnreachableError]:
    """Servers that do not answer, asked all at once.

    Without a network it must not take long to say so; and looking up a name can take longer than
    any timeout of a socket, so the question is asked in threads that are not waited for.
    """
    patience_s = min(_PATIENCE_S, client.timeout_s)
    urls = {urlsplit(download.address).netloc: download.address for download in downloads}
    failed: dict[str, UnreachableError] = {
        host: UnreachableError(
            f"{host} does not answer within {patience_s:g} seconds. Look whether this "
            "machine is online, and whether it needs a proxy (HTTPS_PROXY)."
        )
        for host in urls
    }
    answered: dict[str, UnreachableError | None] = {}

    def ask(host: str, url: str) -> None:
        try:
            client.exists(url, patience_s)
            answered[host] = None
        except UnreachableError as error:
            answered[host] = error
        except DownloadError:
            answered[host] = None  # an address that is not fetched at all: said when its turn comes

    threads = [
        threading.Thread(target=ask, args=item, daemon=True, name="taskdex-ask")
        for item in urls.items()
    ]
    deadline = monotonic() + patience_s
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0.0, deadline - monotonic()))
    for host, error in tuple(answered.items()):
        if error is None:
            failed.pop(host)
        else:
            failed[host] = error
    return failed


def _fetch_newest(
    client: Client, sources: Path, wanted: Download, force: bool, progress: bool
) -> Fetched:
    """The newest release; the one that is known where what comes as a newer one is none."""
    newest = find_newest(client, wanted)
    try:
        return _fetch_one(client, sources, newest, force, progress)
    except WrongContentError as error:
        if newest is wanted:
            raise
        _say(progress, f"{error} Release {wanted.release} is taken.")
        return _fetch_one(client, sources, wanted, force, progress)


def _fetch_one(
    client: Client, sources: Path, download: Download, force: bool, progress: bool
) -> Fetched:
    target = sources / download.target
    if not force and (present := _find_present(target, download)):
        _say(progress, f"{download.name}: is there already.")
        return present
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    _transfer(client, download, part, progress)
    check_contents(download.address, part)
    _check_release(download, part)
    byte_count, sha256 = part.stat().st_size, checksums.sha256(part)
    if download.sha256 is not None and sha256 != download.sha256:
        discard(part)
        raise DownloadError(
            f"{download.address}: the checksum is wrong: expected sha256 {download.sha256}, got "
            f"{sha256} ({byte_count} bytes). Try again; if it stays so, the publisher has changed "
            "the file."
        )
    finished, kept = part, None
    if download.keep is not None:
        finished = target.with_name(f"{target.name}.kept.part")
        kept = _keep(download, part, finished)
    origin: dict[str, str | int | None] = {
        "url": download.address,
        "sha256": sha256,
        "byte_count": byte_count,
        "file_sha256": checksums.sha256(finished),
        "rows_kept": kept.rows_kept if kept else None,
        "rows_dropped": kept.rows_dropped if kept else None,
    }
    # The record of the old file goes first: between the two renames there must not be one that
    # does not fit.
    _origin(target).unlink(missing_ok=True)
    publish(finished, target)
    record = target.with_name(f"{target.name}.origin.json.part")
    record.write_text(json.dumps(origin, indent=1, sort_keys=True) + "\n")
    publish(record, _origin(target))
    discard(part)
    how = "the checksum is the one expected" if download.sha256 else f"sha256 {sha256} noted"
    _say(progress, f"{download.name}: {byte_count:,} bytes; {how}.")
    return _describe(target, download, origin, "downloaded")


def _transfer(client: Client, download: Download, part: Path, progress: bool) -> None:
    """The download itself, under a progress bar where there is a terminal to show it."""
    show = progress and sys.stderr.isatty()
    unit = " occupations" if download.service else "B"
    with tqdm(desc=download.name, unit=unit, unit_scale=True, disable=not show, leave=False) as bar:

        def advance(size: int, total: int | None) -> None:
            bar.total = total
            bar.update(size - bar.n)

        if download.service is not None:
            esco_service.gather(client, download.address, part, advance)
        else:
            transfer.download(client, download.address, part, advance)


def _check_release(download: Download, part: Path) -> None:
    """An archive whose folder is named after another release is not the one that was asked for."""
    if download.release is None or not download.target.endswith(".zip"):
        return
    stem = PurePosixPath(download.target).stem
    of_any = re.compile(
        re.escape(PurePosixPath(download.path).stem).replace(r"\{release\}", "[0-9]+_[0-9]+")
    )
    with zipfile.ZipFile(part) as archive:
        folders = {name.partition("/")[0] for name in archive.namelist() if "/" in name}
    others = sorted(name for name in folders if name != stem and of_any.fullmatch(name))
    if others:
        discard(part)
        raise WrongContentError(f"{download.address}: what came is another release: {others[0]}.")


def _keep(download: Download, part: Path, finished: Path) -> Kept:
    assert download.keep is not None
    try:
        return keep_rows(part, finished, download.keep)
    except SourceError as error:
        finished.unlink(missing_ok=True)
        discard(part)
        raise DownloadError(
            f"{download.address}: what came is not the table it should be: {error.problem}"
        ) from error


def _find_present(target: Path, download: Download) -> Fetched | None:
    """The file that is in place, if it is the one that its record (or the list) says."""
    if not target.is_file():
        return None
    try:
        origin = json.loads(_origin(target).read_text())
        is_whole = (
            origin["file_sha256"] == checksums.sha256(target) and origin["url"] == download.address
        )
        is_pinned_one = download.sha256 in (None, origin["sha256"])
        if is_whole and is_pinned_one:
            return _describe(target, download, origin, "present")
    except (OSError, ValueError, KeyError, TypeError):
        pass
    if download.sha256 is not None and download.keep is None:
        found: dict[str, str | int | None] = {
            "sha256": checksums.sha256(target),
            "byte_count": target.stat().st_size,
        }
        if found["sha256"] == download.sha256:
            return _describe(target, download, found, "present")
    return None


def _describe(
    target: Path,
    download: Download,
    origin: Mapping[str, str | int | None],
    status: Literal["downloaded", "present"],
) -> Fetched:
    rows_kept, rows_dropped = origin.get("rows_kept"), origin.get("rows_dropped")
    return Fetched(
        name=download.name,
        dataset=download.dataset,
        path=target,
        url=download.address,
        status=status,
        sha256=str(origin["sha256"]),
        byte_count=int(origin["byte_count"] or 0),
        pinned=download.sha256 is not None,
        rows_kept=None if rows_kept is None else int(rows_kept),
        rows_dropped=None if rows_dropped is None else int(rows_dropped),
    )


def _origin(target: Path) -> Path:
    return target.with_name(f"{target.name}.origin.json")


def _say(progress: bool, line: str) -> None:
    """One line for each file on the terminal's error output, also where no bar can be shown."""
    if progress:
        tqdm.write(line, file=sys.stderr)
