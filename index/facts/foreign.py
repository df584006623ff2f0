"""What we say of the names that ESCO has for an occupation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from index.facts.fact import Fact, Facts, Origin
from index.facts.names import OCCUPATION_LINK
from index.records.joined import ForeignTitle

ESCO: Final = "ESCO"
_LANGUAGE: Final = Fact(
    name="language",
    meaning="The language, ISO 639-1; `en` is British English.",
    pattern="^[a-z]{2}$",
    origin=Origin(ESCO),
    example="es",
)
FOREIGN_TITLE: Final[Facts[ForeignTitle]] = Facts(
    "ForeignTitle",
    "A name of an occupation in ESCO: in another language, or in British English.",
    _LANGUAGE,
    Fact(
        name="title",
        meaning="The name: one form, for a man, a woman or both.",
        origin=Origin(ESCO, "occupations_<language>.csv", "preferredLabel, altLabels"),
    ),
    Fact(
        name="preferred",
        kind="boolean",
        meaning="Whether ESCO prefers it to the other names of its occupation.",
        origin=Origin(ESCO, "occupations_<language>.csv", "preferredLabel"),
        read="is_preferred",
    ),
    Fact(
        name="concept",
        meaning="The occupation of ESCO that it names, as a URI.",
        origin=Origin(ESCO, "occupations_<language>.csv", "conceptUri"),
        read="concept_uri",
    ),
    Fact(
        name="match",
        meaning="How that was found to be this occupation: the crosswalk’s own word, or “same "
        "title” where none is sure of it and its English labels are job titles of this one.",
    ),
    Fact(
        name="confidence",
        kind="number",
        meaning="How sure the match is, 0 to 1, set by Taskdex.",
        high=1,
    ),
)
NAME_READ: Final[Facts[Any]] = Facts(
    "NameRead",
    "A name of an occupation in ESCO: in another language, or in British English.",
    _LANGUAGE,
    Fact(name="name", meaning="As it is written there.", origin=Origin(ESCO)),
    Fact(
        name="occupation",
        kind="record",
        meaning="",
        of=Facts(
            "",
            "The occupation.",
            *(
                replace(OCCUPATION_LINK[name], read=f"occupation_{read}")
                for name, read in (("code", "code"), ("title", "title"), ("url", "code"))
            ),
        ),
        read=lambda read: read,
    ),
)
"""Of what a search was read as."""
