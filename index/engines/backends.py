"""The engines there are, and the one that is set: how it writes, opens, publishes and prunes.

Called by the build, the encyclopedia and the command line; nothing above tells the engines apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from index.engines import whoosh
from index.engines.protocol import SearchEngine
from index.engines.setting import WHOOSH, cluster_address
from index.errors import EngineError
from index.progress import Progress
from index.records.joined import Corpus
from index.release import Manifest


class Backend(Protocol):
    """What is done with an engine, beside searching with it."""

    @property
    def name(self) -> str:
        """What the manifest's version of the engine begins with."""

    @property
    def version(self) -> str:
        """What an index is made with: another version may not read it."""

    def write(
        self, corpus: Corpus, folder: Path, release_id: str, progress: Progress
    ) -> Mapping[str, str]:
        """Writes what is searched; returns what the manifest says of it beside the version."""

    def open(
        self, folder: Path, versions: Mapping[str, str], budget_ms: float | None = None
    ) -> SearchEngine:
        """Opens what was written. Raises EngineError if it is damaged or of another version."""

    def finish(self, release_id: str) -> None:
        """All of the release is there and has been checked: what was written may be used."""

    def has(self, release_id: str) -> bool:
        """Whether all that lies outside the release's folder is there, finished."""

    def publishing(self, release_id: str) -> AbstractContextManager[None]:
        """Makes the release current outside its folder too; undone if the block fails."""

    def discard(self, release_id: str) -> None:
        """Removes what was written for a release that was not published."""

    def prune(self, release_ids: Sequence[str]) -> None:
        """Removes what lies outside the folders of releases that are gone."""


class WhooshBackend:
    """The embedded engine: all of it lies in the release's folder."""

    name = WHOOSH

    @property
    def version(self) -> str:
        from index.engines.whoosh import writer  # Whoosh itself is needed to write alone

        return writer.VERSION

    def write(
        self, corpus: Corpus, folder: Path, release_id: str, progress: Progress
    ) -> Mapping[str, str]:
        from index.engines.whoosh import writer

        writer.write(corpus, folder / whoosh.FOLDER, progress)
        return {}

    def open(
        self, folder: Path, versions: Mapping[str, str], budget_ms: float | None = None
    ) -> SearchEngine:
        return whoosh.open_engine(folder, budget_ms)

    def finish(self, release_id: str) -> None:
        pass

    def has(self, release_id: str) -> bool:
        return True

    @contextmanager
    def publishing(self, release_id: str) -> Iterator[None]:
        yield

    def discard(self, release_id: str) -> None:
        pass

    def prune(self, release_ids: Sequence[str]) -> None:
        pass


def check_built_for(manifest: Manifest, searched_with: Backend) -> None:
    """Raises EngineError if a release was built for another engine than the one that is set."""
    built_for = manifest.versions["engine"].partition(" ")[0].rstrip(",")
    if built_for != searched_with.name:
        raise EngineError(
            f"Release {manifest.release_id} was built for the engine {built_for}, and"
            f" TASKDEX_ENGINE says {searched_with.name}. Set it as it was, or build again."
        )


def backend(setting: str = WHOOSH) -> Backend:
    """The engine that TASKDEX_ENGINE names.

    Raises EngineError if it names none, or one whose client is not installed.
    """
    address = cluster_address(setting)
    if address is None:
        return WhooshBackend()
    try:
        from index.engines.opensearch.backend import OpenSearchBackend
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "opensearchpy":
            raise
        raise EngineError(
            "TASKDEX_ENGINE names a cluster, and its client is not installed. docs/scale.md says"
            " how to."
        ) from error
    return OpenSearchBackend(address)
