"""The worker class of gunicorn that the settings name: threads answer, the main loop waits.

gunicorn's own threaded worker hands every new connection to a thread, which then waits for the
request, for the rest of a body nobody reads, and for the answer to be taken; it accepts connections
without end, and lingers in its main loop on each one that it closes. A few slow readers stop it.
Here a thread gets a connection when the head of a request is there, and keeps it no longer than the
answer takes:

- heads are gathered by the main loop, and given up after HEAD_WITHIN_S;
- a worker whose threads are busy accepts nobody: the connection waits in the kernel, where another
  worker takes it, and is not lost if this one dies;
- a closed connection is waited out by the main loop, not by a thread;
- what cannot be sent within SEND_WITHIN_S is given up;
- without file descriptors nobody is accepted for a moment, and nothing dies.

Built on `gunicorn.workers.gthread` of the version that pyproject.toml pins;
`tests/faults/test_slow_clients.py` says what must hold of another one. No TLS: that ends in front.
"""

from __future__ import annotations

import errno
import os
import re
import socket
import time
from collections.abc import Mapping
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from pathlib import Path
from selectors import EVENT_READ
from typing import IO, TYPE_CHECKING, Final

from gunicorn.http.message import Request
from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, TConn, ThreadWorker

from webapp.server.refusals import refusal, refuse_in_our_words

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

HEAD_WITHIN_S: Final = 10.0
"""From the first byte (or the connection) to the end of a request's head."""
SEND_WITHIN_S: Final = 30.0
"""For one piece of an answer to be taken: a whole page, or a part of a download."""
LINGER_S: Final = 2.0
"""How long a closed connection may still send, so that it gets the end of its answer."""
QUIET_WITHIN_S: Final = 2.0
"""How long a worker that stops waits for its threads before it stops listening."""
PAUSE_S: Final = 0.2
"""How long nobody is accepted after the file descriptors have run out."""
MAX_HEAD_BYTES: Final = 64 * 1024
_PIECE_BYTES: Final = 16 * 1024
MAX_MESSAGE_BYTES: Final = 16 * 1024
"""Of a message to `/mcp`; what is longer is refused by `webapp.app`."""
_TO_MCP: Final = re.compile(rb"POST [^ ]*/mcp[ ?]")
_LENGTH: Final = re.compile(rb"\r\ncontent-length: *([0-9]{1,9})\r?$", re.IGNORECASE | re.MULTILINE)
_END_OF_HEAD: Final = re.compile(rb"\r?\n\r?\n")
_TOO_LARGE: Final = refusal(431, "The head of the request is longer than 64 KiB.")
_NOT_ASCII: Final = refusal(
    400,
    "The first line of the request holds characters beyond ASCII. Percent-encode them, as in"
    " /search?q=caf%C3%A9; curl does so with --get --data-urlencode.",
)
_NO_DESCRIPTORS: Final = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)


def _lacks_message(received: bytes) -> bool:
    """Whether this is the beginning of a message to `/mcp`, the only body that anything here reads:
    it is gathered as the head is, so that no thread waits for it."""
    if not _TO_MCP.match(received):
        return False
    head, _, body = received.partition(b"\r\n\r\n")
    length = _LENGTH.search(head)
    announced = int(length[1]) if length else 0
    return len(body) < announced <= MAX_MESSAGE_BYTES and b"\r\nexpect:" not in head.lower()


def _is_gathered(method: str, path: str, headers: Mapping[str, str]) -> bool:
    """Whether the body of a request was there before a thread got it (`_lacks_message`)."""
    length = headers.get("CONTENT-LENGTH", "")
    return (
        method == "POST"
        and path.endswith("/mcp")
        and "EXPECT" not in headers
        and "TRANSFER-ENCODING" not in headers
        and length.isdecimal()
        and int(length[:9]) <= MAX_MESSAGE_BYTES
    )


class BoundedSocket(socket.socket):
    """A socket on which nothing waits for ever: what would block, blocks for SEND_WITHIN_S."""

    def setblocking(self, flag: bool) -> None:
        self.settimeout(SEND_WITHIN_S if flag else 0.0)

    # gunicorn knows how a connection ends, and takes a timeout for an error of the program.

    def recv(self, size: int, flags: int = 0) -> bytes:
        try:
            return super().recv(size, flags)
        except TimeoutError as error:
            raise _too_slow() from error

    def sendall(self, data: Buffer, flags: int = 0) -> None:
        try:
            super().sendall(data, flags)
        except TimeoutError as error:
            raise _too_slow() from error

    def sendfile(  # type: ignore[override]  # the type of a file there is private
        self, file: IO[bytes], offset: int = 0, count: int | None = None
    ) -> int:
        try:
            return super().sendfile(file, offset, count)
        except TimeoutError as error:
            raise _too_slow() from error


