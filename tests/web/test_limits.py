"""Claims about how much one address may ask."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from webapp import create_app
from webapp.config import Config
from webapp.server import shared_memory
from webapp.server.rate_limit import DEFAULT, FREE, Limiter, is_of_the_internet, key_of
from webapp.server.shared_memory import SharedMemory

from .pages import Page

SECOND = 1_000_000_000
OUTSIDE = "8.8.8.8"


class Clock:
    """Nanoseconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 10**15

    def __call__(self) -> int:
        return self.now


def memory_with_known_secret() -> SharedMemory:
    """Which addresses share a cell is chance: with this secret none of those below are refused."""
    memory = shared_memory.attach(None)
    memory.secret = bytes(range(shared_memory.SECRET_BYTES))
    return memory


def limiter(rate: float) -> tuple[Limiter, Clock]:
    clock = Clock()
    return Limiter(memory_with_known_secret(), rate, clock), clock


def admitted(limited: Limiter, key: bytes, count: int) -> int:
    return sum(limited.wait_s(key) == 0 for _ in range(count))


@pytest.mark.parametrize("rate", [1, 2, 10, 40, 1000])
def test_a_second_s_worth_may_come_at_once_and_then_as_much_each_second(rate: int) -> None:
    limited, clock = limiter(rate)
    assert admitted(limited, b"a", 3 * rate) == rate
    for _ in range(5):
        clock.now += SECOND
        assert admitted(limited, b"a", 3 * rate) == rate


def test_less_than_one_a_second_is_a_limit_too() -> None:
    limited, clock = limiter(0.1)
    assert admitted(limited, b"a", 5) == 1
    clock.now += 9 * SECOND
    assert admitted(limited, b"a", 5) == 0
    clock.now += 2 * SECOND
    assert admitted(limited, b"a", 5) == 1


def test_who_waits_as_long_as_told_goes_on() -> None:
    limited, clock = limiter(7)
    for _ in range(200):
        if wait_s := limited.wait_s(b"a"):
            clock.now += round(wait_s * SECOND) + 1000
            assert limited.wait_s(b"a") == 0


def test_going_on_after_a_refusal_makes_nothing_worse() -> None:
    limited, clock = limiter(10)
    admitted(limited, b"a", 10_000)
    clock.now += SECOND
    assert admitted(limited, b"a", 100) == 10


def test_addresses_do_not_disturb_one_another() -> None:
    limited, _ = limiter(10)
    for number in range(2000):
        assert admitted(limited, number.to_bytes(4), 12) >= 10


def test_a_flood_of_addresses_takes_no_more_memory_and_leaves_the_others_alone() -> None:
    memory = memory_with_known_secret()
    clock = Clock()
    limited = Limiter(memory, 40, clock)
    for number in range(200_000):  # 2,000 a second, each from an address of its own
        limited.wait_s(number.to_bytes(8))
        clock.now += SECOND // 2000
    assert len(memory.limits) == shared_memory.LIMIT_CELLS
    assert sum(admitted(limited, bytes([0xFF, number]), 40) for number in range(100)) >= 3990


@given(rate=st.floats(0.01, 10_000), waits=st.lists(st.integers(0, SECOND), max_size=60))
def test_never_more_than_the_rate_and_one_second_s_worth(rate: float, waits: list[int]) -> None:
    limited, clock = limiter(rate)
    started, count = clock.now, 0
    for wait in waits:
        clock.now += wait
        count += limited.wait_s(b"a") == 0
    elapsed_s = (clock.now - started) / SECOND
    assert count <= rate * (elapsed_s + 1) * 1.001 + 1


def test_an_ipv6_customer_is_one_address() -> None:
    assert key_of("2001:db8:1:2::1") == key_of("2001:db8:1:2:ffff::9")
    assert key_of("2001:db8:1:2::1") != key_of("2001:db8:1:3::1")
    assert key_of("::ffff:192.0.2.1") == key_of("192.0.2.1") != key_of("192.0.2.2")
    assert key_of(None) == key_of("unix:") == key_of("1.2.3.4.5") == b""


def test_only_addresses_of_the_internet_have_a_limit_that_nobody_set(sample_home: Path) -> None:
    client = create_app(Config(home=sample_home)).test_client()
    for address in ("127.0.0.1", "10.1.2.3", "192.168.0.9", "::1", "fd00::1"):
        assert not is_of_the_internet(address)
        assert set(statuses(client, address, round(DEFAULT) + 20)) == {200}
    assert 429 in statuses(client, OUTSIDE, 2 * round(DEFAULT) + 20)


