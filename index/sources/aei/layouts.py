"""The four layouts of the Anthropic Economic Index: a release's files → figures of its task texts.

- **shares** (2025-02-10): `onet_task_mappings.csv`, one row a text.
- **fractions** (2025-03-27): `task_pct_v2.csv` and `automation_vs_augmentation_by_task.csv`.
- **long** (2025-09-15 to 2026-03-24): `aei_raw_claude_ai_*.csv`, one row a cell, by facet.
- **node** (from 2026-06-26): `aei_claude_ai_*.csv`, one row a cell, by node of a hierarchy.

Beside the file of chats lies that of the API (`aei_raw_1p_api_*.csv`, `aei_1p_api_*.csv`) in the
same layout: programs that call the model, a population of its own.

Called by `index.sources.aei.releases`. Readers raise SourceError for a column that is not there,
a value outside its range and a cell that is given twice; measures they do not know are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fnmatch import fnmatchcase

from index.errors import SourceError
from index.records.published import UsageText
from index.records.terms import PATTERNS, USE_CASES, Level
from index.sources.aei import figures as f
from index.sources.aei.figures import Figures
from index.sources.folders import Folder
from index.sources.tables import Ledger, read_header, read_rows
from index.sources.values import Cell, is_missing

SHARES_FILE = "onet_task_mappings.csv"
FRACTIONS_FILE = "task_pct_v2.csv"
FRACTIONS_PATTERNS_FILE = "automation_vs_augmentation_by_task.csv"

CHAT_FILES = ("aei_raw_claude_ai_*.csv", "aei_claude_ai_*.csv")
API_FILES = ("aei_raw_1p_api_*.csv", "aei_1p_api_*.csv")

_LONG_COLUMNS = (
    *("geo_id", "facet", "variable", "cluster_name", "value", "date_start", "date_end"),
)
_NODE_COLUMNS = (
    *("geo_level", "category_name", "hierarchy_level", "metric_id", "value"),
    *("node_name", "node_external_id", "date_start", "date_end"),
)
_FACET = "onet_task"

# Facets whose clusters are `<task>::yes` and `<task>::no`.
_YES_NO: Mapping[str, str] = {
    "human_only_ability": f.ABILITY,
    "task_success": f.SUCCESS,
    "multitasking": f.MULTITASKING,
}
_NODE_METRICS: Mapping[str, str] = {
    "pct": f.SHARE,
    "human_only_ability_pct": f.ABILITY,
    "task_success_pct": f.SUCCESS,
    "multitasking_pct": f.MULTITASKING,
    **{f"{theirs}_mean": ours for theirs, ours in f.MEANS.items()},
    **{f"collaboration_{pattern}_pct": f.PATTERN + pattern for pattern in PATTERNS},
    **{f"use_case_{case}_pct": f.USE_CASE + case for case in USE_CASES},
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a release's files say of one population."""

    period: str | None
    """First and last day of the conversations, `2025-11-13 to 2025-11-20`; None: not said."""
    texts: tuple[UsageText, ...]
    activities: Mapping[Level, tuple[UsageText, ...]] = field(default_factory=dict)
    """The same figures of work activities, by level: in the node layout alone."""
    occupations: tuple[UsageText, ...] = ()
    """Shares of occupations, whose text is the SOC code: in the node layout alone."""


OCCUPATIONS = "soc_occupation"
"""`category_name` of occupations."""
_SOC = re.compile(r"([0-9]{2}-[0-9]{4})(?:\.00)?")
NODE_LEVELS: Mapping[str, Level | None] = {"0": None, "1": "dwa", "2": "iwa", "3": "gwa"}
"""`hierarchy_level` → the level of the activity; None: a task."""
Reader = Callable[[Folder, str, Ledger], Reading]
"""Takes the release's folder, the release's name and the ledger."""


def find_api_reader(folder: Folder) -> Reader | None:
    """The reader of what programs that call the model do; None: the release has no such file."""
    found = _matching(folder, API_FILES)
    return _reader_of(folder, found, API_FILES) if found else None


def find_reader(folder: Folder) -> Reader:
    """The reader for a release's layout, told by its files and by their columns.

    Raises SourceError if the release is in no layout that is known here.
    """
    if folder.has(FRACTIONS_FILE):
        return _read_fractions
    if folder.has(SHARES_FILE):
        return _read_shares
    found = _matching(folder, CHAT_FILES)
    if not found:
        raise SourceError(
            folder.display_path,
            None,
            "There is no file of a layout that is known: looked for "
            f"{', '.join((SHARES_FILE, FRACTIONS_FILE, *CHAT_FILES))}.",
            "Take the folder out of the sources, or update Taskdex.",
        )
    return _reader_of(folder, found, CHAT_FILES)


