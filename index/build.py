"""Publishers' files in, a published release out.

corpus → engine beside (catalogue, tables, exports) → manifest → verify → publish. Called by the
command line.
Nothing is visible to readers before the last step; any error leaves the old release in place.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from index import catalogue, corpus, lists, release
from index.beside import beside
from index.catalogue import exports
from index.catalogue.schema import SCHEMA_VERSION
from index.encyclopedia import Encyclopedia
from index.engines import encoding, english_names, foreign_table
from index.engines.backends import Backend, backend, check_built_for
from index.engines.setting import WHOOSH
from index.errors import ReleaseError, TaskdexError
from index.progress import Progress
from index.query import MAX_SIZE
from index.records.joined import Corpus
from index.release import Manifest
from index.relevance import meaning
from index.relevance.vectors import OFF, WordVectors, chosen
from index.text import words
from index.version import __version__

STEPS = 10
"""About how many steps a build takes, for the progress bar."""
GOLDEN_QUERIES = 40
"""How many statements, spread over all tasks, must find themselves before a release goes out."""
PATIENCE_MS = 60_000
"""What each of them may take: a release is not held back by a machine that is busy building it."""

GARBAGE_THRESHOLD = 100_000
"""New objects before Python collects garbage; usually 700."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to."""

    manifest: Manifest
    was_there: bool
    """The same sources and the same version had been built before; it was only made current."""


def build(
    sources: Path,
    home: Path,
    *,
    is_sample: bool = False,
    quiet: bool = False,
    engine: str = WHOOSH,
    vectors: str = "",
) -> Built:
    """Builds a release from a sources folder, publishes it in a home and makes it current.

    `engine` is what TASKDEX_ENGINE may be, `vectors` what TASKDEX_VECTORS may be: a file, `off`,
    or, empty, the file that comes with Taskdex. Raises SourceError for what is wrong in a file,
    ReleaseError for what is wrong on the disk, EngineError for what is wrong with the engine.
    """
    searched_with = backend(engine)
    word_vectors = chosen(vectors)
    with (
        release.lock(home),
        _rare_collection(),
        Progress("Building", STEPS, quiet=quiet) as progress,
    ):
        joined = corpus.read(sources, progress.step)
        release_id = identify(joined, searched_with.version, word_vectors)
        if release_id in release.release_ids(home):
            progress.step("Checking the release that is there already")
            try:
                if searched_with.has(release_id):
                    return Built(_make_current(home, release_id, searched_with), was_there=True)
            except ReleaseError:
                pass  # damaged: built anew, and replaced by `publish`
        try:
            with release.building(home, release_id) as folder, _undone(searched_with, release_id):
                manifest = _write(
                    joined, folder, release_id, is_sample, searched_with, word_vectors, progress
                )
                progress.step("Verifying")
                release.verify(folder)
                check_answers(folder, joined, searched_with)
                progress.step("Publishing")
                searched_with.finish(release_id)
                with searched_with.publishing(release_id):
                    release.publish(home, folder, release_id)
        except OSError as error:
            raise ReleaseError(
                f"The release cannot be written to {home}: {error.strerror}. The one that was"
                " served before is untouched."
            ) from error
        return Built(manifest, was_there=False)


def use(home: Path, release_id: str, searched_with: Backend) -> Manifest:
    """Makes a whole release the current one, here and where its engine keeps it.

    Raises ReleaseError or EngineError if it is damaged, or built for another engine; nothing
    changes then.
    """
    with release.lock(home):
        return _make_current(home, release_id, searched_with)


def _make_current(home: Path, release_id: str, searched_with: Backend) -> Manifest:
    check_built_for(release.verify(release.folder_of(home, release_id)), searched_with)
    with searched_with.publishing(release_id):
        return release.use(home, release_id)


def prune(home: Path, searched_with: Backend, *, keep: int = 2) -> tuple[str, ...]:
    """Removes all but the current release and the newest others; returns what is gone.

    What an engine keeps elsewhere goes first: where that fails, the release is still listed, and
    the next attempt finds it. Raises ReleaseError, or EngineError if one was built for another
    engine, which alone knows what is to go with it.
    """
    with release.lock(home):
        gone = release.superfluous(home, keep=keep)
        for release_id in gone:
            with suppress(ReleaseError):  # damaged: nothing is known of its engine
                manifest = Manifest.read(release.folder_of(home, release_id))
                check_built_for(manifest, searched_with)
        searched_with.prune(gone)
        release.remove(home, gone)
        return gone


