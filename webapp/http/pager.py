"""The pages of a list: those that a page links, and the Link header (RFC 8288) for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from index.facts.fact import Json
from webapp.http import addresses, render
from webapp.http.addresses import Parameters

WINDOW: Final = 2
"""Pages linked on either side of the current one."""


def window(page: int, page_count: int) -> range:
    """Numbers of the pages around one."""
    return range(max(1, page - WINDOW), min(page_count, page + WINDOW) + 1)


@dataclass(frozen=True, slots=True)
class Pages:
    """Where one page stands among those of its list."""

    path: str
    parameters: Parameters
    """Of the list, without the page."""
    page: int
    size: int
    total: int
    """Records of the whole list."""
    highest: int | None = None
    """The last page that can be asked for; None: as many as there are."""

    @property
    def last(self) -> int:
        """Number of the last page; an empty list has one."""
        count = max(1, -(-self.total // self.size))
        return count if self.highest is None else min(count, self.highest)

    def links(self) -> Sequence[str]:
        """Values of the header: first and last always, prev and next where there is one."""
        found = {"first": 1}
        if self.page > 1:
            found["prev"] = min(self.page - 1, self.last)
        if self.page < self.last:
            found["next"] = self.page + 1
        found["last"] = self.last
        return [f'<{self.address(page)}>; rel="{name}"' for name, page in found.items()]

    def address(self, page: int) -> str:
        number = [] if page == 1 else [("page", str(page))]
        return addresses.absolute(addresses.with_parameters(self.path, [*self.parameters, *number]))


def linked(found: tuple[Json, Pages]) -> render.Made:
    """A page of a list with the addresses of the others for its header."""
    body, pages = found
    return render.Made(body, pages.links())
