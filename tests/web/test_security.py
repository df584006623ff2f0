"""Claims about hosts and settings."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from webapp import create_app
from webapp.config import Config, ConfigError


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8000", "127.0.0.1:1", "[::1]", "[::1]:8000", "LOCALHOST"]
)
def test_the_machines_own_names_are_answered(client: FlaskClient, host: str) -> None:
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "localhost:x", "a@localhost"]
)
def test_other_hosts_are_refused(client: FlaskClient, host: str) -> None:
    response = client.get("/", headers={"Host": host})
    assert response.status_code == 400
    assert "evil" not in response.text


def test_the_sites_own_and_further_hosts_are_answered(sample_home: Path) -> None:
    config = Config(
        home=sample_home, site_url="https://tasks.example.org", trusted_hosts=("a.test", ".b.test")
    )
    client = create_app(config).test_client()
    for host in ("tasks.example.org", "a.test", "x.b.test"):
        response = client.get("/tasks/task-392", headers={"Host": host})
        assert response.status_code == 200
        assert 'rel="canonical" href="https://tasks.example.org/tasks/task-392"' in response.text
    assert client.get("/", headers={"Host": "xb.test"}).status_code == 400


def test_forwarded_hosts_are_ignored(client: FlaskClient) -> None:
    response = client.get("/tasks/task-392", headers={"X-Forwarded-Host": "evil.example"})
    assert "evil.example" not in response.text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TASKDEX_SITE_URL", "example.org"),
        ("TASKDEX_SITE_URL", "javascript:alert(1)"),
        ("TASKDEX_SITE_URL", "https://example.org/sub"),
        ("TASKDEX_TRUSTED_HOSTS", "a b/c"),
        ("TASKDEX_TRUSTED_HOPS", "-1"),
        ("TASKDEX_TRUSTED_HOPS", "two"),
        ("TASKDEX_RATE_LIMIT", "nan"),
        ("TASKDEX_RATE_LIMIT", "fast"),
        ("TASKDEX_FRAME_ANCESTORS", "; script-src *"),
        ("TASKDEX_ENGINE", "grep"),
        ("TASKDEX_SEARCH_BUDGET_MS", "0"),
    ],
)
def test_a_wrong_setting_stops_the_start_and_is_named(name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=name):
        Config.from_environment({name: value})


def test_settings_are_read() -> None:
    config = Config.from_environment(
        {
            "TASKDEX_HOME": "/srv/taskdex",
            "TASKDEX_SITE_URL": "https://example.org/",
            "TASKDEX_TRUSTED_HOSTS": "A.test, b.test",
            "TASKDEX_RATE_LIMIT": "",
        }
    )
    assert config.home == Path("/srv/taskdex")
    assert config.site_url == "https://example.org"
    assert config.trusted_hosts == ("a.test", "b.test")
    assert config.rate_limit == 0
