"""British spellings → the American ones, which O*NET writes. Pure: `index.relevance.rewording`
calls it for the words of a query.

What O*NET itself spells both ways ("catalogue", "archaeologist", "theatre") is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

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
            form = _AMERICAN_OF[word[:length]]
            # "centred" has the e that "center" has before its r.
            missing = "e" if word[length:] == "d" and form.endswith("er") else ""
            return form + missing + word[length:]
    return word


# How British spellings differ from American ones, as patterns. What they make of a word is taken
# only if O*NET has it, and has no form of the word as typed.
_DIFFERENCES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"our(?!n)", "or"),  # discoloured, rigour; not mourning
        (r"(?<=[bcgtv])re$", "er"),  # mitre
        (r"(?<=[bcgtv])res$", "ers"),
        (r"(?<=[bcgtv])r(?=ed$|ing$)", "er"),
        (r"is(?=e$|ed$|es$|er$|ers$|ing$|ation$|ations$|able$)", "iz"),  # harmonise
        (r"ys(?=e$|ed$|er$|ers$|ing$)", "yz"),
        (r"(?<=[a-z])ae(?=[a-z]{3})", "e"),  # faeces
        (r"(?<!b)(?<!sh)oe(?=[a-z]{3})", "e"),  # oestrogen; not boeing
        (r"ogue(?=s?$)", "og"),  # analogue
        (r"enc(?=e$|es$)", "ens"),
        (r"(?<=[a-z]{2})ll(?=[eio])", "l"),  # woollen
        (r"(?<=[a-z]{3})l$", "ll"),  # enrol
        (r"(?<=[a-z]{2})l(?=ment|ful)", "ll"),
        (r"sulph", "sulf"),
        (r"eable$", "able"),  # useable
        (r"efact", "ifact"),  # artefact
    )
)


def american_forms(word: str) -> Iterator[str]:
    """The spellings that one or two of the differences make of a folded word, those of one
    first."""
    once = [pattern.sub(other, word) for pattern, other in _DIFFERENCES]
    once = [form for form in dict.fromkeys(once) if form != word]
    yield from once
    for form in once:
        for pattern, other in _DIFFERENCES:
            twice = pattern.sub(other, form)
            if twice not in (form, word):
                yield twice
