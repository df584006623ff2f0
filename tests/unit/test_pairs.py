"""Words that mean something together, over titles and compounds of our own making."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index import corpus as joining
from index.encyclopedia import Encyclopedia
from index.engines.pairs import Pairs, Together, write
from index.query import parse
from index.records.joined import Corpus
from index.records.published import LayTitle
from index.relevance.meaning import Meaning
from index.relevance.weights import COMPOUND_APART, PAIR_APART
from tests.meanings import meaning, release
from tests.support import ART, FUN, write_everything

__all__ = ["meaning", "release"]  # fixtures

TITLES = [
    *((ART, f"Law Firm {word}") for word in ("Clerk", "Helper", "Porter")),
    (FUN, "Law Student"),
    (FUN, "Firm Manager"),
]


@pytest.fixture(scope="module")
def titled(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("sources")
    write_everything(folder)
    lay = tuple(LayTitle(code, title, None) for code, title in TITLES)
    return replace(joining.read(folder), lay_titles=lay)


@pytest.fixture(scope="module")
def read(titled: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Pairs:
    folder = tmp_path_factory.mktemp("pairs")
    write(titled, folder)
    return Pairs(folder)


def test_words_are_a_pair_that_often_follow_each_other(read: Pairs, titled: Corpus) -> None:
    (found,) = read.together(parse("two law firms "), None)
    assert found.words == ("law", "firms")
    assert found.apart == PAIR_APART
    numbers, told = read.occupations(found)
    assert numbers.tolist() == [sorted(titled.occupations).index(ART)]
    assert told[0] > 0


@pytest.mark.parametrize("typed", ["firm law ", "law of the firm ", "law student ", "law"])
def test_others_are_none(read: Pairs, typed: str) -> None:
    assert read.together(parse(typed), None) == ()


def test_what_is_meant_literally_has_no_pairs(read: Pairs) -> None:
    assert read.together(parse("law firm ", verbatim=True), None) == ()
    assert read.together(parse('"law firm"'), None) == ()


AXES = {
    "art": (1.0, 0.0, 0.0),
    "clients": (0.0, 1.0, 0.0),
    "games": (0.0, 0.0, 1.0),
    "art games": (0.0, 1.0, 0.0),
}


@pytest.mark.parametrize("typed", ["art games ", "art game", "the art games "])
def test_a_compound_has_a_meaning_of_its_own(meaning: Meaning, typed: str) -> None:
    understood = meaning.understand(parse(typed))
    assert understood is not None
    assert [" ".join(each)[:8] for each in understood.compounds] == ["art game"]
    assert understood.vector == pytest.approx([0, 1, 0], abs=0.01)
    assert understood.share == 1


@pytest.mark.parametrize("typed", ["games art ", "art and games "])
def test_words_in_another_order_are_no_compound(meaning: Meaning, typed: str) -> None:
    understood = meaning.understand(parse(typed))
    assert understood is not None
    assert understood.compounds == ()
    assert understood.vector[0] > 0.5


def test_words_of_a_compound_tell_little_apart(
    release: Path, meaning: Meaning, read: Pairs
) -> None:
    understood = meaning.understand(parse("art games "))
    assert read.together(parse("art games "), understood) == (Together(("art", "games")),)
    assert Together(("art", "games")).apart == COMPOUND_APART
    with Encyclopedia.open_release(release) as opened:
        found = opened.search("art games ")
    related = next(hit for hit in found.tasks.hits if hit.by == "meaning")
    assert "client" in related.text.lower()
