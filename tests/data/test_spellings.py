"""Words joined, hyphened or apart find the same: all that the release itself writes in two ways."""

from __future__ import annotations

import pytest

from index import Encyclopedia
from index.engines.protocol import Results
from tests.spelling import spellings


def found(results: Results) -> tuple[list[int], list[str], int]:
    return (
        [hit.task_id for hit in results.tasks.hits],
        [hit.occupation_code for hit in results.occupations.hits],
        results.tasks.total,
    )


@pytest.mark.parametrize("end", ["", " "])
def test_every_spelling_finds_the_same_in_the_same_order(full: Encyclopedia, end: str) -> None:
    pairs = spellings(full)
    assert len(pairs) > 1000
    # All of them take minutes on a busy machine; these are every eighth.
    pairs = pairs[4 if end else 0 :: 8]
    differing = [
        spelt for spelt in pairs if len({str(found(full.search(one + end))) for one in spelt}) > 1
    ]
    assert not differing


@pytest.mark.parametrize(
    "spelt",
    [
        ("caveins", "cave-ins", "cave ins"),
        ("letoff", "let-off", "let off"),
        ("semiliquids", "semi-liquids", "semi liquids"),
        ("hotcell", "hot-cell", "hot cell"),
        ("markups", "mark-ups", "markups "),
    ],
)
def test_what_a_hyphen_joins_is_no_name_in_another_language(
    full: Encyclopedia, spelt: tuple[str, ...]
) -> None:
    results = [full.search(each) for each in spelt]
    assert len({str(found(each)) for each in results}) == 1
    assert results[0].tasks.total
    assert not any(each.read_as for each in results)


@pytest.mark.parametrize("joined", ["patternmaker", "restroom"])
def test_two_words_that_are_one_go_on_as_it_does(full: Encyclopedia, joined: str) -> None:
    apart = joined.replace("maker", " maker").replace("room", " room")
    assert found(full.search(joined)) == found(full.search(apart))
