"""British spellings → the American ones, which O*NET writes. Pure: `index.relevance.rewording`
calls it for the words of a query.

What O*NET itself spells both ways ("catalogue", "archaeologist", "theatre") is left alone.
"""

from __future__ import annotations

from collections.abc import Mapping

from index.lists import table, word_set

_AMERICAN_OF: Mapping[str, str] = {
    british: american for (british,), (american,) in table("british_beginnings").items()
}
_SHORTEST = min(map(len, _AMERICAN_OF))
_AS_THEY_ARE = word_set("american_words")
_VERBS = word_set("ise_verbs")
_ENDINGS = ("e", "ed", "es", "er", "ers", "ing", "ation", "ations", "able")
_LIKE_ANALYSE = ("analys", "catalys", "paralys")


def american(word: str) -> str:
    """A folded word as O*NET spells it."""
    if word in _AS_THEY_ARE:
        return word
    for ending in _ENDINGS:
        root = word.removesuffix(ending)
        if root != word and (
            (root.endswith("is") and root[:-2] in _VERBS)
            # "analyses" is the plural of "analysis" here, too.
            or (root in _LIKE_ANALYSE and ending != "es")
        ):
            return f"{root[:-1]}z{ending}"
    for length in range(len(word), _SHORTEST - 1, -1):
        if word[:length] in _AMERICAN_OF:
            return _AMERICAN_OF[word[:length]] + word[length:]
    return word
