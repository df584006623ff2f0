"""Pay that a query names: "jobs that pay over $80,000", "six figure jobs", "$15 to $20 an hour".
Pure; called by `wishes`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from index.facts.labour import FIGURES
from index.query import Query

HOURS: Final = 2080
"""Of a year's full-time work, by which the Bureau of Labor Statistics makes wages of an hour those
of a year (OEWS, technical notes)."""
LEAST: Final = 10_000
"""Dollars from which on a number may be the pay of a year."""
_PAY_WORDS: Final = frozenset(FIGURES["median_annual_pay"].asked)
_AMOUNT: Final = r"(?:[1-9]\d{0,2}\ 000|[1-9]\d{0,2}(?:\ ?k|\ thousand|\ grand)?|[1-9]\d{4,5})"
_UNDER: Final = r"(?:below|less\ than|under)"
_AT_MOST: Final = r"(?:at\ most|no\ more\ than|up\ to)"
_AT_LEAST: Final = r"(?:above|at\ least|better\ than|min|minimum|minimum\ of|more\ than|over)"
_OF_AN_HOUR: Final = r"(?:(?:an|per)\ (?:hour|hr)|hourly)"
_OF_A_YEAR: Final = r"(?:(?:an?|per|each)\ (?:year|annum)|annually|yearly|pa)"
_NAMED: Final = re.compile(
    rf"""(?<!\S)
    (?:(?:(?P<under>{_UNDER})|(?P<most>{_AT_MOST})|(?P<least>{_AT_LEAST})|between|from)\ )?
    (?:(?P<six>six\ figures?)|(?:(?P<low>{_AMOUNT})\ (?:(?:to|and)\ )?)?(?P<amount>{_AMOUNT}))
    (?P<after>(?:\ (?:dollars|bucks|usd|plus|(?:and|or)\ (?:above|below|less|more|over|under|up)
      |{_OF_AN_HOUR}|{_OF_A_YEAR}))*)
    (?!\S)(?!\ (?:employed|employees|people|staff|workers)\b)""",
    re.VERBOSE,
)
_THOUSANDS: Final = re.compile(r"k|thousand|grand")
_LESS: Final = re.compile(r"(?:and|or) (?:below|less|under)")
_HOURLY: Final = re.compile(_OF_AN_HOUR, re.VERBOSE)


@dataclass(frozen=True, slots=True)
class PayRange:
    """Pay of a year, in US dollars."""

    low: int = 0
    high: int | None = None
    """None: there is no bound."""
    is_under: bool = False
    """It does not hold its upper bound."""

    def holds(self, paid: int | None) -> bool:
        """Whether pay is in it; pay that is not published is not."""
        return paid is not None and self.low <= paid and not self._is_above(paid)

    def meets(self, low: int, high: int | None) -> bool:
        """Whether it has pay in common with a range that does not hold its upper bound."""
        return (high is None or self.low < high) and not self._is_above(low)

    def covers(self, low: int, high: int | None) -> bool:
        """Whether it has all pay of such a range."""
        return self.low <= low and (self.high is None or (high is not None and high <= self.high))

    def _is_above(self, paid: int) -> bool:
        if self.high is None:
            return False
        return paid >= self.high if self.is_under else paid > self.high

    def __str__(self) -> str:
        if self.high is None:
            return f"${self.low:,} or more"
        if self.low:
            return f"${self.low:,} to ${self.high:,}"
        return f"under ${self.high:,}" if self.is_under else f"${self.high:,} or less"


def pay_named(query: Query) -> tuple[PayRange | None, tuple[str, ...]]:
    """The pay that a query names, and its other words. None: it names none."""
    words = query.words
    if "six" not in words and not any(word[:1].isdigit() for word in words):
        return None, words
    text = " ".join(words)
    match = _NAMED.search(text)
    paid = _range(match, query) if match else None
    if match is None or paid is None:
        return None, words
    return paid, tuple((text[: match.start()] + text[match.end() :]).split())


def _range(match: re.Match[str], query: Query) -> PayRange | None:
    """None: the numbers are no pay, or from an amount to the same."""
    amounts = _dollars(match, query)
    if not amounts or min(amounts) < LEAST or len(set(amounts)) < len(amounts):
        return None
    if len(amounts) == 2:
        return PayRange(min(amounts), max(amounts))
    if match["under"]:
        return PayRange(high=amounts[0], is_under=True)
    if match["most"] or _LESS.search(match["after"]):
        return PayRange(high=amounts[0])
    return PayRange(amounts[0])


def _dollars(match: re.Match[str], query: Query) -> list[int]:
    """One amount or two, as pay of a year; none: the numbers may be something else."""
    if match["six"]:
        return [100_000]
    written = [part for part in (match["low"], match["amount"]) if part]
    if _HOURLY.search(match["after"]):
        if len(written) == 2 and ".".join(written) in query.text:
            written = [".".join(written)]  # dollars and cents
        numbers = [float(part) for part in written if re.fullmatch(r"[\d.]+", part)]
        return [round(HOURS * number) for number in numbers]
    if not _THOUSANDS.search(written[-1]) and not _is_of_money(match, query):
        return []
    return [_number(part, written[-1]) for part in written]


def _is_of_money(match: re.Match[str], query: Query) -> bool:
    """Whether a number without its unit is money, and no place's code: "jobs in 90210"."""
    is_bound = match["under"] or match["most"] or match["least"] or match["after"]
    return bool(is_bound) or "$" in query.text or not _PAY_WORDS.isdisjoint(query.words)


def _number(amount: str, last: str) -> int:
    """Of "80k", "80 000", "80000", "80 grand", or "80" before "100k"."""
    digits = re.sub(r"\D", "", amount)
    is_in_thousands = _THOUSANDS.search(amount) or (len(digits) <= 3 and _THOUSANDS.search(last))
    return int(digits) * (1000 if is_in_thousands else 1)
