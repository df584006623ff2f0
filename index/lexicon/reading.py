"""A query → the words that are searched: those that say something, corrected.

Called by the engines before they search, so that every engine searches the same words.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace
from itertools import pairwise
from math import log, log10

from index.lexicon.chains import side_by_side
from index.lexicon.choices import Standing, standing
from index.lexicon.correction import Corrector
from index.lexicon.lexicon import Lexicon
from index.pasted import plain
from index.query import MAX_WORDS, Correction, Query
from index.relevance.english import usual
from index.relevance.lay_words import LAY_WORDS
from index.relevance.stems import stem
from index.relevance.weights import PAIR_OFTEN
from index.text import STOP_WORDS, fold, words

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
MOST_BEGUN = 10
"""Words that begin alike, at most, of which it is looked up whether they are written apart."""
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
        query = self._finished(self.spelt(self._with_names(query)))
        telling = query if query.verbatim else self._without_talk(query)
        shortened = self._most_telling(telling)
        corrected, corrections = self._corrector.correct(shortened)
        corrected = self.spelt(corrected)
        if corrections:  # read as if it had been typed so: "famixly" was no talk, "family" may be
            corrected = self._finished(self._without_talk(corrected))
        notes: tuple[str, ...] = ()
        if shortened is not telling:
            notes = (f"Searched by its most telling words: {', '.join(shortened.words)}.",)
        if len(corrected.words) > MAX_WORDS:
            corrected = replace(corrected, words=corrected.words[:MAX_WORDS])
        return Reading(corrected, corrections, notes)

    def spelt(self, query: Query, names: Container[str] = ()) -> Query:
        """The query with words apart that the release writes apart: "healthcare" is "health care";
        and with those together that are a name or have a hyphen: "power point", "make-up".

        No more than a spelling: also what is in quotation marks, or is to be searched exactly, has
        the one that the index has.
        """
        words = self._together(query, names)
        if words and query.prefix and words[-1] not in query.uses:
            last = words[-1] if query.verbatim else self._singular(words[-1])
            words[-1:] = self._begun(last)
        apart = tuple(
            part
            for word in words
            for part in ((word,) if word in query.uses else self.lexicon.joints.parts(word))
        )
        phrases = tuple(map(self._apart, query.phrases))
        excluded = tuple(map(self._apart, query.excluded))
        if (apart, phrases, excluded) == (query.words, query.phrases, query.excluded):
            return query
        return replace(query, words=apart, phrases=phrases, excluded=excluded)

    def _together(self, query: Query, names: Container[str]) -> list[str]:
        """The words, those in one that are a name or have a hyphen: "power point", "make-up"."""
        words = list(query.words)
        if len(words) < 2 or query.verbatim:
            return words
        written = plain(fold(query.text))
        alone = len(words) == 2
        place = 0
        while place < len(words) - 1:
            first, second = words[place : place + 2]
            joined = first + second
            if (joined in names and self._corrector.is_name(first, second, alone=alone)) or (
                f"{first}-{second}" in written and self._corrector.is_one_hyphened(first, second)
            ):
                words[place : place + 2] = [joined]
            place += 1
        return words

    def _apart(self, words: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(part for word in words for part in self.lexicon.joints.parts(word))

    def _begun(self, word: str) -> tuple[str, ...]:
        """A last word that is unfinished: "healthca" begins words alone that are written apart."""
        parts = self.lexicon.joints.parts
        first, last = self.lexicon.words.span(word)
        longer = {
            parts(self.lexicon.words[number])[0] for number in range(first, last)[:MOST_BEGUN]
        }
        if len(parts(word)) > 1 or len(longer) != 1 or last - first > MOST_BEGUN:
            return (word,)
        (before,) = longer
        return (before, word[len(before) :]) if len(before) < len(word) else (word,)

    def _singular(self, word: str) -> str:
        """Of an unfinished word that begins forms of one word alone, that word: "entri" is entry;
        "librari" may be a librarian."""
        if not word.endswith("i"):
            return word
        singular = f"{word[:-1]}y"
        first, last = self.lexicon.words.span(word)
        if last - first > MOST_BEGUN or self.lexicon.words.number(singular) < 0:
            return word
        begun = {stem(self.lexicon.words[number]) for number in range(first, last)}
        return singular if begun == {stem(singular)} else word

    def _finished(self, query: Query) -> Query:
        """A last word is finished with which none begins, and of which statements have another form
        ("markups" is to find markup; an "orchid hand" says nothing of orchids); or if of all that
        begin so it alone follows the word before it: who types "social media" wants no mediation.
        """
        last = query.words[-1] if query.words and query.prefix else ""
        if not last:
            return query
        is_form = not self.lexicon.begins(last) and self._has_form_in_statements(last)
        return replace(query, prefix=False) if is_form or self._ends_pair(query.words) else query

    def _has_form_in_statements(self, word: str) -> bool:
        root = stem(word)
        first, last = self.lexicon.words.span(root)
        forms = (self.lexicon.words[number] for number in range(first, last)[:MOST_BEGUN])
        return any(stem(form) == root and self.lexicon.in_statements(form) for form in forms)

    def _ends_pair(self, words: tuple[str, ...]) -> bool:
        if len(words) < 2 or not STOP_WORDS.isdisjoint(words[-2:]):
            return False
        joined = "".join(words[-2:])
        if self.lexicon.has_stem(joined) and len(self.lexicon.joints.parts(joined)) == 1:
            return False  # one word, which may go on: "pattern maker" is "patternmaker"
        whole = side_by_side(self.lexicon, *words[-2:])
        return whole >= PAIR_OFTEN and whole == side_by_side(
            self.lexicon, *words[-2:], unfinished=True
        )

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
        if len(self._apart(tuple(words(query.text)))) < SENTENCE:
            return query
        last = len(query.words) - 1
        of_pairs = self._of_pairs(query.words)
        kept = [
            place
            for place, word in enumerate(query.words)
            if (query.prefix and place == last)
            or word in query.uses
            or place in of_pairs
            or not self.is_talk(word)
        ]
        if all(query.words[place] in STOP_WORDS for place in kept):
            return query
        return _only(query, kept)

    def _of_pairs(self, words: tuple[str, ...]) -> set[int]:
        """The places of words that are one word with the one beside: the "day" of "day care"."""
        pairs = (
            place
            for place, (first, second) in enumerate(pairwise(words))
            if self.lexicon.joints.parts(first + second) == (first, second)
        )
        return {each for place in pairs for each in (place, place + 1)}

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
