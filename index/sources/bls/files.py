"""Where the Bureau's workbooks lie: `extra/bls/` below the sources folder, as workbooks or in the
zips that they are published in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from index.sources.folders import Folder, candidates, open_folder

FOLDER: Final = ("extra", "bls")


def workbooks(sources: Path, name: re.Pattern[str]) -> Iterator[tuple[Folder, str, re.Match[str]]]:
    """The folder or zip, the name in it, and what the name says; sorted by name, zips last."""
    place = sources.joinpath(*FOLDER)
    if not place.is_dir():
        return
    own = Folder(sources, place, {path.name: path.name for path in place.iterdir()})
    zips = [open_folder(sources, path) for path in candidates(place) if path.suffix == ".zip"]
    for folder in (own, *zips):
        for inner in folder.names:
            if match := name.fullmatch(inner.rpartition("/")[2]):
                yield folder, inner, match
