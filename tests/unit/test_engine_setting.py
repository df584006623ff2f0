"""TASKDEX_ENGINE: setting, backends, and what the web app makes of them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from index import Encyclopedia
from index.engines.backends import backend
from index.engines.setting import cluster_address
from index.errors import EngineError
from webapp.config import Config, ConfigError


def test_the_embedded_engine_is_no_cluster() -> None:
    assert cluster_address("whoosh") is None
    assert backend("whoosh").name == "whoosh"


def test_every_part_of_an_address_is_read() -> None:
    address = cluster_address(
        "opensearch+https://t%40sk:p%3Ass@a.example.org:9201,b.example.org,[::1]:9203/my-tasks"
        "?shards=6&replicas=2&ca=/etc/authority.pem&verify=no&pool=4&timeout_ms=5000"
    )
    assert address is not None
    assert address.hosts == (("a.example.org", 9201), ("b.example.org", 9200), ("::1", 9203))
    assert (address.user, address.password) == ("t@sk", "p:ss")
    assert (address.prefix, address.shards, address.replicas) == ("my-tasks", 6, 2)
    assert (address.ca, address.verify) == (Path("/etc/authority.pem"), False)
    assert (address.pool, address.timeout_ms, address.tls) == (4, 5000, True)


@pytest.mark.parametrize("hosts", ["[::1],a", "a,[::1]", "[::1],[fe80::1]:9300", "[::1]"])
def test_addresses_in_brackets_may_stand_anywhere_among_the_hosts(hosts: str) -> None:
    address = cluster_address(f"opensearch+https://{hosts}?shards=2")
    assert address is not None
    assert ("::1", 9200) in address.hosts
    assert (len(address.hosts), address.shards) == (hosts.count(",") + 1, 2)


def test_what_is_left_out_has_its_default() -> None:
    address = cluster_address("opensearch+http://localhost")
    assert address is not None
    assert (address.hosts, address.tls, address.user) == ((("localhost", 9200),), False, None)
    assert (address.prefix, address.shards, address.replicas) == ("taskdex", 1, 1)


WRONG = {
    "elastic": "no such search engine",
    "https://localhost:9200": "no such search engine",
    "opensearch+https://": "is not a host",
    "opensearch+https://a,,b": "is not a host",
    "opensearch+https://a:port": "Port",
    "opensearch+https://a/Upper": "prefix",
    "opensearch+https://a/two/parts": "prefix",
    "opensearch+https://a?shards=0": "shards is a whole number",
    "opensearch+https://a?replicas=many": "replicas is a whole number",
    "opensearch+https://a?verify=maybe": "verify is yes or no",
    "opensearch+https://a?colour=red": "no option 'colour'",
    "opensearch+http://user:secret@search.example.org": "not sent in the open",
    "opensearch+https://user:12?secret@search.example.org:9200/x": "%3F",
    "opensearch+https://user:12#secret@search.example.org": "%23",
    "opensearch+https://user:secret#more@search.example.org": "%23",
    "opensearch+https://user:12/secret@search.example.org": "%2F",
    "opensearch+https://user:secret@[::1": "bracket",
    "opensearch+https://user:secret@a,[b:9200": "bracket",
    "opensearch+https://user:secret@a,[nothing]": "bracket",
    "opensearch+https://user:secret@[::1]b": "bracket",
}


@pytest.mark.parametrize("setting", WRONG)
def test_a_wrong_setting_says_what_is_wrong_and_no_password(setting: str) -> None:
    with pytest.raises(EngineError, match=WRONG[setting]) as raised:
        cluster_address(setting)
    assert "secret" not in str(raised.value)
    with pytest.raises(ConfigError, match="TASKDEX_ENGINE") as stopped:
        Config.from_environment({"TASKDEX_ENGINE": setting})
    assert "secret" not in str(stopped.value)


def test_a_password_is_shown_nowhere() -> None:
    setting = "opensearch+https://user:secret@search.example.org"
    assert "secret" not in repr(cluster_address(setting))
    assert "secret" not in repr(Config.from_environment({"TASKDEX_ENGINE": setting}))


def test_without_its_client_a_cluster_is_one_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("index.engines.opensearch")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "opensearchpy", None)
    with pytest.raises(EngineError, match=r"scale\.md"):
        backend("opensearch+https://localhost")


def test_a_release_for_another_engine_is_served_without_search(sample_home: Path) -> None:
    with Encyclopedia.open(sample_home, engine="opensearch+https://localhost:9") as opened:
        assert opened.task_summary(19156).task_id == 19156
        assert not opened.engine_ready()
        with pytest.raises(EngineError):
            opened.search("art")
