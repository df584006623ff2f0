"""Whatever comes in, from a visitor or in a publisher's file, is answered or refused in order.

Hypothesis makes the inputs: a few hundred each time, tens of thousands under `slow`.
"""

from __future__ import annotations

import random
import shutil
from collections import Counter
from pathlib import Path
from urllib.parse import quote_from_bytes

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import corpus
from index.errors import QueryError, SourceError
from index.query import FILTERS, KINDS, MAX_CHARACTERS, MAX_READ, MAX_WORDS, SORTS, Query, parse
from tests.support import write_everything
from tests.web.pages import Page

FEW, MANY = 100, 5_000
hypothesis = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

# --- the query parser ----------------------------------------------------------------------------

PIECES = (
    *('"', "-", ":", "(", ")", "*", "~", "^", "[", "]", "TO", "AND", "OR", "exposure:", "E2", "\0"),
    *("type:core", "group:29", "zone:", "occupation:", "29-1129.01", "task-19156", "the", "art"),
    *("\u202e", "\u200d", "\u0301", "\ud800", "\u2028", "é", "ﬁ", "ß", "İ", "٣", "😀", " ", "\r\n"),
)
typed = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=40).map("".join)
parameters = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.sampled_from(KINDS) | st.text(max_size=8) | st.none(),
        "sort": st.sampled_from(SORTS) | st.text(max_size=8),
        "page": st.integers(),
        "size": st.integers(),
        "filters": st.dictionaries(
            st.sampled_from([*FILTERS, "occupation"]) | st.text(max_size=8),
            st.lists(st.sampled_from(["E0", "core", "29", "yes"]) | st.text(max_size=12)),
            max_size=4,
        ),
    },
)


def check_query(text: str, beside: dict[str, object]) -> None:
    try:
        query = parse(text, **beside)  # type: ignore[arg-type]  # some of it is wrong on purpose
    except QueryError:
        return
    assert isinstance(query, Query)
    assert len(query.text) <= MAX_CHARACTERS
    assert len(query.words) <= MAX_READ
    assert sum(map(len, query.phrases)) <= MAX_WORDS
    assert "\0" not in query.text
    query.text.encode()


@settings(hypothesis, max_examples=FEW)
@given(text=typed, beside=parameters)
def test_every_query_is_read_or_refused(text: str, beside: dict[str, object]) -> None:
    check_query(text, beside)


@pytest.mark.slow
@settings(hypothesis, max_examples=4 * MANY)
@given(text=typed, beside=parameters)
def test_every_one_of_many_queries_is_read_or_refused(text: str, beside: dict[str, object]) -> None:
    check_query(text, beside)


# --- addresses and headers -----------------------------------------------------------------------

BEGINNINGS = (
    *("/", "/search", "/_/search", "/tasks/", "/tasks/task-", "/occupations/", "/activities/"),
    *("/api/v1/search", "/api/v1/suggest", "/api/v1/tasks/", "/api/v1/occupations/", "/compare"),
    *("/api/v1/activities/", "/_/occupations/29-1129.01", "/data/", "/static/", "/sitemap-", "/_/"),
)
NAMES = (
    *("q", "page", "size", "kind", "sort", "exposure", "type", "group", "zone", "used", "verbatim"),
    *("occupation", "importance", "tasks", "occupations", "reverse", "human", "add", "v"),
)
VALUES = ("1", "0", "-1", "art", "E2", "task", "29-1129.01", "19156,19147", "1e9", "best", "core")
HEADERS = (
    *("HX-Request", "HX-Source", "HX-Current-URL", "HX-History-Restore-Request", "If-None-Match"),
    *("If-Modified-Since", "Range", "If-Range", "Accept", "Accept-Encoding", "X-Forwarded-For"),
    *("X-Forwarded-Host", "X-Request-ID", "Content-Length", "Content-Type", "Cookie", "Referer"),
)
some_bytes = st.binary(max_size=20) | st.text(max_size=10).map(
    lambda text: text.encode("utf-8", "surrogatepass")
)
value = st.sampled_from(VALUES).map(str.encode) | some_bytes
requests = st.fixed_dictionaries(
    {
        "beginning": st.sampled_from(BEGINNINGS),
        "rest": st.just(b"") | some_bytes,
        "arguments": st.lists(st.tuples(st.sampled_from(NAMES), value), max_size=5),
        "headers": st.dictionaries(
            st.sampled_from(HEADERS),
            st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=30),
            max_size=3,
        ),
        "method": st.sampled_from(["GET"] * 6 + ["HEAD", "POST", "OPTIONS"]),
    }
)


