"""schemathesis sends what the API's description allows and what it forbids, and runs all its
checks: no failure of the server, no status, header, media type or body that is not described, what
is allowed is taken and what is forbidden refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from schemathesis import HookContext
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import StopReason, from_schema
from schemathesis.engine.events import (
    EngineFinished,
    FatalError,
    NonFatalError,
    ScenarioFinished,
)
from schemathesis.openapi.loaders import from_wsgi

# Its client for WSGI does not close answers, and those of the bulk file are open files.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

TAKEN = ["2xx", "3xx", "401", "403", "404", "409", "429", "5xx"]
REFUSED = ["400", "401", "403", "404", "405", "406", "409", "415", "422", "428", "429", "5xx"]
"""Answers to what is allowed and to what is forbidden, as schemathesis has them."""


def settings(examples: int) -> dict[str, Any]:
    """The same requests each time, `examples` of them for each endpoint and kind of fuzzing."""
    return {
        "seed": 5,
        "generation": {"max-examples": examples, "deterministic": True, "database": "none"},
        "suppress-health-check": ["all"],
        "cache": {"enabled": False},
        # It takes what it does not unpack.
        "headers": {"Accept-Encoding": "identity"},
        "operations": [
            {
                "include-path": "/api/v1/compare",
                "checks": {
                    # One of two parameters has to be given, and not both: no description can say
                    # that. And the same task five times is one task.
                    "positive_data_acceptance": {"expected-statuses": [*TAKEN, "400"]},
                    "negative_data_rejection": {"expected-statuses": [*REFUSED, "200"]},
                },
            },
            {
                "include-path": "/api/v1/software/{id}",
                "checks": {
                    # What a sentence put behind an address, such as "]", is left out: 308.
                    "negative_data_rejection": {"expected-statuses": [*REFUSED, "308"]},
                },
            },
            {
                "include-path": "/api/v1/tasks/{task_id}",
                "checks": {"positive_data_acceptance": {"expected-statuses": [*TAKEN, "410"]}},
            },
        ],
    }


def spelled(_: HookContext, query: dict[str, Any]) -> dict[str, Any]:
    """2.0 is a whole number in JSON, but in an address it is not how one is written."""
    return {
        name: int(value) if isinstance(value, float) and value.is_integer() else value
        for name, value in (query or {}).items()
    }


def failures(app: Flask, examples: int, *, without: str = "/none") -> tuple[int, list[str]]:
    """How many requests were made, and what was wrong."""
    config = SchemathesisConfig.from_dict(settings(examples))
    described = from_wsgi("/api/openapi.json", app, config=config)
    described.hook("map_query")(spelled)
    count, found = 0, []
    for event in from_schema(described.exclude(path=without)).execute():
        if isinstance(event, ScenarioFinished):
            count += len(event.recorder.cases)
            found += list(failed_checks(event))
        elif isinstance(event, NonFatalError):
            found.append(f"{event.label}: {event.info}")
        elif isinstance(event, FatalError):
            raise event.exception
        elif isinstance(event, EngineFinished):
            assert event.stop_reason == StopReason.COMPLETED
    return count, found


def failed_checks(event: ScenarioFinished) -> Iterator[str]:
    for case_id, checks in event.recorder.checks.items():
        case = event.recorder.cases[case_id].value
        for check in checks:
            if check.failure_info is not None:
                failure = check.failure_info.failure
                yield (
                    f"{failure.title}: {case.method} {case.formatted_path} {case.query}"
                    f" {failure.message[:300]}"
                )


@pytest.mark.parametrize("name", ["small_app", "app"])
def test_schemathesis_finds_nothing(name: str, request: pytest.FixtureRequest) -> None:
    count, found = failures(request.getfixturevalue(name), 10)
    assert found == []
    assert count > 300


@pytest.mark.full
def test_schemathesis_finds_nothing_in_the_full_data(full_app: Flask) -> None:
    # Not the bulk file: each of its answers is the whole of it.
    count, found = failures(full_app, 8, without="/api/v1/tasks.jsonl")
    assert found == []
    assert count > 300


@pytest.mark.full
@pytest.mark.slow
def test_schemathesis_finds_nothing_in_a_longer_run(full_app: Flask) -> None:
    count, found = failures(full_app, 150, without="/api/v1/tasks.jsonl")
    assert found == []
    assert count > 2_000
