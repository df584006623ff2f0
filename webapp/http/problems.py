"""Every kind of problem that a program can meet here. Called by `webapp.http.errors`, the API's
description and its page, so that the address in `type` always leads to an explanation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem type of RFC 9457."""

    name: str
    """Stable: programs compare it."""
    status: int
    title: str
    meaning: str
    remedy: str
    """What the caller can do."""

    @property
    def anchor(self) -> str:
        """Where the page of the API explains it."""
        return f"problem-{self.name}"


_ALL: Final = (
    Problem(
        "bad-parameter",
        400,
        "We couldn’t read a parameter of that request",
        "A parameter has a value that it cannot have, or is given twice where once is allowed. "
        "The member “parameter” names it; “detail” says what it can be.",
        "Correct the parameter. Asking again without a change will not help.",
    ),
    Problem(
        "bad-request",
        400,
        "We couldn’t read that request",
        "Part of the request is malformed.",
        "Check how the address is put together and encoded.",
    ),
    Problem(
        "not-found",
        404,
        "Not found",
        "The release that is served has no such task, occupation, activity, file, list page or "
        "endpoint.",
        "Check the id, or search for it.",
    ),
    Problem(
        "method-not-allowed",
        405,
        "This address does not take that kind of request",
        "Taskdex is read-only.",
        "Use GET or HEAD; the header Allow lists what the address takes.",
    ),
    Problem(
        "retired",
        410,
        "This task is retired",
        "An older release of O*NET had the task; the newest does not. The member “retired” has its "
        "last wording, the last release read that has it and, where known, its successor.",
        "Use the successor, or remove the task from your list.",
    ),
    Problem(
        "too-large",
        413,
        "The request is too large",
        "The request has a body that is too large to be read.",
        "Send no body: nothing here takes one.",
    ),
    Problem(
        "too-long",
        414,
        "The address is too long",
        "The address is longer than the server accepts.",
        "Shorten the query, or choose fewer values.",
    ),
    Problem(
        "no-such-range",
        416,
        "That part of the file does not exist",
        "The range begins after the end of the file. Content-Range gives the file’s length.",
        "Ask for a range within the file, or for the whole file.",
    ),
    Problem(
        "too-many-requests",
        429,
        "Too many requests",
        "Your network address has sent more requests than the server allows one client.",
        "Wait as many seconds as Retry-After says. For all tasks, fetch the bulk file instead.",
    ),
    Problem(
        "internal-error",
        500,
        "Something went wrong on our side",
        "An unexpected error. It has been logged.",
        "Try again later. If it happens again, tell whoever runs the server.",
    ),
    Problem(
        "format-not-spoken",
        501,
        "This format is not supported",
        "oEmbed answers in JSON and in XML, and was asked for something else.",
        "Ask for format=json or format=xml.",
    ),
    Problem(
        "no-mcp",
        501,
        "This server does not speak the Model Context Protocol",
        "It was installed without the extra “mcp”.",
        "Use the API, or ask the operator to install taskdex[mcp].",
    ),
    Problem(
        "no-release",
        503,
        "No data has been built yet",
        "The server is running but has no release to serve.",
        "Wait as many seconds as Retry-After says.",
    ),
    Problem(
        "no-search",
        503,
        "Search is not available",
        "The search engine cannot answer. Tasks, occupations and activities can still be read.",
        "Wait as many seconds as Retry-After says.",
    ),
    Problem(
        "unavailable",
        503,
        "Not available at the moment",
        "The server cannot answer at the moment.",
        "Wait as many seconds as Retry-After says.",
    ),
)
PROBLEMS: Final = {problem.name: problem for problem in _ALL}


def of_status(status: int) -> Problem | None:
    """The kind that a status alone says; None: no kind of ours."""
    general = {400: "bad-request", 503: "unavailable"}
    if status in general:
        return PROBLEMS[general[status]]
    return next((problem for problem in _ALL if problem.status == status), None)
