"""Headers and responses that many operations share. Called by `webapp.api.document`."""

from __future__ import annotations

from typing import Final

from webapp.api.operations import PROBLEM
from webapp.api.shapes import Schema, ref
from webapp.http.problems import PROBLEMS

HEADERS: Final[dict[str, tuple[str, str]]] = {
    "ETag": (
        "Version of this answer: send it back in `If-None-Match`, and a 304 without a body says "
        "that it still holds.",
        "string",
    ),
    "Cache-Control": ("How long the answer may be kept without asking.", "string"),
    "Access-Control-Allow-Origin": ("`*`: any page may read it, errors too.", "string"),
    "Link": (
        "Addresses of other pages of the list (RFC 8288): `first`, `prev`, `next`, `last`. "
        "Without `next`, this is the last one.",
        "string",
    ),
    "Retry-After": ("Seconds to wait before asking again.", "integer"),
    "Allow": ("Methods that the address takes.", "string"),
    "Location": ("The one address of what was asked for.", "string"),
    "Accept-Ranges": ("`bytes`: a part can be had with `Range`.", "string"),
    "Content-Range": ("Which part this is, of how many bytes.", "string"),
    "Content-Disposition": ("A name for the file.", "string"),
}
_BESIDE: Final = {
    405: ("Allow",),
    416: ("Content-Range",),
    429: ("Retry-After",),
    503: ("Retry-After",),
}


def headers() -> dict[str, object]:
    return {
        name: {"description": description, "schema": {"type": kind}}
        for name, (description, kind) in HEADERS.items()
    }


def responses() -> dict[str, object]:
    """304, 308, and one for each status of a problem."""
    found: dict[str, object] = {
        "NotModified": {
            "description": "What the caller has still holds (`If-None-Match`). No body.",
            "headers": _headers("ETag", "Cache-Control", "Access-Control-Allow-Origin"),
        },
        "Moved": {
            "description": "The id was spelled in another way: here is its one address.",
            "headers": _headers("Location", "Access-Control-Allow-Origin"),
        },
    }
    for status in sorted({problem.status for problem in PROBLEMS.values()}):
        kinds = [problem for problem in PROBLEMS.values() if problem.status == status]
        found[f"Problem{status}"] = {
            "description": " ".join(kind.meaning for kind in kinds),
            "headers": _headers("Access-Control-Allow-Origin", *_BESIDE.get(status, ())),
            "content": {PROBLEM: {"schema": _problem(status)}},
        }
    return found


def _problem(status: int) -> Schema:
    return {
        "allOf": [
            ref("Problem"),
            {"type": "object", "properties": {"status": {"const": status}}},
        ]
    }


def _headers(*names: str) -> dict[str, object]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}
