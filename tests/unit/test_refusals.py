"""What a request that cannot be read is told: an answer that any client can read."""

from __future__ import annotations

import socket
from http.client import HTTPResponse

import pytest
from gunicorn import util

from webapp.server.refusals import refuse_in_our_words


@pytest.mark.parametrize(
    ("status", "why", "said"),
    [(400, "Invalid HTTP Version 'é'", "Invalid HTTP Version 'é'"), (431, "", "Request Header")],
)
def test_what_gunicorn_refuses_is_a_whole_answer(
    monkeypatch: pytest.MonkeyPatch, status: int, why: str, said: str
) -> None:
    monkeypatch.setattr(util, "write_error", util.write_error)  # to have it back afterwards
    refuse_in_our_words()
    client, server = socket.socketpair()
    with client, server:
        util.write_error(server, status, "Bad Request", why)
        server.shutdown(socket.SHUT_WR)
        answer = HTTPResponse(client)
        answer.begin()
        assert (answer.status, answer.version) == (status, 11)
        assert answer.getheader("Content-Type") == "text/plain; charset=utf-8"
        assert said in answer.read().decode()
        answer.close()
