"""What a dictionary says of words that O*NET lacks, over a dictionary of a few lines."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.relevance.vectors import WordVectors
from scripts.vectors import glosses
from scripts.vectors.glosses import WordNet, added, explained, fetch
from scripts.vectors.teacher import TeacherError

# As in wndb(5WN): offset, file, kind, count of names, names, pointers, what is said.
FILES = {
    "data.noun": """\
  1 lines that begin with spaces are the licence
00000100 18 n 02 accountant 0 comptroller(a) 0 000 | someone who keeps accounts
00000200 18 n 02 bean_counter 0 bookkeeper_extraordinary 0 001 @ 00000100 n 0000 | an accountant \
who is thought to care for figures alone; "the bean counters said no"
00000300 20 n 01 bean 0 000 | a plant with seeds
00000400 18 n 01 curmudgeon 0 000 | a fussy person
""",
    "data.verb": """\
00000500 32 v 02 bargain 0 dicker 0 000 00 | settle terms
00000600 32 v 02 haggle 0 chaffer 0 001 @ 00000500 v 0000 00 | wrangle over a price
""",
    "data.adj": "00000700 00 a 01 blue 0 000 | of the colour of the sky\n",
    "index.sense": """\
accountant%1:18:00:: 00000100 1 9
bargain%2:32:00:: 00000500 1 4
bean%1:20:00:: 00000300 1 5
bean_counter%1:18:00:: 00000200 1 0
blue%3:00:00:: 00000700 1 30
curmudgeon%1:18:00:: 00000400 1 0
haggle%1:18:00:: 00000400 2 0
haggle%2:32:00:: 00000600 1 2
""",
}
AXES = ("haggle", "curmudgeon", "bean", "wrangle", "accountant", "counter")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("wordnet") / glosses.ARCHIVE
    with tarfile.open(path, "w:gz") as packed:
        for name, text in FILES.items():
            data = text.encode()
            entry = tarfile.TarInfo(f"package/dict/{name}")
            entry.size = len(data)
            packed.addfile(entry, io.BytesIO(data))
    return path


@pytest.fixture(scope="module")
def wordnet(archive: Path) -> WordNet:
    return WordNet(archive)


def test_the_first_sense_is_the_one_that_texts_have_most(wordnet: WordNet) -> None:
    found = wordnet.sense("haggle")
    assert found is not None
    assert (found[0], found[1].is_verb, found[1].explanation) == (
        *("haggle", True),
        "wrangle over a price",
    )
    assert wordnet.sense("zyx") is None


@pytest.mark.parametrize("form", ["haggles", "haggled", "haggling", "haggler"])
def test_a_form_of_a_word_has_its_sense(wordnet: WordNet, form: str) -> None:
    found = wordnet.sense(form)
    assert found is not None
    assert found[0] == "haggle"


def test_an_explanation_is_headed_by_usual_words_and_the_wider_sense(wordnet: WordNet) -> None:
    form, sense = wordnet.sense("haggle") or pytest.fail("no sense")
    # "chaffer" is rarer than what it would explain.
    assert wordnet.text(form, sense) == "haggle, bargain: wrangle over a price"
    form, sense = wordnet.sense("bean_counter") or pytest.fail("no sense")
    assert wordnet.text(form, sense).startswith("bean counter, accountant: an accountant who")
    assert "said no" not in wordnet.text(form, sense)  # examples explain nothing


def test_rare_words_and_compounds_that_onet_lacks_are_explained(wordnet: WordNet) -> None:
    known = ("haggle", "blue", "bean", "accountant")
    found = explained(wordnet, known, ["Accountants count beans."])
    assert set(found) == {"haggle", "curmudgeon", "bean counter"}
    # O*NET has the word, or the two words side by side: it knows better.
    found = explained(wordnet, known, ["Haggle.", "Promote the bean counter."])
    assert set(found) == {"curmudgeon"}


class _Teacher:
    """A text is the words of it that have an axis."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.array([[axis in text for axis in AXES] for text in texts], dtype=np.float32)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.maximum(lengths, 1e-9), dtype=np.float32)


def test_explained_words_move_towards_what_is_said_of_them(wordnet: WordNet) -> None:
    # Words that were not trained have the teacher's vectors: the translation is the identity.
    taught = _Teacher().encode(AXES)
    vectors = WordVectors.of(AXES, taught * np.float32(0.9))
    found, count = added(vectors, ["Trained words"], wordnet, _Teacher())
    by_word = dict(zip(found.words, found.vectors, strict=True))
    wrangle = AXES.index("wrangle")
    assert count == 2  # "haggle" and "curmudgeon"
    assert by_word["haggle"][wrangle] > 0.3
    assert by_word["bean"] == pytest.approx(
        dict(zip(vectors.words, vectors.vectors, strict=True))["bean"], abs=0.01
    )
    # It has nothing to do with beans and counters.
    assert by_word["bean counter"][AXES.index("accountant")] > 0.1


def test_another_file_than_the_one_that_is_meant_is_refused(archive: Path) -> None:
    with pytest.raises(TeacherError, match="is not the file that is meant"):
        fetch(archive.parent)


def test_a_dictionary_without_a_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.tgz"
    with tarfile.open(path, "w:gz") as packed:
        packed.addfile(tarfile.TarInfo("package/readme"))
    with pytest.raises((TeacherError, KeyError)):
        WordNet(path)
