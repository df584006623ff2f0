"""Downloads, against a real server on the loopback: index.sources.download, transfer, keep."""

from __future__ import annotations

import hashlib
import json
import threading
from http.client import HTTPResponse
from pathlib import Path

import pytest

from index.errors import DownloadError
from index.sources.bls import find_statistics
from index.sources.download import choose, read_catalogue
from index.sources.transfer import download
from index.sources.web import Client
from tests.publisher import (
    Fetch,
    Handler,
    Request,
    Server,
    entry,
    left_over,
    run,
    server,
    zipped,
)
from tests.workbooks import pay_row, write_pay

__all__ = ["run", "server"]  # fixtures


def test_a_file_arrives_whole_with_a_record_of_where_it_came_from(
    server: Server, run: Fetch, tmp_path: Path
) -> None:
    server.files["/t.csv"] = b"a,b\n" * 100_000
    (fetched,) = run(entry(f"{server.url}/t.csv"))
    target = tmp_path / "sources/x/t.csv"
    assert target.read_bytes() == server.files["/t.csv"]
    assert (fetched.path, fetched.status, fetched.pinned) == (target, "downloaded", False)
    sha256 = hashlib.sha256(server.files["/t.csv"]).hexdigest()
    origin = json.loads((tmp_path / "sources/x/t.csv.origin.json").read_text())
    assert origin["sha256"] == fetched.sha256 == sha256
    assert (origin["url"], origin["byte_count"]) == (f"{server.url}/t.csv", 400_000)
    assert left_over(tmp_path / "sources") == ["t.csv", "t.csv.origin.json"]


def test_what_is_there_is_not_fetched_again_unless_forced_or_damaged(
    server: Server, run: Fetch, tmp_path: Path
) -> None:
    server.files["/t.csv"] = b"a,b\n"
    wanted = entry(f"{server.url}/t.csv")
    run(wanted)
    assert run(wanted)[0].status == "present"
    assert len(server.got("/t.csv")) == 1
    assert run(wanted, force=True)[0].status == "downloaded"
    (tmp_path / "sources/x/t.csv").write_bytes(b"a,")
    assert run(wanted)[0].status == "downloaded"
    assert (tmp_path / "sources/x/t.csv").read_bytes() == b"a,b\n"


def test_a_body_that_is_cut_off_is_resumed(server: Server, run: Fetch, tmp_path: Path) -> None:
    content = bytes(range(256)) * 4096
    cuts = iter([300_000, 300_000, None])
    server.handlers["/t.bin"] = lambda request: request.send(
        content, upto=next(cuts) if request.command == "GET" else None
    )
    run(entry(f"{server.url}/t.bin", "t.bin"))
    assert (tmp_path / "sources/t.bin").read_bytes() == content
    assert server.got("/t.bin") == [None, "bytes=300000-", "bytes=600000-"]


def test_what_has_arrived_is_kept_for_the_next_time(
    server: Server, run: Fetch, tmp_path: Path
) -> None:
    content = b"0123456789" * 1000
    server.handlers["/t.bin"] = lambda request: request.send(content, upto=1000)
    with pytest.raises(DownloadError, match="broke off 4 times"):
        run(entry(f"{server.url}/t.bin", "t.bin"))
    assert left_over(tmp_path / "sources") == ["t.bin.part", "t.bin.part.json"]
    del server.handlers["/t.bin"]
    server.files["/t.bin"] = content
    run(entry(f"{server.url}/t.bin", "t.bin"))
    assert (tmp_path / "sources/t.bin").read_bytes() == content
    assert server.got("/t.bin")[-1] == "bytes=4000-"


def test_a_file_that_has_changed_in_between_is_fetched_from_the_start(
    server: Server, run: Fetch, tmp_path: Path
) -> None:
    server.handlers["/t.bin"] = lambda request: request.send(b"old" * 1000, upto=100)
    with pytest.raises(DownloadError):
        run(entry(f"{server.url}/t.bin", "t.bin"))
    del server.handlers["/t.bin"]
    server.files["/t.bin"] = b"new" * 1000
    run(entry(f"{server.url}/t.bin", "t.bin"))
    assert (tmp_path / "sources/t.bin").read_bytes() == b"new" * 1000


