"""Files of word vectors: written, read, refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.errors import ReleaseError
from index.relevance.vectors import OFF, SHIPPED, WordVectors, chosen

WORDS = ["teeth", "bread", "café"]
LARGEST = 4 * 1024 * 1024


@pytest.fixture
def vectors() -> WordVectors:
    return WordVectors.of(WORDS, np.random.default_rng(1).normal(size=(3, 8)).astype(np.float32))


def test_what_is_written_is_what_is_read(vectors: WordVectors, tmp_path: Path) -> None:
    vectors.save(tmp_path / "v.npz")
    read = WordVectors.load(tmp_path / "v.npz")
    assert read.words == ("bread", "café", "teeth")
    assert np.array_equal(read.vectors, vectors.vectors)


def test_rounding_to_bytes_loses_next_to_nothing(vectors: WordVectors) -> None:
    exact = np.random.default_rng(1).normal(size=(3, 8)).astype(np.float32)[[1, 2, 0]]
    assert np.abs(vectors.vectors - exact).max() <= np.abs(exact).max() / 127 / 2 * 1.01


def test_the_same_vectors_make_the_same_bytes(vectors: WordVectors, tmp_path: Path) -> None:
    for name in ("one.npz", "two.npz"):
        vectors.save(tmp_path / name)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 broken"])
def test_another_file_is_refused_by_name(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "v.npz"
    file.write_bytes(content)
    with pytest.raises(ReleaseError, match=r"TASKDEX_VECTORS.*v\.npz"):
        chosen(str(file))


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match=r"TASKDEX_VECTORS.*missing\.npz"):
        chosen(str(tmp_path / "missing.npz"))


def test_words_without_vectors_are_refused(vectors: WordVectors, tmp_path: Path) -> None:
    odd = WordVectors(vectors.words[:2], vectors.values, vectors.scales)
    odd.save(tmp_path / "v.npz")
    with pytest.raises(ReleaseError, match="do not fit"):
        chosen(str(tmp_path / "v.npz"))


def test_off_means_none_and_nothing_means_ours() -> None:
    assert chosen(OFF) is None
    ours = chosen("")
    assert ours is not None
    assert len(ours.words) > 20_000


def test_the_file_that_comes_with_taskdex_is_small_and_its_note_is_its_own() -> None:
    assert SHIPPED.stat().st_size <= LARGEST
    assert WordVectors.load(SHIPPED).digest in SHIPPED.with_suffix(".md").read_text()
