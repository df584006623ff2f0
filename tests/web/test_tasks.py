"""Claims about task pages and their other formats."""

from __future__ import annotations

import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape

from index.encyclopedia import Encyclopedia
from tests.support import unwrapped
from webapp.tasks.answer import task_answer
from webapp.tasks.usage import usage_views
from webapp.text.activity_use import use_view

from .pages import Page

SECTIONS = ("rating", "activities", "exposure", "use", "similar", "others", "sources", "cite")


@pytest.mark.parametrize("task_id", [19156, 19147, 392])
def test_every_section_is_there(client: FlaskClient, task_id: int) -> None:
    page = Page(client.get(f"/tasks/task-{task_id}").text)
    assert set(SECTIONS) <= set(page.ids)


@pytest.mark.full
def test_the_rank_counts_from_the_top(full_client: FlaskClient) -> None:
    text = full_client.get("/tasks/task-19156").text
    assert "<b>24th of 25 tasks</b>" in text
    assert "78% of experts surveyed" in text
    assert "<b>The two raters disagree</b>" in text


def test_the_answer_comes_first_and_nothing_is_drawn_twice(client: FlaskClient) -> None:
    for address in ("/tasks/task-19147", "/tasks/task-392", "/occupations/29-1129.01"):
        html = client.get(address).text
        assert html.index('class="answer"') < html.index("<article>")
        pictures = re.findall(r'<svg class="picture.*?</svg>', html, re.DOTALL)
        drawn = [
            re.sub(r'(id|aria-labelledby)="[^"]*"|<title.*?</title>', "", one) for one in pictures
        ]
        assert len(set(drawn)) == len(drawn), address


def test_ties_are_said(client: FlaskClient) -> None:
    text = client.get("/tasks/task-19147").text
    assert "<b>4th of 15 tasks</b> <span>by importance, tied with 3 others." in text
    assert "97% of those surveyed" in text


def test_a_task_without_importance_has_no_rank(client: FlaskClient) -> None:
    text = unwrapped(client.get("/tasks/task-19156").text)
    assert "<b>Not ranked</b> <span>Its importance is not published. 78% of those surveyed" in text


def test_a_pattern_says_who_does_the_work(client: FlaskClient) -> None:
    html = unwrapped(client.get("/tasks/task-19147").text)
    table = html.partition('id="patterns"')[2].partition("</table>")[0]
    said = dict(re.findall(r'</svg> ([^<]+) <span class="n">\(([^)]+)\)</span>', table))
    assert said
    for pattern, side in said.items():
        is_together = pattern in ("Task iteration", "Learning", "Validation")
        assert side == ("person and AI together" if is_together else "handed to AI")


def test_interaction_patterns_add_up_to_100_with_what_is_not_published(client: FlaskClient) -> None:
    text = client.get("/tasks/task-19147").text
    assert "60.0%" in text
    assert "40.0%" in text
    assert "Not published" in text
    assert ">100%<" in text
    assert "At least 60% of the conversations. How the rest divides is not published." in text


def test_a_rating_names_those_who_gave_it(small_client: FlaskClient) -> None:
    workers = unwrapped(small_client.get("/tasks/task-1").text)
    assert "How workers rate it</h2>" in workers
    assert "97% of workers surveyed say it is part of the job." in workers
    assert "32 people responded" in workers
    experts = unwrapped(small_client.get("/tasks/task-3").text)
    assert "How occupational experts rate it</h2>" in experts
    assert ". O*NET asked experts on the occupation here, not people who do the job." in experts
    body = small_client.get("/tasks/task-3.json").get_json()
    assert body["rating"]["rated_by"] == "experts"
    found = small_client.get("/api/v1/search?rated_by=experts").get_json()
    assert [hit["task_id"] for hit in found["tasks"]["hits"]] == [3, 4]
    assert found["facets"]["rated_by"] == {
        **{"incumbents": 2, "experts": 2, "analysts": 0, "unknown": 0, "unrated": 0}
    }
    text = small_client.get("/occupations/29-1125.00.csv").text
    assert ",experts,value," in text


