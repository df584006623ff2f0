"""Claims about entries as Markdown: the same facts as the JSON, in the words of the pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from index.encyclopedia import Encyclopedia
from webapp.text import vocabulary
from webapp.text.markdown import inline

LINK = re.compile(r"(?<!\\)\]\((\S+?)\)")
RELEASE = re.compile(r"^\| (\d{4}-\d\d-\d\d) \| ([^|]+) \|", re.MULTILINE)
PATTERN = re.compile(r"^\| ([A-Z][a-z ]+): [^|]+ \| ([^|]+) \|$", re.MULTILINE)
SECTIONS = (
    *("Work activities it is part of", "AI exposure"),
    *("How people use AI for it", "Similar tasks in other occupations"),
)


def problems(client: FlaskClient, task_id: int) -> Iterator[str]:
    """Where the Markdown of a task does not say what its JSON says."""
    text = client.get(f"/tasks/task-{task_id}.md").text
    body = client.get(f"/tasks/task-{task_id}.json").get_json()
    sections = dict(re.findall(r"^## (.+?)\n\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL))
    if "None" in re.sub(r"\]\(\S+\)", "", text) or "\n\n\n" in text:
        yield "says None, or leaves a gap"
    title = inline(body["task"].removesuffix("."))
    if not text.startswith(f"# {title}\n\n> Task {task_id} of ["):
        yield "has another title"
    if vocabulary.type_name(body["type"]) not in text.split("\n")[2]:
        yield "has another type"
    heading = vocabulary.rating_heading(body["rating"] and body["rating"]["rated_by"])
    if not {heading, *SECTIONS} <= set(sections):
        yield f"has the sections {list(sections)}"
        return
    yield from of_rating(body["rating"], sections[heading])
    yield from of_exposure(body["exposure"], sections["AI exposure"])
    yield from of_use(body["usage"], sections["How people use AI for it"])
    for path in body["activities"]:
        for level in ("dwa", "iwa", "gwa"):
            if f"({path[level]['url']}.md)" not in sections["Work activities it is part of"]:
                yield f"lacks {path[level]['id']}"
    for source in body["sources"]:
        if inline(source["attribution"]) not in sections["Sources for this page"]:
            yield f"lacks the credit line of {source['key']}"
    if body["release"] not in sections["Cite this page"]:
        yield "has no citation"


def of_rating(rating: dict[str, Any] | None, section: str) -> Iterator[str]:
    if rating is None:
        if "This task is not rated" not in section:
            yield "does not say that the task is not rated"
        return
    importance = vocabulary.decimal(rating["importance"], 2, "not published")
    for name, value in (
        ("Importance, 1 to 5", importance),
        ("Relevance to the job", vocabulary.percent(rating["relevance_percent"])),
    ):
        if f"| {name} | {value} |" not in section:
            yield f"has another {name}"
    rank = rating["rank"]
    if ("By importance it is" in section) != (rank is not None):
        yield "has a rank, or has none, without reason"
    if (
        rank is not None
        and f"it is {vocabulary.rank(rank, rating['rated_tasks'])} rated" not in section
    ):
        yield "has another rank"


def of_exposure(exposure: dict[str, Any] | None, section: str) -> Iterator[str]:
    if exposure is None:
        if "This task is not labelled" not in section:
            yield "does not say that the task is not labelled"
        return
    human = vocabulary.exposure_coded(exposure["human"]) if exposure["human"] else "not published"
    for line in (
        f"- GPT-4’s label: {vocabulary.exposure_coded(exposure['gpt4'])}: ",
        f"- Human raters’ label: {human}",
        f"- α {exposure['alpha']:.2f} (E1), β {exposure['beta']:.2f} (E1 + ½ E2),"
        f" γ {exposure['gamma']:.2f}",
        f"automation label: {exposure['automation']},",
    ):
        if line not in section:
            yield f"lacks {line!r}"


def sureness(percent: float, total: int | None, interval: list[float] | None) -> str:
    if total is None or interval is None:
        return ""
    ends = " to ".join(vocabulary.percent(end) for end in interval)
    return f", {percent * total / 100:,.0f} of {total:,} conversations, {ends}"


def of_use(usage: list[dict[str, Any]], section: str) -> Iterator[str]:
    if not usage:
        if "This task is not observed" not in section or RELEASE.search(section):
            yield "does not say that the task is not observed"
        return
    shares = {
        one["release"]: f"under {one['share_percent_at_most']}%"
        if one["share_percent_at_most"]
        else vocabulary.share(one["share_percent"])
        for one in usage
    }
    shown = dict(RELEASE.findall(section))
    if {name: share for name, share in shown.items() if share != "not observed"} != shares:
        yield f"has the shares {shown}"
    names = [name for name in vocabulary.PATTERN_NAMES if name != "not_published"]
    with_patterns = [
        one for one in usage if any(one["patterns"][name] is not None for name in names)
    ]
    if with_patterns:
        patterns, intervals = with_patterns[-1]["patterns"], with_patterns[-1]["patterns_ci"]
        expected = {
            vocabulary.PATTERN_NAMES[name]: vocabulary.percent(patterns[name], 1)
            + sureness(patterns[name], with_patterns[-1]["conversations"], intervals[name])
            for name in names
            if patterns[name] is not None
        }
        found = dict(PATTERN.findall(section))
        found.pop("Not published", None)
        if found != expected:
            yield f"has the patterns {found}"


def test_a_task_says_what_its_json_says(client: FlaskClient, sample: Encyclopedia) -> None:
    for task_id in sample.task_ids():
        assert list(problems(client, task_id)) == [], task_id


def test_a_task_with_everything_says_what_its_json_says(small_client: FlaskClient) -> None:
    for task_id in (1, 2, 3, 4):
        assert list(problems(small_client, task_id)) == [], task_id


@pytest.mark.full
def test_every_sixtieth_task_says_what_its_json_says(
    full_client: FlaskClient, full: Encyclopedia
) -> None:
    for task_id in list(full.task_ids())[::60]:
        assert list(problems(full_client, task_id)) == [], task_id


def test_a_figure_that_differs_is_noticed() -> None:
    rating = {"importance": None, "relevance_percent": 0.0, "rank": None, "rated_tasks": 0}
    table = "| Importance, 1 to 5 | {} | x |\n| Relevance to the job | {} | x |"
    assert list(of_rating(rating, table.format("not published", "0%"))) == []
    assert list(of_rating(rating, table.format("0.00", "0%")))
    assert list(of_rating(rating, table.format("not published", "not published")))
    assert list(of_use([], "no use"))


def test_an_occupation_lists_all_its_tasks_and_why_figures_are_missing(
    client: FlaskClient, sample: Encyclopedia
) -> None:
    text = client.get("/occupations/29-1129.01.md").text
    tasks = sample.occupation("29-1129.01").tasks
    rows = {
        int(found[1]): found[2].split(" | ")
        for found in re.finditer(r"^\| \[.*?task-(\d+)\.md\) \| (.*) \|$", text, re.MULTILINE)
    }
    assert list(rows) == [task.task_id for task in tasks]
    for task in tasks:
        type_name, importance, rank, relevance, gpt4, _, share = rows[task.task_id]
        assert type_name == vocabulary.type_name(task.type)
        assert importance == vocabulary.decimal(
            task.importance, 2, vocabulary.importance_status(task)
        )
        if task.rank is not None:
            assert rank == vocabulary.rank(task.rank, task.rated_tasks)
        assert relevance == vocabulary.percent(
            task.relevance_percent, 0, vocabulary.relevance_status(task)
        )
        assert gpt4 == (task.exposure or "not labelled")
        assert (share == "not observed") == (not task.observed)


def test_an_activity_names_what_is_above_and_below_it(small_client: FlaskClient) -> None:
    text = small_client.get("/activities/4.A.1.a.1.a.md").text
    links = LINK.findall(text)
    assert "http://localhost/activities/4.A.1.a.1.md" in links
    assert "http://localhost/activities/4.A.1.a.1.a.1.md" in links
    body = small_client.get("/activities/4.A.1.a.1.a.json").get_json()
    assert {f"{hit['url']}.md" for hit in body["tasks"]["hits"]} <= set(links)
    assert {f"{one['url']}.md" for one in body["occupations"]} <= set(links)


def test_a_text_is_only_text() -> None:
    assert inline("*a* _b_ [c](d) <e> `f` g|h ~i~ &amp; \\j\nk") == (
        r"\*a\* \_b\_ \[c\](d) \<e\> \`f\` g\|h \~i\~ \&amp; \\j k"
    )


def test_the_guide_has_the_format_of_llms_txt(small_client: FlaskClient) -> None:
    """llmstxt.org: a title, a quoted summary, text without headings, then sections of links."""
    text = small_client.get("/llms.txt").text
    head, *sections = re.split(r"^## .+\n\n", text, flags=re.MULTILINE)
    assert re.match(r"# Taskdex\n\n> \S.+\n\n", head)
    assert "\n#" not in head
    assert len(sections) == 4
    for section in sections:
        for line in section.strip().split("\n"):
            assert re.fullmatch(r"- \[[^\]]+\]\(http://localhost/\S*\): \S.+", line), line


def test_links_of_the_guide_lead_through_markdown_to_every_entry(
    small_client: FlaskClient,
) -> None:
    seen: set[str] = set()
    waiting = LINK.findall(small_client.get("/llms.txt").text)
    while waiting:
        url = waiting.pop()
        if url in seen or not url.startswith("http://localhost/"):
            continue
        seen.add(url)
        response = small_client.get(url)
        assert response.status_code == 200, url
        if url.endswith(".md"):
            assert response.mimetype == "text/markdown"
            waiting += LINK.findall(response.text)
        response.close()
    expected = {
        *(f"/tasks/task-{number}.md" for number in (1, 2, 3, 4)),
        *("/occupations/29-1129.01.md", "/occupations/29-1125.00.md"),
        *(f"/activities/4.A.1.a.1{rest}.md" for rest in ("", ".a", ".a.1", ".a.2")),
        *("/software/microsoft-excel.md", "/software/adobe-photoshop.md"),
    }
    assert {f"http://localhost{path}" for path in expected} <= seen


@pytest.mark.parametrize("name", ["occupations", "activities"])
def test_a_list_links_its_markdown(small_client: FlaskClient, name: str) -> None:
    response = small_client.get(f"/{name}")
    url = f"http://localhost/{name}"
    assert f'type="text/markdown" href="{url}.md"' in response.text
    assert response.headers["Link"].startswith(
        f'<{url}>; rel="canonical", <{url}.md>; rel="alternate"; type="text/markdown"'
    )
    first = small_client.get(f"/{name}.md")
    assert first.mimetype == "text/markdown"
    again = small_client.get(f"/{name}.md", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
