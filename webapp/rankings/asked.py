"""What an address asks of a ranking: parameters in, a checked state out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from werkzeug.datastructures import MultiDict

from index.errors import QueryError
from index.query import FILTERS, MAX_PAGE, check_range, whole_number
from index.records.labour import OccupationFigures
from webapp.http.addresses import Parameters
from webapp.http.arguments import one
from webapp.rankings.lists import RankingList

SIZE: Final = 50
MAX_SIZE: Final = 1000
PAY: Final[Mapping[str, tuple[str, int, int | None]]] = {
    "under-40000": ("under $40,000", 0, 40_000),
    "40000-60000": ("$40,000 to under $60,000", 40_000, 60_000),
    "60000-100000": ("$60,000 to under $100,000", 60_000, 100_000),
    "from-100000": ("$100,000 or more", 100_000, None),
}
"""Band of median annual pay → its words, lower bound, and the bound that it does not hold."""
VALUES: Final[Mapping[str, tuple[str, ...]]] = {
    "group": FILTERS["group"],
    "zone": FILTERS["zone"],
    "pay": tuple(PAY),
}
"""Filter → what it can be."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A ranking with its filters, order and page."""

    ranking: RankingList
    sort: str
    reverse: bool = False
    """The lowest first."""
    group: str = ""
    """Major group, two digits; empty: all, as everywhere here."""
    zone: str = ""
    pay: str = ""
    page: int = 1
    size: int = SIZE

    @property
    def is_filtered(self) -> bool:
        return bool(self.group or self.zone or self.pay)

    def parameters(self, *, paged: bool = True) -> Parameters:
        """In one order, without what goes without saying."""
        found: Parameters = [
            (name, value)
            for name, value in (("group", self.group), ("zone", self.zone), ("pay", self.pay))
            if value
        ]
        if self.sort != self.ranking.sort:
            found.append(("sort", self.sort))
        if self.reverse:
            found.append(("reverse", "1"))
        if paged and self.page != 1:
            found.append(("page", str(self.page)))
        return found

    def has(self, figures: OccupationFigures) -> bool:
        """Whether an occupation passes the filters; pay that is not published passes no band."""
        if self.group and figures.group_code != self.group:
            return False
        if self.zone and str(figures.job_zone or "none") != self.zone:
            return False
        if not self.pay:
            return True
        _, low, high = PAY[self.pay]
        paid = figures.median_annual_pay or figures.annual_top_code
        return paid is not None and low <= paid and (high is None or paid < high)


def read(
    ranking: RankingList, args: MultiDict[str, str], size: int = SIZE, *, any_page: bool = False
) -> Asked:
    """Reads an address. `any_page`: a number that is too high stands for the last one. Raises
    QueryError."""
    chosen = {name: one(args, name) for name in VALUES}
    for name, value in chosen.items():
        if value and value not in VALUES[name]:
            raise QueryError(name, f"is one of {', '.join(VALUES[name])}; {value[:40]!r} is not.")
    sort = one(args, "sort") or ranking.sort
    if sort not in ranking.sortable:
        raise QueryError("sort", f"is one of {', '.join(ranking.sortable)}; {sort[:40]!r} is not.")
    reverse = one(args, "reverse")
    if reverse not in ("", "0", "1"):
        raise QueryError("reverse", f"is 0 or 1; {reverse[:40]!r} is not.")
    page = whole_number("page", args.getlist("page"), 1)
    if any_page:
        page = min(page, MAX_PAGE)
    check_range("page", page, MAX_PAGE)
    wanted = whole_number("size", args.getlist("size"), size)
    check_range("size", wanted, MAX_SIZE)
    return Asked(
        ranking,
        sort,
        reverse == "1",
        chosen["group"],
        chosen["zone"],
        chosen["pay"],
        page,
        wanted,
    )


def first_page(asked: Asked) -> Asked:
    return replace(asked, page=1)
