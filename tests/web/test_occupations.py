"""Claims about occupation pages."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from markupsafe import escape

from index.encyclopedia import Encyclopedia
from index.records.measures import OccupationMeasure
from tests.support import ART, unwrapped
from webapp.occupations.answer import occupation_answer
from webapp.occupations.page import agreement_in_words
from webapp.text.answers import among_occupations

from .pages import Page


def test_all_tasks_are_listed(client: FlaskClient, sample: Encyclopedia) -> None:
    page = Page(client.get("/occupations/29-1129.01").text)
    tasks = [link["href"] for link in page.all("a") if link["href"].startswith("/tasks/task-")]
    assert len(set(tasks)) == len(sample.occupation("29-1129.01").tasks)


def rows(client: FlaskClient, query: str) -> list[int]:
    """Ids of the tasks in the table, in its order."""
    html = client.get(f"/occupations/29-1129.01{query}").text
    table = html.partition('<table class="stacked">')[2].partition("</table>")[0]
    return [
        int(link["href"].rpartition("-")[2])
        for link in Page(table).all("a")
        if link.get("class") == "statement"
    ]


@pytest.mark.parametrize("order", ["importance", "relevance", "exposure", "use", "text"])
def test_every_order_has_all_tasks_and_can_be_turned_round(
    client: FlaskClient, sample: Encyclopedia, order: str
) -> None:
    tasks = {task.task_id: task for task in sample.occupation("29-1129.01").tasks}
    forth, back = rows(client, f"?sort={order}"), rows(client, f"?sort={order}&reverse=1")
    assert sorted(forth) == sorted(back) == sorted(tasks)

    def figure(task_id: int) -> object:
        task = tasks[task_id]
        return {
            "importance": task.importance,
            "relevance": task.relevance_percent,
            "exposure": task.exposure,
            "use": task.observed or None,
            "text": task.text,
        }[order]

    # What has no figure comes last, whichever way the order runs.
    for found in (forth, back):
        missing = [figure(task_id) is None for task_id in found]
        assert missing == sorted(missing)


def test_filters_narrow_the_table_and_say_how_much_each_gives(
    client: FlaskClient, sample: Encyclopedia
) -> None:
    tasks = sample.occupation("29-1129.01").tasks
    for query, expected in {
        "?type=untyped": [task.task_id for task in tasks if task.type is None],
        "?type=core&type=supplemental": [task.task_id for task in tasks if task.type],
        "?used=yes": [task.task_id for task in tasks if task.observed],
        "?used=no&exposure=unlabelled": [
            task.task_id for task in tasks if not task.observed and task.exposure is None
        ],
    }.items():
        assert sorted(rows(client, query)) == sorted(expected), query
    assert len(rows(client, "?type=nonsense&sort=nonsense&reverse=x")) == len(tasks)


def test_a_figure_has_the_name_on_a_phone_that_its_heading_begins_with(
    client: FlaskClient,
) -> None:
    html = client.get("/occupations/29-1129.01").text.partition('<section id="tasks"')[2]
    headings = re.findall(r'<a id="by-[^>]*>([^<]+)</a>', html)[1:]  # after the task itself
    for row in html.partition("<tbody>")[2].partition("</tbody>")[0].split("</tr>")[:-1]:
        labels = re.findall(r'<td data-label="([^"]+)"', row)
        assert len(labels) == len(headings) == 4
        for heading, label in zip(headings, labels, strict=True):
            assert heading.startswith(label)


def test_a_filter_that_leaves_nothing_has_a_way_back(client: FlaskClient) -> None:
    html = client.get("/occupations/29-1129.01?used=yes&exposure=E1").text
    assert "No task of this occupation matches all these filters" in html
    assert 'href="/occupations/29-1129.01#tasks"' in html


def test_the_fragment_is_the_table_of_the_page_and_names_its_address(client: FlaskClient) -> None:
    address = "/_/occupations/29-1129.01?exposure=E2&sort=use&x=1"
    fragment = client.get(address, headers={"HX-Request": "true"})
    assert fragment.headers["HX-Push-Url"] == "/occupations/29-1129.01?sort=use&exposure=E2"
    page = client.get(fragment.headers["HX-Push-Url"]).text
    assert fragment.text.partition("</title>")[2].strip() in page
    assert "<h1" not in fragment.text
    # Who comes here without htmx is led to the page.
    plain = client.get(address)
    assert (plain.status_code, plain.headers["Location"]) == (
        303,
        "/occupations/29-1129.01?sort=use&exposure=E2",
    )


def test_csv_says_why_a_figure_is_missing(client: FlaskClient, sample: Encyclopedia) -> None:
    response = client.get("/occupations/29-1129.01.csv")
    assert response.mimetype == "text/csv"
    assert response.headers["Content-Disposition"].endswith('"taskdex-29-1129.01.csv"')
    lines = list(csv.DictReader(io.StringIO(response.text)))
    tasks = {str(task.task_id): task for task in sample.occupation("29-1129.01").tasks}
    assert [line["task_id"] for line in lines] == list(tasks)
    for line in lines:
        task = tasks[line["task_id"]]
        assert line["task"] == task.text
        for column, status, value in (
            ("importance_1_to_5", "importance_status", task.importance),
            ("relevance_percent", "relevance_status", task.relevance_percent),
            ("exposure_label_gpt4", "exposure_status", task.exposure),
            ("ai_use_share_percent", "ai_use_status", task.latest_share_percent),
        ):
            assert line[column] == ("" if value is None else str(value))
            if value is None:
                assert line[status].startswith("not ")
            else:
                assert line[status] == "value" or line[status].startswith("human label not")


def test_use_is_told_release_by_release(client: FlaskClient, sample: Encyclopedia) -> None:
    shares = sample.shares("29-1129.01")
    body = client.get("/occupations/29-1129.01.json").get_json()
    assert sum(one["observed_tasks"] for one in body["usage"]) == len(shares)
    assert "Observed AI use of its tasks" in client.get("/occupations/29-1129.01").text


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


def test_means_say_how_they_are_weighted(small_client: FlaskClient) -> None:
    text = unwrapped(small_client.get("/occupations/29-1129.01").text)
    assert "The means count a core task fully and any other task half" in text
    assert "count a core task fully" in small_client.get("/occupations/29-1129.01.md").text
    schema = small_client.get("/api/openapi.json").get_json()["components"]["schemas"]
    assert "a core task counts 1" in str(schema["ExposureProfile"])
    assert "weighted</b>: they count a core task fully" in unwrapped(
        small_client.get("/methodology").text
    )


def test_a_table_names_what_it_is_sorted_by_with_its_abbreviations(client: FlaskClient) -> None:
    for order, name in (("exposure", "AI exposure"), ("use", "share of Claude conversations")):
        text = unwrapped(client.get(f"/occupations/29-1129.01?sort={order}").text)
        assert f"<caption>Sorted by {name}" in text


@pytest.mark.parametrize(
    ("percentile", "rank", "words"),
    [
        (100.0, 1, "the most exposed of 923 occupations"),
        (99.9, 2, "more exposed than over 99% of 923 occupations"),
        (50.0, 462, "more exposed than 50% of 923 occupations"),
        (30.0, 646, "less exposed than 70% of 923 occupations"),
        # 14 others have the same figure: they are not less exposed.
        (24.1, 694, "less exposed than 75% of 923 occupations"),
        (95.0, 33, "more exposed than 93% of 923 occupations"),
        (0.0, 923, "the least exposed of 923 occupations"),
    ],
)
def test_an_occupation_is_compared_with_those_that_differ(
    percentile: float, rank: int, words: str
) -> None:
    assert among_occupations(percentile, rank, 923) == words


@pytest.mark.parametrize(
    ("percentiles", "words"),
    [
        ((10.0,), ""),
        ((10.4, 10.0), "The measures agree: their percentiles are the same."),
        ((10.0, 11.0), "The measures agree: their percentiles are up to 1 point apart."),
        ((10.0, 52.0, 30.0), "The measures differ: their percentiles are up to 42 points apart."),
        ((1.0, 99.0), "The measures disagree: their percentiles are up to 98 points apart."),
    ],
)
def test_how_far_measures_are_apart_is_said(percentiles: tuple[float, ...], words: str) -> None:
    measures = [
        OccupationMeasure("29-1129.01", "applicability", 0.5, None, 1, 10, each, "29-1129", 1)
        for each in percentiles
    ]
    assert agreement_in_words(measures) == words


def test_an_occupation_says_who_rated_its_tasks(small_client: FlaskClient) -> None:
    assert "Rated by: workers." in unwrapped(small_client.get("/occupations/29-1129.01").text)
    experts = unwrapped(small_client.get("/occupations/29-1125.00").text)
    assert "Rated by: occupational experts." in experts
    assert "Rated by: occupational experts." in small_client.get("/occupations/29-1125.00.md").text


def test_what_applicability_is_made_of_stands_in_the_page_and_in_markdown(
    small_client: FlaskClient,
) -> None:
    html = unwrapped(small_client.get(f"/occupations/{ART}").text)
    assert "What AI applicability is made of" in html
    assert "Its activities with over 0.05% of conversations" in html
    markdown = small_client.get(f"/occupations/{ART}.md").text
    assert "| AI applicability by this side | 0.38 | 0.12 |" in markdown
    assert "| Thumbs up, as a share of all ratings given | 70% | not published |" in markdown


def test_an_occupation_without_parts_says_why(
    small_client: FlaskClient, client: FlaskClient
) -> None:
    assert "What AI applicability" not in small_client.get("/occupations/29-1125.00").text
    assert small_client.get("/occupations/29-1125.00.json").get_json()["applicability"] is None
    assert client.get(f"/occupations/{ART}.json").get_json()["applicability"] is None


def test_how_measures_agree_over_all_occupations_is_said_with_its_number(
    small_client: FlaskClient,
) -> None:
    pairs = small_client.get("/api/v1/rankings").get_json()["measure_pairs"]
    assert pairs[0] == {
        "first": "beta_gpt4",
        "second": "beta_human",
        "occupations": 1,
        "rank_correlation": None,
    }
    html = unwrapped(small_client.get("/methodology").text)
    assert "How far they agree" in html
    assert '<td class="num">not available</td><td class="num">1</td>' in html


def test_the_box_names_exposed_tasks_and_leads_to_all_of_them(sample: Encyclopedia) -> None:
    entry = sample.occupation("29-1129.01")
    shares = sample.shares(entry.occupation.code)
    tasks = tuple(replace(task, exposure="E2") for task in entry.tasks)
    box = occupation_answer(replace(entry, tasks=tasks), shares, "/there").named
    assert box is not None
    top = sorted(tasks, key=lambda task: -(task.importance or 0))[:3]
    assert [task_id for task_id, _ in box.tasks] == [task.task_id for task in top]
    assert (box.heading, box.count, box.path) == (
        *("The most important tasks that AI could speed up:", len(tasks), "/there"),
    )
    unrated = tuple(replace(task, importance=None) for task in tasks)
    named = occupation_answer(replace(entry, tasks=unrated), shares, "/there").named
    assert named is not None
    assert named.heading == "Some of the tasks that AI could speed up:"
    untouched = tuple(replace(task, exposure="E0") for task in tasks)
    assert occupation_answer(replace(entry, tasks=untouched), shares, "/there").named is None


def test_the_link_to_exposed_tasks_shows_just_these(
    client: FlaskClient, sample: Encyclopedia
) -> None:
    entry = sample.occupation("29-1129.01")
    exposed = [task for task in entry.tasks if task.exposure in ("E1", "E2")]
    page = client.get("/occupations/29-1129.01").text
    box = page.partition('class="answer"')[2].partition("</section>")[0]
    shown = re.findall(r'href="/tasks/task-(\d+)"', box)
    assert {int(task_id) for task_id in shown} <= {task.task_id for task in exposed}
    path = "/occupations/29-1129.01?exposure=E1&exposure=E2"
    assert (f'href="{escape(path)}#tasks">See all' in box) == (len(exposed) > 3)
    assert f"{len(exposed)} of {len(entry.tasks)} tasks" in client.get(path).text
    written = client.get("/occupations/29-1129.01.md").text
    assert f"](http://localhost/tasks/task-{shown[0]}.md)" in written


@pytest.mark.full
def test_a_measure_says_in_its_cell_how_many_occupations_share_it(
    full_client: FlaskClient,
) -> None:
    text = unwrapped(full_client.get("/occupations/29-1141.01").text)
    section = text.partition('id="measures"')[2].partition("</section>")[0]
    assert '<span class="n">for 5 occupations</span>' in section
    assert '<span class="n">tied with 4 or more</span>' in section
