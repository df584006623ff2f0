"""A query as a person typed it → the query in O*NET's words. Pure; called by `index.encyclopedia`
before an engine is asked, so that every engine gets the same words.

"who puts out fires" asks for fight fires, "colour" for color, "which jobs use lasers" for
lasers. What was typed in quotation marks, or is to be searched exactly, stays as it is. Other words
are always said to be searched; those that only ask are left out without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.lists import word_set
from index.query import Correction, Query
from index.relevance.lay_words import LAY_WORDS
from index.relevance.phrases import LONGEST, PHRASES
from index.relevance.spellings import american

# Words that say no more than that somebody asks. They are dropped if others are left.
_JOBS = r"(?:jobs?|occupations?|careers?|professions?)"
_ASKING = re.compile(
    rf"""
    (?:please\ )?(?:can\ you\ )?(?:show|tell|find|give)\ me\ (?:(?:all|some|more|the|about)\ )*
    | i\ (?:want|need|would\ like|d\ like|wanna)\ to
      \ (?:find\ out|know|learn|read|be|become)\ (?:(?:more|about|an?)\ )*
    | (?:(?:what\ is|what\ s)\ the\ )?differences?\ between\ (?:an?\ |the\ )?
    | (?:how\ (?:do|can|could)\ (?:i|you|we)|how\ to)\ (?:become|be)\ (?:an?\ )?
    | (?:what|which)\ (?:are\ )?(?:the\ )?(?:(?:best|top|good)\ )?{_JOBS}\ (?:are\ (?:there\ )?)?
      (?:[a-z]+\ (?:(?:me|us|you)\ (?:to\ )?|(?:people|someone|somebody)\ to\ ))?
    """,
    re.VERBOSE,
)
_KINDS_ASKED = re.compile(
    rf"""
    (?:(?:best|top|good|high\ paying|highest\ paying|highest\ paid)\ )?
    (?:{_JOBS}|tasks)\ (?:that|which|where|with|for|in|of|using|about|involving)\ (?:the\ |an?\ )?
    """,
    re.VERBOSE,
)
# Not what somebody does with a job: "find people a job", "interview for jobs", "quit my job".
_KINDS_LAST = re.compile(
    r"(?<! a)(?<! an)(?<! the)(?<! my)(?<! your)(?<! their)(?<! his)(?<! her)(?<! for)(?<! new)"
    r"(?<! of)(?<! to)(?<! into)(?<! on)(?<! and)(?<! or)"
    r" (?:jobs?|careers?|occupations?|job (?:description|duties))$"
)
_GETTING = re.compile(
    r"(?:advertise|apply|change|create|find|finding|get|give|keep|leave|lose|need|offer|quit|search"
    r"|seek|start)\b"
)

ABBREVIATIONS = word_set("abbreviations")
"""Words that are whole as they stand, however many others begin so."""
Words = tuple[str, ...]
_INFORMATION_TECHNOLOGY = ("information", "technology")


def reworded(query: Query) -> tuple[Query, tuple[Correction, ...]]:
    """The query in O*NET's words, unless it is to be searched exactly, and which are others than
    those that were typed."""
    if query.verbatim or not query.words:
        return query, ()
    pairs = list(_in_other_words(_without_asking(query.words), is_it=_means_technology(query)))
    found = tuple(word for _, meant in pairs for word in meant)
    # What stands for something else is not the beginning of a longer word: "ai" is not "aid".
    last = found[-1]
    is_whole = last != query.words[-1] or last in LAY_WORDS or last in ABBREVIATIONS
    others = dict.fromkeys(
        Correction(" ".join(typed), " ".join(meant)) for typed, meant in pairs if typed != meant
    )
    prefix = query.prefix and not is_whole
    if found == query.words and prefix == query.prefix:
        return query, ()
    return replace(query, words=found, prefix=prefix), tuple(others)


def _means_technology(query: Query) -> bool:
    """Whether "it" is what IT is short for: alone, or in capitals among small letters."""
    in_capitals = re.search(r"\bIT\b", query.text) and not query.text.isupper()
    return bool(in_capitals) or query.words == ("it",)


def _without_asking(words: Sequence[str]) -> Sequence[str]:
    text = f"{' '.join(words)} "
    for pattern in (_ASKING, _KINDS_ASKED):
        if match := pattern.match(text):
            text = text[match.end() :]
    text = text.rstrip()
    if not _GETTING.match(text):  # "find people jobs" is what somebody does
        text = _KINDS_LAST.sub("", text)
    return text.split() or words


def _in_other_words(typed: Sequence[str], *, is_it: bool) -> Iterator[tuple[Words, Words]]:
    """The words, each phrase beside what it is in O*NET's words; of phrases that overlap the first,
    the longest."""
    spelt = [american(word) for word in typed]
    place = 0
    while place < len(typed):
        for length in range(min(LONGEST, len(typed) - place), 0, -1):
            if (meant := PHRASES.get(tuple(spelt[place : place + length]))) is not None:
                break
        else:
            length = 1
            is_short = is_it and typed[place] == "it"
            meant = _INFORMATION_TECHNOLOGY if is_short else (spelt[place],)
        yield tuple(typed[place : place + length]), meant
        place += length
