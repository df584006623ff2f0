"""`catalogue.sqlite` in, entries and summaries out. Called by `index.encyclopedia`."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from index.catalogue.activities import ActivityReader
from index.catalogue.activity_use import ActivityUseReader
from index.catalogue.changes import ChangeReader
from index.catalogue.database import Database
from index.catalogue.findings import FindingReader
from index.catalogue.occupations import OccupationReader
from index.catalogue.rankings import RankingReader
from index.catalogue.schema import SCHEMA_VERSION
from index.catalogue.software import SoftwareReader
from index.catalogue.sources import Sources
from index.catalogue.tasks import TaskReader
from index.errors import ReleaseError
from index.records.published import Source


class Catalogue:
    """A catalogue, opened for reading. Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        """Raises ReleaseError if the file is not a catalogue of this version."""
        self._database = Database(path)
        try:
            (version,) = self._database.column("PRAGMA user_version")
            if version != SCHEMA_VERSION:
                raise ReleaseError(
                    f"{path.name} has schema {version}, this Taskdex reads {SCHEMA_VERSION}."
                    ' Build again with "taskdex build".'
                )
            sources = Sources(self._database)
        except sqlite3.Error as error:
            raise ReleaseError(
                f'{path.name} cannot be read: {error}. Build again with "taskdex build".'
            ) from error
        self.sources: Mapping[str, Source] = sources.by_key
        self.activity_use = ActivityUseReader(self._database, sources)
        self.tasks = TaskReader(self._database, sources, self.activity_use)
        self.software = SoftwareReader(self._database, sources)
        self.occupations = OccupationReader(self._database, sources, self.software)
        self.activities = ActivityReader(self._database, sources, self.activity_use)
        self.changes = ChangeReader(self._database)
        self.findings = FindingReader(self._database)
        self.rankings = RankingReader(self._database)

    @property
    def path(self) -> Path:
        """Where the catalogue lies."""
        return self._database.path

    def close(self) -> None:
        self._database.close()
