"""The language that a reader's browser is set to → a query that it decides. Called by the views of
searches and frames.

It only breaks ties, and only where it does is an answer another one: all other readers share what
is rendered and cached, and no address says it, so that a link that is passed on has no language.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from flask import Response, request

from index.encyclopedia import Encyclopedia
from index.query import Query
from webapp.http.vary import depends_on

SPOKEN_BY: Final = "Accept-Language"
"""The header that says which languages a browser is set to."""


def as_spoken(encyclopedia: Encyclopedia, query: Query) -> Query:
    """The query, with the reader's language if it is read otherwise so."""
    language = _own(encyclopedia.languages)
    decides = language and language in encyclopedia.deciding_languages(query)
    return replace(query, spoken=language) if decides else query


def vary(response: Response, encyclopedia: Encyclopedia, query: Query) -> Response:
    """Tells shared caches that the answer to this query depends on the reader's language, if it
    does."""
    if encyclopedia.deciding_languages(query):
        depends_on(response, SPOKEN_BY)
    return response


def _own(languages: Collection[str]) -> str:
    """The first language of the browser that we know; empty: it is English, or there is none."""
    for tag in request.accept_languages.values():
        language = tag.partition("-")[0].lower()
        if language == "en":
            break
        if language in languages:
            return language
    return ""
