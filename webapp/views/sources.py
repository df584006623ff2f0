"""`/sources`: the releases that this one is built from, their files, and how well they join."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flask import Blueprint, Response

from index.records import ReleaseInfo
from webapp import render
from webapp.contexts import CoverageRow, SourcesPage
from webapp.shelf import current

blueprint = Blueprint("sources", __name__)

MAX_REMARKS = 200
MAX_LISTED = 8


@blueprint.get("/sources")
def sources() -> Response:
    release = current().release
    return render.page(
        "pages/sources.html",
        lambda: SourcesPage(
            coverage=tuple(coverage(release.coverage)),
            remarks=tuple(remarks(release.coverage)),
            releases=index_releases(release),
        ),
    )


def index_releases(release: ReleaseInfo) -> tuple[str, ...]:
    """Releases of the Economic Index that were read, oldest first."""
    return tuple(
        sorted(source.release for source in release.sources if source.key.startswith("aei"))
    )


def coverage(report: Mapping[str, object], above: str = "") -> Iterator[CoverageRow]:
    """The coverage report, flattened: one row per figure, named by its place."""
    for name, value in report.items():
        label = f"{above}{' · ' if above else ''}{str(name).replace('_', ' ')}"
        if isinstance(value, Mapping):
            yield from coverage(value, label)
        elif isinstance(value, bool) or value is None:
            yield CoverageRow(label, {True: "yes", False: "no", None: "none"}[value])
        elif isinstance(value, int):
            yield CoverageRow(label, f"{value:,}")
        elif isinstance(value, float):
            yield CoverageRow(label, f"{value:,.2f}")
        elif isinstance(value, str):
            yield CoverageRow(label, value)
        elif isinstance(value, (list, tuple)):
            yield CoverageRow(label, f"{len(value):,}")


def remarks(report: Mapping[str, object]) -> Iterator[CoverageRow]:
    """The items of the lists in the coverage report."""
    for name, value in report.items():
        if isinstance(value, (list, tuple)):
            for item in value[:MAX_REMARKS]:
                yield CoverageRow(str(name).replace("_", " "), in_words(item))


def in_words(item: object) -> str:
    """An item of a report as one line."""
    if isinstance(item, Mapping):
        return "; ".join(
            f"{str(name).replace('_', ' ')}: {in_words(part)}" for name, part in item.items()
        )
    if isinstance(item, (list, tuple)):
        shown = ", ".join(in_words(part) for part in item[:MAX_LISTED])
        return shown + (f" and {len(item) - MAX_LISTED:,} more" if len(item) > MAX_LISTED else "")
    return str(item)
