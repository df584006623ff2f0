"""Resuming and waiting, against servers that do it wrong: index.sources.transfer and web."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from email.utils import formatdate
from pathlib import Path

import pytest

from index.errors import DownloadError
from index.sources.transfer import WrongContentError, download
from index.sources.web import MAX_WAIT_S, Client, UnreachableError
from tests.publisher import Request, Server, server

__all__ = ["server"]  # a fixture

OLD = b"".join(b"old %06d\n" % line for line in range(62_890))
NEW = b"".join(b"new %06d\n" % line for line in range(62_890))
CUT = 300_000
DAY_1, DAY_2 = "Fri, 02 Oct 2026 08:00:00 GMT", "Sat, 03 Oct 2026 08:00:00 GMT"


@dataclass(frozen=True)
class Answer:
    """One answer of a server; what its headers announce need not be what it sends."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    announced: int | None = None

    def send(self, request: Request) -> None:
        request.send_response_only(self.status)
        length = len(self.body) if self.announced is None else self.announced
        for name, value in {"Content-Length": str(length), **self.headers}.items():
            if value:
                request.send_header(name, value)
        request.end_headers()
        request.wfile.write(self.body)


def whole(content: bytes, **headers: str) -> Answer:
    return Answer(200, content, named(headers))


def cut_off(content: bytes = OLD, **headers: str) -> Answer:
    """The first CUT bytes, and then nothing."""
    return Answer(200, content[:CUT], named(headers), len(content))


def part(content: bytes, first: int = CUT, *, status: int = 206, **headers: str) -> Answer:
    told = f"bytes {first}-{len(content) - 1}/{len(content)}"
    return Answer(status, content[first:], {"Content-Range": told, **named(headers)})


def named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


Bring = Callable[[Sequence[Answer]], bytes]


@pytest.fixture
def waits() -> list[float]:
    """Seconds that were waited, had the test not been in a hurry."""
    return []


@pytest.fixture
def client(waits: list[float], monkeypatch: pytest.MonkeyPatch) -> Client:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "TASKDEX_USER_AGENT"):
        monkeypatch.delenv(name, raising=False)
    return Client(5, sleep=waits.append)


@pytest.fixture
def bring(server: Server, client: Client, tmp_path: Path) -> Bring:
    """Downloads a file from a server that gives these answers, one after another."""

    def bring_it(answers: Sequence[Answer]) -> bytes:
        left = list(answers)
        server.handlers["/t"] = lambda request: left.pop(0).send(request)
        download(client, f"{server.url}/t", tmp_path / "t.part", lambda size, total: None)
        assert not left, "the server was not asked so often"
        assert not (tmp_path / "t.part.json").exists()
        return (tmp_path / "t.part").read_bytes()

    return bring_it


