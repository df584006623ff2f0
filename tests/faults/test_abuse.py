"""What people and programs throw at the site: every answer is a sound one."""

from __future__ import annotations

import string
import time
import tracemalloc
from collections.abc import Iterator
from itertools import chain, product
from pathlib import Path
from urllib.parse import quote_from_bytes, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from index import Encyclopedia
from webapp import create_app
from webapp.config import Config
from webapp.http.memory import BodyCache
from webapp.http.render import CACHE_BYTES

SEARCHES = ("/search", "/_/search", "/api/v1/search", "/api/v1/suggest", "/suggest")

SLOWEST_S = 0.25
"""Of processor time for one search; ordinary ones take a few milliseconds."""


def letters() -> Iterator[str]:
    return map("".join, chain(string.ascii_lowercase, product(string.ascii_lowercase, repeat=2)))


def slowest(encyclopedia: Encyclopedia, texts: Iterator[str]) -> tuple[float, str]:
    """The most processor time that one of these searches took, and which."""
    found = (0.0, "")
    for text in texts:
        started = time.thread_time()
        results = encyclopedia.search(text)
        found = max(found, (time.thread_time() - started, text))
        assert not results.partial
    return found


def test_every_letter_and_every_two_letters_are_quick(sample: Encyclopedia) -> None:
    took_s, text = slowest(sample, letters())
    assert took_s < SLOWEST_S, text


@pytest.mark.full
def test_every_letter_and_every_two_letters_are_quick_on_the_full_data(full: Encyclopedia) -> None:
    took_s, text = slowest(full, letters())
    assert took_s < SLOWEST_S, text


EXPENSIVE = (
    *("t*", "*", "*a*", "?*?*", "t:[a TO z]", "t:{a TO z}", 'r"(.*)*x"', "t~9", "x^1e308"),
    *("a OR b OR c OR d", "NOT a", "(((a", "a AND (b OR (c", "*:*", "text:*", "[* TO *]"),
    *("a " * 100, "a b c d e f g h i j", "-a -b -c -d", '"a b" "c d" "e f"', "the of and to in"),
)


@pytest.mark.full
def test_what_looks_like_syntax_is_quick_on_the_full_data(full: Encyclopedia) -> None:
    took_s, text = slowest(full, iter(EXPENSIVE))
    assert took_s < SLOWEST_S, text


BYTES = {
    "a NUL": b"a\0b",
    "half a surrogate pair": b"\xed\xa0\x80",
    "no UTF-8": b"\xff\xfe",
    "cut off": b"caf\xc3",
    "too long a form": b"\xc0\xaf",
    "text turned round": "\u202etxet\u202c".encode(),
    "joiners": ("a\u200d\u200c\ufeff" * 60).encode(),
    "marks upon marks": ("e" + "\u0301" * 190).encode(),
    "line ends": b"a\r\nX-Evil: 1\r\n\r\n<b>",
    "other line ends": "a\u2028b\u2029c\u0085d".encode(),
    "no characters": "\uffff\U0010ffff".encode(),
    "a bracket flood": b"(" * 1000 + b"a" + b")" * 1000,
    "quotes": b'"' * 999,
    "deletion": b"\x7f\x1b[2J",
}


@pytest.mark.parametrize("what", BYTES)
@pytest.mark.parametrize("path", SEARCHES)
def test_no_bytes_in_a_query_are_an_error_of_ours(
    client: FlaskClient, path: str, what: str
) -> None:
    for name in ("q", "kind", "sort", "exposure", "occupation", "page", "verbatim"):
        response = client.get(f"{path}?{name}={quote_from_bytes(BYTES[what])}")
        assert response.status_code in (200, 400), (name, response.status_code)
        assert "X-Evil" not in response.headers
        assert response.data.decode()  # sound UTF-8, and not nothing