def test_a_percentage_of_conversations_has_its_count_and_its_interval(
    small_client: FlaskClient,
) -> None:
    text = unwrapped(small_client.get("/tasks/task-2").text)
    assert "The sample has 40 conversations of the kind." in text
    assert "The 95% interval of its share is 0.18% to 0.34%." in text
    assert '60.0% <span class="count">24 of 40</span>' in text
    assert "45% to 74%" in text
    assert "<b>work 63%</b> (25 of 40, 95% interval 48% to 76%; coursework" in text
    used = small_client.get("/tasks/task-2.json").get_json()["usage"][0]
    assert used["conversations"] == used["conversation_count"] == 40
    assert [round(end) for end in used["patterns_ci"]["directive"]] == [45, 74]
    assert used["patterns_ci"]["learning"] is None
    assert used["task_success_percent_ci"] is None


def test_automation_labels_that_differ_stand_beside_each_other(small_client: FlaskClient) -> None:
    text = unwrapped(small_client.get("/tasks/task-1").text)
    assert "automation label is <b>T1, second-lowest of five levels</b>" in text
    assert "Asked again, GPT-4 chose <b>T3, second-highest of five levels</b>" in text
    assert "The human raters’ label is <b>T1, second-lowest of five levels</b>" in text
    other = unwrapped(small_client.get("/tasks/task-2").text)
    assert (
        "Human raters gave automation labels to only 100 tasks; this is not one of them." in other
    )
    exposure = small_client.get("/tasks/task-2.json").get_json()["exposure"]
    assert (exposure["automation_second"], exposure["automation_human"]) == ("T3", None)


def test_figures_of_the_kind_of_work_are_named_as_the_activity_s(small_client: FlaskClient) -> None:
    text = unwrapped(small_client.get("/tasks/task-2").text)
    section = text.partition('id="kind-of-work"')[2].partition("</section>")[0]
    assert "These figures cover all tasks of the activity together" in section
    assert "/activities/4.A.1.a.1.a#use" in section
    assert "Bing Copilot: <b>0.43%</b> of the conversations in the United States" in section
    assert "ChatGPT: <b>0.12%</b> of the work-related messages" in section
    assert "Claude: <b>0.40%</b>" in section
    (kind,) = small_client.get("/tasks/task-2.json").get_json()["kinds_of_work"]
    assert kind["id"] == "4.A.1.a.1.a"
    assert kind["chatgpt"] == {"month": "2026-06", "share_percent": pytest.approx(0.121)}


def test_a_task_without_use_of_its_own_says_what_is_known_of_its_activity(
    small_app: Flask,
) -> None:
    encyclopedia = small_app.extensions["taskdex-release"].encyclopedia()
    entry = encyclopedia.task(2)
    kinds = tuple(map(use_view, entry.kinds_of_work))
    answer = task_answer(entry, (), ["2026-01-15"], kinds)
    assert answer.sentences[1].text.endswith("the wider activity that it is part of.")
    own, kind, _ = answer.verdicts
    assert own.short.text == "Not observed"
    assert kind.question == "What is known of the wider activity?"
    assert kind.short.text == "People use ChatGPT, Bing Copilot and Claude"
    assert kind.detail.text == (
        "“Study art” is 0.12% of work-related ChatGPT messages, "
        "0.43% of Bing Copilot conversations and 0.40% of Claude conversations. "
        "That covers all its tasks; the share of this one is not known."
    )
    # Where the activity has none either, or the task has its own, nothing is added.
    assert len(task_answer(entry, (), ["2026-01-15"], ()).verdicts) == 2
    views = usage_views(encyclopedia, entry.usage)
    told = task_answer(entry, views, ["2026-01-15"], kinds).texts()
    assert "What is known of the wider activity?" not in told