# --- what may be joined --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answers",
    [
        [cut_off(ETag='"A"'), part(OLD, ETag='"A"')],
        [cut_off(Last_Modified=DAY_1), part(OLD, Last_Modified=DAY_1)],
        # Beside the validator that was asked for, a 206 need not repeat the other.
        [cut_off(ETag='"A"', Last_Modified=DAY_1), part(OLD, ETag='"A"')],
        # The total need not be told again.
        [
            cut_off(ETag='"A"'),
            Answer(
                206, OLD[CUT:], {"ETag": '"A"', "Content-Range": f"bytes {CUT}-{len(OLD) - 1}/*"}
            ),
        ],
        [
            cut_off(ETag='"A"'),
            Answer(
                206,
                OLD[CUT:],
                {"ETag": '"A"', "Content-Range": f"BYTES {CUT}-{len(OLD) - 1}/{len(OLD)} "},
            ),
        ],
    ],
)
def test_the_rest_of_the_same_file_is_joined(bring: Bring, answers: list[Answer]) -> None:
    assert bring(answers) == OLD


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (cut_off(ETag='"A"'), part(NEW, ETag='"B"')),
        (cut_off(ETag='"A"'), part(NEW)),
        (cut_off(ETag='"A"'), part(NEW, ETag='W/"A"')),
        (cut_off(Last_Modified=DAY_1), part(NEW, Last_Modified=DAY_2)),
        (cut_off(Last_Modified=DAY_1), part(NEW)),
        (cut_off(Last_Modified=DAY_1), part(NEW, ETag='"B"')),
        (cut_off(ETag='"A"', Last_Modified=DAY_1), part(NEW, ETag='"A"', Last_Modified=DAY_2)),
        (cut_off(ETag='W/"A"', Last_Modified=DAY_1), part(NEW, ETag='W/"B"', Last_Modified=DAY_1)),
        (cut_off(ETag='"A"'), part(NEW + b"more", ETag='"A"')),
        (cut_off(ETag='"A"'), part(NEW[:-100], ETag='"A"')),
        (cut_off(ETag='"A"'), Answer(206, NEW[CUT:], {"ETag": '"A"'})),
        (
            cut_off(ETag='"A"'),
            Answer(206, NEW[CUT:], {"ETag": '"A"', "Content-Range": "bytes */9"}),
        ),
        (
            cut_off(ETag='"A"'),
            Answer(
                206,
                b"--x\r\n\r\n",
                {"ETag": '"A"', "Content-Type": "multipart/byteranges; boundary=x"},
            ),
        ),
        # Another form of the file, or an answer to another question.
        (
            cut_off(ETag='"A"'),
            Answer(
                206,
                b"gzip",
                {
                    "ETag": '"A"',
                    "Content-Encoding": "gzip",
                    "Content-Range": f"bytes {CUT}-{len(OLD) - 1}/{len(OLD)}",
                },
            ),
        ),
        (
            cut_off(ETag='"A"'),
            Answer(
                206,
                NEW[CUT:],
                {
                    "ETag": '"A"',
                    "Content-Type": "multipart/byteranges; boundary=x",
                    "Content-Range": f"bytes {CUT}-{len(OLD) - 1}/{len(OLD)}",
                },
            ),
        ),
        (cut_off(ETag='"A"'), Answer(304, b"", {"ETag": '"A"'})),
        (
            cut_off(ETag='"A"'),
            Answer(
                206,
                NEW[CUT:] + b"more",
                {"ETag": '"A"', "Content-Range": f"bytes {CUT}-{len(OLD) - 1}/{len(OLD)}"},
            ),
        ),
        # Nothing but the whole file is left to ask for, whatever was remembered.
        (cut_off(ETag='"A"'), Answer(416, b"", {"Content-Range": "bytes */300000", "ETag": '"B"'})),
        (cut_off(ETag='"A"'), Answer(416, b"", {"Content-Range": "bytes */300000"})),
        (cut_off(ETag='"A"'), Answer(416)),
    ],
)
def test_the_rest_of_another_file_is_never_joined(
    bring: Bring, server: Server, first: Answer, second: Answer
) -> None:
    assert bring([first, second, whole(NEW, ETag='"B"')]) == NEW
    assert server.got("/t") == [None, f"bytes={CUT}-", None]


def test_a_200_that_is_a_part_is_not_taken_for_the_whole(bring: Bring) -> None:
    rest = part(OLD, status=200, ETag='"A"')
    assert bring([cut_off(ETag='"A"'), rest]) == OLD


def test_a_200_that_is_a_part_of_another_file_is_not_joined(bring: Bring) -> None:
    rest = part(NEW, status=200, ETag='"B"')
    assert bring([cut_off(ETag='"A"'), rest, whole(NEW, ETag='"B"')]) == NEW


def test_a_tail_that_does_not_say_so_is_not_taken_for_the_whole(bring: Bring) -> None:
    tail = whole(OLD[CUT:], ETag='"A"')
    assert bring([cut_off(ETag='"A"'), tail, whole(OLD, ETag='"A"')]) == OLD


def test_a_200_to_a_resumed_request_is_the_whole_file_anew(bring: Bring) -> None:
    assert bring([cut_off(ETag='"A"'), whole(NEW, ETag='"B"')]) == NEW
    assert bring([cut_off(ETag='"A"'), whole(OLD, ETag='"A"')]) == OLD


@pytest.mark.parametrize("first", [0, 1, 1000, CUT - 1])
def test_a_part_from_an_earlier_byte_is_cut_to_fit(bring: Bring, first: int) -> None:
    assert bring([cut_off(ETag='"A"'), part(OLD, first, ETag='"A"')]) == OLD


def test_a_part_from_a_later_byte_leaves_no_gap(bring: Bring) -> None:
    later = part(OLD, CUT + 1, ETag='"A"')
    assert bring([cut_off(ETag='"A"'), later, whole(OLD, ETag='"A"')]) == OLD


