"""One record of a page → a citation in every format. Called by the entry views.

A citation names the releases of the datasets that the page is built from, and ours. It carries no
date of access: that is the reader's, and the same address gives the same bytes on any day.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from index.records import Source

NAME: Final = "Taskdex"
_YEAR = re.compile(r"\b(20\d\d)\b")
_BIBTEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "%": r"\%",
    "&": r"\&",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "“": "``",
    "”": "''",
    "’": "'",
    "–": "--",
    "—": "---",
}


@dataclass(frozen=True, slots=True)
class Citation:
    """What is cited."""

    key: str
    """`taskdex-task-19156`."""
    title: str
    """Without a final full stop."""
    url: str
    release_id: str
    datasets: tuple[str, ...]
    """Name and release of each: `O*NET 30.3`."""
    year: int | None
    """The newest year that a dataset's release names; None: none does."""

    @property
    def built_from(self) -> str:
        return f"Built from {'; '.join(self.datasets)}" if self.datasets else ""

    @property
    def edition(self) -> str:
        return f"release {self.release_id}"

    def plain(self) -> str:
        year = f" {self.year}." if self.year else ""
        return _sentences(
            f"{NAME}. “{_ended(self.title)}” {NAME}, {self.edition}.{year}",
            self.built_from,
            self.url,
        )

    def apa(self) -> str:
        year = str(self.year) if self.year else "n.d."
        return _sentences(
            f"{NAME}. ({year}). {_ended(self.title)} In {NAME} ({self.edition})",
            self.built_from,
            self.url,
        )

    def bibtex(self) -> str:
        fields = [
            ("title", f"{{{_bibtex(self.title)}}}"),
            ("author", f"{{{NAME}}}"),
            ("publisher", NAME),
            *([("year", str(self.year))] if self.year else []),
            ("edition", _bibtex(self.edition)),
            ("note", _bibtex(self.built_from)),
            ("url", self.url),
        ]
        body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields if value)
        return f"@misc{{{self.key},\n{body}\n}}\n"

    def ris(self) -> str:
        lines = [
            ("TY", "ENCYC"),
            ("ID", self.key),
            ("AU", NAME),
            ("TI", self.title),
            ("T2", NAME),
            ("PB", NAME),
            *([("PY", str(self.year))] if self.year else []),
            ("ET", self.edition),
            ("N1", self.built_from),
            ("UR", self.url),
            ("ER", ""),
        ]
        return "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value or tag == "ER")

    def csl(self) -> dict[str, object]:
        record: dict[str, object] = {
            "id": self.key,
            "type": "entry-encyclopedia",
            "title": self.title,
            "author": [{"literal": NAME}],
            "container-title": NAME,
            "publisher": NAME,
        }
        if self.year:
            record["issued"] = {"date-parts": [[self.year]]}
        record |= {"version": self.release_id, "note": self.built_from, "URL": self.url}
        return record

    def csl_json(self) -> str:
        return json.dumps([self.csl()], ensure_ascii=False, indent=2) + "\n"


def cite(key: str, title: str, url: str, release_id: str, sources: Sequence[Source]) -> Citation:
    """The record of a page with these sources."""
    # Releases of one dataset stand together: "Anthropic Economic Index 2025-09-15, 2026-01-15".
    names: dict[str, list[str]] = {}
    for source in sources:
        if source.release[:1].isdigit() and source.release not in source.name:
            names.setdefault(source.name, []).append(source.release)
        else:
            names.setdefault(dataset(source), [])
    years = [
        int(year)
        for source in sources
        for year in _YEAR.findall(f"{source.date or ''} {source.release}")
    ]
    return Citation(
        key=f"taskdex-{key}",
        title=_one_line(title).rstrip().removesuffix("."),
        url=url,
        release_id=release_id,
        datasets=tuple(
            f"{name} {', '.join(dict.fromkeys(releases))}" if releases else name
            for name, releases in names.items()
        ),
        year=max(years, default=None),
    )


def dataset(source: Source) -> str:
    """Name and release, the release once: `O*NET 30.3 Database`, `GPTs are GPTs (arXiv …)`."""
    if not source.release or source.release in source.name:
        return source.name
    if not source.release[0].isdigit():
        return f"{source.name} ({source.release})"
    return f"{source.name} {source.release}"


def _ended(title: str) -> str:
    return title if title.endswith((".", "?", "!")) else f"{title}."


def _sentences(*parts: str) -> str:
    # The address comes last and without a full stop, which would become part of it.
    *sentences, url = (part for part in parts if part)
    return " ".join([*(part if part.endswith(".") else f"{part}." for part in sentences), url])


def _bibtex(text: str) -> str:
    return "".join(_BIBTEX.get(character, character) for character in text)


def _one_line(text: str) -> str:
    return " ".join(text.split())
