"""Stems: index.relevance.stems."""

from __future__ import annotations

import pytest

from index.relevance.stems import OWN_STEMS, stem
from index.text import IRREGULAR, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("teach", "teaching"),
        ("organize", "organizing"),
        ("community", "communities"),
        ("child", "children"),
        ("organ", "organs"),
        ("correctional", "corrections"),
        ("bus", "buses"),
        ("lens", "lenses"),
        ("computer", "computing"),
        ("thief", "thieves"),
        ("teach", "taught"),
        ("sell", "sold"),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("news", "new"),
        ("animation", "animal"),
        ("organ", "organization"),
        ("organize", "organization"),
        ("community", "communicate"),
        ("experience", "experiment"),
        ("generator", "general"),
        ("international", "internal"),
        ("medication", "medical"),
        ("customs", "customer"),
        ("fabric", "fabricate"),
        ("engine", "engineer"),
        ("office", "officer"),
        ("compute", "computer"),
        ("cloth", "clothes"),
        ("glass", "glasses"),
        ("house", "housing"),
        ("fix", "fixed"),
        ("fit", "fitness"),
    ],
)
def test_words_of_another_meaning_have_another_stem(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_every_exception_is_a_word_as_the_index_has_it() -> None:
    for word in (*OWN_STEMS, *IRREGULAR):
        assert words(word) == [word]
