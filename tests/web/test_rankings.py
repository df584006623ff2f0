"""`/rankings` and its lists: pages, files, frames, and the list of occupations in an order."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.support import unwrapped
from webapp.rankings.lists import LISTS
from webapp.text import vocabulary

JOBS = "/rankings/jobs-in-exposed-work"


def rows(client: FlaskClient, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(address).text)))


def test_every_list_is_linked_and_has_a_page(small_client: FlaskClient) -> None:
    index = small_client.get("/rankings").text
    for name, ranking in LISTS.items():
        assert f'href="/rankings/{name}"' in index
        page = small_client.get(f"/rankings/{name}")
        assert page.status_code == 200
        assert f"<h1>{ranking.title}</h1>" in page.text
        assert 'id="sources"' in page.text
        assert 'rel="cite-as"' in page.headers["Link"]


def test_the_navigation_leads_there(small_client: FlaskClient) -> None:
    assert re.search(r'<a href="/rankings"[^>]*>Rankings</a>', small_client.get("/about").text)


def test_jobs_are_weighed_by_exposure(small_client: FlaskClient) -> None:
    (art,) = rows(small_client, f"{JOBS}.csv")
    assert (art["code"], art["employment"], art["exposed_jobs"]) == ("29-1129.01", "20000", "4000")
    assert ">4,000</td>" in unwrapped(small_client.get(JOBS).text)


def test_what_has_no_figure_is_counted_and_not_listed(small_client: FlaskClient) -> None:
    page = unwrapped(small_client.get("/rankings/occupations-by-pay").text)
    assert "1 occupation, sorted by median annual pay. 1 more has no such figure." in page
    assert "Recreational Therapists" not in page.partition("<tbody>")[2].partition("</tbody>")[0]


def test_a_missing_figure_of_a_row_says_why(small_client: FlaskClient) -> None:
    (first, second) = rows(small_client, "/rankings/occupations-by-applicability.csv")
    assert (first["code"], first["applicability"]) == ("29-1125.00", "0.5")
    assert (first["employment"], first["employment_status"]) == ("", "not published")
    assert (second["employment"], second["employment_status"]) == ("20000", "value")


def test_the_list_of_rankings_shows_the_first_of_each(small_client: FlaskClient) -> None:
    index = unwrapped(small_client.get("/rankings").text)
    jobs = index.partition(f'href="{JOBS}"')[2].partition("</ol>")[0]
    assert '<li value="1"><a href="/occupations/29-1129.01">Art Therapists</a> 4,000</li>' in jobs
    shared = index.partition('href="/rankings/occupations-by-growth"')[2].partition("</ol>")[0]
    assert shared.count("<li value") == len(
        rows(small_client, "/rankings/occupations-by-growth.csv")
    )


def test_the_order_and_what_it_goes_by_stand_above_the_table(small_client: FlaskClient) -> None:
    above = unwrapped(small_client.get(f"{JOBS}?reverse=1").text).partition("<table")[0]
    assert "1 occupation, sorted by employment × exposure, lowest first." in above
    assert "how many jobs’ worth of tasks are exposed, not of jobs lost" in above


def test_the_figure_sorted_by_is_marked_in_every_row(small_client: FlaskClient) -> None:
    """Narrow screens show it beside the name."""
    page = unwrapped(small_client.get("/rankings/tasks-by-exposure?sort=importance").text)
    marked = re.findall(r'<td class="num by" data-label="([^"]+)"', page)
    assert marked == ["Importance"] * len(re.findall(r'<th scope="row">', page))


def test_tasks_are_ranked_and_equals_share_a_rank(small_client: FlaskClient) -> None:
    found = rows(small_client, "/rankings/tasks-by-exposure.csv")
    assert [(each["rank"], each["task_id"], each["beta"]) for each in found] == [
        ("1", "2", "0.5"),
        ("2", "1", "0.0"),
    ]
    (apart,) = rows(small_client, "/rankings/tasks-by-rater-disagreement.csv")
    assert (apart["task_id"], apart["rater_gap"]) == ("1", "1.0")
    assert apart["occupation_code"] == "29-1129.01"


def test_filters_and_the_other_way_round(small_client: FlaskClient) -> None:
    assert rows(small_client, "/rankings/tasks-by-exposure.csv?group=11") == []
    assert len(rows(small_client, "/rankings/tasks-by-exposure.csv?zone=5")) == 2
    assert len(rows(small_client, f"{JOBS}.csv?pay=60000-100000")) == 1
    assert rows(small_client, f"{JOBS}.csv?pay=under-40000") == []
    found = rows(small_client, "/rankings/tasks-by-exposure.csv?reverse=1")
    assert [each["task_id"] for each in found] == ["1", "2"]
    page = small_client.get("/rankings/tasks-by-exposure?group=29&reverse=1").text
    assert "<h1>Tasks by AI exposure: Healthcare Practitioners and Technical, lowest first" in page


def test_json_is_the_same_here_and_in_the_api(small_client: FlaskClient) -> None:
    own = small_client.get(f"{JOBS}.json?group=29").get_json()
    assert own == small_client.get("/api/v1/rankings/jobs-in-exposed-work?group=29").get_json()
    assert own["filters"] == {"group": "29", "zone": None, "pay": None}
    keys = {"onet", "eloundou", "bls-oews", "bls-projections", "observed-exposure"}
    assert set(own["sources"]) == keys
    assert own["occupations"][0]["url"].endswith("/occupations/29-1129.01")
    shown = small_client.get("/api/v1/rankings/tasks-by-observed-use").get_json()["tasks"]
    assert [(each["task_id"], each["share_percent"]) for each in shown] == [(3, 0.125)]


@pytest.mark.parametrize(
    "address",
    [
        *(f"{JOBS}?pay=much", f"{JOBS}?group=99", f"{JOBS}?sort=title", f"{JOBS}?reverse=2"),
        *(f"{JOBS}?page=0", f"{JOBS}.csv?zone=9", "/occupations?sort=colour"),
    ],
)
def test_what_cannot_be_is_a_bad_request(small_client: FlaskClient, address: str) -> None:
    assert small_client.get(address).status_code == 400


def test_other_spellings_lead_to_the_one_and_what_is_none_is_not_found(
    small_client: FlaskClient,
) -> None:
    moved = small_client.get("/rankings/Jobs-In-Exposed-Work.csv?group=29")
    assert (moved.status_code, moved.location) == (308, f"{JOBS}.csv?group=29")
    assert small_client.get("/rankings/best-jobs").status_code == 404
    assert small_client.get("/embed/v1/ranking/best-jobs").status_code == 404
    assert small_client.get("/api/v1/rankings/best-jobs").status_code == 404


def test_the_frame_shows_the_list_and_links_the_page(small_client: FlaskClient) -> None:
    frame = small_client.get("/embed/v1/ranking/jobs-in-exposed-work?theme=dark&group=29")
    assert frame.status_code == 200
    assert "Art Therapists" in frame.text
    assert "4,000" in frame.text
    assert f"{JOBS}?group=29" in frame.text
    assert "frame-ancestors 'none'" not in frame.headers["Content-Security-Policy"]


def test_occupations_are_sorted_by_links_alone(small_client: FlaskClient) -> None:
    page = small_client.get("/occupations").text
    link = re.search(r'<a href="(/occupations\?sort=applicability)"', page)
    assert link is not None
    table = small_client.get(link[1]).text
    names = re.findall(r'<th scope="row"><a [^>]*>([^<]+)</a>', table)
    assert names == ["Recreational Therapists", "Art Therapists"]
    turned = re.search(r'aria-sort="descending">\s*<a href="([^"]+)"', table)
    assert turned is not None
    again = small_client.get(turned[1].replace("&amp;", "&")).text
    assert re.findall(r'<th scope="row"><a [^>]*>([^<]+)</a>', again) == names[::-1]


def test_without_the_sources_lists_say_that_nothing_matches(client: FlaskClient) -> None:
    """The sample has neither pay nor measures but those of the study."""
    page = unwrapped(client.get("/rankings/occupations-by-growth").text)
    assert "Nothing in this list matches." in page


def test_a_figure_that_a_ranking_lacks_does_not_exist_in_the_api(small_client: FlaskClient) -> None:
    response = small_client.get("/api/v1/rankings/tasks-by-observed-use?sort=exposed_jobs")
    assert response.status_code == 404
    assert "'exposed_jobs'. It has " in response.get_json()["detail"]


@pytest.mark.parametrize(
    "query", ["sort=colour", "sort=exposed_jobs&group=99", "sort=exposed_jobs&page=x"]
)
def test_what_no_ranking_takes_is_a_bad_request_in_the_api_as_well(
    small_client: FlaskClient, query: str
) -> None:
    assert small_client.get(f"/api/v1/rankings/tasks-by-observed-use?{query}").status_code == 400


def test_markdown_has_the_rows_and_figures_of_the_page(small_client: FlaskClient) -> None:
    text = small_client.get(f"{JOBS}.md?group=29").text
    assert text.startswith("# Jobs in exposed work: Healthcare Practitioners and Technical\n")
    assert "| 1 | [Art Therapists](http://localhost/occupations/29-1129.01.md) | 4,000 |" in text
    assert "not of jobs lost" in text
    assert "Next:" not in text
    accepted = small_client.get(f"{JOBS}?group=29", headers={"Accept": "text/markdown"})
    assert (accepted.text, accepted.mimetype) == (text, "text/markdown")
    missing = small_client.get("/rankings/occupations-by-applicability.md").text
    assert "| 1 | [Recreational Therapists]" in missing
    assert "| not published |" in missing


def test_the_list_of_rankings_is_there_in_markdown(small_client: FlaskClient) -> None:
    text = small_client.get("/rankings.md").text
    for name in LISTS:
        assert f"/rankings/{name}.md)" in text
    assert "| not available | 1 |" in text
    accepted = small_client.get("/rankings", headers={"Accept": "text/markdown"})
    assert accepted.text == text


def test_every_page_of_a_ranking_is_reached_in_markdown(client: FlaskClient) -> None:
    address, found = "/rankings/tasks-by-exposure.md", []
    for _ in range(99):
        text = client.get(address).text
        found += re.findall(r"tasks/task-([0-9]+)\.md", text)
        following = re.search(r"^Next: <http://localhost([^>]+)>$", text, re.MULTILINE)
        if following is None:
            break
        address = following[1]
    total = client.get("/rankings/tasks-by-exposure.json").get_json()["total"]
    assert len(found) == len(set(found)) == total


@pytest.mark.full
def test_three_questions_are_led_to_from_the_list(
    full_client: FlaskClient, full_sources: Path
) -> None:
    index = full_client.get("/rankings").text
    for address in ("jobs-in-exposed-work", "tasks-by-rater-disagreement?group=23"):
        assert f'href="/rankings/{address}"' in index
    editing = re.search(r'<a href="([^"]+)#use">Has ChatGPT’s share for editing', index)
    assert editing is not None
    text = unwrapped(full_client.get(editing[1]).text)
    assert '<section aria-labelledby="use">' in text
    table = full_sources / (
        "extra/openai_signals/usa_share_of_work_related_messages_by_onet_iwa_month.csv"
    )
    months = re.findall(r"(?m)^([0-9-]+),4\.A\.2\.b\.1\.I07,([0-9.]+)", table.read_text())
    shown = vocabulary.share(100 * float(max(months)[1]))
    assert f"<b>{shown}</b> of the work-related messages" in text


def test_the_page_for_embedding_names_the_frame_of_a_ranking(client: FlaskClient) -> None:
    assert "/embed/v1/ranking/jobs-in-exposed-work" in client.get("/embed").text


def test_behind_the_last_page_it_is_shown_and_said(small_client: FlaskClient) -> None:
    for address in (JOBS, "/rankings/tasks-by-exposure"):
        html = small_client.get(f"{address}?page=999").text
        assert "There is no such page. This is the last one, page 1." in html
        assert "<td" in html
        assert "no such page" not in small_client.get(address).text
    for address in ("/occupations?sort=employment&page=999", "/occupations?sort=employment&page=2"):
        assert "no such page" in small_client.get(address).text
    assert small_client.get(f"{JOBS}.json?page=2").status_code == 404
    assert small_client.get("/api/v1/rankings/jobs-in-exposed-work?page=999").status_code == 400


def test_the_figure_sorted_by_comes_first_and_is_explained_above(small_client: FlaskClient) -> None:
    page = unwrapped(small_client.get("/rankings/occupations-by-exposure?sort=employment").text)
    above, _, rest = page.partition("<table")
    assert re.findall(r'<td class="num( by)?" data-label="([^"]+)"', rest)[0] == (
        " by",
        "Employment",
    )
    assert "Equal figures share a rank; ranks go by figures before rounding." in above
    assert "What the figures mean</summary>" in above
    assert "Employment: " in above


def test_a_mean_of_several_occupations_is_called_so(small_client: FlaskClient) -> None:
    html = unwrapped(small_client.get(JOBS).text)
    row = re.search(r"<tbody>(.*?)</tr>", html, re.DOTALL)
    assert row is not None
    assert ("mean of " in row[1]) == ("occupations that share" in row[1])