def test_a_part_that_nobody_asked_for_is_no_file(bring: Bring) -> None:
    with pytest.raises(DownloadError, match="a part of the file, which was not asked for"):
        bring([part(OLD)])


def test_a_server_that_sends_a_piece_at_a_time_is_asked_for_the_next(bring: Bring) -> None:
    size = 50_000

    def piece(first: int) -> Answer:
        body = OLD[first : first + size]
        told = f"bytes {first}-{first + len(body) - 1}/{len(OLD)}"
        return Answer(206, body, {"Content-Range": told, "ETag": '"A"'})

    rest = [piece(first) for first in range(CUT, len(OLD), size)]
    assert len(rest) > 6
    assert bring([cut_off(ETag='"A"'), *rest]) == OLD


@pytest.mark.parametrize(
    "version",
    [
        {},
        {"ETag": '""'},
        {"ETag": 'W/"A"'},
        {"ETag": 'w/"A"'},
        {"Last_Modified": DAY_1, "Date": DAY_1},  # written in the second in which it was sent
    ],
)
def test_what_cannot_be_told_apart_is_not_resumed(
    bring: Bring, server: Server, version: dict[str, str]
) -> None:
    first = Answer(200, OLD[:CUT], named(version), len(OLD))
    assert bring([first, whole(NEW, **version)]) == NEW
    assert server.got("/t") == [None, None]


def test_a_record_of_another_kind_is_not_trusted(
    bring: Bring, server: Server, tmp_path: Path
) -> None:
    (tmp_path / "t.part").write_bytes(OLD[:CUT])
    known = json.dumps({"url": f"{server.url}/t", "validator": '"A"', "etag": 7})
    (tmp_path / "t.part.json").write_text(known)
    assert bring([whole(NEW, ETag='"A"')]) == NEW
    assert server.got("/t") == [None]


# --- what a server says ---------------------------------------------------------------------------


@pytest.mark.parametrize("status", [429, 503])
def test_who_is_asked_to_wait_waits_and_asks_again(
    bring: Bring, waits: list[float], status: int
) -> None:
    assert bring([Answer(status, b"", {"Retry-After": "7"}), whole(OLD)]) == OLD
    assert waits == [7]


def test_a_retry_after_may_be_a_date(bring: Bring, waits: list[float]) -> None:
    past = Answer(503, b"", {"Retry-After": "Fri, 31 Dec 1999 23:59:59 GMT"})
    assert bring([past, whole(OLD)]) == OLD
    assert waits == [0]


@pytest.mark.parametrize("told", ["", "soon", "-3", "1e9", "٣"])
def test_without_a_time_to_wait_each_wait_is_longer(
    bring: Bring, waits: list[float], told: str
) -> None:
    busy = Answer(503, b"", {"Retry-After": told.encode().decode("latin-1")})
    assert bring([busy, busy, busy, whole(OLD)]) == OLD
    assert waits == sorted(set(waits))
    assert all(0 < wait <= MAX_WAIT_S for wait in waits)


@pytest.mark.parametrize("status", [408, 425, 500, 502, 504])
def test_an_error_of_the_server_may_pass(bring: Bring, waits: list[float], status: int) -> None:
    assert bring([Answer(status), whole(OLD)]) == OLD
    assert len(waits) == 1


def test_a_wait_without_end_is_not_begun(bring: Bring, waits: list[float]) -> None:
    with pytest.raises(DownloadError, match=r"asks to wait 86,400 seconds.*fetch.* again then"):
        bring([Answer(429, b"", {"Retry-After": "86400"})])
    with pytest.raises(DownloadError, match="asks to wait"):
        bring([Answer(503, b"", {"Retry-After": formatdate(4e9, usegmt=True)})])
    assert waits == []


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "wants a login"),
        (403, "does not give this file to us.*TASKDEX_USER_AGENT"),
        (404, "has no such file.*TASKDEX_DOWNLOADS"),
        (407, "HTTPS_PROXY"),
        (410, "has no such file"),
        (429, "too many requests"),
        (451, "for legal reasons"),
        (500, "has an error of its own"),
        (502, "has an error of its own"),
        (503, "is overloaded or being maintained"),
        (504, "has an error of its own"),
        (418, "answered 418"),
        (204, "answered 204, which is no file"),
    ],
)
def test_every_refusal_has_words_of_its_own(
    bring: Bring, waits: list[float], status: int, words: str
) -> None:
    with pytest.raises(DownloadError, match=rf"(?s)http\S+/t: .*{words}") as caught:
        bring([Answer(status)] * 4)
    assert str(status) in str(caught.value)
    assert len(waits) in (0, 3)


