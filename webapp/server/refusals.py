"""What is said to a request that cannot be read: no view and no template is reached by one."""

from __future__ import annotations

import socket
from http import HTTPStatus

from gunicorn import util


def refusal(status: int, why: str) -> bytes:
    """A whole answer, after which the connection ends. `why` is one line for whoever asked."""
    body = f"{why}\n".encode()
    head = (
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n"
        "Content-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + body


def refuse_in_our_words() -> None:
    """Puts `refusal` in the place of gunicorn's own answer.

    Python 3.14's `textwrap.dedent` takes "\\r" for a blank line, so that in gunicorn 27.0 no empty
    line ends the head of that answer, and no client can read it.
    """

    def write_error(client: socket.socket, status: int, _reason: str, why: str) -> None:
        util.write_nonblock(client, refusal(status, why or HTTPStatus(status).phrase))

    util.write_error = write_error
