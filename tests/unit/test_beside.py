"""A part of a job in a process of its own: index.beside."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from multiprocessing import active_children
from pathlib import Path

import pytest

from index.beside import beside
from index.errors import ReleaseError, SourceError
from tests.support import ROOT


def fail_in_process(error: Exception) -> None:
    def fail() -> None:
        raise error

    with beside(fail):
        pass


def test_the_work_is_done_in_another_process_when_the_block_ends(tmp_path: Path) -> None:
    with beside(lambda: (tmp_path / "who").write_text(str(os.getpid()))):
        pass
    assert int((tmp_path / "who").read_text()) != os.getpid()
    assert active_children() == []


@pytest.mark.parametrize(
    "error",
    [
        SourceError("Tasks.txt", 3, "is odd.", "Mend it."),
        OSError(28, "No space left on device"),
        ValueError("a bug"),
    ],
)
def test_what_the_work_raises_is_raised_here_with_where_it_was(error: Exception) -> None:
    with pytest.raises(type(error)) as told:
        fail_in_process(error)
    assert str(told.value) == str(error)
    assert "in fail" in "".join(told.value.__notes__)
    assert active_children() == []


def test_work_that_is_killed_is_an_error() -> None:
    with (
        pytest.raises(ReleaseError, match="killed"),
        beside(lambda: os.kill(os.getpid(), signal.SIGKILL)),
    ):
        pass


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_the_work_is_stopped_where_the_block_fails(error: type[BaseException]) -> None:
    with pytest.raises(error), beside(lambda: time.sleep(600)):
        raise error
    assert active_children() == []


def test_ctrl_c_for_both_stops_both(tmp_path: Path) -> None:
    def work() -> None:
        time.sleep(0.2)
        (tmp_path / "done").touch()

    with beside(work):
        for child in active_children():
            assert child.pid is not None
            os.kill(child.pid, signal.SIGINT)  # this process decides
    assert (tmp_path / "done").exists()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_the_work_ends_with_its_caller(how: signal.Signals) -> None:
    script = (
        "import os, time\n"
        "from index.beside import beside\n"
        "with beside(lambda: time.sleep(600)):\n"
        "    print('begun', flush=True)\n"
        f"    os.kill(os.getpid(), {int(how)})\n"
        "    time.sleep(600)\n"
    )
    # The pipe is at its end when nobody is left who may write to it: it would be so in ten minutes.
    ended = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, check=False, timeout=120
    )
    assert ended.returncode == -how
    assert ended.stdout
