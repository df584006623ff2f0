"""The tools that an AI client may call: what each takes, and its answer as JSON.

The answers are those of the API, with sources and an address in each. Called by
`webapp.mcp.protocol`, within a request: addresses need one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from werkzeug.datastructures import MultiDict

from index.encyclopedia import Encyclopedia
from index.errors import NotFoundError, QueryError
from index.facts.fact import Json
from index.query import FILTERS, KINDS, MAX_COMPARED, MAX_PAGE, SORTS
from webapp.activities import views as activity_pages
from webapp.activities.answers import activity_answer
from webapp.api import answers
from webapp.compare import asked as comparison
from webapp.compare.names import codes_to_compare, refused_names
from webapp.formats import json_bodies
from webapp.http import addresses
from webapp.http.arguments import bounded
from webapp.http.release import current
from webapp.occupations import views as occupation_pages
from webapp.rankings import ranked
from webapp.rankings.asked import VALUES
from webapp.rankings.asked import read as read_ranking
from webapp.rankings.lists import LISTS
from webapp.search.ask import ask
from webapp.search.reading import read_query

Arguments = Mapping[str, Any]

MAX_TASKS: Final = 25
"""Tasks in an answer: a client has to read them all."""
DEFAULT_TASKS: Final = 10
MAX_VALUES: Final = 50
"""Values of one argument."""
_FIGURES: Final = (
    "A figure that is null is missing (not rated, not observed, not labelled or not published), and"
    " never zero. Name the source and its release when you quote a figure."
)
INSTRUCTIONS: Final = (
    "Taskdex is a reference work on what people do at work and where AI comes in: O*NET's tasks"
    " and occupations, how important each task is to the job, whether language models could speed"
    " it up (Eloundou et al.), and how AI is used for it (Anthropic Economic Index). Search first;"
    f" then read a task, an occupation or a work activity by its id. {_FIGURES}"
)


@dataclass(frozen=True, slots=True)
class Tool:
    """One thing that a client may ask."""

    name: str
    title: str
    description: str
    properties: Mapping[str, object]
    """Argument → its JSON Schema."""
    required: tuple[str, ...]
    answer: Callable[[Encyclopedia, MultiDict[str, str]], Json]
    """Raises QueryError, NotFoundError or EngineError."""

    @property
    def schema(self) -> dict[str, object]:
        """JSON Schema of its arguments."""
        return {
            "type": "object",
            "properties": dict(self.properties),
            "required": list(self.required),
            "additionalProperties": False,
        }

    def call(self, arguments: Arguments) -> Json:
        """The answer. Raises QueryError for an argument that cannot be, and what `answer` does."""
        given = read(self, arguments)
        return self.answer(current(), given)


def read(tool: Tool, arguments: Arguments) -> MultiDict[str, str]:
    """Arguments as an address would have them. Raises QueryError."""
    found: MultiDict[str, str] = MultiDict()
    for name, value in arguments.items():
        if name not in tool.properties:
            known = ", ".join(tool.properties)
            raise QueryError(name[:40], f"is no argument of {tool.name}, which has {known}.")
        values = value if isinstance(value, list) else [value]
        if len(values) > MAX_VALUES:
            raise QueryError(name, f"may have at most {MAX_VALUES} values.")
        for one in values:
            if one is None:
                continue
            if not isinstance(one, str | int) or isinstance(one, bool):
                raise QueryError(name, "may be a text or a whole number.")
            found.add(name, str(one))
    for name in tool.required:
        if not found.get(name, "").strip():
            raise QueryError(name, "has to be given.")
    return found


def _sourced(encyclopedia: Encyclopedia, body: Json, path: str) -> Json:
    """With the address of the page, and the release's sources where the answer names none."""
    sources = [json_bodies.source(one) for one in encyclopedia.release.sources]
    return {"url": addresses.absolute(path), "sources": sources, **body}


