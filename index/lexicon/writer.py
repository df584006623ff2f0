"""Corpus in, lexicon out: one file of arrays. Called by the engines' writers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from pathlib import Path

import numpy as np

from index.arrays import Array, pack_strings, save
from index.lexicon import joints, spelling
from index.records.joined import Corpus
from index.relevance.sound import sound
from index.relevance.stems import stem
from index.text import words


def write(corpus: Corpus, path: Path) -> None:
    """Writes the lexicon of a corpus."""
    save(path, arrays(corpus))


def arrays(corpus: Corpus) -> dict[str, Array]:
    """The vocabulary in order; the texts as numbers of words; and where each word stands in them.

    Texts are titles (official and lay, each once), then statements, then titles of activities; -1
    ends each. Descriptions of occupations give words, and no text.
    """
    titles = sorted(set(_titles(corpus)))
    statements = [tuple(words(task.text)) for task in corpus.tasks.values()]
    activities = [tuple(words(activity.title)) for activity in corpus.activities.values()]
    texts = [text for text in (*titles, *statements, *activities) if text]
    described = {word for each in corpus.occupations.values() for word in words(each.description)}
    vocabulary = sorted(described.union(*texts))
    number = {word: place for place, word in enumerate(vocabulary)}
    sequence = np.array(
        [each for text in texts for each in (*(number[word] for word in text), -1)],
        dtype=np.int32,
    )
    lengths = np.array([len(text) + 1 for text in texts], dtype=np.int64)
    text_of_place = np.repeat(np.arange(len(texts), dtype=np.int32), lengths)
    order = np.argsort(sequence, kind="stable")[len(texts) :]  # the ends of texts come first
    word_bytes, word_offsets = pack_strings(vocabulary)
    stem_bytes, stem_offsets = pack_strings(sorted({stem(word) for word in vocabulary}))
    sound_bytes, sound_offsets, sound_words = _sounds(vocabulary)
    joint_bytes, joint_offsets = pack_strings(_joints(corpus, vocabulary, texts))
    beginnings = {word[:end] for word in vocabulary for end in range(1, len(word) + 1)}
    return {
        "word_bytes": word_bytes,
        "word_offsets": word_offsets,
        "stem_bytes": stem_bytes,
        "stem_offsets": stem_offsets,
        "sound_bytes": sound_bytes,
        "sound_offsets": sound_offsets,
        "sound_words": sound_words,
        "text_words": sequence,
        "text_of_place": text_of_place,
        "title_end": np.array([sum(len(title) + 1 for title in titles if title)], dtype=np.int64),
        "word_places": order.astype(np.int32),
        "word_starts": np.searchsorted(
            sequence[order], np.arange(len(vocabulary) + 1), side="left"
        ).astype(np.int64),
        "joint_bytes": joint_bytes,
        "joint_offsets": joint_offsets,
        **spelling.arrays("speller", vocabulary),
        **spelling.arrays("beginning", beginnings),
    }


def _joints(corpus: Corpus, vocabulary: Iterable[str], texts: Iterable[Sequence[str]]) -> list[str]:
    """The pairs of words that the texts write apart rather than together."""
    counts = dict.fromkeys(vocabulary, 0) | Counter(chain.from_iterable(texts))
    neighbours = Counter(chain.from_iterable(map(pairwise, texts)))
    written = {
        *(occupation.title for occupation in corpus.occupations.values()),
        *(lay.title for lay in corpus.lay_titles),
        *(task.text for task in corpus.tasks.values()),
        *(activity.title for activity in corpus.activities.values()),
    }
    return joints.derive(counts, neighbours, written)


def _titles(corpus: Corpus) -> Iterator[tuple[str, ...]]:
    for occupation in corpus.occupations.values():
        yield tuple(words(occupation.title))
    for lay in corpus.lay_titles:
        yield tuple(words(lay.title))


def _sounds(vocabulary: Iterable[str]) -> tuple[Array, Array, Array]:
    """Sounds in order, once for each word that has one, and the numbers of these words."""
    pairs = sorted(
        (sound(word), number) for number, word in enumerate(vocabulary) if word.isalpha()
    )
    sound_bytes, sound_offsets = pack_strings(heard for heard, _ in pairs)
    return sound_bytes, sound_offsets, np.array([n for _, n in pairs], dtype=np.int32)
