"""Everything here runs on the three nodes of a real cluster, some of which are killed."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from scripts.cluster import PASSWORD, USER, Cluster


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/cluster" in item.nodeid:
            item.add_marker(pytest.mark.opensearch)


Setting = Callable[..., str]


@pytest.fixture
def setting(cluster: Cluster) -> Setting:
    """TASKDEX_ENGINE for the cluster, with whatever is to be otherwise."""

    def made(
        prefix: str = "taskdex",
        *,
        hosts: list[str] | None = None,
        password: str = PASSWORD,
        scheme: str = "https" if cluster.has_security else "http",
        ca: bool = True,
        **options: object,
    ) -> str:
        options |= {"ca": cluster.authority} if ca and scheme == "https" else {}
        query = "&".join(f"{name}={value}" for name, value in options.items())
        at = ",".join(hosts or cluster.hosts)
        user = f"{USER}:{password}@" if cluster.has_security else ""
        return f"opensearch+{scheme}://{user}{at}/{prefix}?{query}"

    return made


@pytest.fixture
def secured(cluster: Cluster) -> None:
    """For tests of TLS and users; skips where Maven Central has no plugin for them."""
    if not cluster.has_security:
        pytest.skip(f"OpenSearch {cluster.version} has no security plugin on Maven Central")


@pytest.fixture
def whole(cluster: Cluster) -> Iterator[Cluster]:
    """The cluster, to be harmed; all nodes are back afterwards."""
    yield cluster
    cluster.start()
    for _ in range(240):
        health = cluster.ask("GET", "/_cluster/health?wait_for_status=green&timeout=30s")
        if health["status"] == "green":
            return
        time.sleep(0.5)
    raise AssertionError(f"the cluster did not recover: {health}")


@contextmanager
def slow_node(port: int, delay_s: float) -> Iterator[str]:
    """A node that lets everybody wait: what it answers comes later. Yields its host and port."""
    listener = socket.create_server(("127.0.0.1", 0))
    stopped = threading.Event()
    open_sockets: list[socket.socket] = [listener]

    def pass_on(source: socket.socket, target: socket.socket, delay: float) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if stopped.wait(delay):
                    break
                target.sendall(data)
        for end in (source, target):
            with suppress(OSError):
                end.close()

    def accept() -> None:
        with suppress(OSError):
            while True:
                client, _ = listener.accept()
                node = socket.create_connection(("127.0.0.1", port))
                open_sockets.extend((client, node))
                for ends in ((client, node, 0.0), (node, client, delay_s)):
                    threading.Thread(target=pass_on, args=ends, daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{listener.getsockname()[1]}"
    finally:
        stopped.set()
        for each in open_sockets:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        thread.join(5)
