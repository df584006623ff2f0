"""A query as a person typed it → the query in O*NET's words. Pure; called by `index.answering`
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
from index.relevance.english import usual
from index.relevance.lay_words import LAY_WORDS
from index.relevance.phrases import LONGEST, PHRASES
from index.relevance.spellings import american
from index.text import STOP_WORDS

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

# Questions about a job, of which the job alone is the subject.
_JOB = r"""(?P<job>
    (?!(?:i|me|my|you|your|we|they|it|one|people|someone|somebody|to|is|are|do|does|have|cost)\ )
    (?:[a-z0-9]+\ ){1,4}?)"""
_ASIDE = r"(?:(?:how|is|what|when|if|at|without|with|after|possible)\ .*)?"
_JOB_ASKED = tuple(
    re.compile(pattern, re.VERBOSE)
    for pattern in (
        # "from waitress to nurse how hard is it", "switching from retail to marketing manager"
        rf"""(?:(?:i|want|how|do|can|to|career|careers|jobs?|go|going|change|changing|move|moving
        |retrain|retraining|switch|switching|transition|transitioning)\ )*
        from\ (?:being\ )?(?:an?\ )?(?P<left>(?:[a-z]+\ ){{1,3}}?)(?:in)?to\ (?!(?P=left))
        (?:becoming\ |being\ )?(?:an?\ )?
        {_JOB}{_ASIDE}""",
        # "stop teaching and become a data analyst"
        rf"""(?:.*\ )?(?:stop|quit|leave|leaving)\ .*\ (?:and|to)
        \ (?:be|become|(?:re)?train\ as|work\ as)\ an?\ {_JOB}{_ASIDE}""",
        # "what qualifications do I need to be a plumber", "what is it like being a nurse"
        rf"""(?!.*\b(?:alternatives?|besides|instead|not|other|quit|stop|without)\ )(?:.*\ )?
        (?:be|become|becoming|being|(?:train|work|start)(?:ing)?\ (?:out\ )?as)
        \ an?\ {_JOB}
        (?:(?:when|if|in|at|without|with|for|stressful|hard|worth|good|after)\ .*)?""",
        # "what does a paralegal do all day", "how much do nurses earn"
        rf"""(?:what|how\ much|how\ many\ hours)\ (?:do|does|can|would)\ (?:an?\ )?{_JOB}
        (?:actually\ |really\ )?(?:do|earn|make|get\ paid)
        \ (?:(?:all|each|every|in|at|on|per|an?|for|exactly|day|work)\ .*)?""",
        # "duties of a store manager", "a typical day for a chef", "skills needed for a welder"
        rf"""(?:.*\ )?(?:duties|responsibilities|tasks|skills|requirements|qualifications|roles?
        |days?|life|job\ description|job)
        \ (?:needed\ |required\ )?(?:of|for|as)\ (?:being\ )?an?\ {_JOB}""",
        # "jobs similar to teacher", "careers like nursing"
        rf"""{_JOBS}\ (?:(?:very\ )?similar\ to|like|close\ to)\ (?:being\ )?(?:an?\ )?{_JOB}""",
    )
)
_TASKS_ASKED = tuple(
    re.compile(pattern, re.VERBOSE)
    for pattern in (
        # "paralegal duties", "nursing tasks"
        rf"""{_JOB}(?:job\ )?(?:tasks?|duty|duties|responsibilit(?:y|ies))\ """,
        # "duties of paralegals", "the tasks of nurses"
        rf"""(?:the\ )?(?:job\ )?(?:tasks|duties|responsibilities)\ (?:of|for)\ (?:the\ )?{_JOB}""",
    )
)
"""Questions about a job, however few their words are."""
_MONEY = r"(?:salary|salaries|pay|wages?|earnings|income|hourly\ rate)"
_USUAL = r"(?:(?:average|mean|median|typical|starting|annual|yearly|monthly|hourly)\ )"
_PAY_WORDS = frozenset("salary salaries pay paid wage wages earnings income rate earn make".split())
"""Every question about pay has one of these."""
_PAY_ASKED = tuple(
    re.compile(pattern, re.VERBOSE)
    for pattern in (
        # "electrician salary", "average lift engineer pay in texas"
        rf"""(?:what\ (?:is|s|are)\ )?(?:the\ )?{_USUAL}*{_JOB}{_USUAL}*{_MONEY}
        \ (?:range\ |uk\ |usa?\ |20\d\d\ |(?:in|an?|per|by)\ .*)?""",
        # "pay of lift engineers", "average salary for nurses in texas"
        rf"""(?:.*\ )?{_MONEY}\ (?:range\ )?(?:of|for|as)\ (?:being\ )?(?:an?\ |the\ )?{_JOB}
        (?:(?:in|per)\ .*)?""",
        # "salary electrician"
        rf"{_USUAL}*(?:salary|salaries|wages?)\ {_JOB}",
        # "are nurses well paid", "does plumbing pay well", "how much is a plumber paid"
        rf"""(?:how\ (?:much|well)\ )?(?:is|are|do|does)\ (?:an?\ |the\ |being\ an?\ )?{_JOB}
        (?:(?:get|getting)\ )?(?:(?:well|highly|badly|poorly)\ paid|paid|pay|earn|make)
        \ (?:(?:well|much|enough|good|a\ lot|a\ year|an\ hour|in|per)\ .*)?""",
        # "how well paid are electricians"
        rf"how\ (?:well|highly|badly|poorly)\ paid\ (?:is|are)\ (?:an?\ |the\ )?{_JOB}",
    )
)
_NOT_THIS = re.compile(
    r"\ (?:without|instead\ of)\ (?:being|becoming)\ an?\ [a-z]+\ (?:[a-z]+\ )?$"
    r"|\ but\ (?:not|no|never|without)\ (?!limited\ )(?:[a-z]+\ ){1,4}$"
)

ABBREVIATIONS = word_set("abbreviations")
"""Words that are whole as they stand, however many others begin so."""
SHORTEST_SAID = 3
"""Letters of a function word from which on it is said to be one: "of" may begin an office."""
ONE_WORD = 3.5
"""How usual a word is that is often written apart; "ofthe" is no more than a slip."""
SHORTEST_QUESTION = 4
"""Words of other questions about a job at the least."""
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


def without_asking(query: Query) -> Query:
    """The query without words that only ask: "electrician jobs" is about electricians."""
    return replace(query, words=tuple(_without_asking(query.words)))


def job_asked(query: Query) -> Query | None:
    """What a question about a job is about: of "do I need maths to be an architect" the architect;
    whether that is a job is not known here. None: it is no such question."""
    if query.verbatim or query.phrases:
        return None
    text = f"{' '.join(query.words)} "
    is_short = len(query.words) < SHORTEST_QUESTION
    of_pay = () if _PAY_WORDS.isdisjoint(query.words) else _PAY_ASKED
    longer = () if is_short else _JOB_ASKED
    for pattern in (*of_pay, *longer, *_TASKS_ASKED):
        if match := pattern.fullmatch(text):
            job = tuple(match["job"].split())
            return replace(query, words=job, prefix=query.prefix and text.endswith(match["job"]))
    return None


def says_nothing(query: Query) -> str:
    """Why a query tells nothing of what is looked for, in words for the person who typed it: it has
    function words alone. Empty: it tells something."""
    if query.verbatim or query.phrases or query.excluded or not query.words:
        return ""
    if not STOP_WORDS.issuperset(query.words):
        return ""
    text = " ".join(query.words)
    is_one_word = len(query.words) > 1 and usual("".join(query.words)) >= ONE_WORD  # "make up"
    if is_one_word or len(text) < SHORTEST_SAID:
        return ""
    if query.prefix and len(query.words) == 1:
        return f"“{text}” says nothing of work by itself: what begins so is listed."
    return f"“{text}” says nothing of work by itself: add what is done, or a job."


def _means_technology(query: Query) -> bool:
    """Whether "it" is what IT is short for: alone, or in capitals among small letters."""
    in_capitals = re.search(r"\bIT\b", query.text) and not query.text.isupper()
    return bool(in_capitals) or query.words == ("it",)


def _without_asking(words: Sequence[str]) -> Sequence[str]:
    text = f"{' '.join(words)} "
    text = _NOT_THIS.sub(" ", text)
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
