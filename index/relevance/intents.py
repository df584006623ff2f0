"""What a question about AI wants to see, apart from its subject. Pure; called by
`index.encyclopedia` before an engine is asked.

"which jobs will ChatGPT replace first" asks for the most exposed of all, "will AI replace
accountants" for accountants' tasks, "physical jobs with no AI exposure" for physical tasks that AI
does not touch: words about AI choose filter and order, and are not looked for in statements. Only
where somebody asks so: "artificial intelligence engineer" is about the engineer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

from index.lists import phrases, word_set
from index.query import Query
from index.relevance.edits import SHORTEST, edits, is_slip
from index.relevance.english import usual
from index.text import STOP_WORDS

_NAMES = frozenset(phrases("ai_names"))
_LONGEST = max(map(len, _NAMES))
_EFFECTS = word_set("ai_effects")
_REFUSALS = word_set("ai_refusals")
_USES = word_set("ai_uses")
# What is no name of AI by itself: machines and automation are subjects of work, too.
_WEAK = frozenset({"machines", "robot", "robots", "automation", "automated"})
_ASKED = frozenset(
    {"can", "could", "do", "does", "how", "should", "what", "which", "will", "would"}
)
_WORK = frozenset(
    """job jobs career careers occupation occupations profession professions role roles work worker
    workers task tasks industry industries first soon next most much likely future ever really help
    do does will would could should long often many people have has take taking over""".split()
)

_NAME_WORDS = sorted({word for name in _NAMES for word in name})
_SAID = sorted(_ASKED | _EFFECTS | _REFUSALS | _USES)
ENGLISH = 4.0
"""How usual a word of English is that is no misspelling of another one: "wil" (3.7) may be."""
LONG = 6
"""Letters from which on any edit explains a word; of shorter ones only a slip does."""
_KINDS = frozenset({"jobs", "careers", "occupations", "professions", "roles", "work", "tasks"})


class Wish(Enum):
    """What is asked for."""

    EXPOSED = "what AI could speed up most"
    UNTOUCHED = "what AI does not touch"
    USED = "what people use AI for"


@dataclass(frozen=True, slots=True)
class Intent:
    """A question about AI."""

    wish: Wish
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
    wish = _wish(query.words, named, others)
    if wish is None:
        return None
    said = {Wish.EXPOSED: _EFFECTS, Wish.UNTOUCHED: _EFFECTS | _REFUSALS, Wish.USED: _USES}[wish]
    about = [word for word in others if word not in said and word not in _WORK]
    if all(word in STOP_WORDS for word in about):
        about = []
    is_kind = any(word in about and after in _KINDS for word, after in pairwise(query.words))
    unfinished = query.prefix and bool(about) and about[-1] == query.words[-1]
    return Intent(wish, replace(query, words=tuple(about), prefix=unfinished), is_kind)


def _as_meant(query: Query) -> Query:
    """The query with AI's names as they are spelt, where letters of them are wrong; then, if it has
    one, with what else such questions are made of: "wil chatgtp replace …"."""
    found = tuple(_spelt(word, _NAME_WORDS) for word in query.words)
    if found == query.words or not _named(found):
        return query
    return replace(query, words=tuple(_spelt(word, _SAID) for word in found))


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
        for length in range(1, _LONGEST + 1):
            if tuple(words[start : start + length]) in _NAMES and start + length <= len(words):
                found.update(range(start, start + length))
    return frozenset(found)


def _wish(words: Sequence[str], named: frozenset[int], others: Sequence[str]) -> Wish | None:
    if not named:
        return None
    said = set(others)
    is_weak = all(words[place] in _WEAK for place in named)
    asks = words[0] in _ASKED
    # "robots replacing pickers", and not "machines to replace worn parts".
    after = {words[place + 1] for place in named if place + 1 < len(words)}
    if words[0] == "will":
        return Wish.EXPOSED
    if said & _EFFECTS and (asks or not is_weak or after & _EFFECTS):
        # "no AI exposure", and not "no machines were affected".
        return Wish.UNTOUCHED if said & _REFUSALS else Wish.EXPOSED
    if is_weak:
        return None
    if said & _REFUSALS:
        return Wish.UNTOUCHED
    if said & _USES:
        return Wish.USED
    return Wish.EXPOSED if asks and said & {"do", "help", "happen"} else None