def check_request(client: FlaskClient, asked: dict[str, object]) -> int:
    path = f"{asked['beginning']}{quote_from_bytes(asked['rest'])}"  # type: ignore[arg-type]
    path = f"/{path.lstrip('/')}"  # the test's client takes what follows two slashes for a host
    pairs: list[tuple[str, bytes]] = asked["arguments"]  # type: ignore[assignment]
    query = "&".join(f"{name}={quote_from_bytes(given)}" for name, given in pairs)
    with client.open(
        f"{path}?{query}",
        method=asked["method"],
        headers=asked["headers"],
    ) as response:
        assert response.status_code < 500, (response.status_code, response.data[:300])
        for _, told in response.headers:
            assert not {"\r", "\n"} & set(told)
        if asked["method"] == "HEAD":
            assert response.data == b""
        elif response.mimetype == "text/html" and response.status_code not in (301, 303, 308):
            assert Page(response.data.decode()).problems == []
        return response.status_code


@settings(hypothesis, max_examples=2 * FEW)
@given(asked=requests)
def test_every_request_gets_an_answer_that_is_no_error_of_ours(
    app: Flask, asked: dict[str, object]
) -> None:
    check_request(app.test_client(), asked)


@pytest.mark.slow
@settings(hypothesis, max_examples=2 * MANY)
@given(asked=requests)
def test_every_one_of_many_requests_gets_an_answer_that_is_no_error_of_ours(
    app: Flask, asked: dict[str, object]
) -> None:
    check_request(app.test_client(), asked)


# --- publishers' files ---------------------------------------------------------------------------

TOKENS = (
    *(b"", b"\t", b",", b"\r\n", b"\n\n", b'"', b'""', b"\0", b"\xff", b"\xef\xbb\xbf", b"NaN"),
    *(
        b"inf",
        b"-1",
        b"1e999",
        b"9" * 400,
        b"n/a",
        b"0",
        b"<b>",
        b"<!doctype html>",
        b"::",
        b"\x1a",
    ),
    *(
        b"Task ID",
        b"IM",
        b"2,5",
        b"1_000",
        "٣".encode(),
        "\u202e".encode(),
        b" ",
        b"../",
        b"GLOBAL",
    ),
)


def mutate(content: bytes, chance: random.Random) -> bytes:
    """One to three small changes, at places and of kinds that `chance` gives."""
    for _ in range(chance.randint(1, 3)):
        start = chance.randint(0, len(content))
        end = min(len(content), start + chance.choice([0, 0, 1, 2, 5, 20, 200]))
        match chance.randint(0, 5):
            case 0:
                content = content[:start]
            case 1:
                content = content[:start] + content[end:]
            case 2:
                content = content[:end] + content[start:]
            case 3 if content:
                place = min(start, len(content) - 1)
                flipped = bytes([content[place] ^ 1 << chance.randint(0, 7)])
                content = content[:place] + flipped + content[place + 1 :]
            case 4:
                lines = content.splitlines(keepends=True)
                chance.shuffle(lines)
                content = b"".join(lines)
            case _:
                content = content[:start] + chance.choice(TOKENS) + content[end:]
    return content


def read_mutated(folder: Path, count: int, seed: int) -> Counter[str]:
    """Reads a sources folder with one changed file, so many times; says how it ended."""
    chance = random.Random(seed)
    write_everything(folder)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    ends: Counter[str] = Counter()
    for number in range(count):
        path = chance.choice(files)
        whole = path.read_bytes()
        changed = mutate(whole, chance)
        path.write_bytes(changed)
        try:
            corpus.read(folder, lambda _: None)
            ends["read"] += 1
        except SourceError as error:
            ends[told(error, folder)] += 1
        except Exception as error:
            raise AssertionError(f"seed {seed}, number {number}: {path}: {changed!r}") from error
        finally:
            path.write_bytes(whole)
    shutil.rmtree(folder)
    return ends


def told(error: SourceError, folder: Path) -> str:
    """How a file was refused; every message names something in the sources folder."""
    named = folder / error.path.partition("!")[0]
    assert named.exists() or named.parent.exists()
    assert str(error).startswith(error.path)
    assert error.problem.endswith(".")
    assert error.line is None or error.line >= 1
    return "refused with a line" if error.line else "refused"


def test_a_changed_source_file_is_read_or_refused_by_name(tmp_path: Path) -> None:
    ends = read_mutated(tmp_path / "sources", 2 * FEW, seed=1)
    assert ends["refused with a line"] > FEW // 3


@pytest.mark.slow
def test_every_one_of_many_changed_source_files_is_read_or_refused_by_name(tmp_path: Path) -> None:
    ends = read_mutated(tmp_path / "sources", 4 * MANY, seed=2)
    print(f"\n{sum(ends.values())} changed files: {dict(ends)}")  # noqa: T201
    assert ends["refused with a line"] > MANY
