"""What `/api/v1` says: the address of every endpoint, from the description. Called by the API."""

from __future__ import annotations

from typing import Any

from webapp.api.operations import operations
from webapp.api.parameters import Parameter


def first_answer(base: str, release_id: str) -> dict[str, Any]:
    """The first answer that a program gets; `base` is the site's address."""
    found = {one["operationId"]: (path, one["parameters"]) for path, one in operations().items()}
    return {
        "name": "Taskdex API",
        "version": "v1",
        "documentation": f"{base}/api",
        "description": f"{base}/api/openapi.json",
        "endpoints": {name: base + template(*one) for name, one in found.items()},
        "release": release_id,
    }


def template(path: str, parameters: list[Parameter]) -> str:
    """`/api/v1/occupations{?group*,page,size}`: a URI template (RFC 6570)."""
    names = [
        f"{one['name']}*"
        if one["schema"]["type"] == "array" and "style" not in one
        else one["name"]
        for one in parameters
        if one["in"] == "query"
    ]
    return f"{path}{{?{','.join(names)}}}" if names else path
