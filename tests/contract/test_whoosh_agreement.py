"""The arrays rank as Whoosh itself does: its own searcher over the release's own Whoosh indexes
gives the same ten documents and the same scores for queries of finished words."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from whoosh.index import open_dir
from whoosh.query import And, Or, Term
from whoosh.searching import Searcher

from index.arrays import load
from index.engines.whoosh import FOLDER
from index.engines.whoosh.analysis import arrays_name
from index.engines.whoosh.postings import Postings
from index.engines.whoosh.schema import Weighting
from index.query import KINDS
from index.records.terms import Kind
from index.relevance.stems import stem

TOP = 10
TOLERANCE = 1e-4
QUERIES = 60


@dataclass
class Pair:
    """One kind's index, as Whoosh opens it and as we do."""

    kind: Kind
    whoosh: Searcher
    ours: Postings

    def theirs(self, stems: list[str], *, every: bool) -> list[tuple[int, float]]:
        query = (And if every else Or)([Term("text", text) for text in stems])
        found = self.whoosh.search(query, limit=TOP)
        return [(hit.docnum, hit.score) for hit in found]

    def arrays(self, stems: list[str], *, every: bool) -> list[tuple[int, float]]:
        scores = np.zeros(self.ours.document_count)
        held = np.zeros(self.ours.document_count, dtype=int)
        for text in stems:
            if (number := self.ours.stem_number(text)) >= 0:
                numbers, values = self.ours.of_stem(number)
                scores[numbers] += values.astype(float) * self.ours.stem_information[number]
                held[numbers] += 1
        docs = np.flatnonzero(held == len(stems) if every else held > 0)
        order = np.lexsort((docs, -scores[docs]))[:TOP]
        return [(int(number), float(scores[number])) for number in docs[order]]


@pytest.fixture(scope="module", params=["sample", pytest.param("full", marks=pytest.mark.full)])
def folder(request: pytest.FixtureRequest) -> Path:
    home: Path = request.getfixturevalue(f"{request.param}_home")
    return home / "current" / FOLDER


@pytest.fixture(scope="module", params=KINDS)
def pair(request: pytest.FixtureRequest, folder: Path) -> Iterator[Pair]:
    kind: Kind = request.param
    index = open_dir(folder, indexname=kind)
    with index.searcher(weighting=Weighting(kind)) as searcher:
        yield Pair(kind, searcher, Postings(load(folder / arrays_name(kind))))
    index.close()


def queries(pair: Pair) -> list[list[str]]:
    """Stems of words that occur, and of one that does not; common ones more often than rare."""
    random_ = random.Random(pair.kind)
    vocabulary = pair.ours.words
    if not vocabulary:
        return [["nothing"]]
    weights = [pair.ours.frequency(number) for number in range(len(vocabulary))]
    drawn = [random_.choices(vocabulary, weights, k=random_.randint(1, 6)) for _ in range(QUERIES)]
    return [list(dict.fromkeys(map(stem, words))) for words in [*drawn, [vocabulary[0], "qqzz"]]]


@pytest.mark.parametrize("every", [False, True], ids=["or", "and"])
def test_the_first_ten_and_their_scores_are_the_same(pair: Pair, every: bool) -> None:
    for stems in queries(pair):
        theirs = pair.theirs(stems, every=every)
        ours = pair.arrays(stems, every=every)
        assert [score for _, score in ours] == pytest.approx(
            [score for _, score in theirs], abs=TOLERANCE, rel=TOLERANCE
        ), stems
        # Of documents that differ by less than rounding does, either may be the tenth.
        last = ours[-1][1] + TOLERANCE * (1 + ours[-1][1]) if ours else 0.0
        assert {number for number, score in ours if score > last} == {
            number for number, score in theirs if score > last
        }, stems


def test_whoosh_and_the_arrays_number_the_same_documents(pair: Pair) -> None:
    reader = pair.whoosh.reader()
    assert reader.doc_count_all() == pair.ours.document_count
    for number in range(pair.ours.document_count):
        assert reader.stored_fields(number)["id"] == str(pair.ours.stored(number)[0])


def test_whoosh_and_the_arrays_know_the_same_stems_in_as_many_documents(pair: Pair) -> None:
    reader = pair.whoosh.reader()
    frequencies = {
        text.decode(): reader.doc_frequency("text", text)
        for text in (reader.lexicon("text") if pair.ours.stems else ())
    }
    assert frequencies == {
        text: len(pair.ours.of_stem(number)[0]) for number, text in enumerate(pair.ours.stems)
    }
