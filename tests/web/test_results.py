"""Claims about why results are there, and about what is said where there are none."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.encyclopedia import Encyclopedia
from index.engines.protocol import Hits, Results, SameStatement
from index.query import FILTERS, Correction, Query, parse
from index.records.entries import Software, SoftwareHits
from webapp.search.remarks import corrected_text
from webapp.search.task_lines import SORTED_BY, SortedBy
from webapp.search.ways_out import simpler

from .pages import Page
from .test_search import TYPING

Change = Callable[[Results], Results]


def answer_with(monkeypatch: pytest.MonkeyPatch, change: Change) -> list[Query]:
    """Every answer is changed on its way from the engine; returns what is asked, as it is."""
    asked: list[Query] = []
    original = Encyclopedia.answer

    def answer(self: Encyclopedia, query: Query) -> Results:
        asked.append(query)
        return change(original(self, query))

    monkeypatch.setattr(Encyclopedia, "answer", answer)
    return asked


def corrected(results: Results) -> Results:
    if results.query.verbatim:
        return results
    return replace(results, corrections=(Correction("leasure", "leisure"),))


def words(html: str) -> str:
    """What a reader sees of the results."""
    html = html[html.index('id="results"') :].partition("<footer")[0]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", html)))


def links(html: str) -> dict[str, str]:
    """Address → text of each link."""
    found = re.findall(r'<a [^>]*?href="([^"]+)"[^>]*>(.*?)</a>', html, re.DOTALL)
    return {unescape(path): re.sub(r"<[^>]+>", "", text).strip() for path, text in found}


def test_what_is_left_out_and_filters_are_not_said_to_be_corrected() -> None:
    def text(typed: str) -> str:
        query = parse(typed)
        return corrected_text(Results(query, corrections=(Correction("nrse", "nurse"),)))

    assert text("nrse -nrse") == "nurse -nrse"
    assert text('Nrse "nrse" exposure:nrse x-nrse') == 'nurse "nrse" exposure:nrse x-nurse'


def test_a_correction_is_said_with_a_way_to_what_was_typed(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_with(monkeypatch, corrected)
    for address in ("/search?q=Leasure+games", "/_/search?q=Leasure+games"):
        html = client.get(address, headers=TYPING).text
        assert "Showing results for leisure games. Search instead for Leasure games." in words(html)
        assert "/search?q=Leasure%20games&verbatim=1" in links(html)
    html = client.get("/search?q=Leasure+games&verbatim=1").text
    assert "Searched exactly as typed" in words(html)
    assert "Showing results for" not in words(html)
    assert "/search?q=Leasure%20games" in links(html)


def test_typing_on_takes_corrections_up_again(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer_with(monkeypatch, corrected)
    client.get("/_/search?q=leasuree&verbatim=1", headers=TYPING)
    assert asked[-1].verbatim is False


def test_what_was_meant_is_offered_where_the_typed_words_find_nothing(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change(results: Results) -> Results:
        if results.query.verbatim:
            return Results(results.query)
        return replace(corrected(results), tasks=Hits(7))

    answer_with(monkeypatch, change)
    html = client.get("/search?q=leasure&verbatim=1").text
    assert "Did you mean leisure? 7 tasks" in words(html)


def test_words_that_a_task_lacks_stand_beside_it(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change(results: Results) -> Results:
        first, *rest = results.tasks.hits
        first = replace(first, missing=("<b>", "nurses"))
        return replace(results, tasks=replace(results.tasks, hits=(first, *rest)))

    answer_with(monkeypatch, change)
    html = client.get("/search?q=leisure").text
    assert html.count("missing: &lt;b&gt;, nurses") == 1
    found = client.get("/api/v1/search?q=leisure").get_json()["tasks"]["hits"]
    assert found[0]["missing"] == ["<b>", "nurses"]


def test_a_statement_of_several_occupations_has_one_line_that_names_them(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line unfolds without a script, on the page, in the fragment and in the frame."""

    def change(results: Results) -> Results:
        first, second, *rest = results.tasks.hits
        other = SameStatement(second.task_id, second.occupation_code, "Fun & Games")
        own = SameStatement(first.task_id, first.occupation_code, "Art")
        first = replace(first, same=(other,))
        second = replace(second, same=(own,), repeats=first.task_id)
        hits = (first, *rest, second)
        return replace(results, tasks=replace(results.tasks, hits=hits))

    before = client.get("/api/v1/search?q=leisure").get_json()["tasks"]
    answer_with(monkeypatch, change)
    found = client.get("/api/v1/search?q=leisure").get_json()["tasks"]
    assert found["total"] == before["total"]
    first, last = found["hits"][0], found["hits"][-1]
    assert (first["repeats"], last["repeats"]) == (None, first["task_id"])
    (same,) = first["same_statement"]
    assert same["task_id"] == last["task_id"]
    assert (same["url"], same["occupation"]["title"]) == (last["url"], "Fun & Games")
    for address in ("/search?q=leisure", "/_/search?q=leisure", "/embed/v1/search?q=leisure"):
        html = client.get(address).text
        assert html.count("<summary>The same statement in 1 more occupation</summary>") == 1
        assert "Fun &amp; Games</a>" in html
        lines = html.count('class="statement"')
        assert lines == html.count('data-hit href="/tasks/')
        assert html.count(f'/tasks/task-{last["task_id"]}"') == 1, address


