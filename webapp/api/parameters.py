"""What the API takes: every parameter with its bounds, which are those that the code checks.
Called by `webapp.api.operations`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from index.query import (
    DEFAULT_SIZE,
    FILTERS,
    KINDS,
    MAX_CHARACTERS,
    MAX_COMPARED,
    MAX_PAGE,
    MAX_SIZE,
    SORTS,
)
from webapp.activities.answers import ACTIVITY_TASKS
from webapp.api import answers
from webapp.api.schemas.parts import LEVELS
from webapp.api.shapes import Schema
from webapp.rankings.asked import MAX_SIZE as MAX_RANKING_SIZE
from webapp.rankings.asked import SIZE as RANKING_SIZE
from webapp.rankings.asked import VALUES
from webapp.rankings.lists import LISTS
from webapp.rankings.lists import SORTS as RANKING_SORTS

Parameter = dict[str, Any]

TASK_ID: Final = 19156
CODE: Final = "29-1129.01"
ACTIVITY_ID: Final = "4.A.2.b.2.o.9"
PRODUCT_ID: Final = "microsoft-excel"
COMPARED: Final = (19156, 19147)

_MEANINGS: Final = {
    "exposure": "Only tasks with one of these labels by GPT-4; `unlabelled`: not in the study.",
    "human": "Only tasks with one of these labels by the human raters.",
    "type": "Only tasks of these types; `untyped`: not classified yet.",
    "group": "Only occupations of these major groups, which `/api/v1/groups` names.",
    "zone": "Only occupations of these job zones; 2 stands for 1 and 2, `none` for no zone.",
    "used": "`yes`: only tasks observed in some release of the Index; `no`: only the others.",
    "importance": "Only tasks in these bands. A band includes its lower bound and excludes its "
    "upper one, except 5. `unrated`: no importance.",
    "rated_by": "Only tasks rated by these; `unknown`: O*NET does not say by whom; `unrated`: "
    "no rating.",
}
_RANKING: Final = {
    "group": "Only occupations of this major group, which `/api/v1/groups` names.",
    "zone": "Only occupations of this job zone.",
    "pay": "Only occupations whose median annual pay, in US dollars, lies in this band; those "
    "without published pay are in none.",
}
_EXAMPLES: Final[dict[str, object]] = {"exposure": ["E2"]}


def query(name: str, schema: Schema, description: str, *, example: object = None) -> Parameter:
    """A parameter of the query."""
    found: Parameter = {
        "name": name,
        "in": "query",
        "description": description,
        "required": False,
        "allowEmptyValue": True,
        "schema": schema,
    }
    if example is not None:
        found["example"] = example
    return found


def path(name: str, schema: Schema, description: str, example: object) -> Parameter:
    """A part of the path."""
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": description,
        "schema": schema,
        "example": example,
    }


def page(highest: int) -> Parameter:
    return query("page", _whole(1, highest), "The page, from 1.")


def size(default: int, highest: int) -> Parameter:
    return query("size", _whole(default, highest), "Records on a page.", example=2)


def text(description: str, example: str) -> Parameter:
    return query("q", {"type": "string"}, description, example=example)


def _whole(default: int, highest: int) -> Schema:
    return {"type": "integer", "minimum": 1, "maximum": highest, "default": default}


def _values(values: Iterable[str]) -> Schema:
    """A parameter that can be repeated, once for each value."""
    return {"type": "array", "items": {"type": "string", "enum": list(values)}}


def search() -> list[Parameter]:
    """Everything that narrows, orders and pages a search."""
    return [
        text(
            'What to look for: words, `"an exact phrase"`, `-word` for what must not occur, '
            "`filter:value`, an occupation’s code, or a task’s id. The last word is a prefix until "
            f"a space follows it. Beyond {MAX_CHARACTERS} characters the rest is left "
            "out, and `notes` says so. Empty: every task.",
            "art therapy",
        ),
        query(
            "kind",
            {"type": "string", "enum": list(KINDS)},
            "Only this kind; `page` and `size` then apply to it. Without it, tasks are paged, with "
            "up to three occupations and three activities beside them.",
        ),
        *(
            query(
                name,
                _values(values),
                _MEANINGS[name],
                example=_EXAMPLES.get(name),
            )
            for name, values in FILTERS.items()
        ),
        query(
            "occupation",
            {
                "type": "array",
                "items": {"type": "string", "pattern": r"^[0-9]{2}-[0-9]{4}(\.[0-9]{2})?$"},
            },
            "Only tasks of these occupations, by O*NET-SOC code.",
        ),
        query(
            "sort",
            {"type": "string", "enum": list(SORTS), "default": "best"},
            "The order: best match first, highest figure first, or by title of the occupation.",
        ),
        page(MAX_PAGE),
        size(DEFAULT_SIZE, MAX_SIZE),
        query(
            "verbatim",
            {"type": "string", "enum": ["0", "1", "false", "true", "no", "yes"], "default": "0"},
            "1: correct no word.",
        ),
        query(
            "hl",
            {"type": "string", "pattern": "^[a-z]{2}$"},
            "The language to prefer where a name exists in several languages or also begins "
            "English words. The API ignores `Accept-Language`.",
            example="es",
        ),
    ]


def suggest() -> list[Parameter]:
    return [
        text("The beginning of what is being typed.", "art ther"),
        query(
            "size",
            _whole(answers.DEFAULT_SUGGESTIONS, answers.MAX_SUGGESTIONS),
            "The highest number of completions.",
            example=3,
        ),
    ]


def listing() -> list[Parameter]:
    return [page(answers.MAX_LIST_PAGE), size(answers.LIST_SIZE, answers.MAX_LIST_SIZE)]


def occupations() -> list[Parameter]:
    return [
        query("group", _values(FILTERS["group"]), _MEANINGS["group"]),
        *listing(),
    ]


def activities() -> list[Parameter]:
    return [
        query(
            "level",
            {"type": "string", "enum": list(LEVELS)},
            "All activities of this level; with `parent`, only those below it.",
        ),
        query("parent", {"type": "string"}, "Only activities right below this one, by its id."),
        *listing(),
    ]


def ranking() -> list[Parameter]:
    return [
        path(
            "name",
            {"type": "string", "enum": list(LISTS)},
            "Name of the ranking.",
            "jobs-in-exposed-work",
        ),
        *(
            query(name, {"type": "string", "enum": list(values)}, _RANKING[name])
            for name, values in VALUES.items()
        ),
        query(
            "sort",
            {"type": "string", "enum": list(RANKING_SORTS)},
            "The figure to sort by: one of the ranking’s `sorts`. A figure that only other "
            "rankings have is a 404. Default: the ranking’s own.",
        ),
        query(
            "reverse",
            {"type": "string", "enum": ["0", "1"], "default": "0"},
            "1: the lowest first.",
        ),
        page(MAX_PAGE),
        size(RANKING_SIZE, MAX_RANKING_SIZE),
    ]


def task() -> list[Parameter]:
    return [
        path(
            "task_id",
            {"type": "integer", "minimum": 1, "maximum": 999_999_999},
            "O*NET’s number of the task.",
            TASK_ID,
        )
    ]


def occupation() -> list[Parameter]:
    return [
        path(
            "code",
            {"type": "string", "pattern": r"^[0-9]{2}-[0-9]{4}\.[0-9]{2}$"},
            "O*NET-SOC code; another spelling of it leads here with a 308.",
            CODE,
        )
    ]


def activity() -> list[Parameter]:
    return [
        path(
            "id",
            {"type": "string", "pattern": r"^[0-9]\.[A-Z](\.[a-z0-9]{1,4}){1,6}$"},
            "Id of the work activity; another spelling of it leads here with a 308.",
            ACTIVITY_ID,
        ),
        page(MAX_PAGE),
        size(ACTIVITY_TASKS, MAX_SIZE),
    ]


def product() -> list[Parameter]:
    return [
        path(
            "id",
            {"type": "string", "pattern": r"^[a-z0-9]+(-[a-z0-9]+)*$"},
            "Id of the product; capitals in it lead here with a 308.",
            PRODUCT_ID,
        )
    ]


def compare() -> list[Parameter]:
    def listed(items: Schema) -> Schema:
        return {"type": "array", "items": items, "minItems": 1, "maxItems": MAX_COMPARED}

    return [
        {
            **query(
                "tasks",
                listed({"type": "integer", "minimum": 1, "maximum": 999_999_999}),
                f"Ids of one to {MAX_COMPARED} tasks, with commas between them. Give this or "
                "`occupations`, not both.",
                example=list(COMPARED),
            ),
            **_COMMAS,
        },
        {
            **query(
                "occupations",
                listed({"type": "string", "pattern": r"^[0-9]{2}-[0-9]{4}(\.[0-9]{2})?$"}),
                f"Codes of one to {MAX_COMPARED} occupations, with commas between them.",
            ),
            **_COMMAS,
        },
    ]


_COMMAS: Final[Parameter] = {"style": "form", "explode": False}
