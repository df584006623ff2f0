"""Claims about comparisons."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from index import Encyclopedia
from index.records.published import ExposureMeans
from webapp.compare.page import shared_kinds, summary_of

from .pages import Page


def columns(html: str) -> list[str]:
    head = re.search(r"<thead>(.*?)</thead>", html, re.DOTALL)
    return re.findall(r'class="statement" href="([^"]+)"', head[1]) if head else []


def test_tasks_stand_side_by_side_in_the_order_of_the_address(client: FlaskClient) -> None:
    html = client.get("/compare?tasks=392,19147,19156").text
    assert columns(html) == [f"/tasks/task-{task_id}" for task_id in (392, 19147, 19156)]
    assert "3 tasks side by side" in html
    assert "not observed" in html


def test_occupations_stand_side_by_side(client: FlaskClient) -> None:
    html = client.get("/compare?occupations=29-1125,29-1129.01").text
    assert columns(html) == ["/occupations/29-1125.00", "/occupations/29-1129.01"]


def test_every_row_has_a_cell_for_every_column(client: FlaskClient) -> None:
    for address in ("/compare?tasks=392,19147", "/compare?occupations=29-1125.00,29-1129.01"):
        body = client.get(address).text.partition("</thead>")[2]
        for row in re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL):
            assert row.count("<td ") == 2
            assert not re.search(r"<td[^>]*></td>", row)


def test_occupations_are_compared_by_ai_first_and_by_what_they_share(client: FlaskClient) -> None:
    html = client.get("/compare?occupations=29-1129.01,29-1125.00").text
    groups = re.findall(r'<th scope="rowgroup"[^>]*>([^<]+)', html)
    assert [group.strip() for group in groups] == [
        "AI exposure of its tasks",
        "Observed AI use of its tasks",
        "Same and different tasks",
        "Pay, jobs and outlook",
        "The occupation",
    ]
    assert html.count("model alone (E1)") == 1, "a legend"
    same, only = (
        re.findall(r"<b>(\d+) of (\d+) tasks</b>", row)
        for row in re.findall(r"(?:shared kinds of work|Only here)</th>(.*?)</tr>", html, re.DOTALL)
    )
    for (shared, of), (own, _) in zip(same, only, strict=True):
        assert int(shared) + int(own) == int(of)
    said = re.sub(r"\s+", " ", html)
    assert "They share no kind of work: all their tasks differ." in said
    assert (
        "<title>Recreational Therapists vs Art Therapists"
        in client.get("/compare?occupations=29-1125.00,29-1129.01").text
    )


@pytest.mark.parametrize(
    "address",
    [
        "/compare?tasks=task-19147,19156",
        "/compare?tasks=19147&tasks=19156",
        "/compare?tasks=19147,%2019156,,19147",
        "/compare?tasks=19147,https://example.org/tasks/task-19156%23use",
    ],
)
def test_lists_may_be_written_in_several_ways(client: FlaskClient, address: str) -> None:
    html = client.get(address).text
    assert columns(html) == ["/tasks/task-19147", "/tasks/task-19156"]
    canonical = next(link for link in Page(html).all("link") if link["rel"] == "canonical")
    assert canonical["href"].endswith("/compare?tasks=19147,19156")


def test_links_take_one_away_and_add_another(client: FlaskClient) -> None:
    links = {a["href"] for a in Page(client.get("/compare?tasks=19147,19156").text).all("a")}
    assert {"/compare?tasks=19147", "/compare?tasks=19156"} <= links
    links = {a["href"] for a in Page(client.get("/tasks/task-19147").text).all("a")}
    assert "/compare?tasks=19147" in links
    links = {a["href"] for a in Page(client.get("/occupations/29-1129.01").text).all("a")}
    assert "/compare?occupations=29-1129.01" in links


def test_the_form_adds_to_the_list_without_a_script(client: FlaskClient) -> None:
    page = Page(client.get("/compare?tasks=19147").text)
    kept = next(field for field in page.all("input") if field.get("type") == "hidden")
    assert (kept["name"], kept["value"]) == ("tasks", "19147")
    typed = {"tasks": kept["value"], "add": "392"}
    html = client.get("/compare", query_string=typed, follow_redirects=True).text
    assert columns(html) == ["/tasks/task-19147", "/tasks/task-392"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("tasks=1,2,3,4,5", "at most 4"),
        ("tasks=1&occupations=29-1129.01", "compare one kind"),
    ],
)
def test_lists_that_cannot_be_are_a_400_that_says_why(
    client: FlaskClient, query: str, said: str
) -> None:
    response = client.get(f"/compare?{query}")
    assert response.status_code == 400
    assert said in response.text


def offered(html: str) -> dict[str, str]:
    """Address → label of what may be meant."""
    places = html.partition('id="choices"')[2].partition("</form>")[0]
    return dict(re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)', places or html))


@pytest.mark.parametrize(
    "address",
    ["/compare?add=therapist", "/compare?occupations=therapist", "/_/compare?add=therapist"],
)
def test_a_name_offers_what_comes_nearest(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert Page(response.text).problems == []
    assert "Matches for “therapist”" in response.text
    is_page = address.startswith("/compare?add")
    said = "Nothing has been added yet: choose below what “therapist” means."
    assert (said in response.text) is is_page
    links = offered(response.text)
    assert next(iter(links.items())) == ("/compare?occupations=29-1129.01", "Art Therapists")
    is_either = "add" in address
    assert any(path.startswith("/compare?tasks=") for path in links) is is_either


def test_a_choice_is_added_to_what_is_compared(client: FlaskClient) -> None:
    html = client.get("/compare?occupations=29-1129.01&add=recreation").text
    assert columns(html) == ["/occupations/29-1129.01"]
    assert "/compare?occupations=29-1129.01,29-1125.00" in offered(html)
    assert all(path.startswith("/compare?occupations=29-1129.01,") for path in offered(html))
    for text in ("x", "٣", "9" * 4000, "29 1129"):
        response = client.get("/compare", query_string={"tasks": ["19147", text]})
        assert response.status_code == 200
        assert columns(response.text) == ["/tasks/task-19147"]


@pytest.mark.parametrize(
    ("typed", "leads_to"),
    [
        ("art therapists", "/compare?occupations=29-1129.01"),
        ("art therapist", "/compare?occupations=29-1129.01"),
        ("art ther", "/compare?occupations=29-1129.01"),
        ("29-1125", "/compare?occupations=29-1125.00"),
        ("task-19147", "/compare?tasks=19147"),
        ("https://example.org/occupations/29-1125.00", "/compare?occupations=29-1125.00"),
    ],
)
def test_what_is_clear_is_added_at_once(client: FlaskClient, typed: str, leads_to: str) -> None:
    response = client.get("/compare", query_string={"add": typed})
    assert response.status_code == 302
    assert response.headers["Location"] == leads_to


def test_a_name_that_nothing_has_says_so(client: FlaskClient) -> None:
    html = client.get("/compare?add=zzzzqqqq").text
    assert "Nothing found for “zzzzqqqq”" in html
    assert offered(html) == {}


def test_programs_are_told_which_code_was_meant(client: FlaskClient) -> None:
    answer = client.get("/api/v1/compare?occupations=art+therapist")
    assert answer.status_code == 400
    assert answer.get_json()["parameter"] == "occupations"
    assert answer.get_json()["detail"].endswith(
        "has “art therapist”, which isn’t an occupation’s code. "
        "Did you mean 29-1129.01, Art Therapists?"
    )


def test_what_does_not_exist_is_said_and_the_rest_is_compared(client: FlaskClient) -> None:
    response = client.get("/compare?tasks=999999,19147")
    assert response.status_code == 200
    assert "There is no task 999999" in response.text
    assert columns(response.text) == ["/tasks/task-19147"]
    response = client.get("/compare?tasks=999999")
    assert response.status_code == 404
    assert client.get("/compare?occupations=99-9999.00").status_code == 404


def test_without_a_list_the_page_explains_itself(client: FlaskClient) -> None:
    for address in ("/compare", "/compare?tasks=", "/compare?tasks=,"):
        response = client.get(address)
        assert response.status_code == 200
        assert "/compare?tasks=19147,19156,392" in response.text


@pytest.mark.full
def test_a_retired_task_leads_to_what_came_after_it(full_client: FlaskClient) -> None:
    response = full_client.get("/compare?tasks=18,19147")
    assert response.status_code == 200
    assert "is retired: of the releases read, O*NET" in response.text
    way_on = re.search(r'href="([^"]+)">Compare its replacement', response.text)
    assert way_on is not None
    assert full_client.get(way_on[1]).status_code == 200


def test_what_occupations_share_is_what_two_of_them_have() -> None:
    kinds: list[dict[int, set[str]]] = [{1: {"a"}, 2: {"b", "c"}}, {3: {"c"}, 4: set()}, {5: {"b"}}]
    assert shared_kinds(kinds) == {"b", "c"}
    assert shared_kinds([{1: {"a"}, 2: {"a"}}, {}]) == set()


def test_who_is_more_exposed_is_said_where_it_is_known(sample: Encyclopedia) -> None:
    """The sample has no means of occupations."""
    art, recreation = (sample.occupation(code) for code in ("29-1129.01", "29-1125.00"))
    entries = [
        replace(entry, exposure_gpt4=replace(entry.exposure_gpt4, means=ExposureMeans(0, beta, 1)))
        for entry, beta in ((art, 0.3), (recreation, 0.5))
    ]
    first, second = summary_of(entries, {"Plan things.", "Do more."})
    assert first == (
        "Most exposed to AI by GPT-4’s labels: Recreational Therapists (0.50 of 1),"
        " then Art Therapists (0.30)."
    )
    assert second == "They share 2 kinds of work: do more; plan things."
    recreation_first = [replace(one, exposure_human=one.exposure_gpt4) for one in entries]
    assert next(summary_of(recreation_first, ())) == first
    art_first = [
        replace(one, exposure_human=other.exposure_gpt4) for one, other in (entries, entries[::-1])
    ]
    same, otherwise, _ = summary_of(art_first, ())
    assert same == first
    assert otherwise == (
        "Human raters see another order: Art Therapists (0.50), "
        "then Recreational Therapists (0.30)."
    )
    equal, _ = summary_of([entries[0], entries[0]], ())
    assert equal == "By GPT-4’s labels all are equally exposed to AI: 0.30 of 1."
