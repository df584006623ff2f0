"""What a sources folder holds, publisher by publisher, before anything of it is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from index.errors import SourceError
from index.records.published import Source, SourceFile
from index.sources import aei, bls, eloundou, esco, microsoft, onet, signals
from index.sources.folders import candidates

_LIKE_A_RELEASE = re.compile(r"onet/db_|aei/release_", re.IGNORECASE)

Dataset = (
    onet.OnetRelease
    | eloundou.EloundouStudy
    | aei.IndexRelease
    | aei.ApiSlice
    | signals.Signals
    | bls.EmploymentStatistics
    | bls.EmploymentProjections
    | esco.EscoLabels
    | esco.EscoCrosswalk
    | esco.SocCrosswalk
    | microsoft.WorkingWithAI
    | aei.ObservedExposure
)


@dataclass(frozen=True, slots=True)
class Names:
    """Names in other languages: labels of ESCO are of no use without a crosswalk."""

    labels: esco.EscoLabels
    crosswalks: tuple[esco.EscoCrosswalk, ...]
    """In the order in which they are believed."""
    codes: esco.SocCrosswalk | None

    @property
    def parts(self) -> tuple[Dataset, ...]:
        return (self.labels, *self.crosswalks, *([self.codes] if self.codes else []))


@dataclass(frozen=True, slots=True)
class Publishers:
    """All but O*NET's newest release can be missing: None, or empty."""

    folder: Path
    newest: onet.OnetRelease
    """Of O*NET."""
    older: tuple[onet.OnetRelease, ...]
    """Of O*NET, newest first."""
    study: eloundou.EloundouStudy | None
    index: tuple[aei.IndexRelease, ...]
    """Of the Anthropic Economic Index, oldest first."""
    observed: aei.ObservedExposure | None
    working: microsoft.WorkingWithAI | None
    openai: signals.Signals | None
    statistics: bls.EmploymentStatistics | None
    projections: bls.EmploymentProjections | None
    names: Names | None

    @property
    def onet_releases(self) -> tuple[onet.OnetRelease, ...]:
        """Newest first."""
        return (self.newest, *self.older)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Without those of which no file is there."""
        return tuple(part.source for part in self._parts() if part.files)

    @property
    def files(self) -> tuple[SourceFile, ...]:
        return tuple(file for part in self._parts() for file in part.files)

    @property
    def missing(self) -> tuple[str, ...]:
        """Optional files that are not there, and what looks like a release and is none."""
        missing = [*self.newest.missing, *(self.study.missing if self.study else ())]
        for release in self.index:
            missing += release.missing
        taken = {*(one.path for one in self.onet_releases), *(one.path for one in self.index)}
        return (*missing, *self._passed_over(taken))

    def _parts(self) -> Iterator[Dataset]:
        optional = (self.working, self.openai, self.statistics, self.projections, self.observed)
        yield from self.onet_releases
        if self.study is not None:
            yield self.study
        yield from self.index
        yield from (release.api for release in self.index if release.api is not None)
        yield from (part for part in optional if part is not None)
        if self.names is not None:
            yield from self.names.parts

    def _passed_over(self, taken: Set[str]) -> Iterator[str]:
        for path in (*candidates(self.folder / "onet"), *candidates(self.folder / "aei")):
            shown = path.relative_to(self.folder).as_posix()
            if shown not in taken and _LIKE_A_RELEASE.match(shown):
                yield f"what is to be read in {shown}"


def find(folder: Path) -> Publishers:
    """Raises SourceError if there is no release of O*NET, or the newest lacks a main file."""
    found = onet.find_releases(folder)
    releases = tuple(release for release in found if release.has_any_required)
    if not releases or not releases[0].is_complete:
        raise _no_release(folder, releases)
    return Publishers(
        folder,
        newest=releases[0],
        older=releases[1:],
        study=eloundou.find_study(folder),
        index=aei.find_releases(folder),
        observed=aei.find_observed_exposure(folder),
        working=microsoft.find_working_with_ai(folder),
        openai=signals.find_signals(folder),
        statistics=bls.find_statistics(folder),
        projections=bls.find_projections(folder),
        names=_find_names(folder),
    )


def _find_names(folder: Path) -> Names | None:
    labels, crosswalks = esco.find_labels(folder), esco.find_crosswalks(folder)
    return Names(labels, crosswalks, esco.find_codes(folder)) if labels and crosswalks else None


def _no_release(folder: Path, releases: Sequence[onet.OnetRelease]) -> SourceError:
    remedy = 'Get one with "taskdex fetch", or build the sample with "taskdex build --sample".'
    if not releases:
        return SourceError(
            folder / "onet", None, "There is no O*NET text archive (db_30_3_text) here.", remedy
        )
    newest = releases[0]
    lacking = ", ".join(newest.missing_required)
    complete = next((release for release in releases if release.is_complete), None)
    if complete is not None:
        remedy = (
            f"Take it away (then O*NET {complete.release} is taken), or put the whole release in"
            ' its place ("taskdex fetch").'
        )
    return SourceError(
        folder / newest.path,
        None,
        f"O*NET {newest.release} is not complete: no {lacking}.",
        remedy,
    )
