"""Text in, words out: the one definition of a word, for statements and for queries alike.

Pure functions, called by the query parser, by the engines when they index and mark, and by the
corpus when it compares statements.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from index.lists import table, word_set

# Apostrophes as people and phones type them: U+2019, U+2018, U+02BC, U+2032, U+FF07, grave, acute.
_APOSTROPHES = str.maketrans(dict.fromkeys("\u2019\u2018\u02bc\u2032\uff07\u0060\u00b4", "'"))
# A word: letters and digits of any script, apostrophes inside it; "c++" and "c#" stay whole, so
# that they do not end up as the letter c; "r.n." is one word.
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:'[^\W_]+)*(?:\+\+|#)?")
_JOINTS = re.compile(r"['.]")
_NOT_ALPHANUMERIC = re.compile(r"[^a-z0-9]+")
# The same for plain ASCII, six times faster: each character to lower case or to a space.
_TO_KEY = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}


# Words that are never required where a query has others. They count where they do stand, so that
# a query made of nothing else still finds what holds them.
STOP_WORDS = word_set("stop_words")
IRREGULAR = {form: word for (word,), forms in table("irregular_forms").items() for form in forms}
"""Form that no rule reaches → the word that it is a form of."""


class Token(NamedTuple):
    """A word in a text: its folded form, and where it stands in the text as given."""

    word: str
    start: int
    end: int


def clean(text: str) -> str:
    """The text without characters that nobody sees or that no output can carry.

    Control and format characters (zero-width joiners, direction overrides, NUL) and lone
    surrogates become nothing or, for white space and the zero-width space, one space.
    """
    if text.isascii() and text.isprintable():
        return text
    kept = []
    for character in text:
        category = unicodedata.category(character)
        if character.isspace() or character == "\u200b":
            kept.append(" ")
        elif category not in ("Cc", "Cf", "Cs", "Co", "Cn"):
            kept.append(character)
    return "".join(kept)


def fold(text: str) -> str:
    """Lower case, compatibility forms composed (NFKC), accents and apostrophe variants folded."""
    if text.isascii():
        return text.lower().replace("`", "'")
    text = unicodedata.normalize("NFKC", text.translate(_APOSTROPHES)).lower()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_APOSTROPHES)


def fold_word(word: str) -> str:
    """A folded word without possessive ending, apostrophes and dots: client's → client."""
    if word.endswith("'s"):
        word = word[:-2]
    return _JOINTS.sub("", word) if "'" in word or "." in word else word


def words(text: str) -> list[str]:
    """The words of a text, folded, in order."""
    folded = fold(text)
    found: list[str] = _WORD.findall(folded)
    # Hardly a text has an apostrophe, or a full stop before its end.
    return [fold_word(word) for word in found] if "'" in folded or "." in folded[:-1] else found


def tokens(text: str) -> Iterator[Token]:
    """The words of a text with their places in it."""
    for word, (start, end) in zip(words(text), word_places(text), strict=True):
        yield Token(word, start, end)


def word_places(text: str) -> list[tuple[int, int]]:
    """Where each word of `words(text)` stands: start and end, in characters."""
    folded = fold(text)
    if len(folded) == len(text):
        return [match.span() for match in _WORD.finditer(folded)]
    # Folding changed the length (ligatures, stacked accents): words are found in each character's
    # own folded form, so that places stay true.
    origin = [place for place, character in enumerate(text) for _ in fold(character)]
    whole = "".join(fold(character) for character in text)
    return [(origin[m.start()], origin[m.end() - 1] + 1) for m in _WORD.finditer(whole)]


def matching_key(text: str) -> str:
    """The form in which statements of different releases are compared.

    Lower case, every run of other than a–z and 0–9 one space: the Anthropic Economic Index names
    tasks by lower-cased O*NET 20.1 statements.
    """
    if text.isascii():
        return " ".join(text.translate(_TO_KEY).split())
    return " ".join(_NOT_ALPHANUMERIC.sub(" ", text.lower()).split())


def form_key(found: Sequence[str]) -> str:
    """What is the same for all forms of a title: the words that say something, in the singular.

    Stems would be too much: a mediator is not meant by "mediation".
    """
    content = [word for word in found if word not in STOP_WORDS]
    return " ".join(map(singular, content or found))


@lru_cache(maxsize=65536)
def singular(word: str) -> str:
    """The singular of an English plural, as it is mostly made; of other words always the same."""
    if word in IRREGULAR or word.endswith("men"):
        return IRREGULAR.get(word) or f"{word[:-3]}man"
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("wives", "knives")):  # not "natives": most words in -ves have their v
        return f"{word[:-3]}fe"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word if word.endswith("ss") else word.removesuffix("s")
