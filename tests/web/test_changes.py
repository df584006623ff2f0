"""Claims about the pages of changes between releases of O*NET, their JSON and their feed."""

from __future__ import annotations

import html
import re
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pytest
from flask import Flask
from flask.testing import FlaskClient

from index.build import build
from index.records.terms import CHANGE_KINDS
from tests.support import ART, DWA, FUN, unwrapped, write_onet, write_statements
from webapp import create_app
from webapp.changes.page import MANY, SOME
from webapp.config import Config

from .pages import Page

ATOM = "{http://www.w3.org/2005/Atom}"
ROW = re.compile(r'<th scope="row">(?:<a [^>]*>)?([^<]+)(?:</a>)?</th><td class="num">(.*?)</td>')
RETYPED = [(n, FUN, f"Lead game number {n}.") for n in range(100, 100 + MANY + 5)]
ADDRESSES = (
    *("/changes", "/changes/29.1-30.1", "/changes/30.1-30.3", "/changes/emerging"),
    *("/changes/29.1-30.1/reworded", "/changes/30.1-30.3/retyped"),
    *("/changes/30.1-30.3/retyped?page=2", "/changes/29.1-30.1/retired"),
    *("/changes/30.1-30.3/occupation-removed", "/changes/30.1-30.3/occupation-renamed"),
    *("/tasks/task-1", f"/occupations/{ART}"),
)


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An app on a release whose sources hold three releases of O*NET."""
    folder = tmp_path_factory.mktemp("history")
    sources = folder / "sources"
    now = [(1, ART, "Draw <b & c."), (2, ART, "Show art."), (3, FUN, "Sing."), *RETYPED]
    write_onet(
        sources,
        now,
        types={n: "Core" for n, _, _ in RETYPED},
        links=[(1, DWA)],
        revisions=[(ART, "Show art online.", 2), (ART, "Mend art online.", 7)],
        proposals=[(FUN, "Play online.")],
    )
    write_onet(
        sources,
        [*now, (8, "11-1011.00", "Rule.")],
        release="30.1",
        occupations={
            ART: "Art Therapists",
            FUN: "Fun Therapists",
            "11-1011.00": "Chiefs",
        },
    )
    write_statements(
        sources,
        "29.1",
        [
            *((1, ART, "Draw well."), (2, ART, "Show art."), (3, FUN, "Sing."), *RETYPED),
            *((7, ART, "Mend art."), (9, ART, "sing!")),
        ],
        None,
    )
    build(sources, folder / "home", quiet=True)
    app = create_app(Config(home=folder / "home"))
    app.testing = False
    return app


@pytest.fixture
def reader(history: Flask) -> FlaskClient:
    return history.test_client()


def counts(text: str) -> dict[str, str]:
    return {name: re.sub("<[^>]+>", "", value) for name, value in ROW.findall(text)}


# --- the overview --------------------------------------------------------------------------------


def test_the_overview_counts_every_kind_of_change_newest_step_first(reader: FlaskClient) -> None:
    text = reader.get("/changes").text
    newest, oldest = text.split('<section aria-labelledby="step-')[1:3]
    assert "O*NET 30.1 to 30.3" in newest
    assert counts(newest) == {
        "Tasks added": "0",
        "Tasks reworded": "0",
        "Tasks of another type": str(len(RETYPED)),
        "Tasks moved": "0",
        "Tasks retired": "1",
        "Occupations added": "0",
        "Occupations renamed": "1",
        "Occupations removed": "1",
    }
    assert counts(oldest) == {
        "Tasks added": "1",
        "Tasks reworded": "1",
        "Tasks of another type": "0",
        "Tasks moved": "0",
        "Tasks retired": "2",
        "Occupations added": "not known",
        "Occupations renamed": "not known",
        "Occupations removed": "not known",
    }
    assert "<b>1 new</b>" in text
    assert "<b>2 revisions</b>" in text


def test_one_release_alone_has_nothing_to_be_compared_with(client: FlaskClient) -> None:
    text = client.get("/changes").text
    assert "Nothing to compare with" in text
    assert "taskdex build" in text
    assert "built without O*NET’s list of emerging tasks" in text
    assert client.get("/changes.json").get_json()["steps"] == []
    assert client.get("/changes/emerging").status_code == 404
    parsed = feedparser.parse(client.get("/changes.atom").data)
    assert (parsed.bozo, parsed.entries, parsed.feed.updated) == (
        False,
        [],
        "2026-05-01T00:00:00Z",
    )


RETIRED = {f"/tasks/task-{number}" for number in (7, 8, 9)}


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_are_well_formed_and_their_links_lead_somewhere(
    reader: FlaskClient, address: str
) -> None:
    response = reader.get(address)
    assert response.status_code == 200
    page = Page(response.text)
    assert page.problems == []
    assert len(page.ids) == len(set(page.ids))
    assert len(page.all("h1")) == 1
    for link in {a["href"].partition("#")[0] for a in page.all("a")}:
        if link.startswith("/"):
            with reader.get(link) as target:
                # A retired task still has a page that says what it was.
                assert target.status_code == (410 if link in RETIRED else 200), link
    again = reader.get(address, headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "address",
    [
        *("/changes/30.3-30.1", "/changes/29.1-30.3", "/changes/x", "/changes/x.json"),
        *("/changes/29.1-30.1/moved", "/changes/29.1-30.1/x", "/changes/emerging/new"),
        "/changes/x/retyped",
    ],
)
def test_there_are_no_other_changes(reader: FlaskClient, address: str) -> None:
    assert reader.get(address).status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999"])
def test_a_page_that_is_no_number_is_refused(reader: FlaskClient, page: str) -> None:
    assert reader.get(f"/changes/30.1-30.3/retyped?page={page}").status_code == 400


# --- what a page says of a change ----------------------------------------------------------------


def test_a_rewording_is_shown_word_by_word_and_not_by_colour_alone(reader: FlaskClient) -> None:
    text = reader.get("/changes/29.1-30.1/reworded").text
    assert re.findall("<(del|ins)>(.*?)</\\1>", text) == [
        ("del", '<span class="hidden">(removed: </span>well.<span class="hidden">)</span>'),
        ("ins", '<span class="hidden">(added: </span>&lt;b &amp; c.<span class="hidden">)</span>'),
    ]
    assert 'href="/tasks/task-1"' in text


def test_a_long_list_is_paged_and_nothing_is_lost(reader: FlaskClient) -> None:
    step = reader.get("/changes/30.1-30.3").text
    assert step.count('id="retyped-') == SOME
    assert f"All {len(RETYPED)}</a>" in step
    assert "None of these: tasks added, tasks reworded, tasks moved and occupations added." in step
    pages = [reader.get(f"/changes/30.1-30.3/retyped?page={n}").text for n in (1, 2)]
    found = [int(n) for text in pages for n in re.findall(r'id="retyped-(\d+)"', text)]
    assert found == [n for n, _, _ in RETYPED]
    assert "type not published → core" in pages[0]
    assert '<link rel="canonical" href="http://localhost/changes/30.1-30.3/retyped">' in pages[0]


def test_a_page_beyond_the_last_one_is_the_last_one(reader: FlaskClient) -> None:
    page = reader.get("/changes/30.1-30.3/retyped?page=3").text
    assert "There is no page 3. This is the last one, page 2." in page
    assert "There is no page" not in reader.get("/changes/30.1-30.3/retyped?page=2").text


def test_a_retired_task_leads_to_what_came_after_it(reader: FlaskClient) -> None:
    text = reader.get("/changes/29.1-30.1/retired").text
    assert 'replaced by <a href="/tasks/task-3">Sing.</a>' in text
    assert 'href="/tasks/task-9"' in text  # which says what it was


def test_an_occupation_that_is_gone_has_no_link(reader: FlaskClient) -> None:
    text = reader.get("/changes/30.1-30.3/occupation-removed").text
    assert "Chiefs" in text
    assert "/occupations/11-1011.00" not in text


# --- on the pages of tasks and occupations -------------------------------------------------------


def test_a_reworded_task_says_what_it_was_and_where_that_is_told(reader: FlaskClient) -> None:
    text = reader.get("/tasks/task-1").text
    assert "Worded differently until O*NET 29.1: “Draw well.”" in text
    assert 'href="/changes/29.1-30.1/reworded"' in text
    assert "Worded differently" not in reader.get("/tasks/task-2").text


def test_a_task_says_what_is_proposed_in_its_place(reader: FlaskClient) -> None:
    assert "O*NET proposes a new wording: “Show art online.”" in (reader.get("/tasks/task-2").text)
    assert "proposes other words" not in reader.get("/tasks/task-1").text


def test_a_retired_task_says_what_is_proposed_in_its_place(reader: FlaskClient) -> None:
    response = reader.get("/tasks/task-7")
    assert response.status_code == 410
    assert "Proposed replacement" in response.text
    assert "online." in response.text
    assert "What O*NET proposes" not in reader.get("/tasks/task-9").text


def test_an_occupation_shows_its_emerging_tasks(reader: FlaskClient) -> None:
    text = reader.get(f"/occupations/{ART}").text
    section = text.partition('<section aria-labelledby="emerging">')[2].partition("</section>")[0]
    assert "to replace" in section
    assert 'href="/tasks/task-2"' in section
    assert section.count("<li>") == 2
    body = reader.get(f"/occupations/{FUN}.json").get_json()
    assert body["emerging"] == [
        {
            "task": "Play online.",
            "category": "new",
            "revises": None,
            "date": "05/2025",
            "origin": None,
        }
    ]


def test_an_occupation_without_emerging_tasks_has_no_such_section(client: FlaskClient) -> None:
    assert 'id="emerging"' not in client.get(f"/occupations/{ART}").text


# --- for programs --------------------------------------------------------------------------------


def test_json_has_what_the_pages_have(reader: FlaskClient) -> None:
    body = reader.get("/changes.json").get_json()
    assert [one["url"] for one in body["steps"]] == [
        "http://localhost/changes/30.1-30.3",
        "http://localhost/changes/29.1-30.1",
    ]
    assert (body["emerging"]["new"], body["emerging"]["revision"]) == (1, 2)
    assert body["steps"][1]["counts"]["occupation-added"] is None
    assert {one["release"] for one in body["sources"]} == {"30.3", "30.1", "29.1"}
    for step in body["steps"]:
        whole = reader.get(f"{step['url']}.json").get_json()
        assert whole["counts"] == step["counts"]
        for kind in CHANGE_KINDS:
            found = [one for one in whole["changes"] if one["kind"] == kind]
            assert len(found) == (step["counts"][kind] or 0)
    assert {"kind": "retyped", "before": None, "after": "core"}.items() <= (
        reader.get("/changes/30.1-30.3.json").get_json()["changes"][0].items()
    )
    assert len(reader.get("/changes/emerging.json").get_json()["emerging"]) == 3


def test_pages_and_json_say_what_is_compared_and_what_is_not(reader: FlaskClient) -> None:
    body = reader.get("/changes.json").get_json()
    assert "task statements" in body["compared"]
    assert {"ratings and who gave them", "pay and jobs"} <= set(body["not_compared"])
    for address in ("/changes", "/changes/29.1-30.1", "/changes/30.1-30.3"):
        text = unwrapped(reader.get(address).text)
        assert "<b>Compared:</b> task statements, task types" in text
        for name in body["not_compared"]:
            assert name in text


def test_a_feed_reader_reads_the_feed(reader: FlaskClient) -> None:
    response = reader.get("/changes.atom")
    assert response.mimetype == "application/atom+xml"
    parsed = feedparser.parse(response.data)
    assert (parsed.bozo, parsed.version) == (False, "atom10")
    titles = [entry.title for entry in parsed.entries]
    assert titles == [
        "Emerging tasks in O*NET 30.3: 3",
        "O*NET 30.3 (May 2026) against 30.1",
        f"Tasks of another type in O*NET 30.3: {len(RETYPED)}",
        "Tasks retired in O*NET 30.3: 1",
        "Occupations renamed in O*NET 30.3: 1",
        "Occupations removed in O*NET 30.3: 1",
        "O*NET 30.1 (May 2026) against 29.1",
        "Tasks added in O*NET 30.1: 1",
        "Tasks reworded in O*NET 30.1: 1",
        "Tasks retired in O*NET 30.1: 2",
    ]
    for entry in parsed.entries:
        assert reader.get(entry.link).status_code == 200
        assert entry.updated == "2026-05-01T00:00:00Z"
    reworded = next(entry for entry in parsed.entries if "reworded" in entry.title)
    assert "Draw <b & c. Before: Draw well." in html.unescape(reworded.content[0].value)


def test_the_feed_has_what_rfc_4287_asks_for(reader: FlaskClient) -> None:
    root = ElementTree.fromstring(reader.get("/changes.atom").data)
    assert root.tag == f"{ATOM}feed"
    for node in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(node.findall(f"{ATOM}{name}")) == 1
        assert re.fullmatch(
            r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", node.findtext(f"{ATOM}updated") or ""
        )
        relations = [(link.get("rel"), link.get("type")) for link in node.findall(f"{ATOM}link")]
        assert len(relations) == len(set(relations))
        assert ("alternate", "text/html") in relations
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links["self"] == root.findtext(f"{ATOM}id") == "http://localhost/changes.atom"
    ids = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))


def test_the_feed_is_the_same_on_any_day_and_not_sent_again(
    reader: FlaskClient, history: Flask
) -> None:
    first = reader.get("/changes.atom")
    other = create_app(history.extensions["taskdex-config"]).test_client().get("/changes.atom")
    assert other.data == first.data
    again = reader.get("/changes.atom", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("address", ["/", "/changes"])
def test_a_browser_finds_the_feed(client: FlaskClient, address: str) -> None:
    links = [
        link["href"]
        for link in Page(client.get(address).text).all("link")
        if link.get("type") == "application/atom+xml" and link["rel"] == "alternate"
    ]
    assert links == ["http://localhost/changes.atom"]


def test_the_feed_is_at_the_address_of_the_site(history: Flask) -> None:
    home: Path = history.extensions["taskdex-config"].home
    config = Config(home=home, site_url="https://tasks.example")
    text = create_app(config).test_client().get("/changes.atom").text
    assert "<id>https://tasks.example/changes.atom</id>" in text
    assert "localhost" not in text


def test_every_page_of_changes_is_in_the_sitemap(reader: FlaskClient) -> None:
    listed = re.findall(
        "<loc>http://localhost(/changes[^<]*)</loc>", reader.get("/sitemap-1.xml").text
    )
    assert len(listed) == len(set(listed)) == 11
    for address in listed:
        assert reader.get(address).status_code == 200
