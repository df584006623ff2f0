"""The catalogue as files that need no database: `exports/` of a release.

Called by `index.build`; the files are served as downloads, next to the catalogue itself. A value
that a publisher does not give is an empty cell in CSV and null in JSON Lines, never zero. JSON
Lines repeat the names of all fields on every line, so they are packed: the large ones to a tenth.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TextIO

from index import checksums, parquet
from index.catalogue.columns import COLUMNS
from index.catalogue.reader import Catalogue
from index.catalogue.schema import EXPORTS, TWINS
from index.facts.fact import Fact, Facts, Links
from index.facts.null import said
from index.facts.tasks import BULK_TASK
from index.records.terms import PACKED

FOLDER = EXPORTS
DESCRIPTION = "datapackage.json"
CHECKSUMS = "SHA256SUMS"

_json = json.JSONEncoder(ensure_ascii=False).encode
_AT_ONCE = 500
"""Tasks read with one answer of the catalogue."""
_LINKS = Links(
    task="/tasks/task-{}".format,
    occupation="/occupations/{}".format,
    activity="/activities/{}".format,
    software="/software/{}".format,
)
"""Addresses begin at the root of the site, which a file does not know."""

_NAMES = {
    "tasks": "Tasks with ratings and exposure labels; in JSON Lines with activities and use",
    "occupations": "Occupations with their major group, job zone, pay, jobs and outlook",
    "activities": "Work activities of all three levels with the one above each",
    "activity_usage": "Observed AI use of each work activity, where a release of the Index has it",
    "chatgpt": "Shares of work-related messages to ChatGPT by work activity and month",
    "api_usage": "The same as usage of programs that call the model: another population",
    "usage": "Observed AI use of each task in each release of the Economic Index",
    "changes": "What changed between the O*NET releases that were read",
    "emerging": "Statements that O*NET proposes as tasks",
    "foreign_titles": "What ESCO calls occupations, in other languages and in British English",
    "software": "Which occupations use which software products",
}
_ROWS = {
    "tasks": """
          FROM task JOIN occupation USING (occupation_code) LEFT JOIN exposure USING (task_id)
         ORDER BY task_id""",
    "occupations": """
          FROM occupation JOIN major_group USING (group_code)
               JOIN occupation_figures AS figures ON figures.code = occupation_code
               LEFT JOIN (SELECT occupation_code AS applicable, soc_code
                            FROM occupation_measure WHERE measure = 'applicability')
                      ON applicable = occupation_code
               LEFT JOIN soc_applicability AS parts USING (soc_code)
         ORDER BY occupation_code""",
    "activities": "FROM activity LEFT JOIN copilot_use USING (activity_id) ORDER BY activity_id",
    "activity_usage": "FROM activity_usage ORDER BY activity_id, release",
    "chatgpt": "FROM chatgpt_use ORDER BY activity_id, month",
    "api_usage": """
          FROM task_api_usage JOIN api_usage USING (api_usage_id) ORDER BY task_id, release""",
    "usage": "FROM task_usage JOIN usage USING (usage_id) ORDER BY task_id, release",
    "changes": "FROM change ORDER BY change_id",
    "emerging": "FROM emerging_task JOIN occupation USING (occupation_code) ORDER BY emerging_id",
    "foreign_titles": """
          FROM foreign_title JOIN occupation USING (occupation_code)
         ORDER BY occupation_code, language, foreign_title.title""",
    "software": """
          FROM occupation_software
               JOIN software USING (slug) JOIN occupation USING (occupation_code)
         ORDER BY slug, occupation_code""",
}
"""File → the rows of the catalogue that are its rows; `columns.py` has the columns."""
_KEYS = {
    "tasks": ["task_id"],
    "occupations": ["occupation_code"],
    "activities": ["activity_id"],
    "activity_usage": ["activity_id", "release"],
    "chatgpt": ["activity_id", "month"],
    "api_usage": ["task_id", "release"],
    "usage": ["task_id", "release"],
    "foreign_titles": ["occupation_code", "language", "title"],
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
        for name, rows in _ROWS.items():
            columns = list(COLUMNS[name])
            content = connection.execute(f"SELECT {_selected(name)} {rows}").fetchall()
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(columns)
                writer.writerows(content)
            _write_twin(folder / f"{name}.csv", folder / TWINS.removeprefix(f"{FOLDER}/"))
            lines = (
                _task_lines(catalogue, release_id)
                if name == "tasks"
                else _lines(rows=content, columns=columns)
            )
            parquet.write(folder / f"{name}.parquet", COLUMNS[name], content)
            packed = folder / f"{name}.jsonl{PACKED}"
            with _packed(packed) as file:
                file.writelines(lines)
            resources.append(
                {
                    **_resource(folder / f"{name}.csv", f"{name}-csv", _NAMES[name], "csv"),
                    "schema": _schema(name),
                }
            )
            if content:  # without a line there is no table to the standard's own reader
                resources.append(
                    {
                        **_resource(packed, f"{name}-jsonl", _NAMES[name], "jsonl"),
                        "compression": "gz",
                        "schema": _bulk_schema() if name == "tasks" else _schema(name),
                    }
                )
        resources.append(_resource(catalogue, "catalogue", "Every record, in SQLite", "sqlite"))
        sources = _dicts(connection, "SELECT * FROM source ORDER BY position")
    package = _package(release_id, sources, resources)
    (folder / DESCRIPTION).write_text(
        json.dumps(package, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    sums = {path.name: checksums.sha256(path) for path in (catalogue, *_files(folder))}
    (folder / CHECKSUMS).write_text(
        "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)), encoding="utf-8"
    )
    # The data package and the checksums name it: whoever reads the folder itself finds it there.
    (folder / catalogue.name).symlink_to(Path("..") / catalogue.name)


def _write_twin(path: Path, folder: Path) -> None:
    """Packs a table once more for the web, which gives it to browsers that take gzip."""
    folder.mkdir(exist_ok=True)
    with (
        path.open(encoding="utf-8", newline="") as table,
        _packed(folder / f"{path.name}{PACKED}") as file,
    ):
        shutil.copyfileobj(table, file)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.iterdir() if path.is_file())


def _selected(name: str) -> str:
    return ", ".join(f"{column.sql or key} AS {key}" for key, column in COLUMNS[name].items())


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


def _lines(*, rows: Iterable[tuple[Any, ...]], columns: list[str]) -> Iterator[str]:
    for row in rows:
        yield _json(dict(zip(columns, row, strict=True))) + "\n"


def _task_lines(catalogue: Path, release_id: str) -> Iterator[str]:
    """One task a line, as its JSON page has it but for addresses and sources."""
    with closing(Catalogue(catalogue)) as opened:
        ids = opened.tasks.ids()
        for start in range(0, len(ids), _AT_ONCE):
            for entry in opened.tasks.entries(ids[start : start + _AT_ONCE]):
                yield _json({**BULK_TASK.json(entry, _LINKS), "release": release_id}) + "\n"


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
        "hash": f"sha256:{checksums.sha256(path)}",
    }
    if kind in ("csv", "jsonl"):
        resource["encoding"] = "utf-8"
    return resource


def _schema(name: str) -> dict[str, object]:
    """The table as the standard's Table Schema has it, every column with its meaning."""
    schema: dict[str, object] = {
        "fields": [
            {"name": key, "type": column.type, "description": column.description}
            for key, column in COLUMNS[name].items()
        ],
        "missingValues": [""],
    }
    if name in _KEYS:
        schema["primaryKey"] = _KEYS[name]
    return schema


def _bulk_schema() -> dict[str, object]:
    """The lines of all tasks, by their outermost members."""
    return {
        "fields": [
            {
                "name": fact.name,
                "type": _member_type(fact),
                "description": f"{fact.meaning} Null: {said(*fact.null)}"
                if fact.null
                else fact.meaning,
            }
            for fact in BULK_TASK
        ]
        + [{"name": "release", "type": "string", "description": "The release of Taskdex."}],
        "primaryKey": _KEYS["tasks"],
    }


def _member_type(fact: Fact) -> str:
    if fact.many or fact.kind == "interval":
        return "array"
    if isinstance(fact.of, Facts):
        return "object"
    return fact.kind if fact.kind in ("integer", "number", "boolean") else "string"


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
            " not published, never zero. Percents are 0 to 100. Beside each CSV file lies a"
            " Parquet file with the same columns and rows."
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
