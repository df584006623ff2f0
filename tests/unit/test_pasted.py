"""What people paste: index.pasted, and what index.query makes of it."""

from __future__ import annotations

import pytest

from index.query import parse

PHRASE = (("fix", "teeth"),)


@pytest.mark.parametrize(
    "pair", ["“”", "„“", "«»", "»«", "‟”", "‹›", "〝〞", "＂＂", "″″", "””", "❝❞"]
)
def test_any_quotation_marks_make_a_phrase(pair: str) -> None:
    read = parse(f"{pair[0]}fix teeth{pair[1]}")
    assert (read.phrases, read.words) == (PHRASE, ())
    assert read.text == f"{pair[0]}fix teeth{pair[1]}"  # the box shows what was typed


@pytest.mark.parametrize("dash", "-‐‑‒–—―−﹣－")
def test_any_dash_before_a_word_leaves_it_out(dash: str) -> None:
    read = parse(f"nurse {dash}school {dash}“night shift”")
    assert read.words == ("nurse",)
    assert read.excluded == (("school",), ("night", "shift"))
    assert parse(f"nurse {dash} school").excluded == ()
    assert parse(f"nurse{dash}school").excluded == ()


@pytest.mark.parametrize(
    ("pasted", "code"),
    [
        ("11–1011.00", "11-1011.00"),
        ("11‑1011.00", "11-1011.00"),
        ("11−1011", "11-1011.00"),
        ("(11-1011.00)", "11-1011.00"),
        ("11-1011.00,", "11-1011.00"),
        ("11-1011.00.", "11-1011.00"),
        ("[11-1011]", "11-1011.00"),
        ("“11-1011.00”".strip("“”"), "11-1011.00"),
        ("111011", "11-1011.00"),
        ("111011.00", "11-1011.00"),
        (" 11-1011.00; ", "11-1011.00"),
        ("https://tasks.example.org/occupations/11-1011.00", "11-1011.00"),
        ("http://localhost:8000/occupations/11-1011.00.json?x=1#y", "11-1011.00"),
        ("/occupations/11-1011.00).", "11-1011.00"),
        ("https://www.onetonline.org/link/summary/11-1011.00", "11-1011.00"),
        ("www.onetonline.org/link/details/11-1011.00", "11-1011.00"),
    ],
)
def test_a_code_is_read_as_it_is_pasted(pasted: str, code: str) -> None:
    read = parse(pasted)
    assert read.filters == {"occupation": (code,)}
    assert read.words == ()


@pytest.mark.parametrize("typed", ["991011", "111011 managers", "1110111", "11-10111", "1-1-1011"])
def test_what_is_no_code_is_a_word(typed: str) -> None:
    assert parse(typed).filters == {}


@pytest.mark.parametrize(
    "pasted",
    [
        *(
            "19156",
            "#19156",
            "task 19156.",
            "Task ID: 19156",
            "task-19156",
            "TASK 19156",
            "(19156)",
        ),
        *("task #19156", "Task no. 19156", "task_id=19156", "task: 19156", "19156,", "[19156]"),
        *("https://tasks.example.org/tasks/task-19156", "/tasks/task-19156.json", "/tasks/19156/"),
        *("<https://tasks.example.org/tasks/task-19156>", "http://h:8000/embed/v1/task/19156?q=a"),
        *("https://tasks.example.org/tasks/task-19156.", "https://tasks.example.org/tasks/019156)"),
        "task–19156",
    ],
)
def test_a_task_is_read_as_it_is_pasted(pasted: str) -> None:
    assert parse(pasted).task_id == 19156


@pytest.mark.parametrize("typed", ["-19156", "$19156", "19156%", "room 19156", "1915 6", "19156a"])
def test_what_is_no_task_is_a_word(typed: str) -> None:
    assert parse(typed).task_id is None


@pytest.mark.parametrize(
    "signs", ["😀", "???", "+++", "-", '"', '""', "…", "→ ✓", "👩‍⚕️", "( )", "—", "& %", "*"]
)
def test_signs_alone_find_nothing_and_say_so(signs: str) -> None:
    read = parse(signs)
    assert read.is_wordless
    assert "no word" in read.notes[-1]


@pytest.mark.parametrize(
    "typed", ["", "  ", "a", "-a", "exposure:E2", "exposure:E9", "12", "é", "C++ 😀"]
)
def test_where_something_can_be_read_nothing_is_said(typed: str) -> None:
    assert not parse(typed).is_wordless
