"""The language that a reader's browser is set to → a query that it decides. Called by the views of
searches, frames, comparisons and the form to embed.

It only breaks ties, and only where it does is an answer another one: all other readers share what
is rendered and cached, and no address says it, so that a link that is passed on has no language.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from flask import Response, request

from index.encyclopedia import Encyclopedia
from index.query import Query, parse
from webapp.http.vary import depends_on

SPOKEN_BY: Final = "Accept-Language"
"""The header that says which languages a browser is set to."""


def heard(encyclopedia: Encyclopedia, query: Query) -> tuple[Query, bool]:
    """The query, with the reader's language if it is read otherwise so; and whether it is for
    readers of any language, which shared caches must know."""
    deciding = encyclopedia.deciding_languages(query)
    language = own_language(encyclopedia)
    return replace(query, spoken=language) if language in deciding else query, bool(deciding)


def heard_in(encyclopedia: Encyclopedia, *texts: str) -> tuple[str, bool]:
    """Likewise of names that were typed: the reader's language, empty if it decides none of them;
    and whether any language decides one."""
    deciding = {
        language for text in texts for language in encyclopedia.deciding_languages(parse(text))
    }
    language = own_language(encyclopedia)
    return language if language in deciding else "", bool(deciding)


def varied(response: Response, *, is_decided: bool) -> Response:
    """The answer; where a language decides it, caches are told to keep one for each."""
    if is_decided:
        depends_on(response, SPOKEN_BY)
    return response


def as_spoken(encyclopedia: Encyclopedia, query: Query) -> Query:
    """The query alone, for answers that no cache shares: most readers' language need not be
    asked for."""
    return heard(encyclopedia, query)[0] if own_language(encyclopedia) else query


def own_language(encyclopedia: Encyclopedia) -> str:
    """The first language of the browser that we know; empty: it is English, or there is none."""
    languages = encyclopedia.languages
    for tag in request.accept_languages.values():
        language = tag.partition("-")[0].lower()
        if language == "en":
            break
        if language in languages:
            return language
    return ""
