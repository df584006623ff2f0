"""`/sources`: the releases that this one is built from, their files, and how well they join."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from flask import Blueprint, Response

from index.records.entries import ReleaseInfo
from index.records.published import Source
from webapp.about.provenance import CONFLICTS, COVERAGE, COVERED
from webapp.http import render
from webapp.http.release import current
from webapp.text import vocabulary

blueprint = Blueprint("sources", __name__)


@dataclass(frozen=True, slots=True)
class DatasetRow:
    """One release of one dataset, and how much of it was read."""

    source: Source
    file_count: int
    row_count: int
    byte_count: int


@dataclass(frozen=True, slots=True)
class PublisherRow:
    """A publisher with its datasets, and the credit lines that it asks for, each once."""

    name: str
    datasets: tuple[DatasetRow, ...]
    credits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A figure of the coverage report."""

    label: str
    value: str
    part: str
    """In percent of what it is a part of; empty: it is the whole."""


@dataclass(frozen=True, slots=True)
class CoverageGroup:
    """The figures that count the same thing."""

    heading: str
    rows: tuple[CoverageRow, ...]


@dataclass(frozen=True, slots=True)
class JoinRow:
    """How the texts of one release of the Index found tasks."""

    release: str
    texts: int
    """Those that are a task of today."""
    tasks: int
    by_text: int
    by_old_id: int
    """Through the Task ID that the text had in O*NET 20.1."""
    by_task_id: int
    """Through the Task ID that the publisher gives."""
    shared_texts: int
    """Texts that stand for more than one task."""


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """Something in which the datasets, or the rows of one, do not agree."""

    heading: str
    meaning: str
    count: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """about/sources.html"""

    publishers: tuple[PublisherRow, ...]
    coverage: tuple[CoverageGroup, ...]
    joins: tuple[JoinRow, ...]
    conflicts: tuple[ConflictRow, ...]
    missing: tuple[str, ...]
    """Optional files that were not there."""
    has_names: bool
    """Whether there are names in other languages."""


@blueprint.get("/sources")
def sources() -> Response:
    release = current().release
    return render.page("about/sources.html", lambda: sources_page(release))


def sources_page(release: ReleaseInfo) -> SourcesPage:
    """What the page shows."""
    report = release.coverage
    missing = report.get("missing_files", ())
    return SourcesPage(
        publishers=tuple(publishers(release)),
        coverage=tuple(coverage(report)),
        joins=tuple(joins(report)),
        conflicts=tuple(conflicts(report)),
        missing=tuple(map(str, missing)) if isinstance(missing, (list, tuple)) else (),
        has_names=any(source.key == "esco" for source in release.sources),
    )


def datasets(release: ReleaseInfo) -> Iterator[DatasetRow]:
    """Each dataset with what was read of it."""
    for source in release.sources:
        files = [file for file in release.files if file.source_key == source.key]
        yield DatasetRow(
            source=source,
            file_count=len(files),
            row_count=sum(file.row_count for file in files),
            byte_count=sum(file.byte_count for file in files),
        )


def publishers(release: ReleaseInfo) -> Iterator[PublisherRow]:
    """Datasets by their publishers, both in the order of the release."""
    rows: dict[str, list[DatasetRow]] = {}
    for row in datasets(release):
        rows.setdefault(row.source.publisher, []).append(row)
    for name, own in rows.items():
        given = dict.fromkeys(row.source.attribution for row in own)
        yield PublisherRow(name, tuple(own), tuple(given))


def coverage(report: Mapping[str, object]) -> Iterator[CoverageGroup]:
    """The figures of the coverage report by what they count."""
    for counted, heading in COVERED.items():
        names = [name for name in COVERAGE if name.partition("_")[0] == counted]
        if rows := tuple(_coverage_rows(report, names)):
            yield CoverageGroup(heading, rows)


def _coverage_rows(report: Mapping[str, object], names: Iterable[str]) -> Iterator[CoverageRow]:
    """Figures in words and as shares; those that the report lacks are left out."""
    for name in names:
        label, of = COVERAGE[name]
        count, whole = report.get(name), report.get(of)
        if not isinstance(count, int):
            continue
        part = (
            vocabulary.percent(100 * count / whole, 1)
            if isinstance(whole, int) and whole > 0
            else ""
        )
        yield CoverageRow(label, vocabulary.number(count), part)


def joins(report: Mapping[str, object]) -> Iterator[JoinRow]:
    """How the texts of each release of the Index found their tasks, oldest first."""
    usage = report.get("usage")
    if not isinstance(usage, Mapping):
        return
    for name, counts in usage.items():
        if isinstance(counts, Mapping):
            yield JoinRow(
                release=str(name),
                texts=counts.get("texts", 0),
                tasks=counts.get("tasks", 0),
                by_text=counts.get("tasks_by_text", 0),
                by_old_id=counts.get("tasks_by_onet-20.1-id", 0),
                by_task_id=counts.get("tasks_by_task-id", 0),
                shared_texts=counts.get("shared_texts", 0),
            )


def conflicts(report: Mapping[str, object]) -> Iterator[ConflictRow]:
    """Where the datasets do not agree, with a few examples of each kind."""
    found = report.get("conflicts")
    if not isinstance(found, (list, tuple)):
        return
    for item in found:
        if isinstance(item, Mapping):
            kind = str(item.get("kind", ""))
            yield ConflictRow(
                heading=CONFLICTS.get(kind, kind.replace("-", " ").capitalize()),
                meaning=str(item.get("meaning", "")),
                count=int(item.get("count", 0)),
                examples=tuple(map(str, item.get("examples", ()))),
            )