def _search(encyclopedia: Encyclopedia, given: MultiDict[str, str]) -> Json:
    bounded(given, "size", DEFAULT_TASKS, MAX_TASKS)
    asked = MultiDict(given)
    asked.setlistdefault("size", [str(DEFAULT_TASKS)])
    asked.setlist("q", asked.poplist("query"))
    query, warnings = read_query(asked)
    for (name, _), problem in warnings.items():
        raise QueryError(name, problem)
    body, _ = answers.search(encyclopedia, ask(encyclopedia, query))
    return _sourced(
        encyclopedia,
        body,
        addresses.with_parameters(addresses.path("search.search"), addresses.parameters(query)),
    )


def _task(encyclopedia: Encyclopedia, given: MultiDict[str, str]) -> Json:
    asked = refused_names(encyclopedia, comparison.read("tasks", given.getlist("task_id")[:1]))
    (name,) = asked.names
    task_id = int(name)
    try:
        return answers.task(encyclopedia, task_id)
    except NotFoundError:
        if (gone := encyclopedia.retired_task(task_id)) is None:
            raise
        return _sourced(
            encyclopedia, {"retired": json_bodies.retired(gone)}, addresses.task(task_id)
        )


def _occupation(encyclopedia: Encyclopedia, given: MultiDict[str, str]) -> Json:
    code, _ = occupation_pages.split(given["code"].strip())
    return _sourced(
        encyclopedia, answers.occupation(encyclopedia, code), addresses.occupation(code)
    )


def _activity(encyclopedia: Encyclopedia, given: MultiDict[str, str]) -> Json:
    page = bounded(given, "page", 1, MAX_PAGE)
    name = given["activity_id"].strip()
    activity_id = activity_pages.canonical_spelling(name)
    if activity_id is None:
        raise NotFoundError(f"No work activity has the id {name[:40]!r}.")
    body, _ = activity_answer(encyclopedia, activity_id, page, MAX_TASKS)
    return _sourced(encyclopedia, body, addresses.activity(activity_id))


def _compare(encyclopedia: Encyclopedia, given: MultiDict[str, str]) -> Json:
    asked = codes_to_compare(encyclopedia, given)
    body = answers.compare(encyclopedia, asked.kind, asked.names)
    return _sourced(encyclopedia, body, addresses.comparison(asked.kind, asked.names))


def _rankings(encyclopedia: Encyclopedia, given: MultiDict[str, str]) -> Json:
    name = given["name"].strip().lower()
    if name not in LISTS:
        raise QueryError("name", f"is one of {', '.join(LISTS)}; {name[:40]!r} is not.")
    bounded(given, "size", DEFAULT_TASKS, MAX_TASKS)
    asked = read_ranking(LISTS[name], given, DEFAULT_TASKS)
    body = ranked.body(encyclopedia, ranked.existing(encyclopedia, asked))
    sources = [json_bodies.source(one) for one in ranked.sources(encyclopedia, LISTS[name])]
    return {**body, "sources": sources}


def _listed(description: str, values: tuple[str, ...]) -> dict[str, object]:
    item = {"type": "string", "enum": list(values)}
    return {"type": "array", "items": item, "description": description}


_PAGE: Final = {
    "type": "integer",
    "minimum": 1,
    "maximum": MAX_PAGE,
    "description": "Which page of the tasks, from 1 on.",
}
_FILTERS: Final = {
    "exposure": "AI exposure as GPT-4 labelled it: E0 none, E1 direct, E2 with further tools.",
    "human": "AI exposure as the human raters labelled it: E0, E1 or E2.",
    "type": "Core tasks are critical to the job; supplemental ones less so.",
    "group": "Major groups of the Standard Occupational Classification, by their two digits.",
    "zone": "Job zone: how much preparation the job takes, from 1 (little) to 5.",
    "used": "Whether the Anthropic Economic Index observed AI use of the task.",
    "importance": "Importance to the job as rated, from 1 to 5.",
    "rated_by": "Who rated the task: workers in the job (incumbents), or occupation experts.",
}

