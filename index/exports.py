"""The catalogue as files that need no database: `exports/` of a release.

Called by `index.build`; the files are served as downloads.
"""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing
from pathlib import Path

FOLDER = "exports"

# File → what it holds. An empty cell means that the publisher gives no value.
_TABLES = {
    "tasks.csv": """
        SELECT task_id, occupation_code, occupation.title AS occupation, text AS task, type,
               importance, importance_lower, importance_upper, relevance_percent,
               relevance_lower, relevance_upper, rank, rated_tasks, tied_with,
               exposure.gpt4 AS exposure_gpt4, exposure.human AS exposure_human,
               exposure.alpha, exposure.beta, exposure.gamma, exposure.automation
          FROM task JOIN occupation USING (occupation_code) LEFT JOIN exposure USING (task_id)
         ORDER BY task_id""",
    "occupations.csv": """
        SELECT occupation_code, occupation.title, major_group.title AS major_group, job_zone,
               description,
               (SELECT count(*) FROM task
                 WHERE task.occupation_code = occupation.occupation_code) AS tasks
          FROM occupation JOIN major_group USING (group_code) ORDER BY occupation_code""",
    "usage.csv": """
        SELECT task_id, matched_by, usage.*
          FROM task_usage JOIN usage USING (usage_id) ORDER BY task_id, release""",
}


def write(catalogue: Path, folder: Path) -> None:
    """Writes every export anew, UTF-8, with a header line."""
    folder.mkdir()
    with closing(
        sqlite3.connect(f"{catalogue.resolve().as_uri()}?mode=ro", uri=True)
    ) as connection:
        for name, statement in _TABLES.items():
            rows = connection.execute(statement)
            with (folder / name).open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(column[0] for column in rows.description)
                writer.writerows(rows)
