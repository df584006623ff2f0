"""The O*NET database: text archives of one or several releases → records.

What comes in: `onet/db_30_3_text/` or `onet/db_30_3_text.zip` below the sources folder, as
published at https://www.onetcenter.org/database.html (tab-separated, without quoting; a missing
value is `n/a` or empty). Called by `index.corpus`.

There are two layouts, told apart by which files are there: up to 30.2 activities are named in
`DWA Reference.txt` and `IWA Reference.txt`, lay titles in `Alternate Titles.txt` and software in
`Technology Skills.txt`; from 30.3 on these are `GWAs to IWAs to DWAs.txt`, `GWAs to IWAs.txt`,
`Job Titles.txt` and `Software Skills.txt`.
"""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Literal, TypeVar

from index.errors import SourceError
from index.records.published import (
    EmergingTask,
    JobZone,
    LayTitle,
    Occupation,
    RelatedOccupation,
    ScaleRating,
    SoftwareUse,
    Source,
    SourceFile,
    TaskStatement,
    WorkActivity,
)
from index.records.terms import Raters, TaskType
from index.sources.folders import Folder, candidates, open_folder
from index.sources.tables import Ledger, read_header, read_rows, read_text
from index.sources.values import (
    Cell,
    cells_of,
    is_missing,
    month,
    number,
    number_or_none,
    occupation_code,
    plain_text,
    text_or_empty,
    whole,
    whole_or_none,
)

Key = TypeVar("Key")

_FOLDER = re.compile(r"db_([0-9]{1,3})_([0-9]{1,2})_text")
_READ_ME_RELEASE = re.compile(r"O\*NET ([0-9]+\.[0-9]+) Database")
_READ_ME_DATE = re.compile(r"([A-Z][a-z]+ [0-9]{4}) Release")

_READ_ME = "Read Me.txt"
_STATEMENTS = "Task Statements.txt"
_RATINGS = "Task Ratings.txt"
_OCCUPATIONS = "Occupation Data.txt"
_LINKS = "Tasks to DWAs.txt"
_MODEL = "Content Model Reference.txt"
_ZONES = "Job Zones.txt"
_ZONE_NAMES = "Job Zone Reference.txt"
_RELATED = "Related Occupations.txt"
_REPORTED_TITLES = "Sample of Reported Titles.txt"
_EMERGING = "Emerging Tasks.txt"
_ORIGIN = "Domain Source"
_RATERS: Mapping[str, Raters] = {
    "Incumbent": "incumbents",
    "Occupational Expert": "experts",
    "Analyst": "analysts",
    "Analyst - Transition": "analysts",
}
# What has two names: that of the older layout first.
_DWA_NAMES = ("DWA Reference.txt", "GWAs to IWAs to DWAs.txt")
_IWA_NAMES = ("IWA Reference.txt", "GWAs to IWAs.txt")
_LAY_TITLES = ("Alternate Titles.txt", "Job Titles.txt")
_SOFTWARE = ("Technology Skills.txt", "Software Skills.txt")

# Each is a tuple of names of which one has to be there.
_REQUIRED = (
    *((_READ_ME,), (_OCCUPATIONS,), (_STATEMENTS,), (_RATINGS,), (_LINKS,), (_MODEL,)),
    *(_DWA_NAMES, _IWA_NAMES),
)
_OPTIONAL = (
    *((_ZONES,), (_ZONE_NAMES,), (_RELATED,), (_REPORTED_TITLES,), (_EMERGING,)),
    _LAY_TITLES,
    _SOFTWARE,
)

_TYPES: dict[str, TaskType] = {"Core": "core", "Supplemental": "supplemental"}
_HIGHEST = {"IM": 5.0, "RT": 100.0}
_LOWEST = {"IM": 1.0, "RT": 0.0}
_SUPPRESS = {"Y": True, "N": False, "n/a": None, "": None}
_FLAGS = {"Y": True, "N": False}


