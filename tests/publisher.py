"""A publisher's server on the loopback, and a fetch from it: for the tests of downloads."""

from __future__ import annotations

import hashlib
import threading
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import pytest

from index.sources.download import Fetched, fetch

Handler = Callable[["Request"], None]


class Request(BaseHTTPRequestHandler):
    """Answers with what the test has put on the server, byte ranges included."""

    server: Server

    def do_GET(self) -> None:
        self.server.requests.append((self.command, self.path, self.headers.get("Range")))
        if self.path in self.server.handlers:
            self.server.handlers[self.path](self)
        elif self.path in self.server.files:
            self.send(self.server.files[self.path])
        else:
            self.send_error(404)

    do_HEAD = do_GET  # noqa: N815

    def send(self, content: bytes, *, upto: int | None = None, kind: str = "text/plain") -> None:
        """The content, or the range asked for; `upto` breaks the connection off after so many."""
        etag = f'"{hashlib.sha256(content).hexdigest()[:8]}"'
        wanted = self.headers.get("Range")
        start = 0
        if wanted and self.headers.get("If-Range") == etag:
            start = int(wanted.removeprefix("bytes=").removesuffix("-"))
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        else:
            self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("ETag", etag)
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content[start : None if upto is None else start + upto])

    def log_message(self, format: str, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Request)
        self.files: dict[str, bytes] = {}
        self.handlers: dict[str, Handler] = {}
        self.requests: list[tuple[str, str, str | None]] = []
        self.url = f"http://127.0.0.1:{self.server_port}"

    def got(self, path: str) -> list[str | None]:
        """Ranges of the GET requests for a path."""
        return [wanted for command, at, wanted in self.requests if (command, at) == ("GET", path)]


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.01,))
        thread.start()
        yield running
        running.shutdown()
        thread.join()


Fetch = Callable[..., tuple[Fetched, ...]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fetch:
    """Fetches what the entries (lines of TOML) say, into tmp_path/sources."""
    monkeypatch.delenv("TASKDEX_DOWNLOADS", raising=False)
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)

    def run_it(
        *entries: str, force: bool = False, timeout_s: float = 5, progress: bool = False
    ) -> tuple[Fetched, ...]:
        catalogue = tmp_path / "downloads.toml"
        catalogue.write_text("\n".join(f"[[file]]\n{entry}" for entry in entries))
        return fetch(
            tmp_path / "sources",
            catalogue=catalogue,
            force=force,
            progress=progress,
            timeout_s=timeout_s,
        )

    return run_it


def entry(url: str, path: str = "x/t.csv", more: str = "") -> str:
    return f'name = "{path}"\ndataset = "d"\nurl = "{url}"\npath = "{path}"\nsmall = true\n{more}'


def zipped(text: str | bytes = "hello", name: str = "t.txt") -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), text)
    return stream.getvalue()


def left_over(sources: Path) -> list[str]:
    """Names of what is in the sources, sorted."""
    return sorted(path.name for path in sources.rglob("*") if path.is_file())