def _matching(folder: Folder, patterns: Sequence[str]) -> list[str]:
    return [
        name
        for name in folder.names
        if any(fnmatchcase(name.rpartition("/")[2], pattern) for pattern in patterns)
    ]


def _reader_of(folder: Folder, found: Sequence[str], patterns: Sequence[str]) -> Reader:
    """The reader of the one file that was found, by its columns."""
    if len(found) > 1:
        raise SourceError(
            folder.display_path,
            None,
            f"There are several files of {' or '.join(patterns)}: {', '.join(found)[:300]}.",
            "Leave one of them.",
        )
    name = found[0]
    header = read_header(folder, name, delimiter=",", quoted=True)
    if "facet" in header:
        return lambda folder, release, ledger: _read_long(folder, name, release, ledger)
    if "metric_id" in header:
        return lambda folder, release, ledger: _read_node(folder, name, release, ledger)
    raise SourceError(
        folder.display(name),
        1,
        f"The layout is not known; the columns are {', '.join(header)[:300]}.",
        "Take the release's folder out of the sources, or update Taskdex.",
    )


def _read_shares(folder: Folder, release: str, ledger: Ledger) -> Reading:
    """`pct` is percent of conversations: the file's rows sum to 100."""
    figures = Figures(release)
    _read_share_file(folder, SHARES_FILE, figures, ledger)
    return Reading(None, figures.usage_texts())


def _read_fractions(folder: Folder, release: str, ledger: Ledger) -> Reading:
    """Percent of conversations, and fractions of the patterns in each text's conversations.

    `filtered` is the fraction that is below the publication floor. Unless it is 0, a pattern of
    0.0 may be one of those below the floor: then it is not published, and not zero.
    """
    figures = Figures(release)
    _read_share_file(folder, FRACTIONS_FILE, figures, ledger)
    if folder.has(FRACTIONS_PATTERNS_FILE):
        name = FRACTIONS_PATTERNS_FILE
        path = folder.display(name)
        patterns = ("feedback_loop", "directive", "task_iteration", "validation", "learning")
        columns = ("task_name", *patterns, "filtered")
        for line, (text, *fractions, filtered) in read_rows(
            folder, name, columns, ledger, delimiter=",", quoted=True
        ):
            key = figures.open(Cell(text, path, line, "task_name"))
            if key is None:
                continue
            hidden = Cell(filtered, path, line, "filtered")
            figures.put(key, f.PATTERN + "not_classified", hidden, scale=100)
            nothing_hidden = float(filtered) == 0
            for pattern, fraction in zip(patterns, fractions, strict=True):
                cell = Cell(fraction, path, line, pattern)
                if nothing_hidden or not _is_zero(cell):
                    figures.put(key, f.PATTERN + pattern, cell, scale=100)
    return Reading(None, figures.usage_texts())


def _read_share_file(folder: Folder, name: str, figures: Figures, ledger: Ledger) -> None:
    path = folder.display(name)
    for line, (text, percent) in read_rows(
        folder, name, ("task_name", "pct"), ledger, delimiter=",", quoted=True
    ):
        key = figures.open(Cell(text, path, line, "task_name"))
        if key is not None:
            figures.put(key, f.SHARE, Cell(percent, path, line, "pct"))


def _read_long(folder: Folder, name: str, release: str, ledger: Ledger) -> Reading:
    """Rows of the whole world whose facet is `onet_task` or `onet_task::…`."""
    figures = Figures(release)
    path = folder.display(name)
    periods: set[str] = set()
    for line, cells in read_rows(folder, name, _LONG_COLUMNS, ledger, delimiter=",", quoted=True):
        geo_id, facet, variable, cluster, value, first_day, last_day = cells
        if geo_id != "GLOBAL" or not facet.startswith(_FACET):
            continue
        measure, text, part = _take_apart(facet, variable, cluster)
        if measure is None or is_missing(value):
            continue
        if part is not None and measure in (f.PATTERN, f.USE_CASE):
            name_of_part = _part_name(Cell(part, path, line, "cluster_name"), measure)
            if name_of_part is None:
                continue
            measure += name_of_part
        key = figures.open(Cell(text, path, line, "cluster_name"))
        if key is None:
            continue
        periods.add(f"{first_day} to {last_day}")
        if len(periods) > 1:
            raise SourceError(path, line, f"There are two periods: {', '.join(sorted(periods))}.")
        figures.put(key, measure, Cell(value, path, line, "value"))
    return Reading(next(iter(periods), None), figures.usage_texts())


