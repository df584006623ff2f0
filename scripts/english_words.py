# /// script
# dependencies = ["symspellpy==6.10.1", "wordfreq==3.1.1"]
# ///
"""Which words are English, and how usual each is: writes index/relevance/lists/english.txt.

Usage: .venv/bin/uv run --script scripts/english_words.py

wordfreq (frequencies; data CC BY-SA 4.0) has many slips of the pen among its rare words, and
SymSpell's list (MIT; words that SCOWL has, too) no names and no new words. So a word is taken that
both have, or that is so usual that it is no slip. docs/decisions/0011-lexicon.md has the reasons.
"""

from __future__ import annotations

import re
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from wordfreq import get_frequency_dict, zipf_frequency

OUT = Path(__file__).parent.parent / "index" / "relevance" / "lists" / "english.txt"
IN_BOTH = 2.0
"""The least Zipf value (log10 of a word's count in a billion words) of a word that both have."""
IN_ONE = 3.0
"""The least of a word that wordfreq alone has."""
_WORD = re.compile(r"[a-z]{2,20}")

HEADER = """\
# English words and how usual each is: ten times its Zipf value (log10 of its count in a billion).
# Made by scripts/english_words.py from wordfreq {wordfreq} by Robyn Speer (data CC BY-SA 4.0,
# https://github.com/rspeer/wordfreq) and the dictionary of symspellpy {symspell} (MIT).
# This file is under CC BY-SA 4.0: https://creativecommons.org/licenses/by-sa/4.0/
"""


def main() -> None:
    text = files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt")
    spelt = {line.split()[0] for line in text.read_text("utf-8-sig").splitlines()}
    kept = []
    for word in sorted(get_frequency_dict("en", "large")):
        zipf = zipf_frequency(word, "en", "large")
        if _WORD.fullmatch(word) and zipf >= (IN_BOTH if word in spelt else IN_ONE):
            kept.append(f"{word} {round(10 * zipf)}")
    header = HEADER.format(wordfreq=version("wordfreq"), symspell=version("symspellpy"))
    OUT.write_text(header + "\n".join(kept) + "\n", encoding="utf-8")
    print(f"{OUT}: {len(kept):,} words, {OUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
