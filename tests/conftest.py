"""Releases for tests: the sample that comes with the project, and, where TASKDEX_SOURCES names a
sources folder, the full one. Each is built once a session."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis.internal.conjecture import providers

with warnings.catch_warnings():
    # Whoosh 2.7.4 has literals that Python warns of whenever it compiles them.
    warnings.simplefilter("ignore")
    from index import Encyclopedia
    from index.build import build
    from index.sources import sample as packaged
from scripts.cluster import DEFAULT_FOLDER, Cluster, free_ports
from scripts.cluster_software import DEFAULT_VERSION

# The same examples on every run, however busy the machine is. `scripts/test --slow` searches at
# random instead, with a seed that pytest prints.
settings.register_profile("same", derandomize=True, deadline=None, database=None)
settings.register_profile("random", deadline=None, database=None, print_blob=True)
settings.load_profile("same")
# Hypothesis also draws numbers and texts that stand in loaded modules. Without them, what is drawn
# depends neither on which tests run together nor on every number in the code.
assert {"_get_local_constants", "_local_constants"} <= vars(providers).keys(), (
    "Hypothesis has renamed its private functions: find in its module `providers` what gathers the"
    " constants of loaded modules, and let it return those of none, as here."
)
providers._get_local_constants = lambda: providers._local_constants

WITHOUT_CLUSTER = "needs a cluster, which takes half a minute to start: scripts/test --opensearch"
WITHOUT_DATA = "needs the publishers' files: set TASKDEX_SOURCES to a sources folder"


def pytest_report_header() -> str:
    folder = os.environ.get("TASKDEX_SOURCES")
    told = f"full data: {folder}" if folder else f"full data: none ({WITHOUT_DATA})"
    there = (
        f"{cluster_version()}, started when needed"
        if has_cluster()
        else f"none ({WITHOUT_CLUSTER})"
    )
    return f"{told}\nOpenSearch cluster: {there}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        # Thousands of requests over the full data: minutes on a cluster of one machine.
        if item.get_closest_marker("opensearch") and item.get_closest_marker("full"):
            item.add_marker(pytest.mark.slow)


def has_cluster() -> bool:
    return bool(os.environ.get("TASKDEX_OPENSEARCH"))


def cluster_version() -> str:
    """The OpenSearch that the tests run on: TASKDEX_OPENSEARCH, or where it is 1 the default."""
    wanted = os.environ.get("TASKDEX_OPENSEARCH", "")
    return wanted if "." in wanted else DEFAULT_VERSION


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a release of the packaged sample. Not to be changed: copy it for that."""
    home = tmp_path_factory.mktemp("sample")
    build(packaged.folder(), home, is_sample=True, quiet=True)
    return home


@pytest.fixture(scope="session")
def sample(sample_home: Path) -> Iterator[Encyclopedia]:
    with Encyclopedia.open(sample_home, search_budget_ms=60_000) as opened:
        yield opened


@pytest.fixture(scope="session")
def full_sources() -> Path:
    """The publishers' files; skips the test where there are none."""
    if not (folder := os.environ.get("TASKDEX_SOURCES")):
        pytest.skip(WITHOUT_DATA)
    return Path(folder)


@pytest.fixture(scope="session")
def full_home(full_sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a release of the full data (10 s). Not to be changed."""
    home = tmp_path_factory.mktemp("full")
    build(full_sources, home, quiet=True)
    return home


@pytest.fixture(scope="session")
def full(full_home: Path) -> Iterator[Encyclopedia]:
    with Encyclopedia.open(full_home, search_budget_ms=60_000) as opened:
        yield opened


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Three nodes of OpenSearch, each a process; skips the test where none is wanted."""
    if not has_cluster():
        pytest.skip(WITHOUT_CLUSTER)
    made = Cluster(
        tmp_path_factory.mktemp("cluster"),
        first_port=free_ports(3),
        heap_mb=384,
        version=cluster_version(),
        software=DEFAULT_FOLDER / "software",
    )
    try:
        made.start()
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="session")
def sample_cluster_home(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a release of the packaged sample, searched on the cluster."""
    home = tmp_path_factory.mktemp("sample-cluster")
    build(packaged.folder(), home, is_sample=True, quiet=True, engine=cluster.setting)
    return home


@pytest.fixture(scope="session")
def full_cluster_home(
    full_sources: Path, cluster: Cluster, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A home with a release of the full data, searched on the cluster (a minute)."""
    home = tmp_path_factory.mktemp("full-cluster")
    build(full_sources, home, quiet=True, engine=f"{cluster.setting}&shards=2")
    return home
