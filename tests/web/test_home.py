"""The first page."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

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
