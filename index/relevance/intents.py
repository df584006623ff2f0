"""What a question about AI wants to see, apart from its subject. Pure; called by
`index.answering` before an engine is asked.

"which jobs will ChatGPT replace first" asks for the most exposed of all, "will AI replace
accountants" for accountants' tasks, "physical jobs with no AI exposure" for physical tasks that AI
does not touch: words about AI choose filter and order, and are not looked for in statements. Only
where somebody asks so: "artificial intelligence engineer" is about the engineer.
Other questions show by their subject, if it is an occupation: "paralegal AI", but not
"AI ethics".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from itertools import accumulate, pairwise

from index.lists import phrases, word_set
from index.query import Query
from index.relevance.edits import SHORTEST, edits, is_slip, shortened
from index.relevance.english import usual
from index.text import STOP_WORDS, words

_NAMES = frozenset(phrases("ai_names"))
_LONGEST = max(map(len, _NAMES))
_EFFECTS = word_set("ai_effects")
_REFUSALS = word_set("ai_refusals")
_USES = word_set("ai_uses")
_FRAMES = word_set("ai_frames")
# What is no name of AI by itself: machines and automation are subjects of work, too.
_WEAK = frozenset({"machines", "robot", "robots", "automation", "automated"})
_ASKED = frozenset(
    {"can", "could", "do", "does", "how", "should", "what", "which", "will", "would"}
)
_JOINING = frozenset({"and", "but", "or"})
_OPENING = _ASKED | frozenset({"are", "has", "have", "is", "when", "where", "who", "why"})
"""Words with which a clause of a question begins."""
_WORK = frozenset(
    """job jobs career careers occupation occupations profession professions role roles work worker
    workers task tasks industry industries first soon next most much likely future ever really help
    do does will would could should long often many people have has take taking over""".split()
)

_NAME_WORDS = sorted({word for name in _NAMES for word in name})
_SAID = sorted(_ASKED | _EFFECTS | _REFUSALS | _USES)
_NEAR_NAMES = frozenset[str]().union(*map(shortened, _NAME_WORDS))
"""One of these is what any word that may be a misspelt name has in common with it."""
ENGLISH = 4.0
"""How usual a word of English is that is no misspelling of another one: "wil" (3.7) may be."""
LONG = 6
"""Letters from which on any edit explains a word; of shorter ones only a slip does."""
_KINDS = frozenset({"jobs", "careers", "occupations", "professions", "roles", "work", "tasks"})
_OF_A_JOB = _KINDS - {"work"} | {"job", "part", "parts"}
"""Beside them a piece of a title means the occupation: "AI jobs nursing", and not "AI ethics"."""


_SAFETY = frozenset({"safe", "secure", "risk", "danger", "threat", "threatened"})


class Aim(Enum):
    """What a question about AI asks for."""

    EXPOSED = "what AI could speed up most"
    UNTOUCHED = "what AI does not touch"
    USED = "what people use AI for"


@dataclass(frozen=True, slots=True)
class Intent:
    """A question about AI."""

    aim: Aim
    query: Query
    """What else it is about; perhaps nothing."""
    is_kind: bool = False
    """It is about a kind of jobs ("physical jobs"), and not about one occupation."""


def intended(query: Query) -> Intent | None:
    """None: the query is no question about AI."""
    if query.verbatim or query.phrases or len(query.words) < 2:
        return None
    if not _named(query.words):
        query = _as_meant(query)
    named = _named(query.words)
    others = [word for place, word in enumerate(query.words) if place not in named]
    aim = _aim(query.words, named, others)
    if aim is None:
        return None
    said = {Aim.EXPOSED: _EFFECTS, Aim.UNTOUCHED: _EFFECTS | _REFUSALS, Aim.USED: _USES}[aim]
    about = [word for word in others if word not in said and word not in _WORK]
    if all(word in STOP_WORDS for word in about):
        about = []
    is_kind = any(
        # "which tasks of lawyers" are no kind of tasks.
        word in about and after in _KINDS and not (word in STOP_WORDS and after == "tasks")
        for word, after in pairwise(query.words)
    )
    unfinished = query.prefix and bool(about) and about[-1] == query.words[-1]
    return Intent(aim, replace(query, words=tuple(about), prefix=unfinished), is_kind)


@dataclass(frozen=True, slots=True)
class Supposed:
    """A question about AI if what else it is about is an occupation: "paralegal AI"."""

    intent: Intent
    may_be_part: bool
    """It is one, too, if the occupation's title has other words as well."""


