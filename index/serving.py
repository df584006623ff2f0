"""`taskdex serve`: its options, looked at, and gunicorn with nothing but what is installed.

Called by the command line. This process becomes gunicorn's master, so SIGHUP and SIGTERM to it are
gunicorn's.
"""

from __future__ import annotations

import importlib
import os
import re
import socket
import sys
from pathlib import Path
from typing import Final

from index.errors import TaskdexError
from index.release import ON_WINDOWS, current_id

BIND: Final = "127.0.0.1:8000"
MAX_WORKERS: Final = 256
_PORT = re.compile(r"(?:(?P<host>\[[0-9A-Fa-f:.]+\]|[^\s:\[\]/]*):)?(?P<port>[0-9]{1,9})")


def serve(home: Path, bind: str, workers: int | None) -> None:
    """Serves until it is told to stop. What `check` refuses is not to come here."""
    if "OPENBLAS_NUM_THREADS" not in os.environ:
        # NumPy's library reads it when it is loaded, so this process begins anew, as itself. Its
        # threads would wait for one another: there is a worker for every core already.
        os.environ["OPENBLAS_NUM_THREADS"] = "1"
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606
    from gunicorn.app.wsgiapp import WSGIApplication  # heavy, and for this command alone

    class Server(WSGIApplication):  # type: ignore[misc]  # gunicorn has no types
        def chdir(self) -> None:
            """Leaves the import path as it is.

            gunicorn puts the working folder in front: a webapp.py or flask.py there would be
            imported in place of ours.
            """
            os.chdir(self.cfg.chdir)

    os.environ["TASKDEX_HOME"] = str(home)
    sys.argv = ["taskdex serve", "-c", "python:webapp.server.settings", "-b", bind]
    if workers is not None:
        sys.argv += ["-w", str(workers)]
    sys.argv.append("webapp:create_app()")
    Server("%(prog)s [OPTIONS]", prog="taskdex serve").run()


def answer_client(home: Path) -> None:
    """Answers one AI client on standard input and output until it hangs up. Raises TaskdexError."""
    os.environ["TASKDEX_HOME"] = str(home)
    config = importlib.import_module("webapp.config").Config.from_environment()
    try:
        stdio = importlib.import_module("webapp.stdio")
    except ImportError as error:
        raise TaskdexError(
            f'There is no {error.name} here. Install it with Taskdex: pip install "taskdex[mcp]".'
        ) from None
    stdio.serve(config, f"http://{BIND}", sys.stdin.buffer, sys.stdout.buffer)


def check(home: Path, bind: str, workers: int | None) -> None:
    """Raises TaskdexError for options and settings that cannot be, and OSError for a home that
    may not be read."""
    if sys.platform == "win32":
        raise TaskdexError(f'"taskdex serve" needs Linux or macOS. {ON_WINDOWS}')
    if home.exists() and not home.is_dir():
        raise TaskdexError(f"{home} is no folder.")
    current_id(home)
    check_bind(bind)
    if workers is not None:
        check_whole("--workers", str(workers), 1, MAX_WORKERS)
    for name, highest in (
        ("TASKDEX_WORKERS", MAX_WORKERS),
        ("TASKDEX_MAX_REQUESTS", 10**9),
        ("WEB_CONCURRENCY", MAX_WORKERS),  # gunicorn reads it
    ):
        if given := os.environ.get(name):
            check_whole(name, given, 1, highest)
    # The web app is named here and not imported, as below. It is forgotten again, so that a reload
    # gives the workers its new code.
    importlib.import_module("webapp.config").Config.from_environment()
    for name in [name for name in sys.modules if name.partition(".")[0] == "webapp"]:
        del sys.modules[name]


def check_whole(name: str, value: str, lowest: int, highest: int) -> None:
    """Raises TaskdexError for what is no whole number between the two."""
    text = value.strip()
    if not (text.isascii() and text.isdigit()) or not lowest <= int(text[:12]) <= highest:
        raise TaskdexError(
            f"{name} is {value[:40]!r}. It may be a whole number from {lowest} to {highest:,}."
        )


def check_bind(bind: str) -> None:
    """Raises TaskdexError for an address that cannot be listened at."""
    if bind.startswith("unix:"):
        path = Path(bind.removeprefix("unix:"))
        if path.exists() and not path.is_socket():
            raise TaskdexError(f"--bind is {bind!r}: {path} is there, and is no socket.")
        if not path.parent.is_dir():
            raise TaskdexError(f"--bind is {bind!r}: there is no folder {path.parent}.")
    if bind.startswith(("unix:", "fd://")):
        return
    may_be = "It may be ADDRESS:PORT, such as 127.0.0.1:8000 or [::1]:8000, or unix:PATH."
    match = _PORT.fullmatch(bind)
    if match is None:
        raise TaskdexError(f"--bind is {bind[:80]!r}. {may_be}")
    port = int(match["port"])
    if port > 65535:
        raise TaskdexError(f"--bind is {bind!r}. A port is a number up to 65535.")
    if os.environ.get("LISTEN_FDS") or os.environ.get("GUNICORN_FD"):
        return  # sockets that are there already
    host = (match["host"] or "").strip("[]") or "0.0.0.0"  # noqa: S104 - as gunicorn has it
    try:
        kind, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(kind) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise TaskdexError(f"{bind} cannot be listened at: {reason}.") from error
