"""What a word of a query may stand for: itself, words that begin so, words near it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from index.lexicon.lexicon import Lexicon
from index.relevance.edits import edits, is_slip
from index.relevance.english import usual
from index.relevance.lay_words import LAY_WORDS
from index.relevance.sound import sound
from index.text import STOP_WORDS

FIRM = 2.0
"""How usual an English word of six letters or more must be to be no misspelling of another."""
FIRM_SHORT = 3.5
"""The same for shorter words, which a slip makes of others all the time ("buss", "wast"): what is
rarer may be one, or the beginning of a longer word, where this gives words that stand together."""
LONG = 6
RARE, MORE_USUAL, MORE_USUAL_ALIKE = 3.0, 2.0, 1.0
"""A long English word less usual than this, and a short one less usual than FIRM_SHORT, may be a
slip of one that is a hundred times as usual; a long one that is less usual than FIRM, of one that
sounds alike and is ten times as usual: who types "chauffer" means no stove."""
SHORTENED_USUAL = 4.2
SHORTENED_COUNT = 25
"""A word of O*NET may be short for a longer one ("graph desi", "prep tax") if it is less usual than
this in English and stands in texts less often than this."""
SHORTEST_BEGINNING = 2
ANY_EDIT = 5
"""Letters from which on any edit explains a word; of shorter ones only a slip does."""

# What words of one stem end in: "waterproofers" is a form of "waterproof", "marke" none of "mark".
_FORMS = re.compile(r"(?:s|ed|ing|ings|ers?|ors?|ly|able|ments?|ations?|ness)$")


class Standing(Enum):
    """What is known of a word."""

    ONET = "statements or titles have it, or another form of it"
    ENGLISH = "it is English, and O*NET has no form of it"
    RARE = "it is an English word that is rare, and may be the beginning of one of O*NET's"
    UNKNOWN = "neither"


@dataclass(frozen=True, slots=True)
class Choice:
    """Words that may be meant: those with numbers from `first` to before `last`."""

    first: int
    last: int
    likelihood: float
    """0 to 1: how well what was typed is explained."""


def standing(lexicon: Lexicon, word: str, *, unfinished: bool) -> Standing:
    """`unfinished`: more letters may follow."""
    if word in LAY_WORDS or word in STOP_WORDS or not word.isalpha():
        return Standing.ONET
    if unfinished and lexicon.begins(word):
        return Standing.ONET
    if lexicon.words.number(word) >= 0:
        return Standing.ONET
    is_firm = usual(word) >= (FIRM if len(word) >= LONG else FIRM_SHORT)
    if lexicon.has_stem(word) and (is_firm or (len(word) >= LONG and _is_form(lexicon, word))):
        return Standing.ONET
    if not usual(word) or _is_slip_of_usual(lexicon, word):
        return Standing.UNKNOWN
    return Standing.ENGLISH if is_firm else Standing.RARE


def _is_form(lexicon: Lexicon, word: str) -> bool:
    """Whether a word that nothing has is another form of one: "waterproofers" is of "waterproof",
    "airplans" of none, though its stem is that of "airplane"."""
    base = _FORMS.sub("", word)
    if base == word:
        return False
    return word != f"{base}s" or lexicon.words.number(base) >= 0 or usual(base) > 0


def _is_slip_of_usual(lexicon: Lexicon, word: str) -> bool:
    """Whether a rare English word is a slip of the pen for one of O*NET's that is far more usual: a
    "manger" is a manager, but a "carer" is who cares."""
    if usual(word) >= (RARE if len(word) >= LONG else FIRM_SHORT):
        return False
    base = _FORMS.sub("", word)
    if base != word and any(lexicon.words.number(each) >= 0 for each in (base, f"{base}e")):
        return False
    return any(
        is_slip(word, other) and _is_far_more_usual(lexicon, other, word)
        for other in lexicon.speller.near(word)
    )


def _is_far_more_usual(lexicon: Lexicon, word: str, slip: str) -> bool:
    """Whether a word is so much more usual than another one that this one is a slip of it."""
    more = usual(word) - usual(slip)
    if len(slip) >= LONG and usual(slip) < FIRM and sound(slip) == sound(word):
        return more >= MORE_USUAL_ALIKE
    is_frequent = lexicon.count(lexicon.words.number(word)) >= SHORTENED_COUNT
    return is_frequent and more >= MORE_USUAL


def may_be_short(lexicon: Lexicon, word: str) -> bool:
    """Whether a word that O*NET has may still be the beginning of another one that was meant."""
    if word in LAY_WORDS or word in STOP_WORDS or usual(word) >= SHORTENED_USUAL:
        return False
    number = lexicon.words.number(word)
    return number < 0 or lexicon.count(number) <= SHORTENED_COUNT


def itself(lexicon: Lexicon, word: str) -> Iterator[Choice]:
    number = lexicon.words.number(word)
    if number >= 0:
        yield Choice(number, number + 1, 1.0)


def longer(lexicon: Lexicon, word: str, likelihood: float) -> Iterator[Choice]:
    """The words that begin so."""
    first, last = lexicon.words.span(word)
    if first < last and len(word) >= SHORTEST_BEGINNING:
        yield Choice(first, last, likelihood)


def near(lexicon: Lexicon, word: str) -> Iterator[Choice]:
    """Words that a few wrong letters make of this one, or that sound alike."""
    for other, likelihood in alike(lexicon, word).items():
        number = lexicon.words.number(other)
        yield Choice(number, number + 1, likelihood)


def slips(lexicon: Lexicon, word: str) -> Iterator[Choice]:
    """Words of which one slip of the pen makes this one."""
    return (choice for choice in near(lexicon, word) if choice.likelihood == SLIP)


def near_beginnings(lexicon: Lexicon, word: str) -> Iterator[Choice]:
    for other in lexicon.beginnings.near(word):
        first, last = lexicon.words.span(other)
        yield Choice(first, last, likelihood(word, other))


def alike(lexicon: Lexicon, word: str) -> dict[str, float]:
    """Words near one that is misspelt → their likelihood."""
    found = {
        other: likelihood(word, other)
        for other in lexicon.speller.near(word)
        if len(word) >= ANY_EDIT or is_slip(word, other)
    }
    for other in lexicon.heard_as(word) if len(word) >= ANY_EDIT else ():
        # What sounds alike may be spelt quite differently, and begins to be chance when half of the
        # letters are others.
        if other not in found and edits(word, other) <= len(word) / 2:
            found[other] = BY_SOUND - 0.05 * edits(word, other)
    return found


SLIP = 0.9
ONE_EDIT = 0.6
TWO_EDITS = 0.45
BY_SOUND = 0.75


def likelihood(typed: str, meant: str) -> float:
    if is_slip(typed, meant):
        return SLIP
    return ONE_EDIT if edits(typed, meant) <= 1 else TWO_EDITS
