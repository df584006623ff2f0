"""The API's description → what its page shows. Called by `webapp.api.description`.

Nothing about an endpoint is written here or in the template: it all comes from the description.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import render_template
from markupsafe import Markup, escape

from webapp.api.answers import MAX_QUERY_BYTES
from webapp.api.operations import JSON
from webapp.http import addresses
from webapp.http.problems import PROBLEMS, Problem

Described = Mapping[str, Any]
LANGUAGES: Final = ("curl", "Python", "JavaScript")
PROGRAMS: Final = {
    "search": (
        "Search",
        "A missing figure is null. Say why it is missing, and do not count it as zero.",
    ),
    "pages": (
        "Read a whole list",
        "Follow the Link header from page to page until it has no next.",
    ),
    "bulk": (
        "Fetch all tasks at once",
        "One task per line. With the ETag, the next download costs nothing if the release is "
        "unchanged.",
    ),
    "problem": (
        "See what went wrong",
        "Every error is problem+json. If it has Retry-After, wait that long and try again.",
    ),
}
"""Texts in templates/api/programs → heading and meaning. Tests run every one of them."""
_TYPES: Final[dict[str, str]] = {
    "integer": "whole number",
    "string": "text",
    "boolean": "true or false",
}
_CODE: Final = re.compile(r"`([^`]+)`")
_STRONG: Final = re.compile(r"\*\*([^*]+)\*\*")


@dataclass(frozen=True, slots=True)
class ApiField:
    """A parameter or a property."""

    name: str
    """With dots where it lies in another one: `tasks.total`."""
    kind: str
    """Type and bounds in words: `number or null, 1 to 5`."""
    shape: str
    """The schema that it has; empty: none of its own."""
    source: str
    """The dataset that it comes from; empty: none, or several."""
    meaning: Markup


@dataclass(frozen=True, slots=True)
class ApiExample:
    """A program that can be copied and run."""

    id: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class ApiProgram:
    """The same in several languages."""

    heading: str
    meaning: str
    examples: tuple[ApiExample, ...]


@dataclass(frozen=True, slots=True)
class ApiStatus:
    """An answer that an endpoint can give, beside 200."""

    status: str
    anchor: str
    """Where it is explained; empty: nowhere else."""


@dataclass(frozen=True, slots=True)
class ApiEndpoint:
    """A path of the API."""

    name: str
    path: str
    summary: str
    meaning: Markup
    parameters: tuple[ApiField, ...]
    statuses: tuple[ApiStatus, ...]
    shape: str
    """The schema of its answer."""
    request: str
    """An address to try; empty: this release has no example."""
    answer: str
    """What it answers, with lists cut; empty: likewise."""


@dataclass(frozen=True, slots=True)
class ApiTag:
    """Endpoints that belong together."""

    name: str
    meaning: str
    endpoints: tuple[ApiEndpoint, ...]


@dataclass(frozen=True, slots=True)
class ApiShape:
    """A schema."""

    name: str
    meaning: Markup
    fields: tuple[ApiField, ...]


@dataclass(frozen=True, slots=True)
class ApiPage:
    """api/page.html"""

    version: str
    lede: Markup
    rules: tuple[Markup, ...]
    headers: tuple[tuple[str, Markup], ...]
    """Response headers and what they are for."""
    programs: tuple[ApiProgram, ...]
    tags: tuple[ApiTag, ...]
    shapes: tuple[ApiShape, ...]
    problems: tuple[Problem, ...]
    max_query_bytes: int


def api_page(described: Described) -> ApiPage:
    """What the page shows."""
    info = described["info"]
    lede, _, rules = info["description"].partition("\n\n")
    return ApiPage(
        version=info["version"],
        lede=marked_up(lede),
        rules=tuple(marked_up(rule.removeprefix("- ")) for rule in rules.splitlines()),
        headers=tuple(
            (name, marked_up(header["description"]))
            for name, header in described["components"]["headers"].items()
        ),
        programs=tuple(programs()),
        tags=tuple(
            ApiTag(tag["name"], tag["description"], tuple(endpoints(described, tag["name"])))
            for tag in described["tags"]
        ),
        shapes=tuple(
            ApiShape(name, marked_up(schema["description"]), tuple(fields(schema)))
            for name, schema in described["components"]["schemas"].items()
        ),
        problems=tuple(PROBLEMS.values()),
        max_query_bytes=MAX_QUERY_BYTES,
    )


def programs() -> Iterator[ApiProgram]:
    """Programs to copy, with this site's address in them."""
    for name, (heading, meaning) in PROGRAMS.items():
        yield ApiProgram(
            heading,
            meaning,
            tuple(
                ApiExample(
                    f"example-{name}-{language.lower()}",
                    language,
                    render_template(f"api/programs/{name}.{language.lower()}.txt"),
                )
                for language in LANGUAGES
            ),
        )


