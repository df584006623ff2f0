"""Software products."""

from __future__ import annotations

from typing import Final

from webapp.api.schemas.parts import release, url
from webapp.api.shapes import ONET, Schema, flag, record, ref, several, text, whole

_PRODUCT: Final[dict[str, Schema]] = {
    "id": text("Its part of the address of its page.", example="microsoft-excel"),
    "name": text("As O*NET has it.", source=ONET),
    "category": text("The kind of software that O*NET names most often for it.", source=ONET),
    "hot": flag("Whether employers often ask for it, over all occupations."),
}

SCHEMAS: Final[dict[str, Schema]] = {
    "Software": record(
        "A software product. O*NET says in which occupations it is used, not for which tasks.",
        **_PRODUCT,
        occupation_count=whole("Occupations that use it.", 1, source=ONET),
        in_demand_count=whole("Those of them in which employers often ask for it.", source=ONET),
        url=url("product"),
    ),
    "SoftwareInOccupation": record(
        "A product used in an occupation.",
        **_PRODUCT,
        in_demand=flag("Whether employers often ask for it in this occupation."),
        url=url("product"),
    ),
    "SoftwareEntry": record(
        "A software product with the occupations that use it.",
        **_PRODUCT,
        occupation_count=whole("Occupations that use it.", 1, source=ONET),
        in_demand_count=whole("Those of them in which employers often ask for it.", source=ONET),
        url=url("product"),
        in_demand_in=several(ref("OccupationSummary"), "Where employers often ask for it."),
        also_used_in=several(ref("OccupationSummary"), "The other occupations that use it."),
        sources=several(ref("Source"), "Of every figure in this answer."),
        release=release(),
    ),
}
