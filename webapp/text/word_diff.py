"""Two wordings of a statement in, their differences word by word out. Pure; called by views."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

# A word keeps its comma: a comma alone, struck through, would not be seen.
_TOKEN: Final = re.compile(r"\S+|\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a statement."""

    kind: Literal["same", "gone", "new"]
    text: str


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """Pieces in reading order: what stayed, what went, what came.

    Those that are not new make up `before`, those that are not gone make up `after`.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    found: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(old[i:j])))
            continue
        if i < j:
            found.append(Piece("gone", "".join(old[i:j])))
        if k < m:
            found.append(Piece("new", "".join(new[k:m])))
    return tuple(found)
