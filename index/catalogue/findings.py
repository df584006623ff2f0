"""What stands out in a catalogue: the ends of its rankings. Called by `index.encyclopedia`."""

from __future__ import annotations

from index.catalogue.database import Database
from index.records.entries import RatedOccupation, UsedTask

_RATED = """
    SELECT occupation_code AS code, title, gpt4.beta AS gpt4, human.beta AS human
      FROM occupation
      JOIN occupation_exposure AS gpt4 USING (occupation_code)
      JOIN occupation_exposure AS human USING (occupation_code)
     WHERE gpt4.rater = 'gpt4' AND human.rater = 'human'"""


class FindingReader:
    """The findings of an opened catalogue."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def most_exposed(self, size: int) -> tuple[RatedOccupation, ...]:
        """By GPT-4's mean β, then by the human raters', then by title."""
        return self._database.records(
            RatedOccupation,
            f"{_RATED} ORDER BY gpt4.beta DESC, human.beta DESC, title LIMIT :size",
            size=size,
        )

    def most_disputed(self, size: int) -> tuple[RatedOccupation, ...]:
        """By how far the two means of β lie apart, then by title."""
        return self._database.records(
            RatedOccupation,
            f"{_RATED} ORDER BY abs(gpt4.beta - human.beta) DESC, title LIMIT :size",
            size=size,
        )

    def most_used(self, size: int) -> tuple[UsedTask, ...]:
        """By share in the newest release of the Index; of tasks that share a text, the first."""
        return self._database.records(
            UsedTask,
            "SELECT min(task_id) AS task_id, task.text, occupation.title AS occupation_title,"
            " share_percent, release, count(*) AS task_count"
            " FROM usage JOIN task_usage USING (usage_id) JOIN task USING (task_id)"
            " JOIN occupation USING (occupation_code)"
            " WHERE release = (SELECT max(release) FROM usage) AND share_percent IS NOT NULL"
            " GROUP BY usage_id ORDER BY share_percent DESC, task_id LIMIT :size",
            size=size,
        )
