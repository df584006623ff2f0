"""Every path of the API with what it takes and answers. Called by `webapp.api.document`."""

from __future__ import annotations

from typing import Any, Final

from webapp.api import parameters
from webapp.api.parameters import Parameter
from webapp.api.shapes import Schema, ref

Operation = dict[str, Any]

JSON: Final = "application/json"
LINES: Final = "application/x-ndjson"
PROBLEM: Final = "application/problem+json"

TAGS: Final = {
    "Search": "Find tasks, occupations, work activities and software.",
    "Entries": "Everything about one of them.",
    "Lists": "All of them, page by page.",
    "Bulk": "All tasks in one file, so that you need not crawl.",
    "Comparison": "Several side by side.",
    "Provenance": "What the figures are made of.",
}
ALWAYS: Final = (414, 429, 500, 503)
"""Any address of the API can answer these."""

_PAGED: Final = ("Link",)
_CACHED: Final = ("ETag", "Cache-Control", "Access-Control-Allow-Origin")


def operation(
    name: str,
    tag: str,
    summary: str,
    description: str,
    body: Schema,
    *,
    takes: list[Parameter] | None = None,
    fails: tuple[int, ...] = (),
    headers: tuple[str, ...] = (),
    moves: bool = False,
) -> Operation:
    """A GET with JSON as its answer."""
    responses: dict[str, object] = {
        "200": {
            "description": str(body.get("description") or summary),
            "headers": _headers(*_CACHED, *headers),
            "content": {JSON: {"schema": body}},
        },
        "304": {"$ref": "#/components/responses/NotModified"},
    }
    if moves:
        responses["308"] = {"$ref": "#/components/responses/Moved"}
    for status in (*fails, *ALWAYS):
        responses[str(status)] = {"$ref": f"#/components/responses/Problem{status}"}
    return {
        "operationId": name,
        "tags": [tag],
        "summary": summary,
        "description": description,
        "parameters": takes or [],
        "responses": responses,
    }


def _headers(*names: str) -> dict[str, object]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _bulk() -> Operation:
    body = {
        LINES: {"schema": {"type": "string", "contentMediaType": LINES, "x-line": ref("BulkTask")}}
    }
    found = operation(
        "bulk",
        "Bulk",
        "All tasks as JSON Lines",
        "One task per line, in the shape of `/api/v1/tasks/{task_id}` with two differences: "
        "addresses begin at the root of the site, and sources are keys (schema BulkTask). The "
        "file changes only with the release, so send `If-None-Match`. Resume a broken download "
        "with `Range`. Clients that accept gzip may get it compressed. `/data` also has CSV and "
        "SQLite.",
        {"description": "The whole file."},
        fails=(404, 416),
    )
    responses = found["responses"]
    whole = {
        "description": "The whole file.",
        "headers": _headers(*_CACHED, "Accept-Ranges", "Content-Disposition"),
        "content": body,
    }
    part = {
        "description": "The part asked for with `Range`.",
        "headers": _headers(*_CACHED, "Accept-Ranges", "Content-Range"),
        "content": body,
    }
    found["responses"] = {
        "200": whole,
        "206": part,
        **{k: responses[k] for k in responses if k != "200"},
    }
    return found


