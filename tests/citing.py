"""Citations read back by the parsers that other programs use, and compared with one another."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import rispy  # type: ignore[import-untyped]
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc.source.json import CiteProcJSON  # type: ignore[import-untyped]

from webapp.text.citations import Citation

Facts = dict[str, str]
BATCH = 500
"""Citations in one file for a parser."""
FACTS = ("key", "title", "author", "publisher", "year", "edition", "note", "url", "accessed")


def disagreements(citations: Sequence[Citation], day: date | None = None) -> list[str]:
    """Where one of the five formats does not say what the record says; the first few.

    `day` is the one on which a reader saw the page; None: as the server gives the formats out.
    """
    found: list[str] = []
    for start in range(0, len(citations), BATCH):
        found += _disagreements(citations[start : start + BATCH], day)
        if len(found) > 10:
            break
    return found


def _disagreements(citations: Sequence[Citation], day: date | None) -> Iterator[str]:
    read = zip(
        citations,
        from_bibtex("".join(one.bibtex(day) for one in citations)),
        from_ris("".join(one.ris(day) for one in citations)),
        from_csl([one.csl_json(day) for one in citations]),
        strict=True,
    )
    for one, bibtex, ris, csl in read:
        expected = recorded(one, day)
        for name, facts in (("BibTeX", bibtex), ("RIS", ris), ("CSL-JSON", csl)):
            for fact in FACTS:
                if facts.get(fact) != expected.get(fact):
                    yield (
                        f"{one.key}: {name} has {fact} {facts.get(fact)!r},"
                        f" not {expected.get(fact)!r}"
                    )
        for problem in of_sentences(one, day):
            yield f"{one.key}: {problem}"


def recorded(one: Citation, day: date | None) -> Facts:
    facts = {
        "key": one.key,
        "title": one.title,
        "author": "Taskdex",
        "publisher": "Taskdex",
        "edition": one.release_id,
        "note": one.built_from,
        "url": one.url,
    }
    if one.year is not None:
        facts["year"] = str(one.year)
    if day is not None:
        facts["accessed"] = day.isoformat()
    return facts


def from_bibtex(text: str) -> Iterator[Facts]:
    library = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert library.failed_blocks == []
    for entry in library.entries:
        assert entry.entry_type == "misc"
        fields = {name: field.value for name, field in entry.fields_dict.items()}
        # A second pair of braces keeps a name whole and a title's capitals.
        title, author = (fields.pop(name) for name in ("title", "author"))
        yield {
            "note": "",
            **{name: value for name, value in fields.items() if name in FACTS},
            "key": entry.key,
            "title": title.removeprefix("{").removesuffix("}"),
            "author": author.removeprefix("{").removesuffix("}"),
            "edition": fields["edition"].removeprefix("release "),
            **({"accessed": fields["urldate"]} if "urldate" in fields else {}),
        }


def from_ris(text: str) -> Iterator[Facts]:
    for entry in rispy.loads(text):
        assert entry["type_of_reference"] == "ENCYC"
        facts = {
            "key": entry["id"],
            "title": entry["title"],
            "author": "; ".join(entry["authors"]),
            "publisher": entry["publisher"],
            "edition": entry["edition"].removeprefix("release "),
            "note": "; ".join(entry.get("notes", ())),
            "url": entry["urls"][0],
        }
        if "year" in entry:
            facts["year"] = entry["year"]
        if "access_date" in entry:
            facts["accessed"] = entry["access_date"].rstrip("/").replace("/", "-")
        yield facts


def from_csl(texts: Sequence[str]) -> Iterator[Facts]:
    records: list[dict[str, Any]] = [json.loads(text)[0] for text in texts]
    bibliography = CiteProcJSON(records)
    for record in records:
        entry = bibliography[record["id"].lower()]
        assert entry.type == "entry-encyclopedia"
        (author,) = entry["author"]
        facts = {
            "key": record["id"],
            "title": str(entry["title"]),
            "author": str(author["literal"]),
            "publisher": str(entry["publisher"]),
            "edition": str(entry["version"]),
            "note": str(entry["note"]),
            "url": record["URL"],
        }
        if "issued" in entry:
            facts["year"] = str(entry["issued"].year)
        if "accessed" in entry:
            day = entry["accessed"]
            facts["accessed"] = f"{day.year}-{day.month:02}-{day.day:02}"
        yield facts


def of_sentences(one: Citation, day: date | None) -> Iterator[str]:
    """What the two formats for people must hold, and must not."""
    for name, text in (("plain", one.plain(day)), ("APA", one.apa(day))):
        for part in (one.title, one.release_id, str(one.year or ""), one.built_from):
            if part not in text:
                yield f"{name} lacks {part!r}"
        if not text.endswith(f" {one.url}"):
            yield f"{name} does not end in the address"
        if ".." in text or ".”." in text or "  " in text:
            yield f"{name} has a doubled stop or space: {text}"
    if one.title.endswith((".", " ")):
        yield "the title ends in a stop"
