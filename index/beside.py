"""A part of a long job in a process of its own, so that two cores share the job.

The process is a copy of the caller's (a fork): it has all that was read, and hands nothing back but
the files that it wrote. Called by `index.build`. Nothing that multiplies matrices belongs there:
NumPy calls Accelerate for that on macOS, which does not survive a fork.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from threading import Thread

from index.errors import ReleaseError


@contextmanager
def beside(work: Callable[[], object]) -> Iterator[None]:
    """Does some work while the block runs, and waits for its end.

    What the work raises is raised here. No process is left: it ends if the block fails, and if the
    caller is killed. Raises ReleaseError if it was itself killed.
    """
    context = multiprocessing.get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(work, sending), daemon=True)
    with warnings.catch_warnings():
        # From 3.12 on Python warns of forks beside threads. Those that there are here are NumPy's,
        # whose library (OpenBLAS) prepares them for it, and tqdm's, which holds no lock of ours.
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()
    sending.close()
    try:
        yield
        _wait_for(receiving)
    finally:
        process.kill()  # it has done all, or is not to go on
        process.join()
        receiving.close()


def _wait_for(receiving: Connection) -> None:
    try:
        error: BaseException | None = receiving.recv()
    except EOFError:
        raise ReleaseError(
            "A process of the build was killed, perhaps for want of memory. Build again."
        ) from None
    if error is not None:
        raise error


def _run(work: Callable[[], object], sending: Connection) -> None:
    # Whoever presses Ctrl-C stops the caller, and that one stops this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    Thread(target=_end_with_caller, daemon=True).start()
    error: BaseException | None = None
    try:
        work()
    except BaseException as raised:  # whatever it is, the caller raises it
        raised.add_note(traceback.format_exc())
        error = raised
    sending.send(error)


def _end_with_caller() -> None:
    caller = multiprocessing.parent_process()
    assert caller is not None
    caller.join()
    os._exit(1)
