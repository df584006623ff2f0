"""What we say of a release of a dataset: the source of figures."""

from __future__ import annotations

from typing import Final

from index.facts.fact import Fact, Facts
from index.facts.null import Null
from index.records.published import Source

SOURCE: Final[Facts[Source]] = Facts(
    "Source",
    "One release of one dataset.",
    Fact(name="key", meaning="Stable within a release.", example="aei-2026-01-15"),
    Fact(name="name", meaning="Of the dataset."),
    Fact(name="publisher", meaning="Who publishes it."),
    Fact(name="release", meaning="The publisher’s own name for the release."),
    Fact(
        name="date",
        meaning="When it was published, in the publisher’s words.",
        null=(Null("", "it does not say"),),
    ),
    Fact(name="licence", meaning="Short name of the licence.", example="CC BY 4.0"),
    Fact(name="licence_url", kind="address", meaning="The licence."),
    Fact(name="url", kind="address", meaning="Where the publisher offers it."),
    Fact(
        name="attribution",
        meaning="The credit line that the licence asks for: show it with the figures.",
    ),
)
SOURCES: Final = Fact(
    name="sources",
    kind="record",
    meaning="Of every figure in this answer.",
    of=SOURCE,
    many=True,
)
