"""Corpus in, Whoosh indexes and scoring arrays out. Called by `index.build`.

Whoosh analyses, weighs and stores; its postings are then read back once, and become arrays over
which the searcher computes the same BM25F scores without Whoosh's matching loop
(docs/decisions/0001-arrays.md has the measurements).
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from whoosh import versionstring
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.scoring import bm25

from index.engine import ActivityHit, OccupationHit, TaskHit
from index.engines.whoosh import facets, spelling, titles
from index.engines.whoosh.analysis import FORMAT, KINDS, arrays_name, stem
from index.engines.whoosh.arrays import Array, pack_strings, save, unpack_strings
from index.engines.whoosh.postings import merged_prefixes
from index.engines.whoosh.schema import (
    K1,
    PART_SEPARATOR,
    TITLE_SEPARATOR,
    B,
    Weighting,
    whoosh_schema,
)
from index.errors import ReleaseError
from index.progress import Progress
from index.records import Corpus, Kind
from index.text import STOP_WORDS, word_places, words

VERSION = f"whoosh {versionstring()}, arrays {FORMAT}"
"""What an index was made with: another version may not read it."""

# BM25F's constants for an occupation's context.
CONTEXT_K1 = 1.2
CONTEXT_B = 0.75

Document = tuple[str, tuple[str, ...], list[object]]
"""Id, parts, and what a hit carries."""


def write(corpus: Corpus, folder: Path, progress: Progress) -> None:
    """Writes the three indexes and their arrays into a new folder."""
    folder.mkdir()
    documents: dict[Kind, list[Document]] = {
        "task": list(_task_documents(corpus)),
        "occupation": list(_occupation_documents(corpus)),
        "activity": list(_activity_documents(corpus)),
    }
    arrays: dict[Kind, dict[str, Array]] = {}
    for kind in KINDS:
        progress.step(f"Indexing: {kind}")
        with _same_names_every_time():
            index = _write_whoosh(kind, documents[kind], folder, progress)
        try:
            arrays[kind] = _arrays(kind, documents[kind], index)
        finally:
            index.close()
    task_ids = [int(document_id) for document_id, _, _ in documents["task"]]
    arrays["task"] |= facets.arrays(corpus, task_ids)
    arrays["task"] |= _context(arrays["task"], arrays["occupation"])
    groups = [
        (part[0], *filter(None, part[1].split(TITLE_SEPARATOR)))
        for _, part, _ in documents["occupation"]
    ]
    arrays["occupation"] |= titles.arrays(groups, arrays["occupation"])
    arrays["task"] |= _spelling(arrays.values())
    for kind in KINDS:
        del arrays[kind]["stem_weights"]
        save(folder / arrays_name(kind), arrays[kind])
    for leftover in folder.glob("*_WRITELOCK"):
        leftover.unlink()


# --- documents -----------------------------------------------------------------------------------


def _task_documents(corpus: Corpus) -> Iterator[Document]:
    """By descending importance: of equal scores, the more important task then comes first."""
    observed = corpus.observed
    for task_id in facets.by_importance(corpus):
        task = corpus.tasks[task_id]
        rating = corpus.ratings.get(task_id)
        exposure = corpus.exposures.get(task_id)
        title = corpus.occupations[task.occupation_code].title
        hit = TaskHit(
            task_id=task_id,
            score=0.0,
            text=task.text,
            spans=(),
            type=task.type,
            occupation_code=task.occupation_code,
            occupation_title=title,
            importance=rating.importance if rating else None,
            rank=rating.rank if rating else None,
            rated_tasks=rating.rated_tasks if rating else None,
            exposure=exposure.gpt4 if exposure else None,
            human_exposure=exposure.human if exposure else None,
            observed=task_id in observed,
        )
        carried = [getattr(hit, name) for name in hit.__slots__ if name != "missing"]
        yield str(task_id), (task.text,), carried


def _occupation_documents(corpus: Corpus) -> Iterator[Document]:
    lay_titles: dict[str, list[str]] = defaultdict(list)
    for lay in corpus.lay_titles:
        lay_titles[lay.occupation_code].append(lay.title)
    task_counts: dict[str, int] = defaultdict(int)
    for task in corpus.tasks.values():
        task_counts[task.occupation_code] += 1
    for code, occupation in sorted(corpus.occupations.items()):
        hit = OccupationHit(
            occupation_code=code,
            score=0.0,
            title=occupation.title,
            spans=(),
            task_count=task_counts[code],
            lay_title=None,
        )
        parts = (occupation.title, TITLE_SEPARATOR.join(lay_titles[code]), occupation.description)
        carried = [getattr(hit, name) for name in hit.__slots__]
        yield code, parts, [*carried, occupation.major_group, occupation.job_zone]


def _activity_documents(corpus: Corpus) -> Iterator[Document]:
    counts: dict[str, int] = defaultdict(int)
    for dwas in corpus.task_activities.values():
        above = set()
        for activity_id in dwas:
            ancestor: str | None = activity_id
            while ancestor is not None:
                above.add(ancestor)
                ancestor = corpus.activities[ancestor].parent_id
        for activity_id in above:
            counts[activity_id] += 1
    # Of equal scores, the activity that stands for more tasks comes first.
    by_count = sorted(
        corpus.activities.values(), key=lambda a: (-counts[a.activity_id], a.activity_id)
    )
    for activity in by_count:
        hit = ActivityHit(
            activity_id=activity.activity_id,
            score=0.0,
            level=activity.level,
            title=activity.title,
            spans=(),
            task_count=counts[activity.activity_id],
        )
        carried = [getattr(hit, name) for name in hit.__slots__]
        yield activity.activity_id, (activity.title,), carried


# --- the Whoosh index ----------------------------------------------------------------------------


class _Storage(FileStorage):  # type: ignore[misc]  # Whoosh has no types
    """A folder of files without times, which Whoosh would write into its segments."""

    def file_modified(self, name: str) -> float:
        return 0.0


@contextmanager
def _same_names_every_time() -> Iterator[None]:
    """Whoosh names its segments at random; a release should not differ by a name."""
    state = random.getstate()
    random.seed(0)
    try:
        yield
    finally:
        random.setstate(state)


def _write_whoosh(
    kind: Kind, documents: Sequence[Document], folder: Path, progress: Progress
) -> FileIndex:
    index = _Storage(str(folder)).create_index(whoosh_schema(kind), indexname=kind)
    # One segment, so that Whoosh's document numbers are the places in `documents`.
    writer = index.writer(limitmb=1024)
    for document_id, parts, _ in progress.each(documents, len(documents), f"Indexing: {kind}"):
        writer.add_document(id=document_id, text=PART_SEPARATOR.join(parts))
    writer.commit(optimize=False)
    return index


# --- the arrays ----------------------------------------------------------------------------------


def _arrays(kind: Kind, documents: Sequence[Document], index: FileIndex) -> dict[str, Array]:
    arrays = _stem_postings(kind, index, len(documents))
    vocabulary, words_by_place = _word_postings([document[1] for document in documents])
    arrays |= words_by_place
    stems = _numbers(arrays)
    of_word = np.array([stems[stem(word)] for word in vocabulary], dtype=np.int32)
    arrays["word_stems"] = of_word
    arrays["word_values"] = _values_of_words(arrays)
    hits = (json.dumps(document[2], ensure_ascii=False) for document in documents)
    arrays["hit_bytes"], arrays["hit_offsets"] = pack_strings(hits)
    return arrays | merged_prefixes(arrays)


def _stem_postings(kind: Kind, index: FileIndex, document_count: int) -> dict[str, Array]:
    """Whoosh's postings by stem: which documents, and BM25F's saturated weight in each.

    The same arithmetic as Whoosh's own scorer, over the same weights and lengths; a term's score
    in a document is its information times this value.
    """
    with index.searcher(weighting=Weighting(kind)) as searcher:
        reader = searcher.reader()
        if reader.doc_count_all() != document_count:
            raise ReleaseError(
                f"Whoosh holds {reader.doc_count_all()} of {document_count} {kind}s."
            )
        average = searcher.avg_field_length("text") or 1
        lengths = np.array(
            [reader.doc_field_length(number, "text") for number in range(document_count)],
            dtype=np.float64,
        )
        stems: list[str] = []
        counts: list[int] = []
        informations: list[float] = []
        docs: list[int] = []
        weights: list[float] = []
        for encoded in reader.lexicon("text"):
            matcher = reader.postings("text", encoded)
            before = len(docs)
            while matcher.is_active():
                docs.append(matcher.id())
                weights.append(matcher.weight())
                matcher.next()
            stems.append(encoded.decode())
            counts.append(len(docs) - before)
            informations.append(searcher.idf("text", encoded))
    numbers = np.array(docs, dtype=np.int32)
    values = bm25(1.0, np.array(weights), lengths[numbers], average, B[kind], K1[kind])
    stem_bytes, stem_offsets = pack_strings(stems)
    return {
        "stem_bytes": stem_bytes,
        "stem_offsets": stem_offsets,
        "stem_information": np.array(informations, dtype=np.float32),
        "stem_starts": _starts(counts),
        "stem_docs": numbers,
        "stem_values": values.astype(np.float32),
        "stem_weights": np.array(weights),
    }


def _word_postings(parts: Iterable[tuple[str, ...]]) -> tuple[list[str], dict[str, Array]]:
    """Exact words: for prefixes, exactness, nearness, phrases and correction.

    `text_words` holds every text as word numbers, `text_starts` where each begins; -1 ends each
    part and each lay title, so that no phrase reaches from one into the next. `text_from` and
    `text_to` say where in its part each word stands.
    """
    numbers: dict[str, int] = {}
    text_words: list[int] = []
    places_in_text: list[tuple[int, int]] = []
    lengths: list[int] = []
    for document in parts:
        before = len(text_words)
        for part in TITLE_SEPARATOR.join(document).split(TITLE_SEPARATOR):
            text_words += [numbers.setdefault(word, len(numbers)) for word in words(part)]
            text_words.append(-1)
            places_in_text += word_places(part)
            places_in_text.append((0, 0))
        lengths.append(len(text_words) - before)
    vocabulary = sorted(numbers)
    places = np.full(len(numbers) + 1, -1, dtype=np.int32)  # the last one is that of number -1
    for place, word in enumerate(vocabulary):
        places[numbers[word]] = place
    sequence = places[np.array(text_words, dtype=np.int32)]
    documents = np.repeat(np.arange(len(lengths), dtype=np.int64), lengths)
    # Each word's documents, ascending and once each, words in alphabetical order: the documents
    # of all words with one prefix then stand side by side.
    real = sequence >= 0
    width = max(1, len(lengths))
    pairs = np.unique(sequence[real].astype(np.int64) * width + documents[real])
    word_bytes, word_offsets = pack_strings(vocabulary)
    return vocabulary, {
        "word_bytes": word_bytes,
        "word_offsets": word_offsets,
        "word_starts": np.searchsorted(pairs, np.arange(len(vocabulary) + 1) * width),
        "word_docs": (pairs % width).astype(np.int32),
        "text_words": sequence,
        "text_from": np.array([start for start, _ in places_in_text], dtype=np.uint16),
        "text_to": np.array([end for _, end in places_in_text], dtype=np.uint16),
        "text_starts": _starts(lengths),
    }


def _values_of_words(arrays: Mapping[str, Array]) -> Array:
    """For each posting of a word, the value of its stem in that document."""
    width = int(arrays["stem_docs"].max(initial=0)) + 1
    stem_of_posting = np.repeat(
        np.arange(len(arrays["stem_information"])), np.diff(arrays["stem_starts"])
    )
    wanted = np.repeat(arrays["word_stems"].astype(np.int64), np.diff(arrays["word_starts"]))
    there = stem_of_posting * width + arrays["stem_docs"]
    place = np.searchsorted(there, wanted * width + arrays["word_docs"])
    values: Array = arrays["stem_values"][place]
    return values


def _context(tasks: Mapping[str, Array], occupations: Mapping[str, Array]) -> dict[str, Array]:
    """What an occupation says for its tasks: postings of the tasks' stems over occupations.

    An occupation's context is its own document (title, lay titles, description) and the
    statements of all its tasks: "art" speaks for every task of an art therapist.
    """
    count = len(occupations["text_starts"]) - 1
    number = _numbers(tasks)
    stems = list(number)
    translation = np.array([number.get(text, -1) for text in _numbers(occupations)], dtype=np.int64)

    own_stems = np.repeat(translation, np.diff(occupations["stem_starts"]))
    matters = np.array([text not in STOP_WORDS for text in stems])
    known = (own_stems >= 0) & matters[own_stems]
    own = own_stems[known] * count + occupations["stem_docs"][known]
    stem_of_posting = np.repeat(np.arange(len(stems)), np.diff(tasks["stem_starts"]))
    theirs = stem_of_posting * count + tasks["occupation"][tasks["stem_docs"]]
    theirs = theirs[matters[stem_of_posting]]
    weights = np.concatenate([occupations["stem_weights"][known], np.ones(len(theirs))])
    pairs, place = np.unique(np.concatenate([own, theirs]), return_inverse=True)
    frequency = np.bincount(place, weights)
    docs = (pairs % count).astype(np.int32)
    lengths = np.bincount(docs, frequency, minlength=count)
    values = bm25(1.0, frequency, lengths[docs], lengths.mean(), CONTEXT_B, CONTEXT_K1)
    return {
        "context_starts": np.searchsorted(pairs, np.arange(len(stems) + 1) * count),
        "context_docs": docs,
        "context_values": values.astype(np.float32),
    }


def _spelling(kinds: Iterable[Mapping[str, Array]]) -> dict[str, Array]:
    """The words of all kinds, and their beginnings, for what is misspelt."""
    vocabulary = {
        word for each in kinds for word in unpack_strings(each["word_bytes"], each["word_offsets"])
    }
    beginnings = {word[:end] for word in vocabulary for end in range(1, len(word) + 1)}
    return spelling.arrays("speller", vocabulary) | spelling.arrays("beginning", beginnings)


def _numbers(arrays: Mapping[str, Array]) -> dict[str, int]:
    """Stem → its number in an index."""
    stems = unpack_strings(arrays["stem_bytes"], arrays["stem_offsets"])
    return {text: number for number, text in enumerate(stems)}


def _starts(counts: Sequence[int]) -> Array:
    starts = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts
