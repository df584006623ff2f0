"""Above the results stand the rankings by the figures that a query asks for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest
from flask.testing import FlaskClient

from index.encyclopedia import Encyclopedia
from index.facts.rankings import RANKED_OCCUPATION
from index.query import parse
from index.relevance.weights import ASIDE
from tests.support import ART, FUN, unwrapped
from webapp.rankings.ranked import sources_of
from webapp.rankings.wished import figure_of

from .pages import Page
from .test_search import TYPING


def rankings(client: FlaskClient, query: str) -> list[tuple[str, str]]:
    found = client.get("/api/v1/search", query_string={"q": query}).get_json()["rankings"]
    return [(one["title"], one["url"].removeprefix("http://localhost")) for one in found]


@pytest.mark.parametrize(
    ("query", "title", "path"),
    [
        ("highest paid jobs", "Occupations by pay", "/rankings/occupations-by-pay"),
        (
            *("lowest paid jobs", "Occupations by pay, lowest first"),
            "/rankings/occupations-by-pay?reverse=1",
        ),
        (
            *("jobs in demand", "Occupations by openings a year"),
            "/occupations?sort=openings",
        ),
        (
            *("jobs most exposed to ai", "Occupations by AI exposure"),
            "/rankings/occupations-by-exposure",
        ),
    ],
)
def test_a_ranking_is_named_where_it_answers(
    small_client: FlaskClient, query: str, title: str, path: str
) -> None:
    assert rankings(small_client, query) == [(title, path)]
    assert small_client.get(path).status_code == 200
    for address in ("/search", "/_/search"):
        html = small_client.get(address, query_string={"q": query}, headers=TYPING).text
        assert path in {link["href"] for link in Page(html).all("a")}


@pytest.mark.parametrize("path", ["/search", "/_/search", "/embed/v1/search"])
def test_an_occupation_has_the_figure_asked_for_with_its_source(
    small_client: FlaskClient, path: str
) -> None:
    query = {"q": "highest paid jobs"}
    html = unwrapped(small_client.get(path, query_string=query, headers=TYPING).text)
    assert "2 tasks, median annual pay $60,910 (BLS wages, May 2025)" in html


def test_a_figure_that_is_missing_is_said_and_is_not_zero(
    small_home: Path, sample: Encyclopedia
) -> None:
    """Recreational therapists have none; the sample was built without the file."""
    with Encyclopedia.open(small_home) as small:
        asked = small.answer(parse("highest paid jobs"))
        assert figure_of(small, asked, FUN) == "median annual pay not published"
        assert figure_of(small, small.answer(parse("art")), ART) == ""
        assert figure_of(sample, asked, "29-1129.01") == ""


def test_a_figure_of_several_occupations_says_so(small_home: Path) -> None:
    with Encyclopedia.open(small_home) as small:
        asked = small.answer(parse("highest paid jobs"))
        shared = replace(small.figures(ART), pay_occupations=3)
        with patch.object(Encyclopedia, "figures", lambda *_: shared):
            assert figure_of(small, asked, ART) == (
                "median annual pay $60,910 (BLS wages, May 2025; for 3 occupations together)"
            )


def test_every_figure_that_can_be_asked_for_has_a_source(small_home: Path) -> None:
    with Encyclopedia.open(small_home) as small:
        asked = [fact.name for fact in RANKED_OCCUPATION if fact.asked or fact.asked_least]
        assert {"median_annual_pay", "employment", "openings"} <= set(asked)
        assert all(sources_of(small, name) for name in asked)


@pytest.mark.full
def test_job_zones_are_named_with_their_meaning(full_client: FlaskClient) -> None:
    """No occupation of O*NET 30.3 is in job zone 1."""
    assert rankings(full_client, "well paid jobs without a degree") == [
        ("Occupations by pay: job zone 2", "/rankings/occupations-by-pay?zone=2")
    ]
    assert rankings(full_client, "jobs with a bachelor's degree") == [
        ("Occupations by employment: job zone 4", "/occupations?sort=employment&zone=4")
    ]
    html = unwrapped(full_client.get("/search?q=well paid jobs without a degree").text)
    assert "Occupations by pay: job zone 2</a> (some preparation)." in html


@pytest.mark.full
def test_a_job_zone_that_a_release_lacks_is_the_one_that_stands_for_it(
    full_client: FlaskClient,
) -> None:
    assert rankings(full_client, "jobs with no experience") == [
        ("Occupations by employment: job zone 2", "/occupations?sort=employment&zone=2")
    ]


def test_pay_that_is_named_names_the_bands_that_it_can_be_in(small_client: FlaskClient) -> None:
    """Of those in which there is an occupation."""
    assert rankings(small_client, "jobs that pay over $50,000") == [
        (
            "Occupations by pay: pay $60,000 to under $100,000",
            "/rankings/occupations-by-pay?pay=60000-100000",
        )
    ]
    assert rankings(small_client, "six figure jobs") == []  # the sample has none
    found = small_client.get("/api/v1/search?q=jobs+that+pay+over+50k").get_json()
    assert "Jobs with a median annual pay of $50,000 or more." in found["notes"]
    assert [hit["code"] for hit in found["occupations"]["hits"]] == [ART]


@pytest.mark.full
def test_a_question_about_ai_is_answered_of_the_jobs_that_it_asks_for(
    full_client: FlaskClient,
) -> None:
    found = full_client.get("/api/v1/search?q=well+paid+legal+jobs+exposed+to+ai").get_json()
    assert [one["url"].partition("/rankings/")[2] for one in found["rankings"]] == [
        "occupations-by-exposure?group=23",
    ]
    (read_as,) = (note for note in found["notes"] if note.startswith("Read as"))
    assert "the quarter of occupations that is most exposed, by median annual pay" in read_as
    assert {hit["code"][:2] for hit in found["occupations"]["hits"]} == {"23"}
    safe = full_client.get("/api/v1/search?q=jobs+safe+from+ai").text
    assert "-0.0" not in safe  # what least exposed jobs score


@pytest.mark.full
@pytest.mark.parametrize("chosen", ["kind=activity", "exposure=E0", "sort=importance", "used=yes"])
def test_what_was_chosen_goes_before_an_order_of_jobs(
    full_client: FlaskClient, chosen: str
) -> None:
    found = full_client.get(f"/api/v1/search?q=well+paid+jobs+safe+from+ai&{chosen}").get_json()
    assert not any("quarter" in note or "first three" in note for note in found["notes"])


def test_pay_that_is_named_is_said_for_each_kind(small_client: FlaskClient) -> None:
    for kind in ("task", "occupation"):
        found = small_client.get(f"/api/v1/search?q=jobs+over+50k&kind={kind}").get_json()
        assert "Jobs with a median annual pay of $50,000 or more." in found["notes"]


@pytest.mark.parametrize(("typed", "is_wider"), [("over 60500", True), ("over 60k", False)])
def test_a_band_that_is_wider_than_what_is_asked_for_says_so(
    small_client: FlaskClient, typed: str, is_wider: bool
) -> None:
    html = unwrapped(small_client.get(f"/search?q=jobs that pay {typed}").text)
    assert "pay $60,000 to under $100,000</a>" in html
    assert ("</a> (and other pay)." in html) is is_wider


def test_filters_that_are_chosen_hold_for_the_ranking_too(small_client: FlaskClient) -> None:
    def named(filters: str) -> list[str]:
        found = small_client.get(f"/api/v1/search?q=highest+paid+jobs&{filters}").get_json()
        return [one["url"].partition("/rankings/")[2] for one in found["rankings"]]

    (group,) = {code[:2] for code in (ART, FUN)}
    assert named(f"group={group}") == [f"occupations-by-pay?group={group}"]
    assert named("group=23") == []  # none of that group is in the release
    assert named("zone=5") == ["occupations-by-pay?zone=5"]
    assert named("zone=4") == []
    assert named("used=yes") == []  # which no ranking can be restricted to


@pytest.mark.full
def test_every_page_of_tasks_is_of_the_same_first_jobs(full_client: FlaskClient) -> None:
    pages = [
        full_client.get(f"/api/v1/search?q=highest+paid+jobs&kind=task&page={page}").get_json()
        for page in (1, 2, 3)
    ]
    assert len({page["tasks"]["total"] for page in pages}) == 1
    found = {hit["occupation"]["title"] for page in pages for hit in page["tasks"]["hits"]}
    assert 1 < len(found) <= ASIDE


@pytest.mark.full
def test_major_groups_are_named(full_client: FlaskClient) -> None:
    assert rankings(full_client, "highest paid healthcare jobs") == [
        (f"Occupations by pay: {title}", f"/rankings/occupations-by-pay?group={code}")
        for code, title in (
            ("29", "Healthcare Practitioners and Technical"),
            ("31", "Healthcare Support"),
        )
    ]


@pytest.mark.parametrize("query", ["best jobs for introverts", "part time work", "drawing"])
def test_nothing_is_promised_where_no_figure_answers(small_client: FlaskClient, query: str) -> None:
    assert rankings(small_client, query) == []
    assert "Rankings:" not in small_client.get("/search", query_string={"q": query}).text


def test_a_release_without_the_figures_promises_nothing(client: FlaskClient) -> None:
    assert rankings(client, "highest paid jobs") == []
