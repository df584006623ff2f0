"""`/mcp`: the Model Context Protocol over HTTP. One message is posted, one comes back as JSON.

There are no sessions and no streams, so any worker answers any message, and nothing is remembered.
"""

from __future__ import annotations

import json
from typing import Final

from flask import Blueprint, Response, request

from webapp.http import errors
from webapp.http.addresses import MCP
from webapp.http.problems import PROBLEMS

blueprint = Blueprint("mcp", __name__)

_STATUS: Final = {-32700: 400, -32600: 400, -32020: 400, -32022: 400, -32603: 500}
"""Error of JSON-RPC → status; 200 for all others, which older clients expect."""


@blueprint.post(MCP)
def message() -> Response:
    """What a client has posted, answered."""
    try:
        from webapp.mcp import protocol  # where nobody asks, nobody waits for the SDK's types
    except ImportError:
        return errors.problem(501, None, PROBLEMS["no-mcp"])
    if request.content_length is None:
        return errors.answer(411)
    # Of MAX_CONTENT_LENGTH at most, which the worker has gathered.
    answer = protocol.answer(request.get_data(), request.headers)
    response = Response(status=202) if answer is None else _sent(answer)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _sent(answer: dict[str, object]) -> Response:
    error = answer.get("error")
    status = _STATUS.get(error["code"], 200) if isinstance(error, dict) else 200
    body = json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
    return Response(body, status=status, mimetype="application/json")
