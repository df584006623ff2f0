"""What words count on a cluster is what they count in the embedded engine:
index.engines.opensearch.impacts, and what is read off texts: index.engines.opensearch.positions."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from index import corpus
from index.arrays import load
from index.engines.opensearch.impacts import Impacts
from index.engines.opensearch.lexicon import Term
from index.engines.opensearch.positions import marks, order_bonus
from index.engines.opensearch.schema import RELEASE_ENTRY, SCALE
from index.engines.opensearch.titles import pair_keys, piece_keys
from index.engines.whoosh.analysis import FOLDER, arrays_name
from index.engines.whoosh.postings import Postings
from index.lexicon import FILE_NAME, Lexicon
from index.query import KINDS
from index.records.terms import Kind
from index.relevance.lay_words import LAY_WORDS
from index.sources import sample as packaged


@pytest.fixture(scope="module")
def documents(sample_home: Path) -> Mapping[str, dict[str, Any]]:
    joints = Lexicon(sample_home / "current" / FOLDER / FILE_NAME).joints
    return dict(Impacts(corpus.read(packaged.folder()), joints).documents())


@pytest.fixture(scope="module")
def embedded(sample_home: Path) -> Mapping[Kind, Postings]:
    folder = sample_home / "current" / FOLDER
    return {kind: Postings(load(folder / arrays_name(kind))) for kind in KINDS}


def counts(field: str) -> dict[str, float]:
    """Term → what it counts."""
    split = (each.rsplit("|", 1) for each in field.split())
    return {term: int(frequency) / SCALE for term, frequency in split}


@pytest.mark.parametrize("kind", KINDS)
def test_a_stem_counts_what_it_counts_in_the_embedded_engine(
    documents: Mapping[str, dict[str, Any]], embedded: Mapping[Kind, Postings], kind: Kind
) -> None:
    postings = embedded[kind]
    name = "occupations" if kind == "occupation" else kind
    found = [source for source in documents.values() if source["kind"] == kind]
    assert [source["place"] for source in found] == list(range(postings.document_count))
    for place, source in enumerate(found):
        ours = counts(source[name]["stems"])
        theirs = {}
        for number, root in enumerate(postings.stems):
            docs, values = postings.of_stem(number)
            if place in docs:
                theirs[root] = float(values[docs.tolist().index(place)])
        assert ours.keys() == theirs.keys()
        # Whoosh keeps the length of a document in one byte.
        assert ours == pytest.approx(theirs, rel=0.03, abs=0.002)


@pytest.mark.parametrize("kind", KINDS)
def test_the_lexicon_counts_what_the_embedded_engine_finds(
    documents: Mapping[str, dict[str, Any]], embedded: Mapping[Kind, Postings], kind: Kind
) -> None:
    postings, place = embedded[kind], KINDS.index(kind)
    looked_at = 0
    for document_id, source in documents.items():
        sort, _, text = document_id.partition(":")
        if sort == "word":
            term = postings.look_up(text, is_prefix=True, everyday=False)
            assert source["entry"]["starts"][place] == len(term.docs), text
            number = postings.word_number(text)
            held = postings.frequency(number) if number >= 0 else 0
            assert source["entry"]["words"][place] == held, text
            looked_at += 1
        elif sort == "stem":
            number = postings.stem_number(text)
            held = len(postings.of_stem(number)[0]) if number >= 0 else 0
            assert source["entry"]["stems"][place] == held, text
    assert looked_at > 500


def test_an_everyday_word_counts_what_it_stands_for_once(
    documents: Mapping[str, dict[str, Any]], embedded: Mapping[Kind, Postings]
) -> None:
    for lay in LAY_WORDS:
        for place, kind in enumerate(KINDS):
            found = embedded[kind].look_up(lay, is_prefix=False)
            if found.other_stems:
                counted = documents[f"lay:{lay}"]["entry"]["stems"][place]
                assert counted == len(found.docs), (lay, kind)


def test_every_document_has_its_own_id_and_a_place_in_the_count(
    documents: Mapping[str, dict[str, Any]],
) -> None:
    counted = documents[RELEASE_ENTRY]["entry"]["counts"]
    for kind in KINDS:
        held = sum(source["kind"] == kind for source in documents.values())
        assert held == counted[kind]
    assert documents["task:19156"]["code"] == "29-1129.01"


def test_the_ends_of_titles_and_words_are_marked() -> None:
    assert pair_keys(["art", "therapist"]) == ["^~art", "art~therapist", "therapist~$"]
    assert pair_keys(["art"], closed=False) == ["^~art"]
    assert piece_keys("cook") == ["^coo", "cook", "ook$"]
    assert piece_keys("co") == ["^co$"]


def term(word: str, root: str, *, is_prefix: bool = False, **others: Any) -> Term:  # noqa: ANN401
    return Term(word, root, is_prefix, False, not is_prefix, not is_prefix, 1, 2.0, **others)


def test_marks_are_whole_words_and_what_was_typed_of_the_last() -> None:
    text = "Repair children's teeth; treating patients."
    sought = [term("fix", "fix", other_stems=("repair",)), term("tooth", "tooth")]
    assert marks(text, [*sought, term("pati", "pati", is_prefix=True)], []) == (
        (0, 6), (18, 23), (34, 38),
    )  # fmt: skip
    assert marks(text, [], [("teeth", "treating")]) == ((18, 23), (25, 33))
    assert marks(text, [], [("treating", "teeth")]) == ()


def test_what_follows_closely_counts_more_and_what_goes_before_nothing() -> None:
    terms = [term("plan", "plan"), term("work", "work")]
    beside, apart = order_bonus("Plan work.", terms), order_bonus("Plan the daily work.", terms)
    assert beside > apart > 0
    assert order_bonus("Work on a plan.", terms) == 0
