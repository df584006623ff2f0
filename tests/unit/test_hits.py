"""Hits of what an index stores, by the names of the fields: index.engines.hits and documents."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from itertools import permutations
from pathlib import Path

import pytest

from index import corpus
from index.engines.documents import activity_documents, occupation_documents, task_documents
from index.engines.hits import hit_maker
from index.engines.protocol import ActivityHit, OccupationHit, TaskHit
from tests.support import write_everything


@dataclass(frozen=True, slots=True)
class Found:
    number: int
    score: float
    text: str
    zone: int | None
    missing: tuple[str, ...] = ()


def test_a_value_goes_to_the_field_of_its_name_in_whatever_order_it_is_stored() -> None:
    values = {"number": 7, "text": "Sing.", "zone": None, "extra": "of a later release"}
    for names in permutations(values):
        make = hit_maker(Found, names, ("missing", "score"))
        assert make([values[name] for name in names], ("x",), 2.5) == Found(
            7, 2.5, "Sing.", None, ("x",)
        )


def test_a_field_that_nothing_is_known_of_has_its_default() -> None:
    assert hit_maker(Found, ("zone", "text", "number"), ("score",))((3, "Sing.", 7), 1.0) == Found(
        7, 1.0, "Sing.", 3
    )


def test_a_value_that_is_missing_is_named() -> None:
    with pytest.raises(ValueError, match="stores no text, zone"):
        hit_maker(Found, ("number",), ("score",))


@pytest.mark.parametrize(
    ("documents", "hit", "computed"),
    [
        (task_documents, TaskHit, {"score", "spans"}),
        (occupation_documents, OccupationHit, {"score", "spans", "lay_title"}),
        (activity_documents, ActivityHit, {"score", "spans"}),
    ],
)
def test_documents_store_every_field_that_a_hit_needs_and_no_search_computes(
    tmp_path: Path, documents: object, hit: type, computed: set[str]
) -> None:
    write_everything(tmp_path)
    assert callable(documents)
    needed = {field.name for field in fields(hit) if field.default is MISSING}
    for document in documents(corpus.read(tmp_path), str):
        assert needed - computed <= document.stored.keys()
