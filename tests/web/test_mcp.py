"""Claims about what AI clients are told: webapp.mcp, through the official SDK's own client, over
HTTP and over standard input and output."""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from mcp import Client, StdioServerParameters
from mcp_types import CallToolResult
from mcp_types.version import HANDSHAKE_PROTOCOL_VERSIONS, LATEST_MODERN_VERSION

from index.query import FILTERS
from tests.support import ROOT, awaited
from webapp.mcp.tools import MAX_TASKS, TOOLS

Answer = TypeVar("Answer")
MODES = ("auto", "legacy", LATEST_MODERN_VERSION)

# The SDK leaves streams of its own to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


def asked(
    server: str | StdioServerParameters,
    question: Callable[[Client], Awaitable[Answer]],
    mode: str = "auto",
) -> Answer:
    """What the SDK's client is answered."""

    async def ask() -> Answer:
        async with Client(server, mode=mode) as client:
            return await question(client)

    return awaited(ask())


def called(
    server: str | StdioServerParameters, name: str, /, **arguments: object
) -> CallToolResult:
    return asked(server, lambda client: client.call_tool(name, arguments))


def body(result: CallToolResult) -> dict[str, Any]:
    """The answer of a tool; its text and its structure are the same."""
    assert not result.is_error, result.content
    (text,) = result.content
    assert text.type == "text"
    assert json.loads(text.text) == result.structured_content
    found: dict[str, Any] = json.loads(text.text)
    return found


@pytest.fixture(scope="module")
def address(served: str) -> str:
    return f"{served}/mcp"


@pytest.mark.parametrize("mode", MODES)
def test_a_client_of_any_revision_finds_the_tools(address: str, mode: str) -> None:
    listed = asked(address, lambda client: client.list_tools(), mode)
    assert [tool.name for tool in listed.tools] == list(TOOLS)
    for tool in listed.tools:
        assert tool.title
        assert tool.description
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint
        Draft202012Validator.check_schema(tool.input_schema)


@pytest.mark.parametrize("mode", MODES)
def test_a_client_of_any_revision_gets_an_answer(address: str, mode: str) -> None:
    result = asked(address, lambda client: client.call_tool("task", {"task_id": 19156}), mode)
    assert body(result)["task_id"] == 19156


QUESTIONS: tuple[tuple[str, dict[str, object]], ...] = (
    ("search", {"query": "art", "exposure": ["E2"], "size": 3}),
    ("search", {"query": "therapists", "kind": "occupation"}),
    ("search", {"used": ["yes"], "sort": "importance"}),
    ("task", {"task_id": "task-19156"}),
    ("task", {"task_id": 19156}),
    ("occupation", {"code": "29-1129.01"}),
    ("occupation", {"code": "29-1125"}),
    ("compare", {"tasks": [19156, 19147]}),
    ("compare", {"occupations": ["29-1129.01", "29-1125.00"]}),
    ("rankings", {"name": "occupations-by-exposure", "size": 5, "reverse": "1"}),
    ("rankings", {"name": "tasks-by-rater-disagreement", "group": "29"}),
)


@pytest.mark.parametrize(("name", "arguments"), QUESTIONS)
def test_every_answer_has_sources_and_an_address(
    address: str, served: str, name: str, arguments: dict[str, object]
) -> None:
    answer = body(called(address, name, **arguments))
    assert answer["url"].startswith(f"{served}/")
    assert answer["sources"]
    assert all(source["name"] and source["release"] for source in answer["sources"])
    assert answer["release"].startswith("onet-")
    Draft202012Validator(TOOLS[name].schema).validate(arguments)


def test_an_activity_comes_with_its_tasks(small_client: FlaskClient) -> None:
    call = request("tools/call", {"name": "activity", "arguments": {"activity_id": "4.a.1.a.1"}})
    answer = small_client.post("/mcp", json=call).get_json()["result"]["structuredContent"]
    assert answer["id"] == "4.A.1.a.1"
    assert answer["tasks"]["total"] == len(answer["tasks"]["hits"]) == 4
    assert answer["url"].endswith("/activities/4.A.1.a.1")
    assert answer["sources"]


