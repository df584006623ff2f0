"""Errors. `parameter` and `retired` are the only properties here that can be left out."""

from __future__ import annotations

from typing import Final

from webapp.api.shapes import Schema, address, record, ref, text, whole

_ALWAYS: Final[dict[str, Schema]] = {
    "type": address("What kind of problem it is; opened, it explains it. Compare this."),
    "title": text("The kind in a few words; the same each time."),
    "status": whole("The HTTP status.", 400, 599),
    "detail": text("What was wrong this time, and what to do."),
}
_SOMETIMES: Final[dict[str, Schema]] = {
    "parameter": text("Name of the parameter: only where one is to blame."),
    "retired": ref("RetiredTask", "Only where a task is retired."),
}
SCHEMAS: Final[dict[str, Schema]] = {
    "Problem": {
        **record("A problem (RFC 9457).", **_ALWAYS, **_SOMETIMES),
        "required": list(_ALWAYS),
    }
}
