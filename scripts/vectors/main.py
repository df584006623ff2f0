"""Trains the word vectors that Taskdex finds related tasks with.

Usage: scripts/train_vectors --sources DIR --out FILE [--cache DIR] [--trained FILE]

DIR is a sources folder, of which O*NET's files are read; FILE becomes a file of word vectors, of at
most 4 MiB, with a note beside it that says from what and how it was made. `--trained` takes the
vectors of O*NET's words from a file of an earlier training, and does the rest anew.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from index.errors import TaskdexError
from index.relevance.vectors import WordVectors
from scripts.vectors import glosses
from scripts.vectors import texts as reading
from scripts.vectors.note import note
from scripts.vectors.teacher import Teacher, TeacherError
from scripts.vectors.training import all_texts, train

CACHE = Path(__file__).parent.parent.parent / "var" / "vectors"
LARGEST = 4 * 1024 * 1024


def main() -> int:
    options = argparse.ArgumentParser(description="Trains word vectors for search by meaning.")
    options.add_argument("--sources", type=Path, required=True, help="a folder of sources")
    options.add_argument("--out", type=Path, required=True, help="the file to write (.npz)")
    options.add_argument("--cache", type=Path, default=CACHE, help="for the sentence model")
    options.add_argument("--trained", type=Path, help="a file of vectors, to train none")
    chosen = options.parse_args()
    try:
        texts = reading.read(chosen.sources)
        teacher = Teacher(chosen.cache)
        if chosen.trained:
            vectors = WordVectors.load(chosen.trained)
        else:
            trained = train(texts, teacher, _say)
            vectors = WordVectors.of(trained.words, trained.vectors)
        _say("What a dictionary says of words that O*NET lacks")
        wordnet = glosses.WordNet(glosses.fetch(chosen.cache))
        vectors, explained = glosses.added(vectors, all_texts(texts), wordnet, teacher)
    except (TaskdexError, TeacherError) as error:
        print(f"train_vectors: {error}", file=sys.stderr)
        return 1
    vectors.save(chosen.out)
    size = chosen.out.stat().st_size
    if size > LARGEST:
        chosen.out.unlink()
        print(f"train_vectors: {size:,} bytes are more than {LARGEST:,}.", file=sys.stderr)
        return 1
    written = note(texts, WordVectors.load(chosen.out), size, explained)
    chosen.out.with_suffix(".md").write_text(written, encoding="utf-8")
    _say(f"{chosen.out}: {len(vectors.words):,} words, {size:,} bytes")
    return 0


def _say(told: str) -> None:
    print(told, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
