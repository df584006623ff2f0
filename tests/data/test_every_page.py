"""Page, JSON and catalogue say the same of every task.

What each should say is worked out here from the catalogue's tables, in the simplest way there is.
The walk over all of them takes over a minute; one over every twentieth runs every time.
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.support import unwrapped
from webapp import create_app
from webapp.config import Config
from webapp.text import vocabulary

pytestmark = pytest.mark.full

Row = Mapping[str, Any]
PATTERNS = ("directive", "feedback_loop", "task_iteration", "learning", "validation", "none")
NO_VALUE = re.compile(r"\bNone\b(?! \(E0\))")
"""Python's word for a value that is missing; "None (E0)" is ours."""
SECTION = re.compile(r'<section aria-labelledby="(\w+)">(.*?)</section>', re.DOTALL)
PATTERN_ROW = re.compile(
    r'</svg> ([A-Z][a-z ]+)(?: <span class="n">[^<]+</span>)? '
    r'<span class="meaning">[^<]+</span></th>'
    r'<td class="num">([^<]+)(?: <span class="count">[^<]+</span>)?</td>'
)
RELEASE_ROW = re.compile(
    r'<tr><th scope="row">(?:<a [^>]+>)?([\d-]{10})(?:</a>)?</th><td[^>]*>(?:<span[^>]*>)?([^<]+)<'
)


class Tables:
    """The catalogue, by task."""

    def __init__(self, database: sqlite3.Connection) -> None:
        cursor = database.cursor()
        cursor.row_factory = sqlite3.Row
        self.tasks: dict[int, Row] = {
            row["task_id"]: row for row in cursor.execute("SELECT * FROM task ORDER BY task_id")
        }
        self.exposure: dict[int, Row] = {
            row["task_id"]: row for row in cursor.execute("SELECT * FROM exposure")
        }
        self.usage: dict[int, list[Row]] = defaultdict(list)
        for row in cursor.execute(
            "SELECT task_usage.task_id AS id, usage.* FROM task_usage JOIN usage USING (usage_id)"
            " ORDER BY usage.release"
        ):
            self.usage[row["id"]].append(row)
        self.releases = [
            release
            for (release,) in database.execute(
                "SELECT release FROM source WHERE source_key LIKE 'aei-%' ORDER BY release"
            )
        ]


@pytest.fixture(scope="module")
def tables(database: sqlite3.Connection) -> Tables:
    return Tables(database)


@pytest.fixture(scope="module")
def reader(full_home: Path) -> FlaskClient:
    return create_app(Config(home=full_home)).test_client()


def test_every_twentieth_task(tables: Tables, reader: FlaskClient) -> None:
    assert disagreements(tables, reader, every=20) == []


@pytest.mark.slow
def test_every_task(tables: Tables, reader: FlaskClient) -> None:
    assert disagreements(tables, reader, every=1) == []


def disagreements(tables: Tables, reader: FlaskClient, every: int) -> list[str]:
    """The first few, each with its task."""
    ids = list(tables.tasks)[::every]
    assert len(ids) > 900
    found = []
    for task_id in ids:
        body = reader.get(f"/tasks/task-{task_id}.json").get_json()
        html = unwrapped(reader.get(f"/tasks/task-{task_id}").text)
        for problem in (*of_json(tables, task_id, body), *of_page(tables, task_id, html)):
            found.append(f"task {task_id}: {problem}")
        if len(found) > 10:
            break
    return found


def of_json(tables: Tables, task_id: int, body: dict[str, Any]) -> Iterator[str]:
    task = tables.tasks[task_id]
    if (body["task"], body["type"]) != (task["text"], task["type"]):
        yield "JSON has another statement or type"
    rating = body["rating"]
    if task["importance"] is None and task["relevance_percent"] is None:
        if rating is not None:
            yield "JSON has a rating"
    else:
        for name in ("importance", "relevance_percent", "rank", "rated_tasks", "tied_with"):
            if rating[name] != task[name]:
                yield f"JSON has {name} {rating[name]}, the catalogue {task[name]}"
    exposure = tables.exposure.get(task_id)
    if (exposure is None) != (body["exposure"] is None):
        yield "only one of JSON and catalogue has exposure"
    elif exposure is not None:
        for name in ("gpt4", "human", "alpha", "beta", "gamma", "automation"):
            if body["exposure"][name] != exposure[name]:
                yield f"JSON has another {name}"
    usage = tables.usage.get(task_id, [])
    if [one["release"] for one in body["usage"]] != [row["release"] for row in usage]:
        yield "JSON has other releases"
        return
    for one, row in zip(body["usage"], usage, strict=True):
        if one["share_percent"] != row["share_percent"]:
            yield f"JSON has another share in {row['release']}"
        for name in (*PATTERNS, "not_classified"):
            if one["patterns"][name] != row[f"{name}_percent"]:
                yield f"JSON has another {name} in {row['release']}"


