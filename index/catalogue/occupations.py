"""Occupations of a catalogue, and their major groups. Called by `index.encyclopedia`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from index.catalogue import summaries
from index.catalogue.database import Database, columns
from index.catalogue.labour import LabourReader
from index.catalogue.measure_rows import applicability
from index.catalogue.software import SoftwareReader
from index.catalogue.sources import Sources
from index.catalogue.summaries import BY_IMPORTANCE
from index.errors import NotFoundError
from index.records.entries import (
    ExposureProfile,
    MajorGroup,
    OccupationEntry,
    OccupationSummary,
    TaskShare,
    TaskSummary,
)
from index.records.joined import ForeignTitle
from index.records.labour import OccupationFigures
from index.records.measures import MEASURES, Applicability, MeasurePair, OccupationMeasure
from index.records.published import ExposureMeans, JobZone, Source
from index.records.terms import label_counts


class OccupationReader:
    """The occupations of an opened catalogue."""

    def __init__(self, database: Database, sources: Sources, software: SoftwareReader) -> None:
        self._database = database
        self._sources = sources
        self._software = software
        self._labour = LabourReader(database, sources)

    @cached_property
    def codes(self) -> frozenset[str]:
        """Those of all occupations."""
        return frozenset(self._database.column("SELECT occupation_code FROM occupation"))

    def entry(self, code: str) -> OccupationEntry:
        """Raises NotFoundError."""
        row = self._database.row(
            f"SELECT {summaries.OCCUPATION}, major_group.title AS group_title"
            " FROM occupation JOIN major_group USING (group_code) WHERE occupation_code = :code",
            code=code,
        )
        if row is None:
            raise NotFoundError(f"There is no occupation {code}.")
        zones = self._database.records(
            JobZone,
            f"SELECT {columns(JobZone)} FROM job_zone WHERE zone = :zone",
            zone=row["occupation_job_zone"],
        )
        titles = self._database.column(
            "SELECT title FROM lay_title WHERE occupation_code = :code"
            " ORDER BY title COLLATE NOCASE",
            code=code,
        )
        tasks = self.tasks(code)
        labour = self._labour.of_occupation(code)
        foreign_titles = self._foreign_titles(code)
        measures = self.measures(code)
        means = self._means(code)
        related = summaries.occupations(
            self._database,
            "JOIN related_occupation AS r ON r.related_code = occupation.occupation_code"
            " WHERE r.occupation_code = :code ORDER BY r.position",
            code=code,
        )
        return OccupationEntry(
            occupation=summaries.occupation(row),
            group_title=row["group_title"],
            job_zone=zones[0] if zones else None,
            titles=tuple(titles),
            tasks=tasks,
            exposure_gpt4=ExposureProfile(
                means.get("gpt4"), label_counts(task.exposure for task in tasks)
            ),
            exposure_human=ExposureProfile(
                means.get("human"), label_counts(task.human_exposure for task in tasks)
            ),
            foreign_titles=foreign_titles,
            related=related,
            software=self._software.of_occupation(code),
            labour=labour,
            figures=self.figures(code),
            measures=measures,
            applicability=self._applicability(measures),
            sources=self._sources.of_occupation(
                tasks, labour, measures, exposed=bool(means), named=bool(foreign_titles)
            ),
        )

    def measures(self, code: str) -> tuple[OccupationMeasure, ...]:
        """In the order of MEASURES."""
        found = self._database.records(
            OccupationMeasure,
            f"SELECT {columns(OccupationMeasure)} FROM occupation_measure"
            " WHERE occupation_code = :code",
            code=code,
        )
        return tuple(sorted(found, key=lambda each: MEASURES.index(each.measure)))

    def measured_by(self, measures: Iterable[OccupationMeasure]) -> tuple[Source, ...]:
        """Where measures come from."""
        return self._sources.of_measures(measures)

    def _applicability(self, measures: Iterable[OccupationMeasure]) -> Applicability | None:
        for each in measures:
            if each.measure == "applicability":
                row = self._database.row(
                    "SELECT * FROM soc_applicability WHERE soc_code = :code", code=each.soc_code
                )
                return applicability(row) if row else None
        return None

    @cached_property
    def measure_pairs(self) -> tuple[MeasurePair, ...]:
        """How far each two measures agree over all occupations, in the order of MEASURES."""
        found = self._database.records(
            MeasurePair, f"SELECT {columns(MeasurePair)} FROM measure_pair"
        )
        place = MEASURES.index
        return tuple(sorted(found, key=lambda pair: (place(pair.first), place(pair.second))))

    def figures(self, code: str) -> OccupationFigures:
        """Raises NotFoundError."""
        found = self._figures("WHERE code = :code", code=code)
        if not found:
            raise NotFoundError(f"There is no occupation {code}.")
        return found[0]

    @cached_property
    def all_figures(self) -> tuple[OccupationFigures, ...]:
        """Of all occupations, by code; a release does not change, so they are read once."""
        return self._figures("ORDER BY code")

    def _figures(self, where: str, **values: object) -> tuple[OccupationFigures, ...]:
        statement = f"SELECT {columns(OccupationFigures)} FROM occupation_figures {where}"
        return self._database.records(OccupationFigures, statement, **values)

    def tasks(self, code: str) -> tuple[TaskSummary, ...]:
        """Rated ones first, by descending importance; none: there is no such occupation."""
        return summaries.tasks(
            self._database, f"WHERE occupation_code = :code {BY_IMPORTANCE}", code=code
        )

    def _foreign_titles(self, code: str) -> tuple[ForeignTitle, ...]:
        """By language; in each the surest first, preferred ones before others."""
        return self._database.records(
            ForeignTitle,
            f"SELECT {columns(ForeignTitle)} FROM foreign_title WHERE occupation_code = :code"
            " ORDER BY language, confidence DESC, is_preferred DESC, title",
            code=code,
        )

    def _means(self, code: str) -> dict[str, ExposureMeans]:
        """Rater → means of the occupation's tasks."""
        return {
            row["rater"]: ExposureMeans(row["alpha"], row["beta"], row["gamma"])
            for row in self._database.rows(
                "SELECT rater, alpha, beta, gamma FROM occupation_exposure"
                " WHERE occupation_code = :code",
                code=code,
            )
        }

    def shares(self, code: str) -> tuple[TaskShare, ...]:
        """What was observed of an occupation's tasks: oldest release first, then by share."""
        return self._database.records(
            TaskShare,
            "SELECT task_id, usage.release, share_percent, share_percent_at_most,"
            " (SELECT count(*) - 1 FROM task_usage AS other"
            "   WHERE other.usage_id = usage.usage_id) AS shared_count, source_key"
            " FROM task JOIN task_usage USING (task_id) JOIN usage USING (usage_id)"
            " WHERE occupation_code = :code"
            " ORDER BY usage.release, share_percent IS NULL, share_percent DESC, task_id",
            code=code,
        )

    def groups(self) -> tuple[MajorGroup, ...]:
        return self._database.records(
            MajorGroup,
            "SELECT group_code AS code, major_group.title,"
            " count(DISTINCT occupation.occupation_code) AS occupation_count,"
            " count(task_id) AS task_count FROM major_group JOIN occupation USING (group_code)"
            " LEFT JOIN task USING (occupation_code) GROUP BY group_code ORDER BY group_code",
        )

    def all(self, group: str | None) -> tuple[OccupationSummary, ...]:
        """Of one major group, or of all, by code."""
        return summaries.occupations(
            self._database,
            "WHERE :code IS NULL OR group_code = :code ORDER BY occupation.occupation_code",
            code=group,
        )
