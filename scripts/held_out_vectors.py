"""Word vectors that do not know the answers: what `scripts/bench relevance` is to be asked with.

The vectors that come with Taskdex were trained on every activity's links to tasks and on every job
title, so they know what the sets ask. Here they are trained by the same program without that: the
detailed activities fall into two folds, by the intermediate activity above them, and each fold is
asked with vectors that were trained without it; held-out titles are left out of both. Trained once
(some minutes), then kept in a folder until the program, the sources or the sets change.
"""

from __future__ import annotations

import hashlib
import random
import sys
from collections.abc import Mapping
from pathlib import Path

from index.records.joined import Corpus
from index.relevance.vectors import WordVectors
from index.text import matching_key
from scripts.vectors import texts as reading
from scripts.vectors import training
from scripts.vectors.main import CACHE
from scripts.vectors.teacher import Teacher

FOLDS = 2


def folds(corpus: Corpus, seed: int) -> Mapping[str, int]:
    """Title of a detailed activity → its fold; all below one intermediate activity share it."""
    above = {a.activity_id: a.parent_id for a in corpus.activities.values() if a.level == "dwa"}
    intermediate = sorted({str(parent) for parent in above.values()})
    random.Random(seed).shuffle(intermediate)
    fold_of = {activity_id: place % FOLDS for place, activity_id in enumerate(intermediate)}
    return {corpus.activities[each].title: fold_of[str(parent)] for each, parent in above.items()}


def trained_without(
    sources: Path, corpus: Corpus, without: Corpus, seed: int, cache: Path = CACHE
) -> tuple[WordVectors, ...]:
    """For each fold the vectors that were trained without it, and without the lay titles that
    `without` lacks. Raises TaskdexError or TeacherError."""
    titles = {matching_key(lay.title) for lay in corpus.lay_titles}
    held_out = titles - {matching_key(lay.title) for lay in without.lay_titles}
    texts = reading.read(sources).without_titles(held_out)
    fold_of = folds(corpus, seed)
    found = []
    for fold in range(FOLDS):
        gone = [each for each, title in texts.activities if fold_of[title] == fold]
        left = texts.without_activities(gone)
        path = cache / f"held-out-{fold}-{_digest(left)}.npz"
        if not path.is_file():
            _say(f"Training vectors without fold {fold} …")
            trained = training.train(left, Teacher(cache), _say)
            WordVectors.of(trained.words, trained.vectors).save(path)
        found.append(WordVectors.load(path))
    return tuple(found)


def _say(told: str) -> None:
    print(told, file=sys.stderr)


def _digest(texts: reading.Texts) -> str:
    """Of what is trained on, and how."""
    digest = hashlib.sha256(repr(texts).encode())
    for program in ("texts.py", "training.py"):
        digest.update((Path(__file__).parent / "vectors" / program).read_bytes())
    return digest.hexdigest()[:16]
