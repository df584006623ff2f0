"""A running server is starved, killed, reloaded and asked for too much; readers notice nothing."""

from __future__ import annotations

import json
import os
import re
import runpy
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from index import release
from index.build import build, prune
from index.engines.backends import backend
from tests.support import ROOT

from .servers import (
    Load,
    Server,
    edition,
    ended,
    exchange,
    get,
    serving,
    until,
    until_ready,
)

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs Linux's /proc")


@pytest.fixture(scope="module")
def server(sample_home: Path) -> Iterator[Server]:
    with serving(sample_home) as started:
        yield started


# --- requests that are too much ------------------------------------------------------------------


@pytest.mark.parametrize("size", [9_000, 100_000, 1_000_000])
def test_an_address_without_end_is_refused(server: Server, size: int) -> None:
    request = b"GET /search?q=" + b"a" * size + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"
    assert exchange(server.port, request).status in (400, 414)


@pytest.mark.parametrize("count", [200, 20_000])
def test_headers_without_end_are_refused(server: Server, count: int) -> None:
    headers = b"".join(b"X-%d: y\r\n" % number for number in range(count))
    request = b"GET / HTTP/1.1\r\nHost: localhost\r\n" + headers + b"\r\n"
    assert exchange(server.port, request).status in (400, 431)


@pytest.mark.parametrize(
    "request_line",
    [
        b"GET / HTTP/9.9",
        b"GET  /  HTTP/1.1",
        b"\0\0\0\0",
        b"GET http://[ HTTP/1.1",
        b"\x16\x03\x01\x02\x00\x01\x00\x01",  # a TLS greeting
        b"GET /%00%ff\xff HTTP/1.1",
        b"CONNECT evil.example:443 HTTP/1.1",
        b"PRI * HTTP/2.0",
    ],
)
def test_what_is_no_request_is_a_400_and_no_more(server: Server, request_line: bytes) -> None:
    request = request_line + b"\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    assert 400 <= exchange(server.port, request).status < 500
    assert get(server.port, "/healthz").status == 200


@pytest.mark.parametrize(
    "headers",
    [
        b"Content-Length: 5\r\nTransfer-Encoding: chunked",
        b"Content-Length: 5\r\nContent-Length: 6",
        b"Transfer-Encoding: chunked, identity",
        b"Transfer-Encoding: xchunked",
        b"Content-Length: -1",
        b"Content-Length: +5",
    ],
)
def test_a_request_inside_a_request_is_never_answered(server: Server, headers: bytes) -> None:
    smuggled = b"0\r\n\r\nGET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n"
    request = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n" + headers + b"\r\n\r\n" + smuggled
    answer = exchange(server.port, request)
    assert b'"ready"' not in answer.body


# --- without a release ---------------------------------------------------------------------------


def test_a_worker_leaves_the_other_cores_to_the_other_workers(server: Server) -> None:
    """NumPy's library would start a thread for every core, and these would wait for one another."""
    for process in server.workers:
        settings = Path(f"/proc/{process}/environ").read_bytes().split(b"\0")
        assert b"OPENBLAS_NUM_THREADS=1" in settings