TOOLS: Final = {
    tool.name: tool
    for tool in (
        Tool(
            "search",
            "Search tasks and occupations",
            "Finds tasks that people do at work, occupations, work activities and software by words"
            ' or by meaning. The query may hold "an exact phrase", -word to exclude, or an'
            " occupation code. Filters apply to tasks. The facets count tasks by each value."
            f" {_FIGURES}",
            {
                "query": {
                    "type": "string",
                    "description": "What to look for; empty: all tasks that the filters leave.",
                },
                "kind": {
                    "type": "string",
                    "enum": list(KINDS),
                    "description": "One kind only: page and size then apply to it.",
                },
                **{
                    name: _listed(_FILTERS.get(name, f"Filter of tasks: {name}."), values)
                    for name, values in FILTERS.items()
                },
                "occupation": {
                    "type": "array",
                    "items": {"type": "string"},
                    "description": "O*NET-SOC codes: tasks of these occupations only.",
                },
                "sort": {"type": "string", "enum": list(SORTS), "description": "Order of tasks."},
                "page": _PAGE,
                "size": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": MAX_TASKS,
                    "description": f"How many on a page; {DEFAULT_TASKS} if not given.",
                },
            },
            (),
            _search,
        ),
        Tool(
            "task",
            "Read a task",
            "Everything the datasets say of one task: occupation, ratings by workers, work"
            f" activities, AI exposure, and observed use of AI by release. {_FIGURES}",
            {
                "task_id": {
                    "type": ["integer", "string"],
                    "description": "O*NET's Task ID, such as 19156.",
                }
            },
            ("task_id",),
            _task,
        ),
        Tool(
            "occupation",
            "Read an occupation",
            "Everything the datasets say of one occupation: description, titles, all its tasks with"
            f" importance and AI exposure, related occupations. {_FIGURES}",
            {
                "code": {
                    "type": "string",
                    "description": "O*NET-SOC code, such as 29-1129.01.",
                }
            },
            ("code",),
            _occupation,
        ),
        Tool(
            "activity",
            "Read a work activity",
            "A work activity of O*NET, which groups like tasks of all occupations: the activity"
            f" above it, those below it, and its tasks, {MAX_TASKS} on a page.",
            {
                "activity_id": {
                    "type": "string",
                    "description": "O*NET's id, such as 4.A.2.b.2.o.9.",
                },
                "page": _PAGE,
            },
            ("activity_id",),
            _activity,
        ),
        Tool(
            "compare",
            "Compare tasks or occupations",
            f"Up to {MAX_COMPARED} tasks, or up to {MAX_COMPARED} occupations, with all their"
            f" facts. {_FIGURES}",
            {
                "tasks": {
                    "type": "array",
                    "items": {"type": ["integer", "string"]},
                    "maxItems": MAX_COMPARED,
                    "description": "Task IDs.",
                },
                "occupations": {
                    "type": "array",
                    "items": {"type": "string"},
                    "maxItems": MAX_COMPARED,
                    "description": "O*NET-SOC codes.",
                },
            },
            (),
            _compare,
        ),
        Tool(
            "rankings",
            "Rank occupations or tasks",
            "Occupations or tasks in the order of one figure, with those beside it, page by page."
            f" {_FIGURES}",
            {
                "name": {
                    "type": "string",
                    "enum": list(LISTS),
                    "description": "; ".join(
                        f"{name}: {one.question}" for name, one in LISTS.items()
                    ),
                },
                **{
                    name: {"type": "string", "enum": list(values), "description": meaning}
                    for (name, values), meaning in zip(
                        VALUES.items(),
                        ("Major group, two digits.", "Job zone.", "Median annual pay in dollars."),
                        strict=True,
                    )
                },
                "sort": {
                    "type": "string",
                    "description": "Another column to sort by; the answer names them.",
                },
                "reverse": {
                    "type": "string",
                    "enum": ["0", "1"],
                    "description": "1: lowest first.",
                },
                "page": _PAGE,
                "size": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": MAX_TASKS,
                    "description": f"How many on a page; {DEFAULT_TASKS} if not given.",
                },
            },
            ("name",),
            _rankings,
        ),
    )
}
"""Name → tool, in the order in which a client sees them."""
