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
    # All of them take minutes on a busy machine; these are every fourth.
    pairs = pairs[1 if end else 0 :: 4]
    differing = [
        spelt for spelt in pairs if len({str(found(full.search(one + end))) for one in spelt}) > 1
    ]
    # What stands with a hyphen once, and never as one, may be like another word: "cave-ins".
    assert len(differing) <= len(pairs) // 20, differing