def test_a_filter_to_drop_is_named_with_what_that_gives(client: FlaskClient) -> None:
    html = client.get("/search?q=showcases&exposure=E1").text
    total = client.get("/api/v1/search?q=showcases").get_json()["tasks"]["total"]
    assert total > 0
    assert f"Without the filter on AI exposure, GPT-4’s label {total} task" in words(html)
    assert "/search?q=showcases" in links(html)


def test_each_way_out_gives_what_it_says(client: FlaskClient) -> None:
    for address in (
        "/search?q=showcases&exposure=E1&type=supplemental",
        "/search?q=showcases&exposure=E1&type=core",
        "/search?q=showcases+exposure:E1+type:core",
        "/search?q=showcases&occupation=29-1125.00",
        "/search?q=leisure+-leisure",
        "/search?q=%22leisure+clients%22",
    ):
        html = client.get(address).text
        ways = re.search(r'<ul class="ways-out">(.*?)</ul>', html, re.DOTALL)
        assert ways is not None, address
        for path, count in re.findall(
            r'href="([^"]+)".*?<span class="n">([0-9,]+) tasks?</span>', ways[1]
        ):
            found = client.get(unescape(path).replace("/search", "/api/v1/search", 1)).get_json()
            assert found["tasks"]["total"] == int(count), (address, path)