# --- endpoints -----------------------------------------------------------------------------------


def endpoints(described: Described, tag: str) -> Iterator[ApiEndpoint]:
    """The endpoints of a tag."""
    for path, item in described["paths"].items():
        operation = item["get"]
        if tag not in operation["tags"]:
            continue
        contents = operation["responses"]["200"]["content"]
        content = next(iter(contents.values()))
        answer = contents.get(JSON, {}).get("example")
        schema = content["schema"]
        yield ApiEndpoint(
            name=operation["operationId"],
            path=path,
            summary=operation["summary"],
            meaning=marked_up(operation["description"]),
            parameters=tuple(parameter(one) for one in operation["parameters"]),
            statuses=tuple(statuses(operation["responses"])),
            shape=shape_of(schema.get("x-line", schema)),
            request="" if answer is None else example_address(path, operation["parameters"]),
            answer="" if answer is None else json.dumps(answer, indent=2, ensure_ascii=False),
        )


def statuses(responses: Described) -> Iterator[ApiStatus]:
    """Everything but 200, each with the place where it is explained."""
    first = {problem.status: problem.anchor for problem in reversed(PROBLEMS.values())}
    for status in responses:
        if status != "200":
            yield ApiStatus(status, first.get(int(status), "caching" if status == "304" else ""))


def parameter(given: Described) -> ApiField:
    """A parameter in words."""
    schema = given["schema"]
    kind = kind_of(schema)
    if schema["type"] == "array":
        kind = f"{kind_of(schema['items'])}, {'in a list' if 'style' in given else 'repeatable'}"
    name = f"{{{given['name']}}}" if given["in"] == "path" else given["name"]
    return ApiField(name, kind, "", "", marked_up(given["description"]))


def example_address(path: str, parameters: list[Described]) -> str:
    """The path with the examples of its parameters."""
    query: addresses.Parameters = []
    for one in parameters:
        if "example" not in one:
            continue
        value = one["example"]
        values = value if isinstance(value, list) else [value]
        if one["in"] == "path":
            path = path.replace(f"{{{one['name']}}}", str(value))
        elif "style" in one:
            query.append((one["name"], ",".join(map(str, values))))
        else:
            query.extend((one["name"], str(each)) for each in values)
    return addresses.with_parameters(addresses.below(path), query).replace("%2C", ",")


# --- shapes --------------------------------------------------------------------------------------


def fields(schema: Described, prefix: str = "") -> Iterator[ApiField]:
    """The properties of a schema, and those of objects that have no name of their own."""
    for name, given in schema.get("properties", {}).items():
        inner = given.get("items", given) if given.get("type") == "array" else given
        label = f"{prefix}{name}{'[]' if inner is not given and 'properties' in inner else ''}"
        yield ApiField(
            label,
            kind_of(given),
            shape_of(given),
            given.get("x-source", ""),
            marked_up(given.get("description", "")),
        )
        yield from fields(inner, f"{label}.")


def shape_of(schema: Described) -> str:
    """The name of the schema that a value has, or that the items of a list have."""
    if "items" in schema:
        return shape_of(schema["items"])
    if "anyOf" in schema:
        return shape_of(schema["anyOf"][0])
    return str(schema.get("$ref", "")).rpartition("/")[2]


def kind_of(schema: Described) -> str:
    """Type, values and bounds in words; a shape is named beside it."""
    if "anyOf" in schema:
        return "object or null"
    if "$ref" in schema:
        return "object"
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    words = " or ".join(_TYPES.get(str(kind), str(kind)) for kind in kinds)
    if "array" in kinds:
        items = schema["items"]
        if "$ref" not in items and items.get("type") != "object":
            words = f"list of {kind_of(items)}"
        else:
            words = "list of objects"
    parts = [words]
    if "enum" in schema:
        parts = [", ".join("null" if one is None else str(one) for one in schema["enum"])]
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and high is not None:
        parts.append(f"{low:,} to {high:,}")
    elif low:
        parts.append(f"from {low:,}")
    if unit := schema.get("x-unit"):
        parts.append(str(unit))
    if "default" in schema:
        parts.append(f"{schema['default']} if not given")
    return ", ".join(parts)


def marked_up(text: str) -> Markup:
    """`code` and **strong** of the description as HTML."""
    html = _CODE.sub(r"<code>\1</code>", str(escape(text)))
    return Markup(_STRONG.sub(r"<b>\1</b>", html))  # noqa: S704  # escaped above
