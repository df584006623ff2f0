"""The catalogue as files that need no database: `exports/` of a release.

Called by `index.build`; the files are served as downloads, next to the catalogue itself. A value
that a publisher does not give is an empty cell in CSV and null in JSON Lines, never zero. JSON
Lines repeat the names of all fields on every line, so they are packed: the large ones to a tenth.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TextIO

from index.catalogue.columns import COLUMNS
from index.catalogue.schema import USAGE_COLUMNS
from index.records import PACKED, PATTERNS

FOLDER = "exports"
DESCRIPTION = "datapackage.json"
CHECKSUMS = "SHA256SUMS"

Row = tuple[Any, ...]
_json = json.JSONEncoder(ensure_ascii=False).encode

_NAMES = {
    "tasks": "Tasks with ratings and exposure labels; in JSON Lines with activities and use",
    "occupations": "Occupations with their major group and job zone",
    "activities": "Work activities of all three levels with the one above each",
    "usage": "Observed AI use of each task in each release of the Economic Index",
    "changes": "What changed between the O*NET releases that were read",
    "emerging": "Statements that O*NET proposes as tasks",
    "software": "Which occupations use which software products",
}
_TABLES = {
    "tasks": """
        SELECT task_id, occupation_code, occupation.title AS occupation, text AS task, type,
               importance, importance_lower, importance_upper, relevance_percent,
               relevance_lower, relevance_upper, rank, rated_tasks, tied_with,
               exposure.gpt4 AS exposure_gpt4, exposure.human AS exposure_human,
               exposure.alpha, exposure.beta, exposure.gamma, exposure.automation
          FROM task JOIN occupation USING (occupation_code) LEFT JOIN exposure USING (task_id)
         ORDER BY task_id""",
    "occupations": """
        SELECT occupation_code, occupation.title, major_group.title AS major_group, job_zone,
               description,
               (SELECT count(*) FROM task
                 WHERE task.occupation_code = occupation.occupation_code) AS tasks
          FROM occupation JOIN major_group USING (group_code) ORDER BY occupation_code""",
    "activities": """
        SELECT activity_id, level, title, parent_id, description, task_count, occupation_count
          FROM activity ORDER BY activity_id""",
    "usage": f"""
        SELECT task_id, matched_by, usage_id, {", ".join(USAGE_COLUMNS)}
          FROM task_usage JOIN usage USING (usage_id) ORDER BY task_id, release""",
    "changes": """
        SELECT older, newer, kind, task_id, occupation_code, occupation_title, text, before, after
          FROM change ORDER BY change_id""",
    "emerging": """
        SELECT occupation_code, occupation.title AS occupation, text AS task, category,
               original_task_id, date, origin
          FROM emerging_task JOIN occupation USING (occupation_code) ORDER BY emerging_id""",
    "software": """
        SELECT slug AS software_id, software.name, category, is_hot AS hot,
               occupation_code, occupation.title AS occupation, in_demand
          FROM occupation_software
               JOIN software USING (slug) JOIN occupation USING (occupation_code)
         ORDER BY slug, occupation_code""",
}
_KEYS = {
    "tasks": ["task_id"],
    "occupations": ["occupation_code"],
    "activities": ["activity_id"],
    "usage": ["task_id", "release"],
    "software": ["software_id", "occupation_code"],
}
"""Columns that tell the rows apart, none of them ever empty; changes and proposals have none."""


def write(catalogue: Path, folder: Path, release_id: str) -> None:
    """Writes every export anew: UTF-8, the same bytes for the same catalogue."""
    folder.mkdir()
    resources: list[dict[str, object]] = []
    with closing(
        sqlite3.connect(f"{catalogue.resolve().as_uri()}?mode=ro", uri=True)
    ) as connection:
        for name, statement in _TABLES.items():
            rows = connection.execute(statement)
            columns = [column[0] for column in rows.description]
            content = rows.fetchall()
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(columns)
                writer.writerows(content)
            lines = (
                _task_lines(connection, release_id)
                if name == "tasks"
                else _lines(rows=content, columns=columns)
            )
            packed = folder / f"{name}.jsonl{PACKED}"
            with _packed(packed) as file:
                file.writelines(lines)
            resources.append(
                {
                    **_resource(folder / f"{name}.csv", f"{name}-csv", _NAMES[name], "csv"),
                    "schema": _schema(name, columns),
                }
            )
            resources.append(
                {**_resource(packed, f"{name}-jsonl", _NAMES[name], "jsonl"), "compression": "gz"}
            )
        resources.append(_resource(catalogue, "catalogue", "Every record, in SQLite", "sqlite"))
        sources = _dicts(connection, "SELECT * FROM source ORDER BY position")
    package = _package(release_id, sources, resources)
    (folder / DESCRIPTION).write_text(
        json.dumps(package, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    sums = {path.name: _sha256(path) for path in (catalogue, *folder.iterdir())}
    (folder / CHECKSUMS).write_text(
        "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)), encoding="utf-8"
    )


@contextmanager
def _packed(path: Path) -> Iterator[TextIO]:
    """A text file to write that is packed on its way: no name and no time in it, so the same lines
    make the same bytes."""
    with (
        path.open("wb") as raw,
        gzip.GzipFile(filename="", mode="wb", fileobj=raw, compresslevel=6, mtime=0) as stream,
        io.TextIOWrapper(stream, encoding="utf-8", newline="") as file,
    ):
        yield file


def _dicts(connection: sqlite3.Connection, statement: str) -> list[dict[str, Any]]:
    rows = connection.execute(statement)
    columns = [column[0] for column in rows.description]
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _lines(*, rows: Iterable[Row], columns: list[str]) -> Iterator[str]:
    for row in rows:
        yield _json(dict(zip(columns, row, strict=True))) + "\n"


def _task_lines(connection: sqlite3.Connection, release_id: str) -> Iterator[str]:
    """One task a line, as its JSON page has it. Addresses begin at the root of the site; sources
    are keys of those in `datapackage.json`: in full they would be half of the file."""
    order = [
        key for (key,) in connection.execute("SELECT source_key FROM source ORDER BY position")
    ]
    occupations = {
        code: _json({"code": code, "title": title, "url": f"/occupations/{code}"})
        for code, title in connection.execute("SELECT occupation_code, title FROM occupation")
    }
    paths = _paths(connection)
    exposures = {
        row.pop("task_id"): _json(row) for row in _dicts(connection, "SELECT * FROM exposure")
    }
    uses, observed_in = _uses(connection)
    for row in _dicts(connection, "SELECT * FROM task ORDER BY task_id"):
        task_id = row["task_id"]
        keys = {"onet"} | observed_in[task_id]
        if task_id in exposures:
            keys.add("eloundou")
        named = _json([key for key in order if key in keys])
        yield (
            f'{{"task_id": {task_id}, "task": {_json(row["text"])}, "url": "/tasks/task-{task_id}",'
            f' "type": {_json(row["type"])}, "occupation": {occupations[row["occupation_code"]]},'
            f' "rating": {_json(_rating(row))}, "activities": [{", ".join(paths[task_id])}],'
            f' "exposure": {exposures.get(task_id, "null")},'
            f' "usage": [{", ".join(uses[task_id])}], "sources": {named},'
            f' "release": {_json(release_id)}}}\n'
        )


def _rating(row: Mapping[str, Any]) -> dict[str, object] | None:
    if row["importance"] is None and row["relevance_percent"] is None:
        return None

    def bounds(name: str) -> list[float] | None:
        low, high = row[f"{name}_lower"], row[f"{name}_upper"]
        return None if low is None or high is None else [low, high]

    low_precision = row["low_precision"]
    return {
        "importance": row["importance"],
        "importance_ci": bounds("importance"),
        "relevance_percent": row["relevance_percent"],
        "relevance_ci": bounds("relevance"),
        "rank": row["rank"],
        "rated_tasks": row["rated_tasks"],
        "tied_with": row["tied_with"],
        "respondents": row["rating_respondents"],
        "low_precision": None if low_precision is None else bool(low_precision),
        "date": row["rating_date"],
    }


def _paths(connection: sqlite3.Connection) -> Mapping[int, list[str]]:
    """Task → its detailed activities with the two levels above, ready to be put in a line."""
    known = {row["activity_id"]: row for row in _dicts(connection, "SELECT * FROM activity")}
    written: dict[str, str] = {}
    found: dict[int, list[str]] = defaultdict(list)
    links = "SELECT task_id, activity_id FROM task_activity ORDER BY task_id, activity_id"
    for task_id, activity_id in connection.execute(links):
        if activity_id not in written:
            dwa = known[activity_id]
            iwa = known[dwa["parent_id"]]
            levels = {"dwa": dwa, "iwa": iwa, "gwa": known[iwa["parent_id"]]}
            path: dict[str, object] = {
                level: {
                    "id": one["activity_id"],
                    "title": one["title"],
                    "url": f"/activities/{one['activity_id']}",
                }
                for level, one in levels.items()
            }
            path["task_count"] = dwa["task_count"]
            path["occupation_count"] = dwa["occupation_count"]
            written[activity_id] = _json(path)
        found[task_id].append(written[activity_id])
    return found


def _uses(connection: sqlite3.Connection) -> tuple[Mapping[int, list[str]], Mapping[int, set[str]]]:
    """Task → its use in each release, ready to be put in a line; and the sources of that."""
    measures: dict[int, tuple[str, str]] = {}
    for row in _dicts(connection, "SELECT * FROM usage"):
        number, key = row.pop("usage_id"), row.pop("source_key")
        del row["text"]
        patterns = {name: row.pop(f"{name}_percent") for name in PATTERNS}
        cases = {name: row.pop(f"{name}_percent") for name in ("work", "coursework", "personal")}
        head = {name: row.pop(name) for name in ("release", "share_percent", "conversation_count")}
        whole = {**head, "patterns": patterns, "use_case": cases, **row}
        measures[number] = (key, _json(whole).removesuffix("}"))
    sharers: dict[int, list[int]] = defaultdict(list)
    rows = connection.execute(
        "SELECT task_id, usage_id, matched_by FROM task_usage JOIN usage USING (usage_id)"
        " ORDER BY task_id, release"
    ).fetchall()
    for task_id, number, _ in rows:
        sharers[number].append(task_id)
    uses: dict[int, list[str]] = defaultdict(list)
    keys: dict[int, set[str]] = defaultdict(set)
    for task_id, number, matched_by in rows:
        key, text = measures[number]
        others = [other for other in sharers[number] if other != task_id]
        uses[task_id].append(
            f'{text}, "matched_by": {_json(matched_by)}, "shared_with": {_json(others)}}}'
        )
        keys[task_id].add(key)
    return uses, keys


# --- what describes the files --------------------------------------------------------------------


def _resource(path: Path, name: str, title: str, kind: str) -> dict[str, object]:
    media = {
        "csv": "text/csv",
        "jsonl": "application/x-ndjson",
        "sqlite": "application/vnd.sqlite3",
    }
    resource: dict[str, object] = {
        "name": name,
        "path": path.name,
        "title": title,
        "format": kind,
        "mediatype": media[kind],
        "bytes": path.stat().st_size,
        "hash": f"sha256:{_sha256(path)}",
    }
    if kind != "sqlite":
        resource["encoding"] = "utf-8"
    return resource


def _schema(name: str, columns: list[str]) -> dict[str, object]:
    """The table as the standard's Table Schema has it, every column with its meaning."""
    known = COLUMNS[name]
    assert list(known) == columns, f"columns.py describes other columns of {name}.csv"
    schema: dict[str, object] = {
        "fields": [{"name": column, **known[column]._asdict()} for column in columns],
        "missingValues": [""],
    }
    if name in _KEYS:
        schema["primaryKey"] = _KEYS[name]
    return schema


def _package(
    release_id: str, sources: list[dict[str, Any]], resources: list[dict[str, object]]
) -> dict[str, object]:
    """A Frictionless Data Package, version 2. It has no time of its own."""
    licences = {row["licence"]: row["licence_url"] for row in sources}
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "taskdex",
        "title": "Taskdex: what people do at work, and what AI does to it",
        "description": (
            "Task statements, ratings, exposure labels and observed AI use, joined. A missing"
            " value is an empty cell in CSV and null in JSON Lines: not rated, not observed or"
            " not published, never zero. Percents are 0 to 100."
        ),
        "version": release_id,
        "licenses": [
            {"name": name.replace(" ", "-"), "path": url, "title": name}
            for name, url in licences.items()
        ],
        "sources": [
            {
                "key": row["source_key"],
                "title": f"{row['name']}, release {row['release']}. {row['attribution']}",
                "path": row["url"],
                "version": row["release"],
            }
            for row in sources
        ],
        "resources": resources,
    }


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
