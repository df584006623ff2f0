"""The open release of one process. Called by the views, through `current` and `release`.

With no release in the home, or one whose search is damaged, the process stays up, says so, and
tries again now and then.
"""

from __future__ import annotations

import logging
import threading
import time
from pathlib import Path
from typing import cast

from flask import current_app

from index.encyclopedia import Encyclopedia
from index.engines.setting import WHOOSH
from index.errors import ReleaseError
from index.records.entries import OccupationSummary, ReleaseInfo

log = logging.getLogger(__name__)

TRY_AGAIN_AFTER_S = 5.0
SEARCH_AGAIN_AFTER_S = 30.0
"""Where pages are served without search: what is damaged is read and logged each time."""
OPENS_AGAIN = "opens the release again"
"""The thread that does so while pages are served."""


class OpenRelease:
    """Holds the encyclopedia once there is one."""

    def __init__(
        self, home: Path, search_budget_ms: float | None = None, engine: str = WHOOSH
    ) -> None:
        """`search_budget_ms`: what an answer to a query may take; None: the engine's own budget.
        `engine`: what TASKDEX_ENGINE may be."""
        self.home = home
        self._search_budget_ms = search_budget_ms
        self._engine = engine
        self.group_titles: dict[str, str] = {}
        """SOC major group (two digits) → title."""
        self._encyclopedia: Encyclopedia | None = None
        self._without_search: Encyclopedia | None = None
        """What was served before there was a whole one: a thread may still read in it."""
        self._lock = threading.Lock()
        self._next_try = 0.0
        self._is_closed = False
        self.encyclopedia()

    def encyclopedia(self) -> Encyclopedia | None:
        """The open release; None: there is none that can be served."""
        if self._is_to_be_tried():
            if self._encyclopedia is None:
                self._open_if_due()
            elif not self._lock.locked():
                # Every file is read: nobody waits for a search while pages can be served.
                threading.Thread(target=self._open_if_due, name=OPENS_AGAIN, daemon=True).start()
        return self._encyclopedia

    def _is_to_be_tried(self) -> bool:
        is_whole = self._encyclopedia is not None and self._encyclopedia.engine is not None
        return not is_whole and time.monotonic() >= self._next_try

    def _open_if_due(self) -> None:
        with self._lock:
            if self._is_to_be_tried():
                self._try_to_open()

    def _try_to_open(self) -> None:
        self._next_try = time.monotonic() + TRY_AGAIN_AFTER_S
        try:
            found = Encyclopedia.open(
                self.home, search_budget_ms=self._search_budget_ms, engine=self._engine
            )
        except ReleaseError as error:
            if self._encyclopedia is None:
                log.warning("Nothing to serve: %s", error)
            return
        if found.engine is None:
            self._next_try = time.monotonic() + SEARCH_AGAIN_AFTER_S
            if self._encyclopedia is not None:
                found.close()
                return
        self.group_titles = {group.code: group.title for group in found.groups()}
        self._without_search, self._encyclopedia = self._encyclopedia, found
        if self._is_closed:  # by `close`, which saw only what was open until now
            self.close()

    def close(self) -> None:
        """Lets go of the release's files."""
        self._is_closed = True
        self._next_try = float("inf")
        for opened in (self._encyclopedia, self._without_search):
            if opened is not None:
                opened.close()
        self._encyclopedia = self._without_search = None


def open_release() -> OpenRelease:
    """The release of the running app."""
    return cast(OpenRelease, current_app.extensions["taskdex-release"])


def current() -> Encyclopedia:
    """The open release. Raises ReleaseError if there is none."""
    found = open_release().encyclopedia()
    if found is None:
        raise ReleaseError("There is no release to serve yet.")
    return found


def index_releases(release: ReleaseInfo) -> tuple[str, ...]:
    """Releases of the Economic Index that were read, oldest first."""
    return tuple(
        sorted(source.release for source in release.sources if source.key.startswith("aei"))
    )


def occupation_or_none(encyclopedia: Encyclopedia, code: str) -> OccupationSummary | None:
    """The occupation with this code; None if the release has none."""
    of_the_group = encyclopedia.occupations(code[:2])
    return next((one for one in of_the_group if one.code == code), None)