def _too_slow() -> OSError:
    return ConnectionResetError(errno.ECONNRESET, "the client was too slow")


class Connection(TConn):  # type: ignore[misc]  # gunicorn has no types
    """A connection, and what has come of the head of its next request."""

    head: bytes = b""
    leaving: bool = False
    """Closed on our side; waits for the other one."""


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """Threads for those who are answered, the main loop for those who are waited for."""

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)
        refuse_in_our_words()
        # All of this is the main loop's alone.
        self.pending_conns: dict[Connection, None] = {}
        """Whose next head has not come, and who are leaving; those who came first come first."""
        self.under_way = 0
        """How many connections the threads have, or will have next."""
        self.accept_again_at = 0.0
        self.look_again_at = 0.0

    # --- coming ----------------------------------------------------------------------------------

    def set_accept_enabled(self, enabled: bool) -> None:
        may = self.under_way < self.cfg.threads and time.monotonic() >= self.accept_again_at
        super().set_accept_enabled(enabled and may)

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        paused = time.monotonic() < self.accept_again_at
        super().wait_for_and_dispatch_events(PAUSE_S if paused else timeout)

    def accept(self, listener: socket.socket) -> None:
        if accepted := self._accepted(listener):
            self._admit(*accepted, listener.getsockname())

    def _accepted(self, listener: socket.socket) -> tuple[socket.socket, object] | None:
        """The next connection of the kernel's queue and its address; None: there is none."""
        while True:
            try:
                return listener.accept()
            except OSError as error:
                if error.errno == errno.ECONNABORTED:
                    continue
                if error.errno in _NO_DESCRIPTORS:
                    self.log.error("No connection can be accepted: %s.", error.strerror)
                    self.accept_again_at = time.monotonic() + PAUSE_S
                    self.set_accept_enabled(False)
                elif error.errno not in (errno.EAGAIN, errno.EWOULDBLOCK):
                    raise
                return None

    def _admit(self, accepted: socket.socket, address: object, server: object) -> None:
        self.nr_conns += 1
        bounded = BoundedSocket(
            accepted.family, accepted.type, accepted.proto, fileno=accepted.detach()
        )
        connection = Connection(self.cfg, bounded, address, server)
        self._wait(connection, HEAD_WITHIN_S)
        self._make_room(connection)
        # Mostly it is there already.
        self.on_pending_socket_readable(connection, bounded)

    def on_client_socket_readable(self, connection: Connection, client: socket.socket) -> None:
        """A connection that was kept alive asks again."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(connection)
        self._wait(connection, HEAD_WITHIN_S)
        self.on_pending_socket_readable(connection, client)

    def on_pending_socket_readable(self, connection: Connection, client: socket.socket) -> None:
        """More of a head, or what one who is leaving still sends."""
        try:
            piece = client.recv(_PIECE_BYTES)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        if not piece:
            self._drop(connection)
        elif not connection.leaving:
            connection.head += piece
            self._answer_if_whole(connection)

    def _answer_if_whole(self, connection: Connection) -> None:
        head = connection.head
        if not _END_OF_HEAD.search(head):
            if len(head) < MAX_HEAD_BYTES:
                return
            if b"\n" in head:
                self._refuse(connection, _TOO_LARGE)
                return
            # One endless line: gunicorn says what is wrong with that.
        elif not head.lstrip(b"\r\n").partition(b"\n")[0].isascii():
            self._refuse(connection, _NOT_ASCII)
            return
        elif _lacks_message(head):
            return
        self._stop_waiting(connection)
        connection.head = b""
        connection.init()
        connection.parser.unreader.unread(head)
        self.enqueue_req(connection)

    def _refuse(self, connection: Connection, answer: bytes) -> None:
        connection.sock.send(answer)
        self._stop_waiting(connection)
        self._see_off(connection)

    # --- being answered --------------------------------------------------------------------------

    def enqueue_req(self, connection: Connection) -> None:
        self.under_way += 1
        super().enqueue_req(connection)
        if self.under_way >= self.cfg.threads:
            self.set_accept_enabled(False)

    def handle_request(self, request: Request, connection: Connection) -> bool:
        """Who sends a body that has not been gathered is not waited for, and told so.

        Decided by the headers: on a busy machine any time given for reading may be over before
        it began, and a connection that was promised to be kept would be closed.
        """
        sent = dict(request.headers)
        length = sent.get("CONTENT-LENGTH", "0")
        has_body = length != "0" or "TRANSFER-ENCODING" in sent
        if has_body and not _is_gathered(request.method, request.path, sent):
            request.force_close()
        kept: bool = super().handle_request(request, connection)
        return kept

    def finish_request(self, connection: Connection, future: Future[bool]) -> None:
        self.under_way -= 1
        try:
            if future.cancelled() or not future.result():
                self._see_off(connection)
            elif head := connection.parser.unreader.take_buffered():
                # The next request came with the one before, in whole or in part.
                connection.head = head
                self._wait(connection, HEAD_WITHIN_S)
                self._answer_if_whole(connection)
            else:
                self._keep(connection)
        except Exception:
            self.log.exception("A connection could not be ended in order.")
            self._drop(connection)

    def _keep(self, connection: Connection) -> None:
        connection.sock.setblocking(False)
        connection.set_timeout()
        if not self.alive:
            connection.timeout = min(connection.timeout, time.monotonic() + STOP_KEEPALIVE_LINGER)
        self.keepalived_conns.append(connection)
        self.poller.register(
            connection.sock, EVENT_READ, partial(self.on_client_socket_readable, connection)
        )

    # --- being waited for, and going -------------------------------------------------------------

    def _wait(self, connection: Connection, at_most_s: float) -> None:
        connection.timeout = time.monotonic() + at_most_s
        connection.sock.setblocking(False)
        self.pending_conns[connection] = None
        self.poller.register(
            connection.sock, EVENT_READ, partial(self.on_pending_socket_readable, connection)
        )

    def _stop_waiting(self, connection: Connection) -> None:
        if connection in self.pending_conns:
            del self.pending_conns[connection]
            self.poller.unregister(connection.sock)

    def _see_off(self, connection: Connection) -> None:
        """Says that nothing more will come, and waits a moment for the other side to hang up.

        Closed at once, with something unread, the kernel would cut off the end of the answer.
        """
        try:
            connection.sock.shutdown(socket.SHUT_WR)
        except OSError:  # it has gone
            self._drop(connection)
            return
        connection.leaving = True
        self._wait(connection, LINGER_S)

    def _drop(self, connection: Connection) -> None:
        self._stop_waiting(connection)
        self.nr_conns -= 1
        connection.close()

    def _make_room(self, newest: Connection) -> None:
        """A flood of connections that ask nothing pushes out its own oldest ones."""
        if self.nr_conns < self.worker_connections:
            return
        oldest = next(iter(self.pending_conns))
        if oldest is not newest:
            self._drop(oldest)
        elif self.keepalived_conns:
            idle = self.keepalived_conns.popleft()
            self.poller.unregister(idle.sock)
            self._drop(idle)

    def murder_pending(self) -> None:
        now = time.monotonic()
        if now < self.look_again_at:
            return
        self.look_again_at = now + 0.5
        for connection in [each for each in self.pending_conns if each.timeout <= now]:
            self._drop(connection)

    def _is_left_to_others(self, listener: socket.socket) -> bool:
        """Whether the master still listens, for other workers: this one is replaced, and who waits
        in the kernel waits for them. When the whole server stops, the master closes its socket
        before it says so; without Linux's /proc, that is what is assumed."""
        held = f"socket:[{os.fstat(listener.fileno()).st_ino}]"
        with suppress(OSError):
            for descriptor in Path(f"/proc/{self.ppid}/fd").iterdir():
                with suppress(FileNotFoundError):  # closed meanwhile
                    if str(descriptor.readlink()) == held:
                        return True
        return False

    def _finish_threads(self) -> None:
        """A running thread may keep the interpreter for milliseconds from a main loop that closes
        a listener."""
        quiet_by = time.monotonic() + QUIET_WITHIN_S
        while self.under_way and (left := quiet_by - time.monotonic()) > 0:
            self.notify()
            self.wait_for_and_dispatch_events(timeout=left)

    def _cap_keepalive(self, deadline: float) -> None:
        """The worker stops: it stops listening, and hurries the others."""
        super()._cap_keepalive(deadline)
        listening = [each for each in self.sockets if not self._is_left_to_others(each)]
        if listening:
            self._finish_threads()
        for listener in listening:
            # The kernel resets what it queues between the last look and the close, so nothing
            # is done between them, and nobody answered before.
            server = listener.getsockname()
            queued = []
            while accepted := self._accepted(listener):
                queued.append(accepted)
            listener.close()
            for accepted in queued:
                self._admit(*accepted, server)
        for listener in self.sockets:
            listener.close()
        for connection in self.pending_conns:
            connection.timeout = min(connection.timeout, deadline)
