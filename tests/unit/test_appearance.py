"""Claims about the appearance that partners ask for."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from index.errors import QueryError
from webapp.embed.appearance import (
    BLACK,
    DARK_GROUND,
    LIGHT_GROUND,
    MIN_CONTRAST,
    WHITE,
    Appearance,
    Colour,
    accent_style,
    contrast,
    read_accent,
    read_appearance,
    readable,
    tolerant_appearance,
)

COLOURS: st.SearchStrategy[Colour] = st.tuples(
    st.integers(0, 255), st.integers(0, 255), st.integers(0, 255)
)


@given(COLOURS)
def test_any_accent_is_readable_on_both_grounds(colour: Colour) -> None:
    assert contrast(readable(colour, LIGHT_GROUND, BLACK), LIGHT_GROUND) >= MIN_CONTRAST
    assert contrast(readable(colour, DARK_GROUND, WHITE), DARK_GROUND) >= MIN_CONTRAST


@given(COLOURS)
def test_an_accent_that_is_readable_stays_as_it_is(colour: Colour) -> None:
    if contrast(colour, LIGHT_GROUND) >= MIN_CONTRAST:
        assert readable(colour, LIGHT_GROUND, BLACK) == colour


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    assert contrast((0x76, 0x76, 0x76), WHITE) == pytest.approx(4.54, abs=0.01)
    assert contrast((255, 0, 0), (255, 0, 0)) == 1


def test_the_grounds_are_those_of_the_style_sheet() -> None:
    from webapp.folders import folder

    tokens = (folder("static") / "css" / "tokens.css").read_text(encoding="utf-8")
    tint = re.search(r"--tint: var\(--light, #(\w{6})\) var\(--dark, #(\w{6})\)", tokens)
    assert tint is not None
    assert tuple(bytes.fromhex(tint[1])) == LIGHT_GROUND
    assert tuple(bytes.fromhex(tint[2])) == DARK_GROUND


@pytest.mark.parametrize(
    ("given_as", "read"),
    [("", ""), ("0b5563", "0b5563"), ("#0B5", "00bb55"), ("#D6006C", "d6006c")],
)
def test_colours_are_read_as_people_write_them(given_as: str, read: str) -> None:
    assert read_accent(given_as) == read


@pytest.mark.parametrize("value", ["red", "#12", "1234567", "0b5563;}", "#", "0b55 3", "０b5563"])
def test_what_is_no_colour_is_refused(value: str) -> None:
    with pytest.raises(QueryError, match="is a colour"):
        read_accent(value)


def test_a_style_sheet_holds_nothing_but_colours() -> None:
    assert re.fullmatch(
        r":root:root \{ --accent: var\(--light, #\w{6}\) var\(--dark, #\w{6}\);"
        r" --fill: [^;{}]+; \}\n",
        accent_style("ff0000"),
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", "pink"),
        ("accent", "x"),
        ("lang", "no such language"),
        ("lang", 'en"'),
        ("lang", "e"),
    ],
)
def test_a_look_that_cannot_be_is_refused_and_tolerated_in_an_error(name: str, value: str) -> None:
    args = MultiDict({name: value})
    with pytest.raises(QueryError, match=name):
        read_appearance(args)
    assert tolerant_appearance(args) == Appearance()


def test_a_look_makes_its_parameters_again() -> None:
    args = MultiDict({"theme": "Dark", "accent": "#ABC", "lang": "de-AT"})
    appearance = read_appearance(args)
    assert appearance == Appearance("dark", "aabbcc", "de-at")
    assert read_appearance(MultiDict(appearance.parameters)) == appearance
    assert Appearance().parameters == []
