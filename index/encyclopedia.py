"""The one door for readers: catalogue and engine of the current release behind one object.

Called by the web app, the command line and anyone who imports Taskdex as a library.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType

from index.engine import Results
from index.query import Query
from index.records import (
    ActivityEntry,
    ActivitySummary,
    MajorGroup,
    OccupationEntry,
    OccupationSummary,
    ReleaseInfo,
    RetiredTask,
    TaskEntry,
    TaskSummary,
)


class Encyclopedia:
    """A release, opened for reading. Safe to share between threads."""

    @classmethod
    def open(cls, home: Path | str) -> Encyclopedia:
        """Opens the current release of a home, or the newest whole one if it is damaged.

        Raises ReleaseError if there is none.
        """
        raise NotImplementedError

    @property
    def release(self) -> ReleaseInfo:
        """What the open release says of itself."""
        raise NotImplementedError

    # --- search ---------------------------------------------------------------------------------

    def search(
        self,
        text: str,
        *,
        kind: str | None = None,
        sort: str = "best",
        page: int = 1,
        size: int = 20,
        verbatim: bool = False,
        **filters: Iterable[str],
    ) -> Results:
        """Parses and answers what a person typed.

        `filters` are those of `index.query.FILTERS`, and `occupation`: `exposure=["E2"]`.
        Raises QueryError for a parameter that cannot have its value, EngineError without an engine.
        """
        raise NotImplementedError

    def answer(self, query: Query) -> Results:
        """Answers a parsed query. Raises EngineError without an engine."""
        raise NotImplementedError

    def suggest(self, text: str, size: int = 8) -> tuple[str, ...]:
        """Completions of what was typed."""
        raise NotImplementedError

    def engine_ready(self) -> bool:
        """Whether a real query gets a real answer."""
        raise NotImplementedError

    # --- entries --------------------------------------------------------------------------------

    def task(self, task_id: int) -> TaskEntry:
        """Raises NotFoundError."""
        raise NotImplementedError

    def retired_task(self, task_id: int) -> RetiredTask | None:
        """A task that older releases had; None if no release known to us had it."""
        raise NotImplementedError

    def siblings(self, task_id: int) -> tuple[TaskSummary, ...]:
        """The other tasks of the same occupation: rated ones first, by descending importance."""
        raise NotImplementedError

    def similar(self, task_id: int, size: int = 8) -> tuple[TaskSummary, ...]:
        """Tasks of other occupations that share work activities and words, closest first."""
        raise NotImplementedError

    def task_summary(self, task_id: int) -> TaskSummary:
        """Raises NotFoundError."""
        raise NotImplementedError

    def occupation(self, code: str) -> OccupationEntry:
        """Raises NotFoundError."""
        raise NotImplementedError

    def activity(self, activity_id: str, page: int = 1, size: int = 50) -> ActivityEntry:
        """Raises NotFoundError."""
        raise NotImplementedError

    # --- browsing -------------------------------------------------------------------------------

    def groups(self) -> tuple[MajorGroup, ...]:
        """The major groups that have occupations, by code."""
        raise NotImplementedError

    def occupations(self, group: str | None = None) -> tuple[OccupationSummary, ...]:
        """All occupations, or those of one major group (two digits), by code."""
        raise NotImplementedError

    def activities(self, parent_id: str | None = None) -> tuple[ActivitySummary, ...]:
        """The GWAs, or the activities right below another one, by id."""
        raise NotImplementedError

    def task_ids(self) -> Iterator[int]:
        """Ids of all live tasks, ascending."""
        raise NotImplementedError

    # --- closing --------------------------------------------------------------------------------

    def close(self) -> None:
        """Lets go of the release's files."""
        raise NotImplementedError

    def __enter__(self) -> Encyclopedia:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
