"""What we say of a software product. No source says which tasks it is used for."""

from __future__ import annotations

from typing import Final

from index.facts.fact import ONET, Fact, Facts, Origin
from index.facts.names import OCCUPATION_SUMMARY
from index.facts.sources import SOURCES
from index.records.entries import Software, SoftwareEntry, SoftwareInOccupation

_TABLE: Final = "Software Skills.txt"

_PRODUCT: Final = (
    Fact(
        name="id",
        meaning="Its part of the address of its page.",
        example="microsoft-excel",
        read="slug",
    ),
    Fact(
        name="name",
        meaning="As O*NET has it.",
        origin=Origin(ONET, _TABLE, "Workplace Example"),
        term="name",
    ),
    Fact(
        name="category",
        meaning="The kind of software that O*NET names most often for it.",
        origin=Origin(ONET, _TABLE, "Element Name"),
        term="applicationCategory",
    ),
    Fact(
        name="hot",
        kind="boolean",
        meaning="Whether employers often ask for it, over all occupations.",
        origin=Origin(ONET, _TABLE, "Hot Technology"),
        read="is_hot",
    ),
)
_URL: Final = Fact(
    name="url",
    kind="address",
    meaning="The page of the product; with .json after it, these facts.",
    link="software",
    read="slug",
)

SOFTWARE: Final[Facts[Software]] = Facts(
    "Software",
    "A software product. O*NET says in which occupations it is used, not for which tasks.",
    *_PRODUCT,
    Fact(
        name="occupation_count",
        kind="integer",
        meaning="Occupations that use it.",
        low=1,
        origin=Origin(ONET, _TABLE),
    ),
    Fact(
        name="in_demand_count",
        kind="integer",
        meaning="Those of them in which employers often ask for it.",
        origin=Origin(ONET, _TABLE, "In Demand"),
    ),
    _URL,
)
SOFTWARE_IN_OCCUPATION: Final[Facts[SoftwareInOccupation]] = Facts(
    "SoftwareInOccupation",
    "A product used in an occupation.",
    *_PRODUCT,
    Fact(
        name="in_demand",
        kind="boolean",
        meaning="Whether employers often ask for it in this occupation.",
        origin=Origin(ONET, _TABLE, "In Demand"),
    ),
    _URL,
)
SOFTWARE_ENTRY: Final[Facts[SoftwareEntry]] = Facts(
    "SoftwareEntry",
    "A software product with the occupations that use it.",
    *(fact.within("software") for fact in SOFTWARE),
    Fact(
        name="in_demand_in",
        kind="record",
        meaning="Where employers often ask for it.",
        of=OCCUPATION_SUMMARY,
        many=True,
        read="in_demand",
    ),
    Fact(
        name="also_used_in",
        kind="record",
        meaning="The other occupations that use it.",
        of=OCCUPATION_SUMMARY,
        many=True,
        read="others",
    ),
    SOURCES,
)
