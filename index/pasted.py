"""What people paste, in the signs of a query: “…” as "…", – as -, an address as its id.

Called by `index.query`. The box shows what was typed; only what is read is another text.
"""

from __future__ import annotations

import re
from typing import Final

from index.soc import MAJOR_GROUP_TITLES

_SIGNS: Final = str.maketrans(
    dict.fromkeys("“”„‟«»‹›〝〞〟＂″❝❞", '"') | dict.fromkeys("‐‑‒–—―−﹘﹣－⁃", "-")
)
_CODE: Final = re.compile(r"([0-9]{2})-?([0-9]{4})(\.[0-9]{2})?")
_AROUND: Final = "()[]{}<>,.;:'‘’`*?! "
_TASK: Final = re.compile(
    r"[\s(\[\"'‘]*(?:task(?:[\s_-]*(?:id|no|number|nr))?[\s.:=#-]*|#\s*)?([0-9]{1,9})[\s.,;:)\]\"'’?!]*",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(
    r"(?:https?://|www\.)?[^\s/]*(?:/[^\s/]+)*"
    r"/(?:(?:tasks|task)/(?:task-)?(?P<task>[0-9]{1,9})"
    r"|(?:occupations|summary|details)/(?P<code>[0-9]{2}-[0-9]{4}(?:\.[0-9]{2})?))"
    r"(?:\.(?:json|md|csv|bib|ris))?/?(?:[?#]\S*)?[.,;:)\]>]*",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """A text with straight quotation marks, hyphens for dashes, and ids in place of addresses."""
    pieces = [_meant(piece) for piece in re.split(r"(\s+)", text.translate(_SIGNS))]
    return "".join(pieces)


def task_id(text: str) -> int | None:
    """The task that a whole text names: `19156`, `#19156`, `Task ID: 19156`."""
    match = _TASK.fullmatch(text)
    return int(match[1]) if match else None


def occupation_code(piece: str, *, alone: bool) -> str | None:
    """The code that a piece names, `(11-1011.00),` too; without its hyphen only if `alone`."""
    match = _CODE.fullmatch(piece.strip(_AROUND))
    if match is None or ("-" not in piece and not (alone and match[1] in MAJOR_GROUP_TITLES)):
        return None
    return f"{match[1]}-{match[2]}{match[3] or ''}"


def _meant(piece: str) -> str:
    if "/" not in piece or not (match := _ADDRESS.fullmatch(piece.strip("<>(\"'"))):
        return piece
    return f"task-{match['task']}" if match["task"] else match["code"]
