"""What a release knows of words: how many documents hold them, which occupations they speak for.

The lexicon lies in the release's index, an entry a word, a beginning of a word and a stem; what was
looked up is cached, since a release never changes. Safe to share between threads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from index.engines.deadline import Deadline
from index.engines.opensearch.cache import Cache
from index.engines.opensearch.client import Cluster
from index.engines.opensearch.schema import MAPPING, RELEASE_ENTRY
from index.errors import EngineError
from index.query import KINDS, Query
from index.records.terms import Kind
from index.relevance.lay_words import LAY_WORDS
from index.relevance.stems import stem
from index.relevance.weights import NAMED, NAMED_TELLS, information
from index.text import STOP_WORDS

CACHED = 20_000
"""Entries that are kept: what people type is mostly what others have typed."""
LONGEST = 100
"""Letters of a word that are looked up; no statement has a longer one."""

Entry = Mapping[str, Any]
_NONE: Entry = {}


@dataclass(frozen=True, slots=True)
class Release:
    """What the lexicon says of the release as a whole."""

    counts: Mapping[Kind, int]
    pieces: frozenset[str]
    """The runs of letters that titles have."""
    probe: str
    """A word that some statement has."""
    numbers: Mapping[str, int]
    """Occupations' numbers by their codes."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a query, looked up for one kind."""

    word: str
    stem: str
    is_prefix: bool
    is_stop: bool
    has_stem: bool
    """Some document has this stem; of a word being typed: it is a whole word already."""
    has_word: bool
    """Some document has this very word."""
    count: int
    """How many documents it finds."""
    information: float
    other_stems: tuple[str, ...] = ()
    """What an everyday word also stands for."""
    jobs: Mapping[int, float] | None = None
    """Occupations whose titles hold the word, and what their tasks get for it."""

    @property
    def key(self) -> str:
        return f"{self.word}*" if self.is_prefix else self.word


class Lexicon:
    """The lexicon of one index."""

    def __init__(self, cluster: Cluster, index: str) -> None:
        self._cluster = cluster
        self._index = index
        self._entries: Cache[str, Entry] = Cache(CACHED)
        self._release: Release | None = None

    def release(self, deadline: Deadline) -> Release:
        """Raises EngineError if the index is not one of this version."""
        if self._release is None:
            (source,) = self._cluster.get(self._index, [RELEASE_ENTRY], deadline)
            entry = source and source["entry"]
            if not entry or entry["mapping"] != MAPPING:
                raise EngineError(
                    f"{self._index} is not an index of this version of Taskdex. Build it again with"
                    ' "taskdex build".'
                )
            pieces = frozenset(entry["pieces"])
            numbers = {code: number for number, code in enumerate(entry["codes"])}
            self._release = Release(entry["counts"], pieces, entry["probe"], numbers)
        return self._release

    def entries(self, ids: Iterable[str], deadline: Deadline) -> dict[str, Entry]:
        """What there is under these ids; an empty entry where there is nothing."""

        def fetch(missing: Sequence[str]) -> list[Entry]:
            sources = self._cluster.get(self._index, missing, deadline)
            return [_NONE if source is None else source["entry"] for source in sources]

        return self._entries.get(ids, fetch)

    def terms(self, kind: Kind, query: Query, deadline: Deadline) -> list[Term]:
        """The terms of the query's words, those of phrases first."""
        phrased = [(word, False) for phrase in query.phrases for word in phrase]
        last = len(query.words) - 1
        loose = [(word, query.prefix and place == last) for place, word in enumerate(query.words)]
        asked = [*phrased, *loose]
        beside = self.look_up(kind, [(word, False) for word in query.beside], deadline)
        # "what does a nurse do" does not ask for documents; a stop word alone may become any word.
        asked = [
            (word, is_prefix and (word not in STOP_WORDS or len(asked) == 1))
            for word, is_prefix in asked
        ]
        found = self.look_up(kind, asked, deadline, everyday=not query.verbatim)
        return [*(replace(term, is_stop=True) for term in beside), *found]

    def look_up(
        self,
        kind: Kind,
        asked: Sequence[tuple[str, bool]],
        deadline: Deadline,
        *,
        everyday: bool = True,
    ) -> list[Term]:
        """Words, each with whether more of it may follow, as terms of a kind."""
        if not asked:
            return []
        total = self.release(deadline).counts[kind]
        entries = self.entries((i for word, _ in asked for i in ids_of(word)), deadline)
        place = KINDS.index(kind)
        return [
            _term(word, is_prefix, place, total, entries, everyday) for word, is_prefix in asked
        ]

    def context(self, terms: Sequence[Term], deadline: Deadline) -> list[float]:
        """What each occupation has to say for the terms (of tasks)."""
        scores = [0.0] * self.release(deadline).counts["occupation"]
        telling = [term for term in terms if term.has_stem and not term.is_stop]
        entries = self.entries((_stem_id(term.stem) for term in telling), deadline)
        for term in telling:
            entry = entries[_stem_id(term.stem)]
            for number, value in zip(entry["occupations"], entry["values"], strict=True):
                scores[number] += value * term.information
        return scores


