"""Why a value can be missing: one vocabulary for pages, JSON, CSV files and Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from index.records.terms import ROUNDED_TO_ZERO_PERCENT


@dataclass(frozen=True, slots=True)
class Null:
    """A reason for a missing value."""

    word: str
    """What stands in the place of the figure; empty: nothing is missing, null is an answer."""
    reason: str = ""
    """In a few words more, where the word alone does not say it."""

    @property
    def text(self) -> str:
        """Both: "not rated (neither workers nor experts have been asked about it yet)"."""
        return f"{self.word} ({self.reason})" if self.word and self.reason else str(self)

    def __str__(self) -> str:
        return self.word or self.reason


NOT_RATED: Final = Null("not rated", "O*NET publishes no rating of it")
NOT_OBSERVED: Final = Null("not observed", "not in the sample, or too rare in it to be published")
NOT_PUBLISHED: Final = Null("not published")
NOT_LABELLED: Final = Null("not labelled", "not among the tasks of the study")
WITHHELD: Final = Null("not published", "it may be zero or not")
"""Of parts of a whole, where small ones are not published."""
ROUNDED_TO_ZERO: Final = Null(
    f"under {ROUNDED_TO_ZERO_PERCENT:g}%", "the publisher rounds to two decimals and gives 0.00"
)
"""Of percentages in releases that are rounded: a bound, not zero."""
NO_COUNT: Final = Null("not published", "there is no percentage, or no count behind it")
"""Of intervals, which are worked out from a percentage and its count."""
NO_RATERS: Final = Null("not published", "O*NET does not say whose answers they are")
NO_TYPE: Final = Null("not published", "the task is not classified yet")
NO_MEAN: Final = Null("not labelled", "the study has no figure for the occupation")
NO_ZONE: Final = Null("no job zone", "none has been assigned")
NOT_IN_RELEASE: Final = Null("not in this release", "it was built without this source")
NO_FIGURE: Final = Null("not published", "the publisher has no figure for the occupation")
NOT_AVAILABLE: Final = Null("not available", "the publisher could make no estimate")
OTHER_LEVEL: Final = Null("not published", "published for intermediate activities only")
TOP_CODED: Final = Null("top-coded", "so high that the publisher says no more than at least what")
"""Wages in other words: pages say "$239,200 or more"."""
NO_IMPORTANCE: Final = Null("not published", "the task has no importance")
"""Of what is worked out from the importance of a rated task."""


def said(*reasons: Null) -> str:
    """What null means, ready to stand after "Null:" or "Empty:"."""
    return f"{', or '.join(reason.text for reason in reasons)}."