def test_a_wrong_checksum_is_refused_and_the_file_in_place_stays(
    server: Server, run: Fetch, tmp_path: Path
) -> None:
    server.files["/t.csv"] = b"good"
    run(entry(f"{server.url}/t.csv"))
    server.files["/t.csv"] = b"evil"
    good, evil = "0" * 64, hashlib.sha256(b"evil").hexdigest()
    with pytest.raises(DownloadError, match=f"expected sha256 {good}, got {evil}"):
        run(entry(f"{server.url}/t.csv", more=f'sha256 = "{good}"'))
    assert (tmp_path / "sources/x/t.csv").read_bytes() == b"good"
    assert left_over(tmp_path / "sources") == ["t.csv", "t.csv.origin.json"]


def test_a_right_checksum_is_said_to_be_pinned(server: Server, run: Fetch) -> None:
    server.files["/t.csv"] = b"good"
    pin = f'sha256 = "{hashlib.sha256(b"good").hexdigest()}"'
    assert run(entry(f"{server.url}/t.csv", more=pin))[0].pinned


def redirect_to(target: str) -> Handler:
    def answer(request: Request) -> None:
        request.send_response(302)
        request.send_header("Location", target)
        request.send_header("Content-Length", "0")
        request.end_headers()

    return answer


def send_page(request: Request) -> None:
    request.send(b"<!doctype html><title>Log in</title>", kind="text/html; charset=utf-8")


def send_disguised_page(request: Request) -> None:
    request.send(b"\n<!DOCTYPE html><title>Log in</title>")


@pytest.mark.parametrize(
    ("path", "handler", "problem"),
    [
        ("/missing.csv", None, "answered 404"),
        ("/loop.csv", redirect_to("/loop.csv"), "answered 302"),
        ("/file.csv", redirect_to("file:///etc/passwd"), "answered 302"),
        ("/page.csv", send_page, "web page instead"),
        ("/disguised.csv", send_disguised_page, "web page instead"),
        ("/page.zip", send_page, "web page instead"),
        ("/text.zip", lambda request: request.send(b"no zip at all"), "not a zip"),
        ("/cut.zip", lambda request: request.send(zipped()[:-10]), "not a zip archive"),
    ],
)
def test_what_is_not_the_file_is_refused_and_nothing_is_left(
    server: Server, run: Fetch, tmp_path: Path, path: str, handler: Handler | None, problem: str
) -> None:
    if handler is not None:
        server.handlers[path] = handler
    with pytest.raises(DownloadError, match=problem):
        run(entry(f"{server.url}{path}", path[1:]))
    assert left_over(tmp_path / "sources") == []


def test_a_redirect_is_followed(server: Server, run: Fetch, tmp_path: Path) -> None:
    server.handlers["/t.csv"] = redirect_to("/there.csv")
    server.files["/there.csv"] = b"there"
    run(entry(f"{server.url}/t.csv"))
    assert (tmp_path / "sources/x/t.csv").read_bytes() == b"there"


def test_one_failure_does_not_stop_the_others_and_all_are_named(
    server: Server, run: Fetch, tmp_path: Path
) -> None:
    server.files["/b.csv"] = b"b"
    entries = [entry(f"{server.url}/{name}.csv", f"{name}.csv") for name in "abc"]
    with pytest.raises(DownloadError, match="2 of 3 files") as caught:
        run(*entries)
    assert "a.csv: " in str(caught.value)
    assert "c.csv: " in str(caught.value)
    assert (tmp_path / "sources/b.csv").read_bytes() == b"b"


