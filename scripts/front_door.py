"""The readers' own door over any corpus: what benchmarks ask is answered as a person is answered.

A corpus from which something is left out (job titles, say) is no release, so its catalogue and its
index are written into a scratch folder that goes when the process ends.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from index import catalogue
from index.catalogue import Catalogue
from index.encyclopedia import Encyclopedia
from index.engines import encoding, english_names, foreign, foreign_table
from index.engines.backends import backend
from index.engines.protocol import Results
from index.engines.setting import WHOOSH
from index.progress import Progress
from index.query import parse
from index.records.joined import Corpus
from index.records.terms import Kind
from index.release import Manifest
from index.relevance import meaning
from index.relevance.vectors import WordVectors

Search = Callable[[str], Sequence[str]]
"""A query → ids, best first."""
PATIENCE_MS = 60_000
"""What is measured is what is found, not how soon on a busy machine."""


def open_over(
    corpus: Corpus,
    vectors: WordVectors | None = None,
    engine: str = WHOOSH,
    name: str = "bench",
) -> Encyclopedia:
    """Without `vectors`, words alone count. `name` is the release's, where the engine keeps its
    index elsewhere."""
    (opened,) = open_with_each(corpus, [vectors], engine, name)
    return opened


def open_with_each(
    corpus: Corpus,
    vectors: Sequence[WordVectors | None],
    engine: str = WHOOSH,
    name: str = "bench",
) -> list[Encyclopedia]:
    """One index, with each of several word vectors."""
    folder = _scratch()
    searched_with = backend(engine)
    catalogue.write(corpus, folder / catalogue.FILE_NAME)
    foreign_table.write(corpus, folder)
    english_names.write(corpus, folder)
    with Progress("", 1, quiet=True) as progress:
        written = searched_with.write(corpus, folder, name, progress)
    manifest = Manifest(
        release_id=name,
        is_sample=False,
        versions={"engine": searched_with.version, **written},
        counts={
            "tasks": len(corpus.tasks),
            "occupations": len(corpus.occupations),
            "activities": len(corpus.activities),
            "lay_titles": len(corpus.lay_titles),
        },
        sources=corpus.sources,
        source_files=corpus.files,
        missing=corpus.missing,
        coverage=corpus.coverage,
        conflicts=corpus.conflicts,
        files=(),
    )
    opened = []
    for each in vectors:
        beside = _scratch()
        for path in folder.iterdir():
            (beside / path.name).symlink_to(path)
        if each is not None:
            encoding.write(corpus, each, beside / meaning.FOLDER)
        answers = searched_with.open(beside, manifest.versions, PATIENCE_MS)
        opened.append(
            Encyclopedia(
                *(manifest, Catalogue(folder / catalogue.FILE_NAME), answers),
                *(foreign.open_names(folder), english_names.open_english(folder)),
            )
        )
    return opened


def _scratch() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="taskdex-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def ids(results: Results, kind: Kind) -> list[str]:
    """The tasks or occupations of an answer, best first."""
    if kind == "task":
        return [str(hit.task_id) for hit in results.tasks.hits]
    return [hit.occupation_code for hit in results.occupations.hits]


def searching(opened: Encyclopedia, kind: Kind, depth: int, *, ended: bool = True) -> Search:
    """The best of a kind; `ended`: a space follows the query, its last word is no beginning."""

    def search(query: str) -> Sequence[str]:
        asked = parse(f"{query} " if ended else query, kind=kind, size=depth)
        return ids(opened.answer(asked), kind)

    return search
