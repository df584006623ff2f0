"""What an index stores of a document for its result line → a hit, by the names of the fields.

Called by the engines. Whatever order stored values and the fields of a hit have, a value goes to
the field of its name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import MISSING, fields
from operator import itemgetter
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Hit = TypeVar("Hit", bound="DataclassInstance")


def hit_maker(hit: type[Hit], stored: Sequence[str], computed: Sequence[str]) -> Callable[..., Hit]:
    """A function that makes hits: of stored values, in the order of their names, and then of what
    a search computes, a value each.

    A field that is neither has its default; what a hit has no field for is left out. Raises
    ValueError if a field has no value; of an index without documents, which has no names, nothing
    is made. The order is worked out here, once, so that making a hit costs no more than a call with
    the values in their places.
    """
    own = [field.name for field in fields(hit)]
    stored = stored or [name for name in own if name not in computed]
    defaults = {
        field.name: field.default
        for field in fields(hit)
        if field.name not in (*stored, *computed) and field.default is not MISSING
    }
    names = [*stored, *computed, *defaults]
    if missing := [name for name in own if name not in names]:
        raise ValueError(f"the index stores no {', '.join(missing)}")
    in_order = itemgetter(*(names.index(name) for name in own))
    rest = tuple(defaults.values())

    def make(values: Sequence[object], *others: object) -> Hit:
        return hit(*in_order((*values, *others, *rest)))

    return make
