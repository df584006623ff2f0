"""Facts → JSON Schema. Called by the modules beside it."""

from __future__ import annotations

from typing import Any

from index.facts.fact import Fact, Facts
from webapp.api.shapes import (
    Schema,
    address,
    choice,
    flag,
    maybe,
    number,
    record,
    ref,
    several,
    text,
    whole,
)


def schema(facts: Facts[Any], /, **more: Schema) -> Schema:
    """The record's JSON; `more` are properties of the answer around it, or in the place of one."""
    return record(facts.meaning, **properties(facts) | more)


def properties(facts: Facts[Any]) -> dict[str, Schema]:
    return {fact.name: _property(fact) for fact in facts}


def _property(fact: Fact) -> Schema:
    if fact.many:
        return several(_item(fact), fact.meaning)
    return maybe(_one(fact), *fact.null) if fact.null else _one(fact)


def _item(fact: Fact) -> Schema:
    """What a list is made of."""
    if isinstance(fact.of, Fact):
        return _one(fact.of)
    assert fact.of is not None
    return ref(fact.of.name) if fact.of.name else schema(fact.of)


def _one(fact: Fact) -> Schema:
    if isinstance(fact.of, Facts):
        return ref(fact.of.name, fact.meaning) if fact.of.name else schema(fact.of)
    source = "" if fact.origin is None else fact.origin.dataset
    match fact.kind:
        case "interval":
            return ref("Interval", fact.meaning)
        case "boolean":
            return flag(fact.meaning)
        case "address":
            return address(fact.meaning)
        case "integer":
            low, high = _whole(fact.low), _whole(fact.high)
            return whole(fact.meaning, low, high, unit=fact.unit, source=source)
        case "number":
            return number(fact.meaning, fact.low, fact.high, unit=fact.unit, source=source)
    if fact.values:
        return choice(fact.values, fact.meaning, source=source)
    example = fact.example or None
    return text(fact.meaning, example=example, pattern=fact.pattern, source=source)


def _whole(bound: float | None) -> int | None:
    return None if bound is None else int(bound)
