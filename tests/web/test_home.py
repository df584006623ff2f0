"""The first page."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from index.records.joined import ReleaseStep
from webapp.http import addresses
from webapp.search import findings

from .pages import Page


def sections(html: str) -> dict[str, str]:
    """Id of the heading → the section, of each finding."""
    found = re.findall(
        r'<section class="finding" aria-labelledby="([^"]+)">(.*?)</section>', html, re.S
    )
    return dict(found)


def test_every_finding_leads_on_and_says_its_figures(small_client: FlaskClient) -> None:
    html = small_client.get("/").text
    assert Page(html).problems == []
    found = sections(html)
    assert set(found) == {"most-exposed", "most-used", "most-disputed", "changed"}
    for name, section in found.items():
        lines = re.findall(r"<li>(.*?)</li>", section, re.S)
        assert lines, name
        for line in lines:
            assert re.search(r'<span class="n">[^<]*\d', line), line
        for path in re.findall(r'href="([^"]+)"', section):
            answer = small_client.get(path.replace("&amp;", "&"))
            assert answer.status_code == 200, path


def test_the_whole_ranking_begins_as_the_list_does(small_client: FlaskClient) -> None:
    section = sections(small_client.get("/").text)["most-exposed"]
    paths = [path.replace("&amp;", "&") for path in re.findall(r'href="([^"]+)"', section)]
    whole = small_client.get(paths[-1]).text.partition("<main")[2]
    first = re.search(r'href="(/occupations/[^"]+)"', whole)
    assert first is not None
    assert first[1] == paths[0]


def test_a_release_without_the_figures_has_no_empty_lists(client: FlaskClient) -> None:
    html = client.get("/").text
    assert 'class="findings"' not in html
    assert "<h1>What people do at work, and where AI comes in</h1>" in html


def test_releases_that_changed_nothing_are_said_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """The heading names the last release with changes, not the newest one."""
    steps = [
        ReleaseStep(older, newer, None, None, 1, 1, True)
        for older, newer in (("30.2", "30.3"), ("30.1", "30.2"), ("29.1", "30.1"))
    ]
    counts = {"30.1": {"added": 2}}
    encyclopedia = SimpleNamespace(
        steps=lambda: steps, change_counts=lambda step: counts.get(step.newer, {})
    )
    monkeypatch.setattr(addresses, "changes_of_kind", lambda *_: "/changes")
    monkeypatch.setattr(addresses, "path", lambda *_: "/changes")
    (found,) = findings._changed(encyclopedia)  # type: ignore[arg-type]  # what it asks of one
    assert found.heading == "Changed in O*NET 30.1"
    assert found.measure == "Compared with 29.1. No task changed in 30.2 and 30.3"
