"""Names of software: index.software, and what the catalogue finds by them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import catalogue, corpus
from index.catalogue import Catalogue, software
from index.errors import NotFoundError
from index.software import asked, is_telling, short_name, slugs
from tests.support import ART, FUN, write_everything


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    sources = tmp_path_factory.mktemp("sources")
    write_everything(sources)
    path = tmp_path_factory.mktemp("catalogue") / catalogue.FILE_NAME
    catalogue.write(corpus.read(sources), path)
    with closing(Catalogue(path)) as opened:
        yield opened


def names(opened: Catalogue, text: str, *, unfinished: bool = False) -> list[str]:
    found = opened.software.named(text.lower().split(), 3, unfinished=unfinished)
    assert found.total == len(found.hits)
    return [one.name for one in found.hits]


def test_a_slug_says_the_name_and_no_two_are_alike() -> None:
    assert slugs(["Microsoft Excel", "C++", "C#", "C", "R&D", "MICROSOFT Excel", "微軟"]) == {
        "C": "c",
        "C#": "c-sharp",
        "C++": "c-plus-plus",
        "MICROSOFT Excel": "microsoft-excel",
        "Microsoft Excel": "microsoft-excel-2",
        "R&D": "r-and-d",
        "微軟": "software",
    }


@given(st.lists(st.text(min_size=1), unique=True, max_size=20))
def test_every_name_has_a_slug_that_stands_in_an_address(given_names: list[str]) -> None:
    found = slugs(given_names)
    assert set(found) == set(given_names)
    assert len(set(found.values())) == len(given_names)
    assert all(slug.replace("-", "").isalnum() and slug.isascii() for slug in found.values())


def test_what_every_product_is_called_does_not_name_one() -> None:
    assert short_name("SAP software") == "sap"
    assert short_name("Software") == "software"
    assert asked(("the", "sap", "software")) == ("sap",)
    assert asked(("software",)) == ()
    assert is_telling("excel", {"power"})
    assert not any(is_telling(word, {"power"}) for word in ("power", "software", "2016", "r"))


def test_a_product_is_found_by_its_name_with_its_makers_or_without(opened: Catalogue) -> None:
    for text in ("Microsoft Excel", "excel", "use Excel software", "excel microsoft"):
        assert names(opened, text) == ["Microsoft Excel"], text


def test_words_that_say_something_else_as_well_name_no_product(opened: Catalogue) -> None:
    # "Fun" is a word of a job title, and "Fun software" is used in one occupation.
    assert names(opened, "fun times") == []
    assert names(opened, "fun") == ["Fun software"]
    assert names(opened, "microsoft excel for art") == []
    assert names(opened, "software") == []
    assert names(opened, "a b c d e f g excel") == []


def test_a_word_still_being_typed_names_only_what_many_occupations_use(opened: Catalogue) -> None:
    assert names(opened, "photosho", unfinished=True) == []
    assert names(opened, "photoshop", unfinished=True) == ["Adobe Photoshop"]


def test_the_database_would_find_no_more_than_its_sets_of_words_let_through(
    opened: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(software, "WELL_KNOWN", 2)
    product_names = [short_name(product.name) for product in opened.software.all()]
    typed = {name[:end] for name in product_names for end in range(1, len(name) + 1)}
    typed |= {name.partition(" ")[2] for name in product_names}

    def found() -> dict[str, list[str]]:
        with closing(Catalogue(opened.path)) as again:  # sets are made once, when they are needed
            return {text: names(again, text, unfinished=True) for text in sorted(typed)}

    by_sets = found()
    monkeypatch.setattr(software._Names, "may_mean", lambda *_: True)
    monkeypatch.setattr(software._Names, "begin", lambda *_: True)
    assert found() == by_sets
    assert any(by_sets.values())


def test_an_occupation_lists_its_software_in_demand_first(opened: Catalogue) -> None:
    listed = opened.occupations.entry(ART).software
    assert [(one.name, one.in_demand) for one in listed] == [
        ("Adobe Photoshop", True),
        ("Microsoft Excel", False),
    ]


def test_a_product_lists_its_occupations(opened: Catalogue) -> None:
    entry = opened.software.entry("microsoft-excel")
    assert (entry.software.occupation_count, entry.software.in_demand_count) == (2, 0)
    assert entry.in_demand == ()
    assert [one.code for one in entry.others] == [ART, FUN]
    assert [one.code for one in opened.software.entry("adobe-photoshop").in_demand] == [ART]
    with pytest.raises(NotFoundError):
        opened.software.entry("microsoft-word")
