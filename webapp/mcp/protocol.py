"""The Model Context Protocol without sessions: one message in, at most one message out.

Messages are checked by the types of the official SDK (`mcp_types`, the extra `taskdex[mcp]`), of
all revisions that it knows: those that begin with `initialize`, and those in which each request
says its own revision. Called by `webapp.mcp.views` over HTTP, and by `webapp.stdio`.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import mcp_types as types
from flask import current_app
from mcp_types import methods
from mcp_types.version import (
    HANDSHAKE_PROTOCOL_VERSIONS,
    KNOWN_PROTOCOL_VERSIONS,
    LATEST_HANDSHAKE_VERSION,
    MODERN_PROTOCOL_VERSIONS,
)
from pydantic import ValidationError
from werkzeug.datastructures import Headers

from index.errors import EngineError, ReleaseError, TaskdexError
from webapp.http import errors
from webapp.mcp.tools import INSTRUCTIONS, TOOLS

log = logging.getLogger(__name__)

NAME: Final = "taskdex"
LIST_KEPT_MS: Final = 3_600_000
"""How long a client may keep the list of tools."""
VERSION_HEADER: Final = "MCP-Protocol-Version"
_VERSION_KEY: Final = types.PROTOCOL_VERSION_META_KEY


@dataclass(frozen=True, slots=True)
class Refused(Exception):  # noqa: N818  # an answer like any other
    """A request that gets an error in place of a result."""

    code: int
    message: str
    data: Mapping[str, object] | None = None


def answer(given: bytes, headers: Headers | None = None) -> dict[str, Any] | None:
    """The answer to a message in JSON; None: it asks for none.

    `headers` are those of HTTP, which name the revision and, in the newest one, the method.
    """
    request_id = None
    try:
        message = _decoded(given)
        request_id = message.get("id") if isinstance(message, dict) else None
        if not isinstance(message, dict):
            raise Refused(types.INVALID_REQUEST, "A message is one JSON object.")
        if "id" not in message and isinstance(message.get("method"), str):
            return None  # a notification: nothing here depends on one
        if "method" not in message and ("result" in message or "error" in message):
            return None  # an answer: nothing was asked
        request = types.JSONRPCRequest.model_validate(message)
        result = _result(request, headers or Headers())
    except ValidationError:
        return _error(
            request_id, Refused(types.INVALID_REQUEST, "This is no request of JSON-RPC 2.0.")
        )
    except Refused as refused:
        return _error(request_id, refused)
    except Exception:
        log.exception("A message could not be answered.")
        return _error(request_id, Refused(types.INTERNAL_ERROR, errors.DETAILS[500]))
    return {"jsonrpc": "2.0", "id": request.id, "result": result}


def _decoded(given: bytes) -> object:
    try:
        return json.loads(given)
    except (ValueError, RecursionError):
        raise Refused(types.PARSE_ERROR, "This is not JSON.") from None


def _error(request_id: object, refused: Refused) -> dict[str, Any]:
    error: dict[str, object] = {"code": refused.code, "message": refused.message}
    if refused.data is not None:
        error["data"] = dict(refused.data)
    known = request_id if isinstance(request_id, str | int) else None
    return {"jsonrpc": "2.0", "id": known, "error": error}


def _result(request: types.JSONRPCRequest, headers: Headers) -> dict[str, Any]:
    params = request.params or {}
    version = _version(request.method, params, headers.get(VERSION_HEADER))
    if version in MODERN_PROTOCOL_VERSIONS:
        _check_headers(request.method, params, version, headers)
    try:
        methods.validate_client_request(request.method, version, request.params)
    except KeyError:
        raise _no_method(request.method) from None
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"]))
        raise Refused(types.INVALID_PARAMS, f"{where}: {error.errors()[0]['msg']}.") from None
    try:
        made = _METHODS[request.method](params, version)
    except KeyError:
        raise _no_method(request.method) from None
    data = made.model_dump(mode="json", by_alias=True, exclude_none=True)
    return methods.serialize_server_result(request.method, version, data)


def _no_method(name: str) -> Refused:
    return Refused(types.METHOD_NOT_FOUND, f"There is no method {name[:60]!r}.")


def _version(method: str, params: Mapping[str, Any], named: str | None) -> str:
    """The revision of a request. Raises Refused for one that nobody knows."""
    meta = params.get("_meta")
    asked = meta.get(_VERSION_KEY) if isinstance(meta, dict) else None
    if asked is None and method == "initialize":
        offered = params.get("protocolVersion")
        return offered if offered in HANDSHAKE_PROTOCOL_VERSIONS else LATEST_HANDSHAKE_VERSION
    asked = asked or named or LATEST_HANDSHAKE_VERSION
    if asked not in KNOWN_PROTOCOL_VERSIONS:
        raise Refused(
            types.UNSUPPORTED_PROTOCOL_VERSION,
            "This revision of the protocol is not supported.",
            {"supported": list(KNOWN_PROTOCOL_VERSIONS), "requested": str(asked)[:40]},
        )
    return str(asked)


def _check_headers(method: str, params: Mapping[str, Any], version: str, headers: Headers) -> None:
    """What a proxy read in the headers is what the message says. Raises Refused."""
    said = {VERSION_HEADER: version, "Mcp-Method": method, "Mcp-Name": params.get("name")}
    for name, value in said.items():
        if name in headers and value is not None and headers[name] != value:
            raise Refused(types.HEADER_MISMATCH, f"The header {name} says something else.")


def _implementation() -> types.Implementation:
    return types.Implementation(
        name=NAME, title="Taskdex", version=current_app.extensions["taskdex-version"]
    )


def _capabilities() -> types.ServerCapabilities:
    return types.ServerCapabilities(tools=types.ToolsCapability(list_changed=False))


def _initialize(_: Mapping[str, Any], version: str) -> types.InitializeResult:
    return types.InitializeResult(
        protocol_version=version,
        capabilities=_capabilities(),
        server_info=_implementation(),
        instructions=INSTRUCTIONS,
    )


def _discover(_: Mapping[str, Any], __: str) -> types.DiscoverResult:
    return types.DiscoverResult(
        supported_versions=list(MODERN_PROTOCOL_VERSIONS),
        capabilities=_capabilities(),
        instructions=INSTRUCTIONS,
        ttl_ms=LIST_KEPT_MS,
        cache_scope="public",
    )


def _ping(_: Mapping[str, Any], __: str) -> types.EmptyResult:
    return types.EmptyResult()


def _list_tools(_: Mapping[str, Any], __: str) -> types.ListToolsResult:
    only_reads = types.ToolAnnotations(
        read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
    )
    return types.ListToolsResult(
        tools=[
            types.Tool(
                name=tool.name,
                title=tool.title,
                description=tool.description,
                input_schema=tool.schema,
                annotations=only_reads,
            )
            for tool in TOOLS.values()
        ],
        ttl_ms=LIST_KEPT_MS,
        cache_scope="public",
    )


def _call_tool(params: Mapping[str, Any], _: str) -> types.CallToolResult:
    """An error of a tool is its result, so that a model can read it and do better."""
    name = params["name"]
    if name not in TOOLS:
        known = ", ".join(TOOLS)
        raise Refused(types.INVALID_PARAMS, f"There is no tool {name[:60]!r}. There are {known}.")
    try:
        body = TOOLS[name].call(params.get("arguments") or {})
    except EngineError as error:
        log.error("The search engine cannot answer: %s", error)
        return types.CallToolResult(content=[_text(errors.NO_ENGINE)], is_error=True)
    except ReleaseError:
        return types.CallToolResult(content=[_text(errors.NO_RELEASE)], is_error=True)
    except TaskdexError as error:
        return types.CallToolResult(content=[_text(str(error))], is_error=True)
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return types.CallToolResult(content=[_text(text)], structured_content=body)


def _text(text: str) -> types.TextContent:
    return types.TextContent(type="text", text=text)


_METHODS: Final = {
    "initialize": _initialize,
    "server/discover": _discover,
    "ping": _ping,
    "tools/list": _list_tools,
    "tools/call": _call_tool,
}
