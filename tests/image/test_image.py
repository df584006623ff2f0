"""The image is built and run: by buildah, with no more isolation than a chroot, which works in a
container too. `scripts/test --image` installs what it needs."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from scripts.cluster import free_ports
from tests.image.base import ensure
from tests.support import ROOT, run

IMAGE = "localhost/taskdex-tested"
pytestmark = pytest.mark.image


@pytest.fixture(scope="module")
def container(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A container of the image, made from the Dockerfile."""
    bases = set(re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text("utf-8"), re.MULTILINE))
    for base in sorted(bases):
        ensure(base, tmp_path_factory.mktemp("base"))
    # Without -f: the file has to be found by itself.
    isolated = ("--isolation", "chroot", "--network", "host", "--format", "docker")
    run(["buildah", "build", "--quiet", "--pull=never", *isolated, "--tag", IMAGE, ROOT])
    container = run(["buildah", "from", "--pull-never", IMAGE]).stdout.strip()
    yield container
    run(["buildah", "rm", container])
    run(["buildah", "rmi", IMAGE])


def inside(container: str, *command: str) -> list[str]:
    isolated = ("--isolation", "chroot", "--network", "host")
    return ["buildah", "run", *isolated, container, "--", *command]


def test_it_runs_as_nobody_in_particular_and_owns_nothing_but_its_home(container: str) -> None:
    assert run(inside(container, "id", "-u")).stdout.strip() == "10001"
    found = ("find", "/opt", "/srv", "/usr", "-writable", "-not", "-type", "l")
    assert run(inside(container, *found)).stdout.split() == ["/srv/taskdex"]


def test_it_has_its_bill_of_materials(container: str) -> None:
    assert '"CycloneDX"' in run(inside(container, "cat", "/opt/taskdex/.venv/sbom.cdx.json")).stdout


def test_it_builds_serves_and_ends_when_it_is_told(container: str) -> None:
    run(inside(container, "taskdex", "build", "--sample"))
    port = free_ports(1)
    address = f"http://127.0.0.1:{port}"
    serving = ("taskdex", "serve", "--bind", f"127.0.0.1:{port}", "--workers", "1")
    # exec: the signal is for Taskdex, not for a shell around it.
    server = subprocess.Popen(inside(container, *serving), stdin=subprocess.DEVNULL)
    try:
        assert ready(f"{address}/readyz", within_s=60)
        with urllib.request.urlopen(f"{address}/tasks/task-19156", timeout=10) as answer:
            assert "Coordinate art showcases" in answer.read().decode()
    finally:
        os.kill(master(port), signal.SIGTERM)
        assert server.wait(60) == 0


def master(port: int) -> int:
    """The process of `taskdex serve` itself: the oldest of those that hold the port. buildah does
    not pass a signal on."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            program, *words = path.read_text().split("\0")
            if program.endswith("python") and f"127.0.0.1:{port}" in words:
                found.append(int(path.parent.name))
    return min(found)


def ready(address: str, within_s: float) -> bool:
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    return False
