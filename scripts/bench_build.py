"""How long does a release take to build, and how large is each part of it?

Usage: scripts/bench build [--home DIR] [--sources DIR]

In one run: the whole build from the publishers' files to the published release, into an empty home;
then bare Whoosh indexing of the same documents (a field each for id and text, its own stemming
analyzer, as its documentation does it). Both by wall time, and by processor time of all their
processes: a build has two, Whoosh one. Then a build in one process, to tell each stage apart:
what Whoosh does in both, the search index as a whole, and what no search index does.
"""

from __future__ import annotations

import argparse
import gc
import os
import resource
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from whoosh.analysis import StemmingAnalyzer
from whoosh.fields import ID, TEXT, Schema
from whoosh.index import create_in

from index import build as building
from index import catalogue, corpus
from index.catalogue import exports
from index.engines import encoding, english_names, foreign_table
from index.engines.whoosh import writer
from index.release import sources_folder
from scripts.bench_stages import Watch

WHOOSH = "Whoosh, inside the build"
STAGES: dict[str, tuple[Any, str]] = {
    "sources: reading, checking, joining": (corpus, "read"),
    "catalogue": (catalogue, "write"),
    WHOOSH: (writer, "_write_whoosh"),
    "arrays, lexicon, titles, pairs": (writer, "write"),
    "meaning": (encoding, "write"),
    "names in other languages": (foreign_table, "write"),
    "English names of ESCO": (english_names, "write"),
    "exports": (exports, "write"),
    "manifest, verifying, publishing": (building, "build"),
}
OF_INDEX = (
    WHOOSH,
    "arrays, lexicon, titles, pairs",
    "meaning",
    "names in other languages",
    "English names of ESCO",
)


def documents(catalogue: Path) -> Iterator[tuple[str, str]]:
    """(id, text) of every task, occupation (with lay titles and description) and activity."""
    with closing(sqlite3.connect(catalogue)) as connection:
        yield from connection.execute("SELECT CAST(task_id AS TEXT), text FROM task")
        yield from connection.execute(
            "SELECT occupation_code, occupation.title || ' ' || description || ' ' ||"
            " coalesce(group_concat(lay_title.title, ' '), '')"
            " FROM occupation LEFT JOIN lay_title USING (occupation_code) GROUP BY occupation_code"
        )
        yield from connection.execute("SELECT activity_id, title FROM activity")


class Taken(NamedTuple):
    """Seconds."""

    wall: float
    processor: float
    """Of this process and of those that it started and that have ended."""

    @classmethod
    def so_far(cls) -> Taken:
        used = os.times()
        processor = used.user + used.system + used.children_user + used.children_system
        return cls(time.perf_counter(), processor)

    def since(self, start: Taken) -> Taken:
        return Taken(self.wall - start.wall, self.processor - start.processor)


def bare_whoosh(lines: list[tuple[str, str]], folder: Path) -> None:
    schema = Schema(id=ID(stored=True, unique=True), text=TEXT(analyzer=StemmingAnalyzer()))
    index = create_in(folder, schema)
    adding = index.writer(limitmb=1024)
    for document_id, text in lines:
        adding.add_document(id=document_id, text=text)
    adding.commit()
    index.close()


@contextmanager
def before(work: Callable[[], object]) -> Iterator[None]:
    """In the place of `beside`: in this process, where its stages are watched."""
    work()
    yield


def main() -> None:
    options = argparse.ArgumentParser(description="Times a build beside bare Whoosh indexing.")
    options.add_argument("--home", type=Path, default=Path("var"))
    options.add_argument("--sources", type=Path, default=os.environ.get("TASKDEX_SOURCES"))
    chosen = options.parse_args()
    sources = Path(chosen.sources or sources_folder(chosen.home))
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "home"
        start = Taken.so_far()
        built = building.build(sources, home, quiet=True)
        whole = Taken.so_far().since(start)
        who_used = {"itself": resource.RUSAGE_SELF, "beside": resource.RUSAGE_CHILDREN}
        memory = {who: resource.getrusage(whose).ru_maxrss for who, whose in who_used.items()}
        lines = list(documents(home / "current" / "catalogue.sqlite"))
        bare_folder = Path(scratch) / "bare"
        bare_folder.mkdir()
        gc.collect()
        start = Taken.so_far()
        bare_whoosh(lines, bare_folder)
        bare = Taken.so_far().since(start)
        watch = Watch()
        for stage, (owner, name) in STAGES.items():
            setattr(owner, name, watch.watched(stage, getattr(owner, name)))
        setattr(building, "beside", before)  # noqa: B010  # mypy: it is not exported
        building.build(sources, Path(scratch) / "again", quiet=True)
        load = os.getloadavg()[0]
        print(f"{len(lines):,} documents, release {built.manifest.release_id}, load {load:.1f}")
        for name, taken in (("bare Whoosh indexing", bare), ("the whole build", whole)):
            for what, ours, theirs in zip(Taken._fields, taken, bare, strict=True):
                print(f"| {name}, {what} time | {ours:.1f} s | {ours / theirs:.2f} |")
        stages = {stage: watch.taken[stage] for stage in STAGES}
        stages["the search index, Whoosh in it"] = sum(stages[stage] for stage in OF_INDEX)
        stages["all of it in one process"] = sum(watch.taken.values())
        for stage, seconds in stages.items():
            print(f"| {stage} | {seconds:.1f} s | {seconds / bare.processor:.2f} |")
        for who, kilobytes in memory.items():
            print(f"memory of the build, the process {who}: {kilobytes / 1024:.0f} MB at most")
        sizes: dict[str, int] = {}
        for file in built.manifest.files:
            part = file.path if "/" not in file.path else file.path.split("/")[0]
            if part == "whoosh":
                part = f"whoosh *.{file.path.rsplit('.')[-1]}"
            sizes[part] = sizes.get(part, 0) + file.byte_count
        for part, size in sorted(sizes.items(), key=lambda item: -item[1]):
            print(f"{part:22}{size / 1e6:6.1f} MB")
        print(f"{'together':22}{sum(sizes.values()) / 1e6:6.1f} MB")


if __name__ == "__main__":
    main()
