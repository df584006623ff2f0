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
        ("https://www.onetonline.org/link/tasks/11-1011.00?r=details", "11-1011.00"),
        ("https://www.onetonline.org/link/table/details/tk/11-1011.00", "11-1011.00"),
        ("https://tasks.example.org/embed/v1/occupation/11-1011.00", "11-1011.00"),
        ("https%3A%2F%2Ftasks.example.org%2Foccupations%2F11-1011.00", "11-1011.00"),
        ("https://www.bls.gov/soc/2018/major_groups.htm#11-1011", "11-1011.00"),
        ("https://www.bls.gov/oes/current/oes111011.htm", "11-1011.00"),
        ("１１－１０１１", "11-1011.00"),
        ('"11-1011.00"', "11-1011.00"),
        ("“11-1011.00”,", "11-1011.00"),
        ('11-1011.00"', "11-1011.00"),
        ("\ufeff11-1011.00\u200b", "11-1011.00"),
        ("11 - 1011", "11-1011.00"),
        ("11 – 1011.00", "11-1011.00"),
        ("soc 11-1011", "11-1011.00"),
        ("SOC: 11-1011", "11-1011.00"),
        ("SOC code 11-1011", "11-1011.00"),
        ("O*NET-SOC Code: 11-1011.00", "11-1011.00"),
        ("onet 11-1011.00", "11-1011.00"),
        ("Occupation: 11-1011", "11-1011.00"),
    ],
)
def test_a_code_is_read_as_it_is_pasted(pasted: str, code: str) -> None:
    read = parse(pasted)
    assert read.filters == {"occupation": (code,)}
    assert read.words == ()


@pytest.mark.parametrize(
    "pasted",
    [
        *("29-1141,29-1171", "29-1141.00;29-1171.00", "29-1141.00|29-1171.00", "29-1141/29-1171"),
        *("29-1141.00, 29-1171.00", '"29-1141.00","29-1171.00"', "29-1141.00\n29-1171.00"),
        "https://tasks.example.org/compare?o=29-1141.00&o=29-1171.00",
    ],
)
def test_several_codes_are_several_occupations(pasted: str) -> None:
    read = parse(pasted)
    assert read.filters == {"occupation": ("29-1141.00", "29-1171.00")}
    assert read.words == ()


@pytest.mark.parametrize(
    "typed",
    ["991011", "111011 managers", "1110111", "11-10111", "1-1-1011", "10 - 2020 - 1", "soc 2018"],
)
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
        *("19,156", "19156.0", "ID 19156", "id: 19156", "Tasks 19156", "№ 19156", "１９１５６"),
        *("task%2019156", "task\u00a019156", "task-\u200b19156", "\u200f19156\u200e"),
        *("//tasks.example.org/tasks/task-19156", "http://h/tasks/task-19156%20"),
        "https%3A%2F%2Ftasks.example.org%2Ftasks%2Ftask-19156",
        *("task #19156", "Task no. 19156", "task_id=19156", "task: 19156", "19156,", "[19156]"),
        *("https://tasks.example.org/tasks/task-19156", "/tasks/task-19156.json", "/tasks/19156/"),
        *("<https://tasks.example.org/tasks/task-19156>", "http://h:8000/embed/v1/task/19156?q=a"),
        *("https://tasks.example.org/tasks/task-19156.", "https://tasks.example.org/tasks/019156)"),
        "task–19156",
    ],
)
def test_a_task_is_read_as_it_is_pasted(pasted: str) -> None:
    assert parse(pasted).task_id == 19156


@pytest.mark.parametrize(
    "typed", ["-19156", "$19156", "19156%", "room 19156", "1915 6", "19156a", "19156.5", "1,9156"]
)
def test_what_is_no_task_is_a_word(typed: str) -> None:
    assert parse(typed).task_id is None


@pytest.mark.parametrize(
    "pasted",
    [
        *("fix&nbsp;teeth", "<b>fix</b> teeth", '<a class="x" href="/y?q=z">fix</a> teeth<br/>'),
        *("&lt;p&gt;fix teeth&lt;/p&gt;", "fix&#32;teeth", "[fix teeth](https://x.org/y?q=z)"),
        *("fix%20teeth", "fix+teeth", "https://tasks.example.org/search?q=fix+teeth&type=core"),
        *("https://www.onetonline.org/find/result?s=fix%20teeth", "https://x.org/fix-teeth.html"),
        *(
            "1. fix teeth",
            "2) fix teeth",
            "(3) fix teeth",
            "b) fix teeth",
            "•\tfix teeth",
            "- fix teeth",
        ),
        *(
            "fix teeth¹",
            "fix teeth[12]",
            "fix\u200bteeth",
            "fix\u3000teeth",
            "ｆｉｘ　ｔｅｅｔｈ",
            "ﬁx teeth",
        ),
        *(
            "fix\r\n\tteeth",
            "\u202bfix teeth\u202c",
            "fi\u00adx teeth",
            "**fix** _teeth_",
            "> fix teeth",
        ),
    ],
)
def test_markup_and_marks_of_lists_are_no_words(pasted: str) -> None:
    read = parse(pasted)
    assert (read.words, read.phrases, read.excluded) == (("fix", "teeth"), (), ())


@pytest.mark.parametrize("pasted", ["&quot;fix teeth&quot;", "%E2%80%9Cfix%20teeth%E2%80%9D"])
def test_quotation_marks_that_are_spelt_out_make_a_phrase(pasted: str) -> None:
    assert parse(pasted).phrases == PHRASE


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("100%ab", "100 ab"),  # no UTF-8
        ("AT&T; fix", "at t fix"),
        ("a < b > c", "a b c"),
        ("3. grade", "grade"),
        ("24/7 nurse", "24 7 nurse"),
        ("&nothing; x", "nothing x"),
        ("Ph.D. 10. x", "ph d 10 x"),
        ("https://example.org/", "https example org"),
    ],
)
def test_what_only_looks_like_markup_is_read(typed: str, read: str) -> None:
    assert " ".join(parse(typed).words) == read


@pytest.mark.parametrize(
    ("typed", "filters"),
    [
        ("Exposure: E2", {"exposure": ("E2",)}),
        ("type: core, nurse", {"type": ("core",)}),
        ("zone: 4; used: yes.", {"zone": ("4",), "used": ("yes",)}),
        ("type: nursing notes", {}),
    ],
)
def test_a_filter_may_have_a_space_after_its_colon(
    typed: str, filters: dict[str, tuple[str, ...]]
) -> None:
    assert parse(typed).filters == filters


def test_what_is_spelt_out_cannot_carry_what_no_output_can() -> None:
    for spelt in ("exposure:%00", "exposure:&#0;x", "%ED%A0%80", "&#xd800;", "%00%1b[2J nurse"):
        for note in parse(spelt).notes:
            note.encode()
            assert note.isprintable()


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
