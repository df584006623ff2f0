"""docs/robustness.md names, for each case, tests that there are."""

from __future__ import annotations

import ast
import re

from tests.support import ROOT

ROWS = 33
TABLE = ROOT / "docs" / "robustness.md"
_ROW = re.compile(r"^- \*\*(\d+)\. ", re.MULTILINE)
_TEST = re.compile(r"`([\w/]+\.py)::(\w+)`")


def names_in(path: str) -> set[str]:
    """Names of the tests in a file, read and not run."""
    tree = ast.parse((ROOT / "tests" / path).read_text(encoding="utf-8"))
    return {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_every_case_names_tests_that_exist() -> None:
    text = TABLE.read_text(encoding="utf-8")
    parts = _ROW.split(text)
    rows = {int(number): told for number, told in zip(parts[1::2], parts[2::2], strict=True)}
    assert sorted(rows) == list(range(1, ROWS + 1))
    for number, told in rows.items():
        named = _TEST.findall(told)
        assert named, f"row {number} names no test"
        for path, name in named:
            assert name in names_in(path), f"row {number}: there is no {path}::{name}"
