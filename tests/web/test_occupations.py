"""Claims about occupation pages."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from index.encyclopedia import Encyclopedia

from .pages import Page


def test_all_tasks_are_listed(client: FlaskClient, sample: Encyclopedia) -> None:
    page = Page(client.get("/occupations/29-1129.01").text)
    tasks = [link["href"] for link in page.all("a") if link["href"].startswith("/tasks/task-")]
    assert len(set(tasks)) == len(sample.occupation("29-1129.01").tasks)


@pytest.mark.parametrize("order", ["importance", "relevance", "exposure", "use", "text"])
def test_every_order_has_all_tasks(client: FlaskClient, sample: Encyclopedia, order: str) -> None:
    text = client.get(f"/occupations/29-1129.01?sort={order}").text
    assert text.count('class="statement"') == len(sample.occupation("29-1129.01").tasks)


def test_a_code_without_its_ending_leads_to_the_code(client: FlaskClient) -> None:
    response = client.get("/occupations/29-1125")
    assert response.status_code == 308
    assert response.headers["Location"] == "/occupations/29-1125.00"


@pytest.mark.parametrize(
    "name", ["29", "29-112", "99-9999.99", "abc", "29-1129.01.xml", "٢٩-1129.01"]
)
def test_what_is_no_occupation_is_not_found(client: FlaskClient, name: str) -> None:
    assert client.get(f"/occupations/{name}").status_code == 404


def test_json_has_the_promised_shape(client: FlaskClient, sample: Encyclopedia) -> None:
    body = client.get("/occupations/29-1129.01.json").get_json()
    assert body == client.get("/api/v1/occupations/29-1129.01").get_json()
    assert set(body) >= {
        *(
            "code",
            "title",
            "description",
            "job_zone",
            "titles",
            "tasks",
            "exposure",
            "related",
            "url",
        ),
    }
    assert len(body["tasks"]) == len(sample.occupation("29-1129.01").tasks)
    assert set(body["exposure"]) == {"gpt4", "human"}
    assert set(body["exposure"]["gpt4"]) >= {"alpha", "beta", "gamma", "E0", "E1", "E2"}


def test_the_list_names_every_occupation(client: FlaskClient) -> None:
    text = client.get("/occupations").text
    assert "Art Therapists" in text
    assert "Recreational Therapists" in text


@pytest.mark.full
def test_an_occupation_without_tasks_says_so(full_client: FlaskClient) -> None:
    text = full_client.get("/occupations/55-1011.00").text
    assert "O*NET lists no tasks for this occupation" in text
    assert "GPT-4’s labels" not in text
    assert Page(text).problems == []