def ids_of(word: str) -> list[str]:
    """The entries that tell of a word."""
    ids = [_word_id(word), _stem_id(stem(word))]
    if word in LAY_WORDS:
        ids += [f"lay:{word}", *(_stem_id(stem(other)) for other in LAY_WORDS[word])]
    return ids


def using(term: Term, uses: Mapping[str, float], numbers: Mapping[str, int], share: float) -> Term:
    """A word that names software: it finds the occupations that use it, or their tasks, for which
    a `share` of it counts."""
    jobs = {numbers[code]: share * NAMED * value for code, value in uses.items() if code in numbers}
    told = max(NAMED_TELLS, information(len(jobs), len(numbers)))
    return replace(term, is_prefix=False, is_stop=False, information=told, jobs=jobs)


def widened(term: Term, jobs: Mapping[int, float], told: float) -> Term:
    """The term with the tasks of the occupations whose titles hold the word."""
    return replace(term, is_stop=False, information=max(term.information, told), jobs=jobs)


def _term(
    word: str,
    is_prefix: bool,
    place: int,
    total: int,
    entries: Mapping[str, Entry],
    everyday: bool,
) -> Term:
    root = stem(word)
    of_word, of_stem = entries[_word_id(word)], entries[_stem_id(root)]
    has_word = _count(of_word, "words", place) > 0
    has_stem = _count(of_stem, "stems", place) > 0 and (has_word or not is_prefix)
    count = _count(of_word, "starts", place) if is_prefix else _count(of_stem, "stems", place)
    others: tuple[str, ...] = ()
    if everyday and word in LAY_WORDS:
        stems = dict.fromkeys(stem(other) for other in LAY_WORDS[word])
        others = tuple(
            other
            for other in stems
            if _count(entries[_stem_id(other)], "stems", place) > 0
            and not (has_stem and other == root)
        )
        if others:
            count = _count(entries[f"lay:{word}"], "starts" if is_prefix else "stems", place)
    known = is_prefix or has_stem or bool(others)
    return Term(
        word=word,
        stem=root,
        is_prefix=is_prefix,
        is_stop=word in STOP_WORDS and not is_prefix,
        has_stem=has_stem,
        has_word=has_word,
        count=count,
        information=information(count, total) if known else 0.0,
        other_stems=others,
    )


def _count(entry: Entry, name: str, place: int) -> int:
    counts = entry.get(name)
    return int(counts[place]) if counts else 0


def _word_id(word: str) -> str:
    return f"word:{word[:LONGEST]}"


def _stem_id(root: str) -> str:
    return f"stem:{root[:LONGEST]}"
