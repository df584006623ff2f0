"""Claims about answers in the codings that a browser takes: webapp.http.compression."""

from __future__ import annotations

import gzip

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from webapp.http import compression
from webapp.http.compression import chosen
from webapp.http.memory import BodyCache

from .pages import ADDRESSES

UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}
TEXTS = (
    *("/tasks/task-19156.json", "/tasks/task-19156.md", "/api/v1/search?q=art"),
    *("/_/search?q=art", "/sitemap.xml", "/llms.txt", "/changes.atom", "/nothing", "/api/nothing"),
    *("/static/css/base.css", "/static/img/icon.svg", "/static/vendor/htmx-4.0.1.min.js"),
)


@pytest.mark.parametrize("coding", UNPACK)
@pytest.mark.parametrize("address", [*ADDRESSES, *TEXTS])
def test_every_text_comes_in_the_coding_that_is_taken(
    client: FlaskClient, address: str, coding: str
) -> None:
    with client.get(address) as plain, client.get(address, headers=takes(coding)) as packed:
        body = plain.data
        assert "Content-Encoding" not in plain.headers
        assert packed.status_code == plain.status_code
        for response in (plain, packed):
            assert "Accept-Encoding" in response.vary
        if len(body) < compression.SMALLEST:
            assert packed.data == body
            return
        assert packed.headers["Content-Encoding"] == coding
        assert UNPACK[coding](packed.data) == body
        assert packed.content_length == len(packed.data) < len(body)
        assert packed.content_type == plain.content_type


def takes(coding: str, **others: str) -> dict[str, str]:
    return {"Accept-Encoding": coding, **others}


@pytest.mark.parametrize(
    "address",
    ["/tasks/task-19156", "/_/search?q=art", "/api/v1/search?q=art", "/static/css/base.css"],
)
def test_a_browser_that_has_a_page_in_any_coding_gets_304(
    client: FlaskClient, address: str
) -> None:
    for first in ("br", "gzip", "identity"):
        with client.get(address, headers=takes(first)) as whole:
            tag = whole.headers["ETag"]
        assert tag.startswith("W/") == (first != "identity")
        for second in ("br", "gzip", "identity"):
            with client.get(address, headers=takes(second, **{"If-None-Match": tag})) as again:
                assert (again.status_code, again.data) == (304, b"")
                assert "Content-Encoding" not in again.headers
                assert again.headers["ETag"].startswith("W/") == (second != "identity")
                assert "Accept-Encoding" in again.vary


@pytest.mark.parametrize("coding", ["br", "gzip", "identity"])
@pytest.mark.parametrize("address", ["/tasks/task-19156", "/static/css/base.css", "/nothing"])
def test_head_says_what_get_would(client: FlaskClient, address: str, coding: str) -> None:
    with (
        client.get(address, headers=takes(coding)) as whole,
        client.head(address, headers=takes(coding)) as head,
    ):
        assert head.data == b""
        for name in ("Content-Encoding", "Content-Length", "ETag", "Vary", "Content-Type"):
            assert head.headers.get(name) == whole.headers.get(name), name


def test_a_part_of_a_static_file_is_in_no_coding(client: FlaskClient) -> None:
    address = "/static/css/base.css"
    with client.get(address) as whole:
        expected = whole.data[2:9]
    with client.get(address, headers=takes("br", Range="bytes=2-8")) as part:
        assert (part.status_code, part.data) == (206, expected)
        assert "Content-Encoding" not in part.headers
    with client.get(address, headers=takes("br")) as packed:
        assert "Accept-Ranges" not in packed.headers


@pytest.mark.parametrize(
    "address",
    [
        *("/static/img/card.png", "/static/img/favicon.ico"),
        *("/data/tasks.jsonl.gz", "/data/catalogue.sqlite"),
    ],
)
def test_what_is_compressed_already_stays_as_it_is(client: FlaskClient, address: str) -> None:
    with client.get(address) as plain, client.get(address, headers=takes("br, gzip")) as other:
        assert other.data == plain.data
        assert "Content-Encoding" not in other.headers
        assert "Vary" not in other.headers


def test_an_answer_that_is_given_again_is_compressed_once(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed: list[int] = []
    compress = brotli.compress

    def counting(body: bytes, **options: int) -> bytes:
        packed.append(options["quality"])
        result: bytes = compress(body, **options)
        return result

    monkeypatch.setattr("webapp.http.compression.brotli.compress", counting)
    for name in ("taskdex-bodies", "taskdex-compressed", "taskdex-compressed-static"):
        monkeypatch.setitem(app.extensions, name, BodyCache(100_000))
    for _ in range(3):
        for address in ("/_/search?q=art", "/search?q=art", "/static/css/base.css"):
            client.get(address, headers=takes("br")).close()
    assert packed == [compression.FAST, compression.QUALITY, compression.BEST]


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0.2, gzip", "gzip"),
        ("br;q=0, *", "gzip"),
        ("*", "br"),
        ("gzip;q=0", None),
        ("identity", None),
        ("zstd", None),
        ("", None),
        (";;,q=7,gzip;q=x" * 99, None),
    ],
)
def test_the_coding_is_the_one_that_is_taken_best(accepted: str, coding: str | None) -> None:
    assert chosen(accepted) == coding
