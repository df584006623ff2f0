"""Names in the place of codes: programs are told which code was meant. Called by the API."""

from __future__ import annotations

from index.encyclopedia import Encyclopedia
from index.errors import QueryError
from webapp.compare.asked import Asked
from webapp.search.called import occupations_called, tasks_called


def refuse_names(encyclopedia: Encyclopedia, asked: Asked) -> None:
    """Raises QueryError if there is a name."""
    for text in asked.texts:
        called = tasks_called if asked.kind == "tasks" else occupations_called
        code = "a task’s number" if asked.kind == "tasks" else "an occupation’s code"
        near = next(iter(called(encyclopedia, text)), None)
        meant = f" Did you mean {near[0]}, {near[1]}?" if near else ""
        raise QueryError(asked.kind, f"has “{text[:40]}”, which isn’t {code}.{meant}")
