"""Where the lines of the log go, and what never gets into them.

One line of JSON for each request, written by `webapp.server.request_log`. Whoever reads the log may
stop reading: then lines are lost, and nobody waits. gunicorn's own messages leave out what a
visitor sent, unless TASKDEX_LOG_QUERIES is 1.
"""

from __future__ import annotations

import fcntl
import os
import socket
import stat
import termios
from array import array
from typing import Final

from gunicorn.glogging import Logger

LINE_BYTES: Final = 4000
"""Lines of up to 4,096 bytes are written whole or not at all (POSIX, of pipes)."""


class Lines:
    """Writes lines to a descriptor without ever waiting for a reader."""

    def __init__(self, descriptor: int = 2) -> None:
        self._descriptor = descriptor
        self._socket: socket.socket | None = None
        self._room = 0
        """Of a pipe: how much may wait in it before lines are dropped; 0: not known."""
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISSOCK(mode):  # systemd's journal
            self._socket = socket.socket(fileno=os.dup(descriptor))
        elif stat.S_ISFIFO(mode):
            # Opened anew, not to wait is ours alone, and not of all who have the pipe.
            try:
                flags = os.O_WRONLY | os.O_NONBLOCK
                self._descriptor = os.open(f"/proc/self/fd/{descriptor}", flags)
                # Half of it stays free for gunicorn's own messages, which would wait: its master
                # says something before it ends, for example.
                self._room = fcntl.fcntl(descriptor, fcntl.F_GETPIPE_SZ) // 2
            except (OSError, AttributeError):  # not Linux
                pass

    def write(self, line: str) -> bool:
        """Whether the line was taken."""
        data = line.encode("utf-8", "replace")[:LINE_BYTES] + b"\n"
        try:
            if self._room and self._waiting() > self._room:
                return False
            if self._socket is not None:
                return self._socket.send(data, socket.MSG_DONTWAIT) == len(data)
            return os.write(self._descriptor, data) == len(data)
        except OSError:
            return False

    def _waiting(self) -> int:
        found = array("i", [0])
        fcntl.ioctl(self._descriptor, termios.FIONREAD, found)
        return found[0]


class DiscreetLogger(Logger):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's log, without what visitors sent."""

    def warning(self, message: str, *arguments: object, **options: object) -> None:
        head, separator, _ = message.partition(": ")
        if head.startswith("Invalid request from") and separator and not shows_queries():
            message = f"{head} (what it was is left out)"
        super().warning(message, *arguments, **options)

    def exception(self, message: str, *arguments: object, **options: object) -> None:
        if message.startswith("Error handling request") and not shows_queries():
            message, arguments = "Error handling request", ()
        super().exception(message, *arguments, **options)


def shows_queries() -> bool:
    """Whether the operator wants to see what people ask; read where there is no app yet."""
    return os.environ.get("TASKDEX_LOG_QUERIES", "").strip() == "1"