def test_an_optional_file_that_fails_is_told_and_is_no_error(
    server: Server, run: Fetch, capsys: pytest.CaptureFixture[str]
) -> None:
    server.files["/b.csv"] = b"b"
    wanted = entry(f"{server.url}/a.csv", "a.csv", more="optional = true")
    (fetched,) = run(wanted, entry(f"{server.url}/b.csv", "b.csv"), progress=True)
    assert fetched.path.name == "b.csv"
    assert "Left out, a.csv: " in capsys.readouterr().err


def test_a_publisher_that_asks_for_a_contact_gets_it_from_the_setting(
    server: Server, run: Fetch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the Bureau of Labor Statistics does: 403 for a client that names nobody."""
    workbook = write_pay(tmp_path, [pay_row("29-1129")])
    content = zipped(workbook.read_bytes(), f"oesm25nat/{workbook.name}")

    def answer(request: Request) -> None:
        if "@" in request.headers["User-Agent"]:
            request.send(content)
        else:
            request.send_error(403)

    server.handlers["/oesm25nat.zip"] = answer
    wanted = entry(f"{server.url}/oesm25nat.zip", "extra/bls/oesm25nat.zip")
    monkeypatch.delenv("TASKDEX_USER_AGENT", raising=False)
    with pytest.raises(DownloadError, match="TASKDEX_USER_AGENT"):
        run(wanted)
    monkeypatch.setenv("TASKDEX_USER_AGENT", "Library/2 (+mailto:desk@example.org)")
    run(wanted)
    statistics = find_statistics(tmp_path / "sources")
    assert statistics is not None
    assert [each.soc_code for each in statistics.figures()] == ["29-1129"]


def test_a_server_that_is_not_there_is_said_at_once(
    run: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr("index.sources.download.sleep", waits.append)
    with pytest.raises(DownloadError, match="does not answer"):
        run(*[entry(f"http://127.0.0.1:9/{name}.csv", f"{name}.csv") for name in "abc"])
    assert waits == []


def test_a_server_that_never_answers_costs_its_timeout_once(server: Server, run: Fetch) -> None:
    done = threading.Event()

    def wait(_: Request) -> None:
        done.wait(60)

    server.handlers.update({f"/{name}.csv": wait for name in "abc"})
    with pytest.raises(DownloadError, match="does not answer"):
        run(*[entry(f"{server.url}/{n}.csv", f"{n}.csv") for n in "abc"], timeout_s=0.3)
    done.set()
    assert len(server.requests) <= 1  # none at all where the machine was too busy to take it


class PatientUntilTheBody(Client):
    """Waits long for an answer and briefly for its body: only what stalls takes too long."""

    def open(self, url: str, headers: dict[str, str]) -> HTTPResponse:
        response = super().open(url, headers)
        response.fp.raw._sock.settimeout(0.05)  # type: ignore[attr-defined]
        return response


def test_a_body_that_stalls_is_a_broken_one(server: Server, tmp_path: Path) -> None:
    done = threading.Event()

    def stall(request: Request) -> None:
        request.send(b"x" * 1000, upto=10)
        request.wfile.flush()
        done.wait(60)

    server.handlers["/t.csv"] = stall
    with pytest.raises(DownloadError, match="broke off 4 times"):
        download(
            PatientUntilTheBody(60), f"{server.url}/t.csv", tmp_path / "t.csv", lambda *_: None
        )
    done.set()
    assert len(server.got("/t.csv")) == 4


# --- successors ----------------------------------------------------------------------------------


def onet_entry(server: Server, sha256: str) -> str:
    path = "onet/db_{release}_text.zip"
    return entry(f"{server.url}/db_{{release}}.zip", path, f'release = "31.0"\nsha256 = "{sha256}"')


@pytest.mark.parametrize(
    ("there", "newest"),
    [
        (("31_0",), "31_0"),
        (("31_0", "31_1"), "31_1"),
        (("31_0", "31_2"), "31_2"),
        (("31_0", "31_3", "32_0", "32_1"), "32_1"),
    ],
)
def test_the_newest_release_there_is_is_taken(
    server: Server, run: Fetch, there: tuple[str, ...], newest: str
) -> None:
    for release in there:
        server.files[f"/db_{release}.zip"] = zipped(release)
    known = hashlib.sha256(server.files["/db_31_0.zip"]).hexdigest()
    (fetched,) = run(onet_entry(server, known))
    assert fetched.path.name == f"db_{newest}_text.zip"
    assert fetched.pinned == (newest == "31_0")
    # The beginnings of those that are said to be there, and one whole file.
    assert [at for command, at, part in server.requests if command == "GET" and not part] == [
        f"/db_{newest}.zip"
    ]


def say_yes_to_anything(server: Server, content: bytes, kind: str = "text/html") -> None:
    """From release 31.1 on the server has everything, it says, and sends this."""
    for year in range(31, 40):
        for quarter in range(10):
            if (year, quarter) > (31, 0):
                server.handlers[f"/db_{year}_{quarter}.zip"] = lambda request: request.send(
                    content, kind=kind
                )


PAGE = b"<!doctype html><title>O*NET</title>"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PAGE, "text/html"),
        (PAGE, "application/zip"),
        (b"", "application/zip"),
        (b"PK, but no archive", "application/zip"),
        (b"P", "application/zip"),
        (zipped("of 31.0", "db_31_0_text/t.txt"), "application/zip"),
    ],
)
def test_a_server_that_has_every_release_there_could_be_is_not_believed(
    server: Server, run: Fetch, content: bytes, kind: str
) -> None:
    server.files["/db_31_0.zip"] = zipped("of 31.0", "db_31_0_text/t.txt")
    say_yes_to_anything(server, content, kind)
    known = hashlib.sha256(server.files["/db_31_0.zip"]).hexdigest()
    (fetched,) = run(onet_entry(server, known))
    assert fetched.path.name == "db_31_0_text.zip"
    assert left_over(fetched.path.parent) == [fetched.path.name, f"{fetched.path.name}.origin.json"]


def test_a_newer_release_that_breaks_off_is_not_replaced_by_the_one_before(
    server: Server, run: Fetch
) -> None:
    server.files["/db_31_0.zip"] = zipped()
    server.handlers["/db_31_1.zip"] = lambda request: request.send(
        zipped("x" * 1000), upto=None if request.headers.get("Range") == "bytes=0-1" else 5
    )
    known = hashlib.sha256(server.files["/db_31_0.zip"]).hexdigest()
    with pytest.raises(DownloadError, match="broke off"):
        run(onet_entry(server, known))


def test_if_successors_cannot_be_asked_for_the_known_release_is_taken(
    server: Server, run: Fetch
) -> None:
    server.files["/db_31_0.zip"] = zipped()
    server.handlers["/db_31_1.zip"] = lambda request: request.connection.close()
    known = hashlib.sha256(server.files["/db_31_0.zip"]).hexdigest()
    assert run(onet_entry(server, known))[0].path.name == "db_31_0_text.zip"


# --- large tables --------------------------------------------------------------------------------

LONG = (
    "geo_id,facet,variable,cluster_name,value\n"
    'GLOBAL,onet_task,onet_task_pct,"a, b",1\n'
    "GLOBAL,onet_task::use_case,onet_task_use_case_pct,a::work,2\n"
    "GB,onet_task,onet_task_pct,a,3\n"
    "GLOBAL,request,request_pct,a,4\n"
    "GLOBAL,onet_task_other,x,a,5\n"
)
NODE = (
    "geo_level,category_name,hierarchy_level,metric_id,value\n"
    "global,onet,0,pct,1\n"
    "global,onet,1,pct,2\n"
    "country,onet,0,pct,3\n"
    "global,request,0,pct,4\n"
    "global,onet,3.0,pct,5\n"
    "global,onet,4,pct,6\n"
)


@pytest.mark.parametrize(
    ("keep", "table", "kept"),
    [("aei-long", LONG, [0, 1, 2]), ("aei-node", NODE, [0, 1, 2, 5])],
)
def test_of_a_large_table_only_the_rows_of_tasks_are_kept(
    server: Server, run: Fetch, tmp_path: Path, keep: str, table: str, kept: list[int]
) -> None:
    server.files["/t.csv"] = table.encode()
    wanted = entry(f"{server.url}/t.csv", more=f'keep = "{keep}"')
    (fetched,) = run(wanted)
    lines = table.splitlines(keepends=True)
    assert fetched.path.read_text() == "".join(lines[line] for line in kept)
    assert fetched.rows_kept == len(kept) - 1
    assert fetched.rows_dropped == len(lines) - len(kept)
    assert fetched.byte_count == len(table)
    assert fetched.sha256 == hashlib.sha256(table.encode()).hexdigest()
    assert left_over(tmp_path / "sources") == ["t.csv", "t.csv.origin.json"]
    assert run(wanted)[0].status == "present"


@pytest.mark.parametrize(
    ("table", "problem"),
    [("a,b\n1,2\n", "no column 'geo_id'"), ("geo_id,facet\nGB,onet_task\n", "None of 1 rows")],
)
def test_a_large_table_of_another_kind_is_refused(
    server: Server, run: Fetch, tmp_path: Path, table: str, problem: str
) -> None:
    server.files["/t.csv"] = table.encode()
    with pytest.raises(DownloadError, match=problem):
        run(entry(f"{server.url}/t.csv", more='keep = "aei-long"'))
    assert left_over(tmp_path / "sources") == []


# --- the list ------------------------------------------------------------------------------------


def test_our_own_list_can_be_read_and_small_files_come_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("TASKDEX_DOWNLOADS", raising=False)
    downloads = read_catalogue()
    assert [download.small for download in downloads] == sorted(
        (download.small for download in downloads), reverse=True
    )
    assert downloads[0].address.endswith("/db_31_0_text.zip")
    assert len({download.target for download in downloads}) == len(downloads)
    assert all(download.address.startswith("https://") for download in downloads)


def test_only_takes_datasets_and_sizes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TASKDEX_DOWNLOADS", raising=False)
    downloads = read_catalogue()
    assert {d.dataset for d in choose(downloads, ["onet", "eloundou"])} == {"onet", "eloundou"}
    assert len(choose(downloads, ["large"])) == 8
    usual = [download for download in downloads if not download.opt_in]
    assert len(choose(downloads, ["large", "small"])) == len(usual) < len(downloads)
    assert choose(downloads, []) == tuple(usual)
    assert {d.opt_in for d in choose(downloads, ["esco"])} == {True}
    with pytest.raises(DownloadError, match="no 'onett' to fetch"):
        choose(downloads, ["onett"])


def test_the_environment_can_name_another_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(f"[[file]]\n{entry('https://example.org/t.csv')}")
    monkeypatch.setenv("TASKDEX_DOWNLOADS", str(path))
    assert [download.url for download in read_catalogue()] == ["https://example.org/t.csv"]


@pytest.mark.parametrize(
    "wrong",
    [
        "x = ",
        "[[file]]\nname = 'x'",
        f"[[file]]\n{entry('https://x', '../t.csv')}",
        f"[[file]]\n{entry('https://x', '/t.csv')}",
        "[[file]]\n" + entry("https://x", more='keep = "all"'),
        "[[file]]\n" + entry("https://x", more='sha256 = "abc"'),
        "[[file]]\n" + entry("https://x", more='colour = "red"'),
    ],
)
def test_a_wrong_list_is_refused(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(wrong)
    with pytest.raises(DownloadError, match=r"mine\.toml"):
        read_catalogue(path)


def test_an_address_that_is_not_http_is_refused(run: Fetch) -> None:
    with pytest.raises(DownloadError, match="only http and https"):
        run(entry("file:///etc/passwd"))
