"""Claims about work activities."""

from __future__ import annotations

import gzip
import re

import pytest
from flask.testing import FlaskClient

from index.encyclopedia import Encyclopedia
from tests.support import unwrapped


@pytest.mark.parametrize("name", ["9.Z.9", "x", "4.A.2.b.2.o.9.9.9.9", "..", "4.A.2.b.99"])
def test_what_is_no_activity_is_not_found(client: FlaskClient, name: str) -> None:
    assert client.get(f"/activities/{name}").status_code in (404, 308)
    assert client.get(f"/api/v1/activities/{name}").status_code in (404, 308)


def test_a_page_number_that_cannot_be_is_a_400(client: FlaskClient) -> None:
    assert client.get("/activities/4.A.2.b.2?page=x").status_code == 400


@pytest.mark.full
def test_three_levels(full_client: FlaskClient) -> None:
    for name, level in (("4.A.2.b.2", "gwa"), ("4.A.2.b.2.o", "iwa"), ("4.A.2.b.2.o.9", "dwa")):
        body = full_client.get(f"/activities/{name}.json").get_json()
        assert (body["id"], body["level"]) == (name, level)
        assert set(body) >= {"id", "level", "title", "parent", "children", "tasks", "url"}
        assert body["tasks"]["total"] > 0
        assert full_client.get(f"/activities/{name}").status_code == 200


@pytest.mark.full
def test_other_case_leads_to_the_id(full_client: FlaskClient) -> None:
    response = full_client.get("/activities/4.a.2.B.2.O.9")
    assert (response.status_code, response.headers["Location"]) == (
        308,
        "/activities/4.A.2.b.2.o.9",
    )


@pytest.mark.full
def test_an_activity_lists_the_occupations_under_it(full_client: FlaskClient) -> None:
    body = full_client.get("/activities/4.A.2.b.2.o.9.json").get_json()
    assert len(body["occupations"]) == body["occupation_count"]
    assert all(one["task_count"] for one in body["occupations"])
    html = full_client.get("/activities/4.A.2.b.2.o.9").text
    assert all(f'/occupations/{one["code"]}"' in html for one in body["occupations"])


@pytest.mark.full
def test_the_hierarchy_shows_both_upper_levels_under_its_four_headings(
    full_client: FlaskClient,
) -> None:
    html = full_client.get("/activities").text
    headings = ("Information input", "Mental processes", "Work output", "Interacting with others")
    assert all(heading in html for heading in headings)
    assert len(set(re.findall(r'href="/activities/([^"]+)"', html))) == 41 + 332


@pytest.mark.full
def test_the_pages_of_a_wide_activity_list_every_occupation_once(full_client: FlaskClient) -> None:
    body = full_client.get("/activities/4.A.4.a.2.json").get_json()
    address, found = "/activities/4.A.4.a.2", []
    while address:
        html = unwrapped(full_client.get(address).text)
        section = html.partition('id="occupations"')[2].partition("</section>")[0]
        found += re.findall(r'<a href="/occupations/([^"]+)">', section)
        further = re.search(r'<p class="more"><a href="([^"]+)#occupations">', section)
        address = further[1] if further else ""
    assert found == [one["code"] for one in body["occupations"]]
    assert len(found) > 400


@pytest.mark.full
def test_a_page_of_an_activity_stays_small(full_client: FlaskClient, full: Encyclopedia) -> None:
    for top in full.activities():
        html = full_client.get(f"/activities/{top.activity_id}").data
        assert len(gzip.compress(html, 6)) < 15_000, top.activity_id


def test_an_intermediate_activity_has_the_use_of_each_assistant_on_its_own(
    small_client: FlaskClient,
) -> None:
    text = unwrapped(small_client.get("/activities/4.A.1.a.1.a").text)
    assert "each has a different base, so do not add or compare them" in text
    assert "by what people wanted" in text
    assert '>0.43%</td><td class="num">0.080%</td>' in text
    assert '>62%</td><td class="num">not published</td>' in text
    assert "<b>0.12%</b> of the work-related messages to ChatGPT" in text
    assert "in June 2026; in May 2026 it was <b>0.10%</b>" in text
    assert "Anthropic’s own figure of the activity" in text
    body = small_client.get("/activities/4.A.1.a.1.a.json").get_json()
    assert body["use"]["copilot"]["goal"]["share_percent"] == pytest.approx(0.43)
    assert body["use"]["copilot"]["action"]["scope_percent"] is None
    assert [one["month"] for one in body["use"]["chatgpt"]] == ["2026-05", "2026-06"]
    assert [one["share_percent"] for one in body["use"]["index"]] == [0.4]
    assert {"working-with-ai", "openai-signals"} <= {source["key"] for source in body["sources"]}


def test_other_levels_say_where_the_figures_are(small_client: FlaskClient) -> None:
    below = unwrapped(small_client.get("/activities/4.A.1.a.1.a.2").text)
    assert "</a>, the one above it." in below
    assert "under 0.005%" in below
    above = unwrapped(small_client.get("/activities/4.A.1.a.1").text)
    assert "see the ones below it" in above
    assert small_client.get("/activities/4.A.1.a.1.json").get_json()["use"]["copilot"] is None


def test_without_the_sources_a_page_says_that_the_figures_are_not_there(
    client: FlaskClient, sample: Encyclopedia
) -> None:
    for activity_id in sample.activity_ids()[:3]:
        text = unwrapped(client.get(f"/activities/{activity_id}").text)
        assert "Not in this release: Bing Copilot (Microsoft) and ChatGPT (OpenAI)" in text
        body = client.get(f"/activities/{activity_id}.json").get_json()
        assert body["use"] == {"copilot": None, "chatgpt": [], "index": []}
