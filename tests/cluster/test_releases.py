"""Building for a cluster: an index a release, and an alias that moves with `current`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from index import Encyclopedia, release
from index.build import build, prune, use
from index.cli import main
from index.engines.backends import backend
from index.engines.opensearch import schema, writer
from index.engines.setting import cluster_address
from index.errors import ReleaseError, TaskdexError
from index.lexicon.joints import Joints
from index.progress import Item, Progress
from index.release import Manifest
from index.sources import sample as packaged
from scripts.cluster import Cluster
from tests.cluster.conftest import Setting
from tests.support import write_everything


def indexes(cluster: Cluster, prefix: str) -> set[str]:
    return set(cluster.ask("GET", f"/{prefix}-*/_settings"))


def aliased(cluster: Cluster, prefix: str) -> set[str]:
    return set(cluster.ask("GET", f"/{prefix}-*/_alias/{prefix}"))


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    write_everything(tmp_path / "sources")
    return tmp_path / "sources"


def test_the_manifest_names_engine_index_and_mapping(sample_cluster_home: Path) -> None:
    versions = Manifest.read(sample_cluster_home / "current").versions
    current = release.current_id(sample_cluster_home)
    assert versions["engine"].startswith("opensearch")
    assert (versions["index"], versions["mapping"]) == (
        f"taskdex-{current}",
        str(schema.MAPPING),
    )
    assert not (sample_cluster_home / "current" / "whoosh").exists()


def test_the_alias_moves_with_the_release_and_back(
    cluster: Cluster, setting: Setting, sources: Path, tmp_path: Path
) -> None:
    home, engine = tmp_path / "home", setting("taskdex-moves")
    first = build(packaged.folder(), home, is_sample=True, quiet=True, engine=engine)
    old = f"taskdex-moves-{first.manifest.release_id}"
    assert aliased(cluster, "taskdex-moves") == {old}
    second = build(sources, home, quiet=True, engine=engine)
    new = f"taskdex-moves-{second.manifest.release_id}"
    assert aliased(cluster, "taskdex-moves") == {new}
    assert indexes(cluster, "taskdex-moves") == {old, new}

    use(home, first.manifest.release_id, backend(engine))
    assert aliased(cluster, "taskdex-moves") == {old}
    assert release.current_id(home) == first.manifest.release_id
    again = build(packaged.folder(), home, is_sample=True, quiet=True, engine=engine)
    assert again.was_there

    away = setting("taskdex-moves", hosts=["127.0.0.1:9"])
    with pytest.raises(TaskdexError, match="cannot be reached"):
        prune(home, backend(away), keep=1)
    assert set(release.release_ids(home)) == {
        first.manifest.release_id,
        second.manifest.release_id,
    }
    assert prune(home, backend(engine), keep=1) == (second.manifest.release_id,)
    assert release.release_ids(home) == (first.manifest.release_id,)
    assert indexes(cluster, "taskdex-moves") == {old}


def test_what_the_alias_points_at_is_never_removed(
    cluster: Cluster, setting: Setting, sources: Path, tmp_path: Path
) -> None:
    engine = setting("taskdex-kept")
    built = build(sources, tmp_path / "home", quiet=True, engine=engine)
    with pytest.raises(TaskdexError, match="points at"):
        backend(engine).prune([built.manifest.release_id])
    backend(engine).discard(built.manifest.release_id)
    assert len(indexes(cluster, "taskdex-kept")) == 1


def test_an_index_whose_build_was_killed_goes_when_it_is_a_day_old(
    cluster: Cluster, setting: Setting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, engine = tmp_path / "home", setting("taskdex-killed")
    build(packaged.folder(), home, is_sample=True, quiet=True, engine=engine)
    whole = indexes(cluster, "taskdex-killed")
    address = cluster_address(engine)
    assert address is not None
    cluster.ask("PUT", "/taskdex-killed-left", body=schema.body(address))
    cluster.ask("PUT", "/taskdex-killed-other")  # not one of ours, however it is called
    there = {*whole, "taskdex-killed-left", "taskdex-killed-other"}
    prune(home, backend(engine))
    assert indexes(cluster, "taskdex-killed") == there  # it may be under way
    monkeypatch.setattr(writer, "LEFT_BEHIND_S", -60)
    prune(home, backend(engine))
    assert indexes(cluster, "taskdex-killed") == there - {"taskdex-killed-left"}


@pytest.mark.parametrize(
    "moment", ["index.build.check_answers", "index.release.publish", "index.build.exports.write"]
)
def test_a_build_that_fails_leaves_alias_and_release_where_they_were(
    cluster: Cluster,
    setting: Setting,
    sources: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    moment: str,
) -> None:
    home, prefix = tmp_path / "home", f"taskdex-fails-{moment.rpartition('.')[2].replace('_', '-')}"
    engine = setting(prefix)
    kept = build(packaged.folder(), home, is_sample=True, quiet=True, engine=engine)
    before = aliased(cluster, prefix)

    def fail(*_: object) -> None:
        raise ReleaseError("something is wrong")

    monkeypatch.setattr(moment, fail)
    with pytest.raises(ReleaseError, match="something is wrong"):
        build(sources, home, quiet=True, engine=engine)
    assert aliased(cluster, prefix) == before
    assert indexes(cluster, prefix) == before
    assert release.current_id(home) == kept.manifest.release_id
    with Encyclopedia.open(home, search_budget_ms=60_000, engine=engine) as opened:
        assert opened.search("art ").tasks.total > 0


def test_a_release_whose_index_is_gone_is_not_made_current(
    cluster: Cluster,
    setting: Setting,
    sources: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    home, engine = tmp_path / "home", setting("taskdex-gone")
    first = build(packaged.folder(), home, is_sample=True, quiet=True, engine=engine)
    second = build(sources, home, quiet=True, engine=engine)
    monkeypatch.setenv("TASKDEX_ENGINE", engine)
    assert main(["verify", "--home", str(home)]) == 0
    cluster.ask("DELETE", f"/taskdex-gone-{first.manifest.release_id}")
    release.use(home, first.manifest.release_id)
    assert main(["verify", "--home", str(home)]) != 0
    assert "not on the cluster" in capsys.readouterr().err
    release.use(home, second.manifest.release_id)
    with pytest.raises(TaskdexError, match="taskdex build"):
        use(home, first.manifest.release_id, backend(engine))
    assert release.current_id(home) == second.manifest.release_id
    built = build(packaged.folder(), home, is_sample=True, quiet=True, engine=engine)
    assert not built.was_there


class KillsOnTheWay(Progress):
    """Loses a node when some documents have been sent."""

    def __init__(self, cluster: Cluster, after: int) -> None:
        super().__init__("", 1, quiet=True)
        self.cluster = cluster
        self.after = after

    def each(self, items: Iterable[Item], total: int, name: str) -> Iterator[Item]:
        for number, item in enumerate(items):
            if number == self.after:
                self.cluster.kill_node(3)
            yield item


def test_a_node_lost_while_indexing_loses_no_document(
    whole: Cluster, setting: Setting, tmp_path: Path
) -> None:
    from index import corpus
    from index.engines.opensearch.client import Cluster as Connection
    from index.engines.opensearch.impacts import Impacts

    joined = corpus.read(packaged.folder())
    address = cluster_address(setting("taskdex-loss", shards=3))
    assert address is not None
    connection = Connection(address)
    joints = Joints([])
    expected = sum(1 for _ in Impacts(joined, joints).documents())
    # write() itself compares what is found afterwards, by kind, with what was sent.
    writer.write(joined, joints, connection, "taskdex-loss-index", KillsOnTheWay(whole, 500))
    assert whole.pid(3) is None
    found = whole.ask("GET", "/taskdex-loss-index/_count")
    assert (found["count"], found["_shards"]["failed"]) == (expected, 0)
    connection.close()
