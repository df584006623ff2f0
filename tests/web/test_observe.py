"""Claims about what is noted of requests, and what is not."""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from index.encyclopedia import Encyclopedia
from webapp import create_app
from webapp.config import Config
from webapp.server import shared_memory
from webapp.server.log_lines import LINE_BYTES, Lines
from webapp.server.metrics import BOUNDS_S, Counters, class_of

Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]
SECRET = "zqxsecretxqz"


def samples(text: str) -> Samples:
    """Every sample, as Prometheus's own parser reads it."""
    found: Samples = {}
    for family in text_string_to_metric_families(text):
        assert family.documentation
        assert family.type != "unknown"
        for sample in family.samples:
            key = (sample.name, tuple(sorted(sample.labels.items())))
            assert key not in found
            found[key] = sample.value
    return found


def scrape(client: FlaskClient) -> Samples:
    response = client.get("/metrics")
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    return samples(response.text)


def of_route(name: str, route: str, **labels: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    return name, tuple(sorted({"route": route, **labels}.items()))


@pytest.fixture
def fresh(sample_home: Path) -> FlaskClient:
    """A client of an app that has counted nothing yet."""
    return create_app(Config(home=sample_home)).test_client()


# --- counts --------------------------------------------------------------------------------------


def test_requests_are_counted_by_route_and_class_of_status(fresh: FlaskClient) -> None:
    for path in ("/search?q=art", "/search?q=a", "/search?page=x", "/nothing", "/wp-login.php"):
        fresh.get(path)
    found = scrape(fresh)
    name = "taskdex_requests_total"
    assert found[of_route(name, "search.search", status="2xx")] == 2
    assert found[of_route(name, "search.search", status="4xx")] == 1
    assert found[of_route(name, "none", status="4xx")] == 2


def test_the_histogram_holds_every_request_once(fresh: FlaskClient) -> None:
    for _ in range(7):
        fresh.get("/tasks/task-392")
    found = scrape(fresh)
    buckets = [
        found[of_route("taskdex_request_seconds_bucket", "tasks.task", le=bound)]
        for bound in (*map(repr, BOUNDS_S), "+Inf")
    ]
    assert buckets == sorted(buckets)
    assert buckets[-1] == found[of_route("taskdex_request_seconds_count", "tasks.task")] == 7
    assert 0 < found[of_route("taskdex_request_seconds_sum", "tasks.task")] < 10


@pytest.mark.parametrize(
    ("seconds", "told"), [(0, "0.001"), (0.001, "0.001"), (0.0011, "0.0025"), (2.5, "2.5")]
)
def test_a_class_holds_its_upper_bound(seconds: float, told: str) -> None:
    assert class_of(seconds) == told
    assert class_of(2.6) == class_of(float("inf")) == "+Inf"


def test_release_version_and_readiness_are_told(fresh: FlaskClient, sample: Encyclopedia) -> None:
    found = scrape(fresh)
    assert found["taskdex_ready", ()] == 1
    assert found["taskdex_workers", ()] == 1
    assert found["taskdex_worker_starts_total", ()] == 1
    (info,) = [dict(labels) for (name, labels) in found if name == "taskdex_build_info"]
    assert info["release"] == sample.release.release_id


def test_without_a_release_it_is_told_that_nothing_is_ready(empty_client: FlaskClient) -> None:
    assert scrape(empty_client)["taskdex_ready", ()] == 0


def test_searches_that_ran_out_of_time_are_counted(sample_home: Path) -> None:
    client = create_app(Config(home=sample_home, search_budget_ms=1e-6)).test_client()
    answers = [client.get(f"/api/v1/search?q={word}").get_json() for word in ("art", "a", "the")]
    partial = sum(answer["partial"] for answer in answers)
    assert partial > 0
    assert scrape(client)["taskdex_searches_partial_total", ()] == partial


def test_refusals_are_counted(sample_home: Path) -> None:
    client = create_app(Config(home=sample_home, rate_limit=0.01)).test_client()
    for _ in range(4):
        client.get("/robots.txt")
    assert scrape(client)["taskdex_refused_total", ()] == 3


def test_addresses_that_lead_nowhere_make_no_new_series(fresh: FlaskClient) -> None:
    fresh.get("/nothing")
    before = len(scrape(fresh))
    for number in range(300):
        fresh.get(f"/nothing-{number}")
    assert len(scrape(fresh)) <= before + len(BOUNDS_S) + 20  # /metrics itself, at most


def test_threads_lose_no_count() -> None:
    counters = Counters(shared_memory.attach(None))

    def add() -> None:
        for _ in range(2000):
            counters.add(("a", 1), ("b", 2))

    threads = [threading.Thread(target=add) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counters.totals() == {"a": 16_000, "b": 32_000}


# Tests before it may have left threads of libraries; the child needs none of their locks.
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_processes_lose_no_count_and_successors_go_on() -> None:
    told = shared_memory.create()

    def work(times: int) -> None:
        if (process := os.fork()) == 0:
            counters = Counters(shared_memory.attach(told))
            for _ in range(times):
                counters.add(("a", 1), (f"of {times}", 1))
            os._exit(0)
        os.waitpid(process, 0)

    for times in (100, 200, 300):
        work(times)
    counters = Counters(shared_memory.attach(told))
    assert counters.totals() == {"a": 600, "of 100": 100, "of 200": 200, "of 300": 300}
    assert counters.processes() == 1


def test_names_that_have_no_room_cost_nothing_else() -> None:
    counters = Counters(shared_memory.attach(None))
    counters.add(("x" * 200, 1))
    counters.add(*((f"name {number}", 1) for number in range(shared_memory.SERIES + 50)))
    counters.add(("name 0", 1))
    assert len(counters.totals()) == shared_memory.SERIES - 1
    assert counters.totals()["name 0"] == 2


def test_a_descriptor_that_became_another_file_is_not_taken(tmp_path: Path) -> None:
    with (tmp_path / "other").open("wb") as other:
        told = f"{other.fileno()}:1:2"
        assert shared_memory.attach(told).descriptor is None
    assert shared_memory.attach("999999:1:2").descriptor is None
    assert shared_memory.attach(None).secret != shared_memory.attach(None).secret


# --- who may read it -----------------------------------------------------------------------------


def status(client: FlaskClient, address: str, **headers: str) -> int:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    asked = client.get("/metrics", environ_base={"REMOTE_ADDR": address}, headers=named)
    return asked.status_code


def test_only_this_machine_reads_metrics_unless_others_are_named(sample_home: Path) -> None:
    client = create_app(Config(home=sample_home)).test_client()
    assert status(client, "127.0.0.1") == status(client, "::1") == 200
    assert status(client, "203.0.113.1") == status(client, "10.0.0.1") == 403
    # A proxy on this machine that nobody told us of brings everybody from this machine.
    assert status(client, "127.0.0.1", X_Forwarded_For="203.0.113.1") == 403
    config = Config.from_environment(
        {"TASKDEX_HOME": str(sample_home), "TASKDEX_METRICS_FROM": "10.0.0.0/8, 2001:db8::/32"}
    )
    client = create_app(config).test_client()
    assert status(client, "10.9.9.9") == status(client, "2001:db8::1") == 200
    assert status(client, "11.0.0.1") == 403


def test_a_trusted_hop_says_who_asks(sample_home: Path) -> None:
    client = create_app(Config(home=sample_home, trusted_hops=1)).test_client()
    assert status(client, "127.0.0.1", X_Forwarded_For="203.0.113.1") == 403
    assert status(client, "127.0.0.1", X_Forwarded_For="127.0.0.1") == 200


# --- headers -------------------------------------------------------------------------------------


def test_server_timing_tells_the_parts(fresh: FlaskClient) -> None:
    told = fresh.get("/search?q=art").headers["Server-Timing"]
    assert re.fullmatch(
        r"parse;dur=[\d.]+, search;dur=[\d.]+, render;dur=[\d.]+, total;dur=[\d.]+", told
    )
    parts = [float(part) for part in re.findall(r"dur=([\d.]+)", told)]
    assert sum(parts[:3]) <= parts[3] + 0.05
    again = fresh.get("/robots.txt").headers["Server-Timing"]
    assert re.fullmatch(r"(render;dur=[\d.]+, )?total;dur=[\d.]+", again)


def test_every_answer_has_an_id_of_its_own(fresh: FlaskClient) -> None:
    ids = {fresh.get(path).headers["X-Request-ID"] for path in ("/", "/nothing", "/healthz") * 5}
    assert len(ids) == 15
    assert all(re.fullmatch("[0-9a-f]{16}", each) for each in ids)


def test_an_id_from_outside_counts_only_through_a_trusted_hop(sample_home: Path) -> None:
    def answered(hops: int, given: str) -> str:
        client = create_app(Config(home=sample_home, trusted_hops=hops)).test_client()
        return client.get("/healthz", headers={"X-Request-ID": given}).headers["X-Request-ID"]

    assert answered(1, "abc-123.X_9") == "abc-123.X_9"
    assert answered(0, "abc-123.X_9") != "abc-123.X_9"
    for strange in ("short", "x" * 65, "a b c d e f", '"><script>alert', "é" * 10, ""):
        assert re.fullmatch("[0-9a-f]{16}", answered(1, strange))


# --- lines ---------------------------------------------------------------------------------------


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    written: list[str] = []

    def write(_: Lines, line: str) -> bool:
        written.append(line)
        return True

    monkeypatch.setattr(Lines, "write", write)
    return written


@pytest.fixture
def logging_app(sample_home: Path) -> Callable[[bool], Flask]:
    def make(queries: bool) -> Flask:
        return create_app(Config(home=sample_home, log_requests=True, log_queries=queries))

    return make


def test_each_request_is_one_line_of_json(
    logging_app: Callable[[bool], Flask], lines: list[str], sample: Encyclopedia
) -> None:
    response = logging_app(False).test_client().get("/search?q=art")
    (told,) = map(json.loads, lines)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", told.pop("time"))
    assert told.pop("request_id") == response.headers["X-Request-ID"]
    for duration in ("ms", "parse_ms", "search_ms", "render_ms"):
        assert 0 <= told.pop(duration) < 10_000
    assert told == {
        "method": "GET",
        "route": "search.search",
        "status": 200,
        "bytes": len(response.data),
        "release": sample.release.release_id,
    }


PLACES = (
    f"/search?q={SECRET}",
    f"/_/search?q={SECRET}",
    f"/api/v1/suggest?q={SECRET}",
    f"/tasks/{SECRET}",
    f"/{SECRET}",
    f"/search?page={SECRET}",
    f"/search?{SECRET}=1",
)


def test_nothing_that_was_typed_is_written_down(
    logging_app: Callable[[bool], Flask], lines: list[str]
) -> None:
    client = logging_app(False).test_client()
    headers = {"Referer": f"/{SECRET}", "User-Agent": SECRET, "HX-Current-URL": f"/{SECRET}"}
    for path in PLACES:
        client.get(path, headers=headers)
    client.open("/", method=SECRET)
    assert len(lines) == len(PLACES) + 1
    assert SECRET not in "".join(lines)


def test_what_was_typed_is_written_down_if_the_operator_wants_it(
    logging_app: Callable[[bool], Flask], lines: list[str]
) -> None:
    client = logging_app(True).test_client()
    client.get(f"/search?q={SECRET}%0a{{}}")
    (told,) = map(json.loads, lines)
    assert SECRET in told["address"]


def test_an_error_is_written_down_without_what_was_typed(
    logging_app: Callable[[bool], Flask],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError(f"cannot read {SECRET}")

    monkeypatch.setattr(Encyclopedia, "answer", fail)
    response = logging_app(False).test_client().get(f"/api/v1/search?q={SECRET}")
    assert response.status_code == 500
    assert "RuntimeError" in caplog.text
    assert "test_observe.py" in caplog.text
    assert response.headers["X-Request-ID"] in caplog.text
    assert SECRET not in caplog.text
    logging_app(True).test_client().get(f"/api/v1/search?q={SECRET}")
    assert SECRET in caplog.text


def test_a_log_that_nobody_reads_stops_nobody() -> None:
    reading, writing = os.pipe()
    try:
        lines = Lines(writing)
        taken = [lines.write("x" * 300) for _ in range(2000)]
        assert taken[0]
        assert not taken[-1]
        whole = taken.index(False)
        received = os.read(reading, 1 << 20)
        assert received == (b"x" * 300 + b"\n") * whole
        assert 20_000 < len(received) < 40_000  # the other half is for what must not be lost
        assert lines.write("again")
        assert os.get_blocking(writing)  # the pipe of the others is as it was
    finally:
        os.close(reading)
        os.close(writing)


def test_a_line_is_cut_before_it_would_be_torn(tmp_path: Path) -> None:
    with (tmp_path / "log").open("wb") as file:
        Lines(file.fileno()).write("é" * 10_000)
    assert (tmp_path / "log").stat().st_size == LINE_BYTES + 1