def test_without_a_release_the_process_is_up_and_takes_one_up_by_itself(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with serving(home, workers=1) as server:
        assert get(server.port, "/healthz").status == 200
        assert get(server.port, "/readyz").status == 503
        page = get(server.port, "/tasks/task-19156")
        assert page.status == 503
        assert b"taskdex build" in page.body
        built = build(edition(tmp_path / "1", 1), home, quiet=True)
        until_ready(server, built.manifest.release_id)
        assert get(server.port, "/tasks/task-19156").status == 200


# --- changes under load --------------------------------------------------------------------------


def publish_under_load(tmp_path: Path, times: int) -> Load:
    home = tmp_path / "home"
    first = build(edition(tmp_path / "0", 0), home, quiet=True).manifest.release_id
    with serving(home) as server:
        load = Load(server.port, check=True, editions={first: 0})
        with load:
            for number in range(1, times + 1):
                sources = edition(tmp_path / str(number), number)
                release_id = release_after(sources, home, load, number)
                server.signal(signal.SIGHUP)
                until_ready(server, release_id)
                prune(home, backend(), keep=1)
        assert len(load.releases) == times + 1
    return load


def release_after(sources: Path, home: Path, load: Load, number: int) -> str:
    from index import corpus
    from index.build import identify
    from index.engines.backends import backend
    from index.relevance.vectors import chosen

    # Known before it is published: a worker that is replaced meanwhile may serve it at once.
    joined = corpus.read(sources, lambda _: None)
    load.editions[identify(joined, backend().version, chosen(""))] = number
    return build(sources, home, quiet=True).manifest.release_id


def test_new_releases_under_load_cost_no_request(tmp_path: Path) -> None:
    load = publish_under_load(tmp_path, 2)
    assert load.failures == []
    assert set(load.statuses) == {200}


@pytest.mark.slow
def test_ten_new_releases_under_load_cost_no_request(tmp_path: Path) -> None:
    load = publish_under_load(tmp_path, 10)
    print(f"\n{load.count} requests, slowest {load.slowest_s:.2f} s, failed: {len(load.failures)}")  # noqa: T201
    assert load.failures == []
    assert set(load.statuses) == {200}


THREADS = 4


@pytest.mark.slow
def test_fifty_releases_taken_up_leave_no_descriptor_open(tmp_path: Path) -> None:
    take_up_in_turn(tmp_path, 50)


def test_releases_taken_up_leave_no_descriptor_open(tmp_path: Path) -> None:
    take_up_in_turn(tmp_path, 6)


def take_up_in_turn(tmp_path: Path, times: int) -> None:
    """What each process holds after so many releases is what it held before."""
    home = tmp_path / "home"
    ids = [
        build(edition(tmp_path / str(n), n), home, quiet=True).manifest.release_id for n in (0, 1)
    ]
    with serving(home, workers=1) as server:

        def take_up(release_id: str) -> None:
            release.use(home, release_id)
            before = server.workers
            server.signal(signal.SIGHUP)
            until(lambda: len(server.workers) == 1 and server.workers != before)
            until_ready(server, release_id)

        take_up(ids[0])
        before = server.descriptors()
        for number in range(times):
            take_up(ids[(number + 1) % 2])
        master, worker = server.descriptors()
        assert master == before[0]
        # Each of the threads may have a connection to the catalogue, or none yet.
        assert abs(worker - before[1]) <= THREADS


def test_a_killed_worker_is_replaced_and_costs_no_more_than_it_was_answering(home: Path) -> None:
    with serving(home) as server:
        before = server.workers
        with Load(server.port) as load:
            until(lambda: load.statuses[200] > 50)
            os.kill(before[0], signal.SIGKILL)
            until(lambda: len(server.workers) == 2 and before[0] not in server.workers)
            answered = load.statuses[200]
            until(lambda: load.statuses[200] > answered + 200)
        assert len(load.failures) <= 16  # the threads of a worker


def test_workers_that_have_served_their_time_go_without_losing_a_request(home: Path) -> None:
    with serving(home, TASKDEX_MAX_REQUESTS="100") as server:
        with Load(server.port) as load:
            until(lambda: server.said("Autorestarting worker") >= 3)
        assert load.failures == []


def test_what_is_being_answered_at_the_end_is_finished(home: Path) -> None:
    with serving(home) as server:
        half = socket.create_connection(("127.0.0.1", server.port))
        half.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n")
        with Load(server.port) as load:
            until(lambda: load.statuses[200] > 100)
            stopped = time.monotonic()
            server.signal(signal.SIGTERM)
            assert ended(server.process) == 0
            until(lambda: bool(load.failures))
        # Nobody who came before is cut off; who comes afterwards is turned away. (What connects
        # in the microseconds before the socket is closed is reset: scripts/bench restarts.)
        assert [begun for begun in load.failures_begun if begun < stopped] == []
        assert any("ConnectionRefused" in failure for failure in load.failures)
        half.close()


def test_who_waits_in_the_queue_at_the_end_is_answered(home: Path) -> None:
    """More than the threads can take at once: most wait in the kernel when the signal comes."""
    request = b"GET /tasks/task-19156 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    with serving(home) as server, ExitStack() as opened:
        waiting = [
            opened.enter_context(socket.create_connection(("127.0.0.1", server.port), 40))
            for _ in range(200)
        ]
        for connection in waiting:
            connection.sendall(request)
        server.signal(signal.SIGTERM)
        for connection in waiting:
            assert b"</html>" in b"".join(iter(lambda: connection.recv(1 << 16), b""))  # noqa: B023
        assert ended(server.process) == 0


def test_who_holds_a_release_that_is_pruned_keeps_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    build(edition(tmp_path / "0", 0), home, quiet=True)
    with serving(home, workers=1) as server:  # two, and one might start after the change
        build(edition(tmp_path / "1", 1), home, quiet=True)
        assert len(prune(home, backend(), keep=1)) == 1
        for _ in range(10):
            for path in ("/tasks/task-19156", "/search?q=edition", "/api/v1/tasks/19156"):
                answer = get(server.port, path)
                assert answer.status == 200
                assert b"Edition" in answer.body
            assert b"Edition 0." in get(server.port, "/api/v1/tasks/19156").body
        download = get(server.port, "/data/tasks.csv")
        assert download.status == 503
        assert "retry-after" in download.headers


# --- limits --------------------------------------------------------------------------------------


def test_fifty_a_second_from_one_address_are_refused_by_all_workers_together(home: Path) -> None:
    with serving(home, TASKDEX_RATE_LIMIT="20") as server:
        until_both_answer(server)
        began = time.monotonic()
        with Load(server.port, paths=["/api/v1/search?q=art"]) as load:
            until(lambda: load.statuses[429] >= 200)
        took = time.monotonic() - began
        # 20 at once, and 20 in each second; twice as many if each worker counted for itself.
        assert load.statuses[200] <= 1.3 * (20 + 20 * took) + 2
        assert load.failures == []
        refused = get(server.port, "/api/v1/search?q=art")
        assert refused.status == 200 or "retry-after" in refused.headers


def until_both_answer(server: Server) -> None:
    deadline = time.monotonic() + 20
    while server.said("Booting worker") < 2:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    for _ in range(20):
        get(server.port, "/healthz")
        time.sleep(0.05)


# --- what is noted -------------------------------------------------------------------------------


def total(server: Server, name: str) -> float:
    lines = get(server.port, "/metrics").body.decode().splitlines()
    return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith(name))


