"""The command line: `taskdex fetch | build | serve | search | verify | releases`.

Results go to standard output, progress and errors to standard error. Exit status 0 is success,
1 an error that was told in one message, 2 a call that was not understood.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import warnings
from collections.abc import Callable, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from index import Encyclopedia, release, serving
from index.engines.backends import backend, check_built_for
from index.engines.protocol import Results, Spans, TaskHit
from index.engines.setting import WHOOSH
from index.errors import TaskdexError
from index.query import MAX_SIZE
from index.sources import download, sample

BOLD, DIM, PLAIN = "\033[1m", "\033[2m", "\033[0m"


def main(arguments: Sequence[str] | None = None) -> int:
    # Whoosh 2.7.4 has a few literals that Python compiles with a warning; they are harmless.
    warnings.filterwarnings("ignore", category=SyntaxWarning)
    top = parser()
    options, unknown = top.parse_known_args(arguments)
    if options.run is run_search and not any(word.startswith("--") for word in unknown):
        options.query += unknown  # -word: without this word
    elif unknown:
        top.error(f"unrecognized arguments: {' '.join(unknown)}")
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except TaskdexError as error:
        print(f"taskdex: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("taskdex: stopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Whoever read our output has had enough; nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="taskdex", description="What people do at work, searchable.")
    top.add_argument("--version", action="version", version=f"taskdex {version('taskdex')}")
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    def add(
        name: str, run: Callable[[argparse.Namespace], int], text: str
    ) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(run=run)
        command.add_argument(
            "--home",
            type=Path,
            default=Path(os.environ.get("TASKDEX_HOME") or "var"),
            help="folder of sources and releases (default: TASKDEX_HOME, else ./var)",
        )
        return command

    fetch = add("fetch", run_fetch, "Downloads the publishers' files.")
    fetch.add_argument(
        "--only",
        nargs="+",
        default=(),
        metavar="NAME",
        help="datasets (onet, eloundou, aei-2026-01-15 …), or small, or large",
    )
    fetch.add_argument("--force", action="store_true", help="download again what is there")

    build = add("build", run_build, "Builds a release and makes it the current one.")
    which = build.add_mutually_exclusive_group()
    which.add_argument(
        "--sources",
        type=Path,
        default=None,
        help="folder laid out as the publishers do"
        " (default: TASKDEX_SOURCES, else what fetch brought)",
    )
    which.add_argument(
        "--sample",
        action="store_true",
        help="the 27 tasks that come with Taskdex, and nothing else",
    )

    serve = add("serve", run_serve, "Serves the current release.")
    serve.add_argument("--bind", default="127.0.0.1:8000", metavar="ADDR:PORT")
    serve.add_argument("--workers", type=int, default=None, metavar="N")

    search = add("search", run_search, "Searches in the terminal.")
    search.add_argument("--json", action="store_true", help="print the answer as JSON")
    search.add_argument("--size", type=int, default=10, metavar="N", help=f"at most {MAX_SIZE}")
    search.add_argument("query", nargs="+", metavar="QUERY", help="words; -word leaves out")

    add(
        "verify",
        run_verify,
        "Checks every file of the current release against its manifest, and its index.",
    )

    releases = add("releases", run_releases, "Lists releases, changes between them, cleans up.")
    releases.add_argument("action", choices=("list", "use", "prune"))
    releases.add_argument("release_id", nargs="?", metavar="ID", help="with use")
    return top


def run_fetch(options: argparse.Namespace) -> int:
    folder = release.sources_folder(options.home)
    for fetched in download.fetch(folder, only=options.only, force=options.force):
        print(f"{fetched.status:10}  {fetched.path}")
    return 0


def run_build(options: argparse.Namespace) -> int:
    from index.build import build, coverage_report  # Whoosh itself is needed for this alone

    given = options.sources or os.environ.get("TASKDEX_SOURCES")
    sources = Path(given) if given else release.sources_folder(options.home)
    if options.sample:
        sources = sample.folder()
    built = build(
        sources, options.home, is_sample=options.sample, engine=_engine(), vectors=_vectors()
    )
    print(coverage_report(built.manifest))
    told = "was there already and is" if built.was_there else "is"
    print(f"Release {built.manifest.release_id} {told} current in {options.home}.")
    return 0


def run_serve(options: argparse.Namespace) -> int:
    serving.serve(options.home, options.bind, options.workers)
    return 0


def run_search(options: argparse.Namespace) -> int:
    with Encyclopedia.open(options.home, engine=_engine()) as encyclopedia:
        results = encyclopedia.search(" ".join(options.query), size=options.size)
        if options.json:
            answer = {**asdict(results), "release": encyclopedia.release.release_id}
            print(json.dumps(answer, indent=1, ensure_ascii=False))
        else:
            print(_answer(results, colours=sys.stdout.isatty()))
    return 0


def run_verify(options: argparse.Namespace) -> int:
    current = release.current_id(options.home)
    if current is None:
        raise TaskdexError(f'There is no release in {options.home}. Build one: "taskdex build".')
    manifest = release.verify(release.folder_of(options.home, current))
    searched_with = backend(_engine())
    check_built_for(manifest, searched_with)
    if not searched_with.has(current):
        raise TaskdexError(
            f"Release {current} is whole here, but its index is not on the cluster. Build it again"
            ' with "taskdex build".'
        )
    print(f"Release {current}: {len(manifest.files)} files, all of them whole.")
    return 0


def run_releases(options: argparse.Namespace) -> int:
    if (options.action == "use") != (options.release_id is not None):
        raise TaskdexError("ID goes with use, and use needs it: taskdex releases use ID.")
    if options.action == "list":
        current = release.current_id(options.home)
        for release_id in release.release_ids(options.home):
            print(f"{'*' if release_id == current else ' '} {release_id}")
    elif options.action == "use":
        from index.build import use

        use(options.home, options.release_id, backend(_engine()))
        print(f"Release {options.release_id} is current.")
    else:
        from index.build import prune

        for release_id in prune(options.home, backend(_engine())):
            print(f"removed {release_id}")
    return 0


def _engine() -> str:
    return os.environ.get("TASKDEX_ENGINE", "").strip() or WHOOSH


def _vectors() -> str:
    return os.environ.get("TASKDEX_VECTORS", "").strip()


# --- results in a terminal -----------------------------------------------------------------------


def _answer(results: Results, *, colours: bool) -> str:
    lines = [*results.query.notes, *filter(None, [results.understood])]
    lines += [f"Searched for {c.searched} instead of {c.typed}." for c in results.corrections]
    if results.dropped:
        lines.append(f"Too few tasks have all words; not required: {', '.join(results.dropped)}.")
    for occupation in results.occupations.hits:
        told = f" ({occupation.lay_title})" if occupation.lay_title else ""
        title = _marked(occupation.title, occupation.spans, colours)
        lines.append(f"{occupation.occupation_code}  {title}{told}")
    for activity in results.activities.hits:
        title = _marked(activity.title, activity.spans, colours)
        lines.append(f"{activity.activity_id}  {title}")
    related = f", {results.tasks.related:,} related by meaning" if results.tasks.related else ""
    lines.append(f"{results.tasks.total:,} tasks{related}")
    if results.partial:
        lines.append("The time was over before everything was looked at: there may be more.")
    for hit in results.tasks.hits:
        if hit.repeats is not None:
            continue
        lines.append(f"{hit.task_id:>7}  {_marked(hit.text, hit.spans, colours)}")
        facts = _facts(hit)
        lines.append(f"         {DIM}{facts}{PLAIN}" if colours else f"         {facts}")
        if hit.same:
            titles = "; ".join(one.occupation_title for one in hit.same)
            lines.append(f"         The same statement: {titles}")
    return "\n".join(lines)


def _facts(hit: TaskHit) -> str:
    importance = "not rated" if hit.importance is None else f"importance {hit.importance:.2f}"
    return ", ".join(
        (
            hit.occupation_title,
            hit.type or "untyped",
            importance,
            f"exposure {hit.exposure}" if hit.exposure else "not labelled",
            "observed in AI use" if hit.observed else "not observed",
            *(["related by meaning"] if hit.by == "meaning" else []),
        )
    )


def _marked(text: str, spans: Spans, colours: bool) -> str:
    if not colours:
        return text
    for start, end in reversed(spans):
        text = f"{text[:start]}{BOLD}{text[start:end]}{PLAIN}{text[end:]}"
    return text


if __name__ == "__main__":
    sys.exit(main())