def supposed(query: Query) -> tuple[Supposed, ...]:
    """What a query asks if the rest of it is an occupation, the longest rest first: "parts" may
    belong to the question or to a title.

    Empty: the query does not name AI, or names it as part of something: "AI engineer jobs".
    """
    if query.verbatim or query.phrases or len(query.words) < 2:
        return ()
    if not _named(query.words):
        query = _as_meant(query)
    named = _named(query.words)
    # "how exposed is my job", and not "how exposed to dust are miners".
    asks_exposure = query.words[:2] == ("how", "exposed") and query.words[2:3] != ("to",)
    asks_exposure |= asks_of_own_job(query)
    if not named and not asks_exposure:
        return ()
    is_weak = not named or all(query.words[place] in _WEAK for place in named)
    said = set(query.words)
    if is_weak and named and (query.words[0] not in _ASKED or said & _USES):
        return ()
    found = []
    asked = _ASKED | _EFFECTS | (_SAFETY if asks_of_own_job(query) else frozenset())
    for framing in (asked, asked | _USES | _FRAMES | _WORK | _OF_A_JOB):
        places = [place for place, word in enumerate(query.words) if word not in framing]
        rest = [place for place in places if place not in named]
        content = [place for place in rest if query.words[place] not in STOP_WORDS]
        if any(place - 1 in named for place in content) or not (content or asks_exposure):
            continue
        left = tuple(query.words[place] for place in rest) if content else ()
        unfinished = query.prefix and content[-1:] == [len(query.words) - 1]
        intent = Intent(Aim.EXPOSED, replace(query, words=left, prefix=unfinished))
        found.append(Supposed(intent, not is_weak and not said.isdisjoint(_OF_A_JOB)))
    return tuple(found)


def asks_of_own_job(query: Query) -> bool:
    """Whether somebody asks of a job without saying which: "is my job safe", "how exposed is my
    job"; and not "keep my job site safe"."""
    said = query.words
    is_asked = said[:1] in (("is",), ("will",)) or said[:2] == ("how", "exposed")
    is_own = ("my", "job") in pairwise(said) or ("my", "work") in pairwise(said)
    return is_asked and is_own and (said[0] == "how" or not _SAFETY.isdisjoint(said))


def clauses(query: Query) -> tuple[Query, ...]:
    """The clauses of a question that has several: "could AI speed up a paralegal's job, and do
    people use it?"; empty: it has one."""
    if query.verbatim or query.phrases:
        return ()
    pieces = [words(piece) for piece in re.split(r"[,;.?!]", query.text)]
    is_read_so = [word for piece in pieces for word in piece] == list(query.words)
    starts = list(accumulate(map(len, pieces))) if is_read_so else []
    bounds = [0]
    for place, word in enumerate(query.words):
        joined = place > 0 and query.words[place - 1] in _JOINING
        begins = joined or place in starts
        if word in _OPENING and begins and place > bounds[-1] + joined:
            bounds.append(place)
    if len(bounds) < 2:
        return ()
    bounds.append(len(query.words))
    return tuple(
        replace(
            query, words=query.words[start:end], prefix=query.prefix and end == len(query.words)
        )
        for start, end in pairwise(bounds)
    )


def _as_meant(query: Query) -> Query:
    """The query with AI's names as they are spelt, where letters of them are wrong; then, if it has
    one, with what else such questions are made of: "wil chatgtp replace …"."""
    meant = _meant(query.words)
    return query if meant == query.words else replace(query, words=meant)


# Each query is asked for twice: by `intended`, then by `supposed`.
@lru_cache(maxsize=64)
def _meant(words: tuple[str, ...]) -> tuple[str, ...]:
    found = tuple(
        word if _NEAR_NAMES.isdisjoint(shortened(word)) else _spelt(word, _NAME_WORDS)
        for word in words
    )
    if found == words or not _named(found):
        return words
    return tuple(_spelt(word, _SAID) for word in found)


def _spelt(word: str, meant: Sequence[str]) -> str:
    """The one of some words that is an edit away, if the word is none itself."""
    if word in meant or len(word) < SHORTEST or usual(word) >= ENGLISH:
        return word
    near = (other for other in meant if is_slip(word, other) or _is_near(word, other))
    return next(near, word)


def _is_near(word: str, other: str) -> bool:
    return len(other) >= LONG and edits(word, other, 1) <= 1


def _named(words: Sequence[str]) -> frozenset[int]:
    """Places of words that name AI."""
    found: set[int] = set()
    for start in range(len(words)):
        if words[start] not in _NAME_WORDS:
            continue
        for length in range(1, _LONGEST + 1):
            if tuple(words[start : start + length]) in _NAMES and start + length <= len(words):
                found.update(range(start, start + length))
    return frozenset(found)


def _aim(words: Sequence[str], named: frozenset[int], others: Sequence[str]) -> Aim | None:
    if not named:
        return None
    said = set(others)
    is_weak = all(words[place] in _WEAK for place in named)
    asks = words[0] in _ASKED
    # "robots replacing pickers", and not "machines to replace worn parts".
    after = {words[place + 1] for place in named if place + 1 < len(words)}
    if words[0] == "will":
        return Aim.EXPOSED
    if said & _EFFECTS and (asks or not is_weak or after & _EFFECTS):
        # "no AI exposure", and not "no machines were affected".
        return Aim.UNTOUCHED if said & _REFUSALS else Aim.EXPOSED
    if is_weak:
        return None
    if said & _REFUSALS:
        return Aim.UNTOUCHED
    if said & _USES:
        return Aim.USED
    return Aim.EXPOSED if asks and said & {"do", "help", "happen"} else None
