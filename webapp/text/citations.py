"""One record of a page → a citation in every format. Called by the entry views.

A citation names the releases of the datasets that the page is built from, and ours. The server puts
no day of reading into it: that is the reader's, and the same address gives the same bytes on any
day. Each format only says where the day belongs and how it is written; static/js/cite.js adds it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from index.records.published import Source
from webapp.text.vocabulary import MONTHS

NAME: Final = "Taskdex"
_YEAR = re.compile(r"\b(20\d\d)\b")
_PART = re.compile(r"\{(\w+)\}")
_SHORT: Final = {
    "Occupational Employment and Wage Statistics": "BLS wages,",
    "Employment Projections": "BLS projections",
}
"""Names that are too long to stand beside a figure."""
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
class CitationText:
    """A citation in one format, and the place in it where the day of reading belongs."""

    name: str
    """`plain`, `apa`, `bibtex`, `ris` or `csl`."""
    label: str
    before: str
    accessed: str
    """With {year}, {month} and {day}, as two digits {mm} and {dd}, and {name}: the month's name in
    English."""
    after: str

    def text(self, day: date | None = None) -> str:
        """The whole of it; None: no day of reading."""
        if day is None:
            return self.before + self.after
        parts = {
            "year": str(day.year),
            "month": str(day.month),
            "day": str(day.day),
            "mm": f"{day.month:02}",
            "dd": f"{day.day:02}",
            "name": MONTHS[day.month - 1],
        }
        return self.before + _PART.sub(lambda part: parts[part[1]], self.accessed) + self.after


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

    @property
    def versioned_url(self) -> str:
        """The address with the release that was seen: under another one the page says so."""
        return f"{self.url}?release={self.release_id}"

    @property
    def texts(self) -> tuple[CitationText, ...]:
        """The citation in every format, in the order in which a page shows them."""
        return (self._plain(), self._apa(), self._bibtex(), self._ris(), self._csl())

    def plain(self, day: date | None = None) -> str:
        return self._plain().text(day)

    def apa(self, day: date | None = None) -> str:
        return self._apa().text(day)

    def bibtex(self, day: date | None = None) -> str:
        return self._bibtex().text(day)

    def ris(self, day: date | None = None) -> str:
        return self._ris().text(day)

    def csl_json(self, day: date | None = None) -> str:
        return self._csl().text(day)

    def _plain(self) -> CitationText:
        year = f" {self.year}." if self.year else ""
        about = f"{NAME}. “{_ended(self.title)}” {NAME}, {self.edition}.{year}"
        # The address comes last and without a full stop, which would become part of it.
        return CitationText(
            *("plain", "Plain text", _sentences(about, self.built_from)),
            *(" Accessed {day} {name} {year}.", f" {self.url}"),
        )

    def _apa(self) -> CitationText:
        year = str(self.year) if self.year else "n.d."
        about = f"{NAME}. ({year}). {_ended(self.title)} In {NAME} ({self.edition})"
        return CitationText(
            *("apa", "APA", _sentences(about, self.built_from)),
            *(" Retrieved {name} {day}, {year}, from", f" {self.url}"),
        )

    def _bibtex(self) -> CitationText:
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
        return CitationText(
            *("bibtex", "BibTeX", f"@misc{{{self.key},\n{body}"),
            *(",\n  urldate = {{year}-{mm}-{dd}}", "\n}\n"),
        )

    def _ris(self) -> CitationText:
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
        ]
        return CitationText(
            *("ris", "RIS", "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value)),
            *("Y2  - {year}/{mm}/{dd}/\r\n", "ER  - \r\n"),
        )

    def _csl(self) -> CitationText:
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
        written = json.dumps([record], ensure_ascii=False, indent=2)
        end = "\n  }\n]"
        return CitationText(
            *("csl", "CSL-JSON", written.removesuffix(end)),
            *(',\n    "accessed": {"date-parts": [[{year}, {month}, {day}]]}', f"{end}\n"),
        )


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
        title=_one_line(title).rstrip(". "),
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


def short_name(source: Source) -> str:
    """The same beside a figure: `O*NET 30.3`, `GPTs are GPTs`, `Economic Index 2026-03-24`."""
    name = _SHORT.get(source.name)
    if name is not None:
        return f"{name} {source.release}"
    name = source.name.removeprefix("Anthropic ").removesuffix(" Database")
    if source.release in name or not source.release[:1].isdigit():
        return name
    return f"{name} {source.release}"


def _ended(title: str) -> str:
    return title if title.endswith((".", "?", "!")) else f"{title}."


def _sentences(*parts: str) -> str:
    return " ".join(part if part.endswith(".") else f"{part}." for part in parts if part)


def _bibtex(text: str) -> str:
    written = []
    for before, character in zip(f" {text}", text, strict=False):
        if before == character and character in "-'`":
            written.append("{}")  # two of them would be set as one dash or quotation mark
        written.append(_BIBTEX.get(character, character))
    return "".join(written)


def _one_line(text: str) -> str:
    return " ".join(text.split())
