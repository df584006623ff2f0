"""Corpus in, Whoosh indexes and scoring arrays out. Called by `index.build`.

Whoosh analyses, weighs and stores; its postings are then read back once, and become arrays over
which the searcher computes the same BM25F scores without Whoosh's matching loop
(docs/decisions/0001-arrays.md has the measurements).
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from whoosh import versionstring
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.scoring import bm25

from index import lexicon
from index.arrays import Array, pack_strings, save, unpack_strings
from index.engines import pairs, titled
from index.engines.documents import (
    TITLE_SEPARATOR,
    Document,
    activity_documents,
    occupation_documents,
    task_documents,
)
from index.engines.whoosh import facets, titles
from index.engines.whoosh.analysis import FORMAT, KINDS, arrays_name
from index.engines.whoosh.postings import merged_prefixes
from index.engines.whoosh.schema import PART_SEPARATOR, Weighting, whoosh_schema
from index.errors import ReleaseError
from index.lexicon.joints import in_whole
from index.progress import Progress
from index.records.joined import Corpus
from index.records.terms import Kind
from index.relevance.stems import stem
from index.relevance.weights import CONTEXT_B, CONTEXT_K1, K1, B
from index.text import STOP_WORDS, word_places, words

VERSION = f"whoosh {versionstring()}, arrays {FORMAT}"
"""What an index was made with: another version may not read it."""


def write(corpus: Corpus, folder: Path, progress: Progress) -> None:
    """Writes the three indexes and their arrays into a new folder."""
    folder.mkdir()
    lexicon.write(corpus, folder / lexicon.FILE_NAME)
    joints = lexicon.Lexicon(folder / lexicon.FILE_NAME).joints
    documents: dict[Kind, list[Document]] = {
        "task": list(task_documents(corpus, joints.divided)),
        "occupation": list(occupation_documents(corpus, joints.divided)),
        "activity": list(activity_documents(corpus, joints.divided)),
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
    task_ids = [int(document.document_id) for document in documents["task"]]
    arrays["task"] |= facets.arrays(corpus, task_ids)
    arrays["task"] |= _context(arrays["task"], arrays["occupation"])
    groups = [
        (document.parts[0], *filter(None, document.parts[1].split(TITLE_SEPARATOR)))
        for document in documents["occupation"]
    ]
    arrays["occupation"] |= titles.arrays(groups, arrays["occupation"])
    for kind in KINDS:
        del arrays[kind]["stem_weights"]
        save(folder / arrays_name(kind), arrays[kind])
    titled.write(corpus, folder, joints)
    pairs.write(corpus, folder)
    for leftover in folder.glob("*_WRITELOCK"):
        leftover.unlink()


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
    for document in progress.each(documents, len(documents), f"Indexing: {kind}"):
        text = PART_SEPARATOR.join(document.parts)
        writer.add_document(id=document.document_id, text=text)
    writer.commit(optimize=False)
    return index


# --- the arrays ----------------------------------------------------------------------------------


def _arrays(kind: Kind, documents: Sequence[Document], index: FileIndex) -> dict[str, Array]:
    arrays = _stem_postings(kind, index, len(documents))
    vocabulary, words_by_place = _word_postings([document.parts for document in documents])
    arrays |= words_by_place
    stems = _numbers(arrays)
    of_word = np.array([stems[stem(word)] for word in vocabulary], dtype=np.int32)
    arrays["word_stems"] = of_word
    arrays["word_values"] = _values_of_words(arrays)
    stored = [document.stored for document in documents]
    names = list(stored[0]) if stored else []
    rows = (json.dumps([row[name] for name in names], ensure_ascii=False) for row in stored)
    arrays["stored_bytes"], arrays["stored_offsets"] = pack_strings(rows)
    arrays["name_bytes"], arrays["name_offsets"] = pack_strings(names)
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
            places_in_text += in_whole(part, word_places(part))
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


def _numbers(arrays: Mapping[str, Array]) -> dict[str, int]:
    """Stem → its number in an index."""
    stems = unpack_strings(arrays["stem_bytes"], arrays["stem_offsets"])
    return {text: number for number, text in enumerate(stems)}


def _starts(counts: Sequence[int]) -> Array:
    starts = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts
