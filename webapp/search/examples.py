"""Searches to begin with. Called by the home page and where there is nothing to show."""

from __future__ import annotations

from typing import Final

from index.encyclopedia import Encyclopedia
from webapp.http import addresses
from webapp.http.site import Link

EXAMPLES: Final = (
    "paralegal",
    "calm upset customers",
    "will AI replace accountants",
    "well paid jobs safe from AI",
    "nurse vs doctor",
    "QuickBooks",
)
"""A title, words for what is meant, a question, a wish, a comparison, software."""
SAMPLE_EXAMPLES: Final = (
    "art therapy",
    "treatment plans",
    "recreation",
    "clients",
    "write reports",
)


def examples(encyclopedia: Encyclopedia) -> tuple[Link, ...]:
    """Searches that find something in this release."""
    words = SAMPLE_EXAMPLES if encyclopedia.release.is_sample else EXAMPLES
    path = addresses.path("search.search")
    return tuple(Link(text, addresses.with_parameters(path, [("q", text)])) for text in words)