def _take_apart(facet: str, variable: str, cluster: str) -> tuple[str | None, str, str | None]:
    """Name of the measure (None: not one of ours), text of the task, part of the text's use.

    A measure that ends with a colon has its part's name still to come.
    """
    if facet == _FACET:
        measure = {f"{_FACET}_pct": f.SHARE, f"{_FACET}_count": f.COUNT}.get(variable)
        return measure, cluster, None
    _, _, theirs = facet.partition("::")
    if theirs in f.MEANS:
        if variable != f"{_FACET}_{theirs}_mean":
            return None, cluster, None
        return f.MEANS[theirs], cluster.removesuffix("::value"), None
    text, _, part = cluster.rpartition("::")
    if variable != f"{_FACET}_{theirs}_pct":
        return None, text, part
    if theirs == "collaboration":
        return f.PATTERN, text, part
    if theirs == "use_case":
        return f.USE_CASE, text, part
    return (_YES_NO.get(theirs) if part == "yes" else None), text, part


def _part_name(part: Cell, measure: str) -> str | None:
    """Our name of a collaboration pattern or use case; None: a use case that we do not show."""
    name = part.text.strip().lower().replace(" ", "_")
    if measure == f.PATTERN and name not in PATTERNS:
        raise part.error(f"ends with {part.text[:40]!r}, which is not a known pattern.")
    if measure == f.USE_CASE and name not in USE_CASES:
        return None
    return name


def _read_node(folder: Folder, name: str, release: str, ledger: Ledger) -> Reading:
    """Rows of the whole world whose node is a task or a work activity: category `onet`, level 0
    for tasks, 1 for detailed activities, 2 for intermediate and 3 for generalized ones; and shares
    of occupations: category `soc_occupation`, level 0, by the code that is the node's id.

    The release of 2026-06-26 holds two calendar months; the newest one is taken, since figures of
    two months cannot be put together without their counts, and those are not published. Values are
    rounded to two decimals, so half of the shares are a 0.0 that is none.
    """
    path = folder.display(name)
    periods: dict[tuple[str, str], dict[str, Figures]] = {}
    for line, cells in read_rows(folder, name, _NODE_COLUMNS, ledger, delimiter=",", quoted=True):
        geo_level, category, level, metric, value, text, external_id, first_day, next_day = cells
        level = level.removesuffix(".0")
        if _is_occupation(geo_level, category, level, metric, value):
            if code := _SOC.fullmatch(external_id):
                shares = periods.setdefault((next_day, first_day), {})
                figures = shares.setdefault(OCCUPATIONS, Figures(release, rounded=True))
                key = figures.open(Cell(code[1], path, line, "node_external_id"), None)
                if key is not None:
                    figures.put(key, f.SHARE, Cell(value, path, line, "value"))
            continue
        if geo_level != "global" or category != "onet" or level not in NODE_LEVELS:
            continue
        if metric not in _NODE_METRICS or is_missing(value):
            continue
        # Newest first in this order: the last day, then the longer period.
        levels = periods.setdefault((next_day, first_day), {})
        figures = levels.setdefault(level, Figures(release, rounded=True))
        task_id = _task_id(external_id) if level == "0" else None
        key = figures.open(Cell(text, path, line, "node_name"), task_id)
        if key is not None:
            figures.put(key, _NODE_METRICS[metric], Cell(value, path, line, "value"))
    if not periods:
        return Reading(None, ())
    newest = max(next_day for next_day, _ in periods)
    first_day = min(first for last, first in periods if last == newest)
    texts = {level: figures.usage_texts() for level, figures in periods[newest, first_day].items()}
    return Reading(
        _period(first_day, newest),
        texts.get("0", ()),
        {ours: texts[theirs] for theirs, ours in NODE_LEVELS.items() if ours and theirs in texts},
        texts.get(OCCUPATIONS, ()),
    )


def _is_occupation(geo_level: str, category: str, level: str, metric: str, value: str) -> bool:
    """Whether a row is the share of an occupation, worldwide."""
    is_node = geo_level == "global" and category == OCCUPATIONS and level == "0"
    return is_node and metric == "pct" and not is_missing(value)


def _period(first_day: str, next_day: str) -> str:
    """The period in words; a month's `date_end` in this layout is the first day of the next one."""
    try:
        last = date.fromisoformat(next_day)
    except ValueError:
        return f"{first_day} to {next_day}"
    if last.day == 1:
        last -= timedelta(days=1)
    return f"{first_day} to {last.isoformat()}"


def _task_id(external_id: str) -> int | None:
    """The Task ID; None where there is something else, so that the text decides."""
    digits = external_id.removesuffix(".0")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 12 else None


def _is_zero(cell: Cell) -> bool:
    try:
        return float(cell.text) == 0
    except ValueError:
        return False
