"""The wheel alone is enough: built, installed far from the checkout, it builds and serves."""

from __future__ import annotations

import email
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from index.version import __version__
from tests.support import ROOT, make_environment, run

PATIENCE_S = 30.0
LISTS = ROOT / "index" / "relevance" / "lists"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    beside = Path(sys.executable).with_name("uv")
    uv = str(beside) if beside.exists() else shutil.which("uv")
    if uv is not None:
        run([uv, "build", "--quiet", "--wheel", "--out-dir", folder, ROOT])
    else:
        run([sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", folder, ROOT])
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def taskdex(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command, in an environment that holds the wheel and what it depends on."""
    python = make_environment(tmp_path_factory.mktemp("installed") / "venv", [str(wheel)])
    return python.with_name("taskdex")


@pytest.fixture(scope="module")
def home(taskdex: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("elsewhere")
    run([taskdex, "build", "--sample", "--home", folder / "home"], cwd=folder)
    return folder / "home"


@pytest.fixture(scope="module")
def address(taskdex: Path, home: Path) -> Iterator[str]:
    """Of a server that runs from the wheel, outside the checkout."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = home.parent / "serve.log"
    command = [str(taskdex), "serve", "--home", str(home), "--bind", f"127.0.0.1:{port}"]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TASKDEX_")}
    with log.open("wb") as output:
        server = subprocess.Popen(
            [*command, "--workers", "1"], cwd=home.parent, env=clean, stdout=output, stderr=output
        )
    try:
        until = time.monotonic() + PATIENCE_S
        while True:
            try:
                urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
                break
            except (URLError, ConnectionError):
                assert server.poll() is None, log.read_text()
                assert time.monotonic() < until, log.read_text()
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        assert server.wait(PATIENCE_S) == 0


def fetch(url: str) -> tuple[int, str]:
    try:
        with urlopen(url, timeout=20) as response:
            return response.status, response.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_the_wheel_holds_pages_styles_sample_and_licences(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert any(name.startswith("webapp/templates/tasks/") for name in names)
    assert any(name.startswith("webapp/static/css/") for name in names)
    assert any(name.startswith("index/sample/onet/") for name in names)
    assert {"index/catalogue/schema.sql", "index/sources/downloads.toml"} <= set(names)
    lists = {f"index/relevance/lists/{path.name}" for path in LISTS.iterdir()}
    assert lists
    assert lists <= set(names)
    assert any("licenses/LICENSE" in name for name in names)


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"index", "webapp"}


def test_the_wheel_says_what_an_index_of_packages_shows(wheel: Path) -> None:
    run([sys.executable, "-m", "twine", "check", "--strict", wheel])
    with zipfile.ZipFile(wheel) as archive:
        assert {"index/py.typed", "webapp/py.typed"} <= set(archive.namelist())
        (name,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
        told = email.message_from_bytes(archive.read(name))
    assert told["Version"] == __version__
    for header in ("Author", "Project-URL", "Keywords", "License-Expression", "Requires-Python"):
        assert told[header], header
    # An exact version of a library would not fit beside another program's.
    needed = [each for each in told.get_all("Requires-Dist") or () if "extra ==" not in each]
    assert needed
    assert all("<" in each and "==" not in each for each in needed)


def test_the_readme_s_example_is_typed_and_runs(taskdex: Path, home: Path, tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    (tmp_path / "example.py").write_text(example)
    python = taskdex.with_name("python")
    run(
        [sys.executable, "-m", "mypy", "--strict", "--python-executable", python, "example.py"],
        cwd=tmp_path,
        MYPY_CACHE_DIR=str(tmp_path / "cache"),
    )
    done = run([python, "-W", "ignore", "example.py"], cwd=tmp_path, TASKDEX_HOME=str(home))
    assert "Rating" in done.stdout


def test_a_tool_that_is_tried_serves_the_sample(taskdex: Path, tmp_path: Path) -> None:
    """`uvx --from … taskdex serve`, with no argument and no home."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{free.getsockname()[1]}"
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TASKDEX_")}
    server = subprocess.Popen(
        [taskdex, "serve", "--bind", bind],
        cwd=tmp_path,
        env={**clean, "XDG_DATA_HOME": str(tmp_path / "data")},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        until = time.monotonic() + PATIENCE_S
        while fetch_or_none(f"http://{bind}/readyz") != 200:
            assert server.poll() is None
            assert time.monotonic() < until
            time.sleep(0.2)
        assert "19156" in fetch(f"http://{bind}/search?q=art")[1]
    finally:
        server.terminate()
        _, told = server.communicate(timeout=PATIENCE_S)
    assert "this is the sample: 27 tasks" in told
    assert (tmp_path / "data" / "taskdex" / "current").exists()


def fetch_or_none(url: str) -> int | None:
    try:
        return fetch(url)[0]
    except (URLError, ConnectionError):
        return None


def test_the_installed_command_searches_and_verifies(taskdex: Path, home: Path) -> None:
    found = run([taskdex, "search", "--home", home, "art", "showcases"], cwd=home.parent)
    assert "19156" in found.stdout
    assert "whole" in run([taskdex, "verify", "--home", home], cwd=home.parent).stdout


def test_it_is_up_and_ready(address: str) -> None:
    assert fetch(f"{address}/healthz")[0] == 200
    assert fetch(f"{address}/readyz")[0] == 200


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/", "<form"),
        ("/tasks/task-19156", "Coordinate art showcases"),
        ("/tasks/task-19156.json", '"task_id"'),
        ("/search?q=therapy", "<mark"),
        ("/occupations/29-1129.01", "Art Therapists"),
    ],
)
def test_pages_are_served(address: str, path: str, told: str) -> None:
    status, body = fetch(address + path)
    assert status == 200
    assert told in body


def test_the_styles_that_a_page_names_are_served(address: str) -> None:
    _, page = fetch(f"{address}/")
    (named, *_) = [part.split('"')[0] for part in page.split('href="')[1:] if ".css" in part[:200]]
    status, style = fetch(named if named.startswith("http") else address + named)
    assert status == 200
    assert "{" in style


def test_what_is_not_there_is_not_found(address: str) -> None:
    assert fetch(f"{address}/tasks/task-1")[0] == 404
