"""What a query asks to compare: "accountants vs bookkeepers", "difference between a nurse and a
doctor". Pure; called by `index.answering`, which knows whether these are occupations."""

from __future__ import annotations

import re
from typing import Final

from index.query import MAX_COMPARED, Query

_SIGNS: Final = frozenset(
    "vs v versus or compare compared comparing difference differences".split()
)
"""One of them is in every query that compares, so that others cost nothing."""
_ASKED = re.compile(
    r"""
    (?:(?:what|whats|what\ s|what\ is|what\ are)\ )?(?:the\ )?(?:main\ )?differences?\ between\ (.+)
    | (?:how\ (?:do|does)\ )?(?:please\ )?(?:can\ you\ )?compar(?:e|ing)\ (.+)
    | (.+\ (?:vs|v|versus|compared\ (?:to|with)|or)\ .+)
    """,
    re.VERBOSE,
)
BETWEEN: Final = r"or|and|v|vs|versus|compared (?:to|with)"
"""What stands between titles."""
# And where the question is asked before: "compare a nurse to a doctor".
_BETWEEN = re.compile(rf" (?:{BETWEEN}|with|to) ")
_ARTICLE = re.compile(r"(?:being )?(?:an?|the) ")


_JOINED = re.compile(rf" (?:{BETWEEN}) ")


def joined(query: Query) -> tuple[tuple[str, ...], ...]:
    """The words of each of two to four names that a query consists of: "nurses and doctors"; empty:
    it has one, or is to be taken literally."""
    if query.verbatim or query.phrases or query.excluded:
        return ()
    parts = [_ARTICLE.sub("", part, count=1) for part in _JOINED.split(" ".join(query.words))]
    names = [tuple(part.split()) for part in parts]
    return tuple(names) if 1 < len(names) <= MAX_COMPARED and all(names) else ()


def compared(query: Query) -> tuple[tuple[str, ...], ...]:
    """The words of each of two to four names; empty: the query asks for something else."""
    if query.verbatim or query.phrases or query.excluded or _SIGNS.isdisjoint(query.words):
        return ()
    asked = _ASKED.fullmatch(" ".join(query.words))
    if asked is None:
        return ()
    parts = _BETWEEN.split(next(part for part in asked.groups() if part))
    names = [tuple(_ARTICLE.sub("", part, count=1).split()) for part in parts]
    return tuple(names) if 1 < len(names) <= MAX_COMPARED and all(names) else ()
