"""Whether a query names an occupation in another language than English, and which.

Called by `index.answering`, whatever the engine. English comes first: a query is only read so if
English has no word for some of it, and every word that English has is a word of the name as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from index.engines.foreign_names import SHORTEST_BEGUN, Floats, ForeignNames
from index.engines.foreign_table import FILE_NAME
from index.engines.protocol import Standing
from index.query import Query
from index.relevance.foreign_words import (
    FUNCTION_WORDS,
    asked_about,
    content,
    elided,
    plain,
    telling,
)
from index.relevance.weights import (
    FOREIGN_ACCENTED,
    FOREIGN_BEGUN,
    FOREIGN_COMPLETE,
    FOREIGN_EXACT,
    FOREIGN_LEAST,
    FOREIGN_NEAR,
    FOREIGN_PRIOR,
    FOREIGN_PRIOR_CLEAR,
    FOREIGN_PRIOR_KIND,
    FOREIGN_SHOWN,
)
from index.text import STOP_WORDS, words


class Stand(Protocol):
    """What English makes of a word (`SearchEngine.standing`)."""

    def __call__(
        self, word: str, *, unfinished: bool, misspelt: bool = False, names: int = 0
    ) -> Standing: ...


@dataclass(frozen=True, slots=True)
class ForeignReading:
    """A name that was typed, in one language."""

    language: str
    """ISO 639-1; of a name in British English `en`."""
    title: str
    """The name that was meant, as it is written."""
    occupations: tuple[int, ...]
    """Whose name it is, by their numbers (by code, from 0), the likeliest first."""


def open_names(release: Path) -> Foreign | None:
    """What a release's folder holds; None: it has no names in other languages. Raises
    EngineError."""
    path = release / FILE_NAME
    return Foreign(ForeignNames(path)) if path.is_file() else None


class Foreign:
    """Reads queries as names in other languages."""

    def __init__(self, names: ForeignNames) -> None:
        self._names = names
        self.languages = names.languages

    def read(self, query: Query, standing: Stand) -> list[ForeignReading]:
        """The names that a query is, one in each language; none: it is read as English.

        The first is the likeliest. Another one comes after it only if both are the very words typed
        and neither is in the query's language.
        """
        if not query.words or query.phrases or query.excluded or query.verbatim or query.task_id:
            return []
        asked = _Asked(self._names, query)
        found = self._roots(asked, standing) if asked.typed else None
        return [] if found is None else self._readings(asked, found)

    def may_begin(self, query: Query) -> bool:
        """Whether any name begins with the words of a query."""
        asked = _Asked(self._names, query)
        return bool(asked.typed and asked.begun)

    def _roots(self, asked: _Asked, standing: Stand) -> list[list[int]] | None:
        """For each word its roots; None: English has the better right to the query."""

        def stands(word: str, *, goes_on: bool, misspelt: bool = False) -> Standing:
            if asked.is_chosen or word in asked.accented:
                return "unknown"
            return standing(word, unfinished=goes_on, misspelt=misspelt, names=len(asked.begun))

        found: list[list[int]] = []
        is_foreign = asked.is_joined or asked.is_no_english
        begun_whole = bool(asked.exact or asked.begun_whole)
        for place, word in enumerate(asked.typed):
            goes_on = asked.unfinished and place == len(asked.typed) - 1
            if goes_on and place and len(word) < SHORTEST_BEGUN:
                continue  # names that begin so count more: see `_readings`
            roots = self._names.known(word, unfinished=goes_on, alone=len(asked.typed) == 1)
            # A whole name needs no more letters: "secretaria" is not first of all "secretarial".
            stand = stands(word, goes_on=goes_on and not begun_whole)
            if not roots:
                if stand != "unknown":
                    return None
                roots = self._names.supposed(word, unfinished=goes_on)
                if roots and stands(word, goes_on=goes_on, misspelt=True) != "unknown":
                    return None
                is_foreign |= bool(roots)
            elif stand == "unknown" and not (asked.exact or asked.begun):
                # No name begins so: "mesure" is rather a slip of "measure".
                may_go_on = goes_on and not self._names.has_word(word)
                is_foreign |= stands(word, goes_on=may_go_on, misspelt=True) == "unknown"
            else:
                is_foreign |= stand == "unknown" or (begun_whole and stand == "english")
            found.append(roots)
        return found if is_foreign else None

    def _readings(self, asked: _Asked, found: Sequence[Sequence[int]]) -> list[ForeignReading]:
        names, exact = self._names, asked.exact
        alike, held = names.alike(found)
        # All names are kinds of it.
        is_vague = not exact and len(asked.typed) == 1 and not asked.goes_on
        if is_vague and (heads := names.headed(found[0])).any():
            alike[~heads] = 0
        first, last = asked.begun.start, asked.begun.stop
        alike[first:last] += FOREIGN_BEGUN
        spelt, accented = ([], []) if exact else names.spelt_so(asked.begun, asked.text)
        if len(accented) < len(asked.begun):  # else it tells nothing
            alike[accented] += FOREIGN_ACCENTED
        if exact:  # then others count only if they are kinds of it: "enfermera especialista"
            alike[:first] = 0
            alike[last:] = 0
        else:
            alike[first:last][names.completed(asked.begun, asked.typed)] += FOREIGN_COMPLETE
        alike[exact.start : exact.stop] = FOREIGN_EXACT
        if not exact and alike.max() < FOREIGN_LEAST:
            return []
        prior = FOREIGN_PRIOR if held.max() == 1 else FOREIGN_PRIOR_CLEAR
        if spelt and asked.is_second_begun:
            alike = np.where(np.isin(np.arange(len(alike)), spelt), alike, np.float32(0))
            prior = FOREIGN_PRIOR_KIND if asked.goes_on else prior
        elif is_vague and (not asked.unfinished or names.has_word(asked.typed[0])):
            prior = FOREIGN_PRIOR_KIND
            # All are kinds of it, and which words say what kind tells little.
            alike = np.where(alike > 0, (alike + alike.max()) / 2, alike)
        # Spelling tells a language: "músi" and "ingenie" are Spanish, "responsable des" is French.
        told_by = names.language[spelt], names.language[accented]
        readings: list[tuple[bool, int, float, ForeignReading]] = []
        for number, language in enumerate(names.languages):
            own = np.where(names.language == number, alike, np.float32(0))
            if own.max() >= (FOREIGN_EXACT if exact else FOREIGN_LEAST):
                score, reading = self._reading(asked, language, own, prior)
                evidence = sum(number in spelt_in for spelt_in in told_by)
                readings.append((language == asked.language, evidence, score, reading))
        readings.sort(key=lambda each: each[:3], reverse=True)
        others = readings[1:] if exact and readings and not readings[0][0] else []
        kept = [reading for *_, reading in readings[:1]]
        meant = {each.occupations[0] for each in kept}
        for *_, reading in others:
            if reading.occupations[0] not in meant:
                meant.add(reading.occupations[0])
                kept.append(reading)
        return kept

    def _reading(
        self, asked: _Asked, language: str, alike: Floats, prior: float
    ) -> tuple[float, ForeignReading]:
        """What was meant if the names of one language are, and its score."""
        scores = self._names.scores(alike, prior)
        order = np.argsort(-scores, kind="stable")[:FOREIGN_SHOWN]
        highest = scores.item(order[0])
        least = 0.0 if asked.unfinished and not asked.exact else FOREIGN_NEAR * highest
        owners = tuple(n for n in order.tolist() if scores.item(n) > least)
        whole = [place for place in asked.exact if alike[place]]
        if whole:
            title = self._names.title(whole[0])
        else:
            title = self._names.meant(alike, owners[0], asked.typed)
        first = title.partition(" ")[0]
        if asked.typed == content(first):
            title = first  # all are kinds of it: no "infirmier" is an "infirmier praticien"
        return highest, ForeignReading(language, title, owners)


class _Asked:
    """The words of a query, and the names that they are or begin."""

    def __init__(self, names: ForeignNames, query: Query) -> None:
        without = elided(query.text)
        given = [plain(without.get(word, word)) for word in query.words]
        typed = telling(given)
        if typed and not names.exact(typed):
            typed = asked_about(typed)
        self.typed = typed
        """Without function words and, beside others, words that ask about a job; perhaps none."""
        self.text = query.text
        self.language = query.language or query.spoken
        self.accented = _accented(query.text)
        """Words that English has not."""
        if not typed:
            return
        self.unfinished = query.prefix and given[-1] == typed[-1]
        self.begun = names.begun(typed, unfinished=self.unfinished)
        self.begun_whole = names.begun(typed, unfinished=False)
        ends_open = given[-1] in FUNCTION_WORDS and bool(self.begun_whole)
        # "gardien d" is no "gardien": it goes on.
        self.exact = range(0) if ends_open else names.exact(typed, language=self.language)
        self.goes_on = ends_open and query.prefix
        """With a word that begins with a function word, or so far is one: "mecánico de a"."""
        ends_within = self.goes_on or not names.has_word(typed[-1])
        self.is_second_begun = query.prefix and len(given) > 1 and ends_within
        """More than one word is typed, the last in part: a name is meant that is written so."""
        self.is_chosen = names.has_language(self.begun, self.language)
        """Names of the reader's language begin so: it breaks the tie with English words."""
        # "product d" may go on in English.
        between = given[1:-1] if query.prefix else given[1:]
        joined = FUNCTION_WORDS.intersection(between) - STOP_WORDS
        self.is_joined = bool(self.begun and joined)
        """Words of another language join them, as in a name: "agent de s"."""
        self.is_no_english = (
            len(typed) > 1
            and len(typed[-1]) >= SHORTEST_BEGUN
            and names.begin_as_no_english(self.begun, typed)
        )
        """Names begin with these words, and no English title or statement does: "agent imm"."""


def _accented(text: str) -> frozenset[str]:
    """The words that were typed with accents, which English words have not; a phone's quotation
    marks and dashes are none."""
    if text.isascii():
        return frozenset()
    letters = "".join(sign if sign.isalpha() or sign.isascii() else "'" for sign in text)
    pieces = (piece for piece in letters.split() if not piece.isascii())
    return frozenset(plain(word) for piece in pieces for word in words(piece))
