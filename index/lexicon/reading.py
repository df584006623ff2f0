"""A query → the words that are searched: those that say something, corrected.

Called by the engines before they search, so that every engine searches the same words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import log, log10

from index.lexicon.choices import Standing, standing
from index.lexicon.correction import Corrector
from index.lexicon.lexicon import Lexicon
from index.query import MAX_WORDS, Correction, Query
from index.relevance.english import usual
from index.relevance.lay_words import LAY_WORDS
from index.relevance.stems import stem
from index.text import STOP_WORDS, words

SENTENCE = 5
"""So many words are a sentence, in which some words only hold the others together."""
CHAT = 6.9
"""From this on a word is talk: how usual it is in English, and how much less usual in O*NET, added
up, both in powers of ten. "just" has 9.8, "look" 7.6, "day" 7.0; "need" 6.8, "car" 5.0."""
CHAT_USUAL = 5.0
"""The least that a word of talk is usual: "kids" and "stars" are not, though O*NET hardly has
them."""
LEAST_WORDS = 400_000
"""So many words O*NET has in all; a sample of it says nothing of what it lacks."""
UNREAD = 0.3
"""What stands for the count of a word that O*NET does not have."""
MISSPELT = 3
"""How many words that are neither O*NET's nor English are read in a long text: names mostly."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a query is understood."""

    query: Query
    corrections: tuple[Correction, ...] = ()
    notes: tuple[str, ...] = ()
    """What of it is searched, in words for the person who typed it."""


class Reader:
    """Reads queries against the lexicon of a release."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._corrector = Corrector(lexicon)
        self._word_count = max(LEAST_WORDS, len(lexicon.text_words))

    def read(self, query: Query) -> Reading:
        query = self._with_names(query)
        telling = query if query.verbatim else self._without_talk(query)
        shortened = self._most_telling(telling)
        corrected, corrections = self._corrector.correct(shortened)
        notes: tuple[str, ...] = ()
        if shortened is not telling:
            notes = (f"Searched by its most telling words: {', '.join(shortened.words)}.",)
        if len(corrected.words) > MAX_WORDS:
            corrected = replace(corrected, words=corrected.words[:MAX_WORDS])
        return Reading(corrected, corrections, notes)

    def _with_names(self, query: Query) -> Query:
        """The query without names of software that are words of statements, too: "access"."""
        if not query.uses:
            return query
        names = {w: uses for w, uses in query.uses.items() if not self.lexicon.in_statements(w)}
        return query if len(names) == len(query.uses) else replace(query, uses=names)

    def is_talk(self, word: str) -> bool:
        """Whether a word is common in English and hardly there in descriptions of work."""
        zipf = usual(word)
        if zipf < CHAT_USUAL or word in LAY_WORDS:
            return False
        number = self.lexicon.words.number(word)
        count = self.lexicon.count(number) if number >= 0 else 0
        in_onet = log10((count + UNREAD) / self._word_count) + 9
        return 2 * zipf - in_onet >= CHAT

    def _without_talk(self, query: Query) -> Query:
        if len(words(query.text)) < SENTENCE:
            return query
        last = len(query.words) - 1
        kept = [
            place
            for place, word in enumerate(query.words)
            if (query.prefix and place == last) or word in query.uses or not self.is_talk(word)
        ]
        if all(query.words[place] in STOP_WORDS for place in kept):
            return query
        return _only(query, kept)

    def _most_telling(self, query: Query) -> Query:
        """The query with no more words than are searched: of a long text, each of them once, those
        that tell most."""
        budget = MAX_WORDS - sum(map(len, query.phrases))
        if len(query.words) <= budget:
            return query
        places: dict[str, int] = {}
        for place, word in enumerate(query.words):
            if word not in STOP_WORDS and len(word) > 2 and word.isalpha():
                places.setdefault(stem(word), place)
        told = {place: self._told(query, place) for place in places.values()}
        unknown = [place for place, tells in told.items() if tells is None]
        known = [place for place, tells in told.items() if tells]
        known.sort(key=lambda place: -(told[place] or 0.0))
        chosen = (unknown[:MISSPELT] + known)[:budget] or range(budget)
        return _only(query, sorted(chosen))

    def _told(self, query: Query, place: int) -> float | None:
        """What a word tells: the rarer in O*NET, the more; None: it may be misspelt."""
        word = query.words[place]
        if word in query.uses:
            return log(self.lexicon.text_count)
        unfinished = query.prefix and place == len(query.words) - 1
        known = standing(self.lexicon, word, unfinished=unfinished)
        if known is Standing.UNKNOWN:
            return None
        number = self.lexicon.words.number(word)
        if number < 0:
            return 0.0 if known is Standing.ENGLISH else 1.0
        return log(self.lexicon.text_count / max(1, self.lexicon.count(number)))


def _only(query: Query, places: list[int]) -> Query:
    """The query with some of its words."""
    is_last = bool(places) and places[-1] == len(query.words) - 1
    words = tuple(query.words[place] for place in places)
    if words == query.words:
        return query
    return replace(query, words=words, prefix=query.prefix and is_last)
