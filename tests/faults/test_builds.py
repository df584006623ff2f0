"""Builds that are killed, starved, or not alone: what is served stays whole."""

from __future__ import annotations

import os
import random
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index import Encyclopedia, release
from index.build import build
from index.errors import ReleaseError
from tests.support import ROOT

from .servers import TASK_ID, edition, get, serving

LEFTOVERS = ("*.building", "*.gone")


def command(sources: Path, home: Path) -> list[str]:
    options = ["build", "--sources", str(sources), "--home", str(home)]
    return [sys.executable, "-W", "ignore", "-m", "index.cli", *options]


def run_build(
    sources: Path, home: Path, *, before: Callable[[], None] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(sources, home),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=before,
    )


def text_of(home: Path) -> str:
    """What the current release says, after every file of it was checked."""
    current = release.current_id(home)
    assert current is not None
    release.verify(release.folder_of(home, current))
    with Encyclopedia.open(home) as opened:
        assert opened.release.release_id == current
        assert opened.search("therapy").tasks.total > 0
        return opened.task(TASK_ID).task.text


def leftovers(home: Path) -> list[Path]:
    return [path for ending in LEFTOVERS for path in release.releases_folder(home).glob(ending)]


# --- kill -9 -------------------------------------------------------------------------------------


def kill_builds(home: Path, tmp_path: Path, count: int, seed: int) -> int:
    """Kills so many builds of new sources, each at a random moment; returns how many it started.

    After each, the release that is served is whole: the old one, or the new one.
    """
    chance = random.Random(seed)
    sources = edition(tmp_path / "sources", 0)
    statements = next((sources / "onet").glob("*/Task Statements.txt"))
    plain = statements.read_text(encoding="utf-8")
    started = time.monotonic()
    assert run_build(sources, home).returncode == 0
    whole_s = time.monotonic() - started
    killed = number = 0
    while killed < count:
        number += 1
        assert number <= 5 * count
        before = text_of(home)
        fresh = plain.replace("Edition 0.", f"Edition {number}.")
        statements.write_text(fresh, encoding="utf-8", newline="")
        process = subprocess.Popen(
            command(sources, home), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        # Most of the time goes into starting Python: the later part is where the disk is written.
        time.sleep(chance.uniform(0.3, 1.05) * whole_s)
        process.send_signal(signal.SIGKILL)
        was_killed = process.wait() == -signal.SIGKILL
        killed += was_killed
        # A machine has quicker and slower moments.
        whole_s *= 1.03 if was_killed else 0.9
        after = text_of(home)
        assert after == before or f"Edition {number}." in after
    statements.write_text(plain.replace("Edition 0.", "Edition 9999."), encoding="utf-8")
    assert run_build(sources, home).returncode == 0
    assert "Edition 9999." in text_of(home)
    assert leftovers(home) == []
    return number


def test_builds_killed_at_random_moments_leave_a_whole_release(home: Path, tmp_path: Path) -> None:
    assert kill_builds(home, tmp_path, 4, seed=1) >= 4


@pytest.mark.slow
def test_a_hundred_builds_killed_at_random_moments(home: Path, tmp_path: Path) -> None:
    started = kill_builds(home, tmp_path, 100, seed=2)
    print(f"\n100 of {started} builds were killed; every release was whole")  # noqa: T201


# --- nowhere to write ----------------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system on which the sample's release fits once."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only root can mount a small file system, and not in every container")
    yield place
    # Lazily: arrays stay mapped until the last one who looks at them is gone.
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_a_full_disk_stops_the_build_and_not_the_server(small_disk: Path, tmp_path: Path) -> None:
    home = small_disk / "home"
    build(edition(tmp_path / "0", 0), home, quiet=True)
    with serving(home, workers=1) as server:
        room = shutil.disk_usage(small_disk).free
        (small_disk / "filler").write_bytes(b"x" * max(0, room - 200_000))
        ended = run_build(edition(tmp_path / "1", 1), home)
        assert ended.returncode == 1
        # The system's words, or those of SQLite, whose file is the first large one.
        assert re.search("No space left|disk is full", ended.stderr), ended.stderr
        assert "Traceback" not in ended.stderr
        assert b"Edition 0." in get(server.port, f"/api/v1/tasks/{TASK_ID}").body
    assert "Edition 0." in text_of(home)
    assert leftovers(home) == []


def file_size(limit: int) -> Callable[[], None]:
    def set_limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # an error instead of the end
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return set_limit


def open_files(limit: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))


