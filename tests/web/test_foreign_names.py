"""What pages, JSON and files say of names of ESCO, and how a search is read as one."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from index.records.joined import ForeignTitle
from tests.support import ART, FUN, unwrapped
from webapp.occupations.names import by_language

from .pages import Page
from .test_search import TYPING


def told(html: str) -> str:
    """What a reader sees of the messages above the results."""
    found = re.findall(r'<p class="message">(.*?)</p>', html, re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", " ".join(found))).split())


def test_the_language_is_said_above_the_results_with_a_way_back(small_client: FlaskClient) -> None:
    for address in ("/search?q=kunsttherapeutin", "/_/search?q=kunsttherapeutin"):
        html = small_client.get(address, headers=TYPING).text
        assert told(html) == (
            "Kunsttherapeutin, in German: Art Therapists. Search instead in English for"
            " kunsttherapeutin."
        )
        assert re.search(r'<span\s+lang="de">Kunsttherapeutin</span>', html)
        links = {link["href"] for link in Page(html).all("a")}
        assert f"/occupations/{ART}" in links
        assert "/search?q=kunsttherapeutin&verbatim=1" in links


def test_a_name_in_british_english_is_said_to_be_escos(small_client: FlaskClient) -> None:
    for address in ("/search?q=healing+arts+facilitator", "/_/search?q=healing+arts+facil"):
        html = small_client.get(address, headers=TYPING).text
        assert told(html).startswith(
            "Healing arts facilitator, in ESCO’s British English: Art Therapists. Search instead"
            " for healing arts facil"
        )
        assert re.search(r'<span\s+lang="en-GB">Healing arts facilitator</span>', html)
    frame = unwrapped(small_client.get("/embed/v1/search?q=healing+arts+facilitator").text)
    assert (
        '<span lang="en-GB">Healing arts facilitator</span>, in ESCO’s British English: <a' in frame
    )
    exact = small_client.get("/search?q=healing+arts+facilitator&verbatim=1").text
    assert "British English" not in exact


def test_words_of_such_a_name_that_are_replaced_are_told(small_client: FlaskClient) -> None:
    for typed in ("recreatoinal+cheerer", "recreatoinal+chee"):
        html = unwrapped(small_client.get(f"/search?q={typed}").text)
        name = html.index("Recreatoinal cheerer</span>, in ESCO’s British English")
        assert html.index("Other results are for <b>recreational cheerer</b>.") > name
        assert html.count("Search instead") == 1
    frame = unwrapped(small_client.get("/embed/v1/search?q=recreatoinal+cheerer").text)
    assert "Other results are for <b>recreational cheerer</b>." in frame


def test_a_question_about_ai_with_a_name_says_both_and_one_way_back(
    small_client: FlaskClient,
) -> None:
    html = unwrapped(small_client.get("/search?q=will+ai+replace+Kunsttherapeuten").text)
    assert re.search(r'<span lang="de">Kunsttherapeut(in)?</span>, in German: <a', html)
    assert "Read as a question about AI: tasks of Art Therapists" in html
    assert "Search instead" not in html
    assert html.count("Search for these words instead") == 1


def test_searched_in_english_nothing_is_said(small_client: FlaskClient) -> None:
    html = small_client.get("/search?q=kunsttherapeutin&verbatim=1").text
    assert "in German" not in html
    assert "lang=" not in html.partition('id="results"')[2].partition("<footer")[0]


def test_where_nothing_is_found_the_page_says_in_which_languages_names_are_known(
    small_client: FlaskClient, client: FlaskClient
) -> None:
    known = "Names of jobs are known in"
    for address in ("/search?q=zzzzqqqq", "/_/search?q=zzzzqqqq"):
        html = small_client.get(address, headers=TYPING).text
        assert f"{known} English, German and Spanish." in html
    # The sample has no names in other languages.
    assert f"{known} English." in client.get("/search?q=zzzzqqqq").text
    for query in ("animador", ""):
        assert known not in small_client.get(f"/search?q={query}").text


def test_a_frame_says_it_too(small_client: FlaskClient) -> None:
    html = unwrapped(small_client.get("/embed/v1/search?q=animador").text)
    assert '<span lang="es">Animador</span>, in Spanish: <a' in html


def test_a_language_that_was_chosen_is_kept_in_every_address(small_client: FlaskClient) -> None:
    html = small_client.get("/search?q=kunsttherapeutin&hl=DE").text
    links = [link["href"] for link in Page(html).all("a")]
    addresses = [link for link in links if link.startswith("/search?q=")]
    assert addresses
    assert all("hl=de" in address for address in addresses)
    assert re.search(r'<input type="hidden" name="hl" value="de"', html)


def test_a_language_is_part_of_what_is_remembered(small_client: FlaskClient) -> None:
    etags = {
        small_client.get(f"/_/search?q=animador{more}", headers=TYPING).headers["ETag"]
        for more in ("", "&hl=es", "&hl=de")
    }
    assert len(etags) == 3


SPANISH = "es-MX,es;q=0.9,en;q=0.8"


@pytest.mark.parametrize("path", ["/search", "/_/search", "/embed/v1/search", "/_/embed/v1/search"])
def test_letters_that_begin_english_words_too_are_read_in_the_browsers_language(
    small_client: FlaskClient, path: str
) -> None:
    said = '<span lang="es">Arteterapeuta</span>, in Spanish'
    answers = [
        small_client.get(f"{path}?q=art", headers={**TYPING, "Accept-Language": language})
        # Each of them twice: what is remembered for one is not given to another.
        for language in (SPANISH, "en-US,en;q=0.9,es;q=0.8", "ca,es;q=0.7", "en", "fr") * 2
    ]
    assert [said in unwrapped(one.text) for one in answers] == [True, False, True, False, False] * 2
    assert all("Accept-Language" in one.vary for one in answers)
    assert len({one.headers["ETag"] for one in answers}) == 2
    again = {**TYPING, "Accept-Language": "en", "If-None-Match": answers[0].headers["ETag"]}
    assert small_client.get(f"{path}?q=art", headers=again).status_code == 200


def test_no_address_says_the_language_of_a_browser(small_client: FlaskClient) -> None:
    for path in ("/search", "/_/search", "/embed/v1/search"):
        own = {**TYPING, "Accept-Language": SPANISH}
        answer = small_client.get(f"{path}?q=art", headers=own)
        assert "hl=" not in answer.text
        assert "hl" not in "".join(answer.headers.values())
    page = small_client.get("/search?q=art", headers={"Accept-Language": SPANISH}).text
    assert '<link rel="canonical" href="http://localhost/search?q=art">' in page


def test_what_no_language_decides_is_cached_for_all_readers_alike(
    small_client: FlaskClient, client: FlaskClient
) -> None:
    for one, query in ((small_client, "lead games"), (small_client, "art&hl=de"), (client, "art")):
        answers = [
            one.get(f"/search?q={query}", headers={"Accept-Language": language})
            for language in (SPANISH, "de", "en")
        ]
        assert len({answer.data for answer in answers}) == 1
        assert not any("Accept-Language" in answer.vary for answer in answers)


def test_programs_are_answered_by_their_address_alone(small_client: FlaskClient) -> None:
    found = small_client.get("/api/v1/search?q=art", headers={"Accept-Language": SPANISH})
    assert found.get_json()["read_as"] == []
    assert "Accept-Language" not in found.vary


def test_what_is_no_language_is_a_problem(small_client: FlaskClient) -> None:
    assert small_client.get("/search?q=art&hl=spanish").status_code == 400
    problem = small_client.get("/api/v1/search?q=art&hl=e1")
    assert problem.status_code == 400
    assert "hl" in problem.get_json()["detail"]


def test_json_says_what_a_query_was_read_as(small_client: FlaskClient) -> None:
    found = small_client.get("/api/v1/search?q=animadora").get_json()
    (read,) = found["read_as"]
    assert (read["language"], read["name"]) == ("es", "animadora")
    assert read["occupation"]["code"] == FUN == found["occupations"]["hits"][0]["code"]
    assert read["occupation"]["url"].endswith(f"/occupations/{FUN}")
    assert small_client.get("/api/v1/search?q=art").get_json()["read_as"] == []


def test_activities_are_those_of_the_occupation_that_was_named(small_client: FlaskClient) -> None:
    tasks = small_client.get(f"/occupations/{ART}.json").get_json()["tasks"]
    own = {
        activity["dwa"]["id"]
        for task in tasks
        for entry in [small_client.get(f"/tasks/task-{task['task_id']}.json").get_json()]
        for activity in entry["activities"]
    }
    for kind in ("", "&kind=activity"):
        found = small_client.get(f"/api/v1/search?q=kunsttherapeutin{kind}").get_json()
        assert {hit["id"] for hit in found["activities"]["hits"]} == own
        assert found["activities"]["total"] == len(own)
    paged = small_client.get("/api/v1/search?q=kunsttherapeutin&kind=activity&size=1&page=2")
    assert len(paged.get_json()["activities"]["hits"]) == min(1, len(own) - 1)


def test_an_occupation_lists_its_names_by_language(small_client: FlaskClient) -> None:
    html = unwrapped(small_client.get(f"/occupations/{ART}").text)
    assert "<summary>British English (2), German (3), Spanish (1)</summary>" in html
    # "art therapist" is one of O*NET's own titles.
    british = (
        '<dd class="titles-list" lang="en-GB">healing arts facilitator, wellness arts expert</dd>'
    )
    assert british in html
    assert (
        '<dd class="titles-list" lang="de">Kunsttherapeut, Kunsttherapeutin, Maltherapeut' in html
    )
    assert '<dd class="titles-list" lang="es">arteterapeuta</dd>' in html
    assert "This service uses the ESCO classification of the European Commission." in html
    assert "hreflang" not in html
    markdown = small_client.get(f"/occupations/{ART}.md").text
    assert "- German: Kunsttherapeut, Kunsttherapeutin, Maltherapeut" in markdown
    found = small_client.get(f"/occupations/{ART}.json").get_json()
    assert {"esco", "nesta"} <= {source["key"] for source in found["sources"]}
    assert {one["language"] for one in found["foreign_titles"]} == {"de", "en", "es"}
    assert found["foreign_titles"][0] == {
        "language": "de",
        "title": "Kunsttherapeut",
        "preferred": True,
        "concept": "http://data.europa.eu/esco/occupation/art",
        "match": "confidence 2",
        "confidence": 1.0,
    }


def test_names_are_a_file(small_client: FlaskClient) -> None:
    with small_client.get("/data/foreign_titles.csv") as response:
        rows = response.data.decode().splitlines()
    assert rows[0] == "occupation_code,occupation,language,title,preferred,concept,match,confidence"
    assert f"{ART},Art Therapists,es,arteterapeuta,1," in "\n".join(rows)
    assert f"{ART},Art Therapists,en,art therapist,0," in "\n".join(rows)
    assert len(rows) == 1 + 13


def test_the_credit_line_and_the_way_to_the_files_are_on_sources(
    small_client: FlaskClient, client: FlaskClient
) -> None:
    html = unwrapped(small_client.get("/sources").text)
    assert "This service uses the ESCO classification of the European Commission." in html
    assert "asks for an e-mail address" in html
    assert "built without" not in html
    assert "this release was built without it" in unwrapped(client.get("/sources").text)
    assert "built without ESCO" in unwrapped(client.get("/methodology").text)
    assert "built without ESCO" not in unwrapped(small_client.get("/methodology").text)


@pytest.mark.parametrize(
    "path",
    [
        *("/compare?add=art", "/_/compare?add=art"),
        *("/embed?show=card&task=art", "/_/embed/choices?show=card&task=art"),
    ],
)
def test_a_name_typed_to_compare_or_embed_is_read_in_the_language_of_the_browser(
    small_client: FlaskClient, path: str
) -> None:
    answers = [
        small_client.get(path, headers={**TYPING, "Accept-Language": language})
        for language in (SPANISH, "en", SPANISH)
    ]
    own, others, again = (
        [one.headers.get("Location"), *re.findall(' href="([^"]+)"', one.text)] for one in answers
    )
    assert own == again != others
    assert all("Accept-Language" in one.vary for one in answers)


def test_the_code_to_embed_knows_that_a_language_may_decide_a_name(
    small_client: FlaskClient,
) -> None:
    answer = small_client.get("/_/embed?show=card&task=art", headers=TYPING)
    assert "may be one of several" in answer.text
    assert "Accept-Language" in answer.vary


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/compare?add=art+therapists", 302),
        (f"/compare?add={ART}", 302),
        ("/compare?add=lead+games", 200),
        ("/compare?occupations=lead+games", 200),
        ("/_/compare?add=lead+games", 200),
        ("/compare", 200),
        ("/embed?show=card&task=lead+games", 200),
        ("/embed?show=card&task=1", 200),
        ("/embed?task=art", 200),  # which a search does not show
        ("/_/embed?show=card&task=lead+games", 200),
        ("/_/embed/choices?occupation=lead+games", 200),
    ],
)
def test_names_that_no_language_decides_are_cached_for_all_readers_alike(
    small_client: FlaskClient, path: str, status: int
) -> None:
    answers = [
        small_client.get(path, headers={**TYPING, "Accept-Language": language})
        for language in (SPANISH, "de", "en")
    ]
    assert {one.status_code for one in answers} == {status}
    assert len({(one.data, one.headers.get("Location")) for one in answers}) == 1
    assert not any("Accept-Language" in one.vary for one in answers)


def test_english_names_that_onet_has_in_the_plural_are_not_listed() -> None:
    titles = [
        ForeignTitle(ART, "en", title, True, "http://x", "exactMatch", 1.0)
        for title in ("midwife", "shift boss", "press secretary", "court usher")
    ]
    (line,) = by_language(titles, ["Midwives", "Shift Bosses", "Press Secretaries"])
    assert line.names == ("court usher",)