def test_looking_for_a_way_out_is_cheap(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer_with(monkeypatch, lambda results: Results(results.query))
    client.get(
        "/search?q=a1+b2+c3+d4+e5+%22f6+g7%22+-h8&occupation=29-1129.01&type=core&verbatim=1"
    )
    assert 1 < len(asked) <= 4


def test_no_tasks_is_said_above_the_occupations_that_there_are(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_with(monkeypatch, lambda results: replace(results, tasks=Hits()))
    html = client.get("/search?q=art+therapist").text
    assert "No tasks" in words(html)
    assert words(html).index("No task has") < words(html).index("Art Therapists")


@pytest.mark.parametrize(
    ("text", "first"),
    [("care -home", "care"), ('"care plan" write', "care plan write"), ("a b", "b")],
)
def test_simpler_texts_ask_for_less(text: str, first: str) -> None:
    assert next(simpler(parse(text))) == first


def test_a_word_alone_cannot_be_simpler() -> None:
    assert list(simpler(parse("care"))) == []


def test_short_filters_show_every_value_and_none_that_gives_nothing_can_be_chosen(
    client: FlaskClient,
) -> None:
    facets = client.get("/api/v1/search?q=showcases").get_json()["facets"]
    boxes = {
        (box["name"], box["value"]): box
        for box in Page(client.get("/search?q=showcases").text).all("input")
        if box.get("type") == "checkbox"
    }
    for value in FILTERS["exposure"]:
        assert ("disabled" in boxes["exposure", value]) is (not facets["exposure"][value])


def test_counts_of_a_chosen_filter_stay_reachable(client: FlaskClient) -> None:
    page = Page(client.get("/search?q=showcases&exposure=E1").text)
    box = next(one for one in page.all("input") if one.get("id") == "filter-exposure-E1")
    assert "checked" in box
    assert "disabled" not in box


def test_an_occupation_that_is_chosen_has_its_title(client: FlaskClient) -> None:
    html = client.get("/search?occupation=29-1129.01").text
    assert "Occupation: Art Therapists" in words(html)
    assert "Occupation: 99-9999.00" in words(client.get("/search?occupation=99-9999").text)


def test_a_code_that_was_typed_alone_is_taken_away_from_the_box(client: FlaskClient) -> None:
    found = links(client.get("/search?q=clients+29-1129.01").text)
    assert "/search?q=clients%20" in found
    assert "Occupation: Art Therapists" in found["/search?q=clients%20"]


def test_what_no_control_shows_goes_with_the_form(client: FlaskClient) -> None:
    html = client.get("/search?q=art&occupation=29-1129.01&size=5&verbatim=1&kind=task").text
    hidden = {
        one["name"]: one["value"] for one in Page(html).all("input") if one.get("type") == "hidden"
    }
    assert hidden == {"occupation": "29-1129.01", "size": "5", "verbatim": "1", "kind": "task"}


def test_marks_of_the_api_are_the_only_markup(client: FlaskClient) -> None:
    for hit in client.get("/api/v1/search?q=client").get_json()["tasks"]["hits"]:
        plain = re.sub(r"</?mark>", "", hit["marked"])
        assert "<" not in plain
        assert unescape(plain) == hit["task"]


@pytest.mark.parametrize(
    ("address", "parameter"),
    [
        ("/api/v1/search?q=art&exposure=E9", "exposure"),
        ("/api/v1/search?q=art&occupation=nurse", "occupation"),
        ("/api/v1/search?q=art&page=1&page=2", "page"),
        ("/api/v1/search?q=art&size=101", "size"),
        ("/api/v1/search?q=art&sort=newest", "sort"),
        ("/api/v1/search?q=art&kind=job", "kind"),
        ("/api/v1/search?q=art&verbatim=maybe", "verbatim"),
        ("/api/v1/search?q=art&q=music", "q"),
    ],
)
def test_a_parameter_that_cannot_be_is_named(
    client: FlaskClient, address: str, parameter: str
) -> None:
    response = client.get(address)
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")
    assert response.get_json()["parameter"] == parameter


def test_partial_answers_are_said_and_not_kept(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_with(monkeypatch, lambda results: replace(results, partial=True))
    for address in ("/search?q=partial", "/_/search?q=partial"):
        response = client.get(address)
        assert "ran out of time" in response.text
        assert "ETag" not in response.headers
    response = client.get("/api/v1/search?q=partial")
    assert response.get_json()["partial"] is True
    assert "ETag" not in response.headers
    for address in ("/suggest?q=partial", "/api/v1/suggest?q=partial"):
        response = client.get(address)
        assert response.headers["Cache-Control"] == "no-store"
        assert "ETag" not in response.headers


# --- the card of an occupation that was named -------------------------------------------------


def test_an_occupation_that_is_named_stands_first_with_its_figures(client: FlaskClient) -> None:
    for address in ("/search?q=art+therapist", "/_/search?q=art+therapists"):
        html = client.get(address, headers=TYPING).text
        text = words(html)
        card = text[text.index("Art Therapists") : text.index("All 16 tasks")]
        assert "could halve the time of 1 of 2 tasks, by GPT-4’s estimate." in card
        assert "1 with tools 1 none 14 not labelled" in card
        assert "Conversations with Claude were seen on 1 of its 16 tasks." in card
        assert "Most important tasks" in card
        first = re.findall(r'data-hit href="([^"]+)"', html)
        assert first[0] == "/occupations/29-1129.01"
        assert first.count("/occupations/29-1129.01") == 2, "title and all tasks; not in the list"
        assert all(path.startswith("/tasks/") for path in first[1:4])


@pytest.mark.parametrize(
    "more", ["&exposure=E2", "&size=1&page=2", "&sort=importance", "&kind=activity", "&verbatim=1"]
)
def test_no_card_stands_above_what_was_chosen(client: FlaskClient, more: str) -> None:
    assert 'class="job"' not in client.get(f"/search?q=art+therapists{more}").text


def test_no_card_stands_above_what_names_nobody(client: FlaskClient) -> None:
    for query in ("therapy", "art", "plan treatment", ""):
        assert 'class="job"' not in client.get(f"/search?q={query}").text, query


def test_the_embedded_search_has_the_card_too(client: FlaskClient) -> None:
    html = client.get("/embed/v1/search?q=art+therapist").text
    card = html[html.index('class="job"') : html.index("</section>")]
    found = re.findall(r'<a [^>]*href="([^"]+)"([^>]*)>', card)
    assert found[0][0] == "/occupations/29-1129.01"
    assert all('target="_blank"' in rest for _, rest in found)
    restricted = client.get("/embed/v1/search?q=art+therapist&occupation=29-1125.00").text
    assert 'class="job"' not in restricted


def test_json_names_the_occupation_whose_title_was_typed(client: FlaskClient) -> None:
    found = {
        query: client.get(f"/api/v1/search?q={query}").get_json()["named"]
        for query in ("art+therapist", "recreational+therapists", "therapy")
    }
    assert list(found.values()) == ["29-1129.01", "29-1125.00", None]


# --- several occupations ------------------------------------------------------------------------

BOTH = "/compare?occupations=29-1129.01,29-1125.00"


@pytest.mark.parametrize(
    "query",
    [
        "art therapist vs recreational therapist",
        "compare art therapists with recreational therapists",
        "difference between an art therapist and a recreational therapist",
    ],
)
def test_a_comparison_that_is_asked_for_stands_above_the_results(
    client: FlaskClient, query: str
) -> None:
    for address in ("/search", "/_/search", "/embed/v1/search"):
        html = client.get(address, query_string={"q": query}).text
        card = html[html.index('class="job"') : html.index("</section>", html.index('class="job"'))]
        assert next(iter(links(card))) == BOTH
        assert "/occupations/29-1129.01" in card
        assert "/occupations/29-1125.00" in card
        assert "Few tasks contain" not in html


@pytest.mark.parametrize("query", ["compare art with recreation", "art therapist vs xylophone"])
def test_words_that_are_no_titles_are_not_compared(client: FlaskClient, query: str) -> None:
    assert "/compare?" not in client.get("/_/search", query_string={"q": query}).text


def test_occupations_that_share_a_title_are_offered_with_their_figures(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As "data analyst", which no two occupations of the sample are."""

    def change(results: Results) -> Results:
        return replace(results, named=None, may_name=("29-1129.01", "29-1125.00"))

    answer_with(monkeypatch, change)
    html = client.get("/search?q=therapist").text
    assert "Which occupation do you mean?" in words(html)
    found = re.findall(r'<li><a data-hit href="(/occupations/[^"]+)"', html)
    assert found[:2] == ["/occupations/29-1129.01", "/occupations/29-1125.00"]
    assert len(found) == len(set(found)), "none stands there twice"
    said = r"AI could speed up \d+ of \d+ tasks?, by GPT-4’s labels"
    assert len(re.findall(said, words(html))) == 2
    assert "Which occupation" not in client.get("/search?q=therapist&exposure=E2").text


def test_a_question_about_ai_gets_the_card_and_names_its_order(client: FlaskClient) -> None:
    html = client.get("/search?q=will+AI+replace+art+therapists").text
    assert '<h3 id="card-title"><a data-hit href="/occupations/29-1129.01">' in html
    sort = html[html.index('<select name="sort"') :].partition("</select>")[0]
    options = re.findall(r'<option value="(\w+)"( selected)?>([^<]+)', sort)
    assert [(value, label) for value, chosen, label in options if chosen] == [
        ("best", "AI exposure")
    ]
    assert [label for _, _, label in options].count("AI exposure") == 1
    plain = client.get("/search?q=art+therapists").text
    assert '<option value="best" selected>best match' in plain


def test_tasks_found_by_software_alone_are_said_to_be(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    product = Software("sage", "Sage 50 Accounting", "Accounting software", False, 3, 1)

    def change(results: Results) -> Results:
        return replace(results, software=SoftwareHits(1, (product,), True))

    answer_with(monkeypatch, change)
    said = "It is software: these are tasks of occupations that use it."
    told = client.get("/search?q=sage+art").text
    assert f"No task below names “sage”. {said}" in words(told)
    assert said not in words(client.get("/search?q=art").text)


# --- what an order sorts by -------------------------------------------------------------------


def test_lines_show_what_they_are_sorted_by(client: FlaskClient, sample_home: Path) -> None:
    use = client.get("/search?q=art&sort=use").text
    assert use.count("share of use not published") == 1  # one task was observed, without a share
    with Encyclopedia.open(sample_home) as encyclopedia:
        (observed,) = encyclopedia.task_summaries([19147])
    for share, said in ((0.0043, "0.0043%"), (0.0, "0%")):
        shown = SORTED_BY["use"](replace(observed, latest_share_percent=share))
        assert shown == SortedBy(said, "of Claude conversations")
    relevance = client.get("/search?q=client&sort=relevance").text
    percents = [
        int(one) for one in re.findall(r"<b>(\d+)%</b> say it is part of their job", relevance)
    ]
    assert percents
    assert percents == sorted(percents, reverse=True)
    for order in ("best", "importance", "exposure", "occupation"):
        html = client.get(f"/search?q=client&sort={order}").text
        assert "part of their job" not in html
        assert "of Claude conversations" not in html


def test_a_question_of_two_clauses_is_about_its_occupation(client: FlaskClient) -> None:
    typed = "which parts of an art therapist's job could AI speed up, and do people use it?"
    html = client.get("/_/search", query_string={"q": typed}).text
    assert "Read as a question about AI: tasks of Art Therapists" in html


@pytest.mark.parametrize("address", ["/_/search", "/embed/v1/search"])
def test_only_words_that_a_statement_shown_lacks_are_said_to_be_lacking(
    client: FlaskClient, address: str
) -> None:
    typed = "art therapy session zebra"
    asked = {"q": typed, "size": "1"}
    found = client.get("/api/v1/search", query_string=asked).get_json()
    lacked = {word for hit in found["tasks"]["hits"] for word in hit["missing"]}
    html = client.get(address, query_string=asked).text
    note = html[html.index("Few tasks contain") :].split("</p>")[0]
    assert lacked < set(found["dropped"])
    assert {word for word in typed.split() if f"“{word}”" in note} == lacked


@pytest.mark.parametrize("path", ["/search?q=", "/compare?add=", "/embed?occupation="])
def test_of_a_long_text_sentences_repeat_the_beginning(client: FlaskClient, path: str) -> None:
    text = "xq" * 90
    html = client.get(path + text).text
    sentences = re.findall(r"<p[^>]*>[^<]*xq.*?</p>", html, re.DOTALL)
    assert sentences
    assert all(len(one) < 300 and "xq…”" in one for one in sentences)


@pytest.mark.full
def test_a_card_says_how_exposed_the_occupation_is_among_all(full_client: FlaskClient) -> None:
    said = words(full_client.get("/search?q=paralegal").text)
    assert "The job is more exposed than 80% of 923 occupations." in said
