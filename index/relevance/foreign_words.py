"""Words of job names in languages other than English: how they are folded and compared. Pure.

No stemmer: names of jobs vary by gender and number, and little else. Called by
the modules of names in `index.engines`, for names and for queries alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.lists import word_set
from index.text import fold, words

FUNCTION_WORDS = word_set("foreign_function_words")
TALK = word_set("foreign_talk_words")
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d"})
_APART = str.maketrans({"'": " ", ".": " "})
_ELIDED = ("l", "d", "qu", "n", "s", "j")
_APOSTROPHE = re.compile(rf"\b({'|'.join(_ELIDED)})['’](\w+)")
_VOWELS = "aeiouyh"
_ENDINGS = (
    *(("trice", "teur"), ("euse", "eur"), ("ienne", "ien"), ("onne", "on")),
    *(("triz", "tor"), ("esse", "e"), ("innen", ""), ("in", "")),
)
"""Endings of women's names of jobs → those of men's."""
_DOERS = ("ador", "edor", "idor", "ier", "eur", "ien", "ist", "er", "ari", "air")
"""Endings of roots that make of a thing who works with it."""
_SHORTEST_THING = 5
"""Letters that are left of it at least."""
_SHORTEST = 4
"""Letters that are left of a word at least, without its ending"""
_SHORTEST_ELIDED = 3
"""and without an article before it."""


def plain(word: str) -> str:
    """A folded word with letters that have no accent to lose in the letters people type."""
    return word if word.isascii() else word.translate(_LETTERS)


def content(text: str) -> list[str]:
    """The words of a name that say something; all of them where none does."""
    found = written(text).split()
    return telling(found) or found


def written(text: str) -> str:
    """All words of a text, one space between each two."""
    return " ".join(plain(word) for word in words(fold(text).translate(_APART)))


def telling(found: Iterable[str]) -> list[str]:
    """Words without function words."""
    return [word for word in found if word not in FUNCTION_WORDS]


def asked_about(found: list[str]) -> list[str]:
    """Words without those first and last that ask about a job: "sueldo de enfermera"."""
    first, last = 0, len(found)
    while first < last - 1 and found[first] in TALK:
        first += 1
    while last > first + 1 and found[last - 1] in TALK:
        last -= 1
    return found[first:last]


def made_of(word: str) -> str:
    """How the thing begins that gives a job its name: of "camionero" and "camionneur" "camion";
    empty: the word is not made so."""
    whole = root(word)
    for ending in _DOERS:
        stem = whole.removesuffix(ending)
        if stem != whole and len(stem) >= _SHORTEST_THING:
            return stem[:-1] if stem[-1] == stem[-2] else stem
    return ""


def without_article(word: str) -> str:
    """ "daffaires", which is how "d'affaires" is read, is "affaires"; empty: nothing is elided."""
    for elided in _ELIDED:
        rest = word.removeprefix(elided)
        if rest != word and len(rest) >= _SHORTEST_ELIDED and rest[0] in _VOWELS:
            return rest
    return ""


def elided(text: str) -> dict[str, str]:
    """Words that were typed with an article and its apostrophe, as a query has them → without it:
    of "d'affaires" "daffaires" → "affaires"."""
    return {article + rest: rest for article, rest in _APOSTROPHE.findall(fold(text))}


def without_umlaut(word: str) -> str:
    """ "rechtsanwaeltin", as people type it whose keys have no ä, is "rechtsanwaltin"; empty: there
    is none."""
    plain_word = re.sub("([aou])e", r"\1", word)
    return plain_word if plain_word != word else ""


def root(word: str) -> str:
    """What the forms of a name for one man, one woman and several people share."""
    if word.endswith("s") and len(word) > _SHORTEST:
        word = word[:-1]
    for woman, man in _ENDINGS:
        if word.endswith(woman) and len(word) - len(woman) >= _SHORTEST:
            word = word.removesuffix(woman) + man
            break
    if word[-1] in "aeo" and len(word) > _SHORTEST:
        word = word[:-1]
    return word


def is_one_edit(typed: str, word: str, *, unfinished: bool) -> bool:
    """Whether one letter left out, put in or replaced, or two neighbours swapped, make the one of
    the other; of an unfinished word, of the beginning of the other.

    Both begin with the same letter.
    """
    place, shorter = 1, min(len(typed), len(word))
    while place < shorter and typed[place] == word[place]:
        place += 1
    rest, other = typed[place:], word[place:]
    pairs = [(rest[1:], other[1:]), (rest[1:], other), (rest, other[1:])]
    if len(rest) > 1 and rest[:2] == other[1::-1]:
        pairs.append((rest[2:], other[2:]))
    if unfinished:
        return any(meant.startswith(left) for left, meant in pairs)
    return any(meant == left for left, meant in pairs)
