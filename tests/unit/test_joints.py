"""Words that are written together and apart: index.lexicon.joints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain, pairwise

import pytest

from index.lexicon.joints import Joints, derive, in_whole, whole
from index.text import tokens, word_places, words

TEXTS = (
    *["Provide health care."] * 3,
    *["Provide healthcare to healthcare workers."] * 2,
    "Read blue prints.",
    *["Read blueprints, and a blueprint."] * 5,
    *["Set up machines, and write a set-up sheet."] * 4,
    "Setup machines.",
    "Inspect or repair.",
    *["Inspector of inspectors"] * 2,
    "Engineer-in-charge, or stand-in",
    "Standing",
    "E-learning designer",
    "Learn e-mail.",
    "On-board computers; boarding, on boarding passes and onboarding.",
    "Pay per use",
)


def derived(texts: Sequence[str]) -> list[str]:
    found = [tuple(words(text)) for text in texts]
    counts = Counter(chain.from_iterable(found))
    return derive(counts, Counter(chain.from_iterable(map(pairwise, found))), texts)


@pytest.fixture(scope="module")
def joints() -> Joints:
    return Joints(derived(TEXTS))


def test_the_order_of_the_texts_decides_nothing() -> None:
    texts = (*TEXTS, "Direct stand-ins")
    assert derived(texts) == derived(texts[::-1])


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("healthcare", "health care"),  # both, and neither much more often
        ("blueprint", "blueprint"),  # nearly always one
        ("setup", "set up"),
        ("setups", "set ups"),
        ("elearning", "e learning"),  # nobody writes it as one, but with a hyphen
        ("elearn", "e learn"),
        ("inspector", "inspector"),  # "inspect or" is no word
        ("standin", "standin"),  # the beginning of "standing"
        ("engineerin", "engineerin"),
        ("onboarding", "onboarding"),  # not what is on board
        ("email", "email"),  # an everyday word
        ("payper", "payper"),  # no text has it as one, nor with a hyphen
        ("care", "care"),
        ("", ""),
    ],
)
def test_what_is_mostly_written_apart_is_read_apart(joints: Joints, word: str, parts: str) -> None:
    assert " ".join(joints.parts(word)) == parts


def test_a_text_is_divided_where_words_are_and_is_whole_again(joints: Joints) -> None:
    for text in (*TEXTS, "HealthCare, éhealthcare healthcare2 HEALTHCARE"):
        divided = joints.divided(text)
        assert whole(divided) == text
        assert list(chain.from_iterable(map(joints.parts, words(text)))) == words(divided)


def test_marks_stand_where_the_whole_text_has_them(joints: Joints) -> None:
    text = "Plan healthcare, set up and Setup of healthcare."
    divided = joints.divided(text)
    places = in_whole(divided, word_places(divided))
    assert [text[start:end].lower() for start, end in places] == words(divided)
    assert list(in_whole(text, word_places(text))) == [token[1:] for token in tokens(text)]
