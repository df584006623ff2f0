"""A missing figure is missing for the same reason wherever it is looked at."""

from __future__ import annotations

import csv
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.support import unwrapped

from .pages import Page

STATUSES = {
    "type": ("type", "type_status"),
    "importance": ("importance_1_to_5", "importance_status"),
    "rank": ("rank_in_occupation", "importance_status"),
    "relevance_percent": ("relevance_percent", "relevance_status"),
    "exposure": ("exposure_label_gpt4", "exposure_status"),
    "human_exposure": ("exposure_label_human", "exposure_status"),
}
"""Key of a task in a list → its column in the occupation's CSV file, and the one that says why."""


@pytest.fixture(scope="module", params=["app", "small_app"])
def either(request: pytest.FixtureRequest) -> FlaskClient:
    client: FlaskClient = request.getfixturevalue(request.param).test_client()
    return client


def schemas(client: FlaskClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/openapi.json").get_json()["components"]["schemas"]
    return found


def reasons(client: FlaskClient, schema: str, key: str) -> str:
    """What the description says of null; empty: that it cannot be."""
    description: str = schemas(client)[schema]["properties"][key]["description"]
    return description.partition("Null: ")[2]


def test_json_is_described_in_the_words_of_the_csv_file(either: FlaskClient) -> None:
    seen = set()
    for occupation in either.get("/api/v1/occupations?size=1000").get_json()["hits"]:
        code = occupation["code"]
        rows = csv.DictReader(either.get(f"/occupations/{code}.csv").text.splitlines())
        for row in rows:
            for key, (column, status) in STATUSES.items():
                if not row[column]:
                    seen.add(key)
                    word = row[status].removeprefix("human label ")
                    for schema in ("TaskSummary", "TaskLine", "TaskHit"):
                        if key in schemas(either)[schema]["properties"]:
                            assert word in reasons(either, schema, key), (schema, key, code)
    assert {"importance", "relevance_percent"} <= seen


def test_a_relevance_that_a_rated_task_lacks_is_not_published(small_client: FlaskClient) -> None:
    task = small_client.get("/tasks/task-3.json").get_json()
    assert task["rating"]["importance"] is not None
    assert task["rating"]["relevance_percent"] is None
    page = Page(small_client.get("/tasks/task-3").text)
    assert page.problems == []
    assert 'Relevance: part of the job for</th><td class="num">not published' in unwrapped(
        small_client.get("/tasks/task-3").text
    )
    assert "| Relevance to the job | not published |" in small_client.get("/tasks/task-3.md").text
    assert reasons(small_client, "Rating", "relevance_percent") == "not published."


def test_the_means_of_an_occupation_are_missing_in_one_word(small_client: FlaskClient) -> None:
    code = "29-1125.00"
    given = small_client.get(f"/occupations/{code}.json").get_json()
    assert given["exposure"]["gpt4"]["beta"] is None
    said = "not labelled"
    assert said in reasons(small_client, "ExposureProfile", "beta")
    assert said in reasons(small_client, "OccupationSummary", "beta_gpt4")
    markdown = small_client.get(f"/occupations/{code}.md").text
    assert f"| β, mean of the study | {said} | {said} |" in markdown
    compared = small_client.get(f"/compare?occupations={code}").text
    assert f"{said}</" in compared.partition("Mean (β) by GPT-4")[2].partition("</tr>")[0]
    page = small_client.get(f"/occupations/{code}").text
    assert "not published" not in page.partition('id="exposure"')[2].partition("</table>")[0]


def test_a_page_that_is_not_there_searches_for_its_words(client: FlaskClient) -> None:
    answer = client.get("/occupations/art-therapist")
    assert answer.status_code == 404
    assert 'value="art therapist"' in answer.text
    assert 'href="/occupations/29-1129.01">Art Therapists</a>' in answer.text
    for address in ("/tasks/task-999999", "/tasks/123x", "/occupations/99-9999.00"):
        page = client.get(address).text
        assert 'name="q" value=""' in page
        assert "Were you looking for" not in page
    assert "art therapist" not in client.get("/occupations/art-therapist.json").text


@pytest.mark.parametrize("ending", ["", ".md"])
def test_a_page_beyond_the_last_one_is_the_last_one(small_client: FlaskClient, ending: str) -> None:
    activity = "/activities/4.A.1.a.1"
    answer = small_client.get(f"{activity}{ending}?page=999")
    assert answer.status_code == 200
    if not ending:
        assert "There is no page 999. This is the last one, page 1." in answer.text
        assert "There is no page" not in small_client.get(activity).text