STARVED = {
    **{f"no file above {size} bytes": file_size(size) for size in (0, 100, 5_000, 60_000)},
    **{f"no more than {count} files open": open_files(count) for count in (6, 8, 10)},
}


@pytest.mark.parametrize("how", STARVED)
def test_a_starved_build_is_one_clear_error(home: Path, tmp_path: Path, how: str) -> None:
    before = text_of(home)
    ended = run_build(edition(tmp_path / "1", 1), home, before=STARVED[how])
    if ended.returncode != 0:
        assert "Traceback" not in ended.stderr, ended.stderr
        assert ended.stderr.rstrip().splitlines()[-1].startswith("taskdex: ")
        assert text_of(home) == before
    else:
        assert "open" in how  # a few files may be enough
        assert "Edition 1." in text_of(home)
    assert run_build(edition(tmp_path / "2", 2), home).returncode == 0
    assert leftovers(home) == []


def test_a_home_that_is_read_only_is_served_and_not_written(home: Path, tmp_path: Path) -> None:
    before = text_of(home)
    with read_only(home), serving(home, workers=1) as server:
        ended = run_build(edition(tmp_path / "1", 1), home)
        assert ended.returncode == 1
        assert ended.stderr.startswith("taskdex: ")
        assert get(server.port, "/readyz").status == 200
        assert get(server.port, "/search?q=art").status == 200
        current = release.current_id(home)
        assert current is not None
        with pytest.raises(ReleaseError, match="cannot be written"):
            release.use(home, current)
    assert text_of(home) == before


class read_only:  # noqa: N801
    """A home on a file system that takes nothing: mounted read-only, which binds root as well."""

    def __init__(self, home: Path) -> None:
        self.home = str(home)

    def __enter__(self) -> None:
        if os.geteuid() != 0:
            os.chmod(self.home, 0o555)  # noqa: PTH101
            return
        bind = ["mount", "--bind", self.home, self.home]
        if subprocess.run(bind, check=False, capture_output=True).returncode:
            pytest.skip("this container may not mount")
        subprocess.run(["mount", "-o", "remount,ro,bind", self.home], check=True)

    def __exit__(self, *_: object) -> None:
        if os.geteuid() != 0:
            os.chmod(self.home, 0o755)  # noqa: PTH101
        else:
            subprocess.run(["umount", "--lazy", self.home], check=True)


def test_a_server_without_file_descriptors_goes_on_when_it_has_them_again(home: Path) -> None:
    with serving(home, workers=1) as server:
        (worker,) = server.workers
        soft, hard = resource.prlimit(worker, resource.RLIMIT_NOFILE)
        in_use = len(list(Path(f"/proc/{worker}/fd").iterdir()))
        resource.prlimit(worker, resource.RLIMIT_NOFILE, (in_use, hard))
        with socket.create_connection(("127.0.0.1", server.port), 0.5) as waiting:
            with pytest.raises(TimeoutError):
                waiting.recv(1)  # nobody takes the connection
            assert server.workers == (worker,)
            resource.prlimit(worker, resource.RLIMIT_NOFILE, (soft, hard))
            waiting.settimeout(10)
            waiting.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert waiting.recv(4096).startswith(b"HTTP/1.1 200")
        assert get(server.port, f"/tasks/task-{TASK_ID}").status == 200
        assert get(server.port, "/search?q=art").status == 200


# --- two at once ---------------------------------------------------------------------------------


def test_of_many_builders_at_once_one_builds_and_the_others_say_who(
    home: Path, tmp_path: Path
) -> None:
    sources = [edition(tmp_path / str(number), number) for number in range(4)]
    processes = [
        subprocess.Popen(
            command(folder, home),
            cwd=ROOT,
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for folder in sources
    ]
    ends = [(process, process.communicate()[1]) for process in processes]
    failed = [said for process, said in ends if process.returncode]
    done = [number for number, (process, _) in enumerate(ends) if process.returncode == 0]
    assert done
    known = {str(process.pid) for process in processes}
    for said in failed:
        assert "Another build is running" in said
        assert any(f"process {pid}" in said for pid in known)
    assert any(f"Edition {number}." in text_of(home) for number in done)
    assert leftovers(home) == []


def test_a_lock_held_elsewhere_is_named(home: Path, tmp_path: Path) -> None:
    with release.lock(home):
        ended = run_build(edition(tmp_path / "1", 1), home)
    assert ended.returncode == 1
    assert f"process {os.getpid()}" in ended.stderr
    with pytest.raises(ReleaseError), release.lock(home), release.lock(home):
        pass