@contextmanager
def _rare_collection() -> Iterator[None]:
    """Collects garbage less often: nearly all objects that a build makes live until its end, and
    are in no reference cycle."""
    usual = gc.get_threshold()
    gc.set_threshold(GARBAGE_THRESHOLD, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@contextmanager
def _undone(searched_with: Backend, release_id: str) -> Iterator[None]:
    """What the engine keeps elsewhere is gone again, if the release is not published."""
    try:
        yield
    except BaseException:
        with suppress(TaskdexError):
            searched_with.discard(release_id)
        raise


def identify(joined: Corpus, engine_version: str, vectors: WordVectors | None = None) -> str:
    """The release's id: O*NET's release, and a digest of all that the release depends on."""
    onet = next(source for source in joined.sources if source.key == "onet")
    depends_on = [
        __version__,
        engine_version,
        _digest(vectors),
        *_program(),
        *sorted(f"{file.path} {file.sha256}" for file in joined.files),
    ]
    digest = hashlib.sha256("\n".join(depends_on).encode()).hexdigest()
    return f"onet-{onet.release}-{digest[:10]}"


def _digest(vectors: WordVectors | None = None) -> str:
    """Which word vectors were used, for the manifest and the release's id."""
    return f"sha256 {vectors.digest}" if vectors else OFF


def _program() -> list[str]:
    """The indexer's own code and word lists: another way to build is another release, in a checkout
    as well."""
    package = Path(__file__).parent
    code = (path for ending in ("py", "sql", "toml") for path in package.rglob(f"*.{ending}"))
    files = sorted([*code, *(package / lists.FOLDER).iterdir()])
    return [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]


def _write(
    joined: Corpus,
    folder: Path,
    release_id: str,
    is_sample: bool,
    searched_with: Backend,
    vectors: WordVectors | None,
    progress: Progress,
) -> Manifest:
    with beside(partial(_write_rest, joined, folder, release_id, vectors)):
        written = searched_with.write(joined, folder, release_id, progress)
        progress.step("Writing the catalogue and the exports")
    progress.step("Writing the manifest")
    manifest = Manifest(
        release_id=release_id,
        is_sample=is_sample,
        versions={
            "taskdex": __version__,
            "catalogue_schema": str(SCHEMA_VERSION),
            "engine": searched_with.version,
            "vectors": _digest(vectors),
            **written,
        },
        counts={
            "tasks": len(joined.tasks),
            "occupations": len(joined.occupations),
            "activities": len(joined.activities),
            "lay_titles": len(joined.lay_titles),
            "usage_texts": len(joined.usage),
            "retired_tasks": len(joined.retired),
        },
        sources=joined.sources,
        source_files=joined.files,
        missing=joined.missing,
        coverage=joined.coverage,
        conflicts=joined.conflicts,
        files=release.list_files(folder),
    )
    manifest.write(folder)
    return manifest


def _write_rest(joined: Corpus, folder: Path, release_id: str, vectors: WordVectors | None) -> None:
    """Writes all but the engine's index: about as much work as that."""
    catalogue.write(joined, folder / catalogue.FILE_NAME)
    if vectors is not None:
        encoding.write(joined, vectors, folder / meaning.FOLDER)
    foreign_table.write(joined, folder)
    english_names.write(joined, folder)
    exports.write(folder / catalogue.FILE_NAME, folder / exports.FOLDER, release_id)


def check_answers(folder: Path, joined: Corpus, searched_with: Backend) -> None:
    """Reads the finished release through the readers' own door, and asks what must be answered.

    Counts are those of the corpus, and statements find themselves. Raises ReleaseError.
    """
    ids = sorted(joined.tasks)
    chosen = ids[:: max(1, len(ids) // GOLDEN_QUERIES)]
    try:
        with Encyclopedia.open_release(folder, PATIENCE_MS, searched_with) as reader:
            if tuple(reader.task_ids()) != tuple(ids):
                raise ReleaseError("The catalogue does not hold the tasks that were written.")
            if (total := reader.search("").tasks.total) != len(ids):
                raise ReleaseError(f"The engine holds {total} tasks instead of {len(ids)}.")
            for task_id in chosen:
                asked = joined.tasks[task_id].text
                # Only words: what looks like syntax in a statement is not meant as such.
                results = reader.search(" ".join(words(asked)), kind="task", size=MAX_SIZE)
                # A statement of function words alone cannot be searched.
                if results.query.is_wordless:
                    continue
                if asked not in {hit.text for hit in results.tasks.hits}:
                    raise ReleaseError(f"Task {task_id} is not found by its own statement.")
    except ReleaseError:
        raise
    except TaskdexError as error:
        raise ReleaseError(f"The finished release does not answer: {error}") from error


def coverage_report(manifest: Manifest) -> str:
    """Coverage and conflicts in words and figures, for a person."""
    counts = dict(manifest.coverage)
    usage = counts.pop("usage")
    lines = [f"Release {manifest.release_id}", ""]
    lines += [f"  {name.replace('_', ' '):36}{value:>8,}" for name, value in counts.items()]
    if isinstance(usage, dict):
        for name, figures in usage.items():
            read = ", ".join(f"{key.replace('_', ' ')} {value:,}" for key, value in figures.items())
            lines.append(f"  Economic Index {name}: {read}")
    for file in manifest.missing:
        lines.append(f"  not there: {file}")
    lines.append("")
    for conflict in manifest.conflicts:
        lines.append(f"  {conflict.count:,} × {conflict.kind}: {conflict.meaning}")
        lines += [f"      {example[:160]}" for example in conflict.examples]
    return "\n".join(lines)
