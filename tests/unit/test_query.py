"""What a person typed → a Query: index.query."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import QueryError
from index.query import (
    FILTERS,
    MAX_CHARACTERS,
    MAX_PAGE,
    MAX_READ,
    MAX_SIZE,
    MAX_WORDS,
    SORTS,
    Query,
    parse,
    whole_number,
)


@pytest.mark.parametrize(
    ("text", "words", "prefix"),
    [
        ("ther", ("ther",), True),
        ("ther ", ("ther",), False),
        ("ther\t", ("ther",), False),
        ("fix teeth", ("fix", "teeth"), True),
        ("teeth.", ("teeth",), True),
        ("self-help", ("self", "help"), True),
        ("- help", ("help",), True),
        ("--help", ("help",), True),
        ("nurse -aide", ("nurse",), False),
        ('art "studio work"', ("art",), False),
        ("nurse exposure:E2", ("nurse",), False),
        ("colour:red", ("colour", "red"), True),
        ("t:[a TO z]", ("t", "a", "to", "z"), True),
        ("t*", ("t",), True),
        ("!!!", (), False),
        ("art !!!", ("art",), False),
        ("", (), False),
    ],
)
def test_words_and_whether_the_last_is_still_typed(
    text: str, words: tuple[str, ...], prefix: bool
) -> None:
    query = parse(text)
    assert (query.words, query.prefix) == (words, prefix)


@pytest.mark.parametrize(
    ("text", "phrases", "excluded"),
    [
        ('"art therapy"', (("art", "therapy"),), ()),
        ('"art therapy', (("art", "therapy"),), ()),
        ('""', (), ()),
        ('"" ""', (), ()),
        ('-"art therapy"', (), (("art", "therapy"),)),
        ("-art", (), (("art",),)),
        ("-self-help", (), (("self", "help"),)),
        ("-", (), ()),
        ('"Client’s art"', (("client", "art"),), ()),
    ],
)
def test_phrases_and_what_is_excluded(
    text: str, phrases: tuple[tuple[str, ...], ...], excluded: tuple[tuple[str, ...], ...]
) -> None:
    query = parse(text)
    assert (query.phrases, query.excluded, query.words) == (phrases, excluded, ())


def test_an_exclusion_alone_is_blank() -> None:
    assert parse("-art").is_blank
    assert parse("exposure:E2").is_blank
    assert not parse('"art"').is_blank


@pytest.mark.parametrize("name", FILTERS)
def test_every_value_of_a_filter_can_be_typed_in_any_case(name: str) -> None:
    for value in FILTERS[name]:
        assert parse(f"{name.upper()}:{value.lower()}").filters == {name: (value,)}
        assert parse("", filters={name: [value.upper()]}).filters == {name: (value,)}


def test_values_of_one_filter_add_up_and_count_once() -> None:
    query = parse("exposure:E2 exposure:e2 exposure:E0", filters={"exposure": ["E1", "E2"]})
    assert query.filters == {"exposure": ("E1", "E2", "E0")}


@pytest.mark.parametrize(
    ("typed", "code"), [("29-1129.01", "29-1129.01"), ("29-1129", "29-1129.00")]
)
def test_an_occupation_is_a_code(typed: str, code: str) -> None:
    assert parse(f"occupation:{typed}").filters == {"occupation": (code,)}


def test_a_typed_filter_that_cannot_be_is_a_note_and_not_an_error() -> None:
    query = parse("nurse exposure:E9 ")
    assert query.filters == {}
    assert query.words == ("nurse",)
    (note,) = query.notes
    assert "exposure:E9" in note
    assert "unlabelled" in note


@pytest.mark.parametrize(
    ("parameters", "name"),
    [
        ({"filters": {"colour": ["red"]}}, "colour"),
        ({"filters": {"exposure": ["E9"]}}, "exposure"),
        ({"filters": {"occupation": ["nurse"]}}, "occupation"),
        ({"kind": "person"}, "kind"),
        ({"sort": "luck"}, "sort"),
        ({"page": 0}, "page"),
        ({"page": MAX_PAGE + 1}, "page"),
        ({"size": 0}, "size"),
        ({"size": MAX_SIZE + 1}, "size"),
    ],
)
def test_a_parameter_that_cannot_be_is_an_error_that_names_it(
    parameters: dict[str, Any], name: str
) -> None:
    with pytest.raises(QueryError) as caught:
        parse("art", **parameters)
    assert caught.value.parameter == name
    assert str(caught.value).startswith(f"{name}: is ")


def test_an_error_does_not_repeat_more_than_a_little_of_what_was_given() -> None:
    long = "x" * 10_000
    wrong: list[dict[str, Any]] = [{"kind": long}, {"sort": long}, {"filters": {long: ["a"]}}]
    for parameters in wrong:
        with pytest.raises(QueryError) as caught:
            parse("", **parameters)
        assert len(str(caught.value)) < 300
    assert all(len(note) < 500 for note in parse(f"exposure:{long}").notes)


def test_characters_beyond_the_limit_are_dropped_with_a_note() -> None:
    query = parse("art " * MAX_CHARACTERS)
    assert len(query.text) == MAX_CHARACTERS
    assert any(str(MAX_CHARACTERS) in note for note in query.notes)
    assert parse("x" * MAX_CHARACTERS).notes == ()


def test_words_beyond_the_limit_are_dropped_with_a_note() -> None:
    query = parse("b c " * MAX_READ)
    assert query.words == ("b", "c") * (MAX_READ // 2)
    assert not query.prefix
    assert any(str(MAX_READ) in note for note in query.notes)
    assert parse(" ".join("b" * MAX_READ)).notes == ()
    assert parse(" ".join("b" * MAX_READ)).prefix


def test_all_of_a_long_sentence_is_read() -> None:
    typed = "We are looking for a careful person to keep the books and pay the bills on time"
    query = parse(typed)
    assert query.words == tuple(typed.lower().split())
    assert query.prefix
    assert query.notes == ()


def test_words_of_phrases_count_as_words() -> None:
    query = parse(f'"{"a " * MAX_WORDS}" i j k "l m"')
    assert sum(map(len, query.phrases)) == MAX_WORDS
    assert query.words == ()
    assert any(str(MAX_WORDS) in note for note in query.notes)


def test_words_beside_a_phrase_that_is_long_enough_are_left_out_with_a_note() -> None:
    query = parse(f'"{"a " * MAX_WORDS}" nurse')
    assert query.words == ()
    (note,) = query.notes
    assert "outside quotation marks" in note
    assert parse(f'"{"a " * MAX_WORDS}"').notes == ()
    assert parse(f'"{"a " * (MAX_WORDS - 1)}" nurse').words == ("nurse",)


def test_exclusions_beyond_the_limit_are_left_out_with_a_note() -> None:
    query = parse("art " + " ".join(f"-b{n}" for n in range(MAX_WORDS + 1)))
    assert len(query.excluded) == MAX_WORDS
    (note,) = query.notes
    assert str(MAX_WORDS) in note
    assert parse("art " + " ".join(f"-b{n}" for n in range(MAX_WORDS))).notes == ()


@pytest.mark.parametrize("typed", ["-type:core", "-Exposure:E9", "-29-1141.00", "-occupation:x"])
def test_a_filter_behind_a_hyphen_is_left_out_with_a_note(typed: str) -> None:
    query = parse(f"nurse {typed}")
    assert (query.words, query.excluded, query.filters) == (("nurse",), (), {})
    (note,) = query.notes
    assert typed in note


@given(st.text() | st.text(alphabet='ab":- \\*(E2xposure', max_size=250))
def test_whatever_is_typed_becomes_a_query_within_the_limits(text: str) -> None:
    query = parse(text)
    assert len(query.text) <= MAX_CHARACTERS
    assert sum(map(len, query.phrases)) <= MAX_WORDS
    assert len(query.words) <= MAX_READ
    assert len(query.excluded) <= MAX_WORDS
    assert not query.prefix or query.words
    assert all(word for phrase in (query.words, *query.phrases, *query.excluded) for word in phrase)
    assert parse(text) == query


@given(st.text(max_size=MAX_CHARACTERS))
def test_what_the_box_shows_means_the_same(text: str) -> None:
    query = parse(text)
    assert parse(query.text) == query


@pytest.mark.parametrize("sort", SORTS)
def test_what_is_beside_the_text_is_kept(sort: str) -> None:
    query = parse("art", sort=sort, kind="occupation", page=3, size=7, verbatim=True)
    assert (query.sort, query.kind, query.page, query.size) == (sort, "occupation", 3, 7)
    assert query.verbatim


def test_a_query_is_the_default_one() -> None:
    assert parse("") == Query(text="")


def test_a_whole_number_is_given_once_in_plain_digits() -> None:
    assert whole_number("page", [], 1) == 1
    assert whole_number("page", ["012"], 1) == 12
    for wrong in (["1", "2"], ["-1"], ["2.5"], ["NaN"], ["1e9"], ["٣"], [""], ["1" * 4000]):
        with pytest.raises(QueryError) as caught:
            whole_number("page", wrong, 1)
        assert caught.value.parameter == "page"
        assert len(str(caught.value)) < 100


def test_letters_and_their_accents_are_one_however_they_were_typed() -> None:
    apart = unicodedata.normalize("NFD", "músi")
    assert apart != "músi"
    assert parse(apart) == parse("músi")
