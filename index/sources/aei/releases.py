"""Releases of the Anthropic Economic Index → usage texts.

What comes in: `aei/release_2026_01_15/` or `aei/release_2026_01_15.zip` below the sources folder,
as published at https://huggingface.co/datasets/Anthropic/EconomicIndex. Called by `index.corpus`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from index.records.measures import SocScore
from index.records.published import Source, SourceFile, UsageText
from index.records.terms import Level
from index.sources.aei.layouts import (
    FRACTIONS_FILE,
    FRACTIONS_PATTERNS_FILE,
    Reader,
    Reading,
    find_api_reader,
    find_reader,
)
from index.sources.folders import Folder, candidates, open_folder
from index.sources.tables import Ledger, read_rows
from index.sources.values import Cell, plain_text, whole

_FOLDER = re.compile(r"release_([0-9]{4})_([0-9]{2})_([0-9]{2})")
_STATEMENTS_20_1 = "onet_task_statements.csv"
API_KEY = "index-api"
"""Keys of sources: not those of chats, which begin with "aei"."""
_DATASET = "https://huggingface.co/datasets/Anthropic/EconomicIndex"


class ApiSlice:
    """What a release says of programs that call the model: read once, when it is first asked."""

    def __init__(self, folder: Folder, release: str, reader: Reader) -> None:
        self.release = release
        self.missing: tuple[str, ...] = ()
        self._folder = folder
        self._ledger = Ledger(f"{API_KEY}-{release}")
        self._reader = reader

    @property
    def source(self) -> Source:
        return _source(self._ledger.source_key, self.release, "Anthropic Economic Index, API")

    @property
    def files(self) -> tuple[SourceFile, ...]:
        return self._ledger.files

    def usage_texts(self) -> Iterator[UsageText]:
        """One for each task text, as `IndexRelease.usage_texts`. Raises SourceError."""
        yield from self._reader(self._folder, self.release, self._ledger).texts


class IndexRelease:
    """One release. Its files are read once, when a figure is first asked for."""

    def __init__(self, folder: Folder, release: str) -> None:
        self.release = release
        """`2026-01-15`, by the folder's name."""
        self._folder = folder
        self._ledger = Ledger(f"aei-{release}")
        self._reader = find_reader(folder)
        self._reading: Reading | None = None
        api = find_api_reader(folder)
        self.api = None if api is None else ApiSlice(folder, release, api)
        """None: the release has no slice of the API, or its file is not there."""

    @property
    def source(self) -> Source:
        return _source(self._ledger.source_key, self.release, "Anthropic Economic Index")

    @property
    def files(self) -> tuple[SourceFile, ...]:
        """The files that have been read so far, by path."""
        return self._ledger.files

    @property
    def path(self) -> str:
        """Where it lies, relative to the sources folder."""
        return self._folder.display_path

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the files that this layout has beside its first one and that are not there."""
        if not self._folder.has(FRACTIONS_FILE):
            return ()
        beside = (FRACTIONS_PATTERNS_FILE, _STATEMENTS_20_1)
        return tuple(name for name in beside if not self._folder.has(name))

    @property
    def period(self) -> str | None:
        """First and last day of the conversations; None where the files do not say.

        Raises SourceError as `usage_texts` does.
        """
        return self._read().period

    def usage_texts(self) -> Iterator[UsageText]:
        """One for each task text of the release, in the order of its files; no pseudo-tasks.

        Where the publisher gives Task IDs, one for each pair of text and id. Raises SourceError.
        """
        yield from self._read().texts

    def activity_texts(self) -> Iterator[tuple[Level, UsageText]]:
        """Level and figures of each work activity, by its title. Raises SourceError."""
        for level, texts in self._read().activities.items():
            for text in texts:
                yield level, text

    def occupation_shares(self) -> tuple[SocScore, ...]:
        """Percent of the conversations of each SOC occupation; none before the node layout."""
        return tuple(
            SocScore("conversations", one.text, "", one.share_percent, one.share_percent_at_most)
            for one in self._read().occupations
        )

    def statements_20_1(self) -> Iterator[tuple[int, str]]:
        """Task id and statement of O*NET 20.1: what the Index's task texts are made from.

        From `onet_task_statements.csv`, which is in the release of 2025-03-27; nothing from others.
        """
        if not self._folder.has(_STATEMENTS_20_1):
            return
        path = self._folder.display(_STATEMENTS_20_1)
        seen: set[int] = set()
        for line, (task_id, text) in read_rows(
            self._folder,
            _STATEMENTS_20_1,
            ("Task ID", "Task"),
            self._ledger,
            delimiter=",",
            quoted=True,
        ):
            id_cell = Cell(task_id, path, line, "Task ID")
            known_id = whole(id_cell)
            if known_id in seen:
                raise id_cell.error(f"is {task_id[:40]!r}, which an earlier row has already.")
            seen.add(known_id)
            yield known_id, plain_text(Cell(text, path, line, "Task"))

    def _read(self) -> Reading:
        if self._reading is None:
            self._reading = self._reader(self._folder, self.release, self._ledger)
        return self._reading


def _source(key: str, release: str, name: str) -> Source:
    return Source(
        key=key,
        name=name,
        publisher="Anthropic",
        release=release,
        date=release,
        licence="CC BY 4.0",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
        url=f"{_DATASET}/tree/main/release_{release.replace('-', '_')}",
        attribution=(
            f"Observed use from the {name}, release {release}, by Anthropic. Used under CC BY 4.0;"
            " figures selected and joined to O*NET tasks by Taskdex."
        ),
    )


def find_releases(sources: Path) -> tuple[IndexRelease, ...]:
    """All releases in `aei/` below the sources folder, oldest first.

    Raises SourceError for a release in no layout that is known, and for a damaged zip.
    """
    releases = []
    for path in candidates(sources / "aei"):
        if match := _FOLDER.fullmatch(path.name.removesuffix(".zip")):
            folder = open_folder(sources, path)
            # A release of which nothing but a broken-off download is there is not there.
            if any(name.endswith((".csv", ".tsv")) for name in folder.names):
                releases.append(IndexRelease(folder, "-".join(match.groups())))
    return tuple(releases)
