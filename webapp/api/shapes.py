"""JSON Schema in few words. Called by `webapp.api.schemas` and `webapp.api.operations`.

A value says its unit (`x-unit`) and the dataset that it comes from (`x-source`); `maybe` says that
it can be null, and never that it can be left out: every property is always there.
"""

from __future__ import annotations

from collections.abc import Iterable

from index.facts.null import Null, said

Schema = dict[str, object]


def text(
    description: str, *, example: str | None = None, pattern: str = "", source: str = ""
) -> Schema:
    found = _value("string", description, source=source)
    if pattern:
        found["pattern"] = pattern
    if example is not None:
        found["examples"] = [example]
    return found


def address(description: str) -> Schema:
    return {**_value("string", description), "format": "uri"}


def choice(values: Iterable[str], description: str, *, source: str = "") -> Schema:
    return {**_value("string", description, source=source), "enum": list(values)}


def whole(
    description: str,
    low: int | None = 0,
    high: int | None = None,
    *,
    unit: str = "",
    source: str = "",
) -> Schema:
    return _bounded("integer", description, low, high, unit, source)


def number(
    description: str,
    low: float | None = 0,
    high: float | None = None,
    *,
    unit: str = "",
    source: str = "",
) -> Schema:
    return _bounded("number", description, low, high, unit, source)


def flag(description: str) -> Schema:
    return _value("boolean", description)


def several(items: Schema, description: str) -> Schema:
    return {"type": "array", "description": description, "items": items}


def record(description: str, /, **properties: Schema) -> Schema:
    """An object with these properties, all of which it always has; later versions may add some."""
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": list(properties),
    }


def counts(description: str, values: Iterable[str] | None = None) -> Schema:
    """An object that counts tasks by value."""
    count = whole("Tasks.")
    found: Schema = {"type": "object", "description": description}
    if values is not None:
        found["properties"] = dict.fromkeys(values, count)
    found["additionalProperties"] = count
    return found


def ref(name: str, description: str = "") -> Schema:
    found: Schema = {"$ref": f"#/components/schemas/{name}"}
    if description:
        found["description"] = description
    return found


def maybe(schema: Schema, *when: Null) -> Schema:
    """The same, or null; `when` says what null can mean."""
    description = f"{schema.get('description', '')} Null: {said(*when)}".strip()
    if "$ref" in schema:
        return {"anyOf": [{"$ref": schema["$ref"]}, {"type": "null"}], "description": description}
    found = {**schema, "type": [schema["type"], "null"], "description": description}
    if isinstance(values := schema.get("enum"), list):
        found["enum"] = [*values, None]
    return found


def _value(kind: str, description: str, *, unit: str = "", source: str = "") -> Schema:
    found: Schema = {"type": kind, "description": description}
    if unit:
        found["x-unit"] = unit
    if source:
        found["x-source"] = source
    return found


def _bounded(
    kind: str, description: str, low: float | None, high: float | None, unit: str, source: str
) -> Schema:
    found = _value(kind, description, unit=unit, source=source)
    if low is not None:
        found["minimum"] = low
    if high is not None:
        found["maximum"] = high
    return found