def statuses(client: FlaskClient, address: str, count: int, path: str = "/robots.txt") -> list[int]:
    found = []
    for _ in range(count):
        with client.get(path, environ_base={"REMOTE_ADDR": address}) as response:
            found.append(response.status_code)
    return found


@pytest.fixture
def limited(sample_home: Path) -> Callable[..., FlaskClient]:
    def make(rate: float = 0.01, hops: int = 0) -> FlaskClient:
        """A client whose first request is the last one for 100 seconds."""
        config = Config(home=sample_home, rate_limit=rate, trusted_hops=hops)
        return create_app(config).test_client()

    return make


def test_a_limit_that_was_set_holds_for_everyone(limited: Callable[..., FlaskClient]) -> None:
    assert statuses(limited(), "127.0.0.1", 3) == [200, 429, 429]


def test_zero_is_no_limit(limited: Callable[..., FlaskClient]) -> None:
    assert set(statuses(limited(0), OUTSIDE, 200)) == {200}


def test_those_who_look_after_the_server_and_files_are_never_refused(
    limited: Callable[..., FlaskClient],
) -> None:
    client = limited()
    for path in ("/healthz", "/readyz", "/static/css/base.css"):
        assert set(statuses(client, "127.0.0.1", 10, path)) == {200}
    assert set(client.application.view_functions) >= FREE


def test_a_program_gets_problem_json_that_any_site_may_read(
    limited: Callable[..., FlaskClient],
) -> None:
    client = limited()
    client.get("/api/v1/search?q=art")
    response = client.get("/api/v1/search?q=art")
    assert (response.status_code, response.mimetype) == (429, "application/problem+json")
    assert response.get_json()["status"] == 429
    assert 1 <= int(response.headers["Retry-After"]) <= 101
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "no-store" in response.headers["Cache-Control"]


def test_a_person_gets_a_page_that_says_how_long(limited: Callable[..., FlaskClient]) -> None:
    client = limited()
    client.get("/search?q=art")
    response = client.get("/search?q=art")
    assert response.status_code == 429
    assert f"Try again in {response.headers['Retry-After']} seconds" in response.text
    assert Page(response.text).problems == []


def test_a_fragment_asks_for_itself_again(limited: Callable[..., FlaskClient]) -> None:
    client = limited()
    headers = {"HX-Request": "true", "HX-Source": "input#q"}
    client.get("/_/search?q=art", headers=headers)
    response = client.get("/_/search?q=art+%22%3E&page=2", headers=headers)
    assert response.status_code == 429
    page = Page(response.text)
    assert page.problems == []
    (again,) = [each for each in page.all("div") if "hx-get" in each]
    assert again["hx-get"] == "/_/search?q=art%20%22%3E&page=2"
    assert again["hx-trigger"] == f"load delay:{response.headers['Retry-After']}s"
    assert again["id"] == "again-q"
    assert "HX-Push-Url" not in response.headers


def test_what_asks_again_is_treated_as_what_had_asked(client: FlaskClient) -> None:
    shown = {"HX-Request": "true", "HX-Current-URL": "http://localhost/search?q=ar"}
    for source in ("input#q", "div#again-q", "div#again-again-q"):
        response = client.get("/_/search?q=art", headers={**shown, "HX-Source": source})
        replaces = "HX-Replace-Url" in response.headers
        assert replaces == ("again-again" not in source)


def test_the_address_is_the_one_that_a_trusted_hop_tells(
    limited: Callable[..., FlaskClient],
) -> None:
    client = limited(hops=1)

    def ask(forwarded: str) -> int:
        return client.get("/robots.txt", headers={"X-Forwarded-For": forwarded}).status_code

    assert ask("198.51.100.1") == 200
    assert ask("198.51.100.2") == 200
    # What stands before the hop's own entry is the visitor's invention.
    assert ask("203.0.113.77, 198.51.100.1") == 429


def test_an_invented_address_is_no_way_round(limited: Callable[..., FlaskClient]) -> None:
    client = limited()
    client.get("/robots.txt")
    for number in range(5):
        told = {"X-Forwarded-For": f"198.51.100.{number}"}
        assert client.get("/robots.txt", headers=told).status_code == 429