def test_counts_are_those_of_all_workers_and_outlive_them(home: Path) -> None:
    served = 'taskdex_requests_total{route="tasks.task",status="2xx"}'
    with serving(home) as server:
        until_both_answer(server)
        for _ in range(40):
            get(server.port, "/tasks/task-19156")
        assert {total(server, served) for _ in range(8)} == {40}
        assert total(server, "taskdex_workers ") == 2
        killed = server.workers[0]
        os.kill(killed, signal.SIGKILL)
        until(lambda: total(server, "taskdex_worker_starts_total") == 3)
        for _ in range(10):
            get(server.port, "/tasks/task-19156")
        assert total(server, served) == 50
        assert total(server, "taskdex_workers ") == 2


def test_one_line_a_request_and_nothing_that_was_typed(home: Path) -> None:
    with serving(home) as server:
        get(server.port, "/search?q=zqxsecretxqz")
        get(server.port, "/zqxsecretxqz")
        broken = b"GET /?q=zqxsecretxqz HTTP/7.7\r\nHost: localhost\r\n\r\n"
        exchange(server.port, broken)
        exchange(server.port, b"GET / HTTP/1.1\r\nHost: localhost\r\nzqxsecretxqz\r\n\r\n")
        time.sleep(0.3)
        requests = [line for line in server.log if line.startswith("{")]
        assert server.said('"route": "search.search"') == 1
        assert all(json.loads(line)["status"] for line in requests)
        assert server.said("Invalid request") >= 1
        assert server.said("zqxsecretxqz") == 0


