"""Corpus and word vectors in, the arrays of search by meaning out. Called by `index.build`.

The arrays lie beside the index, the same for every engine; `index.relevance.meaning` reads them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engines.abbreviations import abbreviations
from index.engines.documents import by_importance
from index.records.joined import Corpus
from index.relevance.meaning import compound_key, content, word_key
from index.relevance.stems import stem
from index.relevance.vectors import WordVectors, rounded
from index.relevance.weights import (
    DESCRIPTION_LIKENESS,
    OCCUPATION_LIKENESS,
    TITLES_LIKENESS,
    place_weight,
)

Floats = NDArray[np.float32]

KNOWN = 0.45
"""How like what it stands for an abbreviation's own vector is that knows it: of 120 there are 33,
"AI" and "HR" among them, which know more than the words do ("intelligence" is about spies)."""
_AT_ONCE = 1024
"""Texts of which all words' vectors are in memory together."""


def write(corpus: Corpus, vectors: WordVectors, folder: Path) -> None:
    """Writes the arrays into a new folder: of tasks in the order of the index, by importance, of
    occupations by code, and of words."""
    folder.mkdir()
    vectors = _with_abbreviations(corpus, vectors)
    encoder = _Encoder(vectors)
    codes = {code: row for row, code in enumerate(sorted(corpus.occupations))}
    tasks = [corpus.tasks[task_id] for task_id in by_importance(corpus)]
    owners = np.array([codes[task.occupation_code] for task in tasks], dtype=np.int64)
    statements = encoder.encode((task.text for task in tasks), by_place=True)
    occupations = _occupations(corpus, encoder, statements, owners, list(codes))
    statements = _units(statements + np.float32(OCCUPATION_LIKENESS) * occupations[owners])
    compounds = [word.split(" ") for word in vectors.words if " " in word]
    keys = np.array([word_key(_key(word)) for word in vectors.words], dtype=np.int64)
    order = np.argsort(keys)
    stems: dict[int, int] = {}
    # Of words with one stem the one that tells least: it is the most usual.
    lengths = np.linalg.norm(vectors.vectors, axis=1)
    for row in np.argsort(lengths, kind="stable").tolist():
        if " " not in vectors.words[row]:
            stems.setdefault(word_key(stem(vectors.words[row])), row)
    place = np.argsort(order)
    arrays: dict[str, NDArray[Any]] = {
        "task_ids": np.array([task.task_id for task in tasks], dtype=np.int64),
        "tasks": np.ascontiguousarray(statements.T),
        "task_owners": owners.astype(np.int32),
        "occupations": occupations,
        **_titles(corpus, encoder, list(codes)),
        "word_keys": keys[order],
        "word_values": vectors.values[order],
        "word_scales": vectors.scales[order],
        "stem_keys": np.array(sorted(stems), dtype=np.int64),
        "stem_words": place[[stems[key] for key in sorted(stems)]].astype(np.int32),
        "compound_heads": np.unique(
            np.array([word_key(stem(first)) for first, *_ in compounds], dtype=np.int64)
        ),
    }
    for name, array in arrays.items():
        # Into memory first: where a disk is full, NumPy's own writing does not say so.
        written = BytesIO()
        np.save(written, array, allow_pickle=False)
        (folder / f"{name}.npy").write_bytes(written.getbuffer())


def _with_abbreviations(corpus: Corpus, vectors: WordVectors) -> WordVectors:
    """The same with what abbreviations stand for, of several readings the mean, where their own
    vectors say something else: that of "ER" knows no emergencies."""
    rows = {word: row for row, word in enumerate(vectors.words)}
    own = vectors.vectors
    meant: dict[str, Floats] = {}
    titles = (lay.title for lay in corpus.lay_titles)
    texts = (task.text for task in corpus.tasks.values())
    for short, readings in abbreviations(titles, texts).items():
        total = np.zeros(own.shape[1], dtype=np.float32)
        for spelt, count in readings.items():
            known = [rows[word] for word in content(" ".join(spelt)) if word in rows]
            total += np.float32(count / sum(readings.values())) * own[known].sum(axis=0)
        if total.any() and not (short in rows and _alike(own[rows[short]], total) >= KNOWN):
            meant[short] = total
    if not meant:
        return vectors
    others = [row for word, row in rows.items() if word not in meant]
    words = [*(vectors.words[row] for row in others), *meant]
    return WordVectors.of(words, np.concatenate([own[others], np.stack(list(meant.values()))]))


