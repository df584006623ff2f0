"""What an address asks to compare: parameters in; codes, ids and what is neither out. Called by the
views of the comparison and by the API. Raises QueryError."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from werkzeug.datastructures import MultiDict

from index.errors import QueryError
from index.query import MAX_COMPARED
from webapp.http import addresses

KINDS: Final = ("tasks", "occupations")
MAX_ITEM: Final = 200
"""Characters of one item: a pasted address may be long, but not as long as this."""
_BESIDE = re.compile(r"[\s]+")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be compared."""

    kind: str = ""
    """`tasks` or `occupations`; empty: nothing is chosen yet."""
    names: tuple[str, ...] = ()
    """Ids of tasks or codes of occupations, each once."""
    texts: tuple[str, ...] = ()
    """What stands among them and is neither: perhaps a name."""

    def with_name(self, kind: str, name: str) -> Asked:
        """The same with one more. Raises QueryError if that is too many."""
        return checked(replace(self, kind=kind, names=tuple(dict.fromkeys((*self.names, name)))))


def asked_for(args: MultiDict[str, str]) -> Asked:
    """The lists of an address. Raises QueryError for two of them, or one that is too long."""
    asked = {
        kind: values
        for kind in KINDS
        if (values := [one for one in args.getlist(kind) if one.strip(" ,")])
    }
    if len(asked) > 1:
        raise QueryError("occupations", "and “tasks” cannot be combined: compare one kind.")
    return read(*asked.popitem()) if asked else Asked()


def read(kind: str, values: Iterable[str]) -> Asked:
    """`19156,task-19147` → 19156, 19147, each once. A pasted address of a page will do, too.

    Between codes and ids white space is as good as a comma; in a name it is part of it.
    """
    names: dict[str, None] = {}
    texts: dict[str, None] = {}
    for item in ",".join(values).split(","):
        pieces = [name_in(kind, piece) for piece in _BESIDE.split(item.strip())]
        if all(pieces):
            names.update(dict.fromkeys(filter(None, pieces)))
        elif text := item.strip()[:MAX_ITEM]:
            texts[text] = None
    return checked(Asked(kind, tuple(names), tuple(texts)))


def name_in(kind: str, text: str) -> str | None:
    """The id or the code that stands in a text, be it alone or at the end of a page's address."""
    name = text[:MAX_ITEM].partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2]
    if kind == "tasks":
        match = addresses.TASK_NAME.fullmatch(name)
        return str(int(match[1])) if match else None
    match = addresses.OCCUPATION_CODE.fullmatch(name)
    return f"{match[1]}.{match[2] or '00'}" if match else None


def checked(asked: Asked) -> Asked:
    count = len(asked.names) + len(asked.texts)
    if count > MAX_COMPARED:
        raise QueryError(
            asked.kind, f"has {count} items; at most {MAX_COMPARED} fit side by side. Remove some."
        )
    return asked
