"""Releases on disk: where they lie, what they say of themselves, and how they change places.

A home holds `sources/`, `releases/<id>/` and `current`, a symbolic link to the release that is
served. A release is never changed once it has its name: it is built aside, verified, renamed into
place, and `current` is swapped in one step. Rolling back is the same swap.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TextIO

from index import checksums
from index.errors import ReleaseError
from index.records.entries import ReleaseInfo
from index.records.joined import Conflict
from index.records.published import Source, SourceFile

MANIFEST = "manifest.json"
MANIFEST_VERSION = 1
BUILDING = ".building"
"""Ending of a folder that is not a release yet."""
GONE = ".gone"
"""Ending of a folder that is a release no more."""
ON_WINDOWS = "On Windows, use the container image or the Windows Subsystem for Linux."
_LOOKS, _LOOK_AGAIN_S = 50, 0.02
"""How often a lock is tried, and after how long, that nobody who runs says to hold."""
_REBUILD = 'Build again with "taskdex build", or go back with "taskdex releases use ID".'


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """One file of a release."""

    path: str
    """Relative to the release's folder."""
    sha256: str
    byte_count: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a release says of itself. It has no time of its own: the same sources, built by the
    same version, make the same manifest, byte for byte."""

    release_id: str
    is_sample: bool
    versions: Mapping[str, str]
    counts: Mapping[str, int]
    sources: tuple[Source, ...]
    source_files: tuple[SourceFile, ...]
    missing: tuple[str, ...]
    """Optional source files that were not there."""
    coverage: Mapping[str, object]
    conflicts: tuple[Conflict, ...]
    files: tuple[ReleaseFile, ...]

    def info(self) -> ReleaseInfo:
        return ReleaseInfo(
            release_id=self.release_id,
            is_sample=self.is_sample,
            task_count=self.counts["tasks"],
            occupation_count=self.counts["occupations"],
            activity_count=self.counts["activities"],
            lay_title_count=self.counts["lay_titles"],
            sources=self.sources,
            files=self.source_files,
            coverage={
                **self.coverage,
                "missing_files": self.missing,
                "conflicts": [asdict(conflict) for conflict in self.conflicts],
            },
        )

    def write(self, folder: Path) -> None:
        (folder / MANIFEST).write_text(_sealed(asdict(self)), encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Raises ReleaseError if there is none, or none that this version understands."""
        path = folder / MANIFEST
        try:
            text = path.read_text(encoding="utf-8")
            content: dict[str, Any] = json.loads(text)
            version = content.pop("manifest_version")
            if version != MANIFEST_VERSION:
                raise ReleaseError(
                    f"Release {folder.name}: {MANIFEST} has version {version}, this Taskdex reads"
                    f" version {MANIFEST_VERSION}. {_REBUILD}"
                )
            del content["seal"]
            if text != _sealed(content):
                raise ValueError("its seal is broken")
            return cls(
                **{
                    **content,
                    "sources": tuple(Source(**item) for item in content["sources"]),
                    "source_files": tuple(SourceFile(**item) for item in content["source_files"]),
                    "missing": tuple(content["missing"]),
                    "conflicts": tuple(
                        Conflict(**{**item, "examples": tuple(item["examples"])})
                        for item in content["conflicts"]
                    ),
                    "files": tuple(ReleaseFile(**item) for item in content["files"]),
                }
            )
        except OSError as error:
            raise ReleaseError(
                f"Release {folder.name}: {MANIFEST} cannot be read ({error.strerror}). {_REBUILD}"
            ) from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ReleaseError(
                f"Release {folder.name}: {MANIFEST} is damaged ({error}). {_REBUILD}"
            ) from error


def _sealed(content: Mapping[str, Any]) -> str:
    """The manifest's text. Its seal is a checksum of all the rest, as no other file has one."""
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True)
    seal = hashlib.sha256(plain.encode()).hexdigest()
    whole = {"manifest_version": MANIFEST_VERSION, "seal": seal, **content}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


# --- one release ---------------------------------------------------------------------------------


def list_files(folder: Path) -> tuple[ReleaseFile, ...]:
    """Every file of a folder with its checksum, in order of their paths, the manifest excepted."""
    # A link is another name for a file that is listed already.
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return tuple(
        ReleaseFile(
            path.relative_to(folder).as_posix(), checksums.sha256(path), path.stat().st_size
        )
        for path in paths
        if path.name != MANIFEST
    )


def verify(folder: Path, *, below: str = "") -> Manifest:
    """Checks every file (whose path begins with `below`) against the manifest.

    Raises ReleaseError that names the first file which is missing or not what it was.
    """
    manifest = Manifest.read(folder)
    if not folder.resolve().name.startswith(manifest.release_id):
        raise ReleaseError(
            f"Release {folder.name}: {MANIFEST} is that of {manifest.release_id}. {_REBUILD}"
        )
    for file in manifest.files:
        if not file.path.startswith(below):
            continue
        path = folder / file.path
        try:
            whole = path.stat().st_size == file.byte_count and checksums.sha256(path) == file.sha256
        except OSError as error:
            raise ReleaseError(
                f"Release {manifest.release_id}: {file.path} cannot be read"
                f" ({error.strerror}). {_REBUILD}"
            ) from error
        if not whole:
            raise ReleaseError(
                f"Release {manifest.release_id}: {file.path} is damaged: it is not the file that"
                f" was built. {_REBUILD}"
            )
    return manifest


# --- a home and its releases ----------------------------------------------------------------------


def sources_folder(home: Path) -> Path:
    return home / "sources"