def _alike(one: Floats, other: Floats) -> float:
    return float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other)))


def _key(word: str) -> str:
    return compound_key(word.split(" ")) if " " in word else word


def _titles(corpus: Corpus, encoder: _Encoder, codes: Sequence[str]) -> dict[str, NDArray[Any]]:
    """The titles of each occupation, one occupation after another, and where each one's begin."""
    titles = {code: {corpus.occupations[code].title: None} for code in codes}
    for lay in corpus.lay_titles:
        titles[lay.occupation_code][lay.title] = None
    values, scales = rounded(encoder.encode(title for code in codes for title in titles[code]))
    return {
        "title_values": values,
        "title_scales": scales,
        "title_starts": np.cumsum([0, *(len(titles[code]) for code in codes)], dtype=np.int32),
    }


def _occupations(
    corpus: Corpus,
    encoder: _Encoder,
    statements: Floats,
    owners: NDArray[np.int64],
    codes: list[str],
) -> Floats:
    """What is said of each occupation: its title, its lay titles, its description, its tasks."""
    titles: dict[str, list[str]] = defaultdict(list)
    for lay in corpus.lay_titles:
        titles[lay.occupation_code].append(lay.title)
    records = [corpus.occupations[code] for code in codes]
    shape = (len(codes), statements.shape[1])
    of_titles, of_tasks = np.zeros(shape, dtype=np.float32), np.zeros(shape, dtype=np.float32)
    for row, code in enumerate(codes):
        if titles[code]:
            of_titles[row] = encoder.encode(titles[code]).sum(axis=0)
    np.add.at(of_tasks, owners, statements)
    return _units(
        encoder.encode(record.title for record in records)
        + np.float32(TITLES_LIKENESS) * _units(of_titles)
        + np.float32(DESCRIPTION_LIKENESS)
        * encoder.encode((record.description for record in records), by_place=True)
        + _units(of_tasks)
    )


class _Encoder:
    """Texts → vectors of length 1, or 0 where no word is known."""

    def __init__(self, vectors: WordVectors) -> None:
        self._vectors = vectors.vectors
        self._rows = {word: row for row, word in enumerate(vectors.words)}
        self._stems: dict[str, int] = {}
        for word, row in self._rows.items():
            self._stems.setdefault(stem(word), row)

    def encode(self, texts: Iterable[str], *, by_place: bool = False) -> Floats:
        """`by_place`: what comes first in a text says what is done, and counts more. It is the
        largest single gain."""
        rows: list[int] = []
        weights: list[float] = []
        counts: list[int] = []
        for text in texts:
            before = len(rows)
            for place, word in enumerate(content(text)):
                row = self._row(word)
                if row >= 0:
                    rows.append(row)
                    weights.append(place_weight(place) if by_place else 1.0)
            counts.append(len(rows) - before)
        return _units(self._sums(rows, weights, counts))

    def _row(self, word: str) -> int:
        """Of a word or of another form of it; -1: neither is known."""
        row = self._rows.get(word)
        return self._stems.get(stem(word), -1) if row is None else row

    def _sums(self, rows: list[int], weights: list[float], counts: list[int]) -> Floats:
        """For each text the weighted sum of the vectors of its words, which are one after another:
        so many in each."""
        sums = np.zeros((len(counts), self._vectors.shape[1]), dtype=np.float32)
        start = 0
        for first in range(0, len(counts), _AT_ONCE):
            some = np.array(counts[first : first + _AT_ONCE])
            end = start + int(some.sum())
            scales = np.array(weights[start:end], dtype=np.float32)
            scaled = self._vectors[rows[start:end]] * scales[:, np.newaxis]
            known = some.nonzero()[0]
            begins = (some.cumsum() - some)[known]
            sums[first + known] = np.add.reduceat(scaled.astype(np.float64), begins, axis=0)
            start = end
        return sums


def _units(rows: Floats) -> Floats:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, np.float32(1e-9)), dtype=np.float32)
