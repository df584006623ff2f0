"""A sources folder in, the texts and the pairs that word vectors are trained on out.

Only O*NET's own files are read, those of the newest complete release.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from index.errors import SourceError
from index.records.published import LayTitle, Occupation, TaskStatement
from index.sources import onet
from index.text import matching_key


@dataclass(frozen=True, slots=True)
class Texts:
    """What O*NET says; every tuple in a fixed order."""

    release: str
    tasks: tuple[TaskStatement, ...]
    occupations: tuple[Occupation, ...]
    lay_titles: tuple[LayTitle, ...]
    activities: tuple[tuple[str, str], ...]
    """Detailed work activities: id, title."""
    links: tuple[tuple[int, str], ...]
    """Task id, id of a detailed work activity."""

    def without_activities(self, activity_ids: Iterable[str]) -> Texts:
        """As if these detailed activities had never been linked, nor read."""
        gone = frozenset(activity_ids)
        return replace(
            self,
            activities=tuple(each for each in self.activities if each[0] not in gone),
            links=tuple(each for each in self.links if each[1] not in gone),
        )

    def without_titles(self, keys: Iterable[str]) -> Texts:
        """Without the lay titles that have these matching keys."""
        gone = frozenset(keys)
        kept = (lay for lay in self.lay_titles if matching_key(lay.title) not in gone)
        return replace(self, lay_titles=tuple(kept))


def read(sources: Path) -> Texts:
    """Raises SourceError if there is no complete release, or for what is wrong in a file."""
    releases = (each for each in onet.find_releases(sources) if each.is_complete)
    release = next(releases, None)
    if release is None:
        raise SourceError(sources / "onet", None, "There is no complete release of O*NET in it.")
    activities = {
        activity.activity_id: activity.title
        for activity in release.work_activities()
        if activity.level == "dwa"
    }
    links = (link for link in release.activity_links() if link[1] in activities)
    return Texts(
        release=release.release,
        tasks=tuple(release.task_statements()),
        occupations=tuple(release.occupations()),
        lay_titles=tuple(release.lay_titles()),
        activities=tuple(activities.items()),
        links=tuple(links),
    )
