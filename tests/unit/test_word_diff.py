"""Two wordings, word by word: webapp.text.word_diff."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from webapp.text.word_diff import differences

TEXTS = st.lists(st.sampled_from(["Draw", "art,", "art", "and", "show", " ", "  ", "it."])).map(
    " ".join
)


def told(before: str, after: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in differences(before, after)]


def test_what_went_stands_before_what_came() -> None:
    assert told("Draw all art.", "Draw most art.") == [
        ("same", "Draw "),
        ("gone", "all"),
        ("new", "most"),
        ("same", " art."),
    ]


def test_a_comma_is_seen_with_its_word() -> None:
    assert told("on topics, such", "on topics such") == [
        ("same", "on "),
        ("gone", "topics,"),
        ("new", "topics"),
        ("same", " such"),
    ]


def test_the_same_words_are_one_piece() -> None:
    assert told("Draw.", "Draw.") == [("same", "Draw.")]
    assert told("", "") == []
    assert told("", "Draw.") == [("new", "Draw.")]


@given(before=TEXTS, after=TEXTS)
def test_both_wordings_can_be_put_together_again(before: str, after: str) -> None:
    pieces = differences(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == after