def test_a_server_that_is_busy_in_the_middle_is_waited_for(bring: Bring) -> None:
    busy = Answer(503, b"", {"Retry-After": "1"})
    assert bring([cut_off(ETag='"A"'), busy, part(OLD, ETag='"A"')]) == OLD


def test_a_refusal_in_the_middle_keeps_what_came(bring: Bring, tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match="403"):
        bring([cut_off(ETag='"A"'), Answer(403)])
    assert (tmp_path / "t.part").stat().st_size == CUT


@pytest.mark.parametrize("encoding", ["identity", "Identity", " ", ""])
def test_a_file_as_it_is_may_be_said_to_be_so(bring: Bring, encoding: str) -> None:
    assert bring([whole(OLD, Content_Encoding=encoding)]) == OLD


@pytest.mark.parametrize(
    ("kind", "content", "words"),
    [
        ("application/xhtml+xml", b"<html/>", "a web page"),
        ("application/octet-stream", b"<!-- portal --><html>login</html>", "a web page"),
        ("text/plain", b'\xef\xbb\xbf<?xml version="1.0"?><Error/>', "a web page"),
        ("application/json", b'{"error": "rate\nlimited"}', 'a message.*"rate limited"'),
        ("text/csv", b"", "an empty file"),
    ],
)
def test_a_200_with_something_else_is_no_file(
    bring: Bring, tmp_path: Path, kind: str, content: bytes, words: str
) -> None:
    with pytest.raises(WrongContentError, match=words):
        bring([whole(content, Content_Type=kind)])
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("host", ["127.0.0.1:9", "user:secret@127.0.0.1:9"])
def test_a_redirect_to_a_server_that_is_not_there_says_which(bring: Bring, host: str) -> None:
    with pytest.raises(DownloadError, match=r"/t: leads to 127\.0\.0\.1:9, which") as caught:
        bring([Answer(302, b"", {"Location": f"http://{host}/t"})])
    assert not isinstance(caught.value, UnreachableError)  # other files may be there


def test_an_answer_that_is_no_http_is_one_line(
    server: Server, client: Client, tmp_path: Path
) -> None:
    def greet(request: Request) -> None:
        request.wfile.write(b"220 mail ready\r\n\r\n")

    server.handlers["/t"] = greet
    with pytest.raises(UnreachableError, match="something that is no HTTP") as caught:
        download(client, f"{server.url}/t", tmp_path / "t.part", lambda *_: None)
    assert len(str(caught.value).splitlines()) == 1


# --- who asks ------------------------------------------------------------------------------------


def agents(server: Server, client: Client) -> list[str | None]:
    heard: list[str | None] = []

    def hear(request: Request) -> None:
        heard.append(request.headers["User-Agent"])
        request.send(b"x")

    server.handlers["/agent"] = hear
    client.exists(f"{server.url}/agent")
    return heard


def test_we_say_who_we_are_and_not_with_which_library(server: Server, client: Client) -> None:
    (agent,) = agents(server, client)
    assert agent is not None
    assert agent.startswith("Taskdex/")
    assert not {"python", "urllib", "requests", "curl", "bot"} & set(agent.lower().split("/-() "))
    assert "urllib" not in agent


def test_who_we_are_can_be_set(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TASKDEX_USER_AGENT", " Library/2 (+mailto:desk@example.org) ")
    assert agents(server, Client(5)) == ["Library/2 (+mailto:desk@example.org)"]


@pytest.mark.parametrize("wrong", ["a\r\nX-Evil: 1", "naïve", "x" * 300, "a\tb"])
def test_a_name_that_no_header_can_carry_is_an_error(
    monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    monkeypatch.setenv("TASKDEX_USER_AGENT", wrong)
    with pytest.raises(DownloadError, match="TASKDEX_USER_AGENT"):
        Client(5)


@pytest.mark.parametrize(
    "url", ["http://[::1", "http:///x", "http://exa mple/x", "http://x:99999/"]
)
def test_an_address_that_is_none_is_an_error_that_names_it(client: Client, url: str) -> None:
    with pytest.raises(DownloadError) as caught:
        client.exists(url)
    assert not isinstance(caught.value, UnreachableError) or "http" not in url[:4]