def test_a_server_whose_log_nobody_reads_goes_on(home: Path, tmp_path: Path) -> None:
    reading, writing = os.pipe()
    command = [sys.executable, "-W", "ignore", "-m", "index.cli", "serve", "--home", str(home)]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [*command, "--bind", f"127.0.0.1:{port}", "--workers", "1"], cwd=ROOT, stderr=writing
    )
    try:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            with suppress(OSError):
                get(port, "/healthz")
                break
            time.sleep(0.05)
        for _ in range(600):  # a pipe holds 65,536 bytes, a line has about 200
            assert get(port, "/healthz").status == 200
        dropped = re.search(rb"log_lines_dropped_total (\d+)\n", get(port, "/metrics").body)
        assert dropped
        assert int(dropped[1]) > 0
    finally:
        process.terminate()
        process.wait(30)
        os.close(reading)
        os.close(writing)


# --- where it is served ---------------------------------------------------------------------------

FOREIGN = ("webapp.py", "flask.py", "index.py", "numpy.py", "whoosh.py", "jinja2.py", "tqdm.py")


def test_modules_that_lie_in_the_working_folder_are_not_imported(
    sample_home: Path, tmp_path: Path
) -> None:
    for name in FOREIGN:
        (tmp_path / name).write_text(f"raise SystemExit('{name} was imported')")
    (tmp_path / "gunicorn.conf.py").write_text("raise SystemExit('a configuration was read')")
    command = Path(sys.executable).with_name("taskdex")
    with serving(sample_home, workers=1, command=(str(command),), folder=tmp_path) as server:
        assert get(server.port, "/tasks/task-19156").status == 200
        assert server.said("was imported") == server.said("was read") == 0


def test_a_shared_memory_that_is_not_writable_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: str(path) != "/dev/shm")
    assert runpy.run_module("webapp.server.settings")["worker_tmp_dir"] is None
    monkeypatch.setattr(os, "access", lambda path, mode: True)
    assert runpy.run_module("webapp.server.settings")["worker_tmp_dir"] == "/dev/shm"


FORWARDED = (
    ("X-Forwarded-Proto", "https"),
    ("X-Forwarded-Protocol", "ssl"),
    ("X-Forwarded-Ssl", "on"),
    ("Forwarded", "proto=https"),
    ("X-Forwarded-Prefix", "/elsewhere"),
    ("X-Forwarded-Port", "8443"),
    ("Script-Name", "/elsewhere"),
    ("Path-Info", "/tasks/task-1"),
    ("X-Forwarded-Host", "evil.example"),
    ("X-Original-URL", "/tasks/task-1"),
    ("X-Url-Scheme", "https"),
)


@pytest.mark.parametrize(("name", "value"), FORWARDED)
def test_what_a_proxy_on_this_machine_would_say_is_not_believed_either(
    server: Server, name: str, value: str
) -> None:
    plain = get(server.port, "/tasks/task-19156")
    claimed = get(server.port, "/tasks/task-19156", **{name: value})
    assert claimed.status == 200
    assert claimed.body == plain.body
    assert claimed.headers.get("link") == plain.headers.get("link")
    assert b'<link rel="canonical" href="http://127.0.0.1' in claimed.body


@pytest.mark.parametrize("host", [b"Host:", b"Host: ", b"Host: :8000", b"Host: .", b"Host: ,"])
def test_a_host_that_is_none_is_a_400(server: Server, host: bytes) -> None:
    request = b"GET / HTTP/1.1\r\n" + host + b"\r\nConnection: close\r\n\r\n"
    assert exchange(server.port, request).status == 400


@pytest.mark.parametrize(
    "line",
    [
        "GET /search?q=café HTTP/1.1",
        "GET /search?q=\u201cart\u201d HTTP/1.1",
        "GET /tasks/task-٣٩٢ HTTP/1.1",
        "GET /日本 HTTP/1.1",
        "GET /search?q=😀 HTTP/1.1",
        "HÉAD / HTTP/1.1",
        "\r\nGET /é HTTP/1.1",
        "GET http://127.0.0.1/é HTTP/1.1",
        "GET /api/v1/search?q=naïve HTTP/1.0",
        "POST /search?q=ü HTTP/1.1",
    ],
)
def test_an_address_that_is_not_ascii_is_a_400_that_says_so(server: Server, line: str) -> None:
    request = f"{line}\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    answer = exchange(server.port, request.encode())
    assert answer.status == 400
    assert b"Percent-encode" in answer.body
    assert get(server.port, "/healthz").status == 200
