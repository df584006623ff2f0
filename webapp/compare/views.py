"""`/compare?tasks=19156,19147`, `/compare?occupations=…`: up to four of them side by side.

The address holds the list; nothing is remembered anywhere else. What of the list cannot be shown
is said on the page, and the rest is compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict

from index.errors import QueryError
from webapp.compare.page import (
    beginning,
    occupations,
    tasks,
)
from webapp.http import addresses, render
from webapp.http.addresses import MAX_COMPARED
from webapp.http.release import current

blueprint = Blueprint("compare", __name__)

MAX_NAME: Final = 200
"""Characters of one item: a pasted address may be long, but not as long as this."""
_LIST = re.compile(r"[,\s]+")


@blueprint.get("/compare")
def compare() -> Response:
    encyclopedia = current()
    kind, names = asked_for(request.args)
    if not names:
        return render.page("compare/page.html", lambda: beginning(encyclopedia))
    page = (tasks if kind == "tasks" else occupations)(encyclopedia, names)
    return render.page(
        "compare/page.html",
        lambda: page,
        key=f"{kind}={','.join(names)}",
        status=200 if page.columns else 404,
        links=(f'<{page.canonical}>; rel="canonical"',) if page.columns else (),
    )


def asked_for(args: MultiDict[str, str]) -> tuple[str, tuple[str, ...]]:
    """The kind that is to be compared and its names; nothing of no kind. Raises QueryError."""
    asked = {
        kind: read(kind, values)
        for kind in ("tasks", "occupations")
        if (values := [one for one in args.getlist(kind) if one.strip(" ,")])
    }
    if len(asked) > 1:
        raise QueryError("occupations", "and “tasks” cannot stand together: compare one kind.")
    return asked.popitem() if asked else ("", ())


def read(kind: str, values: Iterable[str]) -> tuple[str, ...]:
    """`19156,task-19147` → 19156, 19147, each once. A pasted address of a page will do, too.

    Raises QueryError if an item cannot be one of this kind, or if there are too many.
    """
    names: dict[str, None] = {}
    for item in _LIST.split(",".join(values).strip(" ,")):
        if not item:
            continue
        name = item[:MAX_NAME].partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2]
        if kind == "tasks":
            match = addresses.TASK_NAME.fullmatch(name)
            known = match and str(int(match[1]))
            example = "numbers of tasks, like 19156,19147"
        else:
            match = addresses.OCCUPATION_CODE.fullmatch(name)
            known = match and f"{match[1]}.{match[2] or '00'}"
            example = "O*NET-SOC codes, like 29-1129.01,29-1125.00"
        if not known:
            raise QueryError(kind, f"takes {example}; {item[:40]!r} is none.")
        names[known] = None
    if len(names) > MAX_COMPARED:
        raise QueryError(
            kind,
            f"has {len(names)} items; at most {MAX_COMPARED} fit side by side. Take some away.",
        )
    return tuple(names)
