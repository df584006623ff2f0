"""The constants that writer and searcher share."""

from __future__ import annotations

from index.records.terms import Kind

FOLDER = "whoosh"
FORMAT = 9
"""Raised whenever the arrays or their meaning change."""

KINDS: tuple[Kind, ...] = ("task", "occupation", "activity")


def arrays_name(kind: Kind) -> str:
    return f"{kind}.arrays"