def test_use_through_the_api_stands_apart(small_client: FlaskClient) -> None:
    text = unwrapped(small_client.get("/tasks/task-2").text)
    assert "Through the API: software, not people" in text
    assert "<b>0.50%</b> of the use of Claude through the API" in text
    assert "directive <b>97.0%</b>" in text
    body = small_client.get("/tasks/task-2.json").get_json()
    assert [one["share_percent"] for one in body["usage"]] == [0.25]
    assert [one["share_percent"] for one in body["api_usage"]] == [0.5]
    assert small_client.get("/tasks/task-3.json").get_json()["api_usage"] == []


def test_a_share_that_was_rounded_to_zero_is_an_upper_bound(small_client: FlaskClient) -> None:
    text = unwrapped(small_client.get("/tasks/task-1").text)
    assert "<b>Yes, with Claude</b> <span>Under 0.005% of Claude conversations." in text
    assert ">0%<" not in text
    assert "Do not compare 2026-06-26 with the releases before it" in text
    newest = small_client.get("/tasks/task-1.json").json["usage"][-1]  # type: ignore[index]
    assert (newest["share_percent"], newest["share_percent_at_most"]) == (None, 0.005)
    assert "second product" in newest["new_population"]
    rows = small_client.get("/occupations/29-1129.01.csv").text.splitlines()
    assert ",,under 0.005%,2026-06-26," in rows[1]


def test_further_measures_name_their_release(client: FlaskClient) -> None:
    text = client.get("/tasks/task-19147").text
    assert "<b>work 63%</b> (coursework and personal not published)" in text
    assert "in 67% of conversations" in text
    assert "A person could have done it without AI" in text


def test_title_and_citations_have_no_doubled_full_stop(client: FlaskClient) -> None:
    for suffix in ("", ".bib", ".ris", ".csl.json"):
        text = client.get(f"/tasks/task-19156{suffix}").text
        assert "clients.." not in text
        assert "clients.”." not in text
    text = client.get("/tasks/task-19156").text
    assert (
        "<title>Coordinate art showcases to display artwork produced by clients – Taskdex" in text
    )


def test_both_raters_are_shown_and_their_disagreement_is_said(client: FlaskClient) -> None:
    text = client.get("/tasks/task-19156").text
    if "not labelled" not in text:
        assert "<dt>GPT-4</dt>" in text
        assert "<dt>Human raters</dt>" in text


def test_not_observed_is_not_zero(client: FlaskClient) -> None:
    text = client.get("/tasks/task-19156").text
    assert "not observed" in text
    assert "not the same as zero" in text


@pytest.mark.parametrize(
    "address",
    [
        "/tasks/19156",
        "/tasks/task-19156/",
        "/tasks/TASK-19156",
        "/Tasks/task-19156",
        "/tasks/task-019156",
        "/tasks/0019156",
        "/tasks/TASK-19156/",
    ],
)
def test_other_spellings_lead_to_the_canonical_address(client: FlaskClient, address: str) -> None:
    for _ in range(2):  # a final slash and capitals may take a step each
        response = client.get(address)
        assert response.status_code == 308
        address = response.headers["Location"]
        if address == "/tasks/task-19156":
            break
    assert address == "/tasks/task-19156"


@pytest.mark.parametrize(
    "name",
    [
        "task-٣٩٢",
        "task-",
        "task-" + "9" * 4000,
        "..%2f..%2fetc",
        "%2e%2e",
        "19156x",
        "task-1.5",
        "-1",
    ],
)
def test_what_cannot_be_a_task_is_not_found(client: FlaskClient, name: str) -> None:
    response = client.get(f"/tasks/{name}")
    assert response.status_code == 404
    assert 'role="search"' in response.text


