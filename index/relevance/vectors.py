"""A file of word vectors: how it is written, read, and how a text gets a vector from it.

Written by `scripts/train_vectors`, read when a release is built (`index.engines.encoding`). The
file that comes with Taskdex is `vectors.npz`; `vectors.md` says from what and how it was made.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import ReleaseError

Floats = NDArray[np.float32]

SHIPPED = Path(__file__).with_name("vectors.npz")
OFF = "off"
FORMAT = 1


@dataclass(frozen=True, slots=True, eq=False)
class WordVectors:
    """Words, and for each a vector whose length says how much the word tells."""

    words: tuple[str, ...]
    """Each once, sorted."""
    values: NDArray[np.int8]
    """Words × dimensions."""
    scales: Floats
    """What each word's values are to be multiplied by."""
    digest: str = ""
    """sha256 of the file."""

    @classmethod
    def of(cls, words: Sequence[str], vectors: Floats) -> WordVectors:
        """Rounds each vector to whole numbers from -127 to 127 and a scale."""
        order = sorted(range(len(words)), key=words.__getitem__)
        return cls(tuple(words[each] for each in order), *rounded(vectors[order]))

    def save(self, path: Path) -> None:
        """The same vectors make the same bytes."""
        arrays = {
            "format": np.array(FORMAT),
            "words": np.frombuffer("\n".join(self.words).encode(), dtype=np.uint8),
            "values": self.values,
            "scales": self.scales.astype("<f4"),
        }
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
            for name, array in arrays.items():
                entry = zipfile.ZipInfo(f"{name}.npy")  # its time is 1980, not now
                entry.compress_type = zipfile.ZIP_DEFLATED
                with packed.open(entry, "w") as file:
                    np.lib.format.write_array(file, array, allow_pickle=False)

    @classmethod
    def load(cls, path: Path) -> WordVectors:
        """Raises ReleaseError for what is not a file of word vectors."""
        try:
            content = path.read_bytes()
            digest = hashlib.sha256(content).hexdigest()
            with np.load(io.BytesIO(content), allow_pickle=False) as stored:
                if int(stored["format"]) != FORMAT:
                    raise ValueError(f"format {int(stored['format'])}, not {FORMAT}")
                words = tuple(stored["words"].tobytes().decode().split("\n"))
                values, scales = stored["values"], stored["scales"]
        except OSError as error:
            raise ReleaseError(
                f"TASKDEX_VECTORS: {path} cannot be read ({error.strerror or error})."
            ) from error
        except (ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
            raise ReleaseError(
                f"TASKDEX_VECTORS: {path} holds no word vectors ({error})."
                " Make some with scripts/train_vectors."
            ) from error
        is_whole = (
            values.ndim == 2
            and values.dtype == np.int8
            and scales.dtype == np.float32
            and len(words) == len(values) == len(scales)
        )
        if not is_whole:
            raise ReleaseError(f"TASKDEX_VECTORS: {path} holds words and vectors that do not fit.")
        return cls(words, values, scales, digest)

    @property
    def vectors(self) -> Floats:
        found: Floats = self.values * self.scales[:, None]
        return found


def rounded(vectors: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Each vector as whole numbers from -127 to 127, and what they are to be multiplied by."""
    scales = np.maximum(np.abs(vectors).max(axis=1), 1e-6) / 127
    return np.rint(vectors / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def chosen(setting: str) -> WordVectors | None:
    """The vectors that TASKDEX_VECTORS names: a file, `off`, or, empty, those of Taskdex.

    Raises ReleaseError for a file that is none.
    """
    if setting == OFF:
        return None
    return WordVectors.load(Path(setting) if setting else SHIPPED)