class OnetRelease:
    """One release. Every method reads its files anew, front to back, and raises SourceError."""

    def __init__(self, folder: Folder, release: str, *, is_main: bool) -> None:
        self.release = release
        """`30.3`."""
        self._folder = folder
        self._ledger = Ledger("onet" if is_main else f"onet-{release}")
        self.source: Source = self._describe()
        """Its key is `onet` for the newest complete release, `onet-29.1` for another one."""

    @property
    def files(self) -> tuple[SourceFile, ...]:
        """The files that have been read so far, by path."""
        return self._ledger.files

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the files that are not there: what they would hold is not yielded."""
        return _absent(self._folder, _REQUIRED) + _absent(self._folder, _OPTIONAL)

    @property
    def missing_required(self) -> tuple[str, ...]:
        """Names of the files without which there is no release."""
        return _absent(self._folder, _REQUIRED)

    @property
    def path(self) -> str:
        """Where it lies, relative to the sources folder."""
        return self._folder.display_path

    @property
    def has_any_required(self) -> bool:
        """Whether it is there in part, at least; else it is a folder with a release's name."""
        return len(self.missing_required) < len(_REQUIRED)

    @property
    def is_complete(self) -> bool:
        """Whether all files are there that a release of ours cannot do without."""
        return is_complete(self._folder)

    @property
    def names_activities(self) -> bool:
        """Whether the files of work activities are there: of some older releases they are not."""
        return not _absent(self._folder, (_DWA_NAMES, _IWA_NAMES, (_MODEL,)))

    @property
    def lists_occupations(self) -> bool:
        """Whether `Occupation Data.txt` is there: of some older releases only the tasks are."""
        return self._folder.has(_OCCUPATIONS)

    def task_statements(self) -> Iterator[TaskStatement]:
        """`Task Statements.txt`; ids are unique."""
        columns = (
            *("O*NET-SOC Code", "Task ID", "Task"),
            *("Task Type", "Incumbents Responding", "Date"),
        )
        seen: set[int] = set()
        for cells in self._rows(_STATEMENTS, columns):
            code, task_id, text, task_type, respondents, date = cells
            known_id = whole(task_id)
            _once(seen, known_id, task_id)
            if not is_missing(task_type.text) and task_type.text not in _TYPES:
                raise task_type.error(f"is {task_type.text[:40]!r}: Core or Supplemental is known.")
            yield TaskStatement(
                task_id=known_id,
                occupation_code=occupation_code(code),
                text=plain_text(text),
                type=_TYPES.get(task_type.text),
                respondents=whole_or_none(respondents),
                date=month(date),
            )

    def task_ratings(self) -> Iterator[ScaleRating]:
        """`Task Ratings.txt`, scales IM (1–5) and RT (percent); FT (frequency) is left out."""
        columns = [
            *("Task ID", "Scale ID", "Data Value", "N", "Standard Error"),
            *("Lower CI Bound", "Upper CI Bound", "Recommend Suppress", "Date"),
        ]
        if self._folder.has(_RATINGS) and _ORIGIN in read_header(
            self._folder, _RATINGS, delimiter="\t", quoted=False
        ):
            columns.append(_ORIGIN)
        seen: set[tuple[int, str]] = set()
        for cells in self._rows(_RATINGS, tuple(columns)):
            task_id, scale, value, respondents, error, lower, upper, suppress, date, *who = cells
            if scale.text == "FT":
                continue
            if scale.text not in ("IM", "RT"):
                raise scale.error(f"is {scale.text[:40]!r}: IM, RT and FT are known.")
            name: Literal["IM", "RT"] = "IM" if scale.text == "IM" else "RT"
            known_id = whole(task_id)
            _once(seen, (known_id, name), task_id)
            lowest, highest = _LOWEST[name], _HIGHEST[name]
            low = number_or_none(lower, lowest, highest)
            high = number_or_none(upper, lowest, highest)
            if low is not None and high is not None and low > high:
                raise lower.error(f"is above the upper bound: {lower.text} > {upper.text}.")
            if suppress.text not in _SUPPRESS:
                raise suppress.error(f"is {suppress.text[:40]!r}: Y, N and n/a are known.")
            yield ScaleRating(
                task_id=known_id,
                scale=name,
                value=number(value, lowest, highest),
                respondents=whole_or_none(respondents),
                standard_error=number_or_none(error, 0),
                interval=None if low is None or high is None else (low, high),
                low_precision=_SUPPRESS[suppress.text],
                date=month(date),
                rated_by=_raters(who[0]) if who else None,
            )

    def occupations(self) -> Iterator[Occupation]:
        """`Occupation Data.txt` with the zone of `Job Zones.txt`; codes are unique."""
        zones: dict[str, int] = {}
        seen: set[str] = set()
        for code, zone in self._rows(_ZONES, ("O*NET-SOC Code", "Job Zone")):
            _once(seen, occupation_code(code), code)
            if not is_missing(zone.text):
                zones[code.text] = _zone(zone)
        seen = set()
        columns = ("O*NET-SOC Code", "Title", "Description")
        for code, title, description in self._rows(_OCCUPATIONS, columns):
            _once(seen, occupation_code(code), code)
            yield Occupation(
                code=code.text,
                title=plain_text(title),
                description=text_or_empty(description),
                job_zone=zones.get(code.text),
            )

    def lay_titles(self) -> Iterator[LayTitle]:
        """Other titles of the occupations, each once in an occupation whatever its case.

        From `Job Titles.txt` or `Alternate Titles.txt`, then `Sample of Reported Titles.txt`.
        """
        seen: set[tuple[str, str]] = set()
        name = self._either(_LAY_TITLES)
        column = "Job Title" if name == "Job Titles.txt" else "Alternate Title"
        for code, title, short in self._rows(name, ("O*NET-SOC Code", column, "Short Title")):
            text = plain_text(title)
            if (code.text, text.casefold()) not in seen:
                seen.add((code.text, text.casefold()))
                yield LayTitle(occupation_code(code), text, text_or_empty(short) or None)
        for reported in self.reported_titles():
            if (key := (reported.occupation_code, reported.title.casefold())) not in seen:
                seen.add(key)
                yield reported

    def reported_titles(self) -> Iterator[LayTitle]:
        """`Sample of Reported Titles.txt`: what workers in a survey called their own jobs."""
        columns = ("O*NET-SOC Code", "Reported Job Title")
        for code, title in self._rows(_REPORTED_TITLES, columns):
            yield LayTitle(occupation_code(code), plain_text(title), None)

    def job_zones(self) -> Iterator[JobZone]:
        """`Job Zone Reference.txt`."""
        columns = ("Job Zone", "Name", "Education", "Experience", "Job Training")
        seen: set[int] = set()
        for zone, name, education, experience, training in self._rows(_ZONE_NAMES, columns):
            _once(seen, _zone(zone), zone)
            yield JobZone(
                zone=_zone(zone),
                name=plain_text(name),
                education=text_or_empty(education),
                experience=text_or_empty(experience),
                training=text_or_empty(training),
            )

    def related_occupations(self) -> Iterator[RelatedOccupation]:
        """`Related Occupations.txt`; `position` counts from 1 in each occupation."""
        columns = ("O*NET-SOC Code", "Related O*NET-SOC Code", "Relatedness Tier", "Index")
        seen: set[tuple[str, str]] = set()
        for code, related, tier, position in self._rows(_RELATED, columns):
            _once(seen, (code.text, related.text), related)
            yield RelatedOccupation(
                occupation_code=occupation_code(code),
                related_code=occupation_code(related),
                tier=plain_text(tier),
                position=whole(position),
            )

    def software(self) -> Iterator[SoftwareUse]:
        """`Software Skills.txt` or `Technology Skills.txt`; a product once in an occupation."""
        name = self._either(_SOFTWARE)
        new_layout = name == "Software Skills.txt"
        columns = (
            "O*NET-SOC Code",
            *(
                ("Workplace Example", "Element Name")
                if new_layout
                else ("Example", "Commodity Title")
            ),
            *("Hot Technology", "In Demand"),
        )
        seen: set[tuple[str, str]] = set()
        for code, product, category, hot, demand in self._rows(name, columns):
            # The one place where O*NET writes entities: "Tradesman&apos;s Software".
            product = product._replace(text=html.unescape(product.text))
            _once(seen, (code.text, product.text.casefold()), product)
            for flag in (hot, demand):
                if flag.text not in _FLAGS:
                    raise flag.error(f"is {flag.text[:40]!r}: Y and N are known.")
            yield SoftwareUse(
                occupation_code=occupation_code(code),
                name=plain_text(product),
                category=plain_text(category),
                is_hot=_FLAGS[hot.text],
                in_demand=_FLAGS[demand.text],
            )

    def work_activities(self) -> Iterator[WorkActivity]:
        """GWAs that have IWAs, then IWAs, then DWAs; every parent comes before its children.

        Ids are `4.A.2.b.2.I09.D03` up to release 30.2 and `4.A.2.b.2.i.3` from then on.
        """
        iwas = tuple(self._iwas())
        gwa_ids = {activity.parent_id for activity in iwas}
        for gwa in self._gwas(gwa_ids):
            gwa_ids.discard(gwa.activity_id)
            yield gwa
        if gwa_ids and self._folder.has(_MODEL):
            ids = ", ".join(sorted(str(gwa_id) for gwa_id in gwa_ids))
            raise SourceError(
                self._folder.display(_MODEL), None, f'There is no "Element ID" {ids[:200]}.'
            )
        yield from iwas
        yield from self._dwas({iwa.activity_id: iwa.parent_id for iwa in iwas})

    def activity_links(self) -> Iterator[tuple[int, str]]:
        """Task id and id of a DWA: `Tasks to DWAs.txt`."""
        old_layout = self._either(_DWA_NAMES) == "DWA Reference.txt"
        seen: set[tuple[int, str]] = set()
        columns = ("Task ID", "DWA ID" if old_layout else "DWA Element ID")
        for task_id, activity_id in self._rows(_LINKS, columns):
            link = (whole(task_id), plain_text(activity_id))
            _once(seen, link, activity_id)
            yield link

    def emerging_tasks(self) -> Iterator[EmergingTask]:
        """`Emerging Tasks.txt`; a column that says where a statement comes from may be missing."""
        if not self._folder.has(_EMERGING):
            return
        columns = ["O*NET-SOC Code", "Task", "Category", "Original Task ID", "Date"]
        if _ORIGIN in read_header(self._folder, _EMERGING, delimiter="\t", quoted=False):
            columns.append(_ORIGIN)
        for code, text, category, original, date, *origin in self._rows(_EMERGING, columns):
            if category.text not in ("New", "Revision"):
                raise category.error(f"is {category.text[:40]!r}: New and Revision are known.")
            yield EmergingTask(
                occupation_code=occupation_code(code),
                text=plain_text(text),
                category="New" if category.text == "New" else "Revision",
                original_task_id=whole_or_none(original),
                date=month(date),
                origin=text_or_empty(origin[0]) if origin else "",
            )

    # --- the rest is in aid of the above ---------------------------------------------------------

    def _describe(self) -> Source:
        date = None
        if self._folder.has(_READ_ME):
            first, _, rest = read_text(self._folder, _READ_ME, self._ledger).partition("\n")
            named = _READ_ME_RELEASE.match(first)
            if named is None or named[1] != self.release:
                raise SourceError(
                    self._folder.display(_READ_ME),
                    1,
                    f"This is release {self.release} by its folder's name, but the file begins "
                    f"with {first[:60]!r}.",
                )
            if dated := _READ_ME_DATE.match(rest):
                date = dated[1]
        date = date or _known_month(self.release)
        name = f"O*NET {self.release} Database"
        folder_name = f"db_{self.release.replace('.', '_')}_text"
        return Source(
            key=self._ledger.source_key,
            name=name,
            publisher="U.S. Department of Labor, Employment and Training Administration",
            release=self.release,
            date=date,
            licence="CC BY 4.0",
            licence_url="https://creativecommons.org/licenses/by/4.0/",
            url=f"https://www.onetcenter.org/dl_files/database/{folder_name}.zip",
            attribution=(
                f"This page includes information from the {name} by the U.S. Department of Labor, "
                "Employment and Training Administration (USDOL/ETA). Used under the CC BY 4.0 "
                "license. O*NET® is a trademark of USDOL/ETA. Taskdex has modified all or some of "
                "this information. USDOL/ETA has not approved, endorsed, or tested these "
                "modifications."
            ),
        )

    def _either(self, names: Sequence[str]) -> str:
        """The name of the older or of the newer layout, whichever is there."""
        return next((name for name in names if self._folder.has(name)), names[-1])

    def _rows(self, name: str, columns: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
        """The rows of a file as cells; none if the file is not there."""
        if not self._folder.has(name):
            return
        path = self._folder.display(name)
        for line, texts in read_rows(
            self._folder, name, columns, self._ledger, delimiter="\t", quoted=False
        ):
            yield cells_of(texts, path, line, columns)

    def _gwas(self, gwa_ids: set[str | None]) -> Iterator[WorkActivity]:
        columns = ("Element ID", "Element Name", "Description")
        seen: set[str] = set()
        for element_id, title, description in self._rows(_MODEL, columns):
            if element_id.text in gwa_ids or element_id.text in seen:
                _once(seen, element_id.text, element_id)
                text = text_or_empty(description) or None
                yield WorkActivity(element_id.text, "gwa", plain_text(title), None, text)

    def _iwas(self) -> Iterator[WorkActivity]:
        name = self._either(_IWA_NAMES)
        columns = (
            ("Element ID", "IWA ID", "IWA Title")
            if name == "IWA Reference.txt"
            else ("GWA Element ID", "IWA Element ID", "IWA Element Name")
        )
        seen: set[str] = set()
        for gwa_id, iwa_id, title in self._rows(name, columns):
            _once(seen, iwa_id.text, iwa_id)
            text = plain_text(title)
            yield WorkActivity(plain_text(iwa_id), "iwa", text, plain_text(gwa_id), None)

    def _dwas(self, gwa_of_iwa: dict[str, str | None]) -> Iterator[WorkActivity]:
        name = self._either(_DWA_NAMES)
        columns = (
            ("Element ID", "IWA ID", "DWA ID", "DWA Title")
            if name == "DWA Reference.txt"
            else ("GWA Element ID", "IWA Element ID", "DWA Element ID", "DWA Element Name")
        )
        seen: set[str] = set()
        for gwa_id, iwa_id, dwa_id, title in self._rows(name, columns):
            _once(seen, dwa_id.text, dwa_id)
            if iwa_id.text not in gwa_of_iwa:
                raise iwa_id.error(f"is {iwa_id.text[:40]!r}, which names no IWA.")
            if gwa_of_iwa[iwa_id.text] != gwa_id.text:
                raise gwa_id.error(f"is {gwa_id.text[:40]!r}, which is not the GWA of the IWA.")
            yield WorkActivity(plain_text(dwa_id), "dwa", plain_text(title), iwa_id.text, None)


def find_releases(sources: Path) -> tuple[OnetRelease, ...]:
    """All releases in `onet/` below the sources folder, newest first; none if there are none.

    The newest one that is complete has the source key `onet`. Raises SourceError for a damaged
    zip and for a release whose `Read Me.txt` names another one.
    """
    found: dict[tuple[int, int], Folder] = {}
    for path in candidates(sources / "onet"):
        if match := _FOLDER.fullmatch(path.name.removesuffix(".zip")):
            found[int(match[1]), int(match[2])] = open_folder(sources, path)
    newest_first = [
        (f"{major}.{minor}", found[major, minor]) for major, minor in sorted(found, reverse=True)
    ]
    main = next((release for release, folder in newest_first if is_complete(folder)), None)
    return tuple(
        OnetRelease(folder, release, is_main=release == main) for release, folder in newest_first
    )


def is_complete(folder: Folder) -> bool:
    """Whether a release has all the files that a release of ours cannot do without."""
    return not _absent(folder, _REQUIRED)


def _absent(folder: Folder, choices: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Names of what is not there, in the newer layout's spelling."""
    return tuple(names[-1] for names in choices if not any(map(folder.has, names)))


def _known_month(release: str) -> str | None:
    """The month of a release that does not say it itself; None: our table does not know it."""
    table = resources.files(__package__).joinpath("onet_releases.toml").read_text(encoding="utf-8")
    month: str | None = tomllib.loads(table)["months"].get(release)
    return month


def _raters(cell: Cell) -> Raters | None:
    """None: not given. Raises SourceError for raters who are not known here."""
    if is_missing(cell.text):
        return None
    if cell.text not in _RATERS:
        raise cell.error(f"is {cell.text[:40]!r}: {', '.join(_RATERS)} are known.")
    return _RATERS[cell.text]


def _zone(cell: Cell) -> int:
    return int(number(cell, 1, 5))


def _once(seen: set[Key], key: Key, cell: Cell) -> None:
    """Raises SourceError if the key has been seen; remembers it."""
    if key in seen:
        raise cell.error(f"is {cell.text[:60]!r}, which an earlier row has already.")
    seen.add(key)