def test_a_search_is_that_of_the_api(address: str, client: FlaskClient, served: str) -> None:
    ours = body(called(address, "search", query="art", exposure=["E2", "E1"], size=5))
    theirs = client.get("/api/v1/search?q=art&exposure=E2&exposure=E1&size=5", base_url=served)
    given = theirs.get_json()
    assert {name: ours[name] for name in given} == given
    assert ours["tasks"]["hits"]


@pytest.mark.parametrize(
    ("name", "arguments", "told"),
    [
        ("search", {"query": "art", "exposure": ["E9"]}, "exposure"),
        ("search", {"query": "art", "size": MAX_TASKS + 1}, "size"),
        ("search", {"query": "art", "page": 0}, "page"),
        ("search", {"query": "art", "sort": "random"}, "sort"),
        ("search", {"query": ["a", "b"]}, "given more than once"),
        ("search", {"query": {"match": "art"}}, "may be a text or a whole number"),
        ("search", {"q": "art"}, "is no argument of search"),
        ("search", {"occupation": ["29-1129.01"] * 51}, "at most 50 values"),
        ("task", {}, "task_id: has to be given"),
        ("task", {"task_id": 1}, "1"),
        ("task", {"task_id": "../x"}, "isn’t a task’s number"),
        ("occupation", {"code": "99-9999.99"}, "99-9999.99"),
        ("occupation", {"code": "therapist"}, "therapist"),
        ("activity", {"activity_id": "4.A.9"}, "4.A.9"),
        ("compare", {}, "has to be given"),
        ("compare", {"tasks": [1], "occupations": ["29-1129.01"]}, "cannot be combined"),
        ("compare", {"tasks": [1, 2, 3, 4, 5]}, "at most 4"),
        ("rankings", {"name": "best"}, "occupations-by-exposure"),
        ("rankings", {"name": "occupations-by-exposure", "pay": "much"}, "pay"),
        ("rankings", {"name": "occupations-by-exposure", "size": 26}, "size"),
    ],
)
def test_a_call_that_cannot_be_is_told_to_the_model(
    address: str, name: str, arguments: dict[str, object], told: str
) -> None:
    result = called(address, name, **arguments)
    assert result.is_error
    (text,) = result.content
    assert text.type == "text"
    assert told in text.text


def test_a_retired_task_says_what_came_after_it(small_client: FlaskClient) -> None:
    call = request("tools/call", {"name": "task", "arguments": {"task_id": 9}})
    answer = small_client.post("/mcp", json=call).get_json()["result"]["structuredContent"]
    assert answer["retired"]["task_id"] == 9
    assert answer["url"].endswith("/tasks/task-9")


def test_every_filter_is_an_argument_and_explained() -> None:
    properties = TOOLS["search"].schema["properties"]
    assert isinstance(properties, dict)
    for name, values in FILTERS.items():
        assert properties[name]["items"]["enum"] == list(values)
        assert not properties[name]["description"].startswith("Filter of tasks")


# --- over HTTP -----------------------------------------------------------------------------------


def request(method: str, params: object = None, **members: object) -> dict[str, object]:
    asked = {"jsonrpc": "2.0", "id": 7, "method": method, **members}
    return asked if params is None else {**asked, "params": params}


@pytest.mark.parametrize("version", HANDSHAKE_PROTOCOL_VERSIONS)
def test_the_revision_of_a_client_is_spoken(client: FlaskClient, version: str) -> None:
    params = {
        "protocolVersion": version,
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    }
    answer = client.post("/mcp", json=request("initialize", params))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.get_json()["id"] == 7
    assert answer.get_json()["result"]["protocolVersion"] == version
    assert "never zero" in answer.get_json()["result"]["instructions"]


