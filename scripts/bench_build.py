"""How long does a release take to build, and how large is each part of it?

Usage: scripts/bench build [--home DIR] [--sources DIR]

In one run: bare Whoosh indexing of the same documents (a field each for id and text, its own
stemming analyzer, as its documentation does it), then the whole build from the publishers' files
to the published release, into an empty home.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from whoosh.analysis import StemmingAnalyzer
from whoosh.fields import ID, TEXT, Schema
from whoosh.index import create_in

from index.build import build
from index.release import sources_folder


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


def bare_whoosh(lines: list[tuple[str, str]], folder: Path) -> float:
    started = time.perf_counter()
    schema = Schema(id=ID(stored=True, unique=True), text=TEXT(analyzer=StemmingAnalyzer()))
    index = create_in(folder, schema)
    writer = index.writer(limitmb=1024)
    for document_id, text in lines:
        writer.add_document(id=document_id, text=text)
    writer.commit()
    index.close()
    return time.perf_counter() - started


def main() -> None:
    options = argparse.ArgumentParser(description="Times a build beside bare Whoosh indexing.")
    options.add_argument("--home", type=Path, default=Path("var"))
    options.add_argument("--sources", type=Path, default=os.environ.get("TASKDEX_SOURCES"))
    chosen = options.parse_args()
    sources = Path(chosen.sources or sources_folder(chosen.home))
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "home"
        started = time.perf_counter()
        built = build(sources, home, quiet=True)
        whole = time.perf_counter() - started
        release = home / "current"
        lines = list(documents(release / "catalogue.sqlite"))
        bare_folder = Path(scratch) / "bare"
        bare_folder.mkdir()
        bare = bare_whoosh(lines, bare_folder)
        print(f"{len(lines):,} documents, release {built.manifest.release_id}")
        print(f"bare Whoosh indexing  {bare:6.2f} s")
        print(f"whole build           {whole:6.2f} s   {whole / bare:.2f} times bare Whoosh")
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
