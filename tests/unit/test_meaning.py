"""Search by meaning, over a few words whose vectors are known."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.build import build
from index.encyclopedia import Encyclopedia
from index.errors import EngineError
from index.query import parse
from index.relevance.meaning import FOLDER, Meaning, open_meaning
from index.relevance.weights import (
    CARRIED,
    FAINTLY_ALIKE,
    HOLDS_MOST,
    LIKE_ENOUGH,
    TITLES_SHARPNESS,
)
from index.sources import sample as packaged
from tests.meanings import meaning, release

__all__ = ["meaning", "release"]  # fixtures

AXES = {
    # Words that statements of the sample hold, and words that none holds, beside one of them.
    "art": (1.0, 0.0, 0.0),
    "paintings": (1.0, 0.1, 0.0),
    "sculpture": (0.9, 0.1, 0.0),
    "clients": (0.1, 1.0, 0.0),
    "punters": (0.1, 1.0, 0.1),
    "repay": (0.0, 0.0, 1.0),
}


def share_of(meaning: Meaning, text: str) -> float:
    understood = meaning.understand(parse(text))
    return understood.share if understood else 0.0


def test_a_query_means_the_sum_of_its_words(meaning: Meaning) -> None:
    understood = meaning.understand(parse("art clients "))
    assert understood is not None
    expected = np.array([1.1, 1.0, 0.0])
    assert understood.vector == pytest.approx(expected / np.linalg.norm(expected), abs=0.01)


def test_words_that_are_not_known_count_against_a_query(meaning: Meaning) -> None:
    assert share_of(meaning, "art ") == 1
    assert share_of(meaning, "art zyx ") == pytest.approx(0.25)
    assert share_of(meaning, "zyx ") == 0
    assert share_of(meaning, "the art of the ") == 1


def test_another_form_of_a_word_is_the_word_and_a_stem_is_not(meaning: Meaning) -> None:
    assert share_of(meaning, "repaying ") == 1
    assert share_of(meaning, "repai ") == 0


def test_a_word_that_is_its_own_stem_is_known_by_another_form(meaning: Meaning) -> None:
    assert share_of(meaning, "punter ") == 1


def test_a_word_that_is_being_typed_counts_as_the_most_usual_that_it_begins(
    meaning: Meaning,
) -> None:
    def vector(text: str) -> list[float]:
        understood = meaning.understand(parse(text))
        assert understood is not None
        return list(understood.vector)

    assert vector("clients sculpt") == vector("clients "), "a word, which has no vector"
    assert vector("clients sculptu") == vector("clients sculpture ")
    assert vector("clients paintin") == vector("clients painting ")
    assert vector("clients sculptu ") == vector("clients "), "it was typed to its end"
    assert vector("clients scu") == vector("clients "), "three letters begin too many words"
    # Nothing is missing where the likeliest word has no vector, either.
    assert share_of(meaning, "art governm") == 1


@pytest.mark.parametrize("text", ['"art"', "art -clients", '-"art clients" art'])
def test_what_is_meant_literally_is_taken_literally(meaning: Meaning, text: str) -> None:
    assert meaning.understand(parse(text)) is None
    assert meaning.understand(parse("art", verbatim=True)) is None


def test_likenesses_are_rounded(meaning: Meaning) -> None:
    understood = meaning.understand(parse("art "))
    assert understood is not None
    likeness = understood.of_tasks
    assert np.array_equal(likeness, np.round(likeness, 4))
    assert likeness.max() <= 1.0001


def test_tasks_that_hold_all_words_stay_first_in_their_order(meaning: Meaning) -> None:
    understood = meaning.understand(parse("art "))
    assert understood is not None
    docs = np.arange(4, dtype=np.int32)
    scores = np.array([9, 8, 3, 2], dtype=np.float32)
    told = np.array([1, 1, 0.9, 0.5], dtype=np.float32)
    related = understood.related(docs)
    ranked = understood.rerank(docs, scores, scores, told, related)
    assert ranked.scores[0] > ranked.scores[1] > max(ranked.scores[2:])
    assert len(related)
    assert not set(related) & set(docs)
    assert (ranked.scores[:2].min() > ranked.of_related).all()


def test_a_name_means_what_it_is_for(meaning: Meaning) -> None:
    """ "Sculpture" may be a product, and "clients" what it is for."""
    named = replace(parse("sculpture "), uses={"sculpture": {}}, beside=("clients",))
    for query in (named, replace(parse("sculpture "), as_spelt=True, beside=("clients",))):
        understood, meant = meaning.understand(query), meaning.understand(parse("clients "))
        assert understood is not None
        assert meant is not None
        assert understood.vector == pytest.approx(meant.vector)
    assert meaning.understand(replace(named, beside=())) is None


def test_where_words_find_little_what_is_less_like_them_is_related(meaning: Meaning) -> None:
    understood = meaning.understand(parse("art repay "))
    assert understood is not None
    none = np.zeros(0, dtype=np.int32)
    likeness = understood.of_tasks
    assert not len(understood.related(none, least=LIKE_ENOUGH))
    faint = understood.related(none, least=FAINTLY_ALIKE)
    assert len(faint)
    assert likeness[faint].min() >= FAINTLY_ALIKE


def test_what_is_like_each_of_the_words_is_liker_than_what_is_like_one(meaning: Meaning) -> None:
    understood = meaning.understand(parse("art clients "))
    assert understood is not None
    one = np.array([1, 0, 0], dtype=np.float32)
    whole = float(understood.vector @ one)
    half = whole / float(understood.vector.sum())
    both = np.array([half, half, np.sqrt(1 - 2 * half**2)], dtype=np.float32)
    texts = np.stack([one, both], axis=1)
    as_a_whole = understood.vector @ texts
    assert as_a_whole[0] == pytest.approx(as_a_whole[1])
    evenly = replace(understood, meaning=with_tasks(meaning, texts)).of_tasks
    assert evenly[1] > evenly[0] + 0.04


def with_tasks(meaning: Meaning, texts: NDArray[np.float32]) -> Meaning:
    """The same with other tasks: dimensions × tasks."""
    other = copy(meaning)
    other.tasks = texts
    return other


def test_a_task_without_most_of_the_words_is_a_result_if_it_is_alike(meaning: Meaning) -> None:
    understood = meaning.understand(parse("art repay "))
    assert understood is not None
    likeness = understood.of_tasks
    docs = np.array([likeness.argmax(), likeness.argmin()], dtype=np.int32)
    assert likeness[docs[1]] < CARRIED <= likeness[docs[0]]
    little, most = np.full(2, 0.5, np.float32), np.full(2, HOLDS_MOST, np.float32)
    assert understood.carried(docs, little).tolist() == [True, False]
    assert understood.carried(docs, most).all()
    assert set(understood.carried_places) == set(np.flatnonzero(likeness >= CARRIED))


def damage(folder: Path) -> None:
    (folder / "tasks.npy").write_bytes(b"\x93NUMPY damaged")


def lose(folder: Path) -> None:
    (folder / "word_keys.npy").unlink()


@pytest.mark.parametrize("harm", [damage, lose])
def test_damaged_arrays_are_refused(
    release: Path, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    folder = tmp_path / FOLDER
    folder.mkdir()
    for file in (release / FOLDER).iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    harm(folder)
    with pytest.raises(EngineError, match="taskdex build"):
        open_meaning(tmp_path)


def test_a_build_without_vectors_has_no_arrays(tmp_path: Path) -> None:
    build(packaged.folder(), tmp_path, is_sample=True, quiet=True, vectors="off")
    assert open_meaning((tmp_path / "current").resolve()) is None
    with Encyclopedia.open(tmp_path) as opened:
        assert not opened.search("punters ").tasks.hits


def test_what_a_long_query_says_first_counts_more(meaning: Meaning) -> None:
    short = meaning.understand(parse("art clients "))
    long = meaning.understand(parse("art clients clients clients clients clients clients "))
    assert short is not None
    assert long is not None
    assert (short.is_short, round(long.is_short, 2)) == (1, 0.03)
    # Six to one, if all words counted alike.
    assert long.vector[0] / long.vector[1] > 0.3


def test_an_occupation_is_as_like_a_long_query_as_the_likest_of_its_tasks(
    meaning: Meaning, release: Path
) -> None:
    likeness = np.linspace(-1, 1, len(meaning.task_ids)).astype(np.float32)
    owners = np.load(release / FOLDER / "task_owners.npy")
    expected = [
        max([0.0, *likeness[owners == number].tolist()])
        for number in range(len(meaning.occupations))
    ]
    assert meaning.best_tasks(likeness).tolist() == pytest.approx(expected)


def test_titles_count_each_by_itself_and_the_likest_most(meaning: Meaning, release: Path) -> None:
    starts = np.load(release / FOLDER / "title_starts.npy")
    titles = np.load(release / FOLDER / "title_values.npy").astype(np.float32)
    titles *= np.load(release / FOLDER / "title_scales.npy")[:, None]
    art = np.array([1, 0, 0], dtype=np.float32)
    everyone = np.ones(len(meaning.occupations), dtype=np.float32)
    found = meaning.titles_likeness(art, everyone)
    for number, (start, end) in enumerate(pairwise(starts.tolist())):
        likest = float((titles[start:end] @ art).max())
        assert found[number] >= likest - 1e-3
        assert found[number] <= likest + np.log(end - start) / TITLES_SHARPNESS + 1e-3
