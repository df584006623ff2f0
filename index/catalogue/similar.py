"""Tasks of other occupations that are like a task. Called by `index.catalogue.tasks`."""

from __future__ import annotations

from math import log1p

from index.catalogue.database import Database
from index.text import STOP_WORDS, words

# What having all words in common adds to the activities that two tasks share.
_WORDS_IN_COMMON = 2.0


def closest(database: Database, task_id: int, size: int) -> list[int]:
    """Ids of tasks of other occupations that share detailed activities, closest first.

    An activity that few tasks have tells more than one that many have ("Prepare operational
    reports"), and words in common count up to three times.
    """
    rows = database.rows(
        "SELECT other.task_id, group_concat(task_count) AS counts, its.text,"
        " mine.text AS own_text, (SELECT count(*) FROM task) AS total"
        " FROM task AS mine JOIN task_activity AS own USING (task_id)"
        " JOIN task_activity AS other USING (activity_id) JOIN activity USING (activity_id)"
        " JOIN task AS its ON its.task_id = other.task_id"
        " WHERE mine.task_id = :task AND its.occupation_code <> mine.occupation_code"
        " GROUP BY other.task_id",
        task=task_id,
    )
    if not rows:
        return []
    own = _content(rows[0]["own_text"])
    closeness: dict[int, float] = {}
    for row in rows:
        told = sum(log1p(row["total"] / int(count)) for count in row["counts"].split(","))
        theirs = _content(row["text"])
        in_common = len(own & theirs) / max(1, len(own | theirs))
        closeness[row["task_id"]] = told * (1 + _WORDS_IN_COMMON * in_common)
    return sorted(closeness, key=lambda i: (-closeness[i], i))[:size]


def _content(text: str) -> frozenset[str]:
    return frozenset(words(text)) - STOP_WORDS
