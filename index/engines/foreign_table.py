"""Names of occupations in other languages than English as a table beside an engine's index.

Written by `index.build`, read by `index.engines.foreign_names`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from index.arrays import Array, pack_strings, save
from index.engines.titled import prior_of
from index.records.joined import Corpus
from index.records.published import ENGLISH
from index.relevance.foreign_words import content, root
from index.relevance.weights import FOREIGN_BESIDE, FOREIGN_UNPREFERRED
from index.text import matching_key

FILE_NAME = "foreign.arrays"


def write(corpus: Corpus, folder: Path) -> None:
    """Writes nothing without names in other languages."""
    if any(title.language != ENGLISH for title in corpus.foreign_titles):
        save(folder / FILE_NAME, arrays(corpus))


def arrays(corpus: Corpus) -> dict[str, Array]:
    """Names in the order of their keys with their owners, and the words that they are made of.

    A key is a name's words that say something. Words of one root (a gender, a number) find the same
    names.
    """
    numbers = {code: number for number, code in enumerate(sorted(corpus.occupations))}
    titles = [title for title in corpus.foreign_titles if title.language != ENGLISH]
    titles.sort(key=lambda title: not title.is_preferred)
    languages = sorted({title.language for title in titles})
    owners: dict[tuple[str, int], dict[int, float]] = defaultdict(dict)
    preferred: set[tuple[str, int]] = set()
    shown: dict[tuple[str, int], tuple[float, str]] = {}
    for title in titles:
        if not (key := " ".join(content(title.title))):
            continue
        name = key, languages.index(title.language)
        weight = title.confidence
        if title.is_preferred:
            preferred.add(name)
        else:  # "sage-femme" is a midwife, and elsewhere a nursing assistant as well
            weight *= FOREIGN_BESIDE if name in preferred else FOREIGN_UNPREFERRED
        number = numbers[title.occupation_code]
        owners[name][number] = max(weight, owners[name].get(number, 0.0))
        shown[name] = min(shown.get(name, (0.0, "")), (-weight, title.title))
    names = sorted(owners)
    english, statements = english_texts(corpus)
    begun = sorted({" ".join(content(text)) for text in (*english, *statements)})
    english_keys = set(map(matching_key, english))
    vocabulary = sorted({word for key, _ in names for word in key.split()})
    roots = sorted(set(map(root, vocabulary)))
    numbered = {text: number for number, text in enumerate(roots)}
    root_of = {word: numbered[root(word)] for word in vocabulary}
    postings: list[list[int]] = [[] for _ in roots]
    for place, (key, _) in enumerate(names):
        for found in {root_of[word]: None for word in key.split()}:
            postings[found].append(place)
    told = np.log(1 + len(names) / np.array([len(own) for own in postings], dtype=np.float64))
    norms = np.zeros(len(names))
    for found, own in enumerate(postings):
        norms[own] += told[found] ** 2
    rows = [(place, *row) for place, name in enumerate(names) for row in owners[name].items()]
    packed = {
        "key": [key for key, _ in names],
        "title": [shown[name][1] for name in names],
        "word": vocabulary,
        "language": languages,
    }
    strings: dict[str, Array] = {}
    for field, texts in packed.items():
        strings[f"{field}_bytes"], strings[f"{field}_offsets"] = pack_strings(texts)
    return strings | {
        "name_language": np.array([language for _, language in names], dtype=np.uint8),
        "name_head": np.array([root_of[key.split()[0]] for key, _ in names], dtype=np.int32),
        "name_is_english": np.array([key in english_keys for key, _ in names], dtype=np.uint8),
        "name_shared": np.array(alike_letters([key for key, _ in names], begun), dtype=np.uint8),
        "name_norm": np.sqrt(norms).astype(np.float32),
        "row_name": np.array([place for place, _, _ in rows], dtype=np.int32),
        "row_occupation": np.array([owner for _, owner, _ in rows], dtype=np.int32),
        "row_weight": np.array([weight for _, _, weight in rows], dtype=np.float32),
        "word_root": np.array([root_of[word] for word in vocabulary], dtype=np.int32),
        "root_starts": np.cumsum([0, *map(len, postings)]).astype(np.int64),
        "root_names": np.array([n for own in postings for n in own], dtype=np.int32),
        "root_told": told.astype(np.float32),
        "prior": prior_of(corpus),
    }


def english_texts(corpus: Corpus) -> tuple[list[str], list[str]]:
    """O*NET's titles of jobs, and its statements."""
    titles = [lay.title for lay in corpus.lay_titles]
    titles += [each.title for each in corpus.occupations.values()]
    return titles, [task.text for task in corpus.tasks.values()]


def alike_letters(keys: Iterable[str], texts: Sequence[str]) -> list[int]:
    """For each key with how many of its first letters one of the texts, which are in order, begins,
    too, up to 255."""
    shared = []
    for key in keys:
        place = bisect_left(texts, key)
        nearest = texts[max(place - 1, 0) : place + 1]
        shared.append(min(max((_alike(key, each) for each in nearest), default=0), 255))
    return shared


def _alike(one: str, other: str) -> int:
    """How many letters two texts begin with both."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))
