"""Questions about AI: which job a question is about, and its answer. Called by `answering`."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.answering import comparing
from index.answering.ai_plans import OCCUPATIONS_BY_USE, WHICH_JOB, Subject, planned, read_of_jobs
from index.answering.by_figure import by_ai, in_order, may_order
from index.answering.searching import Searching
from index.catalogue.occupations import OccupationReader
from index.engines.protocol import Results
from index.query import Query
from index.relevance.comparisons import joined
from index.relevance.intents import Aim, Intent, asks_of_own_job, clauses, intended, supposed
from index.relevance.wishes import wished_beside_ai, wished_of_ai, without_wishes
from index.text import STOP_WORDS


@dataclass(frozen=True, slots=True)
class Question:
    """A question about AI."""

    intent: Intent
    subject: Subject | None
    """The occupation that it is about; None: it is about none."""


def question_in(query: Query, search: Searching) -> Question | None:
    """The question about AI that a query is; None: it is none.

    Of several clauses the first that is about an occupation decides: "could AI speed up a
    paralegal's job, and do people use it?".
    """
    first = None
    for clause in clauses(query):
        asked = _question(clause, search)
        if asked and asked.subject and _is_whole_title(asked.intent.query, search):
            return asked
        first = first or asked
    whole = _question(query, search)
    if whole and first:
        return replace(whole, intent=replace(whole.intent, aim=first.intent.aim))
    return whole


def answered(
    query: Query, question: Question, search: Searching, occupations: OccupationReader
) -> Results:
    """What the question asks for: its words choose filter and order, unless these were chosen."""
    intent, subject = question.intent, question.subject
    asked = wished_beside_ai(intent.aim, query, intent.query.words)
    if asked and may_order(query):
        blank = replace(intent, query=replace(intent.query, words=(), prefix=False))
        plan = planned(blank, query, None)
        found = search.by_words(query, plan.query)
        found = replace(found, understood=read_of_jobs(intent.aim, asked))
        return in_order(query, asked, found, search, occupations)
    plan = planned(intent, query, subject)
    # "will AI replace nurses and doctors"
    names = joined(intent.query) if subject is None and intent.aim is Aim.EXPOSED else ()
    if names and (both := comparing.answered(query, names, search)):
        return replace(both, understood=plan.read_as)
    found = search.by_words(query, plan.query)
    order = None if plan.query.sort == query.sort else plan.query.sort
    found = replace(found, understood=plan.read_as, chosen_order=order)
    if subject is not None:
        return replace(found, named=subject.code, read_as=subject.read_as)
    if plan.query.is_blank and query.kind in (None, "occupation"):
        return _of_all_jobs(query, intent.aim, found, occupations)
    return found


def _of_all_jobs(query: Query, aim: Aim, found: Results, occupations: OccupationReader) -> Results:
    """The same with all occupations in the order that the question asks for."""
    hits = by_ai(occupations, query, aim)
    found = replace(found, occupations=hits, wished=wished_of_ai(aim, query))
    if aim is Aim.USED and hits.total:
        found = replace(found, understood=found.understood + OCCUPATIONS_BY_USE)
    if asks_of_own_job(query):
        notes = (*found.query.notes, WHICH_JOB)
        found = replace(found, query=replace(found.query, notes=notes))
    return found


def _question(query: Query, search: Searching) -> Question | None:
    """The question that one clause is, or all words together."""
    intent = intended(without_wishes(query))
    if intent is None:
        intent = _intended_of_an_occupation(query, search)
        return Question(intent, _subject(intent.query, search)) if intent else None
    subject = None if intent.is_kind else _subject(intent.query, search)
    if subject is None and not intent.query.is_blank:
        # "does a paralegal use AI daily": words of the question are left beside the title.
        for guess in supposed(query):
            about = guess.intent.query
            if _is_whole_title(about, search) and (named := _subject(about, search)):
                return Question(replace(intent, query=about, is_kind=False), named)
    return Question(intent, subject)


def _intended_of_an_occupation(query: Query, search: Searching) -> Intent | None:
    """A question about AI that only its subject shows to be one: "paralegal AI"."""
    guesses = supposed(query)
    if guesses and search.is_title(query):
        return None
    for guess in guesses:
        about = guess.intent.query
        may_be = guess.may_be_part or search.is_job(about)
        if about.is_blank or (may_be and _subject(about, search)):
            return guess.intent
    return None


def _is_whole_title(query: Query, search: Searching) -> bool:
    """Whether the words, apart from stop words, are a title."""
    content = tuple(word for word in query.words if word not in STOP_WORDS)
    return bool(content) and search.is_job(replace(query, words=content))


def _subject(query: Query, search: Searching) -> Subject | None:
    """The occupation that words name as ESCO does, or whose title has them all, if the best one is
    such."""
    if query.is_blank:
        return None
    if named := tuple(map(search.names.occupation_of, search.names.within(query))):
        return Subject(named[0].occupation_code, named[0].occupation_title, named)
    hit = search.occupation_with_all(query)
    return Subject(hit.occupation_code, hit.title) if hit else None