def of_page(tables: Tables, task_id: int, html: str) -> Iterator[str]:
    sections = dict(SECTION.findall(html))
    head = html.partition('<dl class="verdicts">')[2].partition("</dl>")[0]
    if NO_VALUE.search(head + "".join(sections[name] for name in ("rating", "exposure", "use"))):
        yield "the page says None"
    yield from of_rating(tables.tasks[task_id], head, sections["rating"])
    exposure = tables.exposure.get(task_id)
    if exposure is None:
        if "This task is not labelled" not in sections["exposure"]:
            yield "the page does not say that the task is not labelled"
    else:
        found = re.findall(r"</svg> [A-Z][a-z ]+ \((E[012])\)</b>:", sections["exposure"])
        if found != [label for label in (exposure["gpt4"], exposure["human"]) if label]:
            yield f"the page has the labels {found}"
        scores = re.findall(r'<td class="num">([\d.]+)</td></tr>', sections["exposure"])[:3]
        if scores != [f"{exposure[name]:.2f}" for name in ("alpha", "beta", "gamma")]:
            yield f"the page has the scores {scores}"
    yield from of_use(tables, tables.usage.get(task_id, []), sections["use"])


def of_rating(task: Row, head: str, section: str) -> Iterator[str]:
    importance, relevance = task["importance"], task["relevance_percent"]
    if importance is None and relevance is None:
        if "This task is not rated" not in section or " by importance" in head:
            yield "the page does not say that the task is not rated"
        return
    figures = re.findall(
        r'<th scope="row">(?:Importance|Relevance)[^<]+</th><td class="num">(.*?)</td>', section
    )[:2]
    shown = [re.sub(r"<[^>]+>", "", figure) for figure in figures]
    expected = [
        "not published" if importance is None else f"{importance:.2f}",
        vocabulary.percent(relevance),
    ]
    if shown != expected:
        yield f"the page has {shown}, the catalogue {expected}"
    if importance is not None:
        rank = f"<b>{vocabulary.ordinal(task['rank'])} of {task['rated_tasks']} tasks</b>"
        if rank not in head:
            yield "the page has another rank"
        if bool(task["tied_with"]) != ("by importance, tied with" in head):
            yield "the page is wrong about ties"


def of_use(tables: Tables, usage: list[Row], section: str) -> Iterator[str]:
    if not usage:
        if "This task is not observed in any release" not in section:
            yield "the page does not say that the task is not observed"
        return
    shares = {row["release"]: vocabulary.share(row["share_percent"]) for row in usage}
    expected = {name: shares.get(name, "not observed") for name in tables.releases}
    if dict(RELEASE_ROW.findall(section)) != expected:
        yield "the page has other shares"
    named = [row for row in usage if any(row[f"{name}_percent"] is not None for name in PATTERNS)]
    row = (named or usage)[-1]
    known = {
        name: row[f"{name}_percent"] for name in PATTERNS if row[f"{name}_percent"] is not None
    }
    rest = 100 - sum(known.values())
    rows = {
        vocabulary.PATTERN_NAMES[name]: vocabulary.percent(value, 1)
        for name, value in known.items()
    }
    if rest > 0.05 and (known or row["not_classified_percent"] is not None):
        rows["Not published"] = vocabulary.percent(rest, 1)
    figure = section.partition('<figure class="patterns" ')[2].partition("</figure>")[0]
    if dict(PATTERN_ROW.findall(figure)) != rows:
        yield f"the page has other patterns than {rows}"
