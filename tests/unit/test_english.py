"""How usual words are in English, how they sound, and how Americans spell them."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.relevance import english
from index.relevance.english import likeliest, usual
from index.relevance.sound import sound
from index.relevance.spellings import american, american_forms

LIST = Path(english.__file__).parent / "lists" / "english.txt"


def words_and_tenths() -> list[tuple[str, str]]:
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return [(line[:-2], line[-2:]) for line in lines if not line.startswith("#")]


def test_every_word_of_the_list_is_found_with_its_value() -> None:
    listed = words_and_tenths()
    assert len(listed) > 50_000
    assert all(usual(word) == int(tenths) / 10 for word, tenths in listed)


def test_the_list_is_small_in_order_and_says_its_licence() -> None:
    text = LIST.read_text(encoding="utf-8")
    assert len(text.encode()) <= 1 << 20
    assert "CC BY-SA 4.0" in text
    words = [word for word, _ in words_and_tenths()]
    assert words == sorted(set(words))


@pytest.mark.parametrize("word", ["onboarding", "upsell", "chatbot", "etsy", "sysops"])
def test_words_and_names_younger_than_dictionaries_are_english(word: str) -> None:
    assert usual(word) > 0


@pytest.mark.parametrize(
    "word", ["skool", "marke", "fizzyotherapist", "recieve", "enviroment", "zzzz", "a", ""]
)
def test_what_is_no_english_word_is_not_usual(word: str) -> None:
    assert usual(word) == 0.0


def test_the_most_usual_word_of_all_that_begin_so_is_the_likeliest() -> None:
    listed = words_and_tenths()
    for beginning in ("engin", "theat", "zu", "a", "xylo"):
        begun = [(word, int(tenths) / 10) for word, tenths in listed if word.startswith(beginning)]
        assert likeliest(beginning) == max(begun, key=lambda each: each[1]), beginning
    assert likeliest("zqx") == ("", 0.0)


def test_usual_words_are_more_usual() -> None:
    assert usual("the") > usual("school") > usual("diplomacy") > usual("unblock") > 0


@pytest.mark.parametrize(
    ("heard", "written"),
    [
        ("fizzyotherapist", "physiotherapist"),
        ("skool", "school"),
        ("farmasist", "pharmacist"),
        ("sekretary", "secretary"),
        ("enjineer", "engineer"),
        ("kwality", "quality"),
        ("sychologist", "psychologist"),
    ],
)
def test_words_that_sound_alike_have_one_sound(heard: str, written: str) -> None:
    assert sound(heard) == sound(written)


@pytest.mark.parametrize(("one", "other"), [("nurse", "purse"), ("teacher", "tiger")])
def test_words_that_sound_otherwise_have_another(one: str, other: str) -> None:
    assert sound(one) != sound(other)


@pytest.mark.parametrize(
    ("british", "there"),
    [
        ("mitre", "miter"),
        ("analogue", "analog"),
        ("faeces", "feces"),
        ("watercolours", "watercolors"),
        ("palaeontology", "paleontology"),
        ("institutionalised", "institutionalized"),
        ("woollen", "woolen"),
        ("artefacts", "artifacts"),
    ],
)
def test_british_spellings_have_the_american_one_among_their_forms(
    british: str, there: str
) -> None:
    assert there in american_forms(british)


@pytest.mark.parametrize(("british", "there"), [("centred", "centered"), ("centres", "centers")])
def test_the_forms_of_centre_are_those_of_center(british: str, there: str) -> None:
    assert american(british) == there
