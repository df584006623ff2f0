"""How a word sounds, roughly: what people write who have heard a word and not seen it. Pure.

"fizzyotherapist" sounds as "physiotherapist" does, "skool" as "school". After Metaphone (Lawrence
Philips, Computer Language, 1990), as far as it tells English words of work apart.
"""

from __future__ import annotations

import re

# What is written in several ways, longest first → one of them. Vowels go afterwards.
_WAYS = (
    (r"^(?:kn|gn|pn)", "n"),
    (r"^wr", "r"),
    (r"^ps", "s"),
    (r"^x", "s"),
    (r"^wh", "w"),
    (r"mb$", "m"),
    (r"sch(?=oo|e[dm])", "sk"),
    (r"tch|ch", "c"),
    (r"sh|[st]io(?=n)|ci(?=[ao])|ti(?=a)", "x"),
    (r"th", "0"),
    (r"ph|gh(?=t)", "f"),
    (r"ft", "t"),
    (r"gh", ""),
    (r"ck|qu?", "k"),
    (r"[cs]c(?=[eiy])|c(?=[eiy])|z", "s"),
    (r"dge|g(?=[eiy])", "j"),
    (r"c(?=[aou]|[^aeiouy]|$)", "k"),
)
_RULES = tuple((re.compile(pattern), letter) for pattern, letter in _WAYS)
_DOUBLE = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiouyhw]")


def sound(word: str) -> str:
    """The consonants of a folded word as they sound, and whether it begins with a vowel."""
    spoken = _DOUBLE.sub(r"\1", word)
    for pattern, letter in _RULES:
        spoken = pattern.sub(letter, spoken)
    first = "a" if spoken[:1] in "aeiouy" else ""
    return first + _DOUBLE.sub(r"\1", _VOWELS.sub("", spoken))
