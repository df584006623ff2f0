"""Text in, words out: index.text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.text import clean, fold, fold_word, form_key, matching_key, singular, tokens, words

ANY = st.text(max_size=80)
# What lengthens, shortens or splits when it is folded, between ordinary letters.
TRICKY = st.text(alphabet="aZ 9'’.½ﬁ™…ﷺŉßİǅé\u0301\u200b+#-c", max_size=30)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fix teeth.", ["fix", "teeth"]),
        ("client's clients’ CLIENT´S", ["client", "clients", "client"]),
        ("self-help, and/or", ["self", "help", "and", "or"]),
        ("C++, C# and R", ["c++", "c#", "and", "r"]),
        ("R.N. or r.n.", ["rn", "or", "rn"]),
        ("Café ﬁx Ⅷ", ["cafe", "fix", "viii"]),
        ("under_score", ["under", "score"]),
        ("O'Brien don't", ["obrien", "dont"]),
        ("3.5 mm", ["3", "5", "mm"]),
        ("日本語 текст", ["日本語", "текст"]),
        ("— … !", []),
        ("", []),
    ],
)
def test_words_are_folded_and_in_order(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(ANY)
def test_cleaning_is_idempotent_and_leaves_what_any_output_can_carry(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    cleaned.encode()
    assert all(unicodedata.category(c) not in ("Cc", "Cf", "Cs") for c in cleaned)
    assert len(cleaned) <= len(text)


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126)))
def test_plain_text_is_clean_already(text: str) -> None:
    assert clean(text) == text


def test_cleaning_takes_out_what_nobody_sees() -> None:
    assert clean("a\x00b\u200dc\u202ed\ud800e\r\nf\u2028g\u200bh") == "abcde  f g h"


@given(ANY | TRICKY)
def test_folding_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY | TRICKY)
@example("ﷺ")
@example("½ cup")
def test_words_are_words(text: str) -> None:
    """Whoever searches for the words of a text means the same words."""
    found = words(text)
    assert all(word and not any(c.isspace() for c in word) for word in found)
    assert words(" ".join(found)) == found


@given(ANY | TRICKY)
@example("Foo™ bar")
@example("½ cup")
@example("ﷺ")
@example("ﬁx ﬁt")
def test_tokens_are_the_words_and_stand_where_they_say(text: str) -> None:
    found = list(tokens(text))
    assert [token.word for token in found] == words(text)
    before = 0
    for token in found:
        assert 0 <= token.start < token.end <= len(text)
        assert token.start >= before
        before = token.start


@given(st.text(alphabet="abz' .-", max_size=40))
def test_in_plain_text_a_token_is_what_stands_at_its_place(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert fold_word(text[token.start : token.end]) == token.word
        assert token.start >= end
        end = token.end


@pytest.mark.parametrize(
    ("word", "expected"),
    [("client's", "client"), ("clients'", "clients"), ("r.n.", "rn"), ("art", "art"), ("'s", "")],
)
def test_a_folded_word_has_no_possessive_ending(word: str, expected: str) -> None:
    assert fold_word(word) == expected


@given(ANY)
def test_a_matching_key_is_lower_case_letters_digits_and_single_spaces(text: str) -> None:
    key = matching_key(text)
    assert matching_key(key) == key
    assert set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")
    assert "  " not in key
    assert key == key.strip()


def test_statements_that_differ_in_case_and_punctuation_have_one_key() -> None:
    assert matching_key('Say "no", e.g., to IT.') == matching_key("say no e g to it") != ""


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("nurses", "nurse"),
        ("bosses", "boss"),
        ("boss", "boss"),
        ("firemen", "fireman"),
        ("secretaries", "secretary"),
        ("wives", "wife"),
        ("midwives", "midwife"),
        ("penknives", "penknife"),
        ("shelves", "shelf"),
        ("representatives", "representative"),
        ("olives", "olive"),
        ("gloves", "glove"),
    ],
)
def test_the_singular_of_a_plural(plural: str, one: str) -> None:
    assert singular(plural) == one
    assert singular(one) == one


def test_forms_of_a_title_have_one_key() -> None:
    assert form_key(words("Directors of Nursing")) == form_key(words("director nursing"))
    assert form_key(["of", "the"]) == "of the"
