"""OpenAI Signals: shares of messages to ChatGPT, by intermediate activity and month → records.

What comes in: the archive as published at https://openai.com/signals/data-download/, or the one
table out of it, in `extra/openai_signals/` below the sources folder. Its ids of activities are
those that O*NET had up to 30.2. Called by `index.corpus`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from index.records.assistants import MonthShare
from index.records.published import Source, SourceFile
from index.sources.folders import Folder, candidates, open_folder
from index.sources.tables import Ledger, read_rows
from index.sources.values import cells_of, number

KEY: Final = "openai-signals"
_PLACE: Final = ("extra", "openai_signals")
_FILE: Final = "usa_share_of_work_related_messages_by_onet_iwa_month.csv"
_FORK: Final = "__MACOSX/"
"""Where archives made on a Mac keep what is no table under the table's name."""
_ID: Final = re.compile(r"4\.[A-Z](?:\.[0-9a-zA-Z]+)+")
_MONTH: Final = re.compile(r"(20[0-9]{2}-(?:0[1-9]|1[0-2]))(?:-01)?")


class Signals:
    """The table of the United States. Raises SourceError where it is not as it should be."""

    def __init__(self, folder: Folder, name: str) -> None:
        self._folder = folder
        self._name = name
        self._ledger = Ledger(KEY)
        self._newest = ""
        self.missing: tuple[str, ...] = ()

    @property
    def source(self) -> Source:
        """Once the table has been read: its newest month names the release."""
        return Source(
            key=KEY,
            name="OpenAI Signals",
            publisher="OpenAI",
            release=f"months to {self._newest}",
            date=None,
            licence="CC BY 4.0",
            licence_url="https://creativecommons.org/licenses/by/4.0/",
            url="https://openai.com/signals/data-download/",
            attribution=(
                "Use of ChatGPT by work activity from OpenAI Signals. Used under CC BY 4.0; turned"
                " into percent and joined to O*NET’s activities of today by Taskdex."
            ),
        )

    @property
    def files(self) -> tuple[SourceFile, ...]:
        return self._ledger.files

    def shares(self) -> Iterator[MonthShare]:
        """By activity as the table names it; what belongs to no activity ("Other IWA") is left out.

        An activity has one share in a month.
        """
        path = self._folder.display(self._name)
        seen: set[tuple[str, str]] = set()
        columns = ("month", "iwa_cleaned", "share_of_messages")
        for line, texts in read_rows(
            self._folder, self._name, columns, self._ledger, delimiter=",", quoted=True
        ):
            month, activity, share = cells_of(texts, path, line, columns)
            match = _MONTH.fullmatch(month.text)
            if match is None:
                raise month.error(f"is {month.text[:40]!r}, which is not a month (2026-06-01).")
            if not _ID.fullmatch(activity.text):
                continue
            key = (activity.text, match[1])
            if key in seen:
                raise activity.error(f"is {activity.text[:40]!r} a second time in {match[1]}.")
            seen.add(key)
            self._newest = max(self._newest, match[1])
            yield MonthShare(activity.text, match[1], 100 * number(share, 0, 1))


def find_signals(sources: Path) -> Signals | None:
    """The unpacked table, else the one in an archive; None: there is neither."""
    place = sources.joinpath(*_PLACE)
    if not place.is_dir():
        return None
    packed = [open_folder(sources, path) for path in candidates(place) if path.suffix == ".zip"]
    for folder in (open_folder(sources, place), *packed):
        for name in folder.names:
            if name.rpartition("/")[2] == _FILE and not name.startswith(_FORK):
                return Signals(folder, name)
    return None
