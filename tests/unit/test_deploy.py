"""What docs/deploy and the Dockerfile say is what the project has."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support import ROOT

DEPLOY = ROOT / "docs" / "deploy"
SETTING = re.compile(r"TASKDEX_[A-Z_]+")


def test_every_setting_is_documented_and_every_documented_one_exists() -> None:
    readers = [ROOT / "webapp/config.py", ROOT / "webapp/server/settings.py"]
    readers += [ROOT / "index/cli.py", *(ROOT / "index/sources").glob("*.py")]
    known = {name for path in readers for name in SETTING.findall(path.read_text("utf-8"))}
    documented = set(SETTING.findall((ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")))
    units = {
        name for path in DEPLOY.glob("*.service") for name in SETTING.findall(path.read_text())
    }
    assert documented | units <= known
    # What only commands read stands in README and CONTRIBUTING.
    assert known - documented <= {"TASKDEX_", "TASKDEX_SOURCES"}


def test_the_image_holds_what_the_wheel_is_made_of_and_no_more() -> None:
    admitted = {
        line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line[:1] == "!"
    }
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    copied = {
        source
        for line in re.findall(r"^COPY (?!--from)(.*)$", dockerfile, re.MULTILINE)
        for source in line.split()[:-1]
    }
    assert copied == admitted
    assert all((ROOT / source).exists() for source in copied)
    assert re.search(r"^USER 10001:10001$", dockerfile, re.MULTILINE)


@pytest.mark.parametrize("name", ["taskdex.service", "taskdex-build.service"])
def test_systemd_understands_the_unit(tmp_path: Path, name: str) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    unit = tmp_path / name
    text = (DEPLOY / name).read_text(encoding="utf-8")
    # The program of this test's own, in place of one that is not installed here.
    unit.write_text(text.replace("/opt/taskdex/.venv/bin/taskdex", "/bin/true"), encoding="utf-8")
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(unit)],
        capture_output=True,
        text=True,
        check=False,
    )
    about_it = [line for line in checked.stderr.splitlines() if line.startswith((name, str(unit)))]
    assert about_it == []
