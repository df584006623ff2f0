"""What goes wrong with a cluster, and what readers notice of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from opensearchpy import OpenSearch

from index import Encyclopedia
from index.build import build
from index.engines.opensearch.breaker import IN_A_ROW
from index.errors import EngineError
from index.sources import sample as packaged
from scripts.cluster import Cluster
from tests.cluster.conftest import Setting, slow_node
from webapp import create_app
from webapp.config import Config

QUERIES = ("art ", "ther", "plan treatment ", "theraphy ", "clients -art", "barkeep ", "")


def client(home: Path, engine: str) -> FlaskClient:
    config = Config(home=home, engine=engine, search_budget_ms=20_000)
    return create_app(config).test_client()


def assert_only_search_is_missing(browser: FlaskClient) -> None:
    assert browser.get("/healthz").status_code == 200
    ready = browser.get("/readyz")
    assert (ready.status_code, ready.json and ready.json["status"]) == (503, "not ready")
    assert browser.get("/tasks/task-19156").status_code == 200
    assert browser.get("/occupations/29-1129.01").status_code == 200
    assert browser.get("/search?q=art").status_code == 503
    assert browser.get("/api/v1/search?q=art").status_code == 503


def test_the_site_works_on_a_cluster(sample_cluster_home: Path, cluster: Cluster) -> None:
    browser = client(sample_cluster_home, cluster.setting)
    assert browser.get("/readyz").status_code == 200
    answer = browser.get("/api/v1/search?q=art+therapy").json
    assert answer is not None
    assert answer["tasks"]["total"] > 0
    assert "<mark>" in browser.get("/search?q=art+therapy").text


def test_a_node_killed_during_searches_fails_none_of_them(
    whole: Cluster, sample_cluster_home: Path
) -> None:
    with Encyclopedia.open(
        sample_cluster_home, search_budget_ms=20_000, engine=whole.setting
    ) as opened:
        expected = {query: opened.search(query) for query in QUERIES}
        wrong: list[object] = []
        answered = 0
        stopped = threading.Event()

        def search() -> None:
            nonlocal answered
            while not stopped.is_set():
                for query in QUERIES:
                    try:
                        if opened.search(query) != expected[query]:
                            wrong.append(query)
                    except EngineError as error:
                        wrong.append(error)
                    answered += 1

        threads = [threading.Thread(target=search) for _ in range(3)]
        for thread in threads:
            thread.start()
        time.sleep(2)
        before = answered
        whole.kill_node(2)
        time.sleep(10)
        stopped.set()
        for thread in threads:
            thread.join()
    assert wrong == []
    assert 0 < before < answered - len(QUERIES)


def test_a_red_index_stops_searching_and_nothing_else(
    whole: Cluster, setting: Setting, tmp_path: Path
) -> None:
    engine = setting("taskdex-red", shards=3, replicas=0)
    build(packaged.folder(), tmp_path, is_sample=True, quiet=True, engine=engine)
    shards = whole.ask("GET", "/_cat/shards/taskdex-red-*?format=json")
    # Not the node that is asked for the state; the three shards are never all on that one.
    whole.kill_node(max(int(shard["node"].removeprefix("node-")) for shard in shards))
    wait_for_status(whole, "red")
    assert_only_search_is_missing(client(tmp_path, engine))
    browser = client(tmp_path, engine)
    whole.start()
    wait_for_status(whole, "green")
    wait_until_ready(browser)
    assert browser.get("/search?q=art").status_code == 200


def wait_until_ready(browser: FlaskClient) -> None:
    """A node that has just started may take longer for its first query than one waits for it."""
    for _ in range(60):
        if browser.get("/readyz").status_code == 200:
            return
        time.sleep(1)
    raise AssertionError("never ready")


def wait_for_status(cluster: Cluster, status: str) -> None:
    for _ in range(240):
        health = cluster.ask("GET", "/_cluster/health/taskdex-red-*?level=indices")
        if health["status"] == status:
            return
        time.sleep(0.25)
    raise AssertionError(health)


def test_a_cluster_that_is_away_is_taken_up_when_it_is_back(
    whole: Cluster, sample_cluster_home: Path, setting: Setting
) -> None:
    whole.kill_node(3)
    browser = client(sample_cluster_home, setting(hosts=whole.hosts[2:]))
    assert_only_search_is_missing(browser)
    whole.start()
    assert browser.get("/search?q=art").status_code == 200
    assert browser.get("/readyz").status_code == 200


def refused(home: Path, engine: str, budget_ms: float = 20_000) -> str:
    """What a search says that must fail; everything but search works."""
    assert_only_search_is_missing(client(home, engine))
    with (
        Encyclopedia.open(home, search_budget_ms=budget_ms, engine=engine) as opened,
        pytest.raises(EngineError) as raised,
    ):
        opened.search("art")
    return str(raised.value)


@pytest.mark.usefixtures("secured")
def test_a_wrong_password_is_said_to_be_one(sample_cluster_home: Path, setting: Setting) -> None:
    told = refused(sample_cluster_home, setting(password="guessed"))
    assert "refuses the user or the password" in told
    assert "guessed" not in told


@pytest.mark.usefixtures("secured")
def test_a_certificate_that_nobody_vouches_for_is_refused(
    sample_cluster_home: Path, setting: Setting
) -> None:
    told = refused(sample_cluster_home, setting(ca=False))
    assert "TLS" in told
    assert "?ca=" in told
    engine = setting(ca=False, verify="no")
    with Encyclopedia.open(sample_cluster_home, search_budget_ms=20_000, engine=engine) as opened:
        assert opened.search("art").tasks.total > 0


@pytest.mark.usefixtures("secured")
def test_tls_left_out_by_mistake_is_said_to_be_missing(
    sample_cluster_home: Path, setting: Setting
) -> None:
    told = refused(sample_cluster_home, setting(scheme="http"))
    assert "opensearch+https://" in told


class Plain(BaseHTTPRequestHandler):
    """A server that speaks no TLS."""

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def plain_host() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Plain)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_tls_where_there_is_none_is_said_so(
    sample_cluster_home: Path, setting: Setting, plain_host: str
) -> None:
    told = refused(sample_cluster_home, setting(hosts=[plain_host], scheme="https"))
    assert "opensearch+http://" in told


@pytest.mark.parametrize("kind", [None, "task", "occupation", "activity"])
def test_what_the_cluster_cut_off_is_called_a_part_and_not_kept(
    sample_cluster_home: Path,
    cluster: Cluster,
    monkeypatch: pytest.MonkeyPatch,
    kind: str | None,
) -> None:
    asked = OpenSearch.msearch

    def cut_off(client: OpenSearch, **options: Any) -> dict[str, Any]:  # noqa: ANN401  # passed on
        answer: dict[str, Any] = asked(client, **options)
        for response in answer["responses"]:
            response["timed_out"] = True
        return answer

    with Encyclopedia.open(
        sample_cluster_home, search_budget_ms=20_000, engine=cluster.setting
    ) as opened:
        expected = opened.search("art ", kind=kind)
        assert not expected.partial
        with monkeypatch.context() as patched:
            patched.setattr(OpenSearch, "msearch", cut_off)
            assert opened.search("art ", kind=kind) == replace(expected, partial=True)
            # Half of the occupations that a word names would be remembered for whole.
            if kind != "activity":
                with pytest.raises(EngineError, match="in time"):
                    opened.search("recreational ", kind=kind)
        assert opened.search("art ", kind=kind) == expected
        assert not opened.search("recreational ", kind=kind).partial


def test_one_slow_node_costs_no_search_its_time(
    cluster: Cluster, sample_cluster_home: Path, setting: Setting
) -> None:
    with Encyclopedia.open(
        sample_cluster_home, search_budget_ms=20_000, engine=cluster.setting
    ) as opened:
        expected = {query: opened.search(query) for query in QUERIES}
    with slow_node(cluster.port(1), delay_s=30) as slow:
        engine = setting(hosts=[slow, *cluster.hosts[1:]])
        with Encyclopedia.open(
            sample_cluster_home, search_budget_ms=6_000, engine=engine
        ) as opened:
            for query in QUERIES:
                started = time.monotonic()
                assert opened.search(query) == expected[query]
                assert time.monotonic() - started < 7


def test_where_all_nodes_are_slow_the_time_budget_holds(
    cluster: Cluster, sample_cluster_home: Path, setting: Setting
) -> None:
    with slow_node(cluster.port(1), delay_s=30) as slow:
        engine = setting(hosts=[slow])
        with Encyclopedia.open(
            sample_cluster_home, search_budget_ms=1_500, engine=engine
        ) as opened:
            for _ in range(IN_A_ROW):
                started = time.monotonic()
                with pytest.raises(EngineError, match="in time"):
                    opened.search("art")
                assert time.monotonic() - started < 3
            # Pages need the threads that would wait.
            started = time.monotonic()
            with pytest.raises(EngineError, match="left alone"):
                opened.search("art")
            assert not opened.engine_ready()
            assert time.monotonic() - started < 0.5
