# /// script
# dependencies = ["symspellpy==6.10.1", "wordfreq==3.1.1"]
# ///
"""Which words are English, and how usual each is: writes index/relevance/lists/english.txt.

Usage: .venv/bin/uv run --script scripts/english_words.py

wordfreq (frequencies; data CC BY-SA 4.0) has many slips of the pen among its rare words, and
SymSpell's list (MIT; words that SCOWL has, too) no names and no new words. So a word is taken that
both have, that is so usual that it is no slip, or that is like no usual word ("onboarding").
docs/decisions/0011-lexicon.md has the reasons.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from wordfreq import get_frequency_dict, zipf_frequency

OUT = Path(__file__).parent.parent / "index" / "relevance" / "lists" / "english.txt"
IN_BOTH = 1.15
"""The least Zipf value (log10 of a word's count in a billion words) of a word that both have."""
IN_ONE = 3.0
"""The least of a word that wordfreq alone has."""
LONG = 6
IN_ONE_LONG = 2.0
"""Letters of a word that wordfreq alone has, and the least of it if it is no slip."""
MORE_USUAL = 1.0
"""By how much a word is more usual than its slips at least."""
_WORD = re.compile(r"[a-z]{2,20}")

HEADER = """\
# English words, each with ten times its Zipf value (log10 of its count in a billion).
# Made by scripts/english_words.py from wordfreq {wordfreq} by Robyn Speer (data CC BY-SA 4.0,
# https://github.com/rspeer/wordfreq) and the dictionary of symspellpy {symspell} (MIT).
# This file is under CC BY-SA 4.0: https://creativecommons.org/licenses/by-sa/4.0/
"""


def main() -> None:
    text = files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt")
    spelt = {line.split()[0] for line in text.read_text("utf-8-sig").splitlines()}
    every = sorted(filter(_WORD.fullmatch, get_frequency_dict("en", "large")))
    zipfs = {word: zipf_frequency(word, "en", "large") for word in every}
    highest = _highest(zipfs)
    kept = [
        f"{word}{round(10 * zipf)}"
        for word, zipf in zipfs.items()
        if zipf >= IN_ONE
        or (zipf >= IN_BOTH and word in spelt)
        or (zipf >= IN_ONE_LONG and len(word) >= LONG and not _is_slip(word, zipfs, highest))
    ]
    header = HEADER.format(wordfreq=version("wordfreq"), symspell=version("symspellpy"))
    OUT.write_text(header + "\n".join(kept) + "\n", encoding="utf-8")
    print(f"{OUT}: {len(kept):,} words, {OUT.stat().st_size:,} bytes")


def _highest(zipfs: Mapping[str, float]) -> dict[str, float]:
    """How usual the most usual word is that is so, or so but for one letter."""
    highest: dict[str, float] = {}
    for word, zipf in zipfs.items():
        if zipf >= IN_ONE:
            for left in _left(word):
                highest[left] = max(zipf, highest.get(left, 0.0))
    return highest


def _is_slip(word: str, zipfs: Mapping[str, float], highest: Mapping[str, float]) -> bool:
    """Whether one letter more, less or other makes a far more usual word of it: "recieve"."""
    return any(highest.get(left, 0.0) >= zipfs[word] + MORE_USUAL for left in _left(word))


def _left(word: str) -> Iterable[str]:
    """A word, and what is left of it without any one of its letters but the first."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(1, len(word)))}


if __name__ == "__main__":
    main()