def test_json_has_the_promised_shape(client: FlaskClient) -> None:
    response = client.get("/tasks/task-19156.json")
    assert response.mimetype == "application/json"
    body = response.get_json()
    assert body["task_id"] == 19156
    assert body["task"] == "Coordinate art showcases to display artwork produced by clients."
    assert body["url"] == "http://localhost/tasks/task-19156"
    assert body["occupation"]["code"] == "29-1129.01"
    assert body["rating"]["relevance_percent"] == 78.0
    assert body["rating"]["rank"] is None
    assert body["exposure"]["gpt4"] == "E2"
    assert set(body["rating"]) >= {
        *(
            "importance",
            "importance_ci",
            "relevance_percent",
            "relevance_ci",
            "rank",
            "rated_tasks",
        ),
        *("tied_with", "respondents", "low_precision", "date"),
    }
    assert set(body) >= {"type", "activities", "exposure", "usage", "sources", "release"}
    assert body == client.get("/api/v1/tasks/19156").get_json()


def test_usage_names_every_pattern_and_null_is_not_zero(client: FlaskClient) -> None:
    usage = client.get("/tasks/task-19147.json").get_json()["usage"]
    for release in usage:
        assert set(release["patterns"]) == {
            *("directive", "feedback_loop", "task_iteration", "learning", "validation"),
            *("none", "not_classified"),
        }
        assert set(release["use_case"]) == {"work", "coursework", "personal"}


def test_citation_formats(client: FlaskClient) -> None:
    bib = client.get("/tasks/task-19156.bib")
    assert bib.mimetype == "application/x-bibtex"
    assert bib.text.startswith("@misc{taskdex-task-19156,")
    assert "author = {{Taskdex}}" in bib.text
    assert "O*NET" in bib.text
    ris = client.get("/tasks/task-19156.ris")
    assert ris.text.startswith("TY  - ENCYC\r\n")
    assert ris.text.endswith("ER  - \r\n")
    (csl,) = json.loads(client.get("/tasks/task-19156.csl.json").text)
    assert csl["type"] == "entry-encyclopedia"
    assert csl["title"] == "Coordinate art showcases to display artwork produced by clients"
    assert csl["author"] == [{"literal": "Taskdex"}]


def test_an_unknown_task_is_not_found_in_the_form_asked_for(client: FlaskClient) -> None:
    assert client.get("/tasks/task-999999").mimetype == "text/html"
    response = client.get("/tasks/task-999999.json")
    assert (response.status_code, response.mimetype) == (404, "application/problem+json")


@pytest.mark.full
def test_a_retired_task_says_what_it_was_and_what_came_after(
    full_client: FlaskClient, full: Encyclopedia
) -> None:
    live = set(full.task_ids())
    gone = [one for n in range(1, 20000) if n not in live and (one := full.retired_task(n))]
    assert gone
    for task in (gone[0], next(one for one in gone if one.successor_id is not None)):
        response = full_client.get(f"/tasks/task-{task.task_id}")
        assert response.status_code == 410
        assert str(escape(task.text.rstrip().removesuffix("."))) in response.text
        assert f"O*NET {task.last_release} is the last that has it" in unwrapped(response.text)
        if task.successor_id is not None:
            assert f"/tasks/task-{task.successor_id}" in response.text


def test_below_a_prefix_every_address_has_it_once(client: FlaskClient) -> None:
    html = client.get("/tasks/task-392", base_url="http://localhost/dex").text
    canonical = next(
        link["href"] for link in Page(html).all("link") if link.get("rel") == "canonical"
    )
    assert canonical == "http://localhost/dex/tasks/task-392"
    assert "/dex/dex" not in html
    for address in ("/tasks/392", "/TASKS/task-392", "/tasks/task-392/"):
        moved = client.get(address, base_url="http://localhost/dex")
        assert (moved.status_code, moved.location) == (308, "/dex/tasks/task-392"), address


@pytest.mark.full
def test_patterns_that_add_up_leave_nothing_unpublished(full_client: FlaskClient) -> None:
    # Of 42.9, 0.0, 57.1, 0.0 and 0.0 percent in the release of 2025-03-27 nothing is left.
    html = full_client.get("/tasks/task-12977").text
    row = html.split("2025-03-27</a></th>")[1].split("</tr>")[0]
    assert "57.1%" in row
    assert "not published" not in row
