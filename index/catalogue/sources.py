"""Sources of a release, and which of them an entry's figures are from.

Called by the modules of `index.catalogue` that read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from index.catalogue.database import Database
from index.records.entries import TaskCounts, TaskSummary
from index.records.labour import Labour
from index.records.measures import OccupationMeasure
from index.records.published import Source
from index.records.terms import UNLABELLED

ONET = "onet"
EXPOSURE = "eloundou"
PAY = "bls-oews"
OUTLOOK = "bls-projections"
NAMES = ("esco", "escosoc", "nesta", "onetsoc")
COPILOT = "working-with-ai"
CHATGPT = "openai-signals"
MEASURED_BY = {
    "beta_gpt4": EXPOSURE,
    "beta_human": EXPOSURE,
    "applicability": COPILOT,
    "observed_exposure": "observed-exposure",
}
"""Measure → the key of its source; of conversations it is the newest release of the Index."""
_USAGE = "aei-"  # and a release


class Sources:
    """What a release was built from, in the order in which it is shown."""

    def __init__(self, database: Database) -> None:
        rows = database.rows("SELECT * FROM source ORDER BY position")
        self.by_key: Mapping[str, Source] = {
            row["source_key"]: Source(
                key=row["source_key"],
                name=row["name"],
                publisher=row["publisher"],
                release=row["release"],
                date=row["date"],
                licence=row["licence"],
                licence_url=row["licence_url"],
                url=row["url"],
                attribution=row["attribution"],
            )
            for row in rows
        }

    def __getitem__(self, key: str) -> Source:
        return self.by_key[key]

    def of_keys(self, keys: Iterable[str]) -> tuple[Source, ...]:
        """Those with these keys."""
        wanted = set(keys)
        return tuple(source for key, source in self.by_key.items() if key in wanted)

    def of_occupation(
        self,
        tasks: Sequence[TaskSummary],
        labour: Labour,
        measures: Iterable[OccupationMeasure],
        *,
        exposed: bool,
        named: bool,
    ) -> tuple[Source, ...]:
        """Those of an occupation's page: of its tasks, pay, outlook and measures, and of its names
        in other languages (`named`)."""
        keys = {source.key for source in self.of_list(tasks, exposed=exposed)}
        keys |= {source.key for source in self.of_measures(measures)}
        if named:
            keys.update(NAMES)
        if labour.pay is not None:
            keys.add(PAY)
        if labour.outlook is not None:
            keys.add(OUTLOOK)
        return self.of_keys(keys)

    def of_measures(self, measures: Iterable[OccupationMeasure]) -> tuple[Source, ...]:
        """Those of measures of how far AI reaches an occupation."""
        names = {each.measure for each in measures}
        keys = {MEASURED_BY[name] for name in names if name in MEASURED_BY}
        if "conversations" in names:
            keys.add(max(key for key in self.by_key if key.startswith(f"{_USAGE}2")))
        return self.of_keys(keys)

    def of_list(self, tasks: Sequence[TaskSummary], *, exposed: bool = False) -> tuple[Source, ...]:
        """Those of a list of tasks; `exposed`: the list stands beside means of exposure."""
        labelled = exposed or any(task.exposure for task in tasks)
        return self._of_what(labelled, any(task.observed for task in tasks))

    def of_counts(self, counts: TaskCounts) -> tuple[Source, ...]:
        """Those of all tasks that were counted, shown or not."""
        labelled = any(count for label, count in counts.gpt4.items() if label != UNLABELLED)
        return self._of_what(labelled, counts.observed > 0)

    def _of_what(self, labelled: bool, observed: bool) -> tuple[Source, ...]:
        keys = {ONET}
        if labelled:
            keys.add(EXPOSURE)
        if observed:
            keys.update(key for key in self.by_key if key.startswith(_USAGE))
        return self.of_keys(keys)