def operations() -> dict[str, Operation]:
    """Path → its GET."""
    return {
        "/api/v1/search": operation(
            "search",
            "Search",
            "Search tasks, occupations and work activities",
            "Repeat a filter to accept several values. A task has to match every filter. A page "
            "after the last one is empty, and `page` has an upper limit: for all tasks, use the "
            "bulk file.",
            ref("Search"),
            takes=parameters.search(),
            fails=(400,),
            headers=_PAGED,
        ),
        "/api/v1/suggest": operation(
            "suggest",
            "Search",
            "Complete what is being typed",
            "Titles of occupations and activities first, then task statements.",
            ref("Suggestions"),
            takes=parameters.suggest(),
            fails=(400,),
        ),
        "/api/v1/tasks/{task_id}": operation(
            "task",
            "Entries",
            "A task",
            "Ratings, exposure labels, observed use, activities and sources of one task. The same "
            "as `/tasks/task-{task_id}.json`. A retired task is a 410 that names its "
            "successor, where that is known.",
            ref("Task"),
            takes=parameters.task(),
            fails=(404, 410),
            moves=True,
        ),
        "/api/v1/occupations/{code}": operation(
            "occupation",
            "Entries",
            "An occupation with all its tasks",
            "The same as `/occupations/{code}.json`; with `.csv` the tasks come as a table.",
            ref("Occupation"),
            takes=parameters.occupation(),
            fails=(404,),
            moves=True,
        ),
        "/api/v1/activities/{id}": operation(
            "activity",
            "Entries",
            "A work activity with the tasks at or below it",
            "Its place in the hierarchy, its occupations, and its tasks page by page. A page "
            "after the last one is a 404.",
            ref("Activity"),
            takes=parameters.activity(),
            fails=(400, 404),
            headers=_PAGED,
            moves=True,
        ),
        "/api/v1/software/{id}": operation(
            "product",
            "Entries",
            "A software product with the occupations that use it",
            "From O*NET’s list of software, which says in which occupations a product is used and "
            "where employers often ask for it. The same as `/software/{id}.json`.",
            ref("SoftwareEntry"),
            takes=parameters.product(),
            fails=(404,),
            moves=True,
        ),
        "/api/v1/tasks": operation(
            "tasks",
            "Lists",
            "All tasks",
            "By id. A page after the last one is a 404. For everything about all of them, use "
            "the bulk file.",
            ref("Tasks"),
            takes=parameters.listing(),
            fails=(400, 404),
            headers=_PAGED,
        ),
        "/api/v1/occupations": operation(
            "occupations",
            "Lists",
            "All occupations",
            "By code, with the number of their tasks and their mean exposure. A page after the "
            "last one is a 404.",
            ref("Occupations"),
            takes=parameters.occupations(),
            fails=(400, 404),
            headers=_PAGED,
        ),
        "/api/v1/activities": operation(
            "activities",
            "Lists",
            "Work activities",
            "The generalized activities, those of another level, or those below one activity. A "
            "page after the last one is a 404.",
            ref("Activities"),
            takes=parameters.activities(),
            fails=(400, 404),
            headers=_PAGED,
        ),
        "/api/v1/software": operation(
            "software",
            "Lists",
            "Software products",
            "Those in demand in most occupations first. A page after the last one is a 404.",
            ref("SoftwareList"),
            takes=parameters.listing(),
            fails=(400, 404),
            headers=_PAGED,
        ),
        "/api/v1/rankings": operation(
            "rankings",
            "Lists",
            "Rankings",
            "Occupations and tasks by exposure, observed use, disagreement of raters, pay and "
            "growth: which lists there are, and what each can be sorted by.",
            ref("Rankings"),
        ),
        "/api/v1/rankings/{name}": operation(
            "ranking",
            "Lists",
            "A ranking",
            "Its rows with every figure, filtered and sorted. A row without the figure "
            "sorted by is left out; that does not mean zero. The same as `/rankings/{name}.json`; "
            "with `.csv` all rows come as a table. A page after the last one is a 404.",
            ref("Ranking"),
            takes=parameters.ranking(),
            fails=(400, 404),
            headers=_PAGED,
            moves=True,
        ),
        "/api/v1/groups": operation(
            "groups",
            "Lists",
            "Major groups of occupations",
            "What the two digits before an occupation’s code stand for.",
            ref("Groups"),
        ),
        "/api/v1/tasks.jsonl": _bulk(),
        "/api/v1/compare": operation(
            "compare",
            "Comparison",
            "Compare up to four tasks or occupations",
            "Each as its own endpoint gives it. Those that do not exist are listed under "
            "`missing`; if none exists, the answer is a 404.",
            ref("Comparison"),
            takes=parameters.compare(),
            fails=(400, 404),
        ),
        "/api/v1/sources": operation(
            "sources",
            "Provenance",
            "Datasets, licences, files and coverage",
            "Every dataset with the credit line that its licence asks for and the files that were "
            "read, and how well the datasets join.",
            ref("Sources"),
        ),
        "/api/v1/releases": operation(
            "releases",
            "Provenance",
            "The release that is served",
            "Its id, the releases of the datasets in it, and its files. Everything here changes "
            "only with the release.",
            ref("Releases"),
        ),
        "/api/v1": operation(
            "start",
            "Provenance",
            "What the API has",
            "The address of every endpoint, as a template.",
            ref("Start"),
        ),
    }
