"""What the tests of pages share: HTML → a little tree to ask."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import NamedTuple

VOID = {"base", "meta", "link", "input", "br", "hr", "img", "wbr"}
ADDRESSES = (
    *("/", "/search", "/search?q=art", "/tasks/task-19156", "/tasks/task-19147", "/tasks/task-392"),
    *("/occupations", "/occupations/29-1129.01", "/activities"),
    "/occupations/29-1129.01?sort=use&reverse=1&exposure=E2",
    *("/compare", "/compare?tasks=19147,19156", "/compare?occupations=29-1129.01,29-1125.00"),
    *("/methodology", "/glossary", "/sources", "/about", "/changes", "/data", "/data/use", "/api"),
    *(
        "/occupations?sort=employment",
        "/rankings",
        "/rankings/jobs-in-exposed-work",
        "/rankings/tasks-by-exposure?group=29",
    ),
    *("/embed", "/embed?show=card&theme=dark"),
)


class Element(NamedTuple):
    """An opened element."""

    tag: str
    attributes: dict[str, str]


class Page(HTMLParser):
    """Elements in document order, ids, and errors of nesting."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.problems: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.problems += [f"<{tag}> is never closed" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1] != tag:
            self.problems.append(f"</{tag}> closes {self._open[-1:] or 'nothing'}")
        else:
            self._open.pop()

    @property
    def ids(self) -> list[str]:
        return [element.attributes["id"] for element in self.elements if "id" in element.attributes]

    def all(self, tag: str) -> list[dict[str, str]]:
        return [element.attributes for element in self.elements if element.tag == tag]
