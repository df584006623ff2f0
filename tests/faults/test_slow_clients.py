"""Clients that take their time, or never end what they began: the others do not wait for them."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from mcp import Client

from tests.support import awaited
from webapp.server.worker import HEAD_WITHIN_S

from .servers import Load, Server, exchange, get, serving

SLOW = 50
HEAD = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n"

BEGINNINGS = {
    "say nothing": b"",
    "say one letter": b"G",
    "never end the head": HEAD + b"X-Slow: 1\r\n",
    "never send the body they announced": (
        b"POST /search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\nx"
    ),
    "never send the message they announced": (
        b"POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"
    ),
    "never end a chunked body": (
        b"POST /search HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"
    ),
    "begin a second request and never end it": HEAD + b"\r\n" + HEAD,
    "ask to be hung up and stay": HEAD + b"Connection: close\r\n\r\n",
    "ask for all and read nothing": (
        b"GET /data/catalogue.sqlite HTTP/1.1\r\nHost: localhost\r\n\r\n"
    ),
}


@pytest.fixture(scope="module")
def server(sample_home: Path) -> Iterator[Server]:
    with serving(sample_home) as started:
        yield started


@pytest.mark.parametrize("what", BEGINNINGS)
def test_fifty_slow_clients_hold_nobody_up(server: Server, what: str) -> None:
    with ExitStack() as stack:
        for _ in range(SLOW):
            slow = stack.enter_context(socket.create_connection(("127.0.0.1", server.port)))
            slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            slow.sendall(BEGINNINGS[what])
        with Load(server.port, a_second=20) as load:
            time.sleep(0.8)
    assert load.failures == []
    assert load.statuses[200] >= 8
    assert load.slowest_s < HEAD_WITHIN_S  # so long a slow one may take, and nobody waits for it


def test_a_head_that_comes_letter_by_letter_is_answered(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for place in range(0, len(HEAD)):
            connection.sendall(HEAD[place : place + 1])
        connection.sendall(b"Connection: close\r\n\r\n")
        assert b'"up"' in b"".join(iter(lambda: connection.recv(4096), b""))


@pytest.mark.parametrize("asks_first", [False, True])
def test_a_flood_of_silent_connections_pushes_out_its_own(server: Server, asks_first: bool) -> None:
    with ExitStack() as stack:
        for _ in range(1200):  # more than both workers keep
            silent = stack.enter_context(socket.create_connection(("127.0.0.1", server.port)))
            if asks_first:
                silent.sendall(HEAD + b"\r\n")
                assert silent.recv(4096).startswith(b"HTTP/1.1 200")
        for _ in range(20):
            assert get(server.port, "/healthz").status == 200
        assert server.said("could not be ended") == 0


def test_requests_sent_together_are_answered_in_their_order(server: Server) -> None:
    paths = (b"/healthz", b"/readyz", b"/robots.txt", b"/nothing")
    requests = [b"GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n" % path for path in paths]
    requests[-1] = requests[-1].replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(b"".join(requests))
        received = b"".join(iter(lambda: connection.recv(65536), b""))
    statuses = [part[:3] for part in received.split(b"HTTP/1.1 ")[1:]]
    assert statuses == [b"200", b"200", b"200", b"404"]


def test_a_whole_answer_arrives_however_large_and_slowly_read(server: Server) -> None:
    request = b"GET /data/catalogue.sqlite HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    whole = exchange(server.port, request).body
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.sendall(request)
        received = bytearray()
        while part := connection.recv(20_000):
            received += part
            time.sleep(0.001)
    assert bytes(received).endswith(whole[-1000:])
    assert len(received) > len(whole) > 100_000


def test_connections_that_are_kept_are_answered_again(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        for _ in range(50):
            connection.sendall(HEAD + b"\r\n")
            answer = b""
            while not answer.endswith(b"}\n"):  # head and body may come one after the other
                answer += connection.recv(65536)
            assert answer.startswith(b"HTTP/1.1 200")
            assert b"keep-alive" in answer


def test_no_promise_to_keep_a_connection_is_broken_on_a_busy_machine(server: Server) -> None:
    with ExitStack() as stack:
        kept = [
            stack.enter_context(socket.create_connection(("127.0.0.1", server.port)))
            for _ in range(16)
        ]
        request = b"GET /search?q=clients HTTP/1.1\r\nHost: localhost\r\n\r\n"
        for _ in range(25):
            for connection in kept:
                connection.sendall(request)
            for connection in kept:
                head, _, body = whole_answer(connection).partition(b"\r\n\r\n")
                assert head.startswith(b"HTTP/1.1 200")
                assert body


def whole_answer(connection: socket.socket) -> bytes:
    received = b""
    while True:
        part = connection.recv(1 << 18)
        assert part, f"hung up after {received[:80]!r}"
        received += part
        head, separator, body = received.partition(b"\r\n\r\n")
        if separator:
            length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
            if len(body) >= length:
                return received


def test_who_sends_a_body_is_seen_off(server: Server) -> None:
    request = b"POST /search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nabcd"
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(request)
        assert b" 405 " in b"".join(iter(lambda: connection.recv(65536), b"")).partition(b"\r")[0]


PING = b'{"jsonrpc":"2.0","id":1,"method":"ping"}'
POST = b"POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % len(PING)
PONG = b'{"jsonrpc":"2.0","id":1,"result":{}}'


def answer_on(connection: socket.socket) -> bytes:
    """The next answer, which ends as that to a ping does."""
    received = b""
    while not received.endswith(PONG) and (piece := connection.recv(4096)):
        received += piece
    return received


def test_a_connection_is_kept_for_one_message_after_another(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        for _ in range(3):
            connection.sendall(POST + PING)
            answer = answer_on(connection)
            assert answer.startswith(b"HTTP/1.1 200")
            assert b"Connection: keep-alive" in answer


def test_a_message_that_comes_in_pieces_is_answered(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for piece in (POST[:20], POST[20:], PING[:1], PING[1:9], PING[9:]):
            connection.sendall(piece)
            time.sleep(0.05)
        assert answer_on(connection).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("headers", [b"Content-Length: 9\r\n", b"Transfer-Encoding: chunked\r\n"])
def test_who_sends_a_body_that_nobody_reads_is_told_that_the_connection_ends(
    server: Server, headers: bytes
) -> None:
    request = b"POST /search HTTP/1.1\r\nHost: localhost\r\n%s\r\n" % headers
    answer = exchange(server.port, request)
    assert answer.status == 405
    assert answer.headers["connection"] == "close"


def test_the_sdk_s_client_is_answered_by_several_workers(sample_home: Path) -> None:
    async def ask(port: int) -> list[bool | None]:
        async with Client(f"http://127.0.0.1:{port}/mcp") as client:
            return [(await client.call_tool("search", {"query": q})).is_error for q in "abcdefgh"]

    with serving(sample_home, workers=2) as server:
        assert awaited(ask(server.port)) == [False] * 8
