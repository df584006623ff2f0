"""A publisher's release as it lies on disk: an unpacked folder, or the zip it was published as.

What comes in: a path below the sources folder. What goes out: binary streams by file name. Used by
`index.sources.tables` and the loaders; nothing is ever unpacked to disk.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO

from index.errors import SourceError

READ_ERRORS = (OSError, EOFError, zipfile.BadZipFile, RuntimeError, NotImplementedError)
"""What reading a file or a member of a zip can raise: RuntimeError stands for an encrypted member,
NotImplementedError for an unknown compression."""


@dataclass(frozen=True, slots=True)
class Folder:
    """The files of one release, by name (with `/` where a file lies deeper)."""

    sources: Path
    """The sources folder: paths are shown relative to it."""
    path: Path
    """The unpacked folder, or the zip."""
    members: Mapping[str, str]
    """File name → where it is: relative to `path`, or the full name of the zip's member."""

    @property
    def is_zip(self) -> bool:
        return self.path.is_file()

    @property
    def display_path(self) -> str:
        """Where the release is, relative to the sources folder."""
        return self.path.relative_to(self.sources).as_posix()

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all files, in alphabetical order."""
        return tuple(sorted(self.members))

    def has(self, name: str) -> bool:
        return name in self.members

    def display(self, name: str) -> str:
        """Where a file is: `onet/db_30_3_text/Task Statements.txt`, `onet/x.zip!Read Me.txt`."""
        return f"{self.display_path}{'!' if self.is_zip else '/'}{name}"

    def open(self, name: str) -> BinaryIO:
        """A binary stream of a file. Raises SourceError if it is not there or cannot be read."""
        if name not in self.members:
            raise SourceError(self.display(name), None, "There is no such file.")
        try:
            if not self.is_zip:
                return (self.path / self.members[name]).open("rb")
            with zipfile.ZipFile(self.path) as archive:
                # The member's stream keeps the archive open until it is closed itself.
                return io.BufferedReader(_Raw(archive.open(self.members[name])), 1 << 20)
        except READ_ERRORS as error:
            raise SourceError(self.display(name), None, f"Cannot be read: {error}.") from error


class _Raw(io.RawIOBase):
    """A zip member as a raw stream, so that a real BufferedReader can stand before it."""

    def __init__(self, member: IO[bytes]) -> None:
        self._member = member

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._member.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._member.close()
        super().close()


def open_folder(sources: Path, path: Path) -> Folder:
    """A release at `path`, an unpacked folder or a zip.

    Raises SourceError for a damaged zip and for one with members outside its folder.
    """
    if path.is_dir():
        files = (file for file in path.rglob("*") if file.is_file())
        places = sorted(file.relative_to(path).as_posix() for file in files)
        # Some programs unpack an archive into a folder of its name, where its own folder then is.
        return Folder(sources, path, {at.removeprefix(f"{path.name}/"): at for at in places})
    shown = path.relative_to(sources).as_posix()
    try:
        with zipfile.ZipFile(path) as archive:
            names = [info.filename for info in archive.infolist() if not info.is_dir()]
    except READ_ERRORS as error:
        raise SourceError(shown, None, f"Is not a whole zip archive: {error}.") from error
    for name in names:
        parts = PurePosixPath(name.replace("\\", "/")).parts
        if ".." in parts or name.startswith(("/", "\\")) or ":" in name:
            raise SourceError(shown, None, f"Has a member outside its own folder: {name[:80]!r}.")
    inner = f"{path.stem}/"
    members: dict[str, str] = {}
    for name in names:
        short = name.removeprefix(inner)
        if short in members:
            raise SourceError(shown, None, f"Holds {short!r} twice.")
        members[short] = name
    return Folder(sources, path, members)


def candidates(parent: Path) -> tuple[Path, ...]:
    """Folders and zips in a folder, by name; an unpacked release wins over its zip, unless
    it is empty.
    """
    if not parent.is_dir():
        return ()
    chosen: dict[str, Path] = {}
    for path in sorted(parent.iterdir()):
        if path.is_dir():
            chosen[path.name] = path
        elif path.suffix.lower() == ".zip":
            unpacked = chosen.get(path.stem)
            if unpacked is None or not any(unpacked.iterdir()):
                chosen[path.stem] = path
    return tuple(chosen[name] for name in sorted(chosen))