def releases_folder(home: Path) -> Path:
    return home / "releases"


def release_ids(home: Path) -> tuple[str, ...]:
    """Newest first, by when they were published here."""
    folders = [
        path
        for path in releases_folder(home).glob("*")
        if path.is_dir() and not path.name.endswith((BUILDING, GONE))
    ]
    folders.sort(key=lambda path: (-path.stat().st_mtime_ns, path.name))
    return tuple(path.name for path in folders)


def current_id(home: Path) -> str | None:
    """The release that `current` names, whether or not it is whole. Raises PermissionError."""
    try:
        return (home / "current").readlink().name
    except PermissionError:
        raise
    except OSError:
        return None  # not there, or no link


def folder_of(home: Path, release_id: str) -> Path:
    """Raises ReleaseError if there is no such release."""
    folder = releases_folder(home) / release_id
    if release_id not in release_ids(home):
        there = ", ".join(release_ids(home)) or "none"
        raise ReleaseError(f"There is no release {release_id[:80]!r} in {home}. There is: {there}.")
    return folder


def use(home: Path, release_id: str) -> Manifest:
    """Makes a whole release the current one.

    Raises ReleaseError if it is damaged, or if the home cannot be written.
    """
    manifest = verify(folder_of(home, release_id))
    try:
        _link(home, release_id)
    except OSError as error:
        raise ReleaseError(f"{home} cannot be written: {error.strerror}.") from error
    return manifest


def superfluous(home: Path, *, keep: int = 2) -> tuple[str, ...]:
    """All releases but the current one and the newest others, newest first."""
    current = current_id(home)
    others = [release_id for release_id in release_ids(home) if release_id != current]
    return tuple(others[max(0, keep - 1) :])


def remove(home: Path, gone: Sequence[str]) -> None:
    """Removes releases. Raises ReleaseError if the home cannot be written."""
    for release_id in gone:
        try:
            _remove(releases_folder(home) / release_id)
        except OSError as error:
            raise ReleaseError(
                f"Release {release_id} cannot be removed: {error.strerror}."
            ) from error


def publish(home: Path, building: Path, release_id: str) -> Path:
    """Gives a finished, verified folder its name and makes it current.

    Everything is on disk before the name is given, and the name is there before `current` points
    at it: a crash at any moment leaves the old release or the new one, never a half.
    """
    folder = releases_folder(home) / release_id
    _sync_tree(building)
    if folder.exists():
        # A damaged release of the same id makes room.
        _remove(folder)
    building.rename(folder)
    _sync(folder.parent)
    _link(home, release_id)
    return folder


@contextmanager
def building(home: Path, release_id: str) -> Iterator[Path]:
    """An empty folder to build a release in; it is gone afterwards unless it was published."""
    folder = releases_folder(home) / f"{release_id}{BUILDING}"
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise ReleaseError(f"{folder} cannot be made: {error.strerror}.") from error
    try:
        yield folder
    finally:
        if folder.exists():
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def lock(home: Path) -> Iterator[None]:
    """One builder at a time; what an earlier one left behind is cleaned up.

    Raises ReleaseError that says who holds the lock.
    """
    path = home / "build.lock"
    try:
        import fcntl  # here, so that everything that only reads works where there is none
    except ImportError:
        raise ReleaseError(f"Building needs Linux or macOS. {ON_WINDOWS}") from None
    try:
        releases_folder(home).mkdir(parents=True, exist_ok=True)
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise ReleaseError(f"{home} cannot be written: {error.strerror}.") from error
    with file:
        for _ in range(_LOOKS):
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError as error:
                if error.errno not in (errno.EAGAIN, errno.EACCES):
                    raise ReleaseError(
                        f"{path} cannot be locked: {error.strerror}. Some network file systems"
                        " have no locks; choose a --home on another one."
                    ) from error
            if (holder := _holder(file)) is not None:
                raise _other_build(home, str(holder))
            # Its holder has yet to write its number, or was killed and what it started is ending.
            time.sleep(_LOOK_AGAIN_S)
        else:
            raise _other_build(home, "unknown")
        try:
            os.ftruncate(file.fileno(), 0)
            os.pwrite(file.fileno(), f"{os.getpid()}\n".encode(), 0)
        except OSError as error:
            raise ReleaseError(f"{path} cannot be written: {error.strerror}.") from error
        # Nobody else builds here now, so what is half built was left by one that was killed.
        for ending in (BUILDING, GONE):
            for leftover in releases_folder(home).glob(f"*{ending}"):
                shutil.rmtree(leftover, ignore_errors=True)
        yield


def _other_build(home: Path, holder: str) -> ReleaseError:
    return ReleaseError(
        f"Another build is running in {home} (process {holder}). Wait until it ends."
    )


def _holder(file: TextIO) -> int | None:
    """The process that has the lock; None: not known, or it does not run."""
    file.seek(0)
    holder = file.read(40).strip()
    return int(holder) if holder.isdecimal() and _is_running(int(holder)) else None


def _is_running(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # another user's
        pass
    return True


def _link(home: Path, release_id: str) -> None:
    """Swaps `current` in one step: a new link under another name, renamed over the old one."""
    fresh = home / f"current{BUILDING}"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(Path("releases") / release_id, target_is_directory=True)
    fresh.rename(home / "current")
    _sync(home)


def _remove(folder: Path) -> None:
    """Takes the name away first, so that nobody opens a folder that is half gone."""
    gone = folder.with_name(f"{folder.name}{GONE}")
    shutil.rmtree(gone, ignore_errors=True)
    folder.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)


def _sync_tree(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
