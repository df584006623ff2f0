"""Words → stems: the one stemmer, for statements and for queries, of every engine."""

from __future__ import annotations

from functools import lru_cache

from whoosh.lang.porter import stem as porter_stem

from index.lists import table
from index.text import IRREGULAR, STOP_WORDS

OWN_STEMS = {word: family for (family,), own in table("word_families").items() for word in own}
"""Word that Porter's rules throw together with others → a stem of its own."""


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Porter's stem; stop words stay as they are.

    Snowball is no better here, and without stemming occupation search collapses.
    """
    if word in STOP_WORDS:
        return word
    return OWN_STEMS.get(word) or str(porter_stem(IRREGULAR.get(word, word)))
