"""The command line: `taskdex fetch | build | serve | search | mcp | verify | releases`.

Results go to standard output, progress and errors to standard error. Exit status 0 is success,
1 an error that was told in one message, 2 a call that was not understood.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
import textwrap
import warnings
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

import shtab

from index import Encyclopedia, release, serving
from index.engines.backends import backend, check_built_for
from index.engines.setting import WHOOSH
from index.errors import TaskdexError
from index.home import default_home, named_home
from index.query import FILTERS, MAX_SIZE
from index.sources import download, sample
from index.terminal import as_text
from index.version import __version__

BEGIN = """to begin:
  taskdex serve             the sample, at http://127.0.0.1:8000
  taskdex fetch             the publishers' files
  taskdex build             a release of them
  taskdex search fix teeth

"taskdex COMMAND --help" has the options of each, with examples."""


def main(arguments: Sequence[str] | None = None) -> int:
    # Whoosh 2.7.4 has a few literals that Python compiles with a warning; they are harmless.
    warnings.filterwarnings("ignore", category=SyntaxWarning)
    try:
        options = _understood(parser(), arguments)
        _set_loudness(options)
        run: Callable[[argparse.Namespace], int] = options.run
        status = run(options)
        if sys.stdout is not None:  # None: it was closed by whoever called us
            sys.stdout.flush()
        return status
    except TaskdexError as error:
        print(f"taskdex: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("taskdex: stopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Whoever read our output has had enough; nothing is wrong.
        _write_no_more()
        return 0
    except OSError as error:
        where = error.filename or "standard output"
        print(f"taskdex: {where}: {error.strerror or error}.", file=sys.stderr)
        _write_no_more()
        return 1


def _write_no_more() -> None:
    """What is left unwritten would be an error again at the end of the process."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _understood(
    top: argparse.ArgumentParser, arguments: Sequence[str] | None
) -> argparse.Namespace:
    options, unknown = top.parse_known_args(arguments)
    if options.run is run_search and not any(word.startswith("--") for word in unknown):
        options.query += unknown  # -word: without this word
    elif unknown:
        top.error(f"unrecognized arguments: {' '.join(unknown)}")
    options.is_home_named = options.home is not None or named_home() is not None
    options.home = options.home or default_home()
    return options


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="taskdex",
        description="What people do at work, and where AI comes in: searched, read and served.",
        epilog=BEGIN,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"taskdex {__version__}")
    shtab.add_argument_to(
        top,
        "--print-completion",
        help="print what a shell needs to complete commands and options, and stop",
    )
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    def add(
        name: str, run: Callable[[argparse.Namespace], int], text: str, examples: str
    ) -> argparse.ArgumentParser:
        command = commands.add_parser(
            name,
            help=text,
            description=text,
            epilog=f"examples:\n{textwrap.indent(examples, '  ')}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.set_defaults(run=run)
        command.add_argument(
            "--home",
            type=Path,
            default=None,
            metavar="DIR",
            help=f"folder of sources and releases (default: TASKDEX_HOME, else {default_home({})})",
        ).complete = shtab.DIRECTORY  # type: ignore[attr-defined]  # how shtab is told
        loudness = command.add_mutually_exclusive_group()
        loudness.add_argument(
            "-q", "--quiet", action="store_true", help="no progress, warnings or notes"
        )
        loudness.add_argument(
            "-v", "--verbose", action="store_true", help="say what is done, for finding mistakes"
        )
        return command

    fetch = add(
        "fetch",
        run_fetch,
        "Downloads the publishers' files.",
        "taskdex fetch\ntaskdex fetch --only small\ntaskdex fetch --only onet --force",
    )
    fetch.add_argument(
        "--only",
        nargs="+",
        default=(),
        metavar="NAME",
        help="datasets (onet, eloundou, aei-2026-01-15 …), or small, or large (default: all)",
    )
    fetch.add_argument(
        "--force", action="store_true", help="download again what is there (default: only the rest)"
    )

    build = add(
        "build",
        run_build,
        "Builds a release and makes it the current one.",
        "taskdex build\ntaskdex build --sources ~/data\ntaskdex build --sample",
    )
    which = build.add_mutually_exclusive_group()
    which.add_argument(
        "--sources",
        type=Path,
        default=None,
        metavar="DIR",
        help="folder laid out as the publishers do"
        " (default: TASKDEX_SOURCES, else what fetch brought)",
    ).complete = shtab.DIRECTORY  # type: ignore[attr-defined]
    which.add_argument(
        "--sample",
        action="store_true",
        help="the 27 tasks that come with Taskdex, and nothing else",
    )

    serve = add(
        "serve",
        run_serve,
        "Serves the current release; with no release and no home named, the sample.",
        "taskdex serve\ntaskdex serve --bind 0.0.0.0:8080 --workers 4\n"
        "TASKDEX_SITE_URL=https://tasks.example.org taskdex serve --bind unix:/run/taskdex.sock",
    )
    serve.add_argument(
        "--bind",
        default=serving.BIND,
        metavar="ADDR:PORT",
        help=f"where to listen, or unix:PATH (default: {serving.BIND})",
    )
    serve.add_argument(
        "--workers",
        type=int,
        default=None,
        metavar="N",
        help="processes that answer (default: TASKDEX_WORKERS, else one for each core, up to 4)",
    )

    search = add(
        "search",
        run_search,
        "Searches in the terminal.",
        "taskdex search fix teeth\ntaskdex search '\"patient records\" -insurance exposure:E2'\n"
        "taskdex search --json --size 100 zone:5 used:yes | jq .tasks.total\n\n"
        "filters, beside the words:\n" + _filters(),
    )
    search.add_argument("--json", action="store_true", help="print the answer as JSON")
    search.add_argument(
        "--size",
        type=int,
        default=10,
        metavar="N",
        help=f"tasks to show, at most {MAX_SIZE} (default: 10)",
    )
    search.add_argument(
        "query",
        nargs="+",
        metavar="QUERY",
        help='words; "an exact phrase"; -word leaves out; filter:value',
    )

    add(
        "mcp",
        run_mcp,
        "Answers an AI client, which starts it itself, on standard input and output (Model Context"
        " Protocol).",
        "claude mcp add taskdex -- taskdex mcp\ntaskdex mcp --home /srv/taskdex",
    )

    add(
        "verify",
        run_verify,
        "Checks every file of the current release against its manifest, and its index.",
        "taskdex verify\ntaskdex verify --home /srv/taskdex",
    )

    releases = add(
        "releases",
        run_releases,
        "Lists releases, changes between them, cleans up.",
        "taskdex releases list\ntaskdex releases use onet-30.3-6f34d49d53\ntaskdex releases prune",
    )
    releases.add_argument(
        "action",
        choices=("list", "use", "prune"),
        help="list them; use ID; or prune: all but the current one and the two newest others",
    )
    releases.add_argument("release_id", nargs="?", metavar="ID", help="with use: which one")
    return top


def _filters() -> str:
    lines = (f"  {name}:{'|'.join(_few(values))}" for name, values in FILTERS.items())
    return "\n".join(lines)


def _few(values: Sequence[str]) -> list[str]:
    return list(values) if len(values) <= 8 else [*values[:3], "…", values[-1]]


def _set_loudness(options: argparse.Namespace) -> None:
    # Without either, Python prints warnings alone, each as its message.
    if options.verbose:
        logging.basicConfig(level=logging.DEBUG, format="%(name)s: %(message)s")
    elif options.quiet:
        logging.disable(logging.WARNING)


def run_fetch(options: argparse.Namespace) -> int:
    folder = release.sources_folder(options.home)
    for fetched in download.fetch(
        folder, only=options.only, force=options.force, progress=not options.quiet
    ):
        print(f"{fetched.status:10}  {fetched.path}")
    return 0


def run_build(options: argparse.Namespace) -> int:
    from index.build import build, coverage_report  # Whoosh itself is needed for this alone

    given = options.sources or os.environ.get("TASKDEX_SOURCES")
    sources = Path(given) if given else release.sources_folder(options.home)
    if options.sample:
        sources = sample.folder()
    built = build(
        sources,
        options.home,
        is_sample=options.sample,
        engine=_engine(),
        quiet=options.quiet,
        vectors=_vectors(),
    )
    if not options.quiet:
        print(coverage_report(built.manifest))
    state = "was there already and is" if built.was_there else "is"
    print(f"Release {built.manifest.release_id} {state} current in {options.home}.")
    return 0


def run_serve(options: argparse.Namespace) -> int:
    serving.check(options.home, options.bind, options.workers)
    if not options.is_home_named and not release.release_ids(options.home):
        _build_sample(options.home)
    serving.serve(options.home, options.bind, options.workers)
    return 0


def run_mcp(options: argparse.Namespace) -> int:
    if not options.is_home_named and not release.release_ids(options.home):
        _build_sample(options.home)
    serving.answer_client(options.home)
    return 0


def _build_sample(home: Path) -> None:
    """Somebody tries Taskdex: there is something to see at once."""
    from index.build import build

    print(
        f"There is no release in {home} yet, so this is the sample: 27 tasks of 2 occupations.\n"
        'For everything: "taskdex fetch", "taskdex build", and start again.',
        file=sys.stderr,
    )
    build(sample.folder(), home, is_sample=True, engine=_engine(), quiet=True, vectors=_vectors())


def run_search(options: argparse.Namespace) -> int:
    with Encyclopedia.open(options.home, engine=_engine()) as encyclopedia:
        results = encyclopedia.search(" ".join(options.query), size=options.size)
        if options.json:
            answer = asdict(results) | {"release": encyclopedia.release.release_id}
            del answer["wished"]  # rankings answer it, which only the site has
            print(json.dumps(answer, indent=1, ensure_ascii=False))
        else:
            print(as_text(results, colours=bool(sys.stdout and sys.stdout.isatty())))
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


if __name__ == "__main__":
    sys.exit(main())
