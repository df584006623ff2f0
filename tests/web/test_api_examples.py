"""The programs on the page of the API, copied from it and run against a server as they stand."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path
from re import DOTALL, search
from urllib.request import urlopen

import pytest

from index.encyclopedia import Encyclopedia

INTERPRETERS = {
    "curl": ["sh", "-eu"],
    "python": [sys.executable, "-W", "error"],
    "javascript": ["node"],
}
ENDINGS = {"curl": "sh", "python": "py", "javascript": "mjs"}
TIMEOUT_S = 60


@pytest.fixture(scope="module")
def page(served: str) -> str:
    with urlopen(f"{served}/api") as response:
        html: str = response.read().decode()
    return html


def run(page: str, name: str, language: str, folder: Path) -> str:
    """What the program prints. Skips the test if there is nothing here to run it."""
    program = {"curl": "curl", "javascript": "node"}.get(language)
    if program is not None and shutil.which(program) is None:
        pytest.skip(f"needs {program}, which is not on this machine")
    found = search(rf'<pre id="example-{name}-{language}"[^>]*>(.*?)</pre>', page, DOTALL)
    assert found is not None
    file = folder / f"{name}.{ENDINGS[language]}"
    file.write_text(unescape(found[1]), encoding="utf-8")
    done = subprocess.run(
        [*INTERPRETERS[language], file.name],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("language", INTERPRETERS)
def test_a_search(page: str, language: str, tmp_path: Path, sample: Encyclopedia) -> None:
    printed = run(page, "search", language, tmp_path)
    found = sample.search("display artwork", exposure=["E2"], size=3).tasks
    assert found.total > 0
    if language == "curl":
        assert json.loads(printed)["tasks"]["total"] == found.total
    else:
        assert printed.startswith(f"{found.total} tasks\n")
    assert all(hit.text in printed for hit in found.hits)


@pytest.mark.parametrize("language", INTERPRETERS)
def test_a_whole_list(page: str, language: str, tmp_path: Path, sample: Encyclopedia) -> None:
    small_pages = page.replace("occupations?size=500", "occupations?size=1")
    printed = run(small_pages, "pages", language, tmp_path)
    count = sample.release.occupation_count
    assert count > 1
    if language == "curl":
        hits = [json.loads(line)["hits"] for line in printed.splitlines()]
        assert [len(one) for one in hits] == [1] * count
    else:
        assert printed == f"{count} occupations\n"


@pytest.mark.parametrize("language", INTERPRETERS)
def test_all_tasks(page: str, language: str, tmp_path: Path, sample: Encyclopedia) -> None:
    printed = run(page, "bulk", language, tmp_path)
    observed = sum(bool(sample.task(task_id).usage) for task_id in sample.task_ids())
    if language == "curl":
        file = tmp_path / "tasks.jsonl"
        assert len(file.read_text(encoding="utf-8").splitlines()) == sample.release.task_count
        # A second time, the file stays: nothing is sent.
        file.write_text("kept", encoding="utf-8")
        run(page, "bulk", language, tmp_path)
        assert file.read_text(encoding="utf-8") == "kept"
    elif language == "python":
        assert printed.startswith(f"{sample.release.task_count} tasks, of which {observed} ")
    else:
        assert printed.startswith(f"{observed} tasks")


@pytest.mark.parametrize("language", INTERPRETERS)
def test_a_problem(page: str, language: str, tmp_path: Path) -> None:
    printed = run(page, "problem", language, tmp_path)
    assert "/api#problem-bad-parameter" in printed
    assert "from 1 to 100" in printed