PATHS = (
    *("../../etc/passwd", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..%5c..%5c", "%00", "%ff", "\\"),
    *("task-%D9%A3%D9%A9%D9%A2", "9" * 4000, "task-0x1", "task-1e3", "task--1", "task-1%0d%0aX: 1"),
    *("29-1129.01.json.json", "29-1129.01%00.json", "....", ".", "%20", "*", "{{7*7}}", "'--"),
    *("4.A.2.b.2.o.9.9.9.9.9.9", "4..A", "%252e%252e", "con", "task-19156.exe", "?", ";a=b"),
)
UNDER = (
    *("/tasks/", "/occupations/", "/activities/", "/data/", "/static/", "/sitemap-", "/_/", "/"),
    *("/api/v1/tasks/", "/api/v1/occupations/", "/api/v1/activities/", "/api/v1/"),
)


@pytest.mark.parametrize("name", PATHS)
def test_no_path_leads_out_or_breaks_anything(client: FlaskClient, name: str) -> None:
    for place in UNDER:
        with client.get(place + name) as response:
            leads_back = place in ("/", "/api/v1/") and response.status_code == 200
            assert leads_back or response.status_code in (301, 308, 400, 404), place
            assert b"root:" not in response.data
            if location := response.headers.get("Location"):
                assert not urlsplit(location).netloc
                assert "\r" not in location
            assert "X" not in response.headers


def test_leading_zeros_lead_to_the_task_itself(client: FlaskClient) -> None:
    response = client.get("/tasks/task-0392")
    assert response.status_code == 308
    assert response.headers["Location"].endswith("/tasks/task-392")


@pytest.mark.parametrize(
    "address",
    ["//evil.example/..", "//evil.example", "/\\evil.example/", "//About", "///evil.example/"],
)
def test_no_redirect_leaves_the_site(client: FlaskClient, address: str) -> None:
    # As a server hands it over; the test's client would take what follows for a host.
    response = client.get("/", environ_overrides={"PATH_INFO": address, "REQUEST_URI": address})
    location = response.headers.get("Location", "")
    assert not location.startswith(("//", "/\\"))
    assert urlsplit(location).netloc in ("", "localhost")


def test_line_ends_in_a_query_never_end_a_header(client: FlaskClient) -> None:
    headers = {"HX-Request": "true", "HX-Source": "form#finder"}
    asked = "a%0d%0aX-Evil: 1%0aSet-Cookie: a=b"
    for address in (f"/_/search?q={asked}", f"/search/?q={asked}", f"/compare/?tasks={asked}"):
        response = client.get(address, headers=headers)
        named = [*response.headers.getlist("HX-Push-Url"), *response.headers.getlist("Location")]
        assert named
        for value in named:
            assert not {"\r", "\n", " "} & set(value)
        assert {"X-Evil", "Set-Cookie"}.isdisjoint(response.headers.keys())


ALLOWED = {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize("method", ["OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW"])
@pytest.mark.parametrize("path", ["/", "/search", "/_/search", "/api/v1/search", "/tasks/task-392"])
def test_every_other_method_is_told_what_is_allowed(
    client: FlaskClient, path: str, method: str
) -> None:
    response = client.open(path, method=method, data=b"x" * 100)
    assert response.status_code == (200 if method == "OPTIONS" else 405)
    assert {name.strip() for name in response.headers["Allow"].split(",")} == ALLOWED


@pytest.mark.parametrize("path", ["/search?q=art", "/api/v1/search?q=art", "/readyz", "/nothing"])
def test_head_says_what_get_says_and_has_no_body(client: FlaskClient, path: str) -> None:
    got, head = client.get(path), client.head(path)
    assert head.data == b""
    assert head.status_code == got.status_code
    assert head.headers["Content-Type"] == got.headers["Content-Type"]


@pytest.mark.parametrize("path", ["/tasks/task-392", "/api/v1/search?q=art", "/data/tasks.csv"])
def test_any_way_of_naming_what_one_has_is_understood(client: FlaskClient, path: str) -> None:
    with client.get(path) as response:
        tag = response.headers["ETag"]
    strong = tag.removeprefix("W/")
    for has in (tag, strong, f"W/{strong}", f'"other", {strong}', f'"x",W/{strong},"y"', "*"):
        with client.get(path, headers={"If-None-Match": has}) as again:
            assert (again.status_code, again.data) == (304, b""), has
    for other in ('"other"', f'"{strong}', "", "W/", '"', "\xff"):
        with client.get(path, headers={"If-None-Match": other}) as whole:
            assert whole.status_code == 200, other


def test_a_part_is_that_of_the_version_one_has_or_the_whole(client: FlaskClient) -> None:
    with client.get("/data/tasks.csv") as whole:
        tag, body = whole.headers["ETag"], whole.data
    asked = {"Range": "bytes=10-19"}
    with client.get("/data/tasks.csv", headers={**asked, "If-Range": tag}) as part:
        assert (part.status_code, part.data) == (206, body[10:20])
    with client.get("/data/tasks.csv", headers={**asked, "If-Range": '"other"'}) as other:
        assert (other.status_code, other.data) == (200, body)


def test_parameters_that_mean_nothing_are_not_remembered(app: Flask, client: FlaskClient) -> None:
    memory: BodyCache = app.extensions["taskdex-bodies"]
    client.get("/_/search?q=leisure")
    before = memory.size
    for number in range(200):
        response = client.get(f"/_/search?q=leisure&_={number}&utm_{number}=x&__proto__=1")
        assert response.status_code == 200
    assert memory.size == before


def test_what_is_remembered_is_bounded(sample_home: Path) -> None:
    app = create_app(Config(home=sample_home))
    memory: BodyCache = app.extensions["taskdex-bodies"]
    assert memory.limit == CACHE_BYTES
    memory.limit = 200_000
    client = app.test_client()
    for number in range(100):
        client.get(f"/_/search?q=art+{number}")
        assert memory.size <= memory.limit
    assert memory.size > 0


def test_small_answers_count_with_what_they_take_in_memory() -> None:
    """The least fragment has 40 bytes, its key ten times as many."""
    memory = BodyCache(200_000)
    tracemalloc.start()
    try:
        for number in range(10_000):
            memory.put(("/_/compare", "", "a release", (f"tasks={number:0400d}", "br")), bytes(40))
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert 0 < len(memory) < 1_000
    assert taken < 1.5 * memory.limit


FORGED = {
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "javascript",
    "X-Forwarded-Prefix": "/evil",
    "X-Forwarded-Port": "6666",
    "Forwarded": "for=203.0.113.9;host=evil.example;proto=https",
    "X-Original-URL": "/evil",
    "X-Rewrite-URL": "/evil",
    "X-HTTP-Method-Override": "DELETE",
}


@pytest.mark.parametrize("path", ["/", "/tasks/task-392", "/search?q=art", "/sitemap.xml"])
def test_what_a_proxy_would_say_is_ignored_without_one(client: FlaskClient, path: str) -> None:
    forged, honest = client.get(path, headers=FORGED), client.get(path)
    assert forged.status_code == honest.status_code == 200
    assert forged.data == honest.data


def test_a_trusted_hop_is_believed_about_the_last_entry_alone(sample_home: Path) -> None:
    client = create_app(Config(home=sample_home, trusted_hops=1)).test_client()
    told = {"X-Forwarded-Host": "evil.example, localhost", "X-Forwarded-Proto": "http, https"}
    text = client.get("/tasks/task-392", headers=told).text
    assert 'rel="canonical" href="https://localhost/tasks/task-392"' in text
    assert "evil.example" not in text


def test_a_forwarded_host_that_is_not_ours_is_refused(sample_home: Path) -> None:
    client = create_app(Config(home=sample_home, trusted_hops=1)).test_client()
    response = client.get("/tasks/task-392", headers={"X-Forwarded-Host": "evil.example"})
    assert response.status_code == 400


@pytest.mark.parametrize("size", [10_000, 1_000_000])
def test_a_body_that_nobody_asked_for_is_not_read(client: FlaskClient, size: int) -> None:
    response = client.get("/search?q=art", data=b"x" * size)
    assert response.status_code in (200, 413)


def test_a_header_of_htmx_may_hold_anything(client: FlaskClient) -> None:
    for value in ("x" * 5000, "javascript:alert(1)", "http://[", "//evil.example/x", "\xff", ""):
        headers = {"HX-Request": "true", "HX-Source": value, "HX-Current-URL": value}
        response = client.get("/_/search?q=art", headers=headers)
        assert response.status_code == 200
        assert "evil" not in str(response.headers)
