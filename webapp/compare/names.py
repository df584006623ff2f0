"""Names in the place of codes: programs are told which code was meant. Called by the API
and by the tools of assistants."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

from index.encyclopedia import Encyclopedia
from index.errors import QueryError
from webapp.compare.asked import Asked, asked_for
from webapp.search.called import occupations_called, tasks_called


def codes_to_compare(encyclopedia: Encyclopedia, args: MultiDict[str, str]) -> Asked:
    """What an address asks to compare. Raises QueryError for a name, and for nothing."""
    asked = refused_names(encyclopedia, asked_for(args))
    if not asked.names:
        raise QueryError("tasks", "or “occupations” has to be given: at least one, at most four.")
    return asked


def refused_names(encyclopedia: Encyclopedia, asked: Asked) -> Asked:
    """The same if there is no name in it. Raises QueryError."""
    for text in asked.texts:
        called = tasks_called if asked.kind == "tasks" else occupations_called
        code = "a task’s number" if asked.kind == "tasks" else "an occupation’s code"
        near = next(iter(called(encyclopedia, text)), None)
        meant = f" Did you mean {near[0]}, {near[1]}?" if near else ""
        raise QueryError(asked.kind, f"has “{text[:40]}”, which isn’t {code}.{meant}")
    return asked
