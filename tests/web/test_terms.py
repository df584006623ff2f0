"""Claims about terms: one word for one thing, on every page and in every document."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.support import unwrapped

from .pages import ADDRESSES

SMALL = (
    *("/tasks/task-1", "/tasks/task-2", "/tasks/task-3", "/tasks/task-1.md", "/tasks/task-1.json"),
    *("/occupations/29-1129.01", "/occupations/29-1129.01.md", "/activities/4.A.1.a.1"),
    *("/activities/4.A.1.a.1.md", "/compare?tasks=1,2", "/changes", "/methodology", "/sources"),
    *("/compare?occupations=29-1129.01,29-1125.00", "/search?q=clients", "/rankings", "/data"),
    *("/api", "/api/openapi.json", "/llms.txt", "/rankings/occupations-by-rater-disagreement", "/"),
)
OTHER_NAMES = re.compile(
    r"annotator|(by|as|that) people labell?ed|(labels?|exposure|β) by people|E\d by people"
    r"|GPT-4 and (by )?people|people[’']s (automation |exposure )?labels?|human (judge|labell?er)",
    re.IGNORECASE,
)
"""What the human raters of the exposure study were called beside that."""
EXPLAINED = "whom the paper calls annotators"
"""The study's own word has its place where the term is explained."""


def other_names(text: str) -> list[str]:
    return [found[0] for found in OTHER_NAMES.finditer(unwrapped(text).replace(EXPLAINED, ""))]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_human_raters_have_one_name_on_the_sample(client: FlaskClient, address: str) -> None:
    assert other_names(client.get(address).text) == []


@pytest.mark.parametrize("address", SMALL)
def test_the_human_raters_have_one_name(small_client: FlaskClient, address: str) -> None:
    answer = small_client.get(address)
    assert answer.status_code == 200
    text = json.dumps(answer.get_json(), ensure_ascii=False) if answer.is_json else answer.text
    assert other_names(text) == []


def test_the_pages_that_show_their_labels_name_them(small_client: FlaskClient) -> None:
    for address in ("/tasks/task-1", "/tasks/task-1.md", "/occupations/29-1129.01", "/methodology"):
        assert "human raters" in small_client.get(address).text.lower(), address


def test_tools_and_the_readme_call_them_so(small_client: FlaskClient) -> None:
    asked = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    headers = {"Accept": "application/json, text/event-stream"}
    tools = small_client.post("/mcp", json=asked, headers=headers)
    assert tools.status_code == 200
    assert "human raters" in tools.text
    assert other_names(tools.text) == []
    readme = Path(__file__).parents[2].joinpath("README.md").read_text(encoding="utf-8")
    assert "human raters" in unwrapped(readme)
    assert other_names(readme) == []


@pytest.mark.parametrize(
    "text",
    ["by human annotators", "Labels by people", "People’s label", "E1 by people", "the annotators"],
)
def test_another_name_would_be_seen(text: str) -> None:
    assert other_names(text)
