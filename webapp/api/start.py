"""What `/api/v1` says: the address of every endpoint, from the description. Called by the API."""

from __future__ import annotations

from typing import Any

from webapp.api.operations import operations
from webapp.api.parameters import Parameter
from webapp.http import addresses


def first_answer(release_id: str) -> dict[str, Any]:
    """The first answer that a program gets."""
    found = {one["operationId"]: (path, one["parameters"]) for path, one in operations().items()}
    return {
        "name": "Taskdex API",
        "version": "v1",
        "documentation": addresses.absolute(addresses.path("api_page.page")),
        "description": addresses.absolute(addresses.path("api_page.description")),
        "endpoints": {name: addresses.root() + template(*one) for name, one in found.items()},
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
