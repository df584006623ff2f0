"""Names of jobs drawn at random from ESCO's own: how many lead to their occupation.

Usage: scripts/bench names [--home DIR] [--size N] [--seed N]

For each language of the current release so many of its names, of those that ESCO prefers and of its
others alike. Typed as they are written, without accents, half and two thirds of the letters; with
the reader's language known and without. An occupation is right if the whole name is one of its own
in that language. What such names cost English is measured by scripts/foreign_names.py.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from index.encyclopedia import Encyclopedia
from index.query import parse
from index.relevance.foreign_words import content
from scripts.foreign_names import FIRST, TYPED
from scripts.front_door import ids
from scripts.judgements import Case


def main() -> None:
    options = argparse.ArgumentParser(description="Measures names of jobs drawn at random.")
    options.add_argument("--home", type=Path, default=Path("var"))
    options.add_argument("--size", type=int, default=60)
    options.add_argument("--seed", type=int, default=20)
    chosen = options.parse_args()
    opened = Encyclopedia.open(chosen.home)
    columns = ("names", "first", "first 3", "English")
    print(f"{'typed':50}" + "".join(f"{name:>9}" for name in columns))
    for language, cases in drawn(opened, chosen.seed, chosen.size).items():
        for how, typed in TYPED.items():
            for spoken in ("", language):
                told = f"{language}, {how}{', language known' if spoken else ''}"
                first, shown, english = shares(opened, cases, typed, spoken)
                print(f"{told:50}{len(cases):9}{first:9.3f}{shown:9.3f}{english:9}")


def drawn(opened: Encyclopedia, seed: int, size: int) -> Mapping[str, Sequence[Case]]:
    """For each language `size` names, each with the occupations that have it."""
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    written: dict[tuple[str, str], str] = {}
    for occupation in opened.occupations():
        for title in opened.occupation(occupation.code).foreign_titles:
            key = title.language, " ".join(content(title.title))
            owners[key].add(occupation.code)
            written.setdefault(key, title.title)
    chance = random.Random(seed)
    found: dict[str, Sequence[Case]] = {}
    for language in opened.languages:
        able = sorted(key for key in owners if key[0] == language)
        keys = chance.sample(able, min(size, len(able)))
        found[language] = [Case(written[key], frozenset(owners[key])) for key in keys]
    return found


def shares(
    opened: Encyclopedia, cases: Sequence[Case], typed: Callable[[str], str], spoken: str
) -> tuple[float, float, int]:
    """What share has a right occupation first, and among the three shown, each 0 to 1; and how many
    were read as English."""
    first = shown = english = 0
    for case in cases:
        results = opened.answer(replace(parse(typed(case.query)), spoken=spoken))
        found = ids(results, "occupation")
        first += bool(case.relevant.intersection(found[:1]))
        shown += bool(case.relevant.intersection(found[:FIRST]))
        english += not results.read_as
    return first / len(cases), shown / len(cases), english


if __name__ == "__main__":
    main()
