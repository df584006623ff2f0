"""What we ship of others is what they published."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.support import ROOT


def check(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, root / "scripts" / "vendor", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )


def test_vendored_files_match_their_checksums() -> None:
    assert check(ROOT).returncode == 0


def test_a_vendored_file_that_was_changed_is_named(tmp_path: Path) -> None:
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "vendor", tmp_path / "scripts")
    shutil.copytree(ROOT / "static" / "vendor", tmp_path / "static" / "vendor")
    script = next((tmp_path / "static" / "vendor").glob("*.js"))
    script.write_bytes(script.read_bytes() + b"\n")
    done = check(tmp_path)
    assert done.returncode != 0
    assert script.name in done.stdout + done.stderr
