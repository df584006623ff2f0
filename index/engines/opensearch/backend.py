"""The distributed engine for builds and readers: write, open, publish, prune."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from index import lexicon
from index.engines import pairs, titled
from index.engines.opensearch import schema, writer
from index.engines.opensearch.client import Cluster
from index.engines.opensearch.searcher import DEFAULT_BUDGET_MS, OpenSearchEngine
from index.engines.pairs import Pairs
from index.engines.setting import ClusterAddress
from index.engines.titled import Titled
from index.errors import EngineError
from index.progress import Progress
from index.records.joined import Corpus
from index.relevance.meaning import open_meaning


class OpenSearchBackend:
    """One cluster, and the indexes on it that are ours."""

    name = schema.NAME

    def __init__(self, address: ClusterAddress) -> None:
        self._address = address

    @property
    def version(self) -> str:
        """What an index is made with: other shards or replicas make another release."""
        address = self._address
        return f"{schema.VERSION}, {address.shards} shards, {address.replicas} replicas"

    def write(
        self, corpus: Corpus, folder: Path, release_id: str, progress: Progress
    ) -> Mapping[str, str]:
        """Fills an index under the release's name; returns what the manifest says of it.

        Only the table of titles and the lexicon go into the release's folder. Raises EngineError,
        and leaves no index then.
        """
        lexicon.write(corpus, folder / lexicon.FILE_NAME)
        joints = lexicon.Lexicon(folder / lexicon.FILE_NAME).joints
        index = schema.index_name(self._address, release_id)
        with self._cluster() as cluster:
            if not self._is_in_use(cluster, index):
                writer.write(corpus, joints, cluster, index, progress)
        titled.write(corpus, folder, joints)
        pairs.write(corpus, folder)
        return {"index": index, "mapping": str(schema.MAPPING)}

    def open(
        self, folder: Path, versions: Mapping[str, str], budget_ms: float | None = None
    ) -> OpenSearchEngine:
        """Opens the index that a manifest names, and what lies beside it. Connects to nothing
        yet. Raises EngineError if either is damaged or of another version."""
        if versions.get("mapping") != str(schema.MAPPING):
            raise EngineError(
                f"Release {folder.name} has an index of another version of Taskdex. Build it again"
                ' with "taskdex build".'
            )
        budget = DEFAULT_BUDGET_MS if budget_ms is None else budget_ms
        words = lexicon.Lexicon(folder / lexicon.FILE_NAME)
        meaning = open_meaning(folder)
        return OpenSearchEngine(
            self._address, versions["index"], Titled(folder), Pairs(folder), words, budget, meaning
        )

    def finish(self, release_id: str) -> None:
        """Says of the release's index that it may be used."""
        with self._cluster() as cluster:
            writer.finish(cluster, schema.index_name(self._address, release_id))

    def has(self, release_id: str) -> bool:
        """Whether the release's index is there and whole. Raises EngineError without a cluster."""
        with self._cluster() as cluster:
            return writer.is_finished(cluster, schema.index_name(self._address, release_id))

    @contextmanager
    def publishing(self, release_id: str) -> Iterator[None]:
        """Points the alias at the release's index; back at what it was, if the block fails."""
        index = schema.index_name(self._address, release_id)
        with self._cluster() as cluster:
            if not writer.is_finished(cluster, index):
                raise EngineError(
                    f"The cluster at {self._address.shown} does not have {index} whole. Build it"
                    ' with "taskdex build".'
                )
            before = writer.current(cluster)
            writer.point_at(cluster, [index])
            try:
                yield
            except BaseException:
                with suppress(EngineError):
                    writer.point_at(cluster, before)
                raise

    def discard(self, release_id: str) -> None:
        """Removes the index of a release that was not published, unless it is in use."""
        index = schema.index_name(self._address, release_id)
        with self._cluster() as cluster:
            if not self._is_in_use(cluster, index):
                writer.remove(cluster, index)

    def prune(self, release_ids: Sequence[str]) -> None:
        """Removes the indexes of releases that go, and those of builds that were killed."""
        with self._cluster() as cluster:
            for release_id in release_ids:
                writer.remove(cluster, schema.index_name(self._address, release_id))
            for index in writer.left_behind(cluster):
                writer.remove(cluster, index)

    def _is_in_use(self, cluster: Cluster, index: str) -> bool:
        """Whether the alias points at the index and it is whole: the folder alone was lost."""
        return index in writer.current(cluster) and writer.is_finished(cluster, index)

    @contextmanager
    def _cluster(self) -> Iterator[Cluster]:
        cluster = Cluster(self._address)
        try:
            yield cluster
        finally:
            cluster.close()
