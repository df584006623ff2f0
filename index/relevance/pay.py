"""Pay that a query names: "jobs that pay over $80,000", "six figure jobs", "$30 an hour". Pure;
called by `wishes`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

HOURS: Final = 2080
"""Of a year's full-time work, by which the Bureau of Labor Statistics makes wages of an hour those
of a year (OEWS, technical notes)."""
_AMOUNT: Final = r"(?:\d{2,3}\ ?k|\d{2,3}\ 000|\d{5,6}|\d{2,3}\ (?:thousand|grand))"
_MOST: Final = r"(?:at\ most|below|less\ than|no\ more\ than|under|up\ to)"
_LEAST: Final = r"(?:above|at\ least|better\ than|from|min|minimum|minimum\ of|more\ than|over)"
_IN_A_YEAR: Final = r"(?:(?:an?|per|each)\ (?:year|annum)|annually|yearly|pa)"
_IN_AN_HOUR: Final = r"(?:(?:an|per)\ (?:hour|hr)|hourly)"
_NAMED: Final = re.compile(
    rf"""(?<!\S)(?:
    (?:between\ )?(?P<low>{_AMOUNT})\ (?:(?:to|and)\ )?(?P<high>{_AMOUNT})
    | (?:(?P<under>{_MOST})\ |{_LEAST}\ )?
      (?:(?P<year>{_AMOUNT})|(?P<six>six\ figures?)|(?P<hour>\d{{2,3}})(?:\ \d\d)?
         (?=\ (?:(?:dollars|bucks|usd)\ )?(?:(?:or\ more|plus)\ )?{_IN_AN_HOUR}(?!\S)))
    )(?:\ (?:dollars|bucks|usd))?(?:\ (?:or\ more|or\ over|and\ up|plus|(?P<or_less>or\ less)))?
    (?:\ (?:{_IN_A_YEAR}|{_IN_AN_HOUR}))?(?!\S)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class PayRange:
    """Pay of a year, in US dollars."""

    low: int = 0
    high: int | None = None
    """What is paid less than; None: there is no bound."""

    def holds(self, paid: int | None) -> bool:
        """Whether pay is in it; pay that is not published is not."""
        return paid is not None and self.low <= paid and (self.high is None or paid < self.high)

    def meets(self, low: int, high: int | None) -> bool:
        """Whether it has pay in common with another range."""
        return (high is None or self.low < high) and (self.high is None or low < self.high)

    def __str__(self) -> str:
        if self.high is None:
            return f"${self.low:,} or more"
        return f"${self.low:,} to under ${self.high:,}" if self.low else f"under ${self.high:,}"


def pay_named(words: tuple[str, ...]) -> tuple[PayRange | None, tuple[str, ...]]:
    """The pay that a query names, and its other words. None: it names none."""
    if "six" not in words and not any(word[:1].isdigit() for word in words):
        return None, words
    text = " ".join(words)
    match = _NAMED.search(text)
    if match is None:
        return None, words
    left = text[: match.start()] + text[match.end() :]
    return _range(match), tuple(left.split())


def _range(match: re.Match[str]) -> PayRange:
    if match["low"]:
        return PayRange(*sorted((_dollars(match["low"]), _dollars(match["high"]))))
    if match["six"]:
        amount = 100_000
    elif match["hour"]:
        amount = int(match["hour"]) * HOURS
    else:
        amount = _dollars(match["year"])
    return PayRange(high=amount) if match["under"] or match["or_less"] else PayRange(amount)


def _dollars(amount: str) -> int:
    """Of "80k", "80 000", "80000" or "80 grand"."""
    number, _, rest = amount.removesuffix("k").strip().partition(" ")
    is_whole = len(number) > 3
    return int(number) * (1 if is_whole and not rest else 1000)