def test_a_notification_is_taken_and_not_answered(client: FlaskClient) -> None:
    told = {"jsonrpc": "2.0", "method": "notifications/initialized"}
    answer = client.post("/mcp", json=told)
    assert (answer.status_code, answer.data) == (202, b"")


MODERN = {
    "io.modelcontextprotocol/protocolVersion": LATEST_MODERN_VERSION,
    "io.modelcontextprotocol/clientCapabilities": {},
}


@pytest.mark.parametrize(
    ("message", "headers", "status", "code"),
    [
        (b"{", {}, 400, -32700),
        (b"[" * 9000, {}, 400, -32700),
        (b"\xff", {}, 400, -32700),
        (b"[]", {}, 400, -32600),
        (b"{}", {}, 400, -32600),
        (request("ping", id=1.5), {}, 400, -32600),
        (request("resources/list"), {}, 200, -32601),
        (request("no/such"), {}, 200, -32601),
        (request("tools/call", {"name": "delete"}), {}, 200, -32602),
        (request("tools/call", {"arguments": {}}), {}, 200, -32602),
        (request("tools/list", {"_meta": MODERN}), {"Mcp-Method": "ping"}, 400, -32020),
        (request("ping"), {"MCP-Protocol-Version": "1999-01-01"}, 400, -32022),
    ],
)
def test_what_is_no_request_is_an_error_of_the_protocol(
    client: FlaskClient, message: object, headers: dict[str, str], status: int, code: int
) -> None:
    data = message if isinstance(message, bytes) else json.dumps(message)
    answer = client.post("/mcp", data=data, headers=headers, content_type="application/json")
    assert answer.status_code == status
    assert answer.get_json()["error"]["code"] == code


def test_a_page_of_any_site_may_ask(client: FlaskClient) -> None:
    asks = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    allowed = client.options("/mcp", headers=asks)
    assert "POST" in allowed.headers["Access-Control-Allow-Methods"]
    answer = client.post("/mcp", json=request("ping"), headers=asks)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_nothing_else_is_taken(client: FlaskClient) -> None:
    got = client.get("/mcp")
    assert (got.status_code, got.mimetype) == (405, "application/problem+json")
    assert "POST" in got.headers["Allow"]
    assert client.post("/mcp", data=b"x" * 20_000).status_code == 413
    unbounded = client.post("/mcp", headers={"Transfer-Encoding": "chunked"})
    assert unbounded.status_code == 411


def test_without_a_release_a_tool_says_so(empty_client: FlaskClient) -> None:
    call = request("tools/call", {"name": "task", "arguments": {"task_id": 1}})
    answer = empty_client.post("/mcp", json=call).get_json()["result"]
    assert answer["isError"]
    assert "No data has been built yet" in answer["content"][0]["text"]


def test_without_the_extra_it_is_said_what_is_missing(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "webapp.mcp.protocol", None)
    monkeypatch.delattr("webapp.mcp.protocol")
    answer = client.post("/mcp", json=request("ping"))
    assert (answer.status_code, answer.mimetype) == (501, "application/problem+json")
    assert answer.get_json()["type"].endswith("#problem-no-mcp")


# --- on standard input and output ----------------------------------------------------------------


def test_a_client_that_starts_taskdex_itself_is_answered(sample_home: Path) -> None:
    server = StdioServerParameters(
        command=sys.executable,
        args=["-W", "ignore", "-m", "index", "mcp"],
        env={"TASKDEX_HOME": str(sample_home), "TASKDEX_SITE_URL": "https://tasks.example.org"},
        cwd=ROOT,
    )
    found = body(called(server, "search", query="art showcases"))
    assert found["tasks"]["hits"][0]["task_id"] == 19156
    assert found["url"] == "https://tasks.example.org/search?q=art%20showcases&size=10"
    assert called(server, "task", task_id=1).is_error
