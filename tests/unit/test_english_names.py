"""English names of ESCO: which of them lead to an occupation, and from which letter on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.corpus import read
from index.engines.english_names import EnglishNames, open_english, write
from index.engines.protocol import Standing
from index.errors import EngineError
from index.query import parse
from index.records.joined import ForeignTitle
from index.records.published import LayTitle
from tests.support import write_everything
from tests.unit.test_foreign import (
    CHEFS,
    DOCTORS,
    DRIVERS,
    LAWYERS,
    NURSES,
    OFFICIAL,
    TEACHERS,
    named,
)

PREFERRED = [
    (DRIVERS, "lorry and van man", 1.0),
    (NURSES, "nurse for general care", 1.0),
    (CHEFS, "chef", 1.0),
    (LAWYERS, "court counsel", 0.8),
    (TEACHERS, "weak tutor", 0.5),
    (TEACHERS, "school manager", 0.8),
    (CHEFS, "use saggers", 0.8),
    (NURSES, "court counter", 0.8),
]
AS_ONET = [
    (DRIVERS, "midwife", 1.0),
    (NURSES, "armoured car driver", 1.0),
    (NURSES, "glass beveller", 1.0),
    (NURSES, "teacher of youth programmes", 1.0),
]
"""Names of ESCO that are titles of O*NET but for spelling, number or order."""
TITLES = ["Midwives", "Armored Car Drivers", "Glass Beveler", "Youth Program Teacher"]
OTHERS = [
    (LAWYERS, "school manager", 1.0),
    (NURSES, "sage teacher", 1.0),
    (NURSES, "wardsister", 0.8),
    (DRIVERS, "wardsister", 1.0),
    (LAWYERS, "policies writers", 1.0),
    (LAWYERS, "surgeons policy", 1.0),
]


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> EnglishNames:
    """Occupations, titles and statements of `test_foreign`, with English names of ESCO."""
    folder = tmp_path_factory.mktemp("english")
    write_everything(folder / "sources")
    corpus = named(read(folder / "sources"))
    lay = [LayTitle(DOCTORS, title, None) for title in TITLES]
    titles = [
        ForeignTitle(code, "en", title, of is not OTHERS, "http://x", "exactMatch", sure)
        for of in (PREFERRED, AS_ONET, OTHERS)
        for code, title, sure in of
    ]
    corpus = replace(corpus, lay_titles=(*corpus.lay_titles, *lay))
    write(replace(corpus, foreign_titles=(*corpus.foreign_titles, *titles)), folder)
    opened = open_english(folder)
    assert opened is not None
    return opened


def standing(word: str, *, unfinished: bool, misspelt: bool = False, names: int = 0) -> Standing:
    return "onet" if "wards".startswith(word) else "unknown"


def whole(names: EnglishNames, text: str) -> list[tuple[str, list[str]]]:
    return [
        (read.title, [sorted(OFFICIAL)[number] for number in read.occupations])
        for read in names.whole(parse(text))
    ]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Lorry and van man", [("lorry and van man", [DRIVERS])]),
        ("lorry and van men ", [("lorry and van man", [DRIVERS])]),  # another form
        ("nurse in general care", [("nurse for general care", [NURSES])]),
        ("nurse general", []),
        ("chef", []),  # a title of O*NET
        ("weak tutor", []),  # the match is not sure
        ("school manager", [("school manager", [TEACHERS])]),  # whose own name it is
        ("sage teacher", []),  # not preferred, and O*NET has all words
        ("surgeons policy", []),  # in other forms
        ("policies writers", [("policies writers", [LAWYERS])]),  # O*NET has no writers
        ("wardsisters", [("wardsister", [DRIVERS, NURSES])]),  # the surest first
        ('"lorry and van man"', []),
        ("lorry van man -sage", []),
    ],
)
def test_a_name_leads_that_esco_prefers_or_that_onet_has_no_word_for(
    names: EnglishNames, typed: str, found: list[tuple[str, list[str]]]
) -> None:
    assert whole(names, typed) == found


def test_a_title_of_onet_stays_its_own_in_any_spelling_number_and_order(
    names: EnglishNames,
) -> None:
    for _, title, _ in AS_ONET:
        assert whole(names, title) == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("lorry van m", ""),  # too few letters of a word
        ("lorry van", ""),  # another word is missing
        ("court couns", "court counsel"),
        ("court coun", ""),  # two occupations begin so
        ("court couns ", ""),  # no more letters follow
        ("use sag", ""),  # so does a statement
        ("use sagg", "use saggers"),
        ("wardsi", "wardsister"),
        ("ward", ""),  # begins a word of O*NET's
    ],
)
def test_a_last_word_may_be_unfinished_if_nothing_of_onet_begins_so(
    names: EnglishNames, typed: str, found: str
) -> None:
    read = [reading.title for reading in names.begun(parse(typed), standing)]
    assert read == ([found] if found else [])


def test_without_names_there_is_no_file_and_a_damaged_one_is_refused(tmp_path: Path) -> None:
    write_everything(tmp_path / "sources")
    write(replace(read(tmp_path / "sources"), foreign_titles=()), tmp_path)
    assert open_english(tmp_path) is None
    (tmp_path / "english_names.arrays").write_bytes(b"\x02\0\0\0\0\0\0\0{}")
    with pytest.raises(EngineError, match=r"english_names\.arrays"):
        open_english(tmp_path)
