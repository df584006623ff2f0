"""Claims about the templates themselves: lines that fit a screen, and no work on lists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support import ROOT

TEMPLATES = sorted(
    path.relative_to(ROOT).as_posix() for path in (ROOT / "templates").rglob("*") if path.is_file()
)
LONGEST = 120
ARITHMETIC = re.compile(
    r"\|\s*length\s*[-+*/]"  # counts that are worked out
    r"|[-+*/]\s*[\w.]+\s*\|\s*length"
    r"|\|\s*(?:sum|selectattr|rejectattr|map|sort|groupby|batch|slice)\b"
    r"|[\])]\s*\+\s*[\[(]"  # lists that are put together
)


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_line_is_longer_than_a_screen(name: str) -> None:
    lines = Path(ROOT, name).read_text(encoding="utf-8").splitlines()
    assert [number for number, line in enumerate(lines, start=1) if len(line) > LONGEST] == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_lists_are_counted_and_put_together_where_pages_are_built(name: str) -> None:
    assert ARITHMETIC.findall(Path(ROOT, name).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "line",
    [
        "{{ page.tasks|length + 1 }}",
        "{{ counts.values()|sum }}",
        "{{ margin(([1] if a else []) + [2]) }}",
        '{{ rows|map(attribute="release")|listed }}',
    ],
)
def test_work_on_a_list_is_noticed(line: str) -> None:
    assert ARITHMETIC.search(line)
