"""The third place of a page of tasks: as the embedded engine fills it, and, without a cluster, as
the distributed one does."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from index.engines.opensearch.ranking import Page, Wanted, seated
from index.engines.opensearch.related import BY_WORDS, LET_THROUGH, Found
from index.engines.whoosh import related
from index.query import parse

QUERY = parse("tower crane")
WANTED = Wanted(start=0, size=10)


def page(*places: int) -> Page:
    found = [Found(9.0 - place, {"text": str(place)}, frozenset(), place) for place in places]
    return Page(total=len(found), hits=found, listed=found)


def hit(place: int, score: float, *names: str) -> dict[str, Any]:
    stored = {"stored": {"text": str(place)}}
    return {
        "_id": f"task:{place}",
        "_score": score,
        "_source": stored,
        "fields": {"place": [place]},
        "matched_queries": list(names),
    }


def answered(found: Page, *hits: dict[str, Any]) -> Page:
    """What becomes of a page if these are the tasks of the occupation."""
    asking = seated(QUERY, [], WANTED, found, 7)
    try:
        (body,) = next(asking)
        assert body["size"] >= len(hits)
        asking.send([{"hits": {"hits": list(hits)}}])
    except StopIteration as stop:
        ended: Page = stop.value
        return ended
    raise AssertionError("one question is enough")


def places(found: Page) -> list[int]:
    return [each.place for each in found.hits]


def test_the_best_task_of_the_occupation_takes_the_third_place() -> None:
    found = page(1, 2, 3, 8)
    seen = answered(found, hit(8, 2.0, BY_WORDS, LET_THROUGH), hit(9, 1.0, BY_WORDS, LET_THROUGH))
    assert places(seen) == [1, 2, 8, 3]
    assert seen.total == found.total
    assert seen.hits[2].by == "words"


@pytest.mark.parametrize(
    "hits",
    [
        [hit(2, 1.0, BY_WORDS, LET_THROUGH), hit(8, 5.0, BY_WORDS, LET_THROUGH)],  # one is there
        [hit(8, 5.0, BY_WORDS)],  # a filter keeps it out
        [hit(8, 5.0, LET_THROUGH)],  # no word finds it, and nothing is understood
        [],
    ],
)
def test_the_page_stays_as_it_is_otherwise(hits: list[dict[str, Any]]) -> None:
    assert places(answered(page(1, 2, 3, 4), *hits)) == [1, 2, 3, 4]


def test_a_page_of_fewer_has_no_third_place() -> None:
    assert places(answered(page(1, 2), hit(8, 5.0, BY_WORDS, LET_THROUGH))) == [1, 2]


@pytest.mark.parametrize("scores", [[5, 4, 3, 2], [5, 3, 3, 3], [3, 3, 3, 3]])
@pytest.mark.parametrize("best", [4, 9])
def test_the_embedded_engine_takes_the_third_place_too(best: int, scores: list[float]) -> None:
    listed = np.array([1, 2, 3, 4], dtype=np.int32)
    given = np.array(scores, dtype=np.float32)
    documents, seen = related.seated(listed, given, best)
    others = [each for each in listed.tolist() if each != best]
    assert documents.tolist() == [*others[:2], best, *others[2:]]
    assert seen.tolist() == sorted(seen.tolist(), reverse=True)
