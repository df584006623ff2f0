"""Word lists: index.lists, and the files in index/relevance/lists."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index import lists
from index.errors import WordListError
from index.relevance.stems import OWN_STEMS
from index.text import IRREGULAR, STOP_WORDS
from tests.support import ROOT

FOLDER = ROOT / "index" / lists.FOLDER
FILES = sorted(FOLDER.glob("*.txt"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_list_says_first_what_it_holds_and_how_it_is_made(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    comment = []
    while lines and lines[0].startswith("#"):
        comment.append(lines.pop(0))
    assert "made by" in " ".join(comment).lower()
    assert lines


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_list_is_read_by_some_module(path: Path) -> None:
    modules = (ROOT / "index").rglob("*.py")
    named = (f'"{path.stem}"', f'"{path.name}"')
    assert any(name in module.read_text(encoding="utf-8") for module in modules for name in named)


def test_every_kind_of_list_is_read() -> None:
    assert {"the", "someone", "gets"} <= STOP_WORDS
    assert IRREGULAR["begun"] == IRREGULAR["began"] == "begin"
    assert OWN_STEMS["organizations"] == "organizat"
    assert ("artificial", "intelligence") in lists.phrases("ai_names")


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Puts a text in the place of a list, and gives the name of that list."""
    monkeypatch.setattr("importlib.resources.files", lambda package: tmp_path)
    folder = tmp_path / lists.FOLDER
    folder.mkdir(parents=True)

    def write(text: str) -> str:
        (folder / "tried.txt").write_text(text, encoding="utf-8")
        return "tried"

    return write


def test_comments_are_left_out(written: Callable[[str], str]) -> None:
    name = written("# What this is.\none two\n# More:\nthree\n")
    assert lists.word_set(name) == {"one", "two", "three"}
    assert lists.phrases(name) == (("one", "two"), ("three",))


@pytest.mark.parametrize(
    ("read", "text", "problem"),
    [
        (lists.word_set, "# \none\nOne\n", r'tried\.txt, line 3: "One" is not words'),
        (lists.word_set, "one  two\n", "line 1: .* one space"),
        (lists.word_set, "one\n\ntwo\n", 'line 2: "" is not'),
        (lists.word_set, "one two\ntwo\n", 'line 2: "two" stands here twice'),
        (lists.phrases, "a b\na b\n", 'line 2: "a b" stands here twice'),
        (lists.phrases, "a b: c\n", "line 1: .* is not words"),
        (lists.table, "a b c\n", "line 1: .* no colon"),
        (lists.table, "a:b\n", "line 1: .* no colon"),
        (lists.table, "a: \n", 'line 1: "" is not'),
        (lists.table, "a: b: c\n", 'line 1: "b: c" is not'),
        (lists.table, "a: b\na: c\n", 'line 2: "a" stands here twice'),
    ],
)
def test_a_mistake_in_a_list_is_said_with_its_line(
    written: Callable[[str], str], read: Callable[[str], object], text: str, problem: str
) -> None:
    with pytest.raises(WordListError, match=problem):
        read(written(text))


def test_a_list_that_is_not_there_is_named(written: Callable[[str], str]) -> None:
    with pytest.raises(WordListError, match=r"other\.txt: the file cannot be read"):
        lists.word_set("other")


def test_a_list_in_another_encoding_is_named(written: Callable[[str], str], tmp_path: Path) -> None:
    name = written("")
    (tmp_path / lists.FOLDER / f"{name}.txt").write_bytes(b"caf\xe9\n")
    with pytest.raises(WordListError, match=r"tried\.txt: the file cannot be read"):
        lists.word_set(name)
